"""What the readers of office formats hand over: tables as grids with merged cells, and the text between them.

A reader only says what stands where. `reading` turns that into the blocks that everything after the readers works on,
the same for all formats: a merged cell stands once, the places that it covers are blank. The structs here are plain
data, so that a reader may run in a process of its own (`lint.extract.isolated`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import TypeAlias

from msgspec import Struct

from lint.errors import InputError
from lint.extract.blocks import Block, Break, Paragraph, Row, Table
from lint.extract.comments import Remark, aims, tied
from lint.extract.flow import Run, in_source
from lint.extract.source import Limits, Reading, too_many_cells
from lint.model.cell import Cell
from lint.model.comment import Comment
from lint.model.document import Notice
from lint.model.place import Chars, Location, Parent, Region
from lint.text.regex import lazy

_BREAKS = frozenset("\n\v")
_LONGEST_WORD = 20
_LINE_BREAKS = lazy(r"[ \t\xa0\u3000]*[\r\n\v\f]+\s*")


class Slot(Struct, array_like=True, gc=False):
    """A cell of a grid. ``row`` and ``column`` count from 0 in the coordinates of the format.

    ``text`` is the text that a reader of the document sees, its paragraphs and lines parted by \\n. ``problem`` says
    what about the cell could not be read. ``regions`` are its boxes on pages (pdf), ``runs`` where its text comes from
    in the decoded source (html, csv), ``path`` the way to it from the table (html). ``literal`` says that the text
    stands in the file as it is shown: a number with a format does not. ``comments`` are those that speak to jixiao.
    """

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    hidden: bool = False
    problem: str = ""
    regions: tuple[Region, ...] = ()
    runs: tuple[Run, ...] = ()
    path: str = ""
    literal: bool = True
    comments: tuple[str, ...] = ()


class Grid(Struct, tag="grid", gc=False):
    """A table: its slots row by row, left to right, without those that merged cells cover.

    ``index`` is its number in the part, from 1; ``part`` the part of the package or the name of the sheet; ``parent``
    the cell that holds a nested table; ``path`` a way to the table through the document (html). In a ``sheet``, text
    above the first row with two filled cells is no table, but paragraphs.
    """

    slots: list[Slot]
    index: int = 1
    part: str = ""
    parent: Parent | None = None
    hidden: bool = False
    path: str = ""
    sheet: bool = False


class Line(Struct, tag="line", gc=False):
    """A paragraph outside of tables; ``number`` counts the paragraphs of the part's body from 1."""

    text: str
    number: int = 1
    part: str = ""
    hidden: bool = False
    problem: str = ""
    regions: tuple[Region, ...] = ()
    runs: tuple[Run, ...] = ()
    path: str = ""
    comments: tuple[str, ...] = ()


class End(Struct, tag="end", gc=False):
    """Here one sheet ends: what stands below belongs to another table."""


class Parsed(Struct, gc=False):
    """A document as a reader found it. ``problems`` are about the document as a whole."""

    blocks: list[Grid | Line | End]
    problems: list[str] = []
    encoding: str = ""
    remarks: list[Remark] = []


Origin: TypeAlias = tuple[Grid, Slot] | tuple[None, Line]
Describe: TypeAlias = Callable[[Origin, str, Chars], Location]
"""Makes the location of a stretch of a cell's raw text, in the terms of one format (`lint.extract.describe`)."""


class GridLocator:
    """Locations of cells that have no place in one text: their raw texts are numbered through, one behind the other."""

    def __init__(self, describe: Describe, source: str = "") -> None:
        self.describe = describe
        self.source = source
        self.starts: list[int] = []
        self.origins: list[Origin] = []
        self.texts: list[str] = []
        self.end = 0

    def add(self, raw: str, origin: Origin) -> Cell:
        """The cell of a slot or line."""
        start = self.end
        self.starts.append(start)
        self.origins.append(origin)
        self.texts.append(raw)
        self.end = start + len(raw) + 1
        text = raw.strip()
        if "\n" in text or "\v" in text:
            text = _LINE_BREAKS.sub("", text)
        return Cell(text, raw, start)

    def locate(self, place: int, start: int, end: int) -> Location:
        """The location of a stretch, counted from the place."""
        number, begin, stop = self._stretch(place, start, end)
        raw = self.texts[number]
        return self.describe(self.origins[number], raw, chars(raw, begin, stop, place + start))

    def holds(self, place: int, start: int, end: int, expected: str) -> bool:
        """Whether the stretch is found in the file itself, in one piece and as expected."""
        number, begin, stop = self._stretch(place, start, end)
        part = self.origins[number][1]
        if part.runs:
            left, right = in_source(part.runs, begin, stop)
            return self.source[left:right] == expected
        shown = self.texts[number][begin:stop]
        return shown == expected and not _BREAKS.intersection(shown) and (isinstance(part, Line) or part.literal)

    def _stretch(self, place: int, start: int, end: int) -> tuple[int, int, int]:
        number = bisect_right(self.starts, place) - 1
        begin = place - self.starts[number] + start
        return number, begin, begin + end - start


