"""WZ009 missing-goal: the project has no goal, or a goal cell is empty."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import Document, Overall, Project
from lint.model.finding import Severity
from lint.rules.base import Flag, Group, Rule, RuleMeta

_ADVICE = "写明项目要产出什么、带来什么效果，用数字表达，例如“完成……N个，使……达到N%”"


class MissingGoal(Rule):
    """没有绩效目标。

    检查什么：项目表里没有绩效目标，或者目标格是空的；总体部分有“总体绩效目标”的标题、没有内容。写“涉密”的由 WZ003
     管。
    为什么：指标是目标的分解，没有目标，指标就没有依托。
    怎样改：写明项目的主要产出和效果，并与指标对应。
    依据：绩效目标是预算安排的前提（财预〔2015〕88号）。
    """

    meta = RuleMeta("WZ009", "missing-goal", "没有绩效目标", Severity.ERROR, Group.COMPLETENESS)

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag a project without goals, or each empty goal of several."""
        filled = [goal for goal in project.goals if goal.text]
        if not filled:
            cell = project.goals[0] if project.goals else project.anchor
            yield Flag("goals", cell, "没有绩效目标" if not project.goals else "绩效目标为空", _ADVICE, "none")
            return
        for number, goal in enumerate(project.goals, start=1):
            if not goal.text:
                yield Flag("goals", goal, f"第 {number} 个绩效目标为空", f"{_ADVICE}；不用的目标行删除", "blank")

    def check_overall(self, overall: Overall, document: Document) -> Iterator[Flag]:
        """Flag an overall part whose 总体绩效目标 has no text."""
        if overall.goal is None or not overall.goal.text:
            yield Flag("goals", overall.heading, "总体绩效目标没有内容", "写明部门全年要达到的目标", "overall")
