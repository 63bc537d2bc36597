"""WZ010 missing-project-field: a field of the form is blank."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import Project
from lint.model.finding import Severity
from lint.rules.base import Flag, Group, Rule, RuleMeta, called

_ADVICE = {
    "code": "填写预算系统里的项目编码",
    "budget": "填写预算数，与预算系统一致，注明单位",
    "purpose": "写明资金用在什么事上、怎样算出来的",
    "plan": "按累计进度填写各期，最后一期为 100%",
}


class MissingProjectField(Rule):
    """项目信息没有填。

    检查什么：表里有项目编码、预算数、资金用途或资金支出计划，却没有填。“其他资金”可以空；表里没有这一项的不报。
    为什么：缺了编码对不上预算，缺了预算和用途看不出目标与资金是否匹配。
    怎样改：与预算系统核对后补填。
    依据：绩效目标申报表应当按要求填写完整（财预〔2015〕88号）。
    """

    meta = RuleMeta("WZ010", "missing-project-field", "项目信息为空", Severity.WARNING, Group.COMPLETENESS)

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag each blank field of the project."""
        total = project.budget.total if project.budget else None
        for name, cell in (("code", project.code), ("budget", total), ("purpose", project.purpose)):
            if cell is not None and not cell.text:
                yield Flag(name, cell, f"{called(name, project)}为空", _ADVICE[name], name)
        plan = project.plan
        if plan is not None and plan.blank:
            yield Flag("plan", plan.label, f"资金支出计划的 {len(plan.steps)} 期全部为空", _ADVICE["plan"], "plan")
