"""The JSON report, valid against docs/schema/report-1.schema.json: one finding a line, the same bytes in every run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.json import Encoder

from lint.model.finding import Applicability, Finding, Fix, Related, State, Subject, Suppression
from lint.model.report import Input, Report, RuleInfo, Sealed
from lint.report.base import Style
from lint.report.places import location_json
from lint.version import __version__

DOCS = "docs/rules/{code}.md"
_encode = Encoder().encode
_PIECE = 256
"""Findings that are rendered at a time."""


class JsonReporter:
    """The report for programs and editors, always UTF-8."""

    name = "json"
    suffix = ".json"
    encoding = "utf-8"

    def render(self, report: Report, style: Style) -> str:
        """The report as one JSON object."""
        return "".join(self.pieces(report, style))

    def pieces(self, report: Report, style: Style) -> Iterator[str]:
        """The same in pieces: a long report is never in memory as a whole."""
        yield _encode(head_json(report))[:-1].decode() + ',\n"findings":[\n'
        findings = report.findings
        for start in range(0, len(findings), _PIECE):
            encoded = b",\n".join([_encode(finding_json(finding)) for finding in findings[start : start + _PIECE]])
            yield encoded.decode() + (",\n" if start + _PIECE < len(findings) else "")
        yield "\n]}\n"


def head_json(report: Report) -> dict[str, Any]:
    """All of the report but its findings."""
    return {
        "schemaVersion": "1.0",
        "tool": _tool(report),
        "complete": report.complete,
        "exitCode": report.exit_code,
        "inputs": [input_json(entry) for entry in report.inputs],
        "summary": _summary(report),
        "rules": {info.code: _rule(info) for info in report.rules},
    }


def _tool(report: Report) -> dict[str, Any]:
    plugins = [
        {"name": info.name, "version": info.version, **({"error": info.error} if info.error else {})}
        for info in report.plugins
    ]
    return {
        "name": "jixiao",
        "version": __version__,
        "profile": report.profile,
        "language": "zh-CN",
        "rulesets": [_sealed(seal) for seal in report.rulesets],
        "dictionaries": [_sealed(seal) for seal in report.dictionaries],
        "plugins": plugins,
    }


def _sealed(seal: Sealed) -> dict[str, str]:
    made = {"id": seal.id, "version": seal.version, "sha256": seal.sha256}
    return made | ({"date": seal.date} if seal.date else {})


def input_json(entry: Input) -> dict[str, Any]:
    """An input with its status, as the schema has it."""
    made: dict[str, Any] = {
        "id": entry.id,
        "path": entry.path,
        "format": entry.format,
        "status": entry.status.value,
    }
    for name in ("reason", "sha256", "encoding"):
        if value := getattr(entry, name):
            made[name] = value
    return made | {"tables": entry.tables, "projects": entry.projects, "indicators": entry.indicators}


def _summary(report: Report) -> dict[str, Any]:
    counts: dict[str, Any] = {"error": 0, "warning": 0, "info": 0, "suppressed": 0, "baselined": 0}
    fixable = {"safe": 0, "unsafe": 0}
    for finding in report.findings:
        if finding.state is not State.NEW:
            counts[finding.state.value] += 1
            continue
        counts[finding.severity.value] += 1
        for fix in finding.fixes[:1]:
            if fix.applicability is not Applicability.DISPLAY:
                fixable[fix.applicability.value] += 1
    return counts | {"fixable": fixable} | ({"notes": list(report.notes)} if report.notes else {})


def _rule(info: RuleInfo) -> dict[str, Any]:
    return {
        "slug": info.slug,
        "title": info.title,
        "group": info.group,
        "status": info.status,
        "fixability": info.fixability,
        "docUrl": DOCS.format(code=info.code),
        "references": [_reference(text) for text in info.references],
    }


def _reference(text: str) -> dict[str, str]:
    """A reference is a document's number and title, parted by a blank; the number may be missing."""
    number, _, title = text.partition(" ")
    return {"title": title, "number": number} if title else {"title": text}


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding, as the schema has it."""
    made: dict[str, Any] = {
        "code": finding.code,
        "slug": finding.slug,
        "severity": finding.severity.value,
        "confidence": finding.confidence,
        "message": finding.message,
        "messageId": finding.message_id,
        "suggestion": finding.suggestion,
        "location": location_json(finding.location, finding.input, finding.snippet),
        "fingerprint": {"version": 1, "value": finding.fingerprint, "ordinal": finding.ordinal},
        "state": finding.state.value,
        "fixes": [_fix(fix, finding.input) for fix in finding.fixes],
        "related": [_related(related) for related in finding.related],
        "docUrl": DOCS.format(code=finding.code),
    }
    if finding.suppression:
        made["suppression"] = _suppression(finding.suppression, finding.input)
    if finding.data:
        made["data"] = dict(finding.data)
    if finding.subject:
        made["subject"] = _subject(finding.subject)
    return made


def _suppression(suppression: Suppression, number: int) -> dict[str, Any]:
    made: dict[str, Any] = {"kind": suppression.kind, "reason": suppression.reason}
    made |= {name: value for name in ("owner", "until", "source") if (value := getattr(suppression, name))}
    return made | ({"location": location_json(suppression.location, number)} if suppression.location else {})


def _subject(subject: Subject) -> dict[str, Any]:
    made: dict[str, Any] = {"section": subject.section.value, "field": subject.field, "value": subject.value}
    if subject.ordinal is not None:
        made["project"] = {"name": subject.project, "ordinal": subject.ordinal}
        if subject.project_code:
            made["project"]["code"] = subject.project_code
    if subject.path:
        made["indicatorPath"] = list(subject.path)
    if subject.row is not None:
        made["row"] = subject.row
    return made


def _fix(fix: Fix, number: int) -> dict[str, Any]:
    return {
        "title": fix.title,
        "applicability": fix.applicability.value,
        "edits": [
            {
                "location": location_json(edit.location, number),
                "expected": edit.expected,
                "replacement": edit.replacement,
            }
            for edit in fix.edits
        ],
    }


def _related(related: Related) -> dict[str, Any]:
    made: dict[str, Any] = {
        "role": related.role,
        "message": related.message,
        "location": location_json(related.location, related.input),
    }
    if related.similarity is not None:
        made["similarity"] = round(related.similarity, 1)
    return made
