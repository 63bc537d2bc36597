"""BD006 stray-whitespace: blanks inside a word or number of the original cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lint.model.cell import Cell
from lint.model.document import Document, Indicator, Project
from lint.model.finding import Severity
from lint.rules.base import FIELD_NAMES, Fixability, Flag, Group, Rule, RuleMeta, option, quote

_CJK = r"\u4e00-\u9fff"
_INSIDE = re.compile(rf"(?<=[{_CJK}])[ \t\u3000\xa0]+(?=[{_CJK}])|(?<=\d)[ \t\u3000\xa0]+(?=[\d%])")
_BLANK = re.compile(r"[ \t\u3000\xa0]")
_FIELDS = ("name", "description", "value", "basis")


class StrayWhitespace(Rule):
    """词语或数字中间有多余的空格。

    检查什么：汉字与汉字之间、数字与数字或“%”之间夹着空格，例如“指标 值”“1 200人”“90 %”。
    为什么：空格会让查找、比对和汇总对不上。
    怎样改：删去空格。
    依据：绩效目标申报表应当按要求填写规范（财预〔2015〕88号）。
    已知误报：从 PDF 等转换来的文本到处都是空格，这时不是填写的问题：整份文件有空格的单元格超过一定比例时只报一次。
    """

    meta = RuleMeta("BD006", "stray-whitespace", "多余的空格", Severity.INFO, Group.WORDING, Fixability.SAFE)

    @dataclass(frozen=True, slots=True)
    class Options:
        """Options."""

        conversion_share: int = option(5, "有空格的单元格超过这个百分数，就看作转换带来的，整份文件只报一次")

    def check_document(self, document: Document) -> Iterator[Flag]:
        """Flag each cell with blanks inside, or the document once where conversion put them there."""
        cells = 0
        hits: list[tuple[Project, Indicator, str, Cell]] = []
        for project in document.projects:
            for row in project.rows:
                for name in _FIELDS:
                    cell = row.cell(name)
                    if cell is None or not cell.text:
                        continue
                    cells += 1
                    if not cell.parts and _BLANK.search(cell.text) and _INSIDE.search(cell.text):
                        hits.append((project, row, name, cell))
        if not hits:
            return
        project, row, name, cell = hits[0]
        if len(hits) * 100 > cells * self.options.conversion_share and len(hits) > 1:
            message = f"{len(hits)} 个单元格的文字中间有空格，多半是格式转换带来的（如{quote(cell.text)}）"
            advice = "从 Word 或 Excel 原稿检查；原稿里也有的，用查找替换删去空格"
            yield Flag(name, cell, message, advice, "conversion", project=project, indicator=row)
            return
        for project, row, name, cell in hits:
            found = _INSIDE.search(cell.text)
            assert found
            message = f"{FIELD_NAMES[name]}{quote(cell.text)}中间有空格"
            single = len(_INSIDE.findall(cell.text)) == 1
            yield Flag(
                name,
                cell,
                message,
                f"改为“{_INSIDE.sub('', cell.text)}”",
                "cell",
                *found.span(),
                replacement="" if single else None,
                safe=single,
                project=project,
                indicator=row,
            )
