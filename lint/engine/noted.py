"""The comments of a document as plain values: what each of them speaks of, in projects and rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from lint.model.comment import Aim, Comment, Noted
from lint.model.document import Document, Project
from lint.model.place import FileLocation, Place, order
from lint.model.unread import last_place


class _Row(NamedTuple):
    """An indicator row: the places of its first and last own cells, its project's number and its own."""

    begin: Place
    end: Place
    number: tuple[int, int]


def noted(document: Document) -> tuple[Noted, ...]:
    """The comments of a document."""
    if not document.comments:
        return ()
    rows = _rows(document)
    projects = sorted(document.projects, key=lambda project: project.anchor.place)
    begins = [project.anchor.place for project in projects]
    return tuple(_noted(comment, document, rows, projects, begins) for comment in document.comments)


def _rows(document: Document) -> list[_Row]:
    """All rows as they stand in the document; a level that is carried down belongs to the first of its rows."""
    rows = [(project.ordinal, row) for project in document.projects for row in project.indicators]
    ends = sorted(((last_place(row), (ordinal, row.row), row) for ordinal, row in rows), key=itemgetter(0, 1))
    made, above = [], -1
    for end, number, row in ends:
        own = [cell.place for cell in row.cells.values() if cell and cell.place > above]
        made.append(_Row(min(own, default=end), end, number))
        above = end
    return made


def _noted(
    comment: Comment, document: Document, rows: Sequence[_Row], projects: Sequence[Project], begins: Sequence[Place]
) -> Noted:
    spans = [(comment.place, comment.place + comment.size), (comment.begin, comment.end)]
    aims = tuple(_aim(begin, end, document, rows) for begin, end in spans if begin >= 0)
    at = bisect_right(begins, spans[-1][1] if spans[-1][0] >= 0 else comment.place) - 1
    project = projects[at] if at >= 0 else None
    location = document.locator.locate(comment.place, 0, comment.size)
    return Noted(comment.text, location, aims, project.label if project else "", project.ordinal if project else None)


def _aim(begin: Place, end: Place, document: Document, rows: Sequence[_Row]) -> Aim:
    locate = document.locator.locate
    first, last = locate(begin, 0, 0), locate(end, 0, 0)
    found = []
    at = max(bisect_right(rows, begin, key=lambda row: row.begin) - 1, 0)
    while at < len(rows) and rows[at].begin <= end:
        if rows[at].end >= begin:
            found.append(rows[at].number)
        at += 1
    if isinstance(first, FileLocation):
        return Aim(-1, -2, tuple(found))
    return Aim(order(first), order(last), tuple(found))
