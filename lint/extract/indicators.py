"""The indicator rows of one project: columns, rows, and what each row's cells mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from lint.extract.align import align
from lint.extract.blocks import Row
from lint.extract.headers import Headers
from lint.extract.layout import Columns, pick, value_cell
from lint.extract.levels import RowCells, level_from_below, repeats_level2, split_levels, without_tree_rows
from lint.extract.shapes import key
from lint.model.cell import Cell, join
from lint.model.document import Indicator, Notice
from lint.model.measure import NO_MEASURE, Kind, Measure
from lint.model.place import moved
from lint.model.target import TargetKind
from lint.text.fold import fold
from lint.text.lexicon import Lexicon
from lint.text.regex import lazy

_OWN = ("level1", "level2", "name", "description", "value", "basis")
_LEVELS = frozenset({"level1", "level2"})
_EXTRA = ("weight", "direction", "value_type", "scoring", "baseline", "actual", "score", "deviation", "remark")
_CARRIED = frozenset({"direction", "value_type", "scoring", "deviation", "remark"})
"""Further columns whose merged cells hold for each of their rows; a merged weight is that of the rows together."""
_FILLER_NAME = lazy(r"[…\-—/.、]*|指标[\d一二三四五六七八九十]{0,2}[:：]?")


class IndicatorTable(Struct):
    """Collects the rows below an indicator header, in document order."""

    lexicon: Lexicon
    headers: Headers
    columns: Columns | None = None
    called: dict[str, str] = field(default_factory=dict)
    """How the header calls each field."""
    rows: list[RowCells] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    levels: set[str] = field(default_factory=set)
    """The standard names of the levels 1 so far."""
    _extra: tuple[str, ...] = ()
    _own: list[tuple[str, int | None]] = field(default_factory=list)
    _first: int = 0
    _after_break: bool = False
    _header_row: bool = False
    _block: str = ""
    _sections: dict[str, Cell] = field(default_factory=dict)
    """Levels for which the header has no column: from rows that hold only a level, or from cells that hold two."""
    _split_at: int | None = None
    _parts: dict[str, Cell] = field(default_factory=dict)

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

    def take_prose(self, entries: Sequence[Mapping[str, Cell | None]]) -> None:
        """Take indicators that were written as text."""
        for entry in entries:
            taken = {**dict.fromkeys(_OWN), **entry}
            own = frozenset(name for name, cell in taken.items() if _filled(cell))
            if taken["value"] is None:
                name = taken["name"]
                assert name is not None
                taken["value"] = Cell("", "", moved(name.place, len(name.raw)))
                self.notices.append(Notice("文字里的这个指标没有分出名称和指标值，请核对", name))
            self.rows.append(RowCells(taken, {}, own, self._block))

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
            if row.covered:
                cells = self._with_parts(cells, index, row.covered)
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
            if first is not None and self.take_heading(first):
                return
        if not own or (len(own) == 1 and self._is_note(taken["level1"])):
            if own and any(self._is_target(cell) for cell in cells[1:]):
                self.notices.append(Notice("这一行像绩效指标，但各格对不上表头，没有检查", cells[0]))
            return  # a blank row, or a note below the table
        if not own & _LEVELS and self._continues(own):
            self._extend(taken)
            return
        self._after_break = False
        passed = None
        if "level1" not in index or "level2" not in index:
            passed = self._split(cells, index)
            own |= self._take_sections(taken)
        if "level1" in own and (level1 := taken["level1"]):
            self.levels.update(self.lexicon.categories.level1(level1.text))
        self.rows.append(RowCells(taken, self._further(row, cells, extra, passed), own, self._block))

    def _further(self, row: Row, cells: Sequence[Cell], extra: dict[str, Cell], passed: int | None) -> dict[str, Cell]:
        """The cells of the further columns, without the one at ``passed``."""
        assert self.columns is not None
        for name in self._extra:
            at = self.columns.index[name]
            cell = pick(cells, at)
            if at == passed or name in extra or cell is None:
                continue
            if row.covered and at in row.covered and name in _CARRIED and self.rows:
                cell = self.rows[-1].extra.get(name, cell)
            extra[name] = cell
        return extra

    def _with_parts(self, cells: Sequence[Cell], index: Mapping[str, int], covered: frozenset[int]) -> Sequence[Cell]:
        """The cells with a symbol or unit that is merged over several rows in each of them."""
        made = list(cells)
        for name in ("operator", "unit"):
            at = index.get(name, len(made))
            if at < len(made):
                if at in covered and not made[at].text and name in self._parts:
                    made[at] = self._parts[name]
                self._parts[name] = made[at]
        return made

    def take_heading(self, cell: Cell) -> bool:
        """Take a text that stands alone below the header, if it is a level for which there is no column."""
        index, categories = self.columns.index if self.columns else {}, self.lexicon.categories
        if "level1" not in index and categories.level1(cell.text):
            self._sections = {"level1": cell}
        elif "level2" not in index and categories.level2(cell.text):
            self._sections["level2"] = cell
        else:
            return False
        return bool(index)

    def _split(self, cells: Sequence[Cell], index: Mapping[str, int]) -> int | None:
        """The column that holds both levels in one cell (产出指标—数量指标), if there is one."""
        for at in (*range(min(index["name"], len(cells))), index.get("value_type", len(cells))):
            if at < len(cells) and (found := split_levels(cells[at], self.lexicon.categories)):
                self._sections = dict(zip(("level1", "level2"), found, strict=True))
                self._split_at = at
        return self._split_at

    def _take_sections(self, taken: dict[str, Cell | None]) -> frozenset[str]:
        """Give a row the levels that no column has; returns their names."""
        for name, cell in self._sections.items():
            if self._split_at is not None or not _filled(taken[name]):
                taken[name] = cell
        return frozenset(self._sections)

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

    def _annual(self) -> list[RowCells]:
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
        return repeats_level2(self.rows)

    def build(self, others_repeat: bool) -> tuple[Indicator, ...]:
        """The finished rows.

        A blank level-2 cell belongs to the category above it, unless this table writes the category in every row. Where
        the table itself does not show it, those around it do (``others_repeat``), if no more than one cell is blank.
        """
        annual = self._annual()
        rows = without_tree_rows(annual)
        blanks = sum("level2" not in row.own for row in rows)
        repeats = repeats_level2(rows) or (others_repeat and blanks <= 1 and len(rows) == len(annual))
        lexicon = self.lexicon
        made = []
        level1: Cell | None = None
        level2: Cell | None = None
        level_from_below(rows, lexicon)
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


def is_numbering(row: Row) -> bool:
    """Whether a row below the header numbers the columns: 1 2 3 4."""
    texts = [cell.text for cell in row.cells if cell.text]
    return len(texts) > 2 and all(text.isdigit() for text in texts) and texts == sorted(texts, key=int)


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
