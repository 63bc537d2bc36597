"""Markdown tables, for comments on a change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from lint.model.finding import Finding, State
from lint.model.report import Input, Report, Status
from lint.report.base import Style
from lint.report.columns import printable
from lint.report.said import SEVERITIES, about, gaps, state
from lint.report.to_text import closing_line

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|~#&$]")
_HEADER = ("级别", "规则", "位置", "项目和指标", "问题", "建议")


class MarkdownReporter:
    """How much was checked and what was not first, then a table for each file with findings."""

    name = "markdown"
    suffix = ".md"
    encoding = "utf-8"

    def render(self, report: Report, style: Style) -> str:
        """The whole report."""
        return "".join(self.pieces(report, style))

    def pieces(self, report: Report, style: Style) -> Iterator[str]:
        """The same part by part."""
        yield f"# 绩效指标检查\n\n{escaped(closing_line(report))}\n"
        yield from (f"\n{escaped(note)}\n" for note in report.notes)
        missed = [(gap.who, gap.what, gap.reason) for gap in gaps(report)]
        if missed:
            yield "\n## 没有检查的\n\n" + table(("文件", "情况", "原因"), missed)
        grouped = {number: list(group) for number, group in groupby(report.shown, key=lambda f: f.input)}
        for entry in report.inputs:
            if entry.id in grouped:
                yield f"\n## {escaped(entry.path)}\n\n" + table(_HEADER, map(_row, grouped[entry.id]))
        clean = [entry for entry in report.inputs if entry.id not in grouped and entry.status is Status.CHECKED]
        if clean:
            yield "\n## 没有发现问题的\n\n" + table(("文件", "项目", "指标"), map(_counts, clean))


def _row(finding: Finding) -> tuple[str, ...]:
    word = SEVERITIES[finding.severity]
    if finding.state is not State.NEW:
        word += f"（{state(finding)}）"
    rule, place = f"{finding.code} {finding.title}", finding.location.label
    return word, rule, place, about(finding.subject), finding.message, finding.suggestion


def _counts(entry: Input) -> tuple[str, ...]:
    return entry.path, str(entry.projects), str(entry.indicators)


def table(header: Sequence[str], rows: Iterator[tuple[str, ...]] | Sequence[tuple[str, ...]]) -> str:
    """A table of plain texts."""
    lines = [header, ["---"] * len(header), *([escaped(cell) for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def escaped(text: str) -> str:
    """A text of which nothing is taken for markup, in one line."""
    return _SPECIAL.sub(lambda found: "\\" + found[0], printable(text))
