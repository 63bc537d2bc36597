"""SD001 satisfaction-too-low: a satisfaction target below the floor."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.model.measure import Direction, Kind, Ratio
from lint.rules.base import NUMBERS, Flag, Group, Rule, RuleMeta, RuleOptions, option, quote
from lint.rules.completeness.wz005_default_zero_target import is_default_zero
from lint.text.fold import fold
from lint.text.write import group_of, number


class SatisfactionTooLow(Rule):
    """满意度的目标值过低。

    检查什么：满意度、满意率的目标值低于下限（默认 80%），满意度指标下面的好评率、认可度、支持率也算。“≥0”由 WZ005
    管；满意度“提升”多少的不报。
    为什么：“≥1%”“≥70%”这样的目标起不到约束作用，年底考核分不出好坏。
    怎样改：按上年满意度调查的结果填写，没有调查过的先做一次调查。
    依据：指标值应当符合正常水平（财预〔2015〕88号）；目标值明显偏低的，绩效自评时扣分（财预〔2020〕10号）。
    """

    meta = RuleMeta(
        "SD001",
        "satisfaction-too-low",
        "满意度目标值过低",
        Severity.ERROR,
        Group.APPROPRIATENESS,
        references=(
            "财预〔2015〕88号 中央部门预算绩效目标管理办法",
            "财预〔2020〕10号 项目支出绩效评价管理办法",
        ),
    )

    class Options(RuleOptions):
        """Options."""

        floor: float = option(80, "低于这个百分数就报")

    looks_at = NUMBERS

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a satisfaction floor (or exact value, or the lower end of a range) below the option."""
        value, target = indicator.value, indicator.target
        if value is None or target.number is None or target.number >= self.options.floor or is_default_zero(target):
            return
        if not self._is_satisfaction(indicator) or (target.operator and target.operator.is_ceiling):
            return
        if target.unit and self.lexicon.units.kind(target.unit) is not Kind.RATIO:
            return
        is_decimal = not target.unit and target.number <= 1  # 0.7 is 70 %
        if not is_decimal or target.number * 100 < self.options.floor:
            message = f"满意度目标值{quote(value.text)}低于 {self.options.floor:g}%，起不到约束作用"
            advice = f"改为“≥N%”，N 取上年满意度调查的结果，一般不低于 {self.options.floor:g}"
            yield Flag("value", value, message, advice, data={"value": number(target.number)})

    def _is_satisfaction(self, indicator: Indicator) -> bool:
        """A level of satisfaction, not its rise: by its name, or by its category where the name tells no kind."""
        measure = indicator.measure
        if measure.direction is Direction.LOWER or measure.ratio is Ratio.GROWTH:
            return False
        if measure.kind is Kind.SATISFACTION:
            return not self.lexicon.measures.is_change(indicator.target.lead)
        if group_of(indicator) != "满意度":
            return False
        if measure.kind not in (Kind.NONE, Kind.QUALITY) and not self._is_approval(indicator):
            return False
        return not self.lexicon.measures.is_change(indicator.text("name") + indicator.target.lead)

    def _is_approval(self, indicator: Indicator) -> bool:
        """好评率, 认可度: satisfaction by another word."""
        core = self.lexicon.measures.core(fold(indicator.text("name")))[0]
        return core.endswith(self.lexicon.words("phrases", "approval"))
