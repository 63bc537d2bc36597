"""SD004 impossible-value: outside what the measure can be."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.model.measure import Kind, Ratio
from lint.model.target import Operator, TargetKind
from lint.rules.base import Flag, Group, Rule, RuleMeta, quote


class ImpossibleValue(Rule):
    """目标值超出了可能的范围。

    检查什么：合格率、完成率、占比、满意度等部分占总体的比率，目标值超过 100%（包括“>100%”）；任何比率为负数。增长
    率、提升率可以超过 100%，不报。
    为什么：部分不会多于总体，这样的目标不可能达到，多半是录入错误。
    怎样改：核对数值；表示全部完成的写“=100%”。
    依据：绩效目标应当合理可行（财预〔2015〕88号）。
    """

    meta = RuleMeta("SD004", "impossible-value", "目标值不可能达到", Severity.ERROR, Group.APPROPRIATENESS)

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a part-of-whole ratio above 100 %."""
        value, target = indicator.value, indicator.target
        if value is None or target.kind not in (TargetKind.NUMBER, TargetKind.RANGE):
            return
        measure = indicator.measure
        if measure.ratio not in (Ratio.PART, Ratio.SHARE) or self.lexicon.units.kind(target.unit) not in (
            Kind.RATIO,
            None,
        ):
            return
        top = target.upper if target.upper is not None else target.number
        assert top is not None
        if not target.unit and top > 1000:
            return  # a count without its unit: WZ006
        if top > 100 or (top == 100 and target.operator is Operator.GT) or top < 0:
            name = quote(indicator.text("name"))
            limit = "不会是负数" if top < 0 else "最高是 100%"
            message = f"{name}{limit}，目标值{quote(value.text)}不可能达到"
            yield Flag("value", value, message, "核对数值；表示全部完成的改为“=100%”")
