"""The summary in front of an annotated copy: what was checked, by which rules, what was found."""

from __future__ import annotations

from collections import Counter

from lint.fix.notes.base import SEVERITIES, Summary
from lint.model.finding import Finding, Severity
from lint.model.report import Report, Status
from lint.report.columns import printable
from lint.report.to_text import closing_line

_TITLE = "绩效指标检查结果"
_HEADER = ("代码", "规则", "级别", "数量")
_BY = "本页和文中署名“绩效审核”的批注由 jixiao 写入，可用 jixiao annotate --remove 去掉。"


def summary_of(report: Report, unplaced: int = 0) -> Summary:
    """The summary of a report on one draft."""
    lines = [f"文件：{entry.path}" for entry in report.inputs]
    lines.append(closing_line(report))
    lines += [f"没有全部检查：{entry.reason}" for entry in report.inputs if entry.status is not Status.CHECKED]
    sealed = "、".join(f"{seal.id} {seal.version}" for seal in report.rulesets)
    lines.append(f"按规则集：{sealed}")
    if unplaced:
        lines.append(f"有 {unplaced} 个问题在文中没有位置，没有写成批注，请看检查报告。")
    lines.append(_BY)
    return Summary(_TITLE, tuple(map(printable, lines)), _HEADER, _rows(report.shown))


def _rows(findings: tuple[Finding, ...]) -> tuple[tuple[str, ...], ...]:
    """A row a rule and severity: errors first, then what is found most often."""
    counts: Counter[tuple[Severity, str, str]] = Counter((f.severity, f.code, f.title) for f in findings)
    ordered = sorted(counts.items(), key=lambda entry: (-entry[0][0].rank, -entry[1], entry[0][1]))
    return tuple((code, title, SEVERITIES[severity], str(count)) for (severity, code, title), count in ordered)
