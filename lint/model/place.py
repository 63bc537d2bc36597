"""Where a piece of text stands in its source, and how that is told to people and editors.

A reader gives every cell a `Place` in the coordinates of its format; rules never look at it. At the edge a `Locator`
turns a place (and a stretch of the cell's text) into a `Location`, the shape of the report's schema.
"""

from __future__ import annotations

from typing import Protocol, TypeAlias

from msgspec import Struct

Place: TypeAlias = int
"""Where the raw text of a cell begins: code points from the start of the decoded text.

For formats that are no text, the reader numbers the raw texts of all cells through, one behind the other. Places are
only ever handed on to `moved` and to the document's `Locator`.
"""


def moved(place: Place, by: int) -> Place:
    """The place ``by`` characters further on in the same cell."""
    return place + by


class Position(Struct, frozen=True, array_like=True, gc=False):
    """A point in decoded text. Lines and columns count from 1, the offset from 0."""

    line: int
    column: int
    column_utf16: int
    offset: int


class TextLocation(Struct, frozen=True, tag=True, array_like=True, gc=False):
    """A range of decoded text; ``end`` is exclusive."""

    start: Position
    end: Position

    @property
    def label(self) -> str:
        """For people: the line."""
        return f"第 {self.start.line} 行"


class Parent(Struct, frozen=True, array_like=True, gc=False):
    """The cell of a table that holds a nested table; numbers count from 1."""

    index: int
    row: int
    column: int
    parent: Parent | None = None


class GridPlace(Struct, frozen=True, array_like=True, gc=False):
    """A cell of the ``index``-th table; numbers count from 1, columns are those of the grid (merged cells counted)."""

    index: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    parent: Parent | None = None

    @property
    def label(self) -> str:
        """For people: the table, the row and the column."""
        inner = "内嵌" if self.parent else ""
        return f"{inner}表{self.index} 第{self.row}行 第{self.column}列"


class Chars(Struct, frozen=True, array_like=True, gc=False):
    """A stretch of a cell's or paragraph's own text: code points, and the same in units of UTF-16.

    ``place`` is where it begins among all texts of the document, for the order of findings.
    """

    start: int
    end: int
    start_utf16: int
    end_utf16: int
    place: int


class Region(Struct, frozen=True, array_like=True, gc=False):
    """A box on a page, from 1: left, top, right, bottom in points from its upper left corner; the page's size."""

    page: int
    box: tuple[float, float, float, float]
    size: tuple[float, float] | None = None


class WordLocation(Struct, frozen=True, tag=True, array_like=True, gc=False):
    """A stretch of a Word document: in a paragraph of the body, or of a table's cell; numbers count from 1."""

    part: str
    table: GridPlace | None
    paragraph: int
    chars: Chars
    note: str = ""

    @property
    def label(self) -> str:
        """For people: the table with row and column, or the paragraph."""
        return (self.table.label if self.table else f"第{self.paragraph}段") + self.note


class SheetLocation(Struct, frozen=True, tag=True, array_like=True, gc=False):
    """A stretch of a sheet's cell; ``merged`` is the range that it is merged over, if it is."""

    sheet: str
    ref: str
    table: GridPlace
    chars: Chars
    merged: str = ""
    note: str = ""

    @property
    def label(self) -> str:
        """For people: sheet and cell, as Excel writes them."""
        return f"{self.sheet}!{self.ref}{self.note}"


class PdfLocation(Struct, frozen=True, tag=True, array_like=True, gc=False):
    """A stretch of a cell or paragraph on one page, or on several that a page break parts it over."""

    regions: tuple[Region, ...]
    table: GridPlace | None
    chars: Chars

    @property
    def label(self) -> str:
        """For people: the page, and the cell of the table."""
        pages = sorted({region.page for region in self.regions})
        page = f"第{pages[0]}页" if len(pages) == 1 else f"第{pages[0]}—{pages[-1]}页"
        return f"{page} {self.table.label}" if self.table else page


class HtmlLocation(Struct, frozen=True, tag=True, array_like=True, gc=False):
    """A stretch of a web page's source, with the way to its element; ``end`` is exclusive."""

    start: Position
    end: Position
    path: str
    table: GridPlace | None
    note: str = ""

    @property
    def label(self) -> str:
        """For people: the cell of the table, or the line."""
        return (self.table.label if self.table else f"第 {self.start.line} 行") + self.note


class FileLocation(Struct, frozen=True, tag=True, array_like=True, gc=False):
    """The file as a whole."""

    label: str = "整个文件"


Location: TypeAlias = TextLocation | WordLocation | SheetLocation | PdfLocation | HtmlLocation | FileLocation


def order(location: Location) -> int:
    """A number that sorts locations of one document as they stand in it; the file as a whole comes first."""
    match location:
        case TextLocation() | HtmlLocation():
            return location.start.offset
        case FileLocation():
            return -1
        case _:
            return location.chars.place


def first_line(location: Location) -> int | None:
    """The line on which a location begins, from 1; None in formats without lines."""
    return location.start.line if isinstance(location, TextLocation | HtmlLocation) else None


class Locator(Protocol):
    """Turns a place into a location; one for each document."""

    def locate(self, place: Place, start: int, end: int) -> Location:
        """Return the location of the raw text from ``start`` to ``end``, counted from ``place``."""
        ...

    def holds(self, place: Place, start: int, end: int, expected: str) -> bool:
        """Whether ``expected`` stands there in the file itself, in one piece, so that it can be replaced."""
        ...
