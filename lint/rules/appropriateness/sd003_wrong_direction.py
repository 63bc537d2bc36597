"""SD003 wrong-direction: the operator points the wrong way for what is measured."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.model.measure import Direction, Kind
from lint.model.target import Operator, Target, TargetKind
from lint.rules.base import NUMBERS, Fixability, Flag, Group, Rule, RuleMeta, quote
from lint.rules.completeness.wz005_default_zero_target import is_default_zero
from lint.text.fold import fold
from lint.text.write import as_deadline, is_cost, with_operator

_HALF = 50


class WrongDirection(Rule):
    """符号的方向反了。

    检查什么：越低越好的指标用了“≥”（故障率 ≥90%、成本 ≥5万元、响应时间 ≥30分钟、截止日期前写“≥”），越高越好的指标
    用了“≤”（完成率 ≤90%、下降率 ≤10%）。
    为什么：方向反了，故障越多、花钱越多反而得分越高；自评时按方向计分，会算出相反的结果。
    怎样改：改正符号；数值也要一并核对，原来想写“处置率”的，改指标名称。
    依据：计分时正向指标按实际值与目标值之比、反向指标按目标值与实际值之比（财预〔2020〕10号）。
    已知误报：发给个人的补助、工资等标准由政策确定，写“≥”不报；受理投诉、查处违法等应对坏事的，使用率、执行率等有上
    限也合理的，“降低……”“减少……”而没有说是率还是数的，方向说不清，不报；默认的“≥0”由 WZ005 管。
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

    looks_at = NUMBERS | {TargetKind.DATE}

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a floor on what should be low, a ceiling on what should be high."""
        value, target = indicator.value, indicator.target
        operator = target.operator
        if value is None or operator is None or not (operator.is_floor or operator.is_ceiling):
            return
        if target.kind is TargetKind.DATE:
            if operator.is_floor and not self._is_long(indicator):
                yield self._deadline(indicator, target)
            return
        if is_default_zero(target):
            return
        direction = self._direction(indicator)
        name = quote(indicator.text("name") or indicator.text("description"))
        if direction is Direction.LOWER and operator.is_floor and self._fits(indicator):
            message = f"{name}{self._way(indicator)}，目标值{quote(value.text)}的符号方向反了"
            advice, written = self._advice(indicator, Operator.LE)
            yield Flag("value", value, message, advice, "lower", replacement=written)
        elif direction is Direction.HIGHER and operator.is_ceiling and self._is_reachable(target):
            message = f"{name}越高越好，目标值{quote(value.text)}的符号方向反了"
            advice, written = self._advice(indicator, Operator.GE)
            yield Flag("value", value, message, advice, "higher", replacement=written)

    def _direction(self, indicator: Indicator) -> Direction:
        """Which way is good; a word in the direction column or the description (反向指标) has precedence."""
        pattern = self.lexicon.pattern
        column = indicator.cells.get("direction")
        if column is not None and pattern("measures", "reverse_column").search(column.text):
            return Direction.LOWER
        if self.lexicon.spaced_pattern("measures", "reverse_notes").search(indicator.wording):
            return Direction.LOWER
        return Direction.LOWER if is_cost(indicator, self.lexicon) else indicator.measure.direction

    def _fits(self, indicator: Indicator) -> bool:
        """Costs need an amount of money, times a length of time; a cost of ≥90 % is a matter of kinds (XG003)."""
        measure, unit = indicator.measure, self.lexicon.units.kind(indicator.target.unit)
        if measure.kind is Kind.MONEY:
            total = fold(indicator.text("name")).endswith("总成本")
            return (total or not measure.paid) and unit is Kind.MONEY
        if measure.kind is Kind.TIME:
            return unit is Kind.TIME
        return True

    def _is_long(self, indicator: Indicator) -> bool:
        """质保期, 使用年限: a date that may well lie further on."""
        core = self.lexicon.measures.core(fold(indicator.text("name")))[0]
        return core.endswith(self.lexicon.words("measures", "long_time"))

    @staticmethod
    def _is_reachable(target: Target) -> bool:
        """A ceiling of ≤100 % says no more than that it is a part of a whole; <100 % forbids reaching it."""
        return target.number is None or target.number < 100 or target.operator is Operator.LT

    @staticmethod
    def _way(indicator: Indicator) -> str:
        ways = {Kind.TIME: "越短越好", Kind.MONEY: "越少越好", Kind.COUNT: "越少越好"}
        return ways.get(indicator.measure.kind, "越低越好")

    def _advice(self, indicator: Indicator, operator: Operator) -> tuple[str, str | None]:
        """What to write, and the text itself where the number may stay."""
        value, target, measure = indicator.value, indicator.target, indicator.measure
        assert value is not None and target.number is not None
        if measure.direction is Direction.LOWER and measure.kind is Kind.RATIO and target.number >= _HALF:
            name = indicator.text("name")
            pairs = self.lexicon.data["measures"]["opposites"].items()
            better = next((good for bad, good in pairs if bad in name), "")
            other = f"；原来想写“……{better}”的，改指标名称" if better else ""
            return f"改为“{operator}N%”，N 取上年实际值或控制上限{other}", None
        text = with_operator(value.text, target, operator)
        if measure.direction is Direction.LOWER and measure.kind is Kind.COUNT:
            return f"改为“{text}”；不允许发生的写“=0{target.unit}”", text
        return f"改为“{text}”", text

    @staticmethod
    def _deadline(indicator: Indicator, target: Target) -> Flag:
        value, mark = indicator.value, target.mark
        assert value is not None and mark is not None
        written = as_deadline(value.text, target)
        message = f"截止日期前面写了{quote(value.text[mark.start : mark.end])}，意思成了“不早于”"
        return Flag("value", value, message, f"改为“{written}”", "deadline", replacement=written)
