"""BD003 postfix-operator: 90%以上 for ≥90%."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.model.measure import Kind
from lint.model.target import MarkStyle, Operator, Target, TargetKind
from lint.rules.base import Fixability, Flag, Group, Rule, RuleMeta, quote
from lint.text.regex import lazy
from lint.text.write import standard

_PREPOSITION = lazy(r"[在到至达为于]$")
_NOTE = lazy(r"[(（][^()（）]*[)）]")


class PostfixOperator(Rule):
    """用“以上、以下、以内”代替符号。

    检查什么：指标值写成“90%以上”“5万元以内”，前面又有“达到、控制在”的也算（达到95%以上）。“左右”不是确定的界限，不在
    这里报；从一件事算起的时限（“受理后5个工作日内”）和后面还有话的（“1万人以上的乡镇”）换不成符号，不报。
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
        rest = target.rest if not target.rest or _NOTE.fullmatch(target.rest) else ""
        if target.rest != rest and target.rest not in self.lexicon.words("operators", "finished"):
            return
        kept = self._kept(target.lead)
        if mark.operator.is_ceiling and kept and self._is_event(kept, target):
            return
        text = value.text
        if kept != target.lead or rest != target.rest:
            end = len(text) if rest == target.rest else mark.end
            text = kept + text[target.start : end].strip()
        text = standard(text, self.lexicon.targets.parse(text), self.lexicon)
        message = f"{quote(value.text)}应当把“{value.text[mark.start : mark.end]}”写成“{mark.operator}”"
        safe = not target.lead and not target.rest
        yield Flag("value", value, message, f"改为“{text}”", replacement=text, safe=safe)

    def _kept(self, lead: str) -> str:
        """What stands before a number without the words that say no more than the sign will: 每年 of 每年保持在.

        A measure is kept whole (任务完成率).
        """
        if lead and self.lexicon.measures.read(lead).kind not in (Kind.NONE, Kind.QUALITY):
            return lead
        if found := self.lexicon.pattern("operators", "reaching").search(lead) or _PREPOSITION.search(lead):
            return lead[: found.start()]
        return lead

    def _is_event(self, lead: str, target: Target) -> bool:
        """Whether a time is counted from something that happens (受理后5日内): it is no measure and no 每次."""
        if self.lexicon.units.kind(target.unit) is not Kind.TIME:
            return False
        if self.lexicon.operators.lead_of(lead) == len(lead):
            return False
        return self.lexicon.measures.read(lead).kind is not Kind.TIME
