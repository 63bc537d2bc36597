"""WZ008 missing-category: the project lacks a required level."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lint.errors import UsageError
from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.rules.advice import usual_indicator
from lint.rules.base import Flag, Group, Rule, RuleMeta, RuleOptions, option

_ADVICE = {
    "数量": ("写做多少", "培训班次≥N期"),
    "质量": ("写做得怎样", "验收合格率=100%"),
    "时效": ("写何时做完", "完成时间 YYYY年M月底前"),
    "成本": ("写花多少", "项目总成本≤N万元"),
    "效益": ("写带来什么变化", "覆盖人数≥N人"),
    "满意度": ("写谁满意", "参训学员满意度≥N%"),
}
_FEW = 2

_MANAGEMENT = "管理指标"


class MissingCategory(Rule):
    """缺少必须有的指标类别。

    检查什么：项目没有数量、质量、时效或成本指标，没有任何效益指标，或者没有满意度指标。模板里留着这一类的行、但没
    有填内容的，算没有；只是名称写成“——”的，由 WZ004 管。一个项目报一次。
    为什么：产出、效益、满意度缺了一类，就看不全项目做了什么、花了多少、带来什么。
    怎样改：补上缺少的类别；没有服务对象的项目，按本地规定说明可以不设满意度指标。
    依据：绩效指标包括产出、效益和满意度指标，产出指标再分数量、质量、时效、成本（财预〔2015〕88号）。
    已知误报：部门整体支出的表（履职效能、管理效率、运行成本）类别不同，不判断。
    """

    meta = RuleMeta("WZ008", "missing-category", "缺少必需的指标类别", Severity.ERROR, Group.COMPLETENESS)

    class Options(RuleOptions):
        """Options."""

        required: tuple[str, ...] = option((), "必须有的类别；不写就是数量、质量、时效、成本、效益、满意度")

        def __init__(self, **given: Any) -> None:
            for group in given.get("required", ()):
                if group not in _ADVICE:
                    raise UsageError(f"WZ008 没有类别“{group}”，可用的有：{'、'.join(_ADVICE)}")
            super().__init__(**given)

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag the project once, naming what is missing."""
        present = {row.category.group for row in project.rows if row.category and not self._is_unused(row)}
        if not present or self._is_of_department(project):
            return  # the form has other categories than these, or none
        required = self.options.required or self.lexicon.categories.words.required
        missing = [group for group in required if group not in present]
        if missing:
            names = "、".join(f"{group}指标" for group in missing)
            advice = self._advice(missing, project)
            yield Flag("table", project.anchor, f"缺少{names}", advice, data={"missing": list(missing)})

    def _is_unused(self, row: Indicator) -> bool:
        """Whether a row of the form was left out; where only the name is filler, the row is there (WZ004)."""
        unused, value = self.lexicon.placeholders.is_unused, row.text("value")
        return row.name is not None and unused(row.name.text) and (not value or unused(value))

    def _advice(self, missing: list[str], project: Project) -> str:
        """An example for each missing group: usual for the project's type, else a general one."""
        parts = []
        for group in missing:
            what, example = _ADVICE.get(group, ("", ""))
            usual = usual_indicator(group, project, self.lexicon)
            lead = group if len(missing) > _FEW else f"{group}指标{what}，例如"
            parts.append(f"{lead}“{usual or example}”" if usual or example else f"{group}指标")
        return f"补上{'，例如' if len(missing) > _FEW else '：'}{'；'.join(parts)}"

    def _is_of_department(self, project: Project) -> bool:
        """The form of a whole department (履职效能, 管理效率, 运行成本), which has other categories."""
        level1 = self.lexicon.categories.level1
        return any(_MANAGEMENT in level1(text) for text in {row.level1.text for row in project.rows if row.level1})
