"""What an editor tells of the place under the pointer: the page of the rule that flagged it."""

from __future__ import annotations

from lsprotocol.types import Hover, MarkupContent, MarkupKind, Position

from lint.lsp.checking import Draft
from lint.report.rule_page import rule_markdown, rule_text

_BETWEEN = {MarkupKind.Markdown: "\n---\n\n", MarkupKind.PlainText: "\n"}


def hover_at(draft: Draft, position: Position, kind: MarkupKind) -> Hover | None:
    """The pages of the rules that flagged a place; None where nothing was flagged."""
    if draft.linter is None:
        return None
    at = draft.lines.offset(position)
    here = [finding for finding in draft.findings if _holds(draft.span(finding.location), at)]
    rules = {finding.code: draft.linter.registry.by_code.get(finding.code) for finding in here}
    page = rule_markdown if kind is MarkupKind.Markdown else rule_text
    pages = [page(rule) for rule in rules.values() if rule]
    if not pages:
        return None
    begin, end = min((draft.span(finding.location) for finding in here), key=lambda span: span[1] - span[0])
    return Hover(MarkupContent(kind, _BETWEEN[kind].join(pages)), draft.lines.range(begin, end))


def _holds(span: tuple[int, int], at: int) -> bool:
    return span[0] <= at <= span[1]