def chars(raw: str, start: int, end: int, place: int) -> Chars:
    """A stretch of a text, counted in code points and in units of UTF-16."""
    if raw.isascii() or max(raw) <= "\uffff":
        return Chars(start, end, start, end, place)
    before = len(raw[:start].encode("utf-16-le")) // 2
    return Chars(start, end, before, before + len(raw[start:end].encode("utf-16-le")) // 2, place)


def reading(parsed: Parsed, describe: Describe, limits: Limits, source: str = "") -> Reading:
    """The blocks of a parsed document; ``source`` is the decoded text that it was parsed from, if it is a text.

    Raises:
        InputError: it has more cells than the limits allow.
    """
    locator = GridLocator(describe, source)
    blocks: list[Block] = []
    notices: list[Notice] = []
    room = limits.cells
    for block in parsed.blocks:
        if isinstance(block, End):
            blocks.append(Break())
        elif isinstance(block, Line):
            cell = locator.add(block.text, (None, block))
            if block.problem:
                notices.append(Notice(block.problem, cell))
            if cell.text:
                blocks.append(Paragraph(cell))
        elif block.slots:
            room -= _size(block.slots)
            if room < 0:
                raise InputError(too_many_cells(limits))
            rows = _rows(block, locator, notices)
            above = _lone_rows(rows) if block.sheet else 0
            blocks += [Paragraph(cell) for row in rows[:above] for cell in row.cells if cell.text]
            if above < len(rows):
                blocks.append(Table(rows[above:]))
    first = next((block for block in blocks if not isinstance(block, Break)), None)
    if parsed.problems and first is not None:
        cell = first.cell if isinstance(first, Paragraph) else first.rows[0].cells[0]
        notices += [Notice(problem, cell) for problem in parsed.problems]
    return Reading(blocks, locator, parsed.encoding, tuple(notices), tuple(_comments(parsed, locator)))


def _comments(parsed: Parsed, locator: GridLocator) -> list[Comment]:
    """What is said to jixiao; remarks in the source get places behind those of all cells."""
    remarks, origins = parsed.remarks, locator.origins
    if not remarks and not any(part.comments for _, part in origins):
        return []
    cells: list[tuple[int | None, int, Slot | Line, int, int, bool]] = []
    for (grid, part), place, text in zip(origins, locator.starts, locator.texts, strict=True):
        table, row = (id(grid), part.row) if isinstance(part, Slot) else (None, -1)
        cells.append((table, row, part, place, len(text), bool(text.strip())))
    made = tied(cells)
    for remark, aim in zip(remarks, aims(remarks, cells) if remarks else (), strict=True):
        raw = locator.source[remark.begin : remark.end]
        line = Line(remark.text, runs=((0, len(raw), remark.begin, remark.end),))
        made.append(Comment(remark.text, locator.add(raw, (None, line)).place, len(raw), *aim))
    return made


def _lone_rows(rows: Sequence[Row]) -> int:
    """How many rows at the top of a sheet are paragraphs; a list of words is none."""
    lone = 0
    for row in rows:
        if row.covered or sum(1 for cell in row.cells if cell.text) > 1:
            return lone
        lone += 1
    return lone if any(len(cell.text) > _LONGEST_WORD for row in rows for cell in row.cells) else 0


def _bounds(slots: Sequence[Slot]) -> tuple[int, int, int, int]:
    top = min(slot.row for slot in slots)
    left = min(slot.column for slot in slots)
    return top, left, max(slot.row + slot.row_span for slot in slots), max(s.column + s.column_span for s in slots)


def _size(slots: Sequence[Slot]) -> int:
    """The number of cells of a grid; rows without any slot do not count."""
    _, left, _, right = _bounds(slots)
    return len({slot.row for slot in slots}) * (right - left)


def _rows(grid: Grid, locator: GridLocator, notices: list[Notice]) -> tuple[Row, ...]:
    """The rows of a grid, each as wide as the grid; rows in which nothing begins are left out."""
    _, left, _, right = _bounds(grid.slots)
    by_row: dict[int, list[Slot]] = {}
    for slot in grid.slots:
        by_row.setdefault(slot.row, []).append(slot)
    below: list[tuple[Slot, Cell, int]] = []  # merged cells that reach further down, blanks for them, and up to where
    made = []
    for number in sorted(by_row):
        cells: list[Cell | None] = [None] * (right - left)
        below = [entry for entry in below if entry[2] > number]
        for slot, blank, _ in below:
            begin = slot.column - left
            cells[begin : begin + slot.column_span] = [blank] * slot.column_span
        covered = frozenset(index for index, cell in enumerate(cells) if cell is not None) if below else frozenset()
        for slot in by_row[number]:
            cell = locator.add(slot.text, (grid, slot))
            begin = slot.column - left
            if slot.problem:
                notices.append(Notice(slot.problem, cell))
            if slot.column_span > 1 or slot.row_span > 1:
                blank = Cell("", "", cell.place + len(cell.raw))
                cells[begin : begin + slot.column_span] = [blank] * slot.column_span
                if slot.row_span > 1:
                    below.append((slot, blank, number + slot.row_span))
            cells[begin] = cell
        last = next(cell for cell in cells if cell is not None)
        filled = []
        for entry in cells:  # a place that no slot has: the row is shorter than the others
            last = entry if entry is not None else Cell("", "", last.place + len(last.raw))
            filled.append(last)
        made.append(Row(tuple(filled), closed=True, covered=covered))
    return tuple(made)
