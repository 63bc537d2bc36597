"""Correcting a draft: fixes prove themselves, the corrected draft is checked again before anybody gets it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from msgspec import Struct

from lint.api.items import Item
from lint.api.session import Session
from lint.errors import InputError
from lint.extract.source import Limits
from lint.fix.plan import OVERLAPS, Change, Dropped, edits_of, offered, plan
from lint.fix.written import Written
from lint.model.finding import Edit, Finding, State
from lint.model.report import Input, Report, Status

PASSES = 3
"""A fix may make room for another one, so many times."""
_TRIES = 10
"""How often a pass takes back fixes that do not prove themselves, before it is given up."""
_STAYS = "改了以后问题还在"
_BRINGS = "改了会带来新的问题（{codes}）"
_UNPROVEN = "和别的改法合在一起通不过复查"
_NO_WRITER = "{name}不能直接改，请另存为 docx 或 xlsx 再改"
_NAMES = {"doc": "doc 文件", "wps": "wps 文件", "xls": "xls 文件", "et": "et 文件", "pdf": "PDF ", "ods": "ODS 文件"}
_TEXTS = ("text", "markdown", "csv", "html")

Choose: TypeAlias = Callable[[Sequence[Change]], Sequence[Change]]
Write: TypeAlias = Callable[[bytes, Sequence[Edit]], Written]
_Key: TypeAlias = tuple[str, str, int | None, int | None, str]


class Fixed(Struct, frozen=True):
    """A corrected draft: its bytes, what was changed in it, and what was not, with the reason.

    ``before`` and ``after`` are the reports on it before the first change and after the last one.
    """

    data: bytes
    before: Report
    after: Report
    changes: tuple[Change, ...] = ()
    dropped: tuple[Dropped, ...] = ()

    @property
    def waiting(self) -> int:
        """How many findings are left whose fix a person has to agree to."""
        return len(offered(self.after.findings, unsafe=True)) - len(offered(self.after.findings, unsafe=False))


class Options(Struct, frozen=True):
    """How to correct: whether unsafe fixes are made too, and (in Word) as tracked changes."""

    unsafe: bool = False
    tracked: bool = False
    limits: Limits = Limits()
    encoding: str = ""


def everything(changes: Sequence[Change]) -> Sequence[Change]:
    """Make all changes that are offered."""
    return changes


def fix(session: Session, item: Item, options: Options, choose: Choose = everything) -> Fixed:
    """Correct a draft as far as its findings offer fixes; ``choose`` may leave some out.

    Raises:
        InputError: the draft cannot be read, or its format cannot be written.
    """
    data = item.load()
    before = _checked(session, item.name, data)
    write = _writer(before.inputs[0], options)
    attempt = _Attempt(data, before)
    decided: set[_Key] = set()
    changes: list[Change] = []
    dropped: list[Dropped] = []
    for _ in range(1 if options.tracked else PASSES):
        waiting = [
            change for change in offered(attempt.report.findings, unsafe=options.unsafe) if _key(change) not in decided
        ]
        chosen = list(choose(waiting))
        decided |= {_key(change) for change in waiting if change not in chosen}
        together, _ = plan(chosen)
        if not together:
            break
        attempt = _prove(attempt, together, write, lambda data: _checked(session, item.name, data))
        changes += attempt.changes
        dropped += attempt.dropped
        decided |= {_key(drop) for drop in attempt.dropped}
    left = [change for change in offered(attempt.report.findings, unsafe=options.unsafe) if _key(change) not in decided]
    dropped += [Dropped(change.finding, OVERLAPS) for change in left]
    return Fixed(attempt.data, before, attempt.report, tuple(changes), tuple(dropped))


def _checked(session: Session, name: str, data: bytes) -> Report:
    report = session.check([Item(name, lambda: data, len(data))])
    entry = report.inputs[0]
    if entry.status in (Status.SKIPPED, Status.FAILED):
        raise InputError(entry.reason)
    return report


def _writer(entry: Input, options: Options) -> Write:
    """What makes edits in files of a format; its library is loaded only now."""
    if entry.format in _TEXTS:
        from lint.fix.text import write_text  # noqa: PLC0415

        return lambda data, edits: write_text(data, edits, entry.format, options.encoding)
    if entry.format == "docx":
        from lint.fix.docx import write_docx  # noqa: PLC0415

        return lambda data, edits: write_docx(data, edits, options.limits, tracked=options.tracked)
    if entry.format == "xlsx":
        from lint.fix.xlsx import write_xlsx  # noqa: PLC0415

        return lambda data, edits: write_xlsx(data, edits, options.limits)
    raise InputError(_NO_WRITER.format(name=_NAMES.get(entry.format, "这种文件")), skipped=True)


class _Attempt(Struct, frozen=True):
    """A draft after a pass, with the report on it."""

    data: bytes
    report: Report
    changes: Sequence[Change] = ()
    dropped: Sequence[Dropped] = ()


def _prove(start: _Attempt, changes: Sequence[Change], write: Write, check: Callable[[bytes], Report]) -> _Attempt:
    """Make changes, and take back those after which their finding is still there, or another one is."""
    dropped: list[Dropped] = []
    for _ in range(_TRIES):
        if not changes:
            break
        edits = edits_of(changes)
        written = write(start.data, edits)
        bad = _refused(changes, edits, written)
        if not bad:
            after = check(written.data)
            bad = _unproven(start.report.findings, after.findings, changes)
            if not bad:
                return _Attempt(written.data, after, changes, dropped)
        dropped += [Dropped(changes[number].finding, reason) for number, reason in sorted(bad.items())]
        changes = [change for number, change in enumerate(changes) if number not in bad]
    dropped += [Dropped(change.finding, _UNPROVEN) for change in changes]
    return _Attempt(start.data, start.report, (), dropped)


def _refused(changes: Sequence[Change], edits: Sequence[Edit], written: Written) -> dict[int, str]:
    """The changes, by number, of which the writer could not make an edit."""
    reasons = {id(edits[number]): reason for number, reason in written.refused.items()}
    found = {}
    for number, change in enumerate(changes):
        for edit in change.fix.edits:
            twin = next(other for other in edits if other.location == edit.location)
            if reason := reasons.get(id(twin)):
                found[number] = reason
    return found


def _unproven(before: Iterable[Finding], after: Iterable[Finding], changes: Sequence[Change]) -> dict[int, str]:
    """The changes, by number, that did not do what they promise."""
    was, now = _counts(before), _counts(after)
    promised = Counter(_key(change) for change in changes)
    bad = {
        number: _STAYS
        for number, change in enumerate(changes)
        if now[_key(change)] > was[_key(change)] - promised[_key(change)]
    }
    for key in now - was:
        near = [number for number, change in enumerate(changes) if _key(change)[1:4] == key[1:4]]
        near = near or [number for number, change in enumerate(changes) if _key(change)[1:3] == key[1:3]]
        for number in near or range(len(changes)):
            bad.setdefault(number, _BRINGS.format(codes=key[0]))
    return bad


def _counts(findings: Iterable[Finding]) -> Counter[_Key]:
    return Counter(_place(finding) for finding in findings if finding.state is State.NEW)


def _key(thing: Change | Dropped) -> _Key:
    return _place(thing.finding)


def _place(finding: Finding) -> _Key:
    """What stays of a finding when its cell is written anew: rule, project, row, field."""
    subject = finding.subject
    if subject is None:
        return finding.code, "", None, None, ""
    return finding.code, subject.section.value, subject.ordinal, subject.row, subject.field
