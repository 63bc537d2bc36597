"""SARIF 2.1.0, for code scanning and for viewers of editors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PureWindowsPath
from typing import Any
from urllib.parse import quote

from msgspec.json import Encoder

from lint.model.finding import Applicability, Finding, Fix, Related, Severity, State, Suppression
from lint.model.place import Location
from lint.model.report import Input, Report, RuleInfo
from lint.report.base import Style
from lint.report.rule_page import doc_sections
from lint.report.said import STATES, Gap, advised, field, gaps, indicator, span
from lint.report.to_text import closing_line
from lint.version import __version__

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_BASELINE = {State.NEW: "new", State.BASELINED: "unchanged", State.SUPPRESSED: "new"}
_encode = Encoder().encode


class SarifReporter:
    """One run with rules, files, results and what was not checked."""

    name = "sarif"
    suffix = ".sarif"
    encoding = "utf-8"

    def render(self, report: Report, style: Style) -> str:
        """The report as one JSON object."""
        return "".join(self.pieces(report, style))

    def pieces(self, report: Report, style: Style) -> Iterator[str]:
        """The same, one result a line: a long report is never in memory as a whole."""
        rules = _rules(report)
        run: dict[str, Any] = {
            "tool": {"driver": _driver(report, rules)},
            "language": "zh-CN",
            "columnKind": "utf16CodeUnits",
            "invocations": [_invocation(report)],
            "artifacts": [_artifact(entry) for entry in report.inputs],
        }
        head = _encode({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})[: -len("}]}")].decode()
        yield head + ',\n"results":[\n'
        numbers = {code: number for number, code in enumerate(rules)}
        compared = report.in_state(State.BASELINED) > 0
        for position, finding in enumerate(report.findings):
            comma = ",\n" if position else ""
            yield comma + _encode(_result(finding, report, numbers[finding.code], compared=compared)).decode()
        yield "\n]}]}\n"


def _driver(report: Report, rules: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {
        "name": "jixiao",
        "version": __version__,
        "language": "zh-CN",
        "rules": list(rules.values()),
        "properties": {
            "profile": report.profile,
            "rulesets": [f"{seal.id} {seal.version} {seal.sha256}" for seal in report.rulesets],
        },
    }


def _rules(report: Report) -> dict[str, dict[str, Any]]:
    """Descriptors of all rules that have results, by code; a crash is reported under a code that is no rule's."""
    infos = {info.code: info for info in report.rules}
    found = {finding.code: finding for finding in reversed(report.findings)}
    return {code: _rule(infos.get(code), found[code]) for code in sorted(found)}


def _rule(info: RuleInfo | None, finding: Finding) -> dict[str, Any]:
    name = "".join(part.capitalize() for part in finding.slug.split("-"))
    made: dict[str, Any] = {"id": finding.code, "name": name, "shortDescription": {"text": finding.title}}
    made["defaultConfiguration"] = {"level": _LEVELS[finding.severity]}
    summary, sections = doc_sections(info.doc) if info else ("", [])
    references = info.references if info else ()
    parts = [*sections, *([("引用", "；".join(references))] if references else [])]
    if summary:
        made["fullDescription"] = {"text": summary}
    made["help"] = {"text": "\n".join(f"{heading}：{text}" for heading, text in parts) or finding.title}
    if parts:
        made["help"]["markdown"] = "\n\n".join(f"**{heading}**：{text}" for heading, text in parts)
    if info:
        made["properties"] = {"tags": [info.group], "status": info.status, "fixability": info.fixability}
    return made


def _invocation(report: Report) -> dict[str, Any]:
    found = [(gap, _missed(gap, report)) for gap in gaps(report)]
    notes = [_notice("note", text) for text in (*report.notes, closing_line(report))]
    made: dict[str, Any] = {
        "executionSuccessful": report.complete,
        "exitCode": report.exit_code,
        "toolExecutionNotifications": [notice for gap, notice in found if gap.input is not None] + notes,
    }
    if plugins := [notice for gap, notice in found if gap.input is None]:
        made["toolConfigurationNotifications"] = plugins
    return made


def _missed(gap: Gap, report: Report) -> dict[str, Any]:
    entry = None if gap.input is None else report.inputs[gap.input]
    return _notice("error", f"{gap.what}：{gap.who}：{gap.reason}", entry)


