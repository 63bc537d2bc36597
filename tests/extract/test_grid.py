"""Grids with merged cells: what becomes of them, and where their cells are said to stand."""

from __future__ import annotations

import msgspec
import pytest

from lint.api import Linter
from lint.errors import InputError
from lint.extract.describe import cell_name, pdf, sheet, word
from lint.extract.document import assemble
from lint.extract.grid import Describe, End, Grid, Line, Parsed, Slot, reading
from lint.extract.headers import Headers
from lint.extract.isolated import parse_isolated
from lint.extract.source import Limits
from lint.model.document import Document
from lint.model.place import Region

HEADER = ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"]


def grid(*rows: list[str | tuple[str, int, int]], part: str = "Sheet1", index: int = 1) -> Grid:
    """A grid of texts; a tuple is a text with the rows and columns that it is merged over, "↑" a covered place."""
    slots = []
    for number, row in enumerate(rows):
        for column, entry in enumerate(row):
            if entry in ("↑", "←"):
                continue
            text, down, right = entry if isinstance(entry, tuple) else (entry, 1, 1)
            slots.append(Slot(number, column, text, down, right))
    return Grid(slots, index, part)


def document(*blocks: Grid | Line | End, describe: Describe = sheet) -> Document:
    linter = Linter()
    headers = Headers.from_data(linter.lexicon.data["headers"])
    return assemble(reading(Parsed(list(blocks)), describe, Limits()), "表.xlsx", "xlsx", linter.lexicon, headers)


def rows(found: Document, project: int = 0) -> list[tuple[str, ...]]:
    names = ("level1", "level2", "name", "description", "value", "basis")
    return [tuple(row.text(name) for name in names) for row in found.projects[project].indicators]


def test_levels_and_texts_of_merged_cells_hold_for_all_rows_that_they_cover() -> None:
    found = document(
        grid(
            [("校舍维修项目绩效目标表", 1, 6)],
            HEADER,
            [("产出指标", 3, 1), ("数量指标", 2, 1), "维修教室数量", "完成维修的教室数量", "≥12间", ("年度计划", 2, 1)],
            ["↑", "↑", "维修操场数量", "完成维修的操场数量", "≥1个", "↑"],
            ["↑", "质量指标", "验收合格率", "合格教室数占维修教室数的比例", "＝100%", "验收规范"],
        )
    )
    assert rows(found) == [
        ("产出指标", "数量指标", "维修教室数量", "完成维修的教室数量", "≥12间", "年度计划"),
        ("产出指标", "数量指标", "维修操场数量", "完成维修的操场数量", "≥1个", "年度计划"),
        ("产出指标", "质量指标", "验收合格率", "合格教室数占维修教室数的比例", "＝100%", "验收规范"),
    ]


def test_a_row_whose_name_and_value_are_covered_goes_on_with_the_row_above() -> None:
    found = document(
        grid(
            HEADER,
            [
                ("产出指标", 2, 1),
                ("数量指标", 2, 1),
                ("维修教室数量", 2, 1),
                "完成维修的",
                ("≥12间", 2, 1),
                ("计划", 2, 1),
            ],
            ["↑", "↑", "↑", "教室数量", "↑", "↑"],
        )
    )
    assert rows(found) == [("产出指标", "数量指标", "维修教室数量", "完成维修的教室数量", "≥12间", "计划")]


def test_a_value_in_three_columns_below_one_merged_header() -> None:
    found = document(
        grid(
            [(text, 2, 1) for text in HEADER[:4]] + [("指标值", 1, 3), "←", "←", ("指标值确定依据", 2, 1)],
            ["↑", "↑", "↑", "↑", "符号", "数值", "单位", "↑"],
            ["产出指标", "数量指标", "维修教室数量", "完成维修的教室数量", "≥", "12", "间", "年度计划"],
        )
    )
    assert rows(found) == [("产出指标", "数量指标", "维修教室数量", "完成维修的教室数量", "≥12间", "年度计划")]


def test_each_sheet_is_read_by_itself() -> None:
    body = ["产出指标", "数量指标", "维修教室数量", "完成维修的教室数量", "≥12间", "年度计划"]
    found = document(grid(HEADER, body), End(), grid(HEADER, body, part="Sheet2"), End())
    assert [rows(found, number) for number in (0, 1)] == [[tuple(body)], [tuple(body)]]


