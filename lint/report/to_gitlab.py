"""Code Quality of GitLab: what is new in a merge request is shown beside its changes."""

from __future__ import annotations

import hashlib
from typing import Any

from msgspec.json import Encoder, format

from lint.model.finding import Finding, Severity, State
from lint.model.place import first_line
from lint.model.report import Report
from lint.report.base import Style
from lint.report.said import advised, gaps

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}
_NOWHERE = "."
"""The path of what belongs to no file."""


class GitlabReporter:
    """The new findings, and what was not checked, as a list of issues."""

    name = "gitlab"
    suffix = ".json"
    encoding = "utf-8"

    def render(self, report: Report, style: Style) -> str:
        """The report as one JSON list."""
        issues = [
            _finding(finding, report.inputs[finding.input].path)
            for finding in report.findings
            if finding.state is State.NEW
        ]
        for gap in gaps(report):
            path = _NOWHERE if gap.input is None else gap.who
            text = f"{gap.what}：{gap.reason}" if gap.input is not None else f"{gap.what}：{gap.who}：{gap.reason}"
            issues.append(_issue("unchecked", "blocker", text, path, 1, (gap.who, gap.reason)))
        issues += [_issue("note", "info", note, _NOWHERE, 1, (note,)) for note in report.notes]
        return format(Encoder().encode(issues), indent=1).decode() + "\n"


def _finding(finding: Finding, path: str) -> dict[str, Any]:
    line = first_line(finding.location)
    text = f"{finding.code} {advised(finding)}"
    if line is None:
        text = f"{finding.location.label}：{text}"
    parts = (path, finding.fingerprint, str(finding.ordinal))
    return _issue(finding.code, _SEVERITIES[finding.severity], text, path, line or 1, parts)


def _issue(name: str, severity: str, text: str, path: str, line: int, parts: tuple[str, ...]) -> dict[str, Any]:
    """An issue; two with the same fingerprint would count as one, hence the path among its parts."""
    raw = "\0".join((name, *parts)).encode("utf-8", "surrogatepass")
    return {
        "description": text,
        "check_name": name,
        "fingerprint": hashlib.blake2b(raw, digest_size=16).hexdigest(),
        "severity": severity,
        "location": {"path": path, "lines": {"begin": line}},
    }
