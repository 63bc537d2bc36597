"""SD006 not-a-target: the value is a noun or a procedure."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.model.measure import Kind
from lint.model.target import TargetKind
from lint.rules.advice import target_advice
from lint.rules.appropriateness.in_words import is_telling, lacks_amount
from lint.rules.base import Flag, Group, Rule, RuleMeta, quote
from lint.text.fold import fold
from lint.text.write import CALLED

_PUNCTUATION = "。.，,;；、:：()（）"
_LONGEST = 30
_SAME = 0.5
"""How much of a noun must stand in the name or description for it to be a restatement of them."""


class NotATarget(Rule):
    """目标值不是目标。

    检查什么：指标值写成名词或者做法：表格印制数量、资金支付情况、宣传品的数量、采购明细；按规定支付、据实结算、以合同为
    准；名称是人数、比率、时间、金额，指标值却是一句没有数的话（“接口开发”）。
    为什么：名词只说考核哪件事，做法只说怎么办事，都没有说做到多少算完成。
    怎样改：写出要达到的数、比率或者时间。
    依据：绩效指标应当细化量化，可以衡量（财预〔2015〕88号）。
    已知误报：写明标准名称（国家标准、《……办法》）、时间（按合同约定的时间完成）的不报；“有效提升”等状态由 SD005 管。
    """

    meta = RuleMeta("SD006", "not-a-target", "目标值不是目标", Severity.ERROR, Group.APPROPRIATENESS)

    looks_at = frozenset({TargetKind.WORDS})

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a value in words that is a noun or a procedure."""
        value = indicator.value
        if value is None or len(value.text) > _LONGEST:
            return
        text = fold(value.text).strip(_PUNCTUATION)
        if self._is_procedure(text):
            message = f"指标值{quote(value.text)}说的是怎么做，没有说做到多少"
            yield Flag("value", value, message, target_advice(indicator, project, self.lexicon), "procedure")
        elif self._is_noun(text, indicator):
            message = f"指标值{quote(value.text)}只说考核什么，没有说做到多少"
            yield Flag("value", value, message, target_advice(indicator, project, self.lexicon), "noun")
        elif lacks_amount(text, indicator, self.lexicon):
            wanted = CALLED[indicator.name_measure.kind]
            message = f"名称{quote(indicator.text('name'))}要的是{wanted}，指标值{quote(value.text)}没有写做到多少"
            yield Flag("value", value, message, target_advice(indicator, project, self.lexicon), "kind")

    def _words(self, key: str) -> tuple[str, ...]:
        return self.lexicon.words("untargets", key)

    def _has(self, key: str, text: str) -> bool:
        return self.lexicon.pattern("untargets", key).search(text) is not None

    def _is_procedure(self, text: str) -> bool:
        """按规定支付, 以合同为准, 据实结算; not where a standard or a time is named."""
        for word in self._words("adverbs"):
            text = text.removeprefix(word)
        if text in self._words("whole"):
            return True
        acts = text.startswith(self._words("starts")) and text.endswith(self._words("acts"))
        decided = text.startswith(self._words("decided_from")) and text.endswith(self._words("decided"))
        if not (acts or decided) or self._has("promises", text):
            return False
        # 按计划推进 is as good as 稳步推进: left to SD005
        vague = self.lexicon.pattern("phrases", "vague").search(text)
        return not vague or text.startswith(self.lexicon.words("phrases", "procedures"))

    def _is_noun(self, text: str, indicator: Indicator) -> bool:
        """A noun phrase without any word on how much, how good or compared to what."""
        if text.endswith(self._words("papers")):
            return not text.startswith(self._words("made"))
        if self._has("aimed", text):
            return False
        if text.endswith(self._words("matters")):
            return True
        if text.endswith(self._words("stuff")):
            return not text.startswith(self._words("made")) and not is_telling(text, self.lexicon)
        if text.endswith(self._words("effects")):
            return self._has("effect_on", text)
        if self.lexicon.measures.sure(text).kind in (Kind.NONE, Kind.SATISFACTION):
            return False
        told = fold(indicator.text("name") + indicator.text("description"))
        return sum(character in told for character in text) >= _SAME * len(text)
