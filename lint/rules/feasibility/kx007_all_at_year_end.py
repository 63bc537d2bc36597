"""KX007 all-at-year-end: everything is spent in December only."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import Project
from lint.model.finding import Severity
from lint.rules.base import Flag, Group, Rule, RuleMeta
from lint.rules.feasibility import shown_plan
from lint.text.amounts import plan_figures


class AllAtYearEnd(Rule):
    """支出全部安排在年底。

    检查什么：资金支出计划前面各期都是 0 或空着，只有最后一期有数。一个项目报一次。
    为什么：年底突击支出，进度无法监控；前面各期多半是没有填。
    怎样改：按合同付款节点或工作安排填写各期累计进度；确实年底一次支付的，在资金用途里说明。
    依据：资金支出计划应当与项目实施进度相匹配（财预〔2015〕88号）。
    """

    meta = RuleMeta("KX007", "all-at-year-end", "支出全在年底", Severity.INFO, Group.FEASIBILITY)

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag a plan whose only figure is the last."""
        plan = project.plan
        figures = plan_figures(plan) if plan else None
        if plan is None or figures is None or len(figures.values) < 2:
            return
        *before, last = figures.values
        if last and not any(before):
            step = plan.steps[-1]
            message = f"支出全部安排在{step.label}，前面各期都是 0 或没有填"
            advice = "按付款节点填写各期累计进度；确实年底一次支付的，在资金用途里写明"
            yield Flag("plan", step.cell, message, advice, shown=shown_plan(plan))
