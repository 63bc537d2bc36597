"""BD006 stray-whitespace: blanks inside a word or number of the original cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.model.cell import Cell
from lint.model.document import Document, Indicator, Project
from lint.model.finding import Severity
from lint.rules.base import Fixability, Flag, Group, Rule, RuleMeta, RuleOptions, called, option, quote
from lint.text.regex import lazy

_CJK = r"\u4e00-\u9fff"
_GAP = r"[ \t\u3000\xa0]+"
# Compiled when a blank is met: such character classes take milliseconds, and most documents have none.
_BETWEEN = rf"(?<=[{_CJK}]){_GAP}(?=[{_CJK}])"
_BESIDE_ONE = rf"(?<![{_CJK}][{_CJK}])(?<=[{_CJK}]){_GAP}(?=[{_CJK}])|(?<=[{_CJK}]){_GAP}(?=[{_CJK}](?![{_CJK}]))"
"""A blank beside a character that stands alone: 指标 值."""
_IN_NUMBER = rf"(?<=\d){_GAP}(?=%|％|\d{{3}}(?!\d))"
_SURE = rf"(?<=\d){_GAP}(?=[%％])|{_BESIDE_ONE}"
"""Blanks that surely mean nothing; one between two words may part two names, one between digits two numbers."""
_PIECE = rf"[{_CJK}]{{2,4}}"
_BLANK = lazy(r"[ \t\u3000\xa0]")
_FIELDS = ("name", "description", "value", "basis")


class StrayWhitespace(Rule):
    """词语或数字中间有多余的空格。

    检查什么：词语或数字中间夹着空格，例如“指标 值”“1 200人”“90 %”。两边都是完整词语的（“财政部 教育部”）不报。
    为什么：空格会让查找、比对和汇总对不上。
    怎样改：删去空格。
    依据：绩效目标申报表应当按要求填写规范（财预〔2015〕88号）。
    已知误报：从 PDF 等转换来的文本到处都是空格，这时不是填写的问题：整份文件有空格的单元格超过一定比例时只报一次。
    """

    meta = RuleMeta("BD006", "stray-whitespace", "多余的空格", Severity.INFO, Group.WORDING, Fixability.SAFE)

    class Options(RuleOptions):
        """Options."""

        conversion_least: int = option(5, "有空格的单元格至少有这么多个，才看作转换带来的")
        conversion_share: int = option(5, "有空格的单元格超过这个百分数，就看作转换带来的，整份文件只报一次")

    def check_document(self, document: Document) -> Iterator[Flag]:
        """Flag each cell with blanks inside, or the document once where conversion put them there."""
        cells = 0
        hits: list[tuple[Project, Indicator, str, Cell]] = []
        for project in document.projects:
            for row in project.rows:
                cells += row.wording.count("\n") + 1
                if not _BLANK.search(row.wording):
                    continue
                for name in _FIELDS:
                    cell = row.cells[name]
                    if cell is None:
                        continue
                    if not cell.parts and _BLANK.search(cell.text) and self._mended(name, cell.text) != cell.text:
                        hits.append((project, row, name, cell))
        if not hits:
            return
        project, row, name, cell = hits[0]
        if len(hits) >= self.options.conversion_least and len(hits) * 100 > cells * self.options.conversion_share:
            message = f"{len(hits)} 个单元格的文字中间有空格，多半是格式转换带来的（如{quote(cell.text)}）"
            advice = "从 Word 或 Excel 原稿检查；原稿里也有的，用查找替换删去空格"
            yield Flag(name, cell, message, advice, "conversion", project=project, indicator=row)
            return
        for project, row, name, cell in hits:
            text = self._mended(name, cell.text)
            message = f"{called(name, project)}{quote(cell.text)}中间有空格"
            advice, safe = f"改为“{text}”", re.sub(_SURE, "", cell.text) == text
            yield Flag(name, cell, message, advice, "cell", replacement=text, safe=safe, project=project, indicator=row)

    @staticmethod
    def _mended(name: str, text: str) -> str:
        """The text without blanks inside words and numbers; those between whole words may be meant (财政部 教育部)."""
        text = re.sub(_IN_NUMBER, "", text)
        pieces = [piece for piece in _BLANK.split(text) if piece]
        is_list = len(pieces) > 2 and all(re.fullmatch(_PIECE, piece) for piece in pieces[:-1])
        if name == "basis" or is_list:
            return re.sub(_BESIDE_ONE, "", text)
        return re.sub(_BETWEEN, "", text)
