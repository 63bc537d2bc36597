"""Sums of a text: parts and totals that are certain, and whether they add up."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lint.api import Linter
from lint.text.amounts import plain
from lint.text.quantities import plain_text
from lint.text.sums import listed, subset_sums, sums

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
        ("水费3万元，药费5万元、喷洒2万元、注射3万元，合计8万元", "3+5+2+3", "8", True),
        ("甲38万元、乙18万元、丙20万元，合计75万元", "38+18+20", "75", False),
        ("甲5万元、乙3万元、丙2万元，合计8万元", "5+3+2", "8", False),
        ("省级4万元，县级2万元；水电5万元、保洁1万元，合计6万元", "4+2+5+1", "6", True),
        ("安排5万元，桌椅3万元、图书2万元，共5万元", "5+3+2", "5", True),
        ("安排7万元，桌椅3万元、图书2万元，共5万元", "3+2", "5", True),
        ("印刷3万元；讲座4场，每场2万元，共8万元；合计12万元", "3+8", "12", False),
        ("调查300户，每户100元，3万元；印刷2万元；合计5万元", "3+2", "5", True),
        ("人工20人×3000元×12个月=72万元，材料8万元，合计80万元", "72+8", "80", True),
        ("资金9万元，用于水费6万元、电费4万元", "6+4", "9", False),
        ("22万元+4.13万元+2.64=28.77万元", "22+4.13+2.64", "28.77", True),
        ("22+4.13=26.31万元", "22+4.13", "26.31", False),
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


def test_subtotals_count_in_the_grand_total(linter: Linter) -> None:
    text = "教材6万元，场地6.8万元，合计12.8万元；讲师3.2万元；共{}万元"
    assert _sums(linter, text.format(16)) == [("6+6.8", "12.8", True), ("12.8+3.2", "16", True)]
    assert _sums(linter, text.format(17)) == [("6+6.8", "12.8", True), ("12.8+3.2", "17", False)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("调查300户，每户100元，3万元；课题6项，每项3万元，18万元；印刷6.2万元。", "3+18+6.2"),
        ("水费3万元，电费4万元", "3+4"),
        ("水费3万元、办公用品、电费4万元", ""),
        ("聘请机构审计30个，送审金额14亿元，付费210万元", ""),
        ("水费3万元、电费4万元等", ""),
        ("省级3万元，县级4万元", ""),
    ],
)
def test_a_text_that_is_all_list(text: str, parts: str, linter: Linter) -> None:
    found = listed(plain_text(text), linter.lexicon)
    assert "+".join(plain(part.value / WAN) for part in found) == parts


def test_rounding_is_no_mistake(linter: Linter) -> None:
    assert _sums(linter, "甲6.667万元，乙5.334万元，丙6.334万元，合计18.34万元")[0][2]
    assert not _sums(linter, "甲6.6万元，乙5.3万元，合计12万元")[0][2]


def test_what_two_or_more_add_up_to() -> None:
    assert subset_sums([Decimal(1), Decimal(2), Decimal(4)]) == {3, 5, 6, 7}
