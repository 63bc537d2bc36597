"""A document as it is drawn on paper: paragraphs, and tables with merged cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Box:
    """A cell: its text, how many rows and columns it is merged over, and a comment on it."""

    text: str
    down: int = 1
    right: int = 1
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell with its row and column, from 0."""

    row: int
    column: int
    box: Box


@dataclass(frozen=True, slots=True)
class Form:
    """A table: its rows hold the cells that begin in them; the title stands above it."""

    title: str
    rows: tuple[tuple[Box, ...], ...]
    widths: tuple[int, ...]
    """Widths of the columns in millimetres."""

    def placed(self) -> Iterator[Placed]:
        """The cells with their places."""
        taken: set[tuple[int, int]] = set()
        for number, row in enumerate(self.rows):
            column = 0
            for box in row:
                while (number, column) in taken:
                    column += 1
                yield Placed(number, column, box)
                taken |= {(number + r, column + c) for r in range(box.down) for c in range(box.right)}

    def covered(self) -> dict[tuple[int, int], Placed]:
        """The places that merged cells cover, with those cells; their own places are left out."""
        found = {}
        for cell in self.placed():
            for row in range(cell.row, cell.row + cell.box.down):
                for column in range(cell.column, cell.column + cell.box.right):
                    found[row, column] = cell
            del found[cell.row, cell.column]
        return found


@dataclass(frozen=True, slots=True)
class Drawing:
    """Paragraphs (text) and tables, in order."""

    parts: tuple[str | Form, ...]

    @property
    def forms(self) -> Sequence[Form]:
        """The tables alone."""
        return [part for part in self.parts if isinstance(part, Form)]

    def commented(self, comments: Mapping[str, str]) -> Drawing:
        """The same with comments on the cells with these texts."""
        return Drawing(tuple(_commented(part, comments) if isinstance(part, Form) else part for part in self.parts))


def _commented(form: Form, comments: Mapping[str, str]) -> Form:
    rows = (tuple(replace(box, comment=comments.get(box.text, "")) for box in row) for row in form.rows)
    return replace(form, rows=tuple(rows))
