"""WZ010 missing-project-field: a field of the form is blank."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import Plan, Project
from lint.model.finding import Severity
from lint.rules.base import Flag, Group, Rule, RuleMeta, RuleOptions, called, option
from lint.text.fold import fold
from lint.text.regex import lazy

_MONTH = lazy(r"(?<!\d)(\d{1,2})月")

_ADVICE = {
    "code": "填写预算系统里的项目编码",
    "budget": "填写预算数，与预算系统一致，注明单位",
    "purpose": "写明资金用在什么事上、怎样算出来的",
    "plan": "按累计进度填写各期，最后一期为 100%",
}


class MissingProjectField(Rule):
    """项目信息没有填。

    检查什么：表里有项目编码、预算数、资金用途或资金支出计划，却没有填。“其他资金”可以空；表里没有这一项的不报。规则集
    规定了支出计划分哪几期的（河北是3月底、6月底、10月底、12月底），少一期、空一期也报。
    为什么：缺了编码对不上预算，缺了预算和用途看不出目标与资金是否匹配。
    怎样改：与预算系统核对后补填。
    依据：绩效目标申报表应当按要求填写完整（财预〔2015〕88号）。
    """

    meta = RuleMeta("WZ010", "missing-project-field", "项目信息为空", Severity.WARNING, Group.COMPLETENESS)

    class Options(RuleOptions):
        """Options."""

        steps: tuple[str, ...] = option((), "资金支出计划必须有、必须填的各期，例如 3月底 6月底；不写就不看")

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag each blank field of the project."""
        total = project.budget.total if project.budget else None
        for name, cell in (("code", project.code), ("budget", total), ("purpose", project.purpose)):
            if cell is not None and not cell.text:
                yield Flag(name, cell, f"{called(name, project)}为空", _ADVICE[name], name)
        plan = project.plan
        if plan is not None and plan.blank:
            yield Flag("plan", plan.label, f"资金支出计划的 {len(plan.steps)} 期全部为空", _ADVICE["plan"], "plan")
        elif plan is not None and plan.steps and (wrong := "，".join(self._steps(plan))):
            advice = f"按累计进度填写{'、'.join(self.options.steps)}，最后一期为 100%"
            yield Flag("plan", plan.label, f"资金支出计划{wrong}", advice, "steps")

    def _steps(self, plan: Plan) -> Iterator[str]:
        """What is wrong with the steps that the ruleset wants."""
        labels = {_key(step.label) for step in plan.steps}
        missing = [step for step in self.options.steps if _key(step) not in labels]
        if missing:
            yield f"没有{'、'.join(missing)}"
        own = {_key(step.label): step.cell for step in plan.steps[:-1] if not plan.drifted}  # the last one is KX003's
        if blank := [step for step in self.options.steps if _key(step) in own and not own[_key(step)].text]:
            yield f"{'、'.join(blank)}没有填"


def _key(label: str) -> str:
    """A step by its month, however its end is written (3月底, 3月末, 3月31日前)."""
    label = fold(label)
    month = _MONTH.search(label)
    return month[1].lstrip("0") if month else label
