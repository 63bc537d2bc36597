"""The indicator rows of one project: columns, rows, and what each row's cells mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest

from msgspec.structs import replace

from lint.extract.align import align
from lint.extract.blocks import Row
from lint.extract.headers import Headers
from lint.extract.layout import Columns, pick, value_cell
from lint.extract.shapes import key
from lint.model.cell import Cell, join
from lint.model.document import Indicator, Notice
from lint.model.measure import NO_MEASURE, Kind, Measure
from lint.model.target import TargetKind
from lint.text.fold import fold
from lint.text.lexicon import Lexicon
from lint.text.regex import lazy

_OWN = ("level1", "level2", "name", "description", "value", "basis")
_LEVELS = frozenset({"level1", "level2"})
_EXTRA = ("weight", "direction", "value_type", "scoring", "baseline", "actual", "score", "deviation", "remark")
_FILLER_NAME = lazy(r"[…\-—/.、]*|指标[\d一二三四五六七八九十]{0,2}[:：]?")


@dataclass(slots=True)
class _Cells:
    """An indicator row while it may still grow by a continuation below a page break."""

    cells: dict[str, Cell | None]
    extra: dict[str, Cell]
    own: frozenset[str]
    block: str


@dataclass(slots=True)
class IndicatorTable:
    """Collects the rows below an indicator header, in document order."""

    lexicon: Lexicon
    headers: Headers
    columns: Columns | None = None
    called: dict[str, str] = field(default_factory=dict)
    """How the header calls each field."""
    rows: list[_Cells] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    levels: set[str] = field(default_factory=set)
    """The standard names of the levels 1 so far."""
    _extra: tuple[str, ...] = ()
    _own: list[tuple[str, int | None]] = field(default_factory=list)
    _first: int = 0
    _after_break: bool = False
    _header_row: bool = False
    _block: str = ""

    def take_header(self, columns: Columns, row: Row) -> None:
        """Take a header row; it may stand again below a page break."""
        self._after_break = bool(self.rows)
        self._header_row = True
        for cell in row.cells[: min(columns.index.values())]:
            if block := self.headers.block(cell.text):
                self._block = block
        if columns.doubled and not self.columns:
            names = "、".join(sorted({cell.text for cell in row.cells if cell.text}))
            value = columns.index["value"]
            left = any(cell.text and key(cell.text) == key(row.cells[value].text) for cell in row.cells[:value])
            side = "右边" if left else "左边"
            self.notices.append(Notice(f"表头有两组相同的列（{names}），只读了{side}一组", row.cells[0]))
        self._set_columns(columns)
        self._extra = tuple(name for name in _EXTRA if name in columns.index)
        self.called = {name: key(row.cells[at].text) for name, at in columns.index.items()}

    def _set_columns(self, columns: Columns) -> None:
        self.columns = columns
        self._own = [(name, columns.index.get(name)) for name in _OWN]
        self._first = min(columns.index.values())

    def begin_block(self, block: str) -> None:
        """Take the heading of a block of indicators: long-term or annual."""
        self._block = block

    def take(self, row: Row) -> None:
        """Take a row below the header: a second header line, the heading of a block, or an indicator."""
        assert self.columns is not None
        if self._header_row and (refined := self.columns.with_value_parts(row, self.headers)):
            self._set_columns(refined)
            return
        if self._header_row and is_numbering(row):
            return
        self._header_row = False
        level1 = self.columns.index.get("level1", 0)
        if (level1 or row.cells[0].text) and self._is_footer(row, level1):
            return
        self._take_indicator(row, self.columns)

    def _take_indicator(self, row: Row, columns: Columns) -> None:
        index = columns.index
        cells = align(self._without_row_label(row) if self._first else row, columns, self.lexicon)
        width = len(cells)
        taken: dict[str, Cell | None] = {
            name: cells[at] if at is not None and at < width else pick(cells, at) for name, at in self._own
        }
        extra: dict[str, Cell] = {}
        if "operator" in index or "unit" in index:
            taken["value"], extra = value_cell(cells, columns, self.lexicon.operators.before, self.headers)
        if row.covered and self.rows:
            self._carry(taken, row.covered)
        level2 = taken["level2"]
        if len(row.cells) < columns.cells and level2 and self._is_target(level2):
            taken["level2"] = Cell("", "", level2.place)
        own = frozenset([name for name, cell in taken.items() if cell is not None and cell.text])
        if len(own) <= 1:
            first = next((cell for cell in cells if cell.text), None)
            if first is not None and (block := self.headers.block(first.text)):
                self._block = block
                return
        if not own or (len(own) == 1 and self._is_note(taken["level1"])):
            if own and any(self._is_target(cell) for cell in cells[1:]):
                self.notices.append(Notice("这一行像绩效指标，但各格对不上表头，没有检查", cells[0]))
            return  # a blank row, or a note below the table
        if not own & _LEVELS and self._continues(own):
            self._extend(taken)
            return
        self._after_break = False
        if "level1" in own and (level1 := taken["level1"]):
            self.levels.update(self.lexicon.categories.level1(level1.text))
        for name in self._extra:
            if (cell := pick(cells, index.get(name))) is not None and name not in extra:
                extra[name] = cell
        self.rows.append(_Cells(taken, extra, own, self._block))

    def _carry(self, taken: dict[str, Cell | None], covered: frozenset[int]) -> None:
        """Give a row what merged cells that reach down over it hold; where its name and value are among them, it is
        the lower part of the row above."""
        above = self.rows[-1].cells
        held = [name for name, at in self._own if name not in _LEVELS and at in covered and not _filled(taken[name])]
        if not {"name", "value"} <= set(held):
            taken.update((name, above[name]) for name in held)

    def _is_note(self, level1: Cell | None) -> bool:
        return level1 is not None and bool(level1.text) and not self.lexicon.categories.level1(level1.text)

    def _is_footer(self, row: Row, level1: int) -> bool:
        """Whether a row below the indicators is none: a sum, a remark, who filled in the form."""
        for first, cell in enumerate(row.cells[: level1 + 1]):
            if cell.text:
                return (
                    self.headers.is_footer(cell.text)
                    and not self.lexicon.categories.level1(cell.text)
                    and not any(map(self._is_target, row.cells[first + 1 :]))
                )
        return False

    def _is_target(self, cell: Cell) -> bool:
        return bool(cell.text) and self.lexicon.targets.parse(cell.text).mark is not None

    def _without_row_label(self, row: Row) -> Row:
        """Blank out a vertical label (绩效指标) left of the first column that the header names."""
        cells = row.cells
        if len(cells) > self._first and fold(cells[0].text) in self.headers.row_labels:
            self._block = self.headers.block(cells[0].text) or self._block
            return replace(row, cells=(Cell("", "", cells[0].place), *cells[1:]))
        return row

    def _continues(self, own: frozenset[str]) -> bool:
        """Whether a row without levels is the lower part of one that a page break or a line break cut in two."""
        if not self.rows:
            return False
        if own <= {"description", "basis"}:
            return True
        return self._after_break and "value" not in own and len(own) < len(self.rows[-1].own)

    def _extend(self, more: Mapping[str, Cell | None]) -> None:
        last = self.rows[-1]
        for name, cell in more.items():
            above = last.cells[name]
            if cell and cell.text:
                last.cells[name] = join([above, cell]) if above and above.text else cell
        last.own |= {name for name, cell in more.items() if cell and cell.text}
        self._after_break = False

    def _annual(self) -> list[_Cells]:
        """The rows to check: where the table has a long-term block and an annual one, those of the annual one."""
        blocks = {row.block for row in self.rows}
        if not {"long", "annual"} <= blocks:
            return self.rows
        first = next(row for row in self.rows if row.block == "long")
        cell = next(cell for cell in first.cells.values() if cell and cell.text)
        count = sum(row.block == "long" for row in self.rows)
        self.notices.append(Notice(f"长期绩效指标一组（{count} 行）没有检查，检查的是年度绩效指标", cell))
        return [row for row in self.rows if row.block != "long"]

    @property
    def repeats_level2(self) -> bool:
        """Whether rows that follow one another name the same category again: then blank does not mean merged."""
        return _repeats_level2(self.rows)

    def build(self, others_repeat: bool) -> tuple[Indicator, ...]:
        """The finished rows.

        A blank level-2 cell belongs to the category above it, unless this table writes the category in every row. Where
        the table itself does not show it, those around it do (``others_repeat``), if no more than one cell is blank.
        """
        annual = self._annual()
        rows = _without_tree_rows(annual)
        blanks = sum("level2" not in row.own for row in rows)
        repeats = _repeats_level2(rows) or (others_repeat and blanks <= 1 and len(rows) == len(annual))
        lexicon = self.lexicon
        made = []
        level1: Cell | None = None
        level2: Cell | None = None
        _level_from_below(rows, lexicon)
        for number, row in enumerate(rows, start=1):
            cells = row.cells
            if "level1" in row.own:
                above, level1 = level1, cells["level1"]
                level2 = level2 if above and level1 and fold(above.text) == fold(level1.text) else None
            if "level2" in row.own or repeats:
                level2 = cells["level2"]
            name, value, description = cells["name"], cells["value"], cells["description"]
            target = lexicon.targets.parse(value.text if value else "")
            anchor = next(cells[field] for field in _OWN if field in row.own)
            assert anchor is not None
            name_measure = lexicon.measures.read(name.text) if name else NO_MEASURE
            cells["level1"], cells["level2"] = level1 or cells["level1"], level2 or cells["level2"]
            category = lexicon.categories.of(level1.text if level1 else "", level2.text if level2 else "")
            texts = [cell.text for cell in (name, description, value, cells["basis"]) if cell is not None]
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
                    wording="\n".join(texts),
                    category=category,
                    measure=_measure(name_measure, description, lexicon),
                    name_measure=name_measure,
                    filler=_is_filler(row.own, name, target.kind),
                )
            )
        return tuple(made)


def _filled(cell: Cell | None) -> bool:
    return cell is not None and bool(cell.text)


def _level_from_below(rows: list[_Cells], lexicon: Lexicon) -> None:
    """Bring levels 1 up that stand in the middle of their merged rows: where the one above cannot hold a row's level 2
    and the one below can. Only a table whose first row has no level 1 is written so."""
    if not rows or "level1" in rows[0].own:
        return
    categories = lexicon.categories
    above, run = "", 0
    for number, row in enumerate(rows):
        if "level1" not in row.own:
            run += 1
            continue
        level1 = row.cells["level1"]
        text = level1.text if level1 else ""
        below = set(categories.level1(text))
        lifted = number
        if run and below and len(row.own) > 1:
            for earlier in range(number - 1, number - run - 1, -1):
                cell = rows[earlier].cells["level2"]
                if not cell or not cell.text:
                    lifted = earlier
                    continue
                category = categories.level2(cell.text)
                fits = category is not None and below.intersection(category.level1)
                if not fits or (
                    above and set(categories.level1(above)).intersection(category.level1 if category else ())
                ):
                    break
                lifted = earlier
            while lifted < number and "level2" not in rows[lifted].own:
                lifted += 1  # rows of a category above
            if lifted < number:
                rows[lifted].cells["level1"] = level1
                rows[lifted].own |= {"level1"}
                row.own -= {"level1"}
        above, run = text, 0


def _repeats_level2(rows: list[_Cells]) -> bool:
    names = [fold(cell.text) if (cell := row.cells["level2"]) else "" for row in rows]
    return any(one and one == other for one, other in pairwise(names))


def is_numbering(row: Row) -> bool:
    """Whether a row below the header numbers the columns: 1 2 3 4."""
    texts = [cell.text for cell in row.cells if cell.text]
    return len(texts) > 2 and all(text.isdigit() for text in texts) and texts == sorted(texts, key=int)


def _without_tree_rows(rows: list[_Cells]) -> list[_Cells]:
    """The rows of a tree, in which each level stands in a row of its own, with their levels in the rows below."""
    if not any(len(row.own) == 1 for row in rows):
        return rows
    made: list[_Cells] = []
    above: dict[str, Cell | None] = {}
    for row, below in zip_longest(rows, rows[1:]):
        alone = next(iter(row.own)) if len(row.own) == 1 else ""
        lower = {"level1": "level2", "level2": "name"}.get(alone)
        if below and lower in below.own and alone not in below.own and "level1" not in below.own:
            above[alone] = row.cells[alone]
            continue
        if above:
            row.cells.update({name: cell for name, cell in above.items() if name not in row.own})
            row.own |= above.keys()
            above = {}
        made.append(row)
    return made


def _measure(by_name: Measure, description: Cell | None, lexicon: Lexicon) -> Measure:
    """What a row measures: its description tells where its name is only a verb phrase or a quality word."""
    if by_name.kind in (Kind.NONE, Kind.QUALITY) and description is not None:
        by_description = lexicon.measures.read(description.text)
        return by_description if by_description.kind is not Kind.NONE else by_name
    return by_name


def _is_filler(own: frozenset[str], name: Cell | None, target: TargetKind) -> bool:
    """A row of the template that nobody filled in: levels at most, dots or 指标1 for a name, and no target."""
    if target is not TargetKind.BLANK or own & {"description", "basis"}:
        return False
    return "name" not in own or (name is not None and _FILLER_NAME.fullmatch(fold(name.text)) is not None)
