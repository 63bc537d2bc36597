"""What readers make of a file: paragraphs and tables, in document order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from lint.model.cell import Cell


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text outside of tables."""

    cell: Cell


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table. ``joined_to_last`` says that no blank line parts it from the row above."""

    cells: tuple[Cell, ...]
    joined_to_last: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that follow one another with no paragraph between them."""

    rows: tuple[Row, ...]


Block: TypeAlias = Paragraph | Table
