"""A document as plain text, cell by cell: for reporters that draw its tables."""

from __future__ import annotations

from msgspec import Struct

MOST_CELLS = 40_000
"""Cells of a run whose tables are drawn; what lies behind is left out, and said. A browser opens as many at once."""


class ViewCell(Struct, frozen=True, array_like=True, gc=False):
    """A cell: its canonical field, what the form calls that field, the text, and its place for people.

    ``part`` tells cells of one field apart: the date of a step of the plan, the grade of a standard.
    """

    number: int
    """Counts the cells of the document from 0; a merged cell that stands in several rows has one number."""
    field: str
    called: str
    text: str
    label: str
    places: tuple[tuple[int, int], ...] = ()
    """The stretches of the document it takes, as `lint.model.place.order` counts, both ends included."""
    part: str = ""

    def holds(self, place: int) -> bool:
        """Whether a place of the document lies in the cell."""
        return any(begin <= place <= end for begin, end in self.places)


class ViewRow(Struct, frozen=True, array_like=True, gc=False):
    """A row of a table by its number, from 1."""

    number: int
    cells: tuple[ViewCell, ...]


class ProjectView(Struct, frozen=True, array_like=True, gc=False):
    """One project's table: the cells above the indicators, and the indicator rows."""

    ordinal: int
    name: str
    cells: tuple[ViewCell, ...]
    rows: tuple[ViewRow, ...]
    code: str = ""
    unit: str = ""


class View(Struct, frozen=True, array_like=True, gc=False):
    """A document's projects, the cells of its overall part, and the rows of its duties table."""

    projects: tuple[ProjectView, ...]
    overall: tuple[ViewCell, ...] = ()
    duties: tuple[ViewRow, ...] = ()
    size: int = 0
    """The number of cells."""
