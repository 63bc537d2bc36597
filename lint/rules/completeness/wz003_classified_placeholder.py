"""WZ003 classified-placeholder: 涉密 stands where content should."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from lint.model.cell import Cell
from lint.model.document import Document, Duty, Indicator, Overall, Project
from lint.model.finding import Severity
from lint.rules.base import Flag, Group, Rule, RuleMeta, called

_ROW = ("name", "description", "value")
_ADVICE = "改写成脱密后仍能考核的内容（如任务完成率、按期办结率）；整个项目确属涉密的，按保密规定不在公开表中列出"


class ClassifiedPlaceholder(Rule):
    """用“涉密”代替内容。

    检查什么：指标的名称、描述、指标值，或者绩效目标、职责活动表的单元格，整格只写“涉密”“保密”“不公开”一类的话。每
    行报一次，项目的目标报一次。
    为什么：看不出要做什么、做到什么程度，审核和公开都没有意义；涉密项目有单独的管理办法，不靠在格子里写“涉密”。
    怎样改：改写成脱密后的目标和指标；整个项目涉密的，不列入公开的表。
    依据：绩效目标应当指向明确（财预〔2015〕88号）。
    """

    meta = RuleMeta("WZ003", "classified-placeholder", "以涉密代替内容", Severity.ERROR, Group.COMPLETENESS)

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a row once, at its first classified cell."""
        if not self._secret.search(indicator.wording):
            return
        cells = indicator.cells
        hits = [name for name in _ROW if (cell := cells[name]) is not None and self._is_classified(cell)]
        if hits:
            cell = indicator.cell(hits[0])
            assert cell is not None
            names = "、".join(called(name, project) for name in hits)
            what = "看不出做到什么程度" if hits == ["value"] else "看不出衡量什么"
            texts = "”“".join(dict.fromkeys(indicator.text(name) for name in hits))
            yield Flag(hits[0], cell, f"{names}只写“{texts}”，{what}", _ADVICE, "row")

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag the goals once."""
        hits = [goal for goal in project.goals if self._is_classified(goal)]
        if hits:
            yield Flag("goals", hits[0], f"{_these(len(hits))}绩效目标只写“{hits[0].text}”", _ADVICE, "goals")

    def check_overall(self, overall: Overall, document: Document) -> Iterator[Flag]:
        """Flag each classified paragraph of the overall part."""
        for cell in (overall.goal, *(part for item in overall.items for part in (item.goal, item.indicator))):
            if cell is not None and self._is_classified(cell):
                yield Flag("goals", cell, f"总体部分只写“{cell.text}”，没有内容", _ADVICE, "overall")

    def check_duties(self, duties: Sequence[Duty], document: Document) -> Iterator[Flag]:
        """Flag each duty once."""
        for duty in duties:
            cells = [duty.content, duty.goal, *(entry.indicator for entry in duty.indicators)]
            hits = [cell for cell in cells if cell is not None and self._is_classified(cell)]
            if hits:
                what = "目标和指标" if len(hits) > 1 else "目标" if hits[0] is duty.goal else "内容"
                yield Flag("goals", hits[0], f"这项职责活动的{what}只写“{hits[0].text}”", _ADVICE, "duty")

    @cached_property
    def _secret(self) -> re.Pattern[str]:
        return self.lexicon.spaced_pattern("placeholders", "classified")

    def _is_classified(self, cell: Cell | None) -> bool:
        return cell is not None and self.lexicon.placeholders.is_classified(cell.text)


def _these(count: int) -> str:
    return f"{count} 个" if count > 1 else ""
