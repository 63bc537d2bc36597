"""SD008 missing-operator: a bare number where ≥, ≤ or = matters."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.model.measure import Kind
from lint.model.target import Operator, TargetKind
from lint.rules.base import Fixability, Flag, Group, Rule, RuleMeta, quote
from lint.text.write import operator_for, with_operator


class MissingOperator(Rule):
    """数字前面没有符号。

    检查什么：指标值是带单位的数字，没有“≥”“≤”或“=”：90%、13.4万元、291条、30元/人。100%、0、日期、“约……”不报；“90
    %以上”由 BD003 管，没有单位的由 WZ006 管。
    为什么：291 条是至少、至多还是正好，年底 290 条算不算完成，要靠符号说清楚。
    怎样改：产出和满意度写“≥”，成本写“≤”，必须正好的写“=”。
    依据：绩效指标应当细化量化（财预〔2015〕88号）。
    """

    meta = RuleMeta(
        "SD008", "missing-operator", "数字没有符号", Severity.WARNING, Group.APPROPRIATENESS, Fixability.UNSAFE
    )

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a bare number with a unit."""
        value, target = indicator.value, indicator.target
        if value is None or target.kind is not TargetKind.NUMBER or target.mark or not target.unit or target.rest:
            return
        if target.lead and target.lead not in self.lexicon.operators.lead:
            return
        if target.number == 0 or (target.number == 100 and self.lexicon.units.kind(target.unit) is Kind.RATIO):
            return
        measure = indicator.measure
        operator = operator_for(measure)
        group = indicator.category.group if indicator.category else ""
        if self.lexicon.units.kind(target.unit) is Kind.MONEY:
            operator = Operator.EQ if measure.paid else Operator.LE if group == "成本" else operator
        text = with_operator(target, operator)
        exact = with_operator(target, Operator.EQ)
        advice = f"改为“{text}”" + ("" if text == exact else f"；必须正好的写“{exact}”")
        yield Flag("value", value, f"指标值{quote(value.text)}没有写≥、≤或=", advice, replacement=text)
