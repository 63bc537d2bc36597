"""The places of a document that a person can ask about: every cell of its projects, by position or by number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lint.errors import UsageError
from lint.model.cell import Cell
from lint.model.document import ROW_FIELDS, Document, Indicator, Project
from lint.model.place import HtmlLocation, TextLocation
from lint.resources.validate import did_you_mean
from lint.rules.base import FIELD_NAMES, called

_LINE = re.compile(r"(\d+)(?::(\d+))?")
_NUMBERS = re.compile(r"(\d+)(?:/(\d+))?(?:/(\D.*))?")
_LABEL = re.compile(r"(?:.+!)?[A-Za-z]{1,3}\d+|.*表\d+第\d+行第\d+列|第\d+段|第\d+页.*")
_BLANKS = re.compile(r"\s+")
FORMS = (
    "行（214）、行:列（214:30）、项目/指标（2/3）、项目/指标/栏目（2/3/指标值）、项目/栏目（2/绩效目标），"
    "或报告里的位置（Sheet1!E12、表3 第5行 第4列）"
)
"""How a place may be written."""


class Spot(NamedTuple):
    """A cell with its field, project and row; ``indicator`` is None outside of indicator rows."""

    cell: Cell
    field: str
    project: Project
    indicator: Indicator | None = None


def spots(document: Document) -> Iterator[Spot]:
    """All cells of the projects, in the order of the form."""
    for project in document.projects:
        budget, plan = project.budget, project.plan
        fields = [("title", project.title), ("code", project.code), ("purpose", project.purpose)]
        fields += [("budget", cell) for cell in (budget.total, budget.fiscal, budget.other)] if budget else []
        fields += [("plan", cell) for cell in (plan.label, *(step.cell for step in plan.steps))] if plan else []
        fields += [("goals", goal) for goal in project.goals]
        yield from (Spot(cell, name, project) for name, cell in fields if cell is not None)
        for row in project.indicators:
            for name in ROW_FIELDS:
                cell = row.cell(name)
                if cell is not None:
                    yield Spot(cell, name, project, row)


def find(document: Document, place: str) -> Spot:
    """The cell at a place, written in one of `FORMS`. A line or a row without more means its value cell.

    Raises:
        UsageError: the place is written otherwise, or nothing stands there.
    """
    text = place.strip().replace("：", ":").replace("／", "/")
    if line := _LINE.fullmatch(text):
        return _at_line(document, int(line[1]), int(line[2]) if line[2] else None)
    if numbers := _NUMBERS.fullmatch(text):
        return _by_number(document, int(numbers[1]), int(numbers[2]) if numbers[2] else None, numbers[3])
    if (spot := _by_label(document, text)) is not None:
        return spot
    if _LABEL.fullmatch(_BLANKS.sub("", text)):
        raise UsageError(f"{place}没有项目的单元格，用 jixiao extract 看读到了什么")
    raise UsageError(f"看不懂位置“{place}”，可以写：{FORMS}")


def _by_label(document: Document, text: str) -> Spot | None:
    """The cell whose place a report calls so: 表3 第5行 第4列, Sheet1!E12, or E12 where one sheet has such a cell."""
    wanted = _BLANKS.sub("", text).lower()
    found = []
    for spot in spots(document):
        label = _BLANKS.sub("", document.locator.locate(*spot.cell.stretch()).label).lower()
        if label == wanted:
            return spot
        if label.endswith(f"!{wanted}"):
            found.append(spot)
    return found[0] if len(found) == 1 else None


def _at_line(document: Document, line: int, column: int | None) -> Spot:
    found = []
    for spot in spots(document):
        where = document.locator.locate(*spot.cell.stretch())
        if not isinstance(where, TextLocation | HtmlLocation):
            raise UsageError(f"这种文件没有行号，请写：{FORMS}")
        if _covers(where, line, column):
            found.append(spot)
    if not found:
        spoken = f"第 {line} 行" + (f"第 {column} 列" if column else "")
        raise UsageError(f"{spoken}没有项目的单元格，用 jixiao extract 看读到了什么")
    own = [spot for spot in found if spot.indicator]
    return next((spot for spot in own if spot.field == "value"), found[-1] if column else found[0])


def _covers(where: TextLocation | HtmlLocation, line: int, column: int | None) -> bool:
    start, end = where.start, where.end
    if column is None:
        return start.line <= line <= end.line
    return (start.line, start.column) <= (line, column) <= (end.line, end.column)


def _by_number(document: Document, ordinal: int, row: int | None, field: str | None) -> Spot:
    project = next((project for project in document.projects if project.ordinal == ordinal), None)
    if project is None:
        raise UsageError(f"没有第 {ordinal} 个项目，文件里有 {len(document.projects)} 个")
    own = [spot for spot in spots(document) if spot.project is project]
    if row is not None:
        own = [spot for spot in own if spot.indicator and spot.indicator.row == row]
        if not own:
            raise UsageError(f"第 {ordinal} 个项目没有第 {row} 条指标，有 {len(project.indicators)} 条")
    elif field is None:
        raise UsageError(f"位置要写到指标或栏目，可以写：{FORMS}")
    else:
        own = [spot for spot in own if not spot.indicator]
    return _of_field(own, field or "value", project)


def _of_field(own: list[Spot], wanted: str, project: Project) -> Spot:
    names: Mapping[str, Spot] = {}
    for spot in reversed(own):
        names = {**names, spot.field: spot, FIELD_NAMES[spot.field]: spot, called(spot.field, project): spot}
    if wanted not in names:
        known = "、".join(dict.fromkeys(called(spot.field, project) for spot in own))
        raise UsageError(f"这里没有栏目“{wanted}”{did_you_mean(wanted, names) or f'，有：{known}'}")
    return names[wanted]
