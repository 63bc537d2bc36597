"""SD014 ratio-as-number: a ratio is written as a decimal (0.97 for 97 %)."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.model.measure import Direction, Kind, Ratio
from lint.model.target import MarkStyle, TargetKind
from lint.rules.base import Fixability, Flag, Group, Rule, RuleMeta, RuleOptions, option, quote
from lint.text.amounts import plain
from lint.text.fold import fold
from lint.text.write import operator_for

_ALL = 100
_UNITS = ("", "比例", "比率")


class RatioAsNumber(Rule):
    """比率写成了小数。

    检查什么：合格率、完成率、满意度一类的目标值写成 0 到 1 之间的小数（0.97），没有百分号。写了“%”“‰”的、增长率、越低
    越好的比率不报。
    为什么：别的表都写百分数，汇总时 0.97 会被当成 0.97%。
    怎样改：乘以 100，加上百分号：97%。
    依据：绩效目标申报表应当按要求填写规范（财预〔2015〕88号）。
    """

    meta = RuleMeta(
        "SD014",
        "ratio-as-number",
        "比率写成小数",
        Severity.WARNING,
        Group.APPROPRIATENESS,
        Fixability.UNSAFE,
        preview=True,
    )

    class Options(RuleOptions):
        """Options."""

        floor: float = option(0.3, "小于这个数的不报，可能是百分之零点几")

    looks_at = frozenset({TargetKind.NUMBER})

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a fraction without a unit where a part of a whole is measured."""
        value, target, measure = indicator.value, indicator.target, indicator.measure
        number = target.number
        if value is None or number is None or target.unit not in _UNITS or not self.options.floor <= number <= 1:
            return
        if measure.kind not in (Kind.RATIO, Kind.SATISFACTION) or measure.ratio is not Ratio.PART:
            return
        if measure.direction is Direction.LOWER or (number == 1 and not measure.complete) or _has_unit(indicator):
            return
        mark = target.mark.operator if target.mark and target.mark.style is not MarkStyle.POSTFIX else None
        right = f"{mark or operator_for(indicator, self.lexicon) or ''}{plain(number * _ALL)}%"
        whole = not target.rest and not target.lead
        message = f"{quote(indicator.text('name'))}是比率，指标值{quote(value.text)}写成了小数"
        yield Flag("value", value, message, f"改为“{right}”", replacement=right if whole else None)


def _has_unit(indicator: Indicator) -> bool:
    """Whether the row says in what the number is given: (%), (‰), 千人献血率, for each of something."""
    said = fold(indicator.text("name") + indicator.text("description"))
    return any(
        sign in said
        for sign in ("%", "‰", "百分", "千分", "千人", "万人", "每千", "每万", "每百", "每十", "人均", "户均")
    )