def test_lines_in_a_cell_are_joined() -> None:
    found = document(grid(HEADER, ["产出\n指标", "数量\n指标", "维修教\n室数量", "", "≥12间", ""]))
    assert rows(found) == [("产出指标", "数量指标", "维修教室数量", "", "≥12间", "")]


class TestPlaces:
    BODY = ("产出指标", "数量指标", "维修教室数量", "第一段\n完成维修的教室数量", "≥12间", "年度计划")

    def place(self, describe: Describe, field: str, *cells: Slot) -> str:
        table = grid(HEADER, list(self.BODY))
        table.slots.extend(cells)
        found = document(table, describe=describe)
        cell = found.projects[0].indicators[0].cell(field)
        assert cell is not None
        return found.locator.locate(*cell.stretch()).label

    def test_of_a_sheet(self) -> None:
        assert self.place(sheet, "value") == "Sheet1!E2"

    def test_of_a_word_document(self) -> None:
        assert self.place(word, "value") == "表1 第2行 第5列"

    def test_of_a_stretch_in_the_second_paragraph(self) -> None:
        found = document(grid(HEADER, list(self.BODY)), describe=word)
        cell = found.projects[0].indicators[0].description
        assert cell is not None
        where = found.locator.locate(*cell.stretch(cell.text.index("维修"), cell.text.index("维修") + 2))
        assert (where.paragraph, where.chars.start, where.chars.end) == (2, 2, 4)  # type: ignore[union-attr]

    def test_of_a_cell_on_two_pages(self) -> None:
        boxes = (Region(1, (10, 700, 90, 780)), Region(2, (10, 60, 90, 80)))
        slot = Slot(0, 0, "校舍维修项目绩效目标表", regions=boxes)
        found = document(Grid([slot]), Grid(grid(HEADER, list(self.BODY)).slots, 2), describe=pdf)
        title = found.projects[0].title
        assert title is not None
        assert found.locator.locate(*title.stretch()).label == "第1—2页 表1 第1行 第1列"

    @pytest.mark.parametrize(("column", "name"), [(0, "A1"), (25, "Z1"), (26, "AA1"), (701, "ZZ1"), (16383, "XFD1")])
    def test_columns_have_letters(self, column: int, name: str) -> None:
        assert cell_name(0, column) == name


def test_problems_of_cells_become_notices_at_their_place() -> None:
    slots = [*grid(HEADER, ["产出指标", "数量指标", "维修教室数量", "", "", ""]).slots]
    slots[-2].problem = "公式没有计算结果"
    found = document(Grid(slots, 1, "Sheet1"))
    where = [(notice.message, found.locator.locate(*notice.cell.stretch()).label) for notice in found.notices]
    assert where == [("公式没有计算结果", "Sheet1!E2")]


def test_a_grid_over_the_limit_is_refused() -> None:
    with pytest.raises(InputError, match="单元格超过 5 个的上限"):
        reading(Parsed([grid(HEADER)]), sheet, Limits(cells=5))


class TestIsolated:
    """``tests.extract.fakes`` does with its input what hostile files do to libraries."""

    def parse(self, text: str, **limits: int) -> Parsed:
        return parse_isolated("tests.extract.fakes", text.encode(), Limits(**limits))

    def test_what_it_parses_comes_back_whole(self) -> None:
        expected = Parsed([Grid([Slot(0, 0, "一格")]), Line("一段"), End()], ["整个文件的问题"])
        assert self.parse("一格") == msgspec.msgpack.decode(msgspec.msgpack.encode(expected), type=Parsed)

    @pytest.mark.parametrize(
        ("does", "message"),
        [
            ("refuse", "这个文件加了密码"),
            ("abort", "内存内读不完"),
            ("memory", "内存内读不完"),
            ("crash", "文件已损坏或写法少见"),
            ("hang", "读了 1 秒还没有读完"),
        ],
    )
    def test_what_goes_wrong_is_one_line(self, does: str, message: str) -> None:
        with pytest.raises(InputError, match=message) as raised:
            self.parse(does, seconds=1 if does == "hang" else 30, memory=256 * 1024 * 1024)
        assert "\n" not in str(raised.value)


def test_a_frame_without_text_around_a_table_is_no_table() -> None:
    body = ["产出指标", "数量指标", "维修教室数量", "完成维修的教室数量", "≥12间", "年度计划"]
    found = document(Line("校舍维修项目绩效目标表", 1), grid([""]), grid(HEADER, body, index=2), describe=word)
    assert (found.tables, found.other_tables, found.notices) == (1, 0, ())
    assert rows(found) == [tuple(body)]
