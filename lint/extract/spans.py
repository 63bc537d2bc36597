"""Where the cells of a web page's table stand: the rules of HTML for cells over several rows and columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from lint.errors import InputError
from lint.extract.source import Limits, too_many_cells

_WIDEST = 256
"""Tables wider than this are counted by the columns in which a cell begins."""


class Spanning(Protocol):
    """A cell with the rows and columns that it asks for; 0 rows are all that are left."""

    down: int
    right: int


T = TypeVar("T", bound=Spanning)


def lay(groups: Sequence[Sequence[Sequence[T]]], limits: Limits) -> list[tuple[int, int, int, int, T]]:
    """Row, column, rows and columns of each cell, row by row.

    ``groups`` are the parts of the table (head, bodies, foot), each a list of rows: no cell reaches from one into the
    next.

    Raises:
        InputError: there are more places than the limits allow.
    """
    placed: list[tuple[int, int, int, int, T]] = []
    room, number = limits.cells, 0
    for group in groups:
        last = number + len(group)
        reaching: list[tuple[int, int, int]] = []  # columns from and up to that cells above take, and up to which row
        for row in group:
            reaching = [entry for entry in reaching if entry[2] > number]
            room -= len(row) + len(reaching)
            if room < 0:
                raise InputError(too_many_cells(limits))
            column, passed, new = 0, 0, []
            for cell in row:
                while passed < len(reaching) and reaching[passed][0] <= column:
                    column = max(column, reaching[passed][1])
                    passed += 1
                down = min(cell.down or last, last - number)
                placed.append((number, column, down, cell.right, cell))
                if down > 1:
                    new.append((column, column + cell.right, number + down))
                column += cell.right
            if new:
                reaching = sorted(reaching + new)
            number += 1
    return _trimmed(placed)


def _trimmed(placed: list[tuple[int, int, int, int, T]]) -> list[tuple[int, int, int, int, T]]:
    """Without columns on the right in which no cell begins; in very wide tables, without any such column."""
    if not placed:
        return placed
    width = max(entry[1] for entry in placed) + 1
    if width <= _WIDEST:
        if any(entry[1] + entry[3] > width for entry in placed):
            return [(row, at, down, min(right, width - at), cell) for row, at, down, right, cell in placed]
        return placed
    from bisect import bisect_left  # noqa: PLC0415 - rare

    begins = sorted({entry[1] for entry in placed})
    found = []
    for row, at, down, right, cell in placed:
        column = bisect_left(begins, at)
        found.append((row, column, down, max(bisect_left(begins, at + right) - column, 1), cell))
    return found
