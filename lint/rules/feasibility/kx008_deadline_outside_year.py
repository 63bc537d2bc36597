"""KX008 deadline-outside-year: the date of a target lies outside the budget year."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import Document, Indicator, Project
from lint.model.finding import Severity
from lint.model.target import TargetKind
from lint.rules.base import Flag, Group, Rule, RuleMeta, quote
from lint.text.fold import fold


class DeadlineOutsideYear(Rule):
    """完成时间不在预算年度内。

    检查什么：指标值是一个日期，它的年份不是预算年度：2027 年的预算写“2026年12月底前”。目标、用途或者这一行里说明是跨
    年、续建、质保、分年实施的，或者写了那一年的，不报。
    为什么：年度绩效目标考核当年的事；日期不在当年，多半是复制上年的表没有改。
    怎样改：改成预算年度内的日期；跨年的项目写当年要完成到哪一步。
    依据：绩效目标应当与预算年度一致（财预〔2015〕88号）。
    已知误报：跨年的项目没有写明跨年。
    """

    meta = RuleMeta(
        "KX008", "deadline-outside-year", "完成时间不在预算年度", Severity.WARNING, Group.FEASIBILITY, preview=True
    )

    def check_document(self, document: Document) -> Iterator[Flag]:
        """Flag each date of another year."""
        if document.year is None:
            return
        for project in document.projects:
            for row in project.rows:
                target, value = row.target, row.value
                if target.kind is not TargetKind.DATE or target.date is None or value is None:
                    continue
                year = target.date.year
                if year is None or year == document.year or self._is_explained(row, project, year):
                    continue
                message = f"指标值{quote(value.text)}是 {year} 年，预算年度是 {document.year} 年"
                advice = f"改为 {document.year} 年内的日期，按合同或实施方案填；跨年的，写当年完成到哪一步"
                yield Flag("value", value, message, advice, project=project, indicator=row)

    def _is_explained(self, row: Indicator, project: Project, year: int) -> bool:
        """Whether the project is said to go beyond the year."""
        cells = (*project.goals, project.purpose, row.name, row.description)
        text = fold("\n".join((*(cell.text for cell in cells if cell), project.label)))
        return f"{year}年" in text or self.lexicon.pattern("years", "beyond").search(text) is not None
