"""SD003 wrong-direction: the operator points the wrong way for what is measured."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.model.measure import Direction, Kind, Measure
from lint.model.target import Operator, Target, TargetKind
from lint.rules.base import Fixability, Flag, Group, Rule, RuleMeta, quote
from lint.rules.completeness.wz005_default_zero_target import is_default_zero
from lint.text.write import deadline, with_operator

_HALF = 50


class WrongDirection(Rule):
    """符号的方向反了。

    检查什么：越低越好的指标用了“≥”（故障率 ≥90%、成本 ≥5万元、响应时间 ≥30分钟、截止日期前写“≥”），越高越好的指标
    用了“≤”（完成率 ≤90%、下降率 ≤10%）。
    为什么：方向反了，故障越多、花钱越多反而得分越高；自评时按方向计分，会算出相反的结果。
    怎样改：改正符号；数值也要一并核对，原来想写“处置率”的，改指标名称。
    依据：计分时正向指标按实际值与目标值之比、反向指标按目标值与实际值之比（财预〔2020〕10号）。
    已知误报：发给个人的补助、工资等标准由政策确定，写“≥”不报；“降低……”“减少……”而没有说是率还是数的，方向说不清，
    不报；默认的“≥0”由 WZ005 管。
    """

    meta = RuleMeta(
        "SD003",
        "wrong-direction",
        "符号方向相反",
        Severity.ERROR,
        Group.APPROPRIATENESS,
        Fixability.UNSAFE,
        references=("财预〔2020〕10号 项目支出绩效评价管理办法",),
    )

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a floor on what should be low, a ceiling on what should be high."""
        value, target = indicator.value, indicator.target
        operator = target.operator
        if value is None or operator is None or is_default_zero(target):
            return
        if target.kind is TargetKind.DATE and operator.is_floor:
            yield self._deadline(indicator, target)
            return
        if target.kind not in (TargetKind.NUMBER, TargetKind.RANGE):
            return
        measure = self._measure(indicator)
        name = quote(indicator.text("name") or indicator.text("description"))
        if measure.direction is Direction.LOWER and operator.is_floor and self._fits(measure, target):
            message = f"{name}越低越好，目标值{quote(value.text)}的符号方向反了"
            yield Flag("value", value, message, self._advice(target, measure, Operator.LE), "lower")
        elif measure.direction is Direction.HIGHER and operator.is_ceiling and self._is_reachable(target):
            message = f"{name}越高越好，目标值{quote(value.text)}的符号方向反了"
            yield Flag("value", value, message, self._advice(target, measure, Operator.GE), "higher")

    def _measure(self, indicator: Indicator) -> Measure:
        """What is measured; a word in the direction column or the description (反向指标) has precedence."""
        measure, pattern = indicator.measure, self.lexicon.pattern
        if pattern("measures", "reverse_column").search(indicator.text("direction")) or pattern(
            "measures", "reverse_notes"
        ).search(indicator.text("description")):
            return Measure(measure.kind, measure.head, Direction.LOWER, measure.ratio)
        return measure

    def _fits(self, measure: Measure, target: Target) -> bool:
        """Costs need an amount of money, times a length of time; a cost of ≥90 % is a matter of kinds (XG003)."""
        unit = self.lexicon.units.kind(target.unit)
        if measure.kind is Kind.MONEY:
            return not measure.paid and unit is Kind.MONEY
        if measure.kind is Kind.TIME:
            return unit is Kind.TIME
        return True

    @staticmethod
    def _is_reachable(target: Target) -> bool:
        """A ceiling of 100 % says no more than that it is a part of a whole."""
        return target.number is None or target.number < 100

    @staticmethod
    def _advice(target: Target, measure: Measure, operator: Operator) -> str:
        assert target.number is not None
        if measure.direction is Direction.LOWER and measure.kind is Kind.RATIO and target.number >= _HALF:
            return f"改为“{operator}N%”，N 取上年实际值或控制上限；原来想考核处置情况的，把名称改成“……处置率”"
        return f"改为“{with_operator(target, operator)}”"

    @staticmethod
    def _deadline(indicator: Indicator, target: Target) -> Flag:
        value = indicator.value
        assert value is not None and target.date is not None
        written = deadline(target.date, target.rest)
        message = f"截止日期前面写了{quote(target.mark.text if target.mark else '')}，意思成了“不早于”"
        return Flag("value", value, message, f"改为“{written}”", "deadline", replacement=written)
