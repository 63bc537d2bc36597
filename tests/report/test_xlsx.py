"""The review list: read back by openpyxl and by LibreOffice, text that stays text, the same bytes every time."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace
from openpyxl.worksheet.worksheet import Worksheet

from lint.model.report import Report
from lint.report import to_xlsx
from lint.report.base import Style
from lint.report.columns import printable
from lint.report.to_xlsx import XlsxReporter
from tests.report.made import BLANK, EMPTY, HOSTILE, INPUTS, REPORT, hostile

HEADER = "单位 文件 项目 指标 位置 栏目 内容 级别 规则 规则名称 问题 建议 状态 处理意见".split()


def workbook(report: Report) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(XlsxReporter().render(report, Style())))


def column(sheet: Worksheet, heading: str) -> list[str | None]:
    at = next(cell.column for cell in sheet[1] if cell.value == heading)
    return [row[0] for row in sheet.iter_rows(min_row=2, min_col=at, max_col=at, values_only=True)]


def test_the_list_can_be_filtered_and_its_head_stays() -> None:
    sheet = workbook(REPORT)["问题"]
    assert [cell.value for cell in sheet[1]] == HEADER
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:N8")
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToHeight, sheet.print_title_rows) == (0, "$1:$1")


def test_what_is_not_new_stands_below() -> None:
    sheet = workbook(REPORT)["问题"]
    assert column(sheet, "状态") == ["新问题"] * 5 + ["存量（基线）", "已忽略：上级没有下达"]
    assert column(sheet, "级别") == ["错误", "提示", "警告", "提示", "错误", "错误", "错误"]
    assert column(sheet, "处理意见") == [None] * 7


def test_severities_have_colours() -> None:
    sheet = workbook(REPORT)["问题"]
    fills = {
        cell.value: cell.fill.start_color.rgb for (cell,) in sheet.iter_rows(min_row=2, max_row=6, min_col=8, max_col=8)
    }
    assert fills == {"错误": "FFF8CBAD", "警告": "FFFFE699", "提示": "FFDDEBF7"}


def test_rows_are_as_high_as_their_text_needs() -> None:
    long = replace(BLANK, message="很长的说明" * 40)
    sheet = workbook(replace(EMPTY, findings=(BLANK, long)))["问题"]
    low, high = (sheet.row_dimensions[row].height for row in (2, 3))
    assert 4 * low < high < 409


def test_summary_and_gaps() -> None:
    book = workbook(REPORT)
    assert book.sheetnames == ["问题", "汇总", "没有检查"]
    assert [row[0] for row in book["没有检查"].iter_rows(min_row=2, values_only=True)] == [
        "报送/二稿.docx",
        "没有.txt",
        "照片.jpg",
        "broken",
    ]
    sound = workbook(EMPTY)
    assert sound["没有检查"]["A2"].value == "没有这样的文件，全部检查了"
    assert sound["汇总"]["A1"].value == "检查了 1 个文件、1 个项目、6 条指标，没有发现问题。"


def test_more_findings_than_a_sheet_can_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(to_xlsx, "_MOST", 3)
    book = workbook(REPORT)
    assert len(column(book["问题"], "状态")) == 3
    said = [row[0] for row in book["汇总"].iter_rows(max_row=5, max_col=1, values_only=True)]
    assert "问题太多，“问题”表里只列了前 3 个，请分批检查" in said


def test_a_text_longer_than_a_cell_can_hold() -> None:
    sheet = workbook(replace(EMPTY, findings=(replace(BLANK, message="长" * 40_000),)))["问题"]
    (message,) = column(sheet, "问题")
    assert message == "长" * 32_766 + "…"


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_any_text_stays_text(text: str) -> None:
    for sheet in workbook(hostile(text)):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n")
                assert cell.hyperlink is None
                assert cell.data_type == "s" or cell.value is None or isinstance(cell.value, int)
                if isinstance(cell.value, str) and cell.value[0] in "=+-@":
                    assert cell.quotePrefix  # stays text when somebody edits it
    assert column(workbook(hostile(text))["问题"], "问题") == [printable(text)] * 2


@pytest.mark.skipif(not shutil.which("soffice"), reason="没有装 LibreOffice")
def test_libreoffice_reads_the_same(tmp_path: Path) -> None:
    texts = [printable(text) for text in HOSTILE]
    findings = tuple(replace(BLANK, message=text) for text in texts)
    data = XlsxReporter().render(replace(EMPTY, inputs=INPUTS[:1], findings=findings), Style())
    (tmp_path / "list.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    to_csv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1"
    command = ["soffice", profile, "--headless", "--convert-to", to_csv, "--outdir", str(tmp_path), "list.xlsx"]
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, timeout=120)
    (made,) = tmp_path.glob("*.csv")
    head, *rows = csv.reader(io.StringIO(made.read_text("utf-8")))
    assert head == HEADER
    assert [row[10] for row in rows] == texts
