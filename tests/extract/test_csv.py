"""Tables in text, cells parted by commas, semicolons or tabs."""

from __future__ import annotations

from pathlib import Path

import pytest

from lint.api import Linter, file_item
from lint.errors import InputError
from lint.extract.blocks import Table
from lint.extract.readers.csv import read
from lint.extract.source import Limits, Reading, Source
from lint.model.place import TextLocation
from lint.model.report import Status


def table(content: str | bytes, limits: Limits | None = None, encoding: str = "") -> Reading:
    data = content if isinstance(content, bytes) else content.encode()
    return read(Source("表.csv", data, "csv", limits or Limits(), encoding))


def texts(reading: Reading) -> list[list[str]]:
    return [
        [cell.text for cell in row.cells] for block in reading.blocks if isinstance(block, Table) for row in block.rows
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("甲,乙\r\n丙,丁\r\n", [["甲", "乙"], ["丙", "丁"]]),
        ("甲;乙,丙\n丁;戊\n", [["甲", "乙,丙"], ["丁", "戊"]]),
        ("甲\t乙\n\n丙\t", [["甲", "乙"], ["丙", ""]]),
        ("sep=;\n甲,1;乙", [["甲,1", "乙"]]),
        ('甲,"一,\r\n二 ""三"""\r\n丙,丁', [["甲", '一,二 "三"'], ["丙", "丁"]]),
        ('"两客一危"车辆,"乙"\n', [['"两客一危"车辆', "乙"]]),
        ('="001",甲\n', [["001", "甲"]]),
        ("题\n甲,乙,丙\n", [["题", "", ""], ["甲", "乙", "丙"]]),
        ("甲,乙\r丙,丁", [["甲", "乙"], ["丙", "丁"]]),
    ],
)
def test_cells(content: str, expected: list[list[str]]) -> None:
    assert texts(table(content)) == expected


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "gb18030"])
def test_encodings(codec: str) -> None:
    assert texts(table("一级指标,指标值\n产出指标,≥90%\n".encode(codec))) == [
        ["一级指标", "指标值"],
        ["产出指标", "≥90%"],
    ]


def test_a_quote_that_is_never_closed_ends_with_its_cell_and_is_said() -> None:
    reading = table('甲,"乙,丙\n丁,戊,己\n')
    assert texts(reading) == [["甲", '"乙', "丙"], ["丁", "戊", "己"]]
    (notice,) = reading.notices
    assert notice.message == "这一格的引号没有配对，请核对这一格从哪里到哪里"
    assert reading.locator.locate(*notice.cell.stretch()).label == "第 1 行"


def test_places_are_those_in_the_file() -> None:
    content = '名称,值\n"维修""小""路",95%\n'
    reading = table(content)
    block = reading.blocks[0]
    assert isinstance(block, Table)
    found = []
    for start, end in ((0, 2), (2, 5), (0, 6)):
        where = reading.locator.locate(*block.rows[1].cells[0].stretch(start, end))
        assert isinstance(where, TextLocation)
        found.append((where.start.line, where.start.column, content[where.start.offset : where.end.offset]))
    assert found == [(2, 2, "维修"), (2, 4, '""小""'), (2, 2, '维修""小""路')]


def test_a_draft_exported_as_csv_is_checked(tmp_path: Path, linter: Linter) -> None:
    rows = [
        "一级指标,二级指标,三级指标,绩效指标描述,指标值,指标值确定依据",
        '产出指标,质量指标,桥梁验收合格率,"验收合格的桥梁,占完工桥梁的比例",95%以上,验收规范',
    ]
    path = tmp_path / "草 稿.csv"
    path.write_bytes("\r\n".join(["桥梁维修绩效目标表,,,,,", *rows]).encode("gb18030"))
    report = linter.check([file_item(path, linter.limits)])
    entry = report.inputs[0]
    assert (entry.format, entry.status, entry.projects, entry.indicators) == ("csv", Status.CHECKED, 1, 1)
    (finding,) = [finding for finding in report.findings if finding.code == "BD003"]
    (edit,) = finding.fixes[0].edits
    assert (finding.location.label, edit.expected, edit.replacement) == ("第 3 行", "95%以上", "≥95%")


@pytest.mark.parametrize(
    "content", ["," * 100_000, "甲,乙\n" * 50_000, '"甲",' * 100_000, '"甲,' * 100_000], ids=["a row", "rows", "q", "u"]
)
def test_more_cells_than_the_limit_are_refused(content: str) -> None:
    with pytest.raises(InputError, match="--max-cells"):
        table(content, Limits(cells=50_000))


@pytest.mark.parametrize("content", ['甲,"' + "乙\n" * 100_000, '"' * 1_000_001, ('"' + '""' * 500 + "甲,") * 2000])
def test_quotes_without_end_take_no_time(content: str) -> None:
    assert texts(table(content))
