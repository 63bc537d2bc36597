"""Code actions: fix one finding, fix all that is safe, suppress a finding with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsprotocol.types import (
    CodeAction,
    CodeActionKind,
    CodeActionParams,
    OptionalVersionedTextDocumentIdentifier,
    TextDocumentEdit,
    TextEdit,
    WorkspaceEdit,
)

from lint.lsp.checking import Draft
from lint.lsp.diagnostics import diagnostic_of
from lint.lsp.edits import edits_of, overlapping, safe_edits, suppression
from lint.model.finding import Applicability, Finding

FIX_ALL = f"{CodeActionKind.SourceFixAll.value}.jixiao"
KINDS: list[CodeActionKind | str] = [CodeActionKind.QuickFix, FIX_ALL]


def actions(draft: Draft, params: CodeActionParams, versioned: bool, related: bool) -> list[CodeAction]:
    """What can be done about a stretch of a draft; ``versioned`` says that edits may name the draft's version."""
    wanted = [str(getattr(kind, "value", kind)) for kind in params.context.only or []]
    found: list[CodeAction] = []
    if _asked(CodeActionKind.QuickFix.value, wanted):
        start, end = draft.lines.offset(params.range.start), draft.lines.offset(params.range.end)
        for finding in overlapping(draft, draft.findings, start, end):
            found += _of_finding(draft, finding, versioned, related)
        found.sort(key=lambda action: not action.is_preferred)
    if _asked(FIX_ALL, wanted) and (edits := safe_edits(draft)):
        title = f"改好全部可以放心自动改的（{len(edits)} 处）"
        found.append(CodeAction(title, kind=FIX_ALL, edit=_workspace_edit(draft, edits, versioned)))
    return found


def _asked(kind: str, wanted: Sequence[str]) -> bool:
    """Whether an editor that names kinds of actions wants this one; source.fixAll stands for all below it."""
    return not wanted or any(kind == one or kind.startswith(f"{one}.") for one in wanted)


def _of_finding(draft: Draft, finding: Finding, versioned: bool, related: bool) -> Iterator[CodeAction]:
    diagnostics = [diagnostic_of(draft, finding, related)]
    for fix in finding.fixes:
        if edits := edits_of(draft, fix):
            safe = fix.applicability is Applicability.SAFE
            yield CodeAction(
                f"{finding.code} {fix.title}" + ("" if safe else "（请核对）"),
                kind=CodeActionKind.QuickFix,
                diagnostics=diagnostics,
                is_preferred=safe or None,
                edit=_workspace_edit(draft, edits, versioned),
            )
    if edit := suppression(draft, finding):
        yield CodeAction(
            f"忽略这一处的 {finding.code}（插入注释，请写上理由）",
            kind=CodeActionKind.QuickFix,
            diagnostics=diagnostics,
            edit=_workspace_edit(draft, [edit], versioned),
        )


def _workspace_edit(draft: Draft, edits: Sequence[TextEdit], versioned: bool) -> WorkspaceEdit:
    source = draft.source
    if not versioned:
        return WorkspaceEdit(changes={source.uri: list(edits)})
    document = OptionalVersionedTextDocumentIdentifier(source.uri, source.version)
    return WorkspaceEdit(document_changes=[TextDocumentEdit(document, list(edits))])
