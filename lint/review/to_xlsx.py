"""The review opinion as a workbook: a cover with a chart, a sheet with every item, a sheet with the evidence."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from lint.report.columns import wrapped
from lint.review import texts
from lint.review.opinion import Review

_SHADES = ("#C6E0B4", "#DDEBF7", "#FFE699", "#F4B183")
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_SONG = "宋体"
_COVER = (24, 36, 10, 7, 7, 7, 48, 24)
_EVIDENCE = (24, 36, 14, 100)
_LINE, _HIGHEST = 14, 409
"""Points: of a line, and of the highest row that there can be."""


def render_xlsx(review: Review) -> bytes:
    """The workbook's bytes; the same review gives the same bytes."""
    import xlsxwriter  # noqa: PLC0415 - for this format only

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _EPOCH.replace(tzinfo=None)})
    _Book(book, review).write()
    book.close()
    return out.getvalue()


class _Book:
    """The workbook under way."""

    def __init__(self, book: Any, review: Review) -> None:
        self.book = book
        self.review = review
        base = {"font_name": _SONG, "font_size": 10, "valign": "vcenter", "text_wrap": True}
        self.plain = book.add_format({**base, "border": 1})
        self.centre = book.add_format({**base, "border": 1, "align": "center"})
        self.head = book.add_format({**base, "border": 1, "align": "center", "bold": True, "bg_color": "#E7E6E6"})
        self.title = book.add_format({"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"})
        self.note = book.add_format({"font_name": _SONG, "font_size": 9, "text_wrap": True, "valign": "vcenter"})
        self.alarm = book.add_format({**base, "bold": True, "font_color": "#C00000"})
        names = [grade.name for grade in review.grading.grades]
        self.grades = {
            name: book.add_format({**base, "border": 1, "align": "center", "bg_color": _SHADES[min(at, 3)]})
            for at, name in enumerate(names)
        }

    def write(self) -> None:
        """All sheets."""
        self._cover()
        self._items()
        self._evidence()

    def _cover(self) -> None:
        sheet = self._sheet("汇总", _COVER)
        headings = (*texts.COVER_HEADINGS, texts.OPINION)
        sheet.merge_range(0, 0, 0, len(headings) - 1, texts.COVER, self.title)
        sheet.set_row(0, 30)
        said = [f"共 {len(self.review.opinions)} 个项目。{texts.PROPOSAL}", texts.rule_of_grades(self.review)]
        said.append(texts.basis(self.review))
        lines = [(line, self.note) for line in said]
        lines += [(f"没有全部检查　{line}", self.alarm) for line in texts.unchecked(self.review)]
        for row, (line, form) in enumerate(lines, 1):
            sheet.merge_range(row, 0, row, len(headings) - 1, "", form)
            sheet.write_string(row, 0, line, form)
            sheet.set_row(row, _LINE * len(wrapped(line, sum(_COVER) - 4)))
        row = len(lines) + 1
        top = row
        self._header(sheet, row, headings)
        for opinion in self.review.by_need():
            row += 1
            words = (texts.unit_of(opinion), texts.name_of(opinion), texts.weak_items(opinion, self.review.grading))
            self._high(sheet, row, words, (_COVER[0], _COVER[1], _COVER[6]))
            sheet.write_string(row, 0, words[0], self.plain)
            sheet.write_string(row, 1, words[1], self.plain)
            sheet.write_string(row, 2, opinion.total.name, self.grades[opinion.total.name])
            for column, count in enumerate(texts.counts(texts.all_findings(opinion)), 3):
                sheet.write_number(row, column, count, self.centre)
            sheet.write_string(row, 6, words[2], self.plain)
            sheet.write_blank(row, 7, None, self.plain)
        sheet.autofilter(top, 0, max(row, top + 1), len(headings) - 1)
        sheet.freeze_panes(top + 1, 0)
        sheet.repeat_rows(top)
        sheet.merge_range(row + 2, 0, row + 2, len(headings) - 1, "", self.note)
        sheet.write_string(row + 2, 0, texts.SIGNATURE, self.note)
        self._chart()

    def _chart(self) -> None:
        """A sheet with the numbers of the units, and below them a bar a unit, stacked by grade."""
        bars = texts.bars(self.review)
        names = [grade.name for grade in self.review.grading.grades]
        if not bars:
            return
        numbers = self._sheet("各单位", (36, *(12 for _ in names)))
        most = min(len(bars), texts.MOST_BARS)
        self._header(numbers, 0, ("单位", *names))
        chart = self.book.add_chart({"type": "bar", "subtype": "stacked"})
        for at, bar in enumerate(bars, 1):
            numbers.write_string(at, 0, bar.unit, self.plain)
            for column, count in enumerate(bar.counts, 1):
                numbers.write_number(at, column, count, self.centre)
        for column, name in enumerate(names, 1):
            places = ["各单位", 1, column, most, column]
            fill = {"color": _SHADES[min(column - 1, 3)]}
            chart.add_series(
                {"name": name, "categories": ["各单位", 1, 0, most, 0], "values": places, "fill": fill, "gap": 60}
                | {"data_labels": {"value": True, "num_format": "0;;"}}
            )
        chart.set_title({"name": "各单位项目的建议等级", "name_font": {"size": 12}})
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 760, "height": 120 + 28 * most})
        numbers.insert_chart(len(bars) + 2, 0, chart, {"description": "各单位项目的建议等级，数字在上面的表里"})

    def _items(self) -> None:
        sheet = self._sheet("逐项等级", (24, 36, 12, 14, 10, 10, 10, 10))
        self._header(sheet, 0, ("单位", "项目", "审核内容", "审核要点", "建议等级", "错误", "警告", "提示"))
        row = 0
        for opinion in self.review.opinions:
            for graded in opinion.items:
                row += 1
                words = (texts.unit_of(opinion), texts.name_of(opinion), graded.item.block, graded.item.item)
                for column, text in enumerate(words):
                    sheet.write_string(row, column, text, self.plain)
                sheet.write_string(row, 4, graded.grade.name, self.grades[graded.grade.name])
                for column, count in enumerate(texts.counts(graded.findings), 5):
                    sheet.write_number(row, column, count, self.centre)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, max(row, 1), 7)
        sheet.freeze_panes(1, 0)

    def _evidence(self) -> None:
        sheet = self._sheet("依据", _EVIDENCE)
        self._header(sheet, 0, ("单位", "项目", "审核要点", "依据"))
        row = 0
        for words in self._told():
            row += 1
            self._high(sheet, row, words, _EVIDENCE)
            for column, text in enumerate(words):
                sheet.write_string(row, column, text, self.plain)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, max(row, 1), 3)
        sheet.freeze_panes(1, 0)

    def _told(self) -> Iterator[tuple[str, str, str, str]]:
        """The rows of the evidence."""
        for opinion in self.review.opinions:
            whose = texts.unit_of(opinion), texts.name_of(opinion)
            for graded in opinion.items:
                for finding in graded.findings:
                    yield *whose, graded.item.item, texts.evidence(finding)
                for finding in graded.excused:
                    yield *whose, graded.item.item, texts.excuse(finding)
            for finding in opinion.remarks:
                yield *whose, "其他", texts.evidence(finding)
        for line in texts.elsewhere(self.review):
            yield "", "", "项目表以外", line

    def _high(self, sheet: Any, row: int, words: Sequence[str], widths: Sequence[int]) -> None:
        """Make a row as high as its texts: not every program does that by itself."""
        lines = max(len(wrapped(text, width - 1)) for text, width in zip(words, widths, strict=True))
        sheet.set_row(row, min(_LINE * lines + 3, _HIGHEST))

    def _sheet(self, name: str, widths: Sequence[float]) -> Any:
        sheet = self.book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.4, 0.4, 0.6, 0.6)
        sheet.set_footer("&C第 &P 页　共 &N 页")
        return sheet

    def _header(self, sheet: Any, row: int, headings: Sequence[str]) -> None:
        for column, text in enumerate(headings):
            sheet.write_string(row, column, text, self.head)
