"""Sums of a text: parts and totals that are certain, and whether they add up."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lint.api import Linter
from lint.text.amounts import plain
from lint.text.quantities import plain_text
from lint.text.sums import subset_sums, sums

WAN = Decimal(10_000)


def _sums(linter: Linter, text: str) -> list[tuple[str, str, bool]]:
    return [
        ("+".join(plain(part.value / WAN) for part in found.parts), plain(found.total.value / WAN), found.is_right)
        for found in sums(plain_text(text), linter.lexicon)
    ]


@pytest.mark.parametrize(
    ("text", "parts", "total", "right"),
    [
        ("水费3万元，电费4万元，合计7万元", "3+4", "7", True),
        ("水费3万元；电费4万元。以上共计8万元", "3+4", "8", False),
        ("共享平台租金3万元，公共服务费用4万元，共需资金7万元", "3+4", "7", True),
        ("总费用9万元，其中水费3万元，电费4万元", "3+4", "9", True),
        ("总费用9万元，其中水费3万元，其余5万元买纸", "3+5", "9", False),
        ("讲座4场，每场2万元；印刷3万元，合计11万元", "8+3", "11", True),
        ("甲村每人2万元，计6万元，乙村每人3万元，计9万元，合计15万元", "6+9", "15", True),
        ("水费3万元，药费5万元，用于喷洒2万元、注射3万元，合计8万元", "3+5+2+3", "8", True),
    ],
)
def test_certain_sums(text: str, parts: str, total: str, right: bool, linter: Linter) -> None:
    assert _sums(linter, text) == [(parts, total, right)]


@pytest.mark.parametrize(
    "text",
    [
        "水费约3万元，电费4万元，合计8万元",
        "总投资9万元，上年已到位3万元，本年共需4万元",
        "示范点8个，每个设备3万元，网络2万元，合计40万元",
        "公共服务费3万元，公共设施费4万元",
        "水费3万元，合计3万元",
    ],
)
def test_uncertain_sums_are_left_alone(text: str, linter: Linter) -> None:
    assert _sums(linter, text) == []


def test_rounding_is_no_mistake(linter: Linter) -> None:
    assert _sums(linter, "甲6.667万元，乙5.334万元，丙6.334万元，合计18.34万元")[0][2]
    assert not _sums(linter, "甲6.6万元，乙5.3万元，合计12万元")[0][2]


def test_what_two_or_more_add_up_to() -> None:
    assert subset_sums([Decimal(1), Decimal(2), Decimal(4)]) == {3, 5, 6, 7}
