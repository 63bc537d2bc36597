"""CF005 repeated-goal: two goals of one project are the same or begin the same way for long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from lint.model.document import Project
from lint.model.finding import Severity
from lint.rules.base import Flag, Group, Relation, Rule, RuleMeta, option, quote
from lint.text.fold import essence


class RepeatedGoal(Rule):
    """一个项目的几个目标重复。

    检查什么：同一个项目的两个绩效目标相同，或者开头二十个字以上相同。写“涉密”的由 WZ003 管。
    为什么：分条写目标是为了说清几件事；长长的套话重复两遍，真正的目标只剩最后几个字。
    怎样改：删去重复的开头，每个目标只写一件事。
    依据：绩效目标应当指向明确、细化量化（财预〔2015〕88号）。
    """

    meta = RuleMeta("CF005", "repeated-goal", "目标重复", Severity.WARNING, Group.COPIED)

    @dataclass(frozen=True, slots=True)
    class Options:
        """Options."""

        opening: int = option(20, "开头有这么多字相同就报")

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag each goal that repeats an earlier one."""
        classified = self.lexicon.words("placeholders", "classified")
        earlier: list[tuple[int, str]] = []
        for number, goal in enumerate(project.goals, start=1):
            text = essence(goal.text)
            if not text or text in classified:
                continue
            for first, other in earlier:
                common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(text, other, strict=False)))
                if text != other and common < self.options.opening:
                    continue
                how = "相同" if text == other else f"开头 {common} 个字相同"
                message = f"第 {number} 个目标{quote(goal.text)}与第 {first} 个目标{how}"
                relation = Relation("same-as", f"第 {first} 个目标", project.goals[first - 1])
                advice = "删去重复的部分，每个目标只写一件事、一个结果"
                yield Flag("goals", goal, message, advice, "same" if text == other else "opening", related=(relation,))
                break
            earlier.append((number, text))
