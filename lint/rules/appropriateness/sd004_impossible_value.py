"""SD004 impossible-value: outside what the measure can be."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.model.measure import Direction, Kind, Ratio
from lint.model.target import Operator, Target
from lint.rules.base import NUMBERS, Flag, Group, Rule, RuleMeta, quote

_BEYOND = ("大于", "超过", "高于", "多于")


class ImpossibleValue(Rule):
    """目标值超出了可能的范围。

    检查什么：合格率、完成率、占比、满意度等部分占总体的比率，目标值超过 100%（包括“>100%”）；任何比率为负数。增长
    率、提升率可以超过 100%，不报。
    为什么：部分不会多于总体，这样的目标不可能达到，多半是录入错误。
    怎样改：核对数值；表示全部完成的写“=100%”。
    依据：绩效目标应当合理可行（财预〔2015〕88号）。
    """

    meta = RuleMeta("SD004", "impossible-value", "目标值不可能达到", Severity.ERROR, Group.APPROPRIATENESS)

    looks_at = NUMBERS

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a part-of-whole ratio above 100 %, or any below zero."""
        value, target = indicator.value, indicator.target
        top = target.upper if target.upper is not None else target.number
        assert top is not None
        if value is None or 0 <= top < 100 or indicator.measure.ratio not in (Ratio.PART, Ratio.SHARE):
            return
        if self.lexicon.units.kind(target.unit) not in (Kind.RATIO, None) or target.rest.startswith("/"):
            return  # 180/10万 is no share of a hundred
        if not target.unit and top > 1000:
            return  # a count without its unit: WZ006
        if target.unit == "‰":
            top /= 10
        over = top > 100 and not (target.operator and target.operator.is_ceiling and self._may_be_over(indicator))
        if over or (top == 100 and self._is_beyond(target)) or top < 0:
            name = quote(indicator.text("name"))
            limit = "不会是负数" if top < 0 else "最高是 100%"
            message = f"{name}{limit}，目标值{quote(value.text)}不可能达到"
            yield Flag("value", value, message, self._advice(indicator, top < 0))

    @staticmethod
    def _may_be_over(indicator: Indicator) -> bool:
        """A ceiling above 100 % on what is kept down, or on control of a plan: loose, not impossible."""
        return indicator.measure.direction is Direction.LOWER or "控制" in indicator.text("name")

    @staticmethod
    def _is_beyond(target: Target) -> bool:
        """More than 100 %, in a sign or in words."""
        return target.operator is Operator.GT or (target.mark is not None and target.mark.text in _BEYOND)

    @staticmethod
    def _advice(indicator: Indicator, negative: bool) -> str:
        measure = indicator.measure
        if negative:
            return "去掉负号；表示比上年下降的，名称改成“……下降率”，写“≥N%”"
        if measure.kind is Kind.SATISFACTION:
            return "改为“≥N%”，N 取上年满意度调查的结果"
        if measure.ratio is Ratio.PART and measure.direction is not Direction.LOWER:
            return "核对数值；表示全部完成的改为“=100%”"
        return "核对数值"
