"""Findings counted instead of listed: by severity, rule, unit and project."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.json import encode, format

from lint.model.finding import Finding, Severity, State
from lint.model.report import Report
from lint.report.base import Style
from lint.report.columns import printable, shorten, width
from lint.report.said import SECTIONS, SEVERITIES
from lint.report.to_json import head_json
from lint.report.to_text import ending

_LABEL = 60
_COLUMN = 6
_NOWHERE = "（不属于哪个项目）"


class Line(Struct, frozen=True):
    """How many findings one rule, unit or project has; ``keys`` name it for programs."""

    label: str
    keys: dict[str, Any]
    counts: tuple[int, ...]
    """By severity, the heaviest first."""

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts)


class Counts(Struct, frozen=True):
    """Lines under a heading, those with most findings first."""

    heading: str
    key: str
    lines: tuple[Line, ...]


def statistics(report: Report) -> tuple[Counts, ...]:
    """The new findings, counted."""
    findings = [finding for finding in report.findings if finding.state is State.NEW]
    paths = [entry.path for entry in report.inputs]

    def rule(finding: Finding) -> tuple[Hashable, str, dict[str, Any]]:
        title = finding.title
        return finding.code, f"{finding.code} {title}", {"code": finding.code, "title": title}

    def unit(finding: Finding) -> tuple[Hashable, str, dict[str, Any]]:
        name = finding.subject.unit if finding.subject else ""
        if name:
            return name, name, {"unit": name}
        path = paths[finding.input]
        return finding.input, path, {"unit": None, "path": path}

    def project(finding: Finding) -> tuple[Hashable, str, dict[str, Any]]:
        subject, path = finding.subject, paths[finding.input]
        section, ordinal = (subject.section, subject.ordinal) if subject else (None, None)
        name = _project(finding)
        label = f"{name}  {path}" if len(paths) > 1 else name
        return (finding.input, section, ordinal), label, {"path": path, "ordinal": ordinal, "name": name}

    return (
        Counts("按规则", "byRule", _lines(findings, rule)),
        Counts("按单位（没有写单位的按文件）", "byUnit", _lines(findings, unit)),
        Counts("按项目", "byProject", _lines(findings, project)),
    )


def _project(finding: Finding) -> str:
    subject = finding.subject
    if subject is None:
        return _NOWHERE
    return SECTIONS.get(subject.section) or subject.project or f"第 {subject.ordinal} 个项目"


def _lines(
    findings: Iterable[Finding], key_of: Callable[[Finding], tuple[Hashable, str, dict[str, Any]]]
) -> tuple[Line, ...]:
    made: dict[Hashable, tuple[str, dict[str, Any], dict[Severity, int]]] = {}
    for finding in findings:
        key, label, keys = key_of(finding)
        counted = made.setdefault(key, (label, keys, dict.fromkeys(SEVERITIES, 0)))[2]
        counted[finding.severity] += 1
    lines = [Line(label, keys, tuple(counted.values())) for label, keys, counted in made.values()]
    return tuple(sorted(lines, key=lambda line: (-line.total, *(-count for count in line.counts))))


class StatisticsText:
    """The counts as aligned columns."""

    name = "text"
    suffix = ".txt"
    encoding = None

    def render(self, report: Report, style: Style) -> str:
        """The counts, then what was not checked."""
        room = min(_LABEL, style.width - _COLUMN * (len(SEVERITIES) + 1))
        tables = [counts for counts in statistics(report) if counts.lines]
        labels = [[counts.heading, *("  " + printable(line.label) for line in counts.lines)] for counts in tables]
        broad = min(room, max((width(label) for column in labels for label in column), default=0))
        lines: list[str] = []
        for counts, column in zip(tables, labels, strict=True):
            cells = [(*SEVERITIES.values(), "合计"), *((*line.counts, line.total) for line in counts.lines)]
            lines += [_aligned(shorten(label, broad), broad, row) for label, row in zip(column, cells, strict=True)]
            lines.append("")
        lines += ending(report, style)
        return "".join(f"{line}\n" for line in lines)


def _aligned(label: str, broad: int, cells: Sequence[object]) -> str:
    texts = [str(cell) for cell in cells]
    return label + " " * (broad - width(label)) + "".join(" " * (_COLUMN - width(text)) + text for text in texts)


class StatisticsJson:
    """The counts for programs: a JSON object of its own, beside the report's schema."""

    name = "json"
    suffix = ".json"
    encoding = "utf-8"

    def render(self, report: Report, style: Style) -> str:
        """What was checked, and the counts."""
        head = head_json(report)
        made: dict[str, Any] = {"statisticsVersion": "1.0"}
        made |= {name: head[name] for name in ("tool", "complete", "exitCode", "inputs", "summary")}
        for counts in statistics(report):
            made[counts.key] = [_line(line) for line in counts.lines]
        return format(encode(made), indent=1).decode() + "\n"


def _line(line: Line) -> dict[str, Any]:
    counted = {severity.value: count for severity, count in zip(SEVERITIES, line.counts, strict=True)}
    return line.keys | counted | {"total": line.total}
