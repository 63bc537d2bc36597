"""CF001 copied-goal: a goal stands in another project of the document too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from lint.model.cell import Cell
from lint.model.document import Document, Project
from lint.model.finding import Severity
from lint.rules.base import Flag, Group, Relation, Rule, RuleMeta, name_of, option, quote
from lint.text.fold import essence
from lint.text.similarity import Groups, near_pairs


class CopiedGoal(Rule):
    """绩效目标与其他项目雷同。

    检查什么：十个字以上的绩效目标，在同一文件的其他项目里一字不差地出现，或者只改了一两个词。每个涉及的项目各报一次。
    为什么：两个项目不会有完全一样的目标，多半是复制后没有改。
    怎样改：按本项目的内容、数量和效果重写；确属同一项工作的，考虑合并项目。
    依据：绩效目标应当指向明确，与项目直接相关（财预〔2015〕88号）。
    """

    meta = RuleMeta("CF001", "copied-goal", "绩效目标雷同", Severity.WARNING, Group.COPIED)

    @dataclass(frozen=True, slots=True)
    class Options:
        """Options."""

        least: int = option(10, "短于这么多字的目标不比较")
        near: int = option(85, "相似到这个百分数就算雷同")

    def check_document(self, document: Document) -> Iterator[Flag]:
        """Flag each project that shares a goal, once, at the first such goal."""
        goals: list[tuple[Project, Cell]] = []
        ids: list[int] = []
        distinct: dict[str, int] = {}
        for project in document.projects:
            for goal in project.goals:
                text = essence(goal.text)
                if len(text) >= self.options.least:
                    goals.append((project, goal))
                    ids.append(distinct.setdefault(text, len(distinct)))
        groups = Groups(len(distinct))
        similar: dict[int, float] = {}
        for pair in near_pairs(list(distinct), self.options.near):
            groups.join(pair.first, pair.second)
            similar[pair.second] = pair.similarity
            similar.setdefault(pair.first, pair.similarity)
        members: dict[int, list[int]] = defaultdict(list)
        for number, key in enumerate(ids):
            members[groups.find(key)].append(number)
        done: set[int] = set()
        for number, (project, goal) in enumerate(goals):
            others = [
                other for other in members[groups.find(ids[number])] if goals[other][0].ordinal != project.ordinal
            ]
            if not others or project.ordinal in done:
                continue
            done.add(project.ordinal)
            same = next((other for other in others if ids[other] == ids[number]), None)
            other_project, other_goal = goals[others[0] if same is None else same]
            share = 100.0 if same is not None else similar.get(ids[number], 100.0)
            yield _flag(project, goal, other_project, other_goal, share, len({goals[o][0].ordinal for o in others}))


def _flag(project: Project, goal: Cell, other: Project, cell: Cell, share: float, count: int) -> Flag:
    how = "相同" if share == 100 else f"几乎相同（相似度 {share:.0f}%）"
    more = f"等 {count} 个项目" if count > 1 else ""
    message = f"绩效目标{quote(goal.text)}与{name_of(other)}{more}的{how}"
    relation = Relation("same-as", f"第 {other.ordinal} 个项目的绩效目标", cell, share)
    advice = "按本项目要做的事、做多少、达到什么效果重写"
    return Flag("goals", goal, message, advice, project=project, related=(relation,))
