"""Rulesets as values: which rules apply, how severe they are, with what options, and when a run fails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from lint.config.globs import covers, names
from lint.model.finding import Severity
from lint.model.report import Sealed
from lint.resources.files import DataFile, shipped
from lint.resources.validate import line_of
from lint.rules.base import Rule

DEFAULT = "submit"
NEVER = "never"
ALLOWED, SHOWN, REFUSED = "allowed", "shown", "refused"
"""What becomes of suppressions: they hide findings, the findings stay visible, they do not count."""


class Origin(Struct, frozen=True):
    """Where a setting stands: a file and the keys that lead there. The line is looked for when somebody asks."""

    file: DataFile
    path: tuple[Any, ...] = ()

    @property
    def line(self) -> int:
        """The line, from 1."""
        return line_of(self.file, self.path)

    def __str__(self) -> str:
        return f"{shown(self.file)}:{self.line}"

    def at(self, *more: Any) -> Origin:
        """A place below."""
        return Origin(self.file, (*self.path, *more))


def shown(file: DataFile) -> str:
    """A file as people see it; what ships by its name, wherever it is installed."""
    return f"自带的 {file.path.name}" if file.path.parent == shipped("rulesets") else str(file.path)


class RuleSetting(Struct, frozen=True):
    """What a ruleset says of one rule."""

    severity: Severity | None = None
    options: Mapping[str, Any] | None = None


class Demand(Struct, frozen=True):
    """Who makes a rule mandatory: the name of the ruleset, and where it says so."""

    by: str
    origin: Origin


class FileGlob(Struct, frozen=True):
    """A pattern for files; with a slash it is a path as seen from the folder ``base`` of the file that says it."""

    pattern: str
    base: Path
    origin: Origin

    def covers(self, path: Path) -> bool:
        """Whether it means the path or a folder above it."""
        return covers(self.pattern, self.base, path)


class Override(Struct, frozen=True):
    """Other settings for some files, for some projects, or for some projects in some files."""

    origin: Origin
    files: tuple[FileGlob, ...] = ()
    projects: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    settings: Mapping[str, RuleSetting] = {}
    origins: Mapping[tuple[str, ...], Origin] = {}
    reason: str = ""

    def is_for(self, path: Path) -> bool:
        """Whether it says something of a file."""
        return not self.files or any(glob.covers(path) for glob in self.files)

    def is_for_project(self, *called: str) -> bool:
        """Whether it says something of a project with these names and codes."""
        return not self.projects or any(names(pattern, text) for pattern in self.projects for text in called)


class SuppressEntry(Struct, frozen=True):
    """An entry of ``suppress``; what is empty does not limit it. ``rules`` are references."""

    origin: Origin
    rules: tuple[str, ...]
    reason: str
    files: tuple[FileGlob, ...] = ()
    project: str = ""
    indicator: str = ""
    owner: str = ""
    until: str = ""


class Ruleset(Struct, frozen=True):
    """A ruleset with all that it extends folded in. ``select`` empty means every stable rule.

    ``origins`` tells where a setting comes from, by its key: ``("fail_on",)``, ``("severity", code)``,
    ``("options", code, name)``, ``("ignore", code)`` and so on; what is not in there has its default.
    """

    name: str
    fail_on: Severity | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    settings: Mapping[str, RuleSetting]
    declared: tuple[type[Rule], ...]
    seals: tuple[Sealed, ...]
    files: tuple[Path, ...] = ()
    """What it was made of."""
    mandatory: Mapping[str, Demand] = {}
    """By code."""
    min_tables: int = 0
    min_indicators: int = 0
    plugins: Mapping[str, Origin] = {}
    """Required plugins by name."""
    dictionaries: tuple[Path, ...] = ()
    grading: Path | None = None
    """How the review opinion grades; None is the way that ships."""
    exclude: tuple[FileGlob, ...] = ()
    extend_select: tuple[str, ...] = ()
    excepted: tuple[str, ...] = ()
    """Rules that are off for the file or project that this ruleset is meant for."""
    suppressions: str = ALLOWED
    max_suppressed: int | None = None
    suppress: tuple[SuppressEntry, ...] = ()
    overrides: tuple[Override, ...] = ()
    origins: Mapping[tuple[str, ...], Origin] = {}

    def severity(self, rule: type[Rule]) -> Severity:
        """How much a rule weighs."""
        setting = self.settings.get(rule.meta.code)
        return setting.severity if setting and setting.severity else rule.meta.severity

    def options(self, code: str) -> Mapping[str, Any]:
        """The options that are set for a rule."""
        setting = self.settings.get(code)
        return setting.options or {} if setting else {}

    def applying(self, path: Path) -> tuple[int, ...]:
        """The numbers of the overrides that say something of a file."""
        return tuple(number for number, override in enumerate(self.overrides) if override.is_for(path))

    def narrowed(self, numbers: Sequence[int]) -> Ruleset:
        """The ruleset for files to which these overrides apply; those for some projects only are left in it."""
        applying = [self.overrides[number] for number in numbers]
        made = self
        for override in applying:
            if not override.projects:
                made = made.with_override(override)
        return replace(made, overrides=tuple(override for override in applying if override.projects))

    def with_override(self, override: Override) -> Ruleset:
        """The ruleset as an override changes it."""
        chosen = {("select",): override.origin.at("select")} if override.select else {}
        return replace(
            self,
            select=override.select or self.select,
            excepted=self.excepted + override.ignore,
            settings=overlaid(self.settings, override.settings),
            origins={**self.origins, **override.origins, **chosen},
        )


def overlaid(before: Mapping[str, RuleSetting], more: Mapping[str, RuleSetting]) -> dict[str, RuleSetting]:
    """Settings by code, with others on top."""
    made = dict(before)
    for code, setting in more.items():
        old = made.get(code, RuleSetting())
        made[code] = RuleSetting(setting.severity or old.severity, {**(old.options or {}), **(setting.options or {})})
    return made


def shipped_rulesets() -> dict[str, Path]:
    """The rulesets that ship, by name."""
    return {path.stem: path for path in sorted(shipped("rulesets").glob("*.yaml"))}


def name_of(file: DataFile) -> str:
    """The name of a ruleset: as it calls itself, else its file as people see it."""
    name: str = file.data.get("ruleset") or file.path.as_posix()
    return name


def seal_of(file: DataFile) -> Sealed:
    """What a report says of a ruleset."""
    return Sealed(name_of(file), file.data.get("version", ""), file.sha256, file.data.get("date", ""))


def strings(value: Sequence[str] | str | None) -> tuple[str, ...]:
    """One or several texts, as a file may have them."""
    return () if value is None else (value,) if isinstance(value, str) else tuple(value)
