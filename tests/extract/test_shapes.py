"""Header words that no list has, and the lists of goals."""

from __future__ import annotations

import pytest

from lint.api import Linter
from lint.extract.goals import split_goals
from lint.extract.headers import Headers
from lint.model.cell import Cell


@pytest.fixture(scope="module")
def headers(linter: Linter) -> Headers:
    return Headers.from_data(linter.lexicon.data["headers"])


@pytest.mark.parametrize(
    ("word", "field"),
    [
        ("项目绩效指标值", "value"),
        ("全年（程）目标值", "value"),
        ("预期当年实现值", "value"),
        ("实施期目标值", None),
        ("半年目标值", None),
        ("上年度完成值", "baseline"),
        ("项目实际完成值", "actual"),
        ("三级指标名称及说明", "name"),
        ("绩效二级指标", "level2"),
        ("金额", None),
        ("改造完成率", None),
    ],
)
def test_columns_by_the_shape_of_their_word(word: str, field: str | None, headers: Headers) -> None:
    assert next((name for _, name in sorted(headers.shape(word))), None) == field


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("单位名称", "unit_name"),
        ("单位（专项）名称", "project_name"),
        ("项目（专项）名称：", "project_name"),
        ("其中：财政拨款", "fund_fiscal"),
        ("实际完成情况", "other_goal"),
        ("改造学校12所", None),
    ],
)
def test_labels(label: str, field: str | None, headers: Headers) -> None:
    assert headers.label(label) == field


@pytest.mark.parametrize(
    ("text", "before", "goals"),
    [
        ("1.补植树木。2.修剪草坪。", 0, ["补植树木。", "修剪草坪。"]),
        ("目标2：修剪草坪。", 1, ["修剪草坪。"]),
        ("2.修剪草坪。3.清理垃圾。", 1, ["修剪草坪。", "清理垃圾。"]),
        ("3.清理垃圾。", 1, ["3.清理垃圾。"]),
        ("2.5万平方米草坪得到修剪。", 1, ["2.5万平方米草坪得到修剪。"]),
        ("补植树木。", 3, ["补植树木。"]),
    ],
)
def test_goals_of_a_cell(text: str, before: int, goals: list[str]) -> None:
    assert [cell.text for cell in split_goals(Cell(text, text, 0), before)] == goals
