"""SD012 low-duty-target: a duty that has to be done in full has a target below 90 %."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.model.measure import Direction, Kind
from lint.rules.base import NUMBERS, Flag, Group, Rule, RuleMeta, RuleOptions, option, quote
from lint.text.fold import fold
from lint.text.write import number

_TRIVIAL = 30
"""Lower floors are left to SD002."""


class LowDutyTarget(Rule):
    """应当做满的事，目标定低了。

    检查什么：工资、低保、补贴的发放率，隐患整改率，突发事件处置率，投诉办结率这类按规定必须做到的事，目标值低于下限
    （默认 90%）。只完成百分之几的由 SD002 管。
    为什么：应发尽发、应改尽改的事，定 80% 等于允许两成不发、不改。
    怎样改：一般写“=100%”；确实做不满的，在描述里写明哪些情形不计在内。
    依据：指标值应当符合正常水平（财预〔2015〕88号）。
    """

    meta = RuleMeta(
        "SD012", "low-duty-target", "应尽的事目标偏低", Severity.WARNING, Group.APPROPRIATENESS, preview=True
    )

    class Options(RuleOptions):
        """Options."""

        floor: float = option(90, "低于这个百分数就报")

    looks_at = NUMBERS

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a low floor for what the name says has to be done."""
        value, target = indicator.value, indicator.target
        if value is None or target.number is None or not _TRIVIAL <= target.number < self.options.floor:
            return
        if indicator.name_measure.kind is not Kind.RATIO or indicator.name_measure.direction is Direction.LOWER:
            return
        if self.lexicon.units.kind(target.unit) is not Kind.RATIO or (target.operator and target.operator.is_ceiling):
            return
        words, name = self.lexicon.words, fold(indicator.text("name"))
        core = self.lexicon.measures.core(name)[0]
        if not core.endswith(words("outputs", "due_endings")):
            return
        pattern = self.lexicon.pattern
        if not pattern("outputs", "due").search(name) or pattern("outputs", "not_due").search(indicator.wording):
            return
        unless = self.lexicon.words("outputs", "if_checked")
        if core.endswith(unless) and not pattern("outputs", "checked").search(name):
            return  # 补助对象核查率: a sample will do
        message = f"{quote(name)}是必须做到的事，指标值{quote(value.text)}低于 {self.options.floor:g}%"
        advice = "写“=100%”；确实做不满的，在描述里写明哪些情形不计在内"
        yield Flag("value", value, message, advice, data={"value": number(target.number)})
