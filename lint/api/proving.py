"""Fixes prove themselves: after them their findings are gone, and no other has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest
from typing import TypeAlias

from msgspec import Struct

from lint.fix.plan import Change, Dropped, edits_of
from lint.fix.written import Written
from lint.model.finding import Edit, Finding, State
from lint.model.report import Report

Write: TypeAlias = Callable[[bytes, Sequence[Edit]], Written]
Check: TypeAlias = Callable[[bytes], Report]
Key: TypeAlias = tuple[str, str, int | None, int | None, str]
"""Rule, section, project, row and field: what stays of a finding when its cell is written anew."""

_STAYS = "改了以后问题还在"
_BRINGS = "改了会带来新的问题（{code}）"


class Attempt(Struct, frozen=True):
    """A draft after a pass, with the report on it."""

    data: bytes
    report: Report
    changes: Sequence[Change] = ()
    dropped: Sequence[Dropped] = ()


class _Trial(Struct, frozen=True):
    """What came of some changes: the draft, and which of them failed, by number, with the reason.

    ``suspects`` are groups of changes of which one, or some together, have brought a finding.
    """

    data: bytes
    report: Report
    failed: dict[int, str]
    suspects: list[tuple[str, list[int]]]


def prove(start: Attempt, changes: Sequence[Change], write: Write, check: Check) -> Attempt:
    """Make changes, and leave out those that do not prove themselves.

    Where it is not clear which change has brought a finding, they are tried one after the other, those of different
    projects at the same time.
    """
    trial = _try(start, changes, write, check)
    dropped = {id(changes[number]): reason for number, reason in trial.failed.items()}
    groups = _disjoint([[changes[number] for number in numbers] for _, numbers in trial.suspects])
    doubted = {id(change) for group in groups for change in group}
    kept = [change for change in changes if id(change) not in dropped and id(change) not in doubted]
    for step in zip_longest(*groups):
        new = [change for change in step if change is not None and id(change) not in dropped]
        trial = _try(start, [*kept, *new], write, check)
        guilty = _guilty(trial)
        kept += [change for number, change in enumerate(new, len(kept)) if number not in guilty]
        dropped |= {id(change): guilty[number] for number, change in enumerate(new, len(kept)) if number in guilty}
    while kept:
        kept.sort(key=lambda change: [other is change for other in changes].index(True))
        trial = _try(start, kept, write, check)
        guilty = _guilty(trial)
        if not guilty:
            break
        dropped |= {id(kept[number]): reason for number, reason in guilty.items()}
        kept = [change for number, change in enumerate(kept) if number not in guilty]
    drops = [Dropped(change.finding, dropped[id(change)]) for change in changes if id(change) in dropped]
    return Attempt(trial.data, trial.report, kept, drops) if kept else Attempt(start.data, start.report, (), drops)


def _try(start: Attempt, changes: Sequence[Change], write: Write, check: Check) -> _Trial:
    edits = edits_of(changes)
    written = write(start.data, edits)
    refused = _refused(changes, edits, written)
    if refused:
        return _Trial(start.data, start.report, refused, [])
    report = check(written.data)
    was, now = _counts(start.report.findings), _counts(report.findings)
    promised = Counter(key_of(change) for change in changes)
    failed = {
        number: _STAYS
        for number, change in enumerate(changes)
        if now[key_of(change)] > was[key_of(change)] - promised[key_of(change)]
    }
    suspects = []
    for key in _brought(was, now, promised):
        near = _near(key, changes)
        if len(near) == 1:
            failed.setdefault(near[0], _BRINGS.format(code=key[0]))
        else:
            suspects.append((key[0], near))
    return _Trial(written.data, report, failed, suspects)


def _brought(was: Counter[Key], now: Counter[Key], promised: Counter[Key]) -> list[Key]:
    """The findings that are new. One that only stands elsewhere in its project, as said once for all of it, is not."""
    before, after, gone = (_by_project(counts) for counts in (was, now, promised))
    return [key for key in now - was if after[key[:3]] > before[key[:3]] - gone[key[:3]]]


def _by_project(counts: Counter[Key]) -> Counter[tuple[str, str, int | None]]:
    made: Counter[tuple[str, str, int | None]] = Counter()
    for key, count in counts.items():
        made[key[:3]] += count
    return made


def _near(key: Key, changes: Sequence[Change]) -> list[int]:
    """The changes, by number, that may have brought a finding: of its row, else of its project, else all."""
    for part in (slice(1, 4), slice(1, 3)):
        near = [number for number, change in enumerate(changes) if key_of(change)[part] == key[part]]
        if near:
            return near
    return list(range(len(changes)))


def _guilty(trial: _Trial) -> dict[int, str]:
    """All changes that have failed or are suspected, by number, with the reason."""
    found = {number: _BRINGS.format(code=code) for code, numbers in trial.suspects for number in numbers}
    return found | trial.failed


def _disjoint(groups: Iterable[list[Change]]) -> list[list[Change]]:
    """Groups without common members: those that have some are one group."""
    made: list[list[Change]] = []
    for group in groups:
        joined = list(group)
        apart = []
        for other in made:
            if any(one is two for one in joined for two in other):
                joined += [change for change in other if not any(change is one for one in joined)]
            else:
                apart.append(other)
        made = [*apart, joined]
    return made


def _refused(changes: Sequence[Change], edits: Sequence[Edit], written: Written) -> dict[int, str]:
    """The changes, by number, of which the writer could not make an edit."""
    reasons = {(edits[number].location, edits[number].replacement): why for number, why in written.refused.items()}
    found = {}
    for number, change in enumerate(changes):
        for edit in change.fix.edits:
            if reason := reasons.get((edit.location, edit.replacement)):
                found[number] = reason
    return found


def _counts(findings: Iterable[Finding]) -> Counter[Key]:
    return Counter(_place(finding) for finding in findings if finding.state is State.NEW)


def key_of(thing: Change | Dropped) -> Key:
    """By what a change or a drop is known again after its cell was written anew."""
    return _place(thing.finding)


def _place(finding: Finding) -> Key:
    subject = finding.subject
    if subject is None:
        return finding.code, "", None, None, ""
    return finding.code, subject.section.value, subject.ordinal, subject.row, subject.field
