"""AQ001: no report shows a number that the rule found."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from lint.api import Item, Linter
from lint.engine.select import Selection
from lint.plugins.builtin import jixiao_reporters
from lint.report.base import Style

NUMBERS = ("130000199003071235", "13800000000", "6222000000000000129")
TEXT = f"""1、村医补助发放绩效目标表
绩效目标 | 1.按月发放补助，咨询电话{NUMBERS[1]}。 | | | |
一级指标 | 二级指标 | 三级指标     | 绩效指标描述     | 指标值 | 指标值确定依据
产出指标 | 数量指标 | 补助村医人数 | 打入{NUMBERS[2]}等账户 | =1人 | {NUMBERS[0]}的申请
"""


@pytest.mark.parametrize("output", [reporter.name for reporter in jixiao_reporters()])
def test_numbers_are_masked(output: str) -> None:
    linter = Linter(selection=Selection(select=("AQ001",)))
    report = linter.check([Item("a.txt", TEXT.encode)])
    assert len(report.findings) == len(NUMBERS)
    shown = unpacked(linter.reporters[output].render(report, Style()))
    assert [number for number in NUMBERS if number.encode() in shown] == []


def unpacked(report: str | bytes) -> bytes:
    """What a report says; the parts of a workbook, one behind the other."""
    if isinstance(report, str):
        return report.encode()
    with ZipFile(BytesIO(report)) as parts:
        return b"".join(parts.read(name) for name in parts.namelist())
