"""Cells that could not be read are not taken for empty ones."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook

from lint.api import Item, Linter
from lint.extract.readers.shown import LOST_DIGITS, NO_RESULT
from lint.model.report import Report

TOP = [["项目支出绩效目标表"], ["项目名称", "文物修缮专项"], ["预算数", "80万元"], ["绩效目标", "完成修缮。"]]
HEADER = ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "备注"]
ROWS = [
    ["产出指标", "数量指标", "修缮文物点数量", "≥", 12, "处", ""],
    ["", "质量指标", "验收合格率", "≥", 98, "%", ""],
    ["", "时效指标", "完工时间", "", "2027年11月底前", "", ""],
    ["", "成本指标", "修缮总成本", "≤", 80, "万元", ""],
    ["效益指标", "社会效益指标", "参观人次", "≥", 3000, "人次", ""],
    ["满意度指标", "服务对象满意度指标", "参观群众满意度", "≥", 90, "%", ""],
]


def _check(changes: dict[str, object], copies: int = 1) -> Report:
    book = Workbook()
    sheet = book.active
    top = [
        ["项目支出绩效目标表"],
        ["项目名称", "文物修缮专项"],
        ["预算数", "80万元"],
        ["绩效目标", "完成修缮，对外开放"],
    ]
    for row in [*top, HEADER, *ROWS * copies]:
        sheet.append(row)
    for place, value in changes.items():
        sheet[place] = value
    file = io.BytesIO()
    book.save(file)
    return Linter().check([Item("文物修缮.xlsx", file.getvalue)])


def _found(report: Report) -> list[tuple[str, str]]:
    return [(finding.code, finding.location.label) for finding in report.findings]


@pytest.mark.parametrize("place", ["B3", "E6", "E7", "E10", "C11"])
def test_a_formula_without_result_is_said_and_not_judged(place: str) -> None:
    report = _check({place: "=Z1"})
    assert _found(report) == []
    assert report.inputs[0].reason == f"Sheet!{place}：{NO_RESULT}"


def test_a_number_of_the_goal_may_stand_in_a_row_that_was_not_read() -> None:
    goal = {"B4": "修缮文物点12处，培训讲解员45人。"}
    assert [code for code, _ in _found(_check(goal))] == ["XG009"]
    assert _found(_check({**goal, "C10": "=Z1"})) == []


def test_other_rows_are_judged_as_ever() -> None:
    report = _check({"E6": "=Z1", "E7": 0.0, "G11": "=Z1", "E11": 1})
    assert _found(report) == [("WZ005", "Sheet!D7")]
    assert report.inputs[0].reason == f"Sheet!E6：{NO_RESULT}（共 2 处）"


def test_a_formula_below_the_rows_leaves_the_last_one_alone() -> None:
    report = _check({"E11": 1, "A12": "合计", "E12": "=SUM(E6:E11)"})
    assert _found(report) == [("SD001", "Sheet!D11")]


def test_each_kind_of_gap_is_named_with_its_first_place() -> None:
    report = _check({"E6": "=Z1", "E9": 1305860000000012345, "E10": "=Z2"})
    digits, formula = LOST_DIGITS, NO_RESULT
    assert report.inputs[0].reason == f"Sheet!E6：{formula}（共 2 处）；Sheet!E9：{digits}"


def test_not_one_of_many_is_taken_for_empty() -> None:
    report = _check({f"E{row}": "=Z1" for row in range(6, 42)}, copies=6)
    assert [code for code, _ in _found(report) if code == "WZ001"] == []
    assert report.inputs[0].reason == f"Sheet!E6：{NO_RESULT}（共 36 处）"
