"""From a document to its view: the cells as a person reads them, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lint.model.cell import Cell
from lint.model.document import Document, Duty, Indicator, Overall, Project
from lint.model.place import order
from lint.model.view import ProjectView, View, ViewCell, ViewRow
from lint.rules.base import FIELD_NAMES, called

_FUNDS = {"total": "总额", "fiscal": "财政资金", "other": "其他资金"}
_GRADES = "优良中差"


def view(document: Document) -> View:
    """The tables of a document."""
    cells = _Cells(document)
    projects = tuple(_project(project, cells) for project in document.projects)
    overall = tuple(_overall(document.overall, cells)) if document.overall else ()
    duties = tuple(_duties(document.duties, cells))
    return View(projects, overall, duties, len(cells.made))


class _Cells:
    """The view cells of one document; a cell that is met again (merged over several rows) is the same one."""

    def __init__(self, document: Document) -> None:
        self.locate = document.locator.locate
        self.made: dict[tuple[int, str], ViewCell] = {}

    def make(self, cell: Cell, field: str, name: str, part: str = "") -> ViewCell:
        """The view of a cell; the document keeps the cell alive, so that its identity tells it."""
        key = (id(cell), field)
        if key not in self.made:
            label = self.locate(*cell.stretch()).label
            places = tuple(map(self._place, cell.parts or (cell,)))
            self.made[key] = ViewCell(len(self.made), field, name, cell.text, label, places, part)
        return self.made[key]

    def _place(self, cell: Cell) -> tuple[int, int]:
        """Where the raw text of a cell begins and ends."""
        begin = order(self.locate(cell.place, 0, len(cell.raw)))
        return begin, begin + len(cell.raw)


def _project(project: Project, cells: _Cells) -> ProjectView:
    head = tuple(cells.make(cell, field, name, part) for cell, field, name, part in _head(project))
    columns = {name: _column(name, project) for row in project.indicators for name in row.cells}
    rows = tuple(ViewRow(row.row, tuple(_row(row, columns, cells))) for row in project.indicators)
    code = project.code.text if project.code else ""
    return ProjectView(project.ordinal, project.label, head, rows, code, project.unit_name or "")


def _column(field: str, project: Project) -> str:
    return project.called.get(field) or FIELD_NAMES.get(field, field)


def _row(row: Indicator, columns: Mapping[str, str], cells: _Cells) -> Iterator[ViewCell]:
    return (cells.make(cell, field, columns[field]) for field, cell in row.cells.items() if cell is not None)


def _head(project: Project) -> Iterator[tuple[Cell, str, str, str]]:
    """The cells above the indicators: cell, field, what the form calls it, part."""
    for field, cell in (("title", project.title), ("code", project.code)):
        if cell is not None:
            yield cell, field, called(field, project), ""
    if project.name is not None:
        yield project.name, "project", "项目名称", ""
    for fund, part in _FUNDS.items() if project.budget else ():
        if (cell := getattr(project.budget, fund)) is not None:
            yield cell, "budget", called("budget", project), part
    if project.purpose is not None:
        yield project.purpose, "purpose", called("purpose", project), ""
    if project.plan:
        for step in project.plan.steps:
            yield step.cell, "plan", called("plan", project), step.label
    for prompt in project.prompts:
        yield prompt, "goals", "目标前的标签", ""
    for goal in project.goals:
        yield goal, "goals", called("goals", project), ""


def _overall(overall: Overall, cells: _Cells) -> Iterator[ViewCell]:
    """The headings are cells of their own: what lacks below is flagged there."""
    yield cells.make(overall.heading, "heading", "")
    if overall.goal is not None and overall.goal is not overall.heading:
        yield cells.make(overall.goal, "goals", "总体绩效目标")
    for item in overall.items:
        if item.goal is None or item.goal.place != item.heading.place:
            yield cells.make(item.heading, "heading", "")
        if item.goal is not None:
            yield cells.make(item.goal, "goals", "绩效目标")
        if item.indicator is not None:
            yield cells.make(item.indicator, "value", "绩效指标")


def _duties(duties: tuple[Duty, ...], cells: _Cells) -> Iterator[ViewRow]:
    """One row an indicator; the cells of the duty itself are those of all its rows."""
    number = 0
    for duty in duties:
        whole = (
            ("duty", "职责活动", duty.duty),
            ("budget", "年度预算数", duty.budget),
            ("content", "内容描述", duty.content),
            ("goals", "绩效目标", duty.goal),
        )
        own = tuple(cells.make(cell, field, name) for field, name, cell in whole if cell is not None)
        for entry in duty.indicators or (None,):
            number += 1
            further: tuple[ViewCell, ...] = ()
            if entry is not None:
                grades = zip(_GRADES, entry.standards, strict=False)
                standards = (cells.make(cell, "value", "绩效标准", grade) for grade, cell in grades)
                further = (cells.make(entry.indicator, "name", "绩效指标"), *standards)
            yield ViewRow(number, own + further)
