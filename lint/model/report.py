"""The outcome of a run: every input with its status, every finding, and the exit code that follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from lint.model.finding import Finding, Severity, State
from lint.model.place import Location
from lint.model.view import View

MOST_GAPS = 100
_NEVER = 9


class Status(StrEnum):
    """What became of an input."""

    CHECKED = "checked"
    PARTIAL = "partial"
    SKIPPED = "skipped"
    FAILED = "failed"


class Gap(Struct, frozen=True, array_like=True, gc=False):
    """Something in an input that was seen and not understood, at its place."""

    message: str
    location: Location


class Input(Struct, frozen=True, array_like=True, gc=False):
    """One input of the run.

    ``path`` uses / and is relative to the working directory where it lies below it. Of its ``tables``, ``other_tables``
    are no performance-goal tables and were left alone. ``profile`` names the ruleset that judged it, and ``fail_on`` is
    that ruleset's threshold.
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
    profile: str = ""
    fail_on: Severity | None = Severity.ERROR
    gaps: tuple[Gap, ...] = ()
    """What ``reason`` tells in a line of an input that is partial, place by place; not more than `MOST_GAPS`."""


class Sealed(Struct, frozen=True, gc=False):
    """A ruleset or dictionary that took part, by name, version, digest of its bytes, and its date where it has one."""

    id: str
    version: str
    sha256: str
    date: str = ""


class PluginInfo(Struct, frozen=True, gc=False):
    """An installed plugin; ``error`` says why it could not be loaded."""

    name: str
    version: str
    error: str = ""


class RuleInfo(Struct, frozen=True, gc=False):
    """What a report says of a rule that has findings in it; ``doc`` is its page as the rule's author wrote it."""

    code: str
    slug: str
    title: str
    group: str
    status: str
    fixability: str
    references: tuple[str, ...] = ()
    doc: str = ""


class Report(Struct, frozen=True, gc=False):
    """All that a reporter needs. Findings are in input order, then document order, then by code."""

    inputs: tuple[Input, ...]
    findings: tuple[Finding, ...]
    rules: tuple[RuleInfo, ...]
    rulesets: tuple[Sealed, ...]
    dictionaries: tuple[Sealed, ...]
    plugins: tuple[PluginInfo, ...]
    profile: str
    crashes: tuple[str, ...] = ()
    """Traces of rules that crashed, for the maintainers."""
    notes: tuple[str, ...] = ()
    """What else the person who runs the check should know: one line each."""
    views: Mapping[int, View] = {}
    """The tables of inputs by number, where a reporter asked for them."""
    show_suppressed: bool = False
    excluded: bool = False
    """A configuration left out files that the user named; nobody expected them to be checked."""

    @property
    def crashed(self) -> bool:
        """A rule crashed on some input."""
        return bool(self.crashes)

    @property
    def complete(self) -> bool:
        """Every input was checked, no rule crashed, every plugin was there.

        Without any input that is so only where a configuration left out what was named.
        """
        checked = all(entry.status is Status.CHECKED for entry in self.inputs)
        return (
            (bool(self.inputs) or self.excluded)
            and checked
            and not self.crashed
            and not any(p.error for p in self.plugins)
        )

    @property
    def shown(self) -> tuple[Finding, ...]:
        """The findings that people see: the new ones, and the suppressed ones if that was asked for."""
        seen = (State.NEW, State.SUPPRESSED) if self.show_suppressed else (State.NEW,)
        return tuple(finding for finding in self.findings if finding.state in seen)

    def named(self, paths: Sequence[str]) -> Report:
        """The same report with other paths for its inputs, by number."""
        entries = (replace(entry, path=path) for entry, path in zip(self.inputs, paths, strict=True))
        return replace(self, inputs=tuple(entries))

    def count(self, severity: Severity) -> int:
        """Number of new findings of one severity."""
        return sum(finding.severity is severity and finding.state is State.NEW for finding in self.findings)

    def in_state(self, state: State) -> int:
        """Number of findings in one state."""
        return sum(finding.state is state for finding in self.findings)

    @property
    def exit_code(self) -> int:
        """0 clean, 1 new findings at or above the threshold, 3 not everything checked, 4 a rule crashed (4 > 3 > 1)."""
        if self.crashed:
            return 4
        if not self.complete:
            return 3
        least = {entry.id: entry.fail_on.rank if entry.fail_on else _NEVER for entry in self.inputs}
        return int(any(f.state is State.NEW and f.severity.rank >= least[f.input] for f in self.findings))
