"""SD015 below-baseline: the target is worse than the value of the year before."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.model.measure import Direction, Kind, Ratio
from lint.model.target import TargetKind
from lint.rules.base import Flag, Group, Relation, Rule, RuleMeta, called, quote
from lint.text.amounts import plain

_RATIOS = (Kind.RATIO, Kind.SATISFACTION)


class BelowBaseline(Rule):
    """目标值不如上年。

    检查什么：表里有上年实际值（历史值、基期值）一列，比率和满意度的目标值却比它差：越高越好的更低，越低越好的更高。两
    个数单位不同、方向看不出来的不报；增长率、人数、次数随任务变化，不报。
    为什么：目标比已经做到的还低，不用做就完成了。
    怎样改：按上年实际值提高；确实要下调的，在依据里写明原因。
    依据：绩效目标值应当参考历史数据、行业标准合理确定（财预〔2015〕88号）。
    """

    meta = RuleMeta("SD015", "below-baseline", "目标值不如上年", Severity.WARNING, Group.APPROPRIATENESS, preview=True)

    looks_at = frozenset({TargetKind.NUMBER})

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a ratio whose target is on the wrong side of the value of last year."""
        baseline, value, measure = indicator.cell("baseline"), indicator.value, indicator.measure
        if baseline is None or value is None or not baseline.text or measure.kind not in _RATIOS:
            return
        before, target = self.lexicon.targets.parse(baseline.text), indicator.target
        if before.kind is not TargetKind.NUMBER or before.number is None or target.number is None:
            return
        if before.unit != target.unit or measure.direction is Direction.OPEN or measure.ratio is Ratio.GROWTH:
            return
        worse = target.number < before.number
        if measure.direction is Direction.LOWER:
            worse = target.number > before.number
        if worse and target.number:
            message = f"目标值{quote(value.text)}不如上年的{quote(baseline.text)}"
            advice = f"不差于 {plain(before.number)}{before.unit}；确实要下调的，在{called('basis', project)}里写明原因"
            yield Flag("value", value, message, advice, related=(Relation("conflicts-with", "上年的值", baseline),))
