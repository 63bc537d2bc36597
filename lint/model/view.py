"""A document as plain text, cell by cell: for reporters that draw its tables."""

from __future__ import annotations

from msgspec import Struct


class ViewCell(Struct, frozen=True, gc=False):
    """A cell: its canonical field, what the form calls that field, the text, and its place for people."""

    field: str
    called: str
    text: str
    label: str
    spot: int
    """Where it stands, as `lint.model.place.order` counts: tells cells of one field apart."""


class ViewRow(Struct, frozen=True, gc=False):
    """An indicator row by its number in the project's table, from 1."""

    number: int
    cells: tuple[ViewCell, ...]


class ProjectView(Struct, frozen=True, gc=False):
    """One project's table: the cells above the indicators, and the indicator rows."""

    ordinal: int
    name: str
    cells: tuple[ViewCell, ...]
    rows: tuple[ViewRow, ...]


class View(Struct, frozen=True, gc=False):
    """A document's projects, and the cells of its overall part and duties table."""

    projects: tuple[ProjectView, ...]
    overall: tuple[ViewCell, ...] = ()
    duties: tuple[ViewCell, ...] = ()
