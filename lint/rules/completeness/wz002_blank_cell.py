"""WZ002 blank-cell: name, description, category or basis is empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lint.model.document import Document, Duty, Indicator, Overall, Project
from lint.model.finding import Severity
from lint.rules.base import Flag, Group, Rule, RuleMeta, called

_FIELDS = ("level2", "name", "description", "basis")
_ADVICE = {
    "level2": "按指标内容填写二级指标：数量、质量、时效、成本，或经济、社会、生态效益、可持续影响、服务对象满意度",
    "name": "写明衡量什么，例如“培训班次”“验收合格率”",
    "description": "写明怎样算：分子、分母、统计范围和时点，例如“实际完成数÷计划数×100%”",
    "basis": "写明依据：文件名称和文号、行业标准、合同、上年统计或问卷调查",
}

_LEVEL2_ADVICE = {
    "产出": "按指标内容填写二级指标：数量、质量、时效或成本",
    "成本": "按指标内容填写二级指标：经济成本、社会成本或生态环境成本",
    "效": "按指标内容填写二级指标：经济效益、社会效益、生态效益或可持续影响",
    "满意": "填写“服务对象满意度指标”",
}


class BlankCell(Rule):
    """指标行里有空着的单元格。

    检查什么：指标行的二级指标、名称、描述或确定依据为空。一列在整张表里都空着，只报一次；表里没有这一列不报。总体
    部分的分项目标没有写绩效指标、职责活动表里有目标没有指标，也在这里报。
    为什么：没有描述就没有口径，没有依据就说不清目标值从哪里来，审核时会退回补充。
    怎样改：描述写明分子、分母和统计范围；依据写明文件、标准、合同、统计或调查。
    依据：绩效目标申报表应当按要求填写完整（财预〔2015〕88号）。
    """

    meta = RuleMeta("WZ002", "blank-cell", "单元格为空", Severity.WARNING, Group.COMPLETENESS)

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag the blank cells of a row, but those of a column that is blank in the whole table."""
        level2 = indicator.level2
        lines = f"\n{indicator.wording}\n"
        if "\n\n" not in lines and (level2 is None or level2.text):
            return
        for name in _FIELDS:
            cell = indicator.cells[name]
            if cell is not None and not cell.text and not _column_is_blank(name, project):
                yield Flag(name, cell, f"{called(name, project)}为空", how_to_fill(name, indicator), name)

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag a column that is blank in every row, once."""
        for name in _FIELDS:
            if _column_is_blank(name, project):
                cell = project.rows[0].cell(name)
                assert cell is not None
                message = f"“{called(name, project)}”一列全部为空（{len(project.rows)} 行）"
                yield Flag(name, cell, message, _ADVICE[name], f"{name}-column", project=project)

    def check_overall(self, overall: Overall, document: Document) -> Iterator[Flag]:
        """Flag entries of 分项绩效目标 without indicators: once, where no entry has any."""
        lacking = [item for item in overall.items if item.indicator is None or not item.indicator.text]
        advice = "写明这项工作做到什么程度，用数字或时间表达，例如“……完成率达到N%”“M月底前完成……”"
        if len(lacking) > 1 and len(lacking) == len(overall.items):
            message = f"分项绩效目标共 {len(lacking)} 项，都没有写绩效指标"
            yield Flag("goals", lacking[0].heading, message, advice, "no-indicators")
            return
        for item in lacking:
            yield Flag("goals", item.heading, "这项分项绩效目标没有写绩效指标", advice, "no-indicator")

    def check_duties(self, duties: Sequence[Duty], document: Document) -> Iterator[Flag]:
        """Flag activities that have neither goal nor indicator, or a goal without indicator."""
        for duty in duties:
            if not duty.activity:
                continue
            if duty.goal is not None and not duty.goal.text:
                yield Flag("goals", duty.goal, "工作活动没有写绩效目标", "写明这项活动要达到的结果", "duty-goal")
            elif not any(entry.indicator.text for entry in duty.indicators):
                advice = "补充绩效指标和优、良、中、差四档标准"
                yield Flag("name", duty.duty, "工作活动没有写绩效指标", advice, "duty-indicator")


def how_to_fill(name: str, indicator: Indicator) -> str:
    """What belongs into a blank cell of a row: numerator and denominator, the document on which a target stands …"""
    level1 = indicator.text("level1")
    by_level1 = next((advice for word, advice in _LEVEL2_ADVICE.items() if word in level1), None)
    return by_level1 if name == "level2" and by_level1 else _ADVICE[name]


def _column_is_blank(name: str, project: Project) -> bool:
    cells = [row.cell(name) for row in project.rows]
    return len(cells) > 1 and all(cell is not None and not cell.text for cell in cells)
