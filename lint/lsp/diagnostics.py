"""What an editor shows of a checked draft: findings, and what was not checked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from lsprotocol.types import (
    CodeDescription,
    Diagnostic,
    DiagnosticRelatedInformation,
    DiagnosticSeverity,
    Location,
    Range,
)

from lint.lsp.checking import Draft
from lint.model.finding import Finding, Severity
from lint.model.report import MOST_GAPS, Input, Status
from lint.resources.files import shipped

SOURCE = "jixiao"
_SEVERITIES = {
    Severity.ERROR: DiagnosticSeverity.Error,
    Severity.WARNING: DiagnosticSeverity.Warning,
    Severity.INFO: DiagnosticSeverity.Information,
}
_UNCHECKED = {
    Status.PARTIAL: DiagnosticSeverity.Warning,
    Status.SKIPPED: DiagnosticSeverity.Information,
    Status.FAILED: DiagnosticSeverity.Error,
}


def diagnostics_of(draft: Draft, related: bool = True) -> list[Diagnostic]:
    """All diagnostics of a draft; ``related`` says that the editor can show places that belong to one."""
    found = list(_unchecked(draft))
    found += (diagnostic_of(draft, finding, related) for finding in draft.findings)
    return found


def diagnostic_of(draft: Draft, finding: Finding, related: bool = True) -> Diagnostic:
    """The diagnostic of a finding."""
    message = finding.message + (f"\n建议：{finding.suggestion}" if finding.suggestion else "")
    page = page_uri(finding.code)
    places = []
    for other in finding.related if related else ():
        if other.input == finding.input:
            where = Location(draft.source.uri, draft.lines.range(*draft.span(other.location)))
            places.append(DiagnosticRelatedInformation(where, other.message))
    return Diagnostic(
        draft.lines.range(*draft.span(finding.location)),
        message,
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        code_description=CodeDescription(page) if page else None,
        source=SOURCE,
        related_information=places or None,
    )


@cache
def page_uri(code: str) -> str:
    """Where the page of a rule lies on this machine; empty where there is none (rules of plugins)."""
    page = shipped("rules") / f"{code}.md"
    return page.as_uri() if page.is_file() else ""


def _unchecked(draft: Draft) -> Iterator[Diagnostic]:
    """What was not read or not checked, and why."""
    if draft.problem:
        yield _note(draft.lines.range(0, 0), draft.problem, DiagnosticSeverity.Error)
    if draft.excluded:
        yield _note(draft.lines.range(0, 0), draft.excluded, DiagnosticSeverity.Information)
    report = draft.report
    if report is None:
        return
    for plugin in report.plugins:
        if plugin.error:
            message = f"插件 {plugin.name} 没有装上，它的规则没有检查：{plugin.error}"
            yield _note(draft.lines.range(0, 0), message, DiagnosticSeverity.Warning)
    for entry in report.inputs:
        if entry.status is not Status.CHECKED:
            yield from _gaps(draft, entry)


def _gaps(draft: Draft, entry: Input) -> Iterator[Diagnostic]:
    severity = _UNCHECKED[entry.status]
    if not draft.source.text.strip():
        severity = DiagnosticSeverity.Information  # nothing was written yet
    for gap in entry.gaps:
        yield _note(draft.lines.range(*draft.span(gap.location)), gap.message, severity)
    if not entry.gaps or len(entry.gaps) == MOST_GAPS:
        yield _note(draft.lines.range(0, 0), f"没有检查：{entry.reason}", severity)


def _note(where: Range, message: str, severity: DiagnosticSeverity) -> Diagnostic:
    return Diagnostic(where, message, severity=severity, code="未检查", source=SOURCE)
