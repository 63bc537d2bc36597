"""A copy of a draft with the findings in it, at their places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from lint.api.items import Item
from lint.api.session import Session
from lint.errors import InputError
from lint.extract.package import Package
from lint.extract.sniff import sniff
from lint.extract.source import Limits
from lint.fix.archive import is_signed
from lint.fix.notes.base import Annotated, Note, Summary, note_of
from lint.fix.notes.summary import summary_of
from lint.model.place import FileLocation
from lint.model.report import Report, Status

_UNWRITABLE = "批注只能写进 docx、xlsx 和 PDF；这份文件请另存为 docx 或 xlsx，或者用 --output 结果.html 看检查结果"

_Write: TypeAlias = Callable[[bytes, Sequence[Note], Summary], Annotated]


class Annotation(Struct, frozen=True):
    """The copy, the report that it shows, and how many of the findings have no place in it."""

    data: bytes
    report: Report
    placed: int
    unplaced: int
    signed: bool = False
    """The draft carries a digital signature, which does not hold for the copy."""


def annotate(session: Session, item: Item, limits: Limits) -> Annotation:
    """Check a draft and write what was found into a copy of it. Notes from an earlier time are replaced.

    Raises:
        InputError: the draft cannot be read, or its format cannot hold notes.
    """
    data = unannotate(item, limits)
    report = session.check([replace(item, load=lambda: data, size=len(data))])
    entry = report.inputs[0]
    if entry.status in (Status.SKIPPED, Status.FAILED):
        raise InputError(entry.reason)
    notes = [note_of(finding) for finding in report.shown]
    homeless = sum(isinstance(note.location, FileLocation) for note in notes)
    made = _writer(entry.format, limits)(data, notes, summary_of(report, homeless))
    signed = _is_signed(entry.format, data, limits)
    return Annotation(made.data, report, len(notes) - len(made.unplaced), len(made.unplaced), signed)


def _is_signed(format_name: str, data: bytes, limits: Limits) -> bool:
    return b"/ByteRange" in data if format_name == "pdf" else is_signed(Package(data, limits))


def unannotate(item: Item, limits: Limits) -> bytes:
    """The draft without our notes; the very same bytes where there are none.

    Raises:
        InputError: the draft cannot be read, or its format cannot hold notes.
    """
    data = item.load()
    match sniff(item.name, data):
        case "docx":
            from lint.fix.notes.docx import remove_docx  # noqa: PLC0415

            return remove_docx(data, limits)
        case "xlsx":
            from lint.fix.notes.xlsx import remove_xlsx  # noqa: PLC0415

            return remove_xlsx(data, limits)
        case "pdf":
            from lint.fix.notes.pdf import remove_pdf  # noqa: PLC0415

            return remove_pdf(data)
        case _:
            raise InputError(_UNWRITABLE, skipped=True)


def _writer(format_name: str, limits: Limits) -> _Write:
    match format_name:
        case "docx":
            from lint.fix.notes.docx import annotate_docx  # noqa: PLC0415

            return lambda data, notes, summary: annotate_docx(data, notes, summary, limits)
        case "xlsx":
            from lint.fix.notes.xlsx import annotate_xlsx  # noqa: PLC0415

            return lambda data, notes, summary: annotate_xlsx(data, notes, summary, limits)
        case _:
            from lint.fix.notes.pdf import annotate_pdf  # noqa: PLC0415

            return annotate_pdf
