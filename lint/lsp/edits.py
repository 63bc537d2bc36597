"""Changes of a draft that an editor offers: fixes, and comments that suppress a finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lsprotocol.types import TextEdit

from lint.lsp.checking import Draft
from lint.lsp.lines import Lines
from lint.model.finding import Applicability, Edit, Finding, Fix
from lint.text.regex import lazy

_COMMENTS = {"markdown": "<!-- {} -->", "html": "<!-- {} -->"}
_COMMENT = "# {}"
_SUPPRESSION = "jixiao: 忽略 {code} 理由："
_INDENT = lazy(r"[ \t]*")


def edits_of(draft: Draft, fix: Fix) -> list[TextEdit]:
    """The edits of a fix; none at all where one of them does not find the text that it expects."""
    if fix.applicability is Applicability.DISPLAY or not all(_stands(draft, edit) for edit in fix.edits):
        return []
    return [TextEdit(draft.lines.range(*draft.span(edit.location)), edit.replacement) for edit in fix.edits]


def safe_edits(draft: Draft) -> list[TextEdit]:
    """The edits of all safe fixes; of fixes that overlap, the first."""
    fixes = [fix for finding in draft.findings for fix in safe_fixes(finding)]
    edits: list[TextEdit] = []
    reached = -1
    for fix in sorted(fixes, key=lambda fix: min(draft.span(edit.location) for edit in fix.edits)):
        spans = sorted(draft.span(edit.location) for edit in fix.edits)
        if spans[0][0] >= reached and (made := edits_of(draft, fix)):
            edits += made
            reached = max(end for _, end in spans) + (spans[-1][0] == spans[-1][1])
    return edits


def safe_fixes(finding: Finding) -> Iterator[Fix]:
    """The fixes of a finding that may be applied without asking."""
    return (fix for fix in finding.fixes if fix.applicability is Applicability.SAFE and fix.edits)


def suppression(draft: Draft, finding: Finding) -> TextEdit | None:
    """A comment above the row of a finding; the reason is left to write. None where the finding has no place."""
    start, end = draft.span(finding.location)
    if draft.report is None or (start, end) == (0, 0):
        return None
    kind = draft.report.inputs[finding.input].format
    lines = draft.lines
    comment = _COMMENTS.get(kind, _COMMENT).format(_SUPPRESSION.format(code=finding.code))
    at = _row_start(lines, start, kind)
    indent = _INDENT.match(lines.text, at) if kind == "html" else None
    return TextEdit(lines.range(at, at), f"{indent[0] if indent else ''}{comment}{lines.newline}")


def _row_start(lines: Lines, offset: int, kind: str) -> int:
    """Where the line begins above which a comment on the row of an offset stands outside of the row."""
    if kind == "html":
        row = lines.text.lower().rfind("<tr", 0, offset + 1)
        closed = lines.text.lower().rfind("</table", 0, offset + 1)
        begin = row if row > closed else offset
        start = lines.line_start(begin)
        return start if not lines.text[start:begin].strip() else begin
    start = lines.line_start(offset)
    while kind == "csv" and lines.text.count('"', 0, start) % 2 and start:  # inside of a cell in quotes
        start = lines.line_start(start - 1)
    return start


def _stands(draft: Draft, edit: Edit) -> bool:
    start, end = draft.span(edit.location)
    return draft.source.text[start:end] == edit.expected


def overlapping(draft: Draft, findings: Iterable[Finding], start: int, end: int) -> list[Finding]:
    """The findings that a selection touches."""
    spans = ((finding, draft.span(finding.location)) for finding in findings)
    return [finding for finding, span in spans if span[0] <= end and start <= span[1]]
