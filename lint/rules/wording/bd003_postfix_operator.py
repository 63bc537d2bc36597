"""BD003 postfix-operator: 90%以上 for ≥90%."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.model.target import MarkStyle, Operator, TargetKind
from lint.rules.base import Fixability, Flag, Group, Rule, RuleMeta, quote
from lint.text.write import standard


class PostfixOperator(Rule):
    """用“以上、以下、以内”代替符号。

    检查什么：指标值写成“90%以上”“5万元以内”。“左右”不是确定的界限，不在这里报。
    为什么：“以上”含不含本数容易争议；符号写在前面，系统才能比较和计分。
    怎样改：90%以上 → ≥90%；5万元以内 → ≤5万元。
    依据：绩效指标应当细化量化（财预〔2015〕88号）。
    """

    meta = RuleMeta("BD003", "postfix-operator", "用以上以下代替符号", Severity.INFO, Group.WORDING, Fixability.SAFE)

    looks_at = frozenset({TargetKind.NUMBER})

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a number with 以上 or the like behind it."""
        value, target = indicator.value, indicator.target
        mark = target.mark
        if value is None or mark is None or mark.style is not MarkStyle.POSTFIX:
            return
        if mark.operator is Operator.ABOUT or target.number is None:
            return
        text = standard(value.text, target, self.lexicon)
        message = f"{quote(value.text)}应当把“{value.text[mark.start : mark.end]}”写成“{mark.operator}”"
        yield Flag("value", value, message, f"改为“{text}”", replacement=text, safe=not target.rest)
