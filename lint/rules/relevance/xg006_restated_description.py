"""XG006 restated-description: the description only repeats the name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.rules.base import Flag, Group, Rule, RuleMeta, called, quote
from lint.rules.relevance.describe import describe
from lint.text.fold import essence, fold
from lint.text.lexicon import Lexicon
from lint.text.regex import lazy
from lint.text.words import words

_NOTE = lazy(r"[(（\[【]([^()（）\[\]【】]{1,6})[)）\]】]")
_MORE = 9
"""Characters that a description may have more than the name: more say something of their own."""
_PUNCTUATION = frozenset("()（）[]【】“”‘’、，,。.；;：:%/")
_KEYS = ("leading", "adverbs", "trailing", "within", "heads")
_SHORTEST = 2
_LONGEST_ENDING = 2
_REORDERED = 4
"""Texts of this length that have the same characters in another order say the same."""


class RestatedDescription(Rule):
    """描述只是重复名称。

    检查什么：绩效指标描述和名称一样，或者只在前后加了“反映”“情况”“提高”“保障”“的”一类的字：“参训教师满意度”写成
    “参训教师满意度”，“巡查次数”写成“反映巡查次数”，“设备使用效率”写成“提高设备使用效率”；或者只写了名称的一部分。
    为什么：描述是用来说明怎样算的，重复一遍等于没有说明，年底没法按同一口径核对。
    怎样改：写明数什么、分子和分母、调查谁、从什么时候算到什么时候。
    依据：绩效指标应当定义清楚、可衡量（财预〔2015〕88号）。
    已知误报：描述加了对象、分母、期限的（“参训教师对课程的满意度”“全年巡查次数”），不报；名称和描述都是涉密的，不报。
    """

    meta = RuleMeta("XG006", "restated-description", "描述重复名称", Severity.WARNING, Group.RELEVANCE)

    def __init__(self, lexicon: Lexicon, options: Mapping[str, Any] | None = None) -> None:
        super().__init__(lexicon, options)
        self._bare = lru_cache(maxsize=16384)(self._strip)
        listed = {key: lexicon.words("restated", key) for key in _KEYS}
        self._trailing, self._heads = listed["trailing"], listed["heads"]
        alike = lexicon.data.get("restated", {}).get("alike", {})
        self._alike = {word: str(standard) for standard, others in alike.items() for word in words(others)}
        self._idle = frozenset("".join(chain(*listed.values(), self._alike, self._alike.values())))
        """Characters of all the words that add nothing: two texts that differ in any other do not say the same."""

    @cached_property
    def _leading(self) -> re.Pattern[str]:
        adverbs, verbs = (self.lexicon.pattern("restated", key).pattern for key in ("adverbs", "leading"))
        return re.compile(rf"(?:{adverbs})*(?:{verbs})")

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a description that says no more than the name."""
        name, description = indicator.name, indicator.description
        if name is None or description is None or not name.text or not description.text:
            return
        if len(description.text) > len(name.text) + _MORE:
            return  # most rows
        named, told = fold(name.text), fold(description.text)
        if named != told and not self._is_same(named, told):
            return
        if self.lexicon.placeholders.says_nothing(named) or self.lexicon.placeholders.says_nothing(told):
            return  # WZ003, WZ004
        how = f"只是重复名称{quote(name.text)}" + ("的一部分" if told in named else "")
        if named == told:
            how = "与名称完全相同"
        message = f"{called('description', project)}{quote(description.text)}{how}，没有说明怎样算"
        yield Flag("description", description, message, describe(indicator, project, self.lexicon))

    def _is_same(self, named: str, told: str) -> bool:
        if len(told) < len(named) and told in named:
            return len(told) >= _SHORTEST
        if not named or not told:
            return False
        idle, middle = self._idle, named[len(named) // 2]
        if middle not in told and middle not in idle and middle not in _PUNCTUATION:
            return False  # most rows
        differing = {*named}.symmetric_difference(told)
        if not (differing <= idle or differing & _PUNCTUATION):
            return False
        one, other = self._bare(named), self._bare(told)
        return one == other or (len(one) == len(other) >= _REORDERED and sorted(one) == sorted(other))

    def _strip(self, text: str) -> str:
        """A text without notes of the unit, words of wrapping around it, and words that add nothing within it."""
        if text[-1] in "])）】%":
            text = _NOTE.sub(self._without_unit, text).rstrip("%")
        text = essence(text)
        while (lead := self._leading.match(text)) and len(text) - lead.end() >= _SHORTEST:
            text = text[lead.end() :]
        text = self.lexicon.pattern("restated", "within").sub("", self._cut(text, self._trailing, again=True))
        text = self._cut(text, self._heads)
        for size in range(_LONGEST_ENDING, 0, -1):
            if standard := self._alike.get(text[-size:]):
                return text[:-size] + standard
        return text

    @staticmethod
    def _cut(text: str, endings: tuple[str, ...], *, again: bool = False) -> str:
        while len(text) > _SHORTEST and text.endswith(endings):
            size = max(len(ending) for ending in endings if text.endswith(ending))
            if len(text) - size < _SHORTEST:
                return text
            text = text[:-size]
            if not again:
                return text
        return text

    def _without_unit(self, note: re.Match[str]) -> str:
        return "" if self.lexicon.units.kind(note[1]) else note[0]
