"""Workbooks of Excel 97-2003 and OpenDocument: the same cells as in the xlsx that LibreOffice made them from."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lint.errors import InputError
from lint.extract.grid import Parsed
from lint.extract.isolated import parse_isolated
from lint.extract.readers import ods, xlsx
from lint.extract.readers.number_format import GENERAL
from lint.extract.source import Limits
from tests.corpus.office import SOFFICE, convert
from tests.extract.books import LIMITS, cells, grids
from tests.extract.test_number_format import CASES


def xls(data: bytes, limits: Limits = LIMITS) -> Parsed:
    return parse_isolated("lint.extract.readers.xls", data, limits)


def sample() -> bytes:
    """A workbook with what spreadsheets of drafts have."""
    book = openpyxl.Workbook()
    made = book.active
    assert made is not None
    made.title = "项目一"
    made["A1"] = "校舍维修项目绩效目标表"
    made.merge_cells("A1:F1")
    for column, text in enumerate(["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"], 1):
        made.cell(2, column, text)
    rows: list[list[Any]] = [
        ["产出指标", "数量指标", "维修教室数量", "完成维修的\n教室数量", 12, "年度计划"],
        [None, "质量指标", "验收合格率", None, 0.95, None],
        [None, "时效指标", "完工时间", "最后一间完工的日期", dt.date(2027, 8, 31), "合同"],
    ]
    formats = ('"≥"0"间"', "0.00%", 'yyyy"年"m"月"d"日"')
    for number, (row, code) in enumerate(zip(rows, formats, strict=True), 3):
        for column, value in enumerate(row, 1):
            if value is not None:
                made.cell(number, column, value)
        made.cell(number, 5).number_format = code
    made.merge_cells("A3:A5")
    made.merge_cells("F4:F4")
    made["C8"], made["D8"], made["E8"] = True, 1234.5, 53.63
    made["D8"].number_format = "#,##0.00"
    made.row_dimensions[8].hidden = True
    made.column_dimensions["D"].hidden = True
    other = book.create_sheet("备用")
    other["B2"] = "隐藏的一张"
    other.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def formats() -> bytes:
    """A workbook of the numbers in the table of cases on which LibreOffice has its say."""
    book = openpyxl.Workbook()
    made = book.active
    assert made is not None
    for row, (value, code, _) in enumerate(shown_by_libreoffice(), 1):
        made.cell(row, 1, value).number_format = code
    made.column_dimensions["A"].width = 60
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def shown_by_libreoffice() -> list[tuple[float, str, str]]:
    return [*CASES["numbers"], *CASES["dates"], *((value, GENERAL, text) for value, text in CASES["general"])]


def every(parsed: Parsed) -> dict[tuple[int, int], str]:
    """The filled cells of all grids."""
    return {place: text for grid in grids(parsed) for place, text in cells(grid).items()}


@cache
def converted(make: Callable[[], bytes], suffix: str, folder: Path) -> bytes:
    source = folder / f"{make.__name__}.xlsx"
    source.write_bytes(make())
    convert([source], suffix, folder)
    return (folder / f"{make.__name__}.{suffix}").read_bytes()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("libreoffice")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed: xls and ods of its making are not read")
@pytest.mark.xdist_group("xls and ods")
class TestByLibreOffice:
    def described(self, parsed: Parsed) -> list[Any]:
        return [
            (
                grid.part,
                grid.hidden,
                [(s.row, s.column, s.text, s.row_span, s.column_span, s.hidden) for s in grid.slots],
            )
            for grid in grids(parsed)
        ]

    def test_xls_and_ods_have_the_cells_of_the_xlsx(self, folder: Path) -> None:
        expected = self.described(xlsx.parse(sample(), LIMITS))
        assert len(expected) == 2
        assert self.described(xls(converted(sample, "xls", folder))) == expected
        assert self.described(ods.parse(converted(sample, "ods", folder), LIMITS)) == expected

    def test_numbers_are_shown_as_libreoffice_shows_them(self, folder: Path) -> None:
        found = every(ods.parse(converted(formats, "ods", folder), LIMITS))
        expected = {(row, 0): text for row, (_, _, text) in enumerate(shown_by_libreoffice()) if text}
        assert {place: text.strip() for place, text in found.items()} == expected

    def test_numbers_of_xls(self, folder: Path) -> None:
        assert every(xls(converted(formats, "xls", folder))) == {
            (row, 0): text for row, (_, _, text) in enumerate(shown_by_libreoffice()) if text
        }

    @pytest.mark.parametrize("damage", ["cut", "noise", "record"])
    def test_a_damaged_xls_is_one_line(self, folder: Path, damage: str) -> None:
        data = bytearray(converted(sample, "xls", folder))
        if damage == "cut":
            del data[2000:]
        elif damage == "noise":
            data[600:3000] = bytes(n * 37 % 251 for n in range(2400))
        else:
            at = data.index(b"\xfc\x00", 512)  # the table of texts
            data[at + 4 : at + 12] = b"\xff" * 8
        with pytest.raises(InputError, match="文件已损坏") as raised:
            xls(bytes(data))
        assert "\n" not in str(raised.value)

    def test_a_locked_xls(self, folder: Path) -> None:
        data = converted(sample, "xls", folder)
        begin = data.index(b"\x09\x08\x10\x00")  # the first record; the second then says that the rest is encrypted
        at = begin + 4 + 16
        locked = data[:at] + b"\x2f\x00\x02\x00\x00\x00" + data[at + 6 :]
        with pytest.raises(InputError, match="加了密码") as raised:
            xls(locked)
        assert raised.value.skipped
