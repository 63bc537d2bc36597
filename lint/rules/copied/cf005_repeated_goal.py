"""CF005 repeated-goal: two goals of one project are the same or begin the same way for long."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import takewhile

from lint.model.document import Project
from lint.model.finding import Severity
from lint.rules.base import Flag, Group, Relation, Rule, RuleMeta, RuleOptions, option, quote
from lint.text.fold import essence
from lint.text.regex import lazy
from lint.text.words import words

_DIGIT = lazy(r"\d")
_ADVICE = "删去重复的部分，每个目标只写一件事、一个结果"


class RepeatedGoal(Rule):
    """一个项目的几个目标重复。

    检查什么：同一个项目的两个绩效目标相同，或者开头二十个字以上相同（开头里有具体数字的除外）。写“涉密”的由 WZ003 管。
    为什么：分条写目标是为了说清几件事；长长的套话重复两遍，真正的目标只剩最后几个字。
    怎样改：删去重复的开头，每个目标只写一件事。
    依据：绩效目标应当指向明确、细化量化（财预〔2015〕88号）。
    """

    meta = RuleMeta("CF005", "repeated-goal", "目标重复", Severity.WARNING, Group.COPIED)

    class Options(RuleOptions):
        """Options."""

        opening: int = option(20, "开头有这么多字相同就报")

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag each goal that repeats an earlier one."""
        earlier: list[tuple[int, str]] = []
        for number, goal in enumerate(project.goals, start=1):
            text = essence(goal.text)
            if not text or self.lexicon.placeholders.says_nothing(goal.text):
                continue
            for first, other in earlier:
                common = "".join(one for one, _ in takewhile(_alike, zip(text, other, strict=False)))
                same = self._is_same(text, other)
                if not same and (len(common) < self.options.opening or _DIGIT.search(common)):
                    continue  # an opening with a quantity in it says something of its own
                how = "相同" if same else f"开头 {len(common)} 个字相同"
                message = f"第 {number} 个目标{quote(goal.text)}与第 {first} 个目标{how}"
                relation = Relation("same-as", f"第 {first} 个目标", project.goals[first - 1])
                advice = f"删去第 {number} 个目标，或者换成本项目的另一个目标" if same else _ADVICE
                yield Flag("goals", goal, message, advice, "same" if same else "opening", related=(relation,))
                break
            earlier.append((number, text))

    def _is_same(self, one: str, other: str) -> bool:
        """Whether two goals differ in no more than a bound that one of them leaves out: 95%以上, 95%."""
        if one == other:
            return True
        (rest, signs), (others, other_signs) = self._without_bounds(one), self._without_bounds(other)
        return rest == others and (signs == other_signs or not signs or not other_signs)

    def _without_bounds(self, text: str) -> tuple[str, list[str]]:
        signs = [self._bounds[found[0]] for found in self._bound.finditer(text)]
        return self._bound.sub("", text), signs

    @cached_property
    def _bound(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, self._bounds)) or r"(?!)")

    @cached_property
    def _bounds(self) -> Mapping[str, str]:
        """What each bound says: at least, at most, about."""
        data = self.lexicon.data.get("copies", {}).get("bounds", {})
        return {word: sign for sign, listed in data.items() for word in words(listed)}


def _alike(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1]
