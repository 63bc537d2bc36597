"""WZ004 placeholder-text: a cell holds only filler."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lint.model.cell import Cell
from lint.model.document import Document, Duty, Indicator, Overall, Project
from lint.model.finding import Severity
from lint.model.target import TargetKind
from lint.rules.advice import target_advice
from lint.rules.base import Flag, Group, Rule, RuleMeta, called, quote
from lint.rules.completeness.wz002_blank_cell import how_to_fill
from lint.text.fold import fold
from lint.text.regex import lazy
from lint.text.write import harmless

_ROW = ("name", "description", "value", "basis")
_NO_NUMBER = lazy(r"(?P<sign>[≥≤=<>≧≦]{0,2})(?:[NnXx×*＊□…?？]+|_+)(?P<unit>[^\d]{0,6})")
"""A value whose number was never put in: ≥N座, X%, ≥*万元."""
_BLANKS = lazy(r"[NnXx×*＊□…?？_]+")
_NUMERIC = (TargetKind.NUMBER, TargetKind.RANGE, TargetKind.DATE)
_DELETE = "这一行用不上的，整行删除"


class PlaceholderText(Rule):
    """单元格里只有占位的字样。

    检查什么：整格只有横线、斜线、叉号、省略号，或者“无、待定、暂无、略、同上”一类的词；推到以后、推给别处的话（“待上
    级下达”“同上一行”“按实际填报”）；模板的提示语没有删（“填入……”“请填写……”）；应当填数的地方留着“××”“**”“≥N座”“≥（填写数值）”“≤【】万元”。
    每行报一次；项目的编码、预算数、目标等单独报。
    为什么：格子看着填了，其实没有内容，系统的非空校验发现不了。
    怎样改：填写真实内容；这一行用不上的，整行删除。
    依据：绩效目标申报表应当按要求填写完整（财预〔2015〕88号）。
    已知误报：“无”写在“其他资金”里、不该发生的事（事故、拖欠、债务等）的目标值写“无”“零”，不报。
    """

    meta = RuleMeta("WZ004", "placeholder-text", "只有占位文字", Severity.ERROR, Group.COMPLETENESS)

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a row once: where the name is filler the row is, else the value first, because it matters most.

        What a form printed into the name (修建公路里程（≥**公里）) is no matter where the value was filled in.
        """
        known = self.lexicon.placeholders
        cells = indicator.cells
        numeric = indicator.target.kind in _NUMERIC
        hits, left = [], ""
        for name in _ROW:
            cell = cells[name]
            if cell is None or not cell.text or (name == "value" and numeric and not indicator.target.rest):
                continue
            empty = known.is_filler(cell.text) or (name != "basis" and known.is_put_off(cell.text))
            if empty or (name == "value" and self._lacks_number(cell.text)):
                hits.append(name)
            elif not left and not (numeric and name == "name") and known.left_over(cell.text):
                left = name
        if "value" in hits and "name" not in hits and self._means_none(indicator):
            hits.remove("value")
        if hits:
            yield self._flag(hits, indicator, project)
        elif left:
            cell = cells[left]
            assert cell is not None
            yield self._left_over(left, cell, project)

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag the project's fields, each once, and prompts that were left in label cells."""
        budget = project.budget
        fields = [("code", project.code), ("purpose", project.purpose), ("budget", budget.total if budget else None)]
        known = self.lexicon.placeholders
        for name, cell in (*fields, *(("goals", goal) for goal in project.goals)):
            if cell is None:
                continue
            if known.is_filler(cell.text):
                title = called(name, project)
                yield Flag(name, cell, f"{title}里的{quote(cell.text)}只是占位，不是内容", f"填写真实的{title}", name)
            elif known.left_over(cell.text):
                yield self._left_over(name, cell, project)
        plan = project.plan
        steps = [step.cell.text for step in plan.steps if step.cell.text] if plan else []
        if plan and steps and all(map(known.is_unused, steps)):
            message = f"资金支出计划的 {len(plan.steps)} 期只有占位，没有数字"
            yield Flag("plan", plan.label, message, "按累计进度填写各期，最后一期为 100%", "plan")
        if project.prompts:
            labels = "、".join(quote(cell.text) for cell in project.prompts[:3])
            first = project.prompts[0]
            yield Flag("goals", first, f"模板的提示语{labels}没有改掉", "把提示语改成“目标1”“目标2”", "prompt")

    def check_overall(self, overall: Overall, document: Document) -> Iterator[Flag]:
        """Flag goals and indicators of the overall part that are filler."""
        cells = [overall.goal, *(part for item in overall.items for part in (item.goal, item.indicator))]
        yield from self._filler_of_others("总体部分", [cell for cell in cells if cell])

    def check_duties(self, duties: Sequence[Duty], document: Document) -> Iterator[Flag]:
        """Flag goals and indicators of duties that are filler."""
        cells = [part for duty in duties for part in (duty.goal, *(entry.indicator for entry in duty.indicators))]
        yield from self._filler_of_others("职责活动表", [cell for cell in cells if cell])

    def _filler_of_others(self, where: str, cells: list[Cell]) -> Iterator[Flag]:
        for cell in cells:
            if self.lexicon.placeholders.is_filler(cell.text):
                yield Flag("goals", cell, f"{where}里的{quote(cell.text)}只是占位，不是内容", "填写真实内容", "other")

    def _flag(self, hits: list[str], indicator: Indicator, project: Project) -> Flag:
        field = "value" if "value" in hits and "name" not in hits else hits[0]
        cell = indicator.cell(field)
        assert cell is not None
        names = "、".join(called(name, project) for name in hits)
        if field == "name":
            advice = f"填写真实的指标；{_DELETE}"
        elif field == "value":
            advice = target_advice(indicator, project, self.lexicon)
        else:
            advice = how_to_fill(field, indicator)
        text = next((part.text for part in cell.parts if self._is_empty(part.text)), cell.text)
        return Flag(field, cell, f"{names}里的{quote(text)}只是占位，不是内容", advice, "row")

    def _left_over(self, name: str, cell: Cell, project: Project) -> Flag:
        start, end = self.lexicon.placeholders.left_over(cell.text) or (0, 0)
        message = f"{called(name, project)}{quote(cell.text)}里还留着没有填的“{cell.text[start:end]}”"
        return Flag(name, cell, message, "换成真实内容；不需要的删去", "left-over", start, end)

    def _is_empty(self, text: str) -> bool:
        """Whether a part of a cell (of sign, number and unit) is filler; a lone sign says something."""
        return self.lexicon.placeholders.is_filler(text) or _BLANKS.fullmatch(fold(text)) is not None

    def _lacks_number(self, text: str) -> bool:
        found = _NO_NUMBER.fullmatch(fold(text)) or self.lexicon.placeholders.unfilled(text)
        return found is not None and bool(found["sign"] or self.lexicon.units.kind(found["unit"]))

    def _means_none(self, indicator: Indicator) -> bool:
        none = fold(indicator.text("value")).strip("。") in self.lexicon.words("placeholders", "zero_words")
        return none and harmless(indicator, self.lexicon)
