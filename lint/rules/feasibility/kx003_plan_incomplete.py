"""KX003 plan-incomplete: the plan does not end at the full amount."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lint.model.document import Project
from lint.model.finding import Severity
from lint.rules.base import Flag, Group, Rule, RuleMeta
from lint.rules.feasibility import asks_for_sums, figures_of, is_last, shown_plan, whole
from lint.rules.feasibility.kx002_plan_in_amounts import amounts_in
from lint.text.amounts import PlanFigures, budget_yuan, plain


class PlanIncomplete(Rule):
    """支出计划没有到 100%。

    检查什么：资金支出计划最后一期（12月底）不是 100%，按金额填的不是全部预算，或者最后一期空着。整个计划都空着由
    WZ010 管；表里缺了最后一期那一列、或者列错了位的，看不准，不报。
    为什么：年度预算应当在年内支出完，计划没有排满说明资金没有安排好，或者漏填。
    怎样改：最后一期填 100%；按金额填的，填全部预算。
    依据：资金支出计划应当与项目实施进度相匹配（财预〔2015〕88号）。
    """

    meta = RuleMeta("KX003", "plan-incomplete", "支出计划未到百分之百", Severity.ERROR, Group.FEASIBILITY)

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag the last step."""
        plan, figures = project.plan, figures_of(project, self.lexicon)
        if plan is None or figures is None or plan.drifted or not figures.filled:
            return
        step, value = plan.steps[-1], figures.values[-1]
        if not is_last(step, self.lexicon) or (figures.by_period and not asks_for_sums(plan)):
            return
        if value is None:
            message = f"支出计划最后一期（{step.label}）没有填"
            yield Flag("plan", step.cell, message, f"填写 {whole(figures)}", "blank", shown=shown_plan(plan))
            return
        budget = budget_yuan(project, self.lexicon.units.yuan)
        in_amounts = budget is not None and amounts_in(figures, budget, project) is not None
        if figures.reaches(value) or (value == 1 and not figures.signed) or in_amounts:
            return
        yield Flag("plan", step.cell, *self._texts(step.label, step.cell.text, value, figures), shown=shown_plan(plan))

    @staticmethod
    def _texts(label: str, text: str, value: Decimal, figures: PlanFigures) -> tuple[str, str, str]:
        """Message, suggestion and message id for a last step that is not the whole."""
        total = figures.total
        if "季" in label or "半年" in label:
            sign = "" if total is not None else "%"
            message = f"支出计划各期合计 {plain(sum(figures.filled, Decimal(0)))}{sign}，最后一期（{label}）是 {text}"
            return message, f"按各期填的，合计应当是 {whole(figures)}；按累计填的，最后一期填 {whole(figures)}", "short"
        if total is not None:
            message = f"支出计划最后一期（{label}）是 {text}，不等于预算数 {plain(total)}"
            return message, f"最后一期改为 {plain(total)}，前面各期按累计金额填写", "short"
        how = "超过了" if value > 100 else "没有到"
        message = f"支出计划最后一期（{label}）是 {text}，{how} 100%"
        return message, "最后一期改为 100%，前面各期按累计进度填写", "short"