def _notice(level: str, text: str, entry: Input | None = None) -> dict[str, Any]:
    made: dict[str, Any] = {"level": level, "message": {"text": text}}
    return made | ({"locations": [{"physicalLocation": {"artifactLocation": _file(entry)}}]} if entry else {})


def _artifact(entry: Input) -> dict[str, Any]:
    made: dict[str, Any] = {"location": {"uri": uri(entry.path)}, "roles": ["analysisTarget"]}
    if entry.encoding:
        made["encoding"] = entry.encoding
    if entry.sha256:
        made["hashes"] = {"sha-256": entry.sha256}
    counts = {"projects": entry.projects, "indicators": entry.indicators, "tables": entry.tables}
    return made | {"properties": {"format": entry.format, "status": entry.status.value, **counts}}


def uri(path: str) -> str:
    """A path as a URI: relative ones stay relative."""
    raw = path.encode("utf-8", "surrogatepass")
    if PureWindowsPath(path).is_absolute():
        return "file:///" + quote(raw, safe="/:")
    if path.startswith("/"):
        return "file://" + quote(raw)
    return quote(raw)


def _file(entry: Input) -> dict[str, Any]:
    return {"uri": uri(entry.path), "index": entry.id}


def _result(finding: Finding, report: Report, rule: int, *, compared: bool) -> dict[str, Any]:
    made: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": advised(finding)},
        "locations": [_location(finding.location, report.inputs[finding.input])],
        "partialFingerprints": {"jixiaoFingerprint/v1": f"{finding.fingerprint}:{finding.ordinal}"},
    }
    if compared:
        made["baselineState"] = _BASELINE[finding.state]
    if finding.related:
        made["relatedLocations"] = [
            _related(number, related, report) for number, related in enumerate(finding.related, start=1)
        ]
    if finding.state is State.SUPPRESSED:
        made["suppressions"] = [_suppression(finding.suppression, report.inputs[finding.input])]
    if fixes := [sarif for fix in finding.fixes if (sarif := _fix(fix, report.inputs[finding.input]))]:
        made["fixes"] = fixes
    properties: dict[str, Any] = {"confidence": finding.confidence, "messageId": finding.message_id}
    if subject := finding.subject:
        properties |= {"project": subject.project, "indicator": indicator(subject), "field": field(subject)}
        properties["value"] = subject.value
    return made | {"properties": properties}


def _location(location: Location, entry: Input) -> dict[str, Any]:
    """Lines and columns where the format has them; the label says in every format where to look."""
    physical: dict[str, Any] = {"artifactLocation": _file(entry)}
    if region := _region(location):
        physical["region"] = region
    logical = {"fullyQualifiedName": location.label, "kind": "element"}
    return {"physicalLocation": physical, "logicalLocations": [logical]}


def _region(location: Location) -> dict[str, int]:
    where = span(location)
    if where is None:
        return {}
    return {
        "startLine": where.start.line,
        "startColumn": where.start.column_utf16,
        "endLine": where.end.line,
        "endColumn": where.end.column_utf16,
    }


def _related(number: int, related: Related, report: Report) -> dict[str, Any]:
    return {
        "id": number,
        "message": {"text": related.message},
        **_location(related.location, report.inputs[related.input]),
    }


def _suppression(suppression: Suppression | None, entry: Input) -> dict[str, Any]:
    if suppression is None:
        return {"kind": "external", "status": "accepted", "justification": STATES[State.SUPPRESSED]}
    kind = "inSource" if suppression.kind == "comment" else "external"
    made: dict[str, Any] = {"kind": kind, "status": "accepted", "justification": suppression.reason}
    if suppression.location:
        made["location"] = _location(suppression.location, entry)
    extra = {name: value for name in ("owner", "until", "source") if (value := getattr(suppression, name))}
    return made | ({"properties": extra} if extra else {})


def _fix(fix: Fix, entry: Input) -> dict[str, Any]:
    """A fix, where all of its edits have lines and columns."""
    regions = [_region(edit.location) for edit in fix.edits]
    if fix.applicability is Applicability.DISPLAY or not all(regions):
        return {}
    replacements = [
        {"deletedRegion": region, "insertedContent": {"text": edit.replacement}}
        for region, edit in zip(regions, fix.edits, strict=True)
    ]
    return {
        "description": {"text": fix.title},
        "artifactChanges": [{"artifactLocation": _file(entry), "replacements": replacements}],
        "properties": {"applicability": fix.applicability.value},
    }
