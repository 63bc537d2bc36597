"""WZ001 blank-value: the target value is empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lint.model.document import Document, Duty, Indicator, Project
from lint.model.finding import Severity
from lint.model.target import TargetKind
from lint.rules.advice import target_advice
from lint.rules.base import Flag, Group, Rule, RuleMeta


class BlankValue(Rule):
    """指标值没有填。

    检查什么：指标行写了名称，“指标值”却是空的；只有符号和单位、没有数字（“≥ 元”）也算。职责活动表里，写了指标却没
    有绩效标准的也算。
    为什么：没有目标值，年底无法判断完成没有，指标等于没有设。
    怎样改：按指标的性质填写符号、数字和单位，例如“≥N次”“≤N万元”“YYYY年M月底前完成”，数字取自合同、实施方案或上年
    实际。
    依据：绩效目标应当细化量化，指标值是考核的标尺（财预〔2015〕88号）。
    """

    meta = RuleMeta("WZ001", "blank-value", "指标值为空", Severity.ERROR, Group.COMPLETENESS)

    looks_at = frozenset({TargetKind.BLANK})

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a value cell without a number, date or words in it."""
        value, target = indicator.value, indicator.target
        if value is None or self.lexicon.placeholders.left_over(value.text):  # ≥××人 is WZ004
            return
        given = [f"符号“{target.mark.text}”"] if target.mark else []
        given += [f"单位“{target.unit}”"] if target.unit else []
        message = f"指标值只有{'和'.join(given)}，没有数字" if given else "指标值为空"
        unused = self.lexicon.placeholders.is_unused(indicator.text("name"))
        advice = "这一类用不上的，整行删除" if unused else target_advice(indicator, project, self.lexicon)
        yield Flag("value", value, message, advice, "no-number" if given else "blank")

    def check_duties(self, duties: Sequence[Duty], document: Document) -> Iterator[Flag]:
        """Flag an indicator of a duty whose graded standards are all empty."""
        for duty in duties:
            for entry in duty.indicators:
                if entry.indicator.text and entry.standards and not any(cell.text for cell in entry.standards):
                    yield Flag(
                        "value",
                        entry.standards[0],
                        "绩效标准（优、良、中、差）全部为空",
                        "按优、良、中、差四档填写可以考核的标准，例如“≥N%”",
                        "no-standard",
                    )
