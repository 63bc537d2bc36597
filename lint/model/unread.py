"""Cells that a reader could not read: they look empty, and no rule may say that they are."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Set as AbstractSet

from lint.model.document import Document, Indicator


def unread_cells(document: Document) -> frozenset[int]:
    """The places of such cells; the document's notices tell them."""
    return frozenset(notice.cell.place for notice in document.notices if not notice.cell.text)


def unread_rows(document: Document, cells: AbstractSet[int]) -> frozenset[int]:
    """The places of the anchors of the rows of indicators with such cells."""
    if not cells:
        return frozenset()
    rows = sorted((row.anchor.place, last_place(row)) for project in document.projects for row in project.rows)
    begins = [begin for begin, _ in rows]
    found = {place: rows[at - 1] for place in cells if (at := bisect(begins, place))}
    return frozenset(begin for place, (begin, end) in found.items() if place <= end)


def last_place(row: Indicator) -> int:
    """The place of the row's last cell; the symbol, number and unit of a value may be three cells."""
    return max(part.place for cell in row.cells.values() if cell for part in (cell, *cell.parts))
