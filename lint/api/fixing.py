"""Correcting a draft: fixes prove themselves, the corrected draft is checked again before anybody gets it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from lint.api.items import Item
from lint.api.proving import Attempt, Key, Write, key_of, prove
from lint.api.session import Session
from lint.errors import InputError
from lint.extract.source import Limits
from lint.fix.plan import OVERLAPS, Change, Dropped, offered, plan
from lint.model.report import Input, Report, Status

PASSES = 3
"""A fix may make room for another one, so many times."""
_NO_WRITER = "{name}不能直接改，请另存为 docx 或 xlsx 再改"
_NAMES = {"doc": "doc 文件", "wps": "wps 文件", "xls": "xls 文件", "et": "et 文件", "pdf": "PDF ", "ods": "ODS 文件"}
_TEXTS = ("text", "markdown", "csv", "html")

Choose: TypeAlias = Callable[[Sequence[Change]], Sequence[Change]]


class NoWriterError(InputError):
    """The draft can be read but not written."""


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
    before = _checked(session, item, data)
    write = _writer(before.inputs[0], options)
    attempt = Attempt(data, before)
    decided: set[Key] = set()
    changes: list[Change] = []
    dropped: list[Dropped] = []
    for _ in range(1 if options.tracked else PASSES):
        waiting = _waiting(attempt.report, options, decided)
        chosen = list(choose(waiting))
        decided |= {key_of(change) for change in waiting if change not in chosen}
        together, _ = plan(chosen)
        if not together:
            break
        attempt = prove(attempt, together, write, lambda data: _checked(session, item, data))
        changes += attempt.changes
        dropped += attempt.dropped
        decided |= {key_of(drop) for drop in attempt.dropped}
    dropped += [Dropped(change.finding, OVERLAPS) for change in _waiting(attempt.report, options, decided)]
    return Fixed(attempt.data, before, attempt.report, tuple(changes), tuple(dropped))


def _waiting(report: Report, options: Options, decided: set[Key]) -> list[Change]:
    """The changes that are offered and not yet decided on."""
    return [change for change in offered(report.findings, unsafe=options.unsafe) if key_of(change) not in decided]


def _checked(session: Session, item: Item, data: bytes) -> Report:
    report = session.check([replace(item, load=lambda: data, size=len(data))])
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
    raise NoWriterError(_NO_WRITER.format(name=_NAMES.get(entry.format, "这种文件")), skipped=True)
