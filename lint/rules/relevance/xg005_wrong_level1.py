"""XG005 wrong-level1: a level-2 category under a level 1 to which it does not belong."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.cell import Cell
from lint.model.document import Category, Project
from lint.model.finding import Severity
from lint.rules.base import Flag, Group, Rule, RuleMeta, RuleOptions, option

_COST, _COST_FIRST = "成本", ("成本指标",)
_MANAGEMENT = "管理指标"
"""Level 1 of whole departments (可持续发展能力, 运行成本): it may hold any category."""


class WrongLevel1(Rule):
    """二级指标放错了一级指标。

    检查什么：二级指标所在的一级指标不对，例如“可持续影响”“经济效益”放在“满意度指标”下面，“生态效益”放在“产出指标”
    下面；一级指标的一格里写了两个名称。一个项目报一次。规则集要求成本单列一级指标的（中央），成本放在“产出指标”下面也
    报。
    为什么：分类错了，汇总和评分都会算错；多半是套用模板时合并单元格没有对齐。
    怎样改：把这些行移到对应的一级指标下面，一格只写一个一级指标。
    依据：绩效指标分为产出、效益和满意度指标（财预〔2015〕88号）；成本指标可以单列为一级指标（财预〔2021〕101号）。
    已知误报：“效果指标”是“效益指标”的地方叫法，不报。
    """

    meta = RuleMeta(
        "XG005",
        "wrong-level-one",  # the codebook's wrong-level1; the report's schema has no digits in slugs
        "二级指标放错一级指标",
        Severity.WARNING,
        Group.RELEVANCE,
        references=(
            "财预〔2015〕88号 中央部门预算绩效目标管理办法",
            "财预〔2021〕101号 中央部门项目支出核心绩效目标和指标设置及取值指引",
        ),
        aliases=("wrong-level1",),
    )

    class Options(RuleOptions):
        """Options."""

        cost_first: bool = option(False, "成本指标必须单列为一级指标，不能放在产出指标下面")

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag the project once, at the first row that is misplaced."""
        doubled: dict[str, Cell] = {}
        misplaced: dict[tuple[str, str], tuple[Cell, str]] = {}
        for row in project.rows:
            if row.level1 is None or not row.level1.text:
                continue
            found = self.lexicon.categories.level1(row.level1.text)
            if len(found) > 1:
                doubled.setdefault("”“".join(found), row.level1)
            if found == (_MANAGEMENT,) or not row.category or not row.category.level1:
                continue
            allowed = self._allowed(row.category)
            if found and row.level2 and not set(found) & set(allowed):
                key = (row.level1.text, row.level2.text)
                misplaced.setdefault(key, (row.level2, self._right(allowed, project)))
        problems = [f"一级指标一格里写了“{names}”两个名称" for names in doubled]
        problems += [f"“{level2}”放在了“{level1}”下面" for level1, level2 in misplaced]
        if problems:
            cells = [*doubled.values(), *(cell for cell, _ in misplaced.values())]
            moves = dict.fromkeys(_move(level2, right) for (_, level2), (_, right) in misplaced.items())
            advice = "；".join([*moves, *(["一格只写一个一级指标，分成两组"] if doubled else [])])
            field = "level1" if doubled else "level2"
            yield Flag(field, cells[0], "；".join(problems), advice)

    def _allowed(self, category: Category) -> tuple[str, ...]:
        """The levels 1 to which a category may belong."""
        return _COST_FIRST if self.options.cost_first and category.group == _COST else category.level1

    def _right(self, allowed: tuple[str, ...], project: Project) -> str:
        """The level 1 to which a category belongs, as this project calls it."""
        for row in project.rows:
            text = row.text("level1")
            if text and self.lexicon.categories.level1(text) in [(name,) for name in allowed]:
                return text
        return allowed[0]


def _move(level2: str, level1: str) -> str:
    return f"“{level2}”移到单列的一级指标下面" if level2 == level1 else f"“{level2}”归入“{level1}”"
