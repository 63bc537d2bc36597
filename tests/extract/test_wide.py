"""PDF: a sheet wider than a page is printed in strips, which are not taken for tables of their own unnoticed."""

from __future__ import annotations

import pytest

from lint.extract.pdf.lattice import Field, Lattice
from lint.extract.pdf.page import Char
from lint.extract.pdf.wide import is_beside, warning

LEFT = ["单位名称", "教育局", "学校食堂改造", "教师培训", "校车运营", "校舍维修", "营养改善", "设备"]
RIGHT = [
    "三级指标",
    "改造食堂数量",
    "培训教师人次",
    "运营校车辆数",
    "维修校舍面积",
    "受益学生人数",
    "购置设备台数",
    "-",
]
HEIGHT = 595.0


def lattice(page: int, texts: list[str], top: float = 100, row: float = 15) -> Lattice:
    """A column of texts."""
    ys = [top + row * number for number in range(len(texts) + 1)]
    fields = [
        Field(number, 0, 1, 1, 50, ys[number], 150, ys[number + 1], [_char(text, ys[number])])
        for number, text in enumerate(texts)
    ]
    return Lattice(page, [50, 150], ys, fields)


def _char(text: str, top: float) -> Char:
    return Char(text, 55, top + 2, 60, top + 12, 55, top + 12)


@pytest.mark.parametrize(
    ("right", "beside"),
    [
        (lattice(2, RIGHT), True),
        (lattice(2, RIGHT[1:], top=115), True),  # what heads the columns is merged and began on the page before
        (lattice(3, RIGHT), False),
        (lattice(2, LEFT), False),  # the same form for another project
        (lattice(2, RIGHT, row=17), False),
        (lattice(2, RIGHT[:4]), False),
    ],
)
def test_strips_have_their_rows_at_the_same_heights_and_other_texts(right: Lattice, beside: bool) -> None:
    assert is_beside(lattice(1, LEFT), right, HEIGHT) is beside


def test_a_full_page_may_go_on_below() -> None:
    assert not is_beside(lattice(1, LEFT, row=60), lattice(2, RIGHT, row=60), HEIGHT)


def test_what_is_said() -> None:
    assert warning([]) == []
    assert warning([2, 3]) == ["第 2、3 页像是前一页右边的部分，一张宽表分印在几页上，没有接起来；请设为一页宽再导出"]
