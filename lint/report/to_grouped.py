"""By rule instead of by file: each rule once, then its places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lint.model.finding import Finding, State
from lint.model.report import Report
from lint.report.base import Style
from lint.report.columns import printable
from lint.report.said import SEVERITIES, about, state
from lint.report.to_text import COLORS, ending


class GroupedReporter:
    """Rule by rule, the heaviest first; what all places of a rule have in common is said once."""

    name = "grouped"
    suffix = ".txt"
    encoding = None

    def render(self, report: Report, style: Style) -> str:
        """The report as lines for a terminal."""
        lines: list[str] = []
        for members in _by_rule(report.shown):
            lines += [*_rule(members, report, style), ""]
        lines += ending(report, style)
        return "".join(f"{line}\n" for line in lines)


def _by_rule(findings: Sequence[Finding]) -> list[list[Finding]]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.code, []).append(finding)
    return sorted(groups.values(), key=lambda group: (-max(f.severity.rank for f in group), -len(group), group[0].code))


def _rule(members: Sequence[Finding], report: Report, style: Style) -> Iterator[str]:
    first = max(members, key=lambda finding: finding.severity.rank)
    word = style.paint(SEVERITIES[first.severity], COLORS[first.severity])
    yield f"{word} {style.paint(first.code, '1')} {printable(first.title)}（{len(members)} 处）"
    message, suggestion = _common([f.message for f in members]), _common([f.suggestion for f in members])
    if message and message != first.title:
        yield f"    {printable(message)}"
    if suggestion:
        yield f"    建议：{printable(suggestion)}"
    for finding in members:
        place = f"{report.inputs[finding.input].path}  {finding.location.label}  {about(finding.subject)}"
        marks = [SEVERITIES[finding.severity]] if finding.severity is not first.severity else []
        marks += [state(finding)] if finding.state is not State.NEW else []
        yield "  " + printable(place).rstrip() + (f"（{printable('，'.join(marks))}）" if marks else "")
        if not message:
            yield f"      {printable(finding.message)}"
        if finding.suggestion and not suggestion:
            yield f"      建议：{printable(finding.suggestion)}"


def _common(texts: Sequence[str]) -> str:
    """The text that all have, where they have the same one."""
    return texts[0] if len(set(texts)) == 1 else ""
