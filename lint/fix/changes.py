"""What was changed in a draft, for people: a line a change, with the old and the new text."""

from __future__ import annotations

from collections.abc import Iterable

from lint.fix.plan import Change, Dropped
from lint.model.finding import Finding
from lint.report.columns import printable, shorten
from lint.rules.base import FIELD_NAMES

_LONGEST = 40
_NOTHING = "（删去）"


def changes_text(name: str, changes: Iterable[Change], dropped: Iterable[Dropped], *, planned: bool = False) -> str:
    """The changes of a draft by project and row, then what was not changed and why."""
    lines = [printable(name)]
    for change in changes:
        lines.append(f"  {_where(change.finding)}")
        lines += [f"    {change.finding.code}  {_edit(change)}" + ("" if change.safe else "（请核对）")]
    refused = [f"  {_where(drop.finding)}\n    {drop.finding.code}  {drop.reason}" for drop in dropped]
    if refused:
        lines += ["没有改的：" if not planned else "不会改的：", *refused]
    return "".join(f"{line}\n" for line in lines)


def asked(change: Change) -> str:
    """One change, for a person to decide on."""
    finding = change.finding
    doubt = "" if change.safe else "（请核对）"
    return f"{_where(finding)}\n  {finding.code} {printable(finding.message)}\n  {_edit(change)}{doubt}"


def closing(done: int, left: int, waiting: int, *, planned: bool, written: str) -> str:
    """How much was changed, where it was written, what is left."""
    if not done:
        line = "没有可以改的地方" if planned else "没有改动，没有写文件"
    elif planned:
        line = f"可以改 {done} 处"
    else:
        line = f"改了 {done} 处，写到 {printable(written)}"
    line += f"；改完还有 {left} 个问题" if left else "；改完没有问题了" if done else "，没有发现问题"
    more = f"，其中 {waiting} 处有需要人工确认的改法（--unsafe-fixes）" if waiting else ""
    return f"{line}{more}。\n"


def _where(finding: Finding) -> str:
    """The place of a finding: file's own place, project, row, field."""
    subject = finding.subject
    if subject is None:
        return finding.location.label
    parts = [finding.location.label]
    if subject.ordinal is not None:
        parts.append(f"第 {subject.ordinal} 个项目")
    if subject.row is not None:
        parts.append(f"第 {subject.row} 条指标")
    return "  ".join([*parts, FIELD_NAMES[subject.field]])


def _edit(change: Change) -> str:
    edits = change.fix.edits
    return "；".join(f"{_short(edit.expected)} → {_short(edit.replacement) or _NOTHING}" for edit in edits)


def _short(text: str) -> str:
    return shorten(printable(text.strip()), _LONGEST)
