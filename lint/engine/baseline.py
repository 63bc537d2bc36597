"""The baseline: what was found before and is known, so that only what is new decides.

A finding is known by its fingerprint, which is made of meaning. Entries cover findings of their own file. A file that
has none may be a renamed or converted one: entries of files that are not in the run cover its findings. Entries are
used up: as many findings as were known are covered, not one more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set

from msgspec import Struct, field
from msgspec.structs import replace

from lint.model.finding import Finding, State

NEVER = ("INT", "SUP")
"""Findings about the run and about suppressions are of today: they are never known."""
_LONGEST = 40

Exempt = Callable[[Finding], bool]


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """``count`` findings with one fingerprint in one file; the other fields are for people who read the baseline."""

    file: str
    code: str
    fingerprint: str
    count: int = 1
    project: str = ""
    path: tuple[str, ...] = field(default=(), name="indicatorPath")
    field: str = ""
    value: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What it is matched by."""
        return self.file, self.fingerprint

    @property
    def order(self) -> tuple[object, ...]:
        """By file, project and row, so that the lines of what stays do not move when others come or go."""
        return self.file, self.project, self.path, self.field, self.code, self.value, self.fingerprint


class Matched(Struct, frozen=True):
    """The findings with their states; those that are known, each with the file whose entry covers it; what is left."""

    findings: tuple[Finding, ...]
    known: tuple[tuple[Finding, str], ...]
    left: tuple[Entry, ...]


def entries_of(findings: Iterable[Finding], files: Mapping[int, str]) -> tuple[Entry, ...]:
    """The entries of findings, in order; ``files`` gives the file of an input by its number."""
    return merged(_entry(finding, files[finding.input]) for finding in findings)


def merged(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries with one fingerprint in one file as one, in order."""
    made: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        before = made.get(entry.key)
        made[entry.key] = replace(before, count=before.count + entry.count) if before else entry
    return tuple(sorted(made.values(), key=lambda entry: entry.order))


def _entry(finding: Finding, file: str) -> Entry:
    subject = finding.subject
    if subject is None:
        return Entry(file, finding.code, finding.fingerprint)
    value = subject.value if len(subject.value) <= _LONGEST else subject.value[:_LONGEST] + "…"
    return Entry(file, finding.code, finding.fingerprint, 1, subject.project, subject.path, subject.field, value)


def match(
    entries: Sequence[Entry],
    findings: Iterable[Finding],
    files: Mapping[int, str],
    exempt: Exempt,
) -> Matched:
    """Find out which findings are known; ``exempt`` ones never are. ``files`` holds all inputs of the run.

    A suppressed finding uses its entry up, too: what is left of an entry must not cover another finding. No two entries
    have the same file and fingerprint.
    """
    present, listed = set(files.values()), {entry.file for entry in entries}
    rest = {entry.key: entry.count for entry in entries}
    elsewhere: dict[str, list[str]] = {}
    for entry in entries:
        if entry.file not in present:
            elsewhere.setdefault(entry.fingerprint, []).append(entry.file)
    made: list[Finding] = []
    known: list[tuple[Finding, str]] = []
    for finding in findings:
        mark, own = finding.fingerprint, files[finding.input]
        places = [] if exempt(finding) else [own] if own in listed else elsewhere.get(mark, [])
        file = next((place for place in places if rest.get((place, mark))), None)
        if file is None:
            made.append(finding)
            continue
        rest[file, mark] -= 1
        known.append((finding, file))
        made.append(replace(finding, state=State.BASELINED) if finding.state is State.NEW else finding)
    left = tuple(replace(entry, count=rest[entry.key]) for entry in entries if rest[entry.key])
    return Matched(tuple(made), tuple(known), left)


def stale(left: Iterable[Entry], judged: Mapping[str, Set[str]], gone: Set[str]) -> tuple[Entry, ...]:
    """The entries of what is mended: not found by a rule that ran over the whole of their file, or their file is gone.

    ``judged`` gives the codes of these rules for every file that was checked as a whole.
    """
    return tuple(entry for entry in left if entry.file in gone or entry.code in judged.get(entry.file, ()))
