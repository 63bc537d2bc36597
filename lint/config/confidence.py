"""How far each rule can be trusted: what was measured on labelled documents, and the level that follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import Struct

from lint.model.report import Sealed
from lint.resources.files import DataFile, read_yaml, shipped

LOWEST = "low"
UNSEEN = "unseen"
USES = ("seen", "reworked", UNSEEN)
"""What a set of documents was to the authors of the rules: at hand while they wrote, used for corrections, neither."""


class Counts(NamedTuple):
    """Of one rule: labels that have to be flagged, those flagged, flags, and those that are right."""

    must: int = 0
    found: int = 0
    flags: int = 0
    right: int = 0


class MeasuredSet(Struct, frozen=True):
    """A set of labelled documents."""

    name: str
    use: str
    documents: int
    projects: int
    rows: int


class Measured(Struct, frozen=True):
    """What was measured: the sets, and the counts by rule and set."""

    sets: tuple[MeasuredSet, ...]
    counts: Mapping[str, Mapping[str, Counts]]

    def of(self, code: str, uses: Iterable[str]) -> Counts:
        """The counts of a rule over all sets of some uses."""
        wanted, uses = self.counts.get(code, {}), set(uses)
        found = [wanted[one.name] for one in self.sets if one.use in uses and one.name in wanted]
        return Counts(*map(sum, zip(*found, strict=True))) if found else Counts()


class Levels(Struct, frozen=True):
    """When a rule reaches a level: so many flags on the counted sets, so precise."""

    counted: tuple[str, ...]
    levels: tuple[tuple[str, int, float], ...]
    unseen_flags: int

    def of(self, code: str, measured: Measured) -> str:
        """The level of a stable rule."""
        all_counted, unseen = measured.of(code, self.counted), measured.of(code, [UNSEEN])
        for name, flags, precision in self.levels:
            enough = all_counted.flags >= flags and _precise(all_counted, precision)
            if enough and (unseen.flags < self.unseen_flags or _precise(unseen, precision)):
                return name
        return LOWEST


def _precise(counts: Counts, precision: float) -> bool:
    return counts.right >= precision * counts.flags


class Confidence(Struct, frozen=True):
    """Levels and measured figures of the rules that ship, and the seals of their files."""

    levels: Levels
    measured: Measured
    seals: tuple[Sealed, ...]

    def of(self, code: str, preview: bool) -> str:
        """How far a rule can be trusted: high, medium or low; a preview rule or one not measured is low."""
        return LOWEST if preview else self.levels.of(code, self.measured)


def measured_path() -> Path:
    """The file of the figures, written by ``make score``."""
    return shipped("rulesets") / "confidence" / "measured.yaml"


@cache
def load_confidence() -> Confidence:
    """What ships."""
    levels, measured = read_yaml(measured_path().with_name("levels.yaml")), read_yaml(measured_path())
    seals = tuple(_sealed(file) for file in (levels, measured))
    return Confidence(_levels(levels.data), read_measured(measured.data), seals)


def _sealed(file: DataFile) -> Sealed:
    return Sealed(f"confidence-{file.data['confidence']}", str(file.data["version"]), file.sha256)


def _levels(data: Mapping[str, Any]) -> Levels:
    levels = tuple((name, entry["flags"], entry["precision"]) for name, entry in data["levels"].items())
    return Levels(tuple(data["counted"]), levels, data["unseen_flags"])


def read_measured(data: Mapping[str, Any]) -> Measured:
    """The figures; their table is one text, which reads in a fraction of the time of YAML."""
    sets = tuple(MeasuredSet(name, **entry) for name, entry in data["sets"].items())
    counts: dict[str, dict[str, Counts]] = {}
    for line in data["table"].splitlines():
        code, name, *numbers = line.split()
        counts.setdefault(code, {})[name] = Counts(*map(int, numbers))
    return Measured(sets, counts)


def written_measured(measured: Measured) -> str:
    """The figures as the text of their file."""
    lines = [
        "# 每条规则在标注过的材料上量得的数，由 python -m tests.score --write 写成，不要手改。",
        "# sets：seen 写规则时看着的；reworked 写的时候没有看过，量过以后照它改过；unseen 没有照它改过。",
        "# table：规则、材料、应报、其中报到、报了、其中报对。",
        "confidence: measured",
        'version: "1"',
        "sets:",
    ]
    for one in measured.sets:
        figures = f"documents: {one.documents}, projects: {one.projects}, rows: {one.rows}"
        lines.append(f"  {one.name}: {{use: {one.use}, {figures}}}")
    lines.append("table: |")
    for code, by_set in sorted(measured.counts.items()):
        for one in measured.sets:
            if counts := by_set.get(one.name):
                lines.append(f"  {code} {one.name} {' '.join(map(str, counts))}")
    return "\n".join(lines) + "\n"
