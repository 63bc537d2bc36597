"""What readers make of a file: paragraphs and tables, in document order."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from lint.model.cell import Cell


class Paragraph(Struct, frozen=True, gc=False):
    """Text outside of tables."""

    cell: Cell


class Row(Struct, frozen=True, gc=False):
    """A row of a table.

    ``joined_to_last`` says that no blank line parts it from the row above; ``closed`` that the source marks its end, so
    that no cell is missing on the right.
    """

    cells: tuple[Cell, ...]
    joined_to_last: bool = False
    closed: bool = False


class Table(Struct, frozen=True, gc=False):
    """Rows that follow one another with no paragraph between them."""

    rows: tuple[Row, ...]


Block: TypeAlias = Paragraph | Table
