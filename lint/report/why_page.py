"""The explanation of one cell, for a terminal and for programs."""

from __future__ import annotations

from typing import Any

from lint.engine.explain import Explanation, State, Verdict
from lint.model.finding import Severity
from lint.report.columns import printable, shorten, width
from lint.report.places import location_json
from lint.report.rule_page import SEVERITIES, page_sections
from lint.rules.base import Rule, called, name_of

_BROADEST = 90


def why_text(path: str, found: Explanation) -> str:
    """For a terminal."""
    spot = found.spot
    row = f"第 {spot.indicator.row} 条指标  " if spot.indicator else ""
    lines = [f"{path}  {found.location.label}  {name_of(spot.project)}  {row}{called(spot.field, spot.project)}"]
    lines += [f"  {spot.cell.text or '（空）'}", ""]
    broad = max((width(label) for label, _ in found.readings), default=0)
    lines += [f"{label}{' ' * (broad - width(label))}  {text}" for label, text in found.readings]
    for state in State:
        verdicts = [verdict for verdict in found.verdicts if verdict.state is state]
        if verdicts:
            lines += ["", f"{state.value}（{len(verdicts)}）"]
            lines += [line for verdict in verdicts for line in _lines(verdict)]
    return "".join(f"{printable(line).rstrip()}\n" for line in lines)


def _lines(verdict: Verdict) -> list[str]:
    meta, finding = verdict.rule.meta, verdict.finding
    if finding is None:
        title = meta.title + " " * max(0, 22 - width(meta.title))
        return [f"  {meta.code} {title}  {verdict.reason or _looks_for(verdict.rule)}"]
    if said := finding.suppression:
        return [
            f"  {SEVERITIES[finding.severity]} {meta.code} {meta.title}：{finding.message}",
            f"       按说明忽略，理由：{said.reason}（{said.source}）",
        ]
    return [
        f"  {SEVERITIES[finding.severity]} {meta.code} {meta.title}：{finding.message}",
        f"       建议：{finding.suggestion}",
    ]


def _looks_for(rule: type[Rule]) -> str:
    """What the rule looks for, in one sentence: the place has nothing of it."""
    summary, sections = page_sections(rule)
    text = dict(sections).get("检查什么", summary)
    return shorten(f"要找的是：{text.split('。')[0]}", _BROADEST)


def why_json(path: str, number: int, found: Explanation) -> dict[str, Any]:
    """For programs."""
    spot = found.spot
    return {
        "path": path,
        "location": location_json(found.location, number),
        "project": spot.project.ordinal,
        "row": spot.indicator.row if spot.indicator else None,
        "field": spot.field,
        "text": spot.cell.text,
        "readings": [{"label": label, "text": text} for label, text in found.readings],
        "rules": [_verdict(verdict) for verdict in found.verdicts],
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    finding = verdict.finding
    severity: Severity | None = finding.severity if finding else None
    return {
        "code": verdict.rule.meta.code,
        "title": verdict.rule.meta.title,
        "state": verdict.state.name.lower().replace("_", "-"),
        "severity": str(severity) if severity else None,
        "message": finding.message if finding else None,
        "suggestion": finding.suggestion if finding else None,
        "reason": verdict.reason or None,
        "suppressed": finding.suppression.reason if finding and finding.suppression else None,
    }
