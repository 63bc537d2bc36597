"""What a text says about the time of spending."""

from __future__ import annotations

import pytest

from lint.api import Linter
from lint.text.amounts import plain
from lint.text.quantities import plain_text
from lint.text.spending import spending


def _said(linter: Linter, text: str) -> str:
    found = spending(plain_text(text), linter.lexicon)
    return " ".join(f"{one.way.value}{one.month}:{plain(one.share)}" for one in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("上半年支付50%，下半年支付50%。", "share6:50 share12:50"),
        ("一季度累计的支出完成 25%，二季度累计的支出完成 50%", "share3:25 share6:50"),
        ("3月底前拨付30%，10月份拨付40%", "share3:30 share10:40"),
        ("上半年举办一期，预计完成预算的50%", "share6:50"),
        ("6月份考试结束后支付监考补助60%", "part6:60"),
        ("补助资金下半年一次性拨付", "later6:0"),
        ("计划在三四两季度全部支出", "later6:0"),
        ("工程款9月底前全部付清", "done9:100"),
        ("每季度支出25%", "even3:25"),
        ("分两次支付，每次50%", "even0:50"),
    ],
)
def test_statements(text: str, expected: str, linter: Linter) -> None:
    assert _said(linter, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "上半年完成工程进度60%",
        "一季度完成招标，合同签订后支付30%",
        "上半年接种率达到50%",
        "年底前全部支出",
        "设备款6月底前全部支付，余款年底付清",
        "补贴资金按季度拨付",
        "上半年召开培训班。支付70%",
    ],
)
def test_what_says_nothing_certain(text: str, linter: Linter) -> None:
    assert _said(linter, text) == ""
