"""Assembling projects from the rows of their tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

from lint.extract.blocks import Row
from lint.extract.fields import inline_plan, labelled, plan_below, split_goals
from lint.extract.headers import Headers
from lint.extract.layout import Columns, align, pick, value_cell
from lint.model.cell import Cell, join
from lint.model.document import Budget, Indicator, Notice, Plan, Project
from lint.model.measure import NO_MEASURE, Kind, Measure
from lint.model.place import moved
from lint.model.target import TargetKind
from lint.text.fold import fold
from lint.text.lexicon import Lexicon

_OWN = ("level1", "level2", "name", "description", "value", "basis")
_LEVELS = frozenset({"level1", "level2"})
_EXTRA = ("weight", "direction", "value_type", "scoring", "baseline", "actual", "score", "deviation", "remark")
_STARTS_PROJECT = frozenset({"project_code", "project_name"})
_FUNDS = {"budget_total": "total", "fund_fiscal": "fiscal", "fund_other": "other"}
_FILLER_NAMES = frozenset("…-—/.、")


@dataclass(frozen=True, slots=True)
class Heading:
    """What the paragraphs above a table said: title, unit, unit of money."""

    title: Cell | None = None
    title_text: str = ""
    unit_code: str | None = None
    unit_name: str | None = None
    money_unit: Decimal = Decimal(10_000)


_MONEY_UNIT = re.compile(r"(?:单位[:：]|[(（])(?P<unit>[^()（）:：]{0,3}元)")


def money_unit(text: str, lexicon: Lexicon) -> Decimal | None:
    """元 in the unit that a line (单位：万元) or a label (项目资金（万元）) states for bare amounts, if it does."""
    found = _MONEY_UNIT.search(fold(text)) if "元" in text else None
    return lexicon.units.yuan.get(found["unit"]) if found else None


@dataclass(slots=True)
class _Cells:
    """An indicator row while it may still grow by a continuation below a page break."""

    cells: dict[str, Cell | None]
    extra: dict[str, Cell]
    own: frozenset[str]


@dataclass(slots=True)
class ProjectBuilder:
    """Collects one project, row by row, in document order."""

    lexicon: Lexicon
    headers: Headers
    heading: Heading
    anchor: Cell
    fields: dict[str, Cell] = field(default_factory=dict)
    goals: list[Cell] = field(default_factory=list)
    prompts: list[Cell] = field(default_factory=list)
    plan: Plan | None = None
    columns: Columns | None = None
    rows: list[_Cells] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    _last_label: str = ""
    _plan_heads: tuple[Cell, Sequence[Cell]] | None = None
    _after_break: bool = False
    _header_row: bool = False

    def starts_another(self, row: Row, first: Cell) -> bool:
        """Whether a row below this project's indicators belongs to the next project (its code, name or goals).

        ``first`` is the row's first filled cell; header rows are not asked about.
        """
        if not self.rows:
            return False
        label = self.headers.label(first.text)
        return label in _STARTS_PROJECT or (label == "goal" and len(_filled(row)) > 1)

    def feed_blank(self, row: Row) -> None:
        """Take a row of empty cells: it means something only below the labels of a spending plan."""
        if self._plan_heads and not self.columns:
            self._take_fields(row)

    def feed(self, row: Row, columns: Columns | None) -> None:
        """Take the next filled row; ``columns`` is what it says as a header, if it is one."""
        if columns:
            self._take_header(columns, row)
            return
        if self.columns and self._header_row and (refined := self.columns.with_value_parts(row, self.headers)):
            self.columns = refined
            return
        self._header_row = False
        if self.columns:
            self._take_indicator(row)
        else:
            self._take_fields(row)

    def _take_header(self, columns: Columns, row: Row) -> None:
        self._after_break = bool(self.rows)
        self._header_row = True
        self._plan_heads = None
        if columns.doubled and not self.columns:
            names = "、".join(sorted({cell.text for cell in row.cells if cell.text}))
            self.notices.append(Notice(f"表头有两组相同的列（{names}），只读了左边一组", row.cells[0]))
        self.columns = columns

    # --- the rows above the indicators ---

    def _take_fields(self, row: Row) -> None:
        cells = row.cells
        for cell in cells:
            if unit := money_unit(cell.text, self.lexicon):
                self.heading = replace(self.heading, money_unit=unit)
        found = list(labelled(cells, self.headers))
        if self._plan_heads:
            plan_label, heads = self._plan_heads
            self._plan_heads = None
            figures = not found and not any(self.headers.is_step(cell.text) for cell in cells)
            self.plan = plan_below(plan_label, heads, cells if figures else (_behind(plan_label),), self.headers)
            if figures:
                return
        if not found or (self._last_label == "goal" and not self.headers.label(cells[0].text)):
            self._take_unlabelled(cells)
            return
        for label, cell, value in found:
            self._take_label(label, cell, value, cells)

    def _take_label(self, label: str, cell: Cell, value: Cell | None, cells: Sequence[Cell]) -> None:
        if label == "plan":
            heads = [c for c in cells if self.headers.is_step(c.text)]
            if heads:
                self.plan = inline_plan(cell, cells, self.headers) or Plan(cell, ())
                self._plan_heads = None if self.plan.steps else (cell, cells)
        elif label == "goal":
            self._take_goal_cells([c for c in cells if c is not cell])
        elif value is None or label == "purpose":
            blank = Cell("", "", moved(cell.place, len(cell.raw)))
            self.fields.setdefault(label, value if value and value.text else blank)
        elif label not in self.fields or not self.fields[label].text:
            self.fields[label] = value
        self._last_label = label

    def _take_unlabelled(self, cells: Sequence[Cell]) -> None:
        """A row without a label continues the field above: the purpose below the budget, further goals."""
        filled = [cell for cell in cells if cell.text]
        if any(self.headers.is_goal_label(cell.text) for cell in filled) or self._last_label == "goal":
            self._take_goal_cells(cells)
        elif "purpose" in self.fields and not self.fields["purpose"].text and filled:
            self.fields["purpose"] = max(filled, key=lambda cell: len(cell.text))

    def _take_goal_cells(self, cells: Sequence[Cell]) -> None:
        self._last_label = "goal"
        labelled_here = False
        texts = []
        for cell in cells:
            if self.headers.is_goal_label(cell.text):
                labelled_here = True
                if fold(cell.text).startswith(self.headers.prompts or ("\0",)):
                    self.prompts.append(cell)
            elif cell.text and self.headers.label(cell.text) != "goal":
                texts.append(cell)
        if texts:
            for cell in texts:
                self.goals.extend(split_goals(cell))
        elif labelled_here or not self.goals:
            blanks = [cell for cell in cells if not cell.text]
            self.goals.append(blanks[-1] if blanks else _behind(cells[-1]))

    # --- indicator rows ---

    def _take_indicator(self, row: Row) -> None:
        columns = self.columns
        assert columns is not None
        index = columns.index
        cells = align(self._without_row_label(row.cells, columns), columns, self.lexicon.categories)
        taken: dict[str, Cell | None] = {name: pick(cells, index.get(name)) for name in _OWN}
        extra: dict[str, Cell] = {}
        if "operator" in index or "unit" in index:
            taken["value"], extra = value_cell(cells, columns, self.lexicon.operators.before, self.headers.directions)
        own = frozenset([name for name, cell in taken.items() if cell is not None and cell.text])
        if not own or (len(own) == 1 and self._is_note(taken["level1"])):
            return  # a blank row, or a note below the table
        if not own & _LEVELS and self._continues(own):
            self._extend(taken)
            return
        self._after_break = False
        if len(index) > len(_OWN):
            for name in _EXTRA:
                if (cell := pick(cells, index.get(name))) is not None and name not in extra:
                    extra[name] = cell
        self.rows.append(_Cells(taken, extra, own))

    def _is_note(self, level1: Cell | None) -> bool:
        return level1 is not None and bool(level1.text) and not self.lexicon.categories.level1(level1.text)

    def _without_row_label(self, cells: tuple[Cell, ...], columns: Columns) -> tuple[Cell, ...]:
        """Blank out a vertical label (绩效指标) left of the first column that the header names."""
        first = min(columns.index.values())
        if first and len(cells) > first and fold(cells[0].text) in self.headers.row_labels:
            return (Cell("", "", cells[0].place), *cells[1:])
        return cells

    def _continues(self, own: frozenset[str]) -> bool:
        """Whether a row without levels is the lower part of one that a page break or a line break cut in two."""
        if not self.rows:
            return False
        if own <= {"description", "basis"}:
            return True
        return self._after_break and "value" not in own and len(own) < len(self.rows[-1].own)

    def _extend(self, more: dict[str, Cell | None]) -> None:
        last = self.rows[-1]
        for name, cell in more.items():
            above = last.cells[name]
            if cell and cell.text:
                last.cells[name] = join([above, cell]) if above and above.text else cell
        last.own |= {name for name, cell in more.items() if cell and cell.text}
        self._after_break = False

    @property
    def repeats_level2(self) -> bool:
        """Whether rows that follow one another name the same category again: then blank does not mean merged."""
        names = [fold(cell.text) if (cell := row.cells["level2"]) else "" for row in self.rows]
        return any(one and one == other for one, other in pairwise(names))

    def build(self, ordinal: int, merged: bool) -> Project:
        """The finished project; ``merged`` says that a blank level-2 cell belongs to the category above it."""
        heading, fields = self.heading, self.fields
        funds = {name: fields[label] for label, name in _FUNDS.items() if label in fields}
        title = heading.title
        if title and heading.title_text != title.text:
            start = title.text.find(heading.title_text)
            title = title.slice(start, start + len(heading.title_text))
        unit = fields.get("unit_name")
        indicators = tuple(self._indicators(merged))
        return Project(
            ordinal=ordinal,
            anchor=title or self.anchor,
            label=next((cell.text for cell in (fields.get("project_name"), title) if cell and cell.text), ""),
            title=title,
            unit_code=heading.unit_code,
            unit_name=unit.text if unit and unit.text else heading.unit_name,
            code=fields.get("project_code"),
            name=fields.get("project_name"),
            budget=Budget(**funds) if funds else None,
            purpose=fields.get("purpose"),
            plan=self.plan,
            goals=tuple(self.goals),
            prompts=tuple(self.prompts),
            indicators=indicators,
            rows=tuple(indicator for indicator in indicators if not indicator.filler),
            columns=frozenset(self.columns.index) if self.columns else frozenset(),
            money_unit=heading.money_unit,
        )

    def _indicators(self, merged: bool) -> list[Indicator]:
        lexicon = self.lexicon
        made = []
        level1: Cell | None = None
        level2: Cell | None = None
        for number, row in enumerate(self.rows, start=1):
            cells = row.cells
            if "level1" in row.own:
                level1, level2 = cells["level1"], None
            if "level2" in row.own or not merged:
                level2 = cells["level2"]
            name, value, description = cells["name"], cells["value"], cells["description"]
            target = lexicon.targets.parse(value.text if value else "")
            anchor = next(cells[field] for field in _OWN if field in row.own)
            assert anchor is not None
            name_measure = lexicon.measures.read(name.text) if name else NO_MEASURE
            cells["level1"], cells["level2"] = level1 or cells["level1"], level2 or cells["level2"]
            made.append(
                Indicator(
                    row=number,
                    anchor=anchor,
                    level1=cells["level1"],
                    level2=cells["level2"],
                    name=name,
                    description=description,
                    value=value,
                    basis=cells["basis"],
                    target=target,
                    cells=cells | row.extra if row.extra else cells,
                    category=lexicon.categories.level2(level2.text) if level2 else None,
                    measure=_measure(name_measure, description, lexicon),
                    name_measure=name_measure,
                    filler=_is_filler(row.own, name, target.kind),
                )
            )
        return made


def _measure(by_name: Measure, description: Cell | None, lexicon: Lexicon) -> Measure:
    """What a row measures: its description tells where its name is only a verb phrase or a quality word."""
    if by_name.kind in (Kind.NONE, Kind.QUALITY) and description is not None:
        by_description = lexicon.measures.read(description.text)
        return by_description if by_description.kind is not Kind.NONE else by_name
    return by_name


def _is_filler(own: frozenset[str], name: Cell | None, target: TargetKind) -> bool:
    """A row of the template that nobody filled in: levels at most, or dots for a name, and no target."""
    nameless = "name" not in own or (name is not None and set(fold(name.text)) <= _FILLER_NAMES)
    return nameless and target is TargetKind.BLANK and not own & {"description", "basis"}


def _filled(row: Row) -> list[Cell]:
    return [cell for cell in row.cells if cell.text]


def _behind(cell: Cell) -> Cell:
    return Cell("", "", moved(cell.place, len(cell.raw)))
