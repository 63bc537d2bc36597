"""The view of a document: its tables as text, with the places of the cells; made only where somebody draws them."""

from __future__ import annotations

from lint.api import Item, Linter
from lint.api.examined import Examined
from lint.api.session import Views
from lint.engine.view import view
from lint.model.report import Input, Status
from lint.model.view import View
from lint.testing.cases import read

PROJECT = """\
1、护林员补助绩效目标表
项目编码 | 1001 | 项目名称 | 护林员补助
预算数 | 36.5 | 其中：财政资金 | 36.5 | 其他资金 | 0
资金用途 | 发放护林员补助。
资金支出计划 | 3月底 | 6月底 | 10月底 | 12月底
             | 25%  | 50%  | 75%   | 100%
绩效目标 | 1.森林火情当日发现。
一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 权重
产出指标 | 数量指标 | 护林员人数 | 在岗人数 | ≥60人 | 50
         | 质量指标 | 巡护到位率 | 到位次数占比 | | 50
"""


def test_the_cells_of_a_project(linter: Linter) -> None:
    (project,) = view(read(PROJECT.replace(" ", "").replace("|", "\t"), linter)).projects
    assert (project.ordinal, project.name) == (1, "护林员补助")
    assert [(cell.field, cell.called, cell.part, cell.text, cell.label) for cell in project.cells] == [
        ("title", "表题", "", "护林员补助绩效目标表", "第 1 行"),
        ("code", "项目编码", "", "1001", "第 2 行"),
        ("project", "项目名称", "", "护林员补助", "第 2 行"),
        ("budget", "预算数", "总额", "36.5", "第 3 行"),
        ("budget", "预算数", "财政资金", "36.5", "第 3 行"),
        ("budget", "预算数", "其他资金", "0", "第 3 行"),
        ("purpose", "资金用途", "", "发放护林员补助。", "第 4 行"),
        ("plan", "资金支出计划", "3月底", "25%", "第 6 行"),
        ("plan", "资金支出计划", "6月底", "50%", "第 6 行"),
        ("plan", "资金支出计划", "10月底", "75%", "第 6 行"),
        ("plan", "资金支出计划", "12月底", "100%", "第 6 行"),
        ("goals", "绩效目标", "", "森林火情当日发现。", "第 7 行"),
    ]
    assert [" ".join(f"{cell.called}:{cell.text}" for cell in row.cells) for row in project.rows] == [
        "一级指标:产出指标 二级指标:数量指标 三级指标:护林员人数 绩效指标描述:在岗人数 指标值:≥60人 权重:50",
        "一级指标:产出指标 二级指标:质量指标 三级指标:巡护到位率 绩效指标描述:到位次数占比 指标值: 权重:50",
    ]


def test_a_merged_cell_is_one_cell(linter: Linter) -> None:
    made = view(read(PROJECT.replace(" ", "").replace("|", "\t"), linter))
    first, second = made.projects[0].rows
    assert first.cells[0] is second.cells[0]
    numbers = [cell.number for project in made.projects for cell in project.cells]
    numbers += [cell.number for row in (first, second) for cell in row.cells]
    assert sorted(set(numbers)) == list(range(made.size))


def test_made_only_for_those_who_draw() -> None:
    item = Item("草稿.txt", PROJECT.replace(" ", "").replace("|", "\t").encode)
    assert Linter().check([item]).views == {}
    assert list(Linter(draws=True).check([item]).views) == [0]


def test_a_long_run_keeps_what_there_is_room_for() -> None:
    views = Views(room=10)
    for number, size in enumerate((6, 6, 4, 1)):
        made = Examined(Input(number, "草稿.txt", "text", Status.CHECKED), view=View((), size=size))
        assert views.take(made).view is None
    assert list(views.kept) == [0, 2]
