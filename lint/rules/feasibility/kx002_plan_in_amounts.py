"""KX002 plan-in-amounts: the % row of the plan holds amounts of money."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lint.model.document import Plan, Project
from lint.model.finding import Severity
from lint.rules.base import Flag, Group, Rule, RuleMeta
from lint.rules.feasibility import shown_plan
from lint.text.amounts import PlanFigures, budget_in_wan, plain, plan_figures
from lint.text.fold import fold

_FULL = Decimal(100)
_CENT = Decimal("0.01")


class PlanInAmounts(Rule):
    """支出计划的百分比填成了金额。

    检查什么：资金支出计划按百分比填，最后一期的数却等于预算数（万元）、不是 100。预算恰好 100 万元的分不出来，不
    报；表头写明按金额（万元）填的不报。
    为什么：96 是 96% 还是 96 万元，汇总进度时会算错。
    怎样改：换算成百分比，最后一期为 100%。
    依据：绩效目标申报表应当按要求填写准确（财预〔2015〕88号）。
    """

    meta = RuleMeta("KX002", "plan-in-amounts", "支出计划填成金额", Severity.ERROR, Group.FEASIBILITY)

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag the plan once, at its last figure."""
        plan = project.plan
        figures = plan_figures(plan) if plan else None
        budget = budget_in_wan(project, self.lexicon.units.yuan)
        if plan is None or figures is None or budget is None or not in_amounts(plan, figures, budget):
            return
        last = next(step for step in reversed(plan.steps) if step.cell.text)
        shares = "、".join(
            f"{plain((value / budget * _FULL).quantize(_CENT))}%" if value is not None else "空"
            for value in figures.values
        )
        message = (
            f"支出计划应当填百分比，这里填的是金额：{last.label}的 {last.cell.text} 等于预算数 {plain(budget)} 万元"
        )
        yield Flag("plan", last.cell, message, f"换算成百分比：{shares}", shown=shown_plan(plan, last))


def in_amounts(plan: Plan, figures: PlanFigures, budget: Decimal) -> bool:
    """Whether a plan whose header asks for shares holds amounts in 万元."""
    by_amount = "元" in fold(plan.label.text)
    filled = figures.filled
    return bool(filled) and not figures.percent and not by_amount and filled[-1] == budget != _FULL and budget > 0
