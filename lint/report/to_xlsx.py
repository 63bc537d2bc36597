"""A review list as a workbook: one row a finding, a column for what the person decides; the same bytes every time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Any

from msgspec import Struct
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lint.model.finding import Finding, Severity, State
from lint.model.report import Report
from lint.report.base import Style
from lint.report.columns import printable, width
from lint.report.said import SECTIONS as PARTS
from lint.report.said import SEVERITIES, field, gaps, indicator, state
from lint.report.statistics import statistics
from lint.report.to_text import closing_line

_FIXED = datetime(2000, 1, 1)
_FILLS = {Severity.ERROR: "#F8CBAD", Severity.WARNING: "#FFE699", Severity.INFO: "#DDEBF7"}
_FORMULA = ("=", "+", "-", "@")
_LONGEST = 32_767
"""Characters that a cell can hold."""
_LINE, _TALLEST = 17, 20
"""Height of a line in points, and lines that a row may take."""
_MOST = 1_000_000
"""Findings that are listed; a sheet has 1 048 576 rows."""


class _Column(Struct, frozen=True):
    """A column of the list: heading, how wide it may get, and its text."""

    heading: str
    narrowest: int
    widest: int
    text: Callable[[Finding, Report], str]


def _project(finding: Finding, report: Report) -> str:
    subject = finding.subject
    return (PARTS.get(subject.section) or subject.project) if subject else ""


_COLUMNS = (
    _Column("单位", 8, 20, lambda f, report: f.subject.unit if f.subject else ""),
    _Column("文件", 8, 24, lambda f, report: report.inputs[f.input].path),
    _Column("项目", 8, 24, _project),
    _Column("指标", 8, 26, lambda f, report: indicator(f.subject) if f.subject else ""),
    _Column("位置", 8, 20, lambda f, report: f.location.label),
    _Column("栏目", 8, 14, lambda f, report: field(f.subject) if f.subject else ""),
    _Column("内容", 8, 30, lambda f, report: f.subject.value if f.subject else ""),
    _Column("级别", 8, 8, lambda f, report: SEVERITIES[f.severity]),
    _Column("规则", 8, 9, lambda f, report: f.code),
    _Column("规则名称", 10, 20, lambda f, report: f.title),
    _Column("问题", 20, 46, lambda f, report: f.message),
    _Column("建议", 20, 46, lambda f, report: f.suggestion),
    _Column("状态", 8, 20, lambda f, report: state(f)),
    _Column("处理意见", 20, 20, lambda f, report: ""),
)
_SEVERITY = 7


class XlsxReporter:
    """Findings, a summary, and what was not checked, on a sheet each."""

    name = "xlsx"
    suffix = ".xlsx"
    encoding = None
    binary = True

    def render(self, report: Report, style: Style) -> bytes:
        """The workbook."""
        stream = BytesIO()
        with Workbook(stream, {"in_memory": True}) as book:
            book.set_properties({"title": "绩效指标检查", "author": "jixiao", "created": _FIXED})
            page = _Book(book)
            page.findings(report)
            page.summary(report)
            page.unchecked(report)
        return stream.getvalue()


class _Book:
    """Writes the sheets, with each format made once."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.format = cache(self._format)

    def _format(self, kind: str, *, quoted: bool) -> Format:
        made: dict[str, Any] = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
        if kind == "head":
            made |= {"bold": True, "bg_color": "#D9E1F2", "valign": "vcenter"}
        elif kind == "old":
            made |= {"font_color": "#7F7F7F"}
        elif kind == "plain":
            made = {}
        elif kind:
            made |= {"bg_color": kind, "align": "center"}
        return self.book.add_format(made | ({"quote_prefix": True} if quoted else {}))

    def text(self, sheet: Worksheet, row: int, column: int, text: str, kind: str = "") -> None:
        """A text as a text: never a formula, a number or a link, even if somebody edits the cell."""
        shown = printable(text)
        if len(shown) > _LONGEST:
            shown = shown[: _LONGEST - 1] + "…"
        look = self.format(kind, quoted=shown.startswith(_FORMULA))
        if shown:
            sheet.write_string(row, column, shown, look)
        else:
            sheet.write_blank(row, column, None, look)

    def head(self, sheet: Worksheet, row: int, headings: Iterable[str]) -> None:
        for column, heading in enumerate(headings):
            self.text(sheet, row, column, heading, "head")

    def findings(self, report: Report) -> None:
        """The list; what is not new stands below what is."""
        sheet = self.book.add_worksheet("问题")
        listed = sorted(report.findings, key=lambda finding: finding.state is not State.NEW)[:_MOST]
        rows = [[column.text(finding, report) for column in _COLUMNS] for finding in listed]
        broad = [_broad(column, [row[number] for row in rows]) for number, column in enumerate(_COLUMNS)]
        self.head(sheet, 0, [column.heading for column in _COLUMNS])
        for row, (finding, texts) in enumerate(zip(listed, rows, strict=True), start=1):
            kind = "" if finding.state is State.NEW else "old"
            for number, text in enumerate(texts):
                self.text(sheet, row, number, text, (kind or _FILLS[finding.severity]) if number == _SEVERITY else kind)
            lines = max(-(-width(text) // (columns - 1)) for text, columns in zip(texts, broad, strict=True))
            sheet.set_row(row, _LINE * max(1, min(lines, _TALLEST)))
        for number, columns in enumerate(broad):
            sheet.set_column(number, number, columns)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(listed)), len(_COLUMNS) - 1)
        _printed(sheet)
        sheet.repeat_rows(0)

    def summary(self, report: Report) -> None:
        """How much was checked, by what, and the findings counted."""
        sheet = self.book.add_worksheet("汇总")
        lines = [closing_line(report), *report.notes, f"规则集：{report.profile}"]
        if len(report.findings) > _MOST:
            lines.append(f"问题太多，“问题”表里只列了前 {_MOST} 个，请分批检查")
        if any(gaps(report)):
            lines.append("有没有检查的，见“没有检查”表")
        for row, said in enumerate(lines):
            self.text(sheet, row, 0, said, "plain")
        top = len(lines) + 1
        for counts in statistics(report):
            self.head(sheet, top, (counts.heading, *SEVERITIES.values(), "合计"))
            for row, line in enumerate(counts.lines, start=top + 1):
                self.text(sheet, row, 0, line.label)
                for column, count in enumerate((*line.counts, line.total), start=1):
                    sheet.write_number(row, column, count, self.format("", quoted=False))
            top += len(counts.lines) + 2
        sheet.set_column(0, 0, 60)
        sheet.set_column(1, 4, 8)
        _printed(sheet)

    def unchecked(self, report: Report) -> None:
        """Every input or plugin that is missing from the result."""
        sheet = self.book.add_worksheet("没有检查")
        self.head(sheet, 0, ("文件", "情况", "原因"))
        rows = [(gap.who, gap.what, gap.reason) for gap in gaps(report)] or [("没有这样的文件，全部检查了", "", "")]
        for row, cells in enumerate(rows, start=1):
            for column, text in enumerate(cells):
                self.text(sheet, row, column, text)
        sheet.set_column(0, 0, 40)
        sheet.set_column(1, 1, 16)
        sheet.set_column(2, 2, 80)
        sheet.freeze_panes(1, 0)
        _printed(sheet)


def _broad(column: _Column, texts: Iterable[str]) -> int:
    """Columns that the texts need, within what the column may take; the heading leaves room for the filter's arrow."""
    widest = max((width(text) for text in texts), default=0)
    return max(width(column.heading) + 4, column.narrowest, min(widest + 2, column.widest))


def _printed(sheet: Worksheet) -> None:
    """On paper: A4 across, as many pages as it takes, one page wide."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页，共 &N 页")
