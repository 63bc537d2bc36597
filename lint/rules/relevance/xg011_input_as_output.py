"""XG011 input-as-output: a budget or the unit's own staff stands as an output."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.model.measure import Kind
from lint.rules.base import NUMBERS, Flag, Group, Rule, RuleMeta, quote
from lint.text.fold import fold
from lint.text.write import group_of


class InputAsOutput(Rule):
    """把投入写成了产出。

    检查什么：数量指标写的是预算、资金、经费的数额，或者单位本来就有的在职、在编人数。发到人手里的钱、带动和争取来的
    钱，给职工发工资、办培训的项目里的人数，不报。
    为什么：产出是用钱做成了什么；花了多少钱、有多少人，是投入，花完不等于做成。
    怎样改：写做成的事：修了多少公里、办了多少次、服务了多少人；金额放到成本指标里。
    依据：产出指标反映预算资金提供的公共产品和服务（财预〔2015〕88号）。
    """

    meta = RuleMeta("XG011", "input-as-output", "投入写成产出", Severity.WARNING, Group.RELEVANCE, preview=True)

    looks_at = NUMBERS

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag an amount of money, or the staff that is there anyway, as a quantity."""
        name = indicator.name
        if name is None or group_of(indicator) != "数量":
            return
        words, text = self.lexicon.words, self.lexicon.measures.core(fold(name.text))[0]
        if text.endswith(words("outputs", "funds")):
            if self._is_money(indicator) and not self.lexicon.pattern("outputs", "earned").search(indicator.wording):
                yield self._flag(indicator, project, "投入的钱", "；金额移到成本指标，写“≤N万元”，N 取预算批复")
        elif text.endswith(words("outputs", "staff")):
            around = f"{project.label}{indicator.wording}{project.purpose.text if project.purpose else ''}"
            if not self.lexicon.pattern("outputs", "for_staff").search(around):
                yield self._flag(indicator, project, "本来就有的人", "")

    def _is_money(self, indicator: Indicator) -> bool:
        unit = indicator.target.unit
        return not unit or self.lexicon.units.kind(unit) is Kind.MONEY

    def _flag(self, indicator: Indicator, project: Project, what: str, then: str) -> Flag:
        name = indicator.name
        assert name is not None
        entry = self.lexicon.library.suggest(project, "数量", name.text)
        example = f"，例如“{entry.phrase}”" if entry else ""
        message = f"数量指标{quote(name.text)}是{what}，不是做成的事"
        return Flag("name", name, message, f"换成用这笔钱做成的数量{example}{then}")
