"""KX003 plan-incomplete: the plan does not end at the full amount."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lint.model.document import Project
from lint.model.finding import Severity
from lint.rules.base import Flag, Group, Rule, RuleMeta
from lint.rules.feasibility import shown_plan
from lint.text.amounts import budget_in_wan, plain, plan_figures
from lint.text.fold import fold

_FULL = Decimal(100)


class PlanIncomplete(Rule):
    """支出计划没有到 100%。

    检查什么：资金支出计划最后一期（12月底）不是 100%，按金额填的不是全部预算，或者最后一期空着。整个计划都空着由
    WZ010 管；表里缺了最后一期那一列、或者列错了位的，看不准，不报。
    为什么：年度预算应当在年内支出完，计划没有排满说明资金没有安排好，或者漏填。
    怎样改：最后一期填 100%；确有跨年的，在资金用途里说明。
    依据：资金支出计划应当与项目实施进度相匹配（财预〔2015〕88号）。
    """

    meta = RuleMeta("KX003", "plan-incomplete", "支出计划未到百分之百", Severity.ERROR, Group.FEASIBILITY)

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag the last step."""
        plan = project.plan
        if plan is None or plan.blank or plan.drifted:
            return
        last = plan.steps[-1]
        if not fold(last.label).startswith(self.lexicon.words("headers", "last_steps")):
            return
        figures = plan_figures(plan)
        if figures is None:
            return
        value = figures.values[-1]
        if value is None:
            message = f"支出计划最后一期（{last.label}）没有填"
            yield Flag("plan", last.cell, message, "填写 100%", "blank", shown=shown_plan(plan))
            return
        budget = budget_in_wan(project, self.lexicon.units.yuan)
        if value in (_FULL, budget) or (value == 1 and not figures.percent):
            return
        if "季" in last.label and sum(figures.filled) in (_FULL, budget):
            return  # shares of each quarter, not cumulative
        message = f"支出计划最后一期（{last.label}）是 {last.cell.text}，没有到 100%"
        advice = "最后一期改为 100%，前面各期按累计进度填写"
        if budget is not None and not figures.percent and "元" in fold(plan.label.text):
            message = f"支出计划最后一期（{last.label}）是 {last.cell.text}，不等于预算数 {plain(budget)} 万元"
            advice = f"最后一期改为 {plain(budget)}，前面各期按累计金额填写"
        yield Flag("plan", last.cell, message, advice, "short", shown=shown_plan(plan))
