"""KX002 plan-in-amounts: the % row of the plan holds amounts of money."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lint.model.document import Project
from lint.model.finding import Severity
from lint.rules.base import Flag, Group, Rule, RuleMeta
from lint.rules.feasibility import FULL, figures_of, shown_plan
from lint.text.amounts import PlanFigures, budget_yuan, plain, same_amount

_CENT = Decimal("0.01")
_UNITS = (("万元", Decimal(10_000)), ("元", Decimal(1)))


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
        plan, figures = project.plan, figures_of(project, self.lexicon)
        budget = budget_yuan(project, self.lexicon.units.yuan)
        if plan is None or figures is None or not budget or (unit := amounts_in(figures, budget, project)) is None:
            return
        name, factor = unit
        last = next(step for step in reversed(plan.steps) if step.cell.text)
        shares = "、".join(
            f"{plain((value * factor / budget * FULL).quantize(_CENT))}%" if value is not None else "空"
            for value in figures.values
        )
        message = (
            f"支出计划应当填百分比，这里填的是金额：{last.label}的 {last.cell.text} "
            f"等于预算数 {plain(budget / factor)} {name}"
        )
        yield Flag("plan", last.cell, message, f"换算成百分比：{shares}", shown=shown_plan(plan, last))


def amounts_in(figures: PlanFigures, budget: Decimal, project: Project) -> tuple[str, Decimal] | None:
    """The unit of money in which a plan that asks for shares is filled, or None where it is not."""
    filled = figures.filled
    if not filled or figures.total is not None or figures.signed or filled[-1] in (FULL, 1):
        return None
    if not figures.percent and project.money_unit is not None:
        return None  # the line above the table asks for amounts
    return next(((name, factor) for name, factor in _UNITS if same_amount(filled[-1], budget / factor)), None)
