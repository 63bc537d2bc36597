"""BD005 markup-residue: HTML or other markup left in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.model.cell import Cell
from lint.model.document import Document, Indicator, Overall, Project
from lint.model.finding import Severity
from lint.rules.base import FIELD_NAMES, Fixability, Flag, Group, Rule, RuleMeta

_MARKUP = re.compile(
    r"</?(?:p|br|div|span|font|b|i|u|em|strong|a|li|ul|ol|td|tr|table|h[1-6])\b[^<>]{0,200}/?>"
    r"|&(?:nbsp|amp|lt|gt|quot|ldquo|rdquo|mdash|hellip|#\d{1,6});|\\n|\\r|\\t|_x000[DdAa]_",
    re.I,
)
_ROW = ("name", "description", "value", "basis")


class MarkupResidue(Rule):
    """文字里留有网页标记。

    检查什么：文字里有“<p>”“<br>”“&nbsp;”“\\n”一类的网页或程序标记。每个单元格报一次；项目的几个目标里都有的，合并
    报一次。
    为什么：从系统复制时带出来的，公开后很不严肃。
    怎样改：删掉标记，保留文字。
    依据：绩效目标申报表应当按要求填写规范（财预〔2015〕88号）。
    """

    meta = RuleMeta("BD005", "markup-residue", "残留网页标记", Severity.WARNING, Group.WORDING, Fixability.SAFE)

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag each cell of a row that has markup."""
        for name in _ROW:
            cell = indicator.cell(name)
            if cell is not None and _MARKUP.search(cell.text):
                yield _flag(name, [cell])

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag the goals once, and the purpose."""
        for name, cells in (("goals", project.goals), ("purpose", (project.purpose,))):
            hits = [cell for cell in cells if cell is not None and _MARKUP.search(cell.text)]
            if hits:
                yield _flag(name, hits)

    def check_overall(self, overall: Overall, document: Document) -> Iterator[Flag]:
        """Flag the texts of the overall part."""
        for cell in (overall.goal, *(part for item in overall.items for part in (item.goal, item.indicator))):
            if cell is not None and _MARKUP.search(cell.text):
                yield _flag("goals", [cell])


def _flag(name: str, cells: list[Cell]) -> Flag:
    marks = list(dict.fromkeys(found[0] for cell in cells for found in _MARKUP.finditer(cell.text)))
    shown = "、".join(f"“{mark}”" for mark in marks[:3])
    first = _MARKUP.search(cells[0].text)
    assert first
    single = len(cells) == 1 and len(_MARKUP.findall(cells[0].text)) == 1
    return Flag(
        name,
        cells[0],
        f"{FIELD_NAMES[name]}里留有网页标记{shown}",
        f"删去{shown}",
        "markup",
        *first.span(),
        replacement="" if single else None,
        safe=single,
    )
