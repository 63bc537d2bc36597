"""The findings of a draft by what a suppression can say of them: place, row, name."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence

from lint.engine.spoken import Entry, Named
from lint.model.comment import Aim
from lint.model.finding import Finding, Subject
from lint.model.place import order
from lint.text.fold import fold


class Index:
    """Finds the findings that an entry speaks of, by their numbers, without looking at all of them."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = findings
        self.by_place: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self.by_row: dict[tuple[str, int | None, int], list[int]] = defaultdict(list)
        self.by_name: dict[tuple[str, object, object], list[int]] = defaultdict(list)
        for number, finding in enumerate(findings):
            code, subject = finding.code, finding.subject
            self.by_place[code].append((order(finding.location), number))
            if subject is not None and subject.row is not None:
                self.by_row[code, subject.ordinal, subject.row].append(number)
            for project in _projects(subject):
                for indicator in _indicators(subject):
                    self.by_name[code, project, indicator].append(number)
        for places in self.by_place.values():
            places.sort()

    def of(self, entry: Entry, code: str) -> Sequence[int]:
        """The findings of a rule that an entry speaks of: at the first of its aims where there are any."""
        if code not in self.by_place:
            return ()
        if entry.named is not None:
            return self._named(entry.named, code)
        return next((found for aim in entry.aims if (found := self._aimed(aim, code))), ())

    def _aimed(self, aim: Aim, code: str) -> Sequence[int]:
        found = {number for row in aim.rows for number in self.by_row.get((code, *row), ())}
        places = self.by_place[code]
        at = bisect_left(places, (aim.begin, -1)) if aim.begin >= 0 else len(places)
        while at < len(places) and places[at][0] <= aim.end:
            found.add(places[at][1])
            at += 1
        return sorted(found)

    def _named(self, named: Named, code: str) -> Sequence[int]:
        found = []
        for number in self.by_name.get((code, _key(named.project), _key(named.indicator)), ()):
            subject = self.findings[number].subject
            if named.field is None or (subject is not None and subject.field == named.field):
                found.append(number)
        return found


def _key(name: str | int | None) -> str | int | None:
    return fold(name) if isinstance(name, str) else name


def _projects(subject: Subject | None) -> Iterable[str | int | None]:
    """All that the project of a finding can be called in a sidecar; nothing at all means any project."""
    if subject is None:
        return (None,)
    names = {fold(subject.project), fold(subject.project_code)} - {""}
    return {None, subject.ordinal, *names, *(int(name) for name in names if name.isascii() and name.isdigit())}


def _indicators(subject: Subject | None) -> Iterable[str | int | None]:
    """Likewise of its indicator: name, path or number in the project's table."""
    if subject is None:
        return (None,)
    names = {fold(subject.path[-1]), fold("/".join(subject.path))} if subject.path else set()
    return {None, subject.row, *names}
