"""Quantities in running text: numbers with units, what they count for each of, and what is no quantity."""

from __future__ import annotations

import pytest

from lint.api import Linter
from lint.text.amounts import plain
from lint.text.quantities import Quantity, chinese_counts, plain_text, quantities


def _read(linter: Linter, text: str) -> list[Quantity]:
    return list(quantities(plain_text(text), linter.lexicon))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("改造供水管道 18.6 公里，受益 1,260 户。", "18.6公里 1260户"),
        ("惠及群众9.8万人，补助资金1.2亿元", "98000人 120000000亿元"),
        ("县级安排30万，其余自筹", "300000万元"),
        ("铺设10千米管网，采购5千克药剂", "10千米 5千克"),
        ("水质达标率稳定在96%以上", "96%"),
        ("处理污水120吨/日", "120吨"),
        ("第3批项目，前5名，PM2.5浓度，JTG-5120规范", ""),
        ("依据《2027年工作要点》（青政发〔2026〕15号）开展", ""),
        ("安装护栏(波形护栏18公里)，新建站亭24座", "24座"),
    ],
)
def test_numbers_and_units(text: str, expected: str, linter: Linter) -> None:
    found = [f"{plain(one.value)}{one.unit}" for one in _read(linter, text)]
    assert " ".join(found) == expected


@pytest.mark.parametrize(
    ("text", "each"),
    [
        ("每人每月300元", True),
        ("补助2400元每人", True),
        ("管护费15元/亩", True),
        ("人均减免1000元", True),
        ("日均处理200吨", True),
        ("每场3000元，共需36万元", [True, False]),
        ("均衡发展资金50万元", False),
        ("单位自筹2万元", False),
    ],
)
def test_what_counts_for_each_of_something(text: str, each: bool | list[bool], linter: Linter) -> None:
    expected = each if isinstance(each, list) else [each]
    assert [one.each for one in _read(linter, text)] == expected


@pytest.mark.parametrize(
    "text", ["培训100余人", "需20万元左右", "补助3—5万元", "大约抽检700批次", "近80户受益", "约需12万元"]
)
def test_estimates_and_spans_are_not_exact(text: str, linter: Linter) -> None:
    assert not any(one.exact for one in _read(linter, text))


@pytest.mark.parametrize("text", ["节约15万元", "签约12家", "预约挂号300人次"])
def test_words_that_end_in_the_sign_of_an_estimate(text: str, linter: Linter) -> None:
    assert all(one.exact for one in _read(linter, text))


def test_factors_of_a_formula(linter: Linter) -> None:
    found = _read(linter, "培训费420人×3天×450元=56.7万元，另购教材6万元")
    assert [one.factor for one in found] == [True, True, True, True, False]


def test_counts_in_chinese_numerals() -> None:
    text = "光纤共三条，省级两条，国家一条，十二个月"
    assert [(text[start:end], int(value)) for start, end, value in chinese_counts(text, "条")] == [
        ("三条", 3),
        ("两条", 2),
    ]
