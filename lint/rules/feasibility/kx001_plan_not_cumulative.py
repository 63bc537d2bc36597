"""KX001 plan-not-cumulative: the cumulative spending plan falls."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lint.model.document import Plan, PlanStep, Project
from lint.model.finding import Severity
from lint.rules.base import Flag, Group, Rule, RuleMeta
from lint.rules.feasibility import asks_for_sums, cumulative, figures_of, shown_plan, whole
from lint.text.amounts import PlanFigures


class PlanNotCumulative(Rule):
    """累计支出计划越填越少。

    检查什么：资金支出计划按“3月底、6月底……”填累计数，后一期却小于前一期，例如 0、0、100%、0。两期相等、中间空着不
    报；按月、按季度分别填、加起来是全数的，不是累计的表，不报。
    为什么：累计支出只会不变或增加，减少说明填的是当期数，或者填错了格。
    怎样改：改填累计进度，最后一期为 100%。
    依据：资金支出计划应当与项目实施进度相匹配（财预〔2015〕88号）。
    """

    meta = RuleMeta("KX001", "plan-not-cumulative", "支出计划不是累计数", Severity.ERROR, Group.FEASIBILITY)

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag the first step that falls."""
        plan, figures = project.plan, figures_of(project, self.lexicon)
        if plan is None or figures is None or plan.drifted or not self._is_cumulative(plan, figures):
            return
        last: tuple[PlanStep, Decimal] | None = None
        for step, value in zip(plan.steps, figures.values, strict=True):
            if value is None:
                continue
            if last and value < last[1]:
                message = f"累计支出计划由{last[0].label}的 {last[0].cell.text} 降到{step.label}的 {step.cell.text}"
                yield Flag("plan", step.cell, message, self._advice(figures), shown=shown_plan(plan, step))
                return
            last = (step, value)

    @staticmethod
    def _is_cumulative(plan: Plan, figures: PlanFigures) -> bool:
        """Whether the form asks for sums by its labels, or the figures look like sums."""
        if asks_for_sums(plan):
            return True
        last = figures.values[-1]
        return last is not None and figures.reaches(last) and not figures.by_period

    @staticmethod
    def _advice(figures: PlanFigures) -> str:
        if None not in figures.values and figures.by_period:
            return f"现在填的像是各期当期数，改填累计数：{cumulative(figures)}"
        return f"改填累计进度：后一期不小于前一期，最后一期为 {whole(figures)}"
