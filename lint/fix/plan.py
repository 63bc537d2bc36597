"""Choosing the fixes that go together: those allowed, in document order, none on top of another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from lint.model.finding import Applicability, Edit, Finding, Fix, State
from lint.model.place import FileLocation, HtmlLocation, Location, TextLocation, order

OVERLAPS = "和同一处的另一个改法重叠"


class Change(Struct, frozen=True):
    """A fix that is to be made, with the finding that offers it."""

    finding: Finding
    fix: Fix

    @property
    def safe(self) -> bool:
        """Whether it may be made without asking."""
        return self.fix.applicability is Applicability.SAFE


class Dropped(Struct, frozen=True):
    """A fix that was not made, and why."""

    finding: Finding
    reason: str


def offered(findings: Iterable[Finding], *, unsafe: bool) -> list[Change]:
    """The fixes of new findings that may be made: the first of each finding, unsafe ones only where asked for."""
    allowed = (Applicability.SAFE, Applicability.UNSAFE) if unsafe else (Applicability.SAFE,)
    return [
        Change(finding, fix)
        for finding in findings
        if finding.state is State.NEW
        for fix in finding.fixes[:1]
        if fix.applicability in allowed
    ]


def plan(changes: Sequence[Change]) -> tuple[list[Change], list[Dropped]]:
    """Changes in document order without overlaps: safe ones have precedence, then what stands first.

    Two findings that ask for the same edits are both satisfied by them.
    """
    taken: list[tuple[tuple[int, int], Edit]] = []
    kept: list[Change] = []
    dropped: list[Dropped] = []
    for change in sorted(changes, key=lambda change: (not change.safe, span(change.fix.edits[0].location))):
        if all(_free(edit, taken) for edit in change.fix.edits):
            kept.append(change)
            taken += [(span(edit.location), edit) for edit in change.fix.edits]
        else:
            dropped.append(Dropped(change.finding, OVERLAPS))
    return sorted(kept, key=lambda change: span(change.fix.edits[0].location)), dropped


def edits_of(changes: Iterable[Change]) -> list[Edit]:
    """The edits of changes in document order, each once."""
    unique = {(span(edit.location), edit.replacement): edit for change in changes for edit in change.fix.edits}
    return [edit for _, edit in sorted(unique.items())]


def _free(edit: Edit, taken: Sequence[tuple[tuple[int, int], Edit]]) -> bool:
    begin, end = span(edit.location)
    for (left, right), other in taken:
        if (begin, end) == (left, right) and edit.replacement == other.replacement:
            continue
        if (begin < right and left < end) or begin == left:
            return False
    return True


def span(location: Location) -> tuple[int, int]:
    """Begin and end of a location among all texts of its document."""
    begin = order(location)
    match location:
        case TextLocation() | HtmlLocation():
            return begin, location.end.offset
        case FileLocation():
            return begin, begin
        case _:
            return begin, begin + location.chars.end - location.chars.start
