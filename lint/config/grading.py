"""How the review opinion grades: which rules speak to an item of the form, and how many findings make a grade."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from lint.errors import UsageError
from lint.model.report import Sealed
from lint.resources.files import read_yaml, shipped
from lint.resources.validate import line_of, validate
from lint.rules.references import Registry


class Grade(Struct, frozen=True):
    """A grade: at most so many errors and warnings; None is without limit."""

    name: str
    error: int | None = None
    warning: int | None = None
    means: str = ""


class Total(Struct, frozen=True):
    """A total: the items' average is at least ``least``, and none is below the grade ``worst``."""

    name: str
    least: float
    worst: str


class Item(Struct, frozen=True):
    """An item of the review form, with the codes of the rules that speak to it."""

    block: str
    item: str
    question: str
    codes: frozenset[str]


class Grading(Struct, frozen=True):
    """A way of grading. Grades and totals stand from best to worst."""

    grades: tuple[Grade, ...]
    totals: tuple[Total, ...]
    items: tuple[Item, ...]
    seal: Sealed

    def grade(self, errors: int, warnings: int) -> Grade:
        """The best grade that allows so many errors and warnings."""
        return next(grade for grade in self.grades if _within(errors, grade.error) and _within(warnings, grade.warning))

    def total(self, grades: Sequence[Grade]) -> Grade:
        """The grade of a project whose items have these grades."""
        best = len(self.grades)
        average = sum(best - self.grades.index(grade) for grade in grades) / len(grades)
        lowest = max(self.grades.index(grade) for grade in grades)
        by_name = {grade.name: grade for grade in self.grades}
        for total in self.totals:
            if average >= total.least and lowest <= self.grades.index(by_name[total.worst]):
                return by_name[total.name]
        return self.grades[-1]


def _within(count: int, limit: int | None) -> bool:
    return limit is None or count <= limit


def load_grading(registry: Registry, path: Path | None = None) -> Grading:
    """A way of grading from its file; the one that ships if none is named.

    Raises:
        UsageError: the file is missing or wrong, or names a rule or grade that does not exist.
    """
    file = read_yaml(path or shipped("rulesets") / "grading" / "default.yaml")
    if path is not None:
        validate(file, "grading-1")
    data = file.data
    grades = tuple(Grade(**entry) for entry in data["grades"])
    names = [grade.name for grade in grades]
    for number, entry in enumerate(data["total"]):
        for key in ("name", "worst"):
            if entry[key] not in names:
                line = line_of(file, ["total", number, key])
                raise UsageError(f"{file.path}:{line} 没有等级“{entry[key]}”，grades 里有：{'、'.join(names)}")
    if grades[-1].error is not None or grades[-1].warning is not None:
        raise UsageError(f"{file.path}:{line_of(file, ['grades', len(grades) - 1])} 最后一级不能有上限")
    items = []
    for number, entry in enumerate(data["items"]):
        codes: set[str] = set()
        for place, reference in enumerate(entry["rules"]):
            try:
                codes |= {rule.meta.code for rule in registry.resolve(reference)}
            except UsageError as error:
                line = line_of(file, ["items", number, "rules", place])
                raise UsageError(f"{file.path}:{line} {error}") from None
        items.append(Item(entry["block"], entry["item"], entry.get("question", ""), frozenset(codes)))
    totals = tuple(Total(**entry) for entry in data["total"])
    seal = Sealed(data["grading"], str(data["version"]), file.sha256, data.get("date", ""))
    return Grading(grades, totals, tuple(items), seal)
