"""QL001 no-data-source: nothing in the row says where the figures will come from."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.rules.base import Flag, Group, Rule, RuleMeta, RuleOptions, called, option, quote
from lint.text.fold import fold


class NoDataSource(Rule):
    """指标没有写数据来源。

    检查什么：绩效指标描述和指标值确定依据里都没有写数据从哪里来，例如台账、报表、问卷、验收单。
    为什么：不写来源，年底自评时各说各的数，财政局复核时无从查起。
    怎样改：在依据一栏补上数据来源的名称，例如“数据来源：培训签到表”。
    依据：青岚县预算绩效目标编报口径第八条（青财绩〔2026〕3号）。
    已知误报：县里没有收进词典的来源名称会被当作没有写，加进词典 data_sources 即可。
    """

    meta = RuleMeta(
        code="QL001",
        slug="no-data-source",
        title="没有写数据来源",
        severity=Severity.WARNING,
        group=Group.COMPLETENESS,
        references=("青财绩〔2026〕3号 青岚县预算绩效目标编报口径",),
    )

    class Options(RuleOptions):
        """What a ruleset may set."""

        fields: tuple[str, ...] = option(("description", "basis"), "在这些栏目里找数据来源")
        exempt: tuple[str, ...] = option(("成本",), "这些类别的指标不用写，例如成本指标看预算批复就行")

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag the last filled one of the cells in which a source could stand."""
        group = indicator.category.group if indicator.category else ""
        if group in self.options.exempt:
            return
        cells = [(field, indicator.cell(field)) for field in self.options.fields]
        filled = [(field, cell) for field, cell in cells if cell is not None and cell.text]
        if not filled:  # WZ002 reports blank cells
            return
        sources = self.lexicon.pattern("data_sources", "sources")
        if any(sources.search(fold(cell.text)) for _, cell in filled):
            return
        field, cell = filled[-1]
        message = f"{called(field, project)}{quote(cell.text)}没有写数据来源"
        usual = self.lexicon.data["data_sources"]["usual"]
        advice = f"补上数据来源，例如“数据来源：{usual.get(group, usual['其他'])}”"
        yield Flag(field, cell, message, advice)
