"""WZ004 placeholder-text: a cell holds only filler."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from lint.model.cell import Cell
from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.model.measure import Direction
from lint.rules.base import FIELD_NAMES, Flag, Group, Rule, RuleMeta, quote
from lint.text.fold import fold
from lint.text.write import form

_MARK = "-—–―_/\\·.…*×xX#、。,~○"
_MARKS = re.compile(f"[{re.escape(_MARK)}]+")
_LEFT_OVER = re.compile(r"[×＊*]{2,}|[xX]{2,}|□{2,}|_{3,}|＿{2,}|○{2,}|(?:指标|目标)\d{1,2}[:：]?$")
_ODD = re.compile(r"[×＊*xX□_＿○标]")
"""What every left-over has in it: one quick look that spares most cells the pattern above."""
_LONGEST = 30
"""Longer texts say something, whatever they begin with."""
_ROW = ("name", "description", "value", "basis")


class PlaceholderText(Rule):
    """单元格里只有占位的字样。

    检查什么：整格只有横线、斜线、叉号、省略号，或者“无、待定、暂无、略、同上”一类的词；模板的提示语没有删（“填入…
    …”“请填写……”）；应当填数的地方留着“××”“**”。每行报一次；项目的编码、预算数、目标等单独报。
    为什么：格子看着填了，其实没有内容，系统的非空校验发现不了。
    怎样改：填写真实内容；这一行用不上的，整行删除。
    依据：绩效目标申报表应当按要求填写完整（财预〔2015〕88号）。
    已知误报：“无”写在“其他资金”里、不应当发生的事的目标值写“无”“零”，不报。
    """

    meta = RuleMeta("WZ004", "placeholder-text", "只有占位文字", Severity.ERROR, Group.COMPLETENESS)

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a row once, at its first placeholder; the value first, because it matters most."""
        cells = indicator.cells
        hits = [name for name in _ROW if (cell := cells[name]) is not None and self._is_placeholder(cell)]
        if "value" in hits and self._means_none(indicator):
            hits.remove("value")
        if not hits:
            return
        field = "value" if "value" in hits else hits[0]
        cell = indicator.cell(field)
        assert cell is not None
        names = "、".join(FIELD_NAMES[name] for name in hits)
        if field == "value":
            advice = form(indicator, self.lexicon)
        else:
            advice = f"填写真实的{FIELD_NAMES[field]}；这一行用不上的，整行删除"
        yield Flag(field, cell, f"{names}里的{quote(cell.text)}只是占位，不是内容", advice, "row")

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag the project's fields, each once, and prompts that were left in label cells."""
        budget = project.budget
        fields = [("code", project.code), ("purpose", project.purpose), ("budget", budget.total if budget else None)]
        for name, cell in (*fields, *(("goals", goal) for goal in project.goals)):
            if cell is not None and self._is_placeholder(cell):
                advice = f"填写真实的{FIELD_NAMES[name]}"
                yield Flag(name, cell, f"{FIELD_NAMES[name]}里的{quote(cell.text)}只是占位，不是内容", advice, name)
        if project.prompts:
            labels = "、".join(quote(cell.text) for cell in project.prompts[:3])
            first = project.prompts[0]
            yield Flag("goals", first, f"模板的提示语{labels}没有改掉", "把提示语改成“目标1”“目标2”", "prompt")

    def _is_placeholder(self, cell: Cell) -> bool:
        text = cell.text
        if not text:
            return False
        if _ODD.search(text) and _LEFT_OVER.search(text):
            return True
        for word in self._prompt_inside:
            if word in text:
                return True
        if len(text) > _LONGEST:
            return False
        if text[0] in self._initials and fold(text).startswith(self._prompts):
            return True
        text = fold(text)
        return (text[:1] in _MARK and _MARKS.fullmatch(text) is not None) or text.strip("()。.") in self._fillers

    @cached_property
    def _prompt_inside(self) -> tuple[str, ...]:
        return self.lexicon.words("placeholders", "prompt_inside")

    @cached_property
    def _prompts(self) -> tuple[str, ...]:
        return self.lexicon.words("placeholders", "prompt")

    @cached_property
    def _initials(self) -> frozenset[str]:
        return frozenset(word[0] for word in self._prompts)

    @cached_property
    def _fillers(self) -> frozenset[str]:
        return frozenset(self.lexicon.words("placeholders", "filler"))

    def _means_none(self, indicator: Indicator) -> bool:
        lower = indicator.measure.direction is Direction.LOWER
        return lower and fold(indicator.text("value")) in self.lexicon.words("placeholders", "zero_words")
