"""SD002 trivial-target: a target that is met by doing next to nothing."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.model.measure import Direction, Kind, Ratio
from lint.model.target import Operator, TargetKind
from lint.rules.advice import target_advice
from lint.rules.base import Flag, Group, Rule, RuleMeta, RuleOptions, option, quote
from lint.rules.completeness.wz005_default_zero_target import is_default_zero
from lint.text.fold import fold
from lint.text.regex import lazy
from lint.text.write import group_of, harmless

_DUE = lazy(r"(?:[÷/]|占|与)[^÷/占]{0,4}(?:应|计划|任务|全部)")
"""What is divided by what was to be done."""
_OF_ALL_PEOPLE = lazy(r"[÷/占].{0,4}人口")
"""A share of the whole population (献血人次÷常住人口) is a few per cent by nature."""


class TrivialTarget(Rule):
    """目标值低到几乎不做也能完成。

    检查什么：完成率、合格率、及时率一类正常应当接近 100% 的比率，目标值却不到 30%；其他比率的目标值只有百分之几。
    目标值正好是 0 的，只在合格率、培训人数、总成本这样该做、该花的指标里报。增长率、下降率、占比、抽查率本来就可以
    低，不报；满意度由 SD001 管；“≥0”由 WZ005 管。
    为什么：“完成率≥1%”多半是系统默认值没有改，任何结果都算完成。
    怎样改：按上年实际值、标准或合同填写。
    依据：绩效目标应当合理可行（财预〔2015〕88号）；目标值明显偏低的，绩效自评时扣分（财预〔2020〕10号）。
    """

    meta = RuleMeta(
        "SD002",
        "trivial-target",
        "目标值形同虚设",
        Severity.ERROR,
        Group.APPROPRIATENESS,
        references=(
            "财预〔2015〕88号 中央部门预算绩效目标管理办法",
            "财预〔2020〕10号 项目支出绩效评价管理办法",
        ),
    )

    class Options(RuleOptions):
        """Options."""

        complete_floor: float = option(30, "完成率一类的目标值低于这个百分数就报")
        ratio_floor: float = option(5, "其他越高越好的比率，目标值不高于这个百分数就报")
        unknown_floor: float = option(1, "看不出高低好坏的比率，目标值不高于这个百分数就报")

    looks_at = frozenset({TargetKind.NUMBER})

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a floor that is next to nothing."""
        value, target = indicator.value, indicator.target
        if value is not None and target.number == 0:
            if self._does_nothing(indicator):
                message = f"{quote(indicator.text('name'))}的目标值{quote(value.text)}等于什么也不做"
                yield Flag("value", value, message, target_advice(indicator, project, self.lexicon), "nothing")
            return
        highest = max(self.options.complete_floor, self.options.ratio_floor)
        if value is None or not target.number or target.number > highest or is_default_zero(target):
            return
        operator, measure = target.operator, indicator.measure
        if operator is not None and not (operator.is_floor or operator is Operator.EQ):
            return
        if self.lexicon.units.kind(target.unit) is not Kind.RATIO or target.number < 0 or "±" in target.lead:
            return
        if measure.kind in (Kind.SATISFACTION, Kind.COUNT) or measure.direction is Direction.LOWER:
            return
        name = fold(indicator.text("name"))
        if self.lexicon.measures.is_change(name + target.lead):
            return
        modest = any(word in name for word in self.lexicon.measures.words.modest)
        if measure.complete and not (modest and name.endswith(self.lexicon.words("measures", "looked_at"))):
            trivial = target.number < self.options.complete_floor
        else:
            share = measure.ratio in (Ratio.SHARE, Ratio.GROWTH)
            small = modest or share or _OF_ALL_PEOPLE.search(indicator.text("description")) is not None
            known = measure.direction is Direction.HIGHER or _DUE.search(fold(indicator.text("description")))
            floor = self.options.ratio_floor if known else self.options.unknown_floor
            trivial = not small and target.number <= floor
        if trivial:
            message = f"{quote(indicator.text('name'))}的目标值{quote(value.text)}几乎不做也能完成"
            yield Flag("value", value, message, target_advice(indicator, project, self.lexicon))

    def _does_nothing(self, indicator: Indicator) -> bool:
        """Whether a target of exactly zero is for a thing to be done: 验收合格率 =0%, 培训人数 0人, 总成本 ≤0万元."""
        measure, operator = indicator.measure, indicator.target.operator
        name, doings = fold(indicator.text("name")), self.lexicon.words("phrases", "doings")
        if operator not in (None, Operator.EQ, Operator.LE) or harmless(indicator, self.lexicon):
            return False
        if any(word in name for word in self.lexicon.words("phrases", "not_doings")):
            return False
        if self.lexicon.measures.is_change(name + indicator.target.lead):
            return False
        if measure.kind is Kind.RATIO:
            return measure.complete and measure.direction is Direction.HIGHER and operator is not Operator.LE
        if measure.kind is Kind.MONEY:
            is_own = name.endswith("总成本") or name.startswith(("项目", "工程", *doings))
            return is_own and measure.direction is Direction.LOWER and group_of(indicator) == "成本"
        is_output = group_of(indicator) == "数量" and measure.kind is Kind.COUNT
        return is_output and measure.direction is not Direction.LOWER and name.startswith(doings)
