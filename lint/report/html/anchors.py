"""Which finding belongs to which cell of the drawn tables, and the names by which they link to each other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

from lint.model.finding import Finding, Section
from lint.model.place import Location, order
from lint.model.report import Report
from lint.model.view import View, ViewCell

_LOOK_BACK = 12
"""Cells that begin before a place among which the one that holds it is looked for: cells overlap little."""


class Numbered(Struct, frozen=True):
    """A finding by its number on the page; ``cell`` is the name of its cell, where that is drawn."""

    number: int
    finding: Finding
    cell: str = ""


class Anchors:
    """The findings of a report in order, each with its cell."""

    def __init__(self, report: Report) -> None:
        self._places = {number: _Places(view) for number, view in report.views.items()}
        self.targets: set[str] = set()
        """Names of the cells that something links to."""
        self.at_cell: dict[str, list[Numbered]] = {}
        self.at_project: dict[tuple[int, int], list[Numbered]] = {}
        """Findings on a project whose table is drawn that fit none of its cells."""
        self.findings: list[Numbered] = [self._numbered(*pair) for pair in enumerate(report.shown, start=1)]

    def _numbered(self, number: int, finding: Finding) -> Numbered:
        places = self._places.get(finding.input)
        cell = places.of(finding) if places else None
        name = cell_name(finding.input, cell) if cell else ""
        made = Numbered(number, finding, name)
        subject = finding.subject
        if name:
            self.at_cell.setdefault(name, []).append(made)
            self.targets.add(name)
        elif places and subject and subject.ordinal is not None:
            self.at_project.setdefault((finding.input, subject.ordinal), []).append(made)
        for related in finding.related:
            if other := self.link(related.input, related.location):
                self.targets.add(other)
        return made

    def link(self, number: int, location: Location) -> str:
        """The name of the drawn cell at a place of input ``number``; "" where there is none."""
        places = self._places.get(number)
        cell = places.at(order(location)) if places else None
        return cell_name(number, cell) if cell else ""


def cell_name(number: int, cell: ViewCell) -> str:
    """The name of a cell of input ``number`` on the page."""
    return f"c{number}-{cell.number}"


class _Places:
    """The cells of one document by what they are and by where they stand."""

    def __init__(self, view: View) -> None:
        self.rows = {(project.ordinal, row.number): row.cells for project in view.projects for row in project.rows}
        cells = {cell.number: cell for cell in _cells(view)}.values()
        spans = sorted((begin, end, cell.number) for cell in cells for begin, end in cell.places)
        self.begins = [begin for begin, _, _ in spans]
        self.ends = [end for _, end, _ in spans]
        by_number = {cell.number: cell for cell in cells}
        self.cells = [by_number[number] for _, _, number in spans]

    def of(self, finding: Finding) -> ViewCell | None:
        """The cell of a finding: that of its row and field, or the one of its field at its place."""
        subject, place = finding.subject, order(finding.location)
        if subject is None:
            return None
        row = self.rows.get((subject.ordinal or 0, subject.row or 0), ()) if subject.section is Section.PROJECT else ()
        same = next((cell for cell in row if cell.field == subject.field), None)
        if same or row:
            return same or next((cell for cell in row if cell.holds(place)), None)
        return self.at(place, subject.field if subject.section is Section.PROJECT else "")

    def at(self, place: int, field: str = "") -> ViewCell | None:
        """The cell at a place; of a field, if one is given."""
        last = bisect_right(self.begins, place)
        for index in range(last - 1, max(-1, last - 1 - _LOOK_BACK), -1):
            cell = self.cells[index]
            if place <= self.ends[index] and field in ("", cell.field):
                return cell
        return None


def _cells(view: View) -> Iterator[ViewCell]:
    yield from view.overall
    for row in view.duties:
        yield from row.cells
    for project in view.projects:
        yield from project.cells
        for row in project.rows:
            yield from row.cells
