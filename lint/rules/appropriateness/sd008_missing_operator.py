"""SD008 missing-operator: a bare number where ≥, ≤ or = matters."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.model.measure import Kind
from lint.model.target import Operator, TargetKind
from lint.rules.base import Fixability, Flag, Group, Rule, RuleMeta, quote
from lint.text.regex import lazy
from lint.text.write import operator_for, with_operator

_NOTE = lazy(r"[(（][^()（）]*[)）]")
"""A note behind the value (含线上) does not make it something else."""


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

    looks_at = frozenset({TargetKind.NUMBER})

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a bare number with a unit."""
        value, target = indicator.value, indicator.target
        if value is None or target.mark or not target.unit:
            return
        if target.rest and not _NOTE.fullmatch(target.rest):
            return
        lead = target.lead
        if lead and lead not in self.lexicon.operators.lead and lead not in self.lexicon.words("phrases", "doings"):
            return
        if target.number == 0 or (target.number == 100 and self.lexicon.units.kind(target.unit) is Kind.RATIO):
            return
        operator = operator_for(indicator, self.lexicon)
        message = f"指标值{quote(value.text)}没有写≥、≤或="
        exact = with_operator(value.text, target, Operator.EQ)
        if operator is None:
            least, most = (with_operator(value.text, target, sign) for sign in (Operator.GE, Operator.LE))
            yield Flag("value", value, message, f"至少的写“{least}”，至多的写“{most}”，正好的写“{exact}”", "open")
            return
        text = with_operator(value.text, target, operator)
        open_ended = text == exact or indicator.measure.kind is Kind.SATISFACTION
        advice = f"改为“{text}”" + ("" if open_ended else f"；必须正好的写“{exact}”")
        yield Flag("value", value, message, advice, replacement=text)
