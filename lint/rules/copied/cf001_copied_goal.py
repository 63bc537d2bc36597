"""CF001 copied-goal: a goal stands in another project of the document too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from lint.model.document import Document
from lint.model.finding import Severity
from lint.rules.base import Flag, Group, Relation, Rule, RuleMeta, RuleOptions, name_of, option, quote
from lint.rules.copied.goals import Goal, compared_goals, goal_groups
from lint.text.similarity import likeness, most_alike

_MOST_COMPARED = 50
"""Of a goal that stands in many projects, this many are looked at for the one that is most alike."""


class CopiedGoal(Rule):
    """绩效目标与其他项目雷同。

    检查什么：十个字以上的绩效目标，在同一文件的其他项目里一字不差地出现，或者只改了一两个词。每个涉及的项目各报一次。
    名称相近的项目（第一中学、第二中学的宿舍维修），目标里写的是各自的对象或数量，不报。各单位都要写的官方提法不比对。
    为什么：两个项目不会有完全一样的目标，多半是复制后没有改。
    怎样改：按本项目的内容、数量和效果重写；确属同一项工作的，考虑合并项目。
    依据：绩效目标应当指向明确，与项目直接相关（财预〔2015〕88号）。
    """

    meta = RuleMeta("CF001", "copied-goal", "绩效目标雷同", Severity.WARNING, Group.COPIED)

    class Options(RuleOptions):
        """Options."""

        least: int = option(10, "短于这么多字的目标不比较")
        near: int = option(85, "相似到这个百分数就算雷同")

    def check_document(self, document: Document) -> Iterator[Flag]:
        """Flag each project that shares a goal, once, at the first such goal."""
        goals = list(compared_goals(document.projects, self.options.least, self.lexicon))
        group_of = goal_groups(goals, self.options.near)
        members: dict[int, list[Goal]] = defaultdict(list)
        same: dict[str, list[Goal]] = defaultdict(list)
        for goal in goals:
            members[group_of[goal.text]].append(goal)
            same[goal.text].append(goal)
        shared = {group: len({goal.project.ordinal for goal in found}) for group, found in members.items()}
        done: set[int] = set()
        for goal in goals:
            group, ordinal = group_of[goal.text], goal.project.ordinal
            if shared[group] < 2 or ordinal in done:
                continue
            done.add(ordinal)
            exact = next(_of_others(same[goal.text], ordinal), None)
            twin = exact or _nearest(goal, members[group])
            yield _flag(goal, twin, 100.0 if exact else likeness(goal.text, twin.text), shared[group] - 1)


def _of_others(goals: Iterable[Goal], ordinal: int) -> Iterator[Goal]:
    return (goal for goal in goals if goal.project.ordinal != ordinal)


def _nearest(goal: Goal, goals: Iterable[Goal]) -> Goal:
    """Of the goals of other projects, the first ones, the one that is most alike."""
    twins = list(islice(_of_others(goals, goal.project.ordinal), _MOST_COMPARED))
    return twins[most_alike(goal.text, [twin.text for twin in twins])]


def _flag(goal: Goal, twin: Goal, similarity: float, count: int) -> Flag:
    how = "相同" if similarity == 100 else f"几乎相同（相似度 {similarity:.0f}%）"
    more = f"等 {count} 个项目" if count > 1 else ""
    message = f"绩效目标{quote(goal.cell.text)}与{name_of(twin.project)}{more}的{how}"
    relation = Relation("same-as", f"第 {twin.project.ordinal} 个项目的绩效目标", twin.cell, similarity)
    advice = "按本项目要做的事、做多少、达到什么效果重写；是同一类工作的，写出各自的对象和数量，或者合并项目"
    return Flag("goals", goal.cell, message, advice, project=goal.project, related=(relation,))
