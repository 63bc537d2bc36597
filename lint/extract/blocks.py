"""What readers make of a file: paragraphs and tables, in document order."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from lint.model.cell import Cell

_NONE: frozenset[int] = frozenset()


class Paragraph(Struct, frozen=True, gc=False):
    """Text outside of tables."""

    cell: Cell


class Row(Struct, frozen=True, gc=False):
    """A row of a table.

    ``joined_to_last`` says that no blank line parts it from the row above; ``closed`` that the source marks its end, so
    that no cell is missing on the right. ``covered`` are the indexes of cells that are blank because a merged cell
    reaches down over them; formats without merged cells cannot tell.
    """

    cells: tuple[Cell, ...]
    joined_to_last: bool = False
    closed: bool = False
    covered: frozenset[int] = _NONE


class Table(Struct, frozen=True, gc=False):
    """Rows that follow one another with no paragraph between them."""

    rows: tuple[Row, ...]


class Break(Struct, frozen=True, gc=False):
    """The end of a sheet: nothing goes on behind it."""


Block: TypeAlias = Paragraph | Table | Break
