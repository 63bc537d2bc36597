"""The outcome of a run: every input with its status, every finding, and the exit code that follows."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from lint.model.finding import Finding, Severity


class Status(StrEnum):
    """What became of an input."""

    CHECKED = "checked"
    PARTIAL = "partial"
    SKIPPED = "skipped"
    FAILED = "failed"


class Input(Struct, frozen=True, gc=False):
    """One input of the run.

    ``path`` uses / and is relative to the working directory where it lies below it. Of its ``tables``, ``other_tables``
    are no performance-goal tables and were left alone.
    """

    id: int
    path: str
    format: str
    status: Status
    reason: str = ""
    sha256: str = ""
    encoding: str = ""
    tables: int = 0
    other_tables: int = 0
    projects: int = 0
    indicators: int = 0


class Sealed(Struct, frozen=True, gc=False):
    """A ruleset or dictionary that took part, by name, version and digest of its bytes."""

    id: str
    version: str
    sha256: str


class PluginInfo(Struct, frozen=True, gc=False):
    """An installed plugin; ``error`` says why it could not be loaded."""

    name: str
    version: str
    error: str = ""


class RuleInfo(Struct, frozen=True, gc=False):
    """What a report says of a rule that has findings in it."""

    code: str
    slug: str
    title: str
    group: str
    status: str
    fixability: str
    references: tuple[str, ...] = ()


class Report(Struct, frozen=True, gc=False):
    """All that a reporter needs. Findings are in input order, then document order, then by code."""

    inputs: tuple[Input, ...]
    findings: tuple[Finding, ...]
    rules: tuple[RuleInfo, ...]
    rulesets: tuple[Sealed, ...]
    dictionaries: tuple[Sealed, ...]
    plugins: tuple[PluginInfo, ...]
    profile: str
    fail_on: Severity | None
    crashes: tuple[str, ...] = ()
    """Traces of rules that crashed, for the maintainers."""

    @property
    def crashed(self) -> bool:
        """A rule crashed on some input."""
        return bool(self.crashes)

    @property
    def complete(self) -> bool:
        """Every input was checked, no rule crashed, every plugin was there."""
        checked = all(entry.status is Status.CHECKED for entry in self.inputs)
        return bool(self.inputs) and checked and not self.crashed and not any(p.error for p in self.plugins)

    def count(self, severity: Severity) -> int:
        """Number of findings of one severity."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def exit_code(self) -> int:
        """0 clean, 1 findings at or above the threshold, 3 not everything checked, 4 a rule crashed (4 > 3 > 1)."""
        if self.crashed:
            return 4
        if not self.complete:
            return 3
        return int(self.fail_on is not None and any(f.severity.rank >= self.fail_on.rank for f in self.findings))
