"""A document as the linter understands it: projects with their indicators, the overall part, the duties table.

A field that the form does not have is None; a field that is there but empty is a cell with empty text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypeVar

from msgspec import Struct

from lint.model.cell import Cell
from lint.model.comment import Comment
from lint.model.measure import NO_MEASURE, Measure
from lint.model.place import Locator
from lint.model.target import Target

T = TypeVar("T")
Context = TypeVar("Context")

ROW_FIELDS = ("level1", "level2", "name", "description", "value", "basis")
"""The fields of an indicator row, in reading order."""


class Category(Struct, frozen=True, gc=False):
    """A level-2 category (数量指标 …) under its standard name, and the level-1 groups to which it may belong."""

    name: str
    level1: tuple[str, ...]
    group: str


class Indicator(Struct, frozen=True, gc=False):
    """One indicator row.

    ``row`` is its number in the project's table, from 1; ``anchor`` its first own cell. ``cells`` holds all cells of
    the row by canonical field: those of `ROW_FIELDS`, and further columns (weight, baseline, …); ``level1`` and
    ``level2`` are carried down from merged cells above. ``filler`` marks a template row without content.
    """

    row: int
    anchor: Cell
    level1: Cell | None
    level2: Cell | None
    name: Cell | None
    description: Cell | None
    value: Cell | None
    basis: Cell | None
    target: Target
    cells: Mapping[str, Cell | None]
    wording: str = ""
    """Name, description, value and basis, each on a line of its own: for one look at all of them."""
    category: Category | None = None
    measure: Measure = NO_MEASURE
    """What the row measures: by its name, or by its description where the name tells nothing."""
    name_measure: Measure = NO_MEASURE
    filler: bool = False

    def cell(self, name: str) -> Cell | None:
        """The cell of a field; None where the form lacks it."""
        return self.cells.get(name)

    def text(self, name: str) -> str:
        """The text of a field; empty where the form lacks it."""
        cell = self.cells.get(name)
        return cell.text if cell is not None else ""

    @property
    def path(self) -> tuple[str, ...]:
        """Level 1, level 2 and name, for people."""
        return tuple(cell.text for cell in (self.level1, self.level2, self.name) if cell)


class Budget(Struct, frozen=True, gc=False):
    """The budget row: total, fiscal part, other funds, as written; the unit of bare numbers stands on the table."""

    total: Cell | None = None
    fiscal: Cell | None = None
    other: Cell | None = None


class PlanStep(Struct, frozen=True, gc=False):
    """One column of the spending plan: its label (6月底) and its cell."""

    label: str
    cell: Cell


class Plan(Struct, frozen=True, gc=False):
    """The spending plan. ``drifted`` where values and labels do not stand in the same columns."""

    label: Cell
    steps: tuple[PlanStep, ...]
    drifted: bool = False

    @property
    def blank(self) -> bool:
        """No step has a value."""
        return not any(step.cell.text for step in self.steps)


class Project(Struct, frozen=True, gc=False):
    """One project's table. ``ordinal`` is its number in the document, from 1."""

    ordinal: int
    anchor: Cell
    label: str = ""
    """The project's name: its 项目名称, else its title, else nothing."""
    title: Cell | None = None
    unit_code: str | None = None
    unit_name: str | None = None
    code: Cell | None = None
    name: Cell | None = None
    budget: Budget | None = None
    purpose: Cell | None = None
    plan: Plan | None = None
    goals: tuple[Cell, ...] = ()
    prompts: tuple[Cell, ...] = ()
    """Label cells that still carry the template's prompt (填入目标1)."""
    indicators: tuple[Indicator, ...] = ()
    rows: tuple[Indicator, ...] = ()
    """The indicator rows with content."""
    called: Mapping[str, str] = {}
    """What the form calls its columns and fields, by canonical name."""
    money_unit: Decimal | None = None
    """元 in the unit of bare amounts, where the form states it (单位：万元)."""


class SubGoal(Struct, frozen=True, gc=False):
    """One entry of 分项绩效目标: heading, goal and indicators; None where the entry has no such paragraph."""

    heading: Cell
    goal: Cell | None = None
    indicator: Cell | None = None


class Overall(Struct, frozen=True, gc=False):
    """The overall part: 总体绩效目标 and 分项绩效目标."""

    heading: Cell
    goal: Cell | None = None
    items: tuple[SubGoal, ...] = ()


class DutyIndicator(Struct, frozen=True, gc=False):
    """One indicator of a duty with its graded standards 优 良 中 差."""

    indicator: Cell
    standards: tuple[Cell, ...]


class Duty(Struct, frozen=True, gc=False):
    """One row group of the 职责活动 table. ``activity`` tells a 工作活动 from the 职责 that it belongs to."""

    duty: Cell
    budget: Cell | None
    content: Cell | None
    goal: Cell | None
    indicators: tuple[DutyIndicator, ...]
    activity: bool = False


class Notice(Struct, frozen=True, gc=False):
    """Something in the document that was seen and not understood, at its place."""

    message: str
    cell: Cell


class Document(Struct, frozen=True, gc=False):
    """One input file, read."""

    path: str
    format: str
    locator: Locator
    year: int | None = None
    projects: tuple[Project, ...] = ()
    overall: Overall | None = None
    duties: tuple[Duty, ...] = ()
    tables: int = 0
    other_tables: int = 0
    notices: tuple[Notice, ...] = ()
    comments: tuple[Comment, ...] = ()
    """What is said to jixiao in comments."""
    _derived: dict[object, object] = {}

    def derive(self, make: Callable[[Document, Context], T], context: Context) -> T:
        """What ``make`` computes from the document; computed once, however many rules ask for it."""
        if make not in self._derived:
            self._derived[make] = make(self, context)
        return self._derived[make]  # type: ignore[return-value]

    def forget(self) -> None:
        """Let go of what was derived: it holds the document, so the two would keep each other alive for ever."""
        self._derived.clear()
