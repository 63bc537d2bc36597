"""Assembling projects from the rows of their tables: the fields above the indicators, and the indicators."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from lint.extract.blocks import Row
from lint.extract.fields import inline_plan, is_below_labels, is_row_of_labels, labelled, plan_below, tidy
from lint.extract.goals import GoalReader
from lint.extract.headers import Headers
from lint.extract.heading import Heading, money_unit
from lint.extract.indicators import IndicatorTable
from lint.extract.layout import Columns, is_covered_by
from lint.extract.prose import has_heading, lines, read_prose
from lint.extract.shapes import key
from lint.extract.trace import SILENT, Trace
from lint.model.cell import Cell
from lint.model.document import Budget, Notice, Plan, Project
from lint.model.place import moved
from lint.text.fold import fold
from lint.text.lexicon import Lexicon

_STARTS_PROJECT = frozenset({"project_code", "project_name"})
_FUNDS = {"budget_total": "total", "fund_fiscal": "fiscal", "fund_other": "other"}
_CALLED = {"project_code": "code", "budget_total": "budget", "purpose": "purpose", "plan": "plan"}
"""Fields of a project that a rule may speak of, by label; the others keep their usual names."""
_GOALS = frozenset({"goal", "other_goal"})
_FUND_HEADS = 3
_TASK_HEADS = 3
_LONGEST_WORD = 24
_LEVEL1_WITHIN = 3
_SHORTEST_GOAL = 6
_SHORTEST_PROSE = 20


class ProjectBuilder:
    """Collects one project, row by row, in document order."""

    def __init__(
        self, lexicon: Lexicon, headers: Headers, heading: Heading, anchor: Cell, trace: Trace = SILENT
    ) -> None:
        self.lexicon = lexicon
        self.headers = headers
        self.heading = heading
        self.anchor = anchor
        self.trace = trace
        self.fields: dict[str, Cell] = {}
        self.goals = GoalReader(headers)
        self.called: dict[str, str] = {}
        self.plan: Plan | None = None
        self.table = IndicatorTable(lexicon, headers)
        self._last_label = ""
        self._plan_heads: tuple[Cell, Sequence[Cell]] | None = None
        self.listing: Sequence[str | None] = ()  # labels of a table of projects by column: one project a row
        self._held: tuple[Sequence[Cell], Sequence[str | None]] | None = None  # a row of nothing but labels
        self._passing = False  # below the headings of a list of tasks

    @property
    def begun(self) -> bool:
        """Whether the indicators' header was seen, or indicators without one."""
        return self.table.columns is not None or bool(self.table.rows)

    @property
    def notices(self) -> list[Notice]:
        """What was seen in the table and not checked; complete once the project is built."""
        return self.table.notices

    def starts_another(self, row: Row, first: Cell) -> bool:
        """Whether a row below this project's indicators belongs to the next project (its code, name or goals).

        ``first`` is the row's first filled cell; header rows are not asked about.
        """
        if not self.table.rows:
            return False
        label = self.headers.label(first.text)
        return label in _STARTS_PROJECT or (label == "goal" and len(_filled(row)) > 1)

    def lists_another(self, row: Row) -> bool:
        """Whether a row below this project's row in a table of projects is that of the next one."""
        if not self.listing or self.table.columns is not None or "project_name" not in self.listing:
            return False
        labels = [self.headers.label(cell.text) for cell in row.cells]
        at = self.listing.index("project_name")
        return is_below_labels(row.cells, labels, self.listing) and at < len(row.cells) and bool(row.cells[at].text)

    def is_next(self, rows: Sequence[Row]) -> bool:
        """Whether a table below the title of this project's form, written again, begins another project."""
        filled = [(row, cell) for row in rows if (cell := next((c for c in row.cells if c.text), None))]
        return bool(filled) and self.starts_another(*filled[0])

    def take_columns(self, row: Row, header: Row, columns: Columns) -> None:
        """Take the fields of a project that a flat sheet has in columns of their own, from its first row."""
        self.feed(header, columns)
        goal = "goal" if "goal" in columns.project else "other_goal"
        for label, column in columns.project.items():
            if column >= len(row.cells):
                continue
            if label == goal:
                self.goals.kind = "goal"
                self.goals.take((row.cells[column],), (None,))
            elif label not in _GOALS:
                self.fields[label] = row.cells[column]

    def goes_on(self, rows: Sequence[Row], headers: Sequence[Columns | None]) -> bool:
        """Whether a table without a title, parted from this project by text, is the rest of it.

        Its first row has no level 1, or its levels 1 are others than those so far.
        """
        if not self.table.rows:
            return True
        level1 = self.lexicon.categories.level1
        body = [row for row, header in zip(rows, headers, strict=True) if not header and any(c.text for c in row.cells)]
        if any(self.headers.label(row.cells[0].text) for row in body):
            return False
        names = [{name for cell in row.cells[:_LEVEL1_WITHIN] for name in level1(cell.text)} for row in body]
        return not names or not names[0] or self.table.levels.isdisjoint(set().union(*names))

    def feed_blank(self, row: Row) -> None:
        """Take a row of empty cells: it means something only below the labels of a spending plan."""
        if self._plan_heads and not self.begun:
            self._take_fields(row)

    def feed(self, row: Row, columns: Columns | None) -> None:
        """Take the next filled row; ``columns`` is what it says as a header, if it is one."""
        if columns:
            self._take_held()
            self._plan_heads = None
            if columns.right and self.goals.annual_last:
                columns = columns.of_right
            self.table.take_header(columns, row)
        elif self.table.columns is not None:
            self._take_goal(row)
            self.table.take(row)
        else:
            self._take_fields(row)

    def take_heading(self, cell: Cell) -> bool:
        """Take a paragraph between the rows of indicators, if it is the level of those below."""
        return self.begun and self.table.take_heading(cell)

    def _take_goal(self, row: Row) -> None:
        """Take the goal that stands left of its indicators, where the header has a column for it."""
        columns = self.table.columns
        at = columns.goals if columns else None
        if columns is None or at is None or len(row.cells) != columns.cells or at in row.covered:
            return
        cell = row.cells[at]
        known = {goal.text for goal in self.goals.found}
        if len(cell.text) >= _SHORTEST_GOAL and not self.headers.label(cell.text) and cell.text not in known:
            self.goals.kind = "goal"
            self.goals.take((cell,), (None,))

    # --- the rows above the indicators ---

    def _take_fields(self, row: Row) -> None:
        cells = tidy(row.cells, self.headers)
        for cell in cells:
            if "元" in cell.text and (unit := money_unit(cell.text, self.lexicon)):
                self.heading = replace(self.heading, money_unit=unit)
        labels = [self.headers.label(cell.text) for cell in cells]
        if self._held:
            if is_below_labels(cells, labels, self._held[1]):
                self.take_listed(cells, self._held[1])
                return
            self._take_held()
        if is_row_of_labels(cells, labels):
            self._held = (cells, labels)
            return
        self._take_labels(cells, labels)

    def take_listed(self, cells: Sequence[Cell], labels: Sequence[str | None]) -> None:
        """Take a row of values whose labels stand in a row above."""
        self.listing, self._held = labels, None
        for label, cell in zip(labels, self._without_prose(cells), strict=False):
            if label == "goal" and cell.text:
                self.goals.kind = label
                self.goals.take((cell,), (None,))
            elif label and label not in _GOALS and (cell.text or label not in self.fields):
                self.fields[label] = cell

    def _take_held(self) -> None:
        """Take a row of labels that has no values below it."""
        if self._held:
            held, self._held = self._held, None
            self._take_labels(*held)

    def _without_prose(self, cells: Sequence[Cell]) -> Sequence[Cell]:
        """The cells without the indicators that one of them lists in its text."""
        made = list(cells)
        for at, cell in enumerate(cells):
            long = len(cell.text) >= _SHORTEST_PROSE and has_heading(cell, self.lexicon.categories)
            if long and (found := read_prose(lines(cell), self.lexicon)):
                self.table.take_prose(found[0])
                made[at] = found[1] or _behind(cell)
        return made

    def _take_labels(self, cells: Sequence[Cell], labels: Sequence[str | None]) -> None:
        count = len(self.table.rows)
        cells = self._without_prose(cells)
        if len(self.table.rows) > count and not any(c.text and not at for c, at in zip(cells, labels, strict=True)):
            return
        if self._is_heading(cells, labels):
            return
        found = list(labelled(cells, labels))
        if self._plan_heads:
            plan_label, heads = self._plan_heads
            self._plan_heads = None
            figures = not found and not any(self.headers.is_step(cell.text) for cell in cells)
            self.plan = plan_below(plan_label, heads, cells if figures else (_behind(plan_label),), self.headers)
            if figures:
                return
        if not found or (self._last_label == "goal" and not labels[0]):
            self._take_unlabelled(cells, labels)
            return
        if not _GOALS.isdisjoint(labels):
            self.goals.take(cells, labels)
            self._last_label = "goal"
        # long-term and annual funds may stand in one row: the annual ones come last
        self.trace.labels(found)
        for label, (cell, value) in {label: (cell, value) for label, cell, value in found}.items():
            if label not in _GOALS:
                self._take_label(label, cell, value, cells)

    def _is_heading(self, cells: Sequence[Cell], labels: Sequence[str | None]) -> bool:
        """Whether a row heads what stands below it and has no values of its own, or stands below such headings."""
        if labels[0] and not self._passing and "budget_total" not in labels:
            return False  # most rows
        filled = [index for index, cell in enumerate(cells) if cell.text]
        first = filled[0] if filled else 0
        if len(filled) == 1:
            text = cells[first].text
            if labels[first] or len(text) > _LONGEST_WORD:
                return False
            if block := self.headers.block(text):
                self.table.begin_block(block)
            return block is not None or fold(text) in self.headers.row_labels
        if "budget_total" in labels and len(filled) > _FUND_HEADS:
            others = [text for index in filled if key(text := cells[index].text) not in self.headers.fund_columns]
            if len(filled) - len(others) >= _FUND_HEADS and not any(text[0].isdigit() for text in others):
                return True
        if self._passing:
            self._passing = not labels[first] or all(labels[index] for index in filled)
        elif len(filled) >= _TASK_HEADS and labels[first] is None:
            # the columns of a list of tasks: 年度主要任务 | 任务名称 | 主要内容 | 预算金额
            one, other = filled[-2:]
            between = cells[one + 1 : other]
            self._passing = (
                bool(labels[one] and labels[other])
                and not _GOALS.intersection(labels)
                and all(is_covered_by(cell, cells[one]) for cell in between)
            )
        return self._passing

    def _take_label(self, label: str, cell: Cell, value: Cell | None, cells: Sequence[Cell]) -> None:
        if label in _CALLED:
            self.called[_CALLED[label]] = key(cell.text)
        if label == "plan":
            heads = [c for c in cells if self.headers.is_step(c.text)]
            if heads:
                self.plan = inline_plan(cell, cells, self.headers) or Plan(cell, ())
                self._plan_heads = None if self.plan.steps else (cell, cells)
        elif value is None or label == "purpose":
            blank = Cell("", "", moved(cell.place, len(cell.raw)))
            self.fields.setdefault(label, value if value and value.text else blank)
        elif label not in self.fields or not self.fields[label].text:
            self.fields[label] = value
        self._last_label = label

    def _take_unlabelled(self, cells: Sequence[Cell], labels: Sequence[str | None]) -> None:
        """A row without a label continues the field above: the purpose below the budget, further goals."""
        filled = [cell for cell in cells if cell.text]
        if any(self.headers.is_goal_label(cell.text) for cell in filled) or self._last_label == "goal":
            self._last_label = "goal"
            self.goals.take(cells, labels)
        elif filled and self._lacks_purpose:
            self.fields["purpose"] = max(filled, key=lambda cell: len(cell.text))

    @property
    def _lacks_purpose(self) -> bool:
        return "purpose" in self.fields and not self.fields["purpose"].text

    def build(self, ordinal: int, others_repeat: bool) -> Project:
        """The finished project; ``others_repeat`` as in `IndicatorTable.build`."""
        self._take_held()
        heading, fields = self.heading, self.fields
        funds = {name: fields[label] for label, name in _FUNDS.items() if label in fields}
        title = heading.title
        if title and heading.title_text != title.text:
            start = title.text.find(heading.title_text)
            title = title.slice(start, start + len(heading.title_text))
        unit = fields.get("unit_name")
        indicators = self.table.build(others_repeat)
        return Project(
            ordinal=ordinal,
            anchor=title or self.anchor,
            label=next((cell.text for cell in (fields.get("project_name"), title) if cell and cell.text), ""),
            title=title,
            unit_code=code.text if (code := fields.get("unit_code")) and code.text else heading.unit_code,
            unit_name=unit.text if unit and unit.text else heading.unit_name,
            code=fields.get("project_code"),
            name=fields.get("project_name"),
            budget=Budget(**funds) if funds else None,
            purpose=fields.get("purpose"),
            plan=self.plan,
            goals=self.goals.found,
            prompts=tuple(self.goals.prompts),
            indicators=indicators,
            rows=tuple(indicator for indicator in indicators if not indicator.filler),
            called={**self.called, **self.table.called},
            money_unit=heading.money_unit,
        )


def _filled(row: Row) -> list[Cell]:
    return [cell for cell in row.cells if cell.text]


def _behind(cell: Cell) -> Cell:
    return Cell("", "", moved(cell.place, len(cell.raw)))
