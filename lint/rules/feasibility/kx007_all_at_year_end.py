"""KX007 all-at-year-end: everything is spent in December only."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import PlanStep, Project
from lint.model.finding import Severity
from lint.rules.base import Flag, Group, Rule, RuleMeta
from lint.rules.feasibility import figures_of, is_last, shown_plan


class AllAtYearEnd(Rule):
    """支出全部安排在年底。

    检查什么：资金支出计划前面各期都是 0 或空着，只有最后一期（12月）有数。一个项目报一次。
    为什么：年底突击支出，进度无法监控；前面各期多半是没有填。
    怎样改：按合同付款节点或工作安排填写各期累计进度。
    依据：资金支出计划应当与项目实施进度相匹配（财预〔2015〕88号）。
    """

    meta = RuleMeta("KX007", "all-at-year-end", "支出全在年底", Severity.INFO, Group.FEASIBILITY)

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag a plan whose only figure is the last."""
        plan, figures = project.plan, figures_of(project, self.lexicon)
        if plan is None or figures is None or len(figures.values) < 2 or not self._is_december(plan.steps[-1]):
            return
        *before, last = figures.values
        if last and not any(before):
            step = plan.steps[-1]
            message = f"支出全部安排在{step.label}，前面各期都是 0 或没有填"
            yield Flag("plan", step.cell, message, "按合同付款节点填写各期累计进度", shown=shown_plan(plan))

    def _is_december(self, step: PlanStep) -> bool:
        return is_last(step, self.lexicon, "december")
