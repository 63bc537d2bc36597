"""What is written into a draft: a note for each finding, and the summary in front."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from msgspec import Struct

from lint.model.finding import Finding, Severity
from lint.model.place import Location
from lint.report.columns import printable

AUTHOR = "绩效审核"
INITIALS = "jixiao"
"""With the author's name, what tells our notes from those of people."""
SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}
FILLS = {Severity.ERROR: "FFD6D6", Severity.WARNING: "FFEBC2", Severity.INFO: "DDEBF7"}
"""Colours of marked cells; no office program offers just these, so they tell our marks from those of people."""


class Note(Struct, frozen=True):
    """A finding as a note: where it stands, and its lines."""

    location: Location
    severity: Severity
    lines: tuple[str, ...]


class Summary(Struct, frozen=True):
    """What stands in front of the copy: a title, some lines, and a table with its header."""

    title: str
    lines: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Annotated(Struct, frozen=True):
    """The copy; ``unplaced`` are the notes, by number, for which there is no place in the file's own text."""

    data: bytes
    unplaced: tuple[int, ...] = ()


class Kind(Enum):
    """The formats that can hold notes."""

    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"


def note_of(finding: Finding) -> Note:
    """The note of a finding: code and title, what is wrong, what to do."""
    head = f"{finding.code} {finding.title}（{SEVERITIES[finding.severity]}）"
    advice = (f"建议：{finding.suggestion}",) if finding.suggestion else ()
    return Note(finding.location, finding.severity, tuple(map(printable, (head, finding.message, *advice))))


def worst(severities: Sequence[Severity]) -> Severity:
    """The weightiest of some severities."""
    return max(severities, key=lambda severity: severity.rank)
