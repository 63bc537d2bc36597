"""WZ005 default-zero-target: the value is the form's default."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.model.measure import Direction, Ratio
from lint.model.target import Operator, Target, TargetKind
from lint.rules.advice import target_advice
from lint.rules.base import Flag, Group, Rule, RuleMeta, quote
from lint.text.write import harmless, unit_of


class DefaultZeroTarget(Rule):
    """指标值是系统默认的“≥0”。

    检查什么：指标值是“≥0”“≥0.00”“>=0”，不论带不带单位。“≤0次”“=0”“0起”是有意义的目标，增长率
    “≥0%”是不下降的意思，不报；削减率、下降率“≥0%”没有要求减少，照样报，写明“不上升、持平”的除外。
    为什么：“≥0”任何结果都算完成，多半是系统的默认值没有改。
    怎样改：填写真正的目标值；不允许发生的事写“=0起”或“≤0起”。
    依据：绩效指标应当细化量化、合理可行（财预〔2015〕88号）。
    """

    meta = RuleMeta("WZ005", "default-zero-target", "指标值是默认的零", Severity.ERROR, Group.COMPLETENESS)

    looks_at = frozenset({TargetKind.NUMBER})

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a floor of zero."""
        value, target = indicator.value, indicator.target
        if value is None or not is_default_zero(target):
            return
        if self._is_target(indicator):
            return
        if indicator.measure.ratio is not Ratio.GROWTH and harmless(indicator, self.lexicon):
            unit = target.unit or unit_of(indicator, self.lexicon)
            advice = f"不允许发生的，改为“=0{unit}”；允许少量的，改为“≤N{unit}”"
        else:
            advice = target_advice(indicator, project, self.lexicon)
        yield Flag("value", value, f"指标值{quote(value.text)}是默认的零，任何结果都算完成", advice)

    def _is_target(self, indicator: Indicator) -> bool:
        """增长率 ≥0%, with its unit typed: not to fall is a target; a reduction of ≥0 % asks for none."""
        measure = indicator.measure
        if measure.ratio is not Ratio.GROWTH or indicator.target.unit not in ("%", "个百分点"):
            return False
        falls = measure.direction is Direction.HIGHER
        return not falls or self.lexicon.pattern("measures", "not_to_rise").search(indicator.wording) is not None


def is_default_zero(target: Target) -> bool:
    """≥0 in any spelling, and >0, which asks for next to nothing."""
    if target.kind is not TargetKind.NUMBER or target.number != 0:
        return False
    return target.operator in (Operator.GE, Operator.GT)
