"""The entry of an input in the report: what was seen in it, or why not."""

from __future__ import annotations

from msgspec.structs import replace

from lint.config.ruleset import Ruleset
from lint.extract.sniff import FORMATS, UNREAD
from lint.extract.source import Reading
from lint.model.cell import Cell
from lint.model.document import Document
from lint.model.report import MOST_GAPS, Gap, Input, Status

_MOST_MESSAGES = 3
"""Messages about one file that its line names; a line must stay one."""


def entry_of(number: int, document: Document, reading: Reading, digest: str) -> Input:
    """The entry of an input that was read."""
    status, reason = Status.CHECKED, ""
    if document.notices:
        status, reason = Status.PARTIAL, _noticed(document)
    elif not document.projects and not document.duties:
        status, reason = Status.SKIPPED, "没有找到绩效目标表"
    return Input(
        id=number,
        path=document.path,
        format=document.format,
        status=status,
        reason=reason,
        sha256=digest,
        encoding=reading.encoding,
        tables=document.tables,
        other_tables=document.other_tables,
        projects=len(document.projects),
        indicators=sum(len(project.indicators) for project in document.projects),
        gaps=tuple(
            Gap(notice.message, document.locator.locate(*notice.cell.stretch()))
            for notice in document.notices[:MOST_GAPS]
        ),
    )


def at_least(entry: Input, ruleset: Ruleset) -> Input:
    """The entry of a draft that was read; with fewer tables or indicators than the ruleset wants it is not complete."""
    missing = []
    for key, thing, seen in (
        ("min_tables", "张绩效目标表", entry.tables - entry.other_tables),
        ("min_indicators", "条指标", entry.indicators),
    ):
        wanted = getattr(ruleset, key)
        if seen < wanted:
            origin = ruleset.origins[key,]
            missing.append(f"只读到 {seen} {thing}，{origin.file.path} 要求至少 {wanted} {thing[0]}")
    if not missing or entry.status not in (Status.CHECKED, Status.PARTIAL):
        return entry
    return replace(entry, status=Status.PARTIAL, reason="；".join(filter(None, [entry.reason, *missing])))


def _noticed(document: Document) -> str:
    """What was not understood, in one line: every message once, with its first place."""
    places: dict[str, list[Cell]] = {}
    for notice in document.notices:
        places.setdefault(notice.message, []).append(notice.cell)
    said = []
    for message, cells in places.items():
        more = f"（共 {len(cells)} 处）" if len(cells) > 1 else ""
        said.append(f"{document.locator.locate(*cells[0].stretch()).label}：{message}{more}")
    rest = sum(len(cells) for cells in list(places.values())[_MOST_MESSAGES:])
    return "；".join(said[:_MOST_MESSAGES]) + (f"；还有 {rest} 处" if rest else "")


def schema_name(format_name: str) -> str:
    """The name by which the report's schema knows a format."""
    return format_name if format_name in FORMATS else "unknown"


def unreadable(format_name: str) -> str:
    """Why a format without a reader was not read."""
    name, advice = UNREAD.get(format_name, (format_name, "没有能读它的插件"))
    return f"这是{' ' if name[0].isascii() else ''}{name}，{advice}"
