"""The text reader: rows, cells, paragraphs, and where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.api import Linter
from lint.errors import InputError
from lint.extract.blocks import Paragraph
from lint.extract.headers import Headers
from lint.extract.readers.text import TextReader
from lint.extract.source import Limits, Reading, Source


@pytest.fixture(scope="module")
def reader(linter: Linter) -> TextReader:
    return TextReader(Headers.from_data(linter.lexicon.data["headers"]))


def _read(reader: TextReader, text: str, limits: Limits | None = None) -> Reading:
    return reader.read(Source("t.txt", text.encode(), "text", limits or Limits()))


def _shape(reading: Reading) -> list[object]:
    """Blocks as strings (paragraphs) and lists of rows."""
    return [
        block.cell.text if isinstance(block, Paragraph) else [[cell.text for cell in row.cells] for row in block.rows]
        for block in reading.blocks
    ]


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        (
            "说明\n产出指标\t数量指标\t里程\n\t质量指标\t合格率\n",
            ["说明", [["产出指标", "数量指标", "里程"], ["", "质量指标", "合格率"]]],
        ),
        ("| 甲 | 乙 | 丙 |\n|---|---|---|\n| 1 |  | 3 |\n", [[["甲", "乙", "丙"], ["1", "", "3"]]]),
        ("| 甲 | 乙 |\n|---|---|\n| 1\\|2 | 3\\| |\n", [[["甲", "乙"], ["1|2", "3|"]]]),
        ("甲 | 乙 | 丙\n | 2 | 3\n", [[["甲", "乙", "丙"], ["", "2", "3"]]]),
        (
            "项目名称 | 道路养护\n预算数 | 86 | 其他资金 | 0\n",
            [[["项目名称", "道路养护"], ["预算数", "86", "其他资金", "0"]]],
        ),
        ("\t甲\n\t乙\n\n\t1\n\t2\n", [[["甲", "乙"], ["1", "2"]]]),
        ("\t甲\n续\n\t乙\n\n\t1\n\t2\n", [[["甲续", "乙"], ["1", "2"]]]),
        ("第一段\n\n第二段\n", ["第一段", "第二段"]),
        ("文字 a|b 里的竖线\n", ["文字 a|b 里的竖线"]),
        ("甲\t乙\t丙\r\n1\t2\t3\r\n", [[["甲", "乙", "丙"], ["1", "2", "3"]]]),
        ("甲\t乙\t丙\r1\t2\t3\r", [[["甲", "乙", "丙"], ["1", "2", "3"]]]),
    ],
    ids=[
        "tabs",
        "markdown",
        "bars that belong to the text",
        "bars, first cell of a row blank",
        "a label and its value with one bar",
        "one cell a line",
        "a line break inside a cell",
        "paragraphs",
        "a bar in a sentence",
        "CRLF",
        "CR alone",
    ],
)
def test_shapes(text: str, shape: list[object], reader: TextReader) -> None:
    assert _shape(_read(reader, text)) == shape


def test_places_count_lines_columns_and_offsets_from_the_decoded_text(reader: TextReader) -> None:
    text = "标题\n𠮷甲\t≥95%\t乙\n"
    reading = _read(reader, text)
    table = reading.blocks[1]
    assert not isinstance(table, Paragraph)
    cell = table.rows[0].cells[1]
    location = reading.locator.locate(*cell.stretch(1, 3))
    assert (location.start.line, location.start.column, location.start.column_utf16) == (2, 5, 6)
    assert text[location.start.offset : location.end.offset] == "95"


def test_more_cells_than_the_limit_are_refused(reader: TextReader) -> None:
    with pytest.raises(InputError, match=r"单元格超过 100 个的上限.*--max-cells"):
        _read(reader, "甲\t乙\t丙\n" * 50, Limits(cells=100))


@given(st.text(alphabet="甲乙 \t|\n\r-1≥%", max_size=80))
def test_whatever_comes_is_read_and_every_cell_stands_where_it_says(reader: TextReader, text: str) -> None:
    reading = _read(reader, text)
    for block in reading.blocks:
        cells = [block.cell] if isinstance(block, Paragraph) else [cell for row in block.rows for cell in row.cells]
        for cell in cells:
            location = reading.locator.locate(*cell.stretch())
            assert (
                text[location.start.offset : location.end.offset] == cell.raw.strip()
                or not cell.text
                or "\n" in cell.raw
            )
