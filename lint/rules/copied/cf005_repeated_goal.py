"""CF005 repeated-goal: two goals of one project are the same or begin the same way for long."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from lint.model.document import Project
from lint.model.finding import Severity
from lint.rules.base import Flag, Group, Relation, Rule, RuleMeta, RuleOptions, option, quote
from lint.text.fold import essence
from lint.text.regex import lazy

_DIGIT = lazy(r"\d")
_BOUND = lazy(r"以[上下内]|左右|不低于|不少于|不超过")
"""Goals that differ in no more than this promise the same."""
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
                same = _BOUND.sub("", text) == _BOUND.sub("", other)
                if not same and (len(common) < self.options.opening or _DIGIT.search(common)):
                    continue  # an opening with a quantity in it says something of its own
                how = "相同" if same else f"开头 {len(common)} 个字相同"
                message = f"第 {number} 个目标{quote(goal.text)}与第 {first} 个目标{how}"
                relation = Relation("same-as", f"第 {first} 个目标", project.goals[first - 1])
                advice = f"删去第 {number} 个目标，或者换成本项目的另一个目标" if same else _ADVICE
                yield Flag("goals", goal, message, advice, "same" if same else "opening", related=(relation,))
                break
            earlier.append((number, text))


def _alike(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1]
