"""Locations of cells and paragraphs of office formats, in the terms in which their programs show them."""

from __future__ import annotations

from collections.abc import Callable

from lint.extract.flow import in_source
from lint.extract.grid import Grid, Line, Origin, Slot, chars
from lint.extract.positions import Positions
from lint.model.place import (
    Chars,
    FileLocation,
    GridPlace,
    HtmlLocation,
    Location,
    PdfLocation,
    Position,
    SheetLocation,
    TextLocation,
    WordLocation,
)

_HIDDEN = "（隐藏）"
_LETTERS = 26


def word(origin: Origin, raw: str, stretch: Chars) -> Location:
    """A stretch of a Word document; characters are counted in the paragraph in which it begins."""
    grid, part = origin
    begin = raw.rfind("\n", 0, stretch.start) + 1
    end = raw.find("\n", begin)
    paragraph = raw[begin : len(raw) if end < 0 else end]
    inner = chars(paragraph, stretch.start - begin, min(stretch.end - begin, len(paragraph)), stretch.place)
    note = _HIDDEN if part.hidden else ""
    if isinstance(part, Line):
        return WordLocation(part.part, None, part.number, inner, note)
    assert grid is not None
    return WordLocation(grid.part, _in_table(grid, part), raw.count("\n", 0, begin) + 1, inner, note)


def sheet(origin: Origin, raw: str, stretch: Chars) -> Location:
    """A stretch of a sheet's cell."""
    grid, slot = origin
    if grid is None or isinstance(slot, Line):
        return FileLocation()
    ref = cell_name(slot.row, slot.column)
    merged = ""
    if slot.row_span > 1 or slot.column_span > 1:
        merged = f"{ref}:{cell_name(slot.row + slot.row_span - 1, slot.column + slot.column_span - 1)}"
    note = _HIDDEN if slot.hidden or grid.hidden else ""
    return SheetLocation(grid.part, ref, _in_table(grid, slot), stretch, merged, note)


def pdf(origin: Origin, raw: str, stretch: Chars) -> Location:
    """A stretch of a cell or paragraph on pages."""
    grid, part = origin
    table = _in_table(grid, part) if grid is not None and isinstance(part, Slot) else None
    return PdfLocation(part.regions, table, stretch) if part.regions else FileLocation()


class InSource:
    """Describes stretches by where they stand in the decoded source of the document."""

    def __init__(self, source: str, make: Callable[[Origin, Position, Position], Location]) -> None:
        self.positions = Positions(source)
        self.make = make

    def __call__(self, origin: Origin, raw: str, stretch: Chars) -> Location:
        """The location of a stretch of a text that has runs."""
        begin, end = in_source(origin[1].runs, stretch.start, stretch.end)
        return self.make(origin, self.positions.at(begin), self.positions.at(end))


def html(origin: Origin, start: Position, end: Position) -> HtmlLocation:
    """A stretch of a web page."""
    grid, part = origin
    note = _HIDDEN if part.hidden or (grid and grid.hidden) else ""
    if grid is None or isinstance(part, Line):
        return HtmlLocation(start, end, part.path, None, note)
    path = f"{grid.path} > {part.path}" if grid.path else ""
    return HtmlLocation(start, end, path, _in_table(grid, part), note)


def text(origin: Origin, start: Position, end: Position) -> TextLocation:
    """A stretch of a text that is a table."""
    return TextLocation(start, end)


def _in_table(grid: Grid, slot: Slot) -> GridPlace:
    return GridPlace(grid.index, slot.row + 1, slot.column + 1, slot.row_span, slot.column_span, grid.parent)


def cell_name(row: int, column: int) -> str:
    """The name of a cell of a sheet, both numbers from 0: (11, 4) is E12."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"
