"""Excel workbooks: what is read from their cells, with openpyxl as oracle."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import range_boundaries

from lint.api import Linter
from lint.errors import InputError
from lint.extract.describe import sheet
from lint.extract.document import assemble
from lint.extract.grid import End, Grid, Parsed, Slot, reading
from lint.extract.headers import Headers
from lint.extract.readers.sheets import BENEATH, OVERLAP
from lint.extract.readers.shown import ERROR, LOST_DIGITS, NO_DATE, NO_RESULT, UNKNOWN_FORMAT
from lint.extract.readers.xlsx import parse
from lint.extract.source import Limits
from lint.model.document import Document
from tests.extract.books import LIMITS, cells, data, grids, number, packed, slot, text, xlsx

HEADER = ("一级指标", "二级指标", "三级指标", "指标值")


def read(*sheets: str, **options: Any) -> Parsed:
    return parse(xlsx(*sheets, **options), LIMITS)


def only(*rows: str, **options: Any) -> list[list[str]]:
    """The texts of the slots of the one grid of a sheet, row by row."""
    [grid] = grids(read(data(*rows), **options))
    found: dict[int, list[str]] = {}
    for one in grid.slots:
        found.setdefault(one.row, []).append(one.text)
    return list(found.values())


def document(parsed: Parsed) -> Document:
    linter = Linter()
    headers = Headers.from_data(linter.lexicon.data["headers"])
    return assemble(reading(parsed, sheet, LIMITS), "表.xlsx", "xlsx", linter.lexicon, headers)


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


class TestTexts:
    def test_shared_strings_with_runs_and_without_pronunciation(self) -> None:
        strings = (
            "<si><t>产出指标</t></si>"
            "<si><r><t>≥90</t></r><r><rPr><b/></rPr><t>%</t></r><rPh sb='0' eb='1'><t>ちゅう</t></rPh></si>"
            "<si><t>第一行_x000D_&#10;第二行_x0041_</t></si>"
        )
        row = "".join(f'<c r="{column}1" t="s"><v>{index}</v></c>' for index, column in enumerate("ABC"))
        assert only(row, strings=strings) == [["产出指标", "≥90%", "第一行\n第二行A"]]

    def test_inline_strings(self) -> None:
        assert only(text("A1", "甲") + '<c r="B1" t="inlineStr"><is><r><t>乙</t></r><r><t>丙</t></r></is></c>') == [
            ["甲", "乙丙"]
        ]

    def test_numbers_are_read_as_they_are_shown(self) -> None:
        formats = ('"≥"0"%"', '0"月底"', "0.00%", 'yyyy"年"m"月"d"日"')
        row = number("A1", 95, 1) + number("B1", 12, 2) + number("C1", 0.25, 3) + number("D1", 44561, 4)
        assert only(row + number("E1", 53.63), formats=formats) == [
            ["≥95%", "12月底", "25.00%", "2021年12月31日", "53.63"]
        ]

    def test_texts_in_formats_of_texts(self) -> None:
        row = '<c r="A1" t="inlineStr" s="1"><is><t>3</t></is></c>' + text("B1", "甲")
        assert only(row, formats=('0;-0;0;"第"@"期"',)) == [["第3期", "甲"]]

    def test_yes_and_no_and_dates_of_strict_workbooks(self) -> None:
        row = '<c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="d" s="1"><v>2021-12-31T00:00:00</v></c>'
        assert only(row, formats=("yyyy-mm-dd",), strict=True) == [["TRUE", "FALSE", "2021-12-31"]]

    def test_dates_counted_from_1904(self) -> None:
        options: dict[str, Any] = {"formats": ("yyyy-mm-dd",), "properties": '<workbookPr date1904="1"/>'}
        assert only(number("A1", 43099, 1) + text("B1", "甲"), **options) == [["2021-12-31", "甲"]]

    def test_zeros_that_the_sheet_does_not_show(self) -> None:
        views = '<sheetViews><sheetView workbookViewId="0" showZeros="0"/></sheetViews>'
        [grid] = grids(read(views + data(number("A1", 0) + number("B1", 1) + text("C1", "0"))))
        assert cells(grid) == {(0, 1): "1", (0, 2): "0"}

    def test_what_a_format_hides_is_marked(self) -> None:
        parsed = read(data(number("A1", 5, 1) + number("B1", 5)), formats=(";;;",))
        assert [(one.text, one.hidden) for one in grids(parsed)[0].slots] == [("5", True), ("5", False)]


class TestProblems:
    @pytest.mark.parametrize(
        ("cell", "shows", "problem"),
        [
            ('<c r="A1"><f>SUM(B1:B2)</f></c>', "", NO_RESULT),
            ('<c r="A1"><f>SUM(B1:B2)</f><v></v></c>', "", NO_RESULT),
            ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!", ERROR.format("#DIV/0!")),
            (number("A1", "1305860000000012345", 1), "1305860000000010000", LOST_DIGITS),
            (number("A1", 5, 2), "5", UNKNOWN_FORMAT.format("[DBNum1]0")),
            (number("A1", -5, 3), "-5", NO_DATE),
        ],
    )
    def test_of_a_cell(self, cell: str, shows: str, problem: str) -> None:
        parsed = read(data(cell + text("B1", "甲")), formats=("0", "[DBNum1]0", "yyyy-mm-dd"))
        assert (slot(parsed, 0, 0).text, slot(parsed, 0, 0).problem) == (shows, problem)

    @pytest.mark.parametrize(
        ("cell", "shows"),
        [
            ('<c r="A1"><f>B1</f><v>3</v></c>', "3"),
            ('<c r="A1" t="str"><f>B1</f><v>甲</v></c>', "甲"),
            ('<c r="A1" t="str"><f>"  "</f><v>  </v></c>', "  "),
            ('<c r="A1" t="b"><f>B1</f><v>1</v></c>', "TRUE"),
        ],
    )
    def test_a_formula_counts_by_its_saved_result(self, cell: str, shows: str) -> None:
        found = slot(read(data(cell + text("B1", "甲"))), 0, 0)
        assert (found.text, found.problem) == (shows, "")

    def test_a_formula_without_text_as_its_result_is_blank(self) -> None:
        assert only('<c r="A1" t="str"><f>""</f><v></v></c>' + text("B1", "甲") + text("C1", "乙")) == [["甲", "乙"]]

    def test_they_are_said_at_their_place(self) -> None:
        rows = (
            "".join(text(f"{c}1", word) for c, word in zip("ABCD", HEADER, strict=True)),
            text("A2", "产出指标") + text("B2", "数量指标") + text("C2", "维修教室数量") + '<c r="D2"><f>E2</f></c>',
        )
        found = document(read(data(*rows)))
        where = [(notice.message, found.locator.locate(*notice.cell.stretch()).label) for notice in found.notices]
        assert where == [(NO_RESULT, "Sheet1!D2")]

    def test_a_sheet_that_is_missing(self) -> None:
        parsed = read(data(text("A1", "甲")), names=("第一张", "第二张"))
        [problem] = parsed.problems
        assert problem.startswith("工作表“第二张”在文件里找不到")


class TestShape:
    def test_sheets_in_the_order_of_their_tabs_each_with_an_end(self) -> None:
        sheets = [data(text("A1", word)) for word in "甲乙丙"]
        parsed = read(*sheets, names=("一", "二", "三"), states={1: "hidden", 2: "veryHidden"})
        expected = [("一", False, "甲"), ("二", True, "乙"), ("三", True, "丙")]
        assert [(grid.part, grid.hidden, grid.slots[0].text) for grid in grids(parsed)] == expected
        assert [type(block) for block in parsed.blocks] == [Grid, End] * 3

    def test_names_of_rows_and_cells_may_be_missing(self) -> None:
        rows = "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row r='5'><c r='B5'><v>5</v></c><c><v>6</v></c></row>"
        [grid] = grids(read(f"<sheetData>{rows}</sheetData>"))
        assert cells(grid) == {(0, 0): "1", (0, 2): "3", (4, 1): "5", (4, 2): "6"}

    def test_rows_out_of_order_and_the_last_of_two_cells_with_one_name(self) -> None:
        rows = '<row r="2"><c r="A2"><v>2</v></c></row><row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>0</v></c></row>'
        [grid] = grids(read(f'<sheetData>{rows}<row r="2"><c r="A2"><v>9</v></c></row></sheetData>'))
        assert cells(grid) == {(0, 0): "0", (0, 1): "1", (1, 0): "9"}

    def test_hidden_rows_and_columns_are_read_and_marked(self) -> None:
        columns = '<cols><col min="2" max="2" hidden="1"/></cols>'
        rows = f"<row r='1'>{text('A1', '甲')}{text('B1', '乙')}</row><row r='2' hidden='1'>{text('A2', '丙')}</row>"
        [grid] = grids(read(f"{columns}<sheetData>{rows}</sheetData>"))
        assert [(one.text, one.hidden) for one in grid.slots] == [("甲", False), ("乙", True), ("丙", True), ("", True)]

    def test_merged_cells(self) -> None:
        merges = '<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="A2:A3"/></mergeCells>'
        rows = (text("A1", "标题"), text("A2", "甲") + text("B2", "乙") + text("C2", "丙"), text("C3", "丁"))
        [grid] = grids(read(data(*rows) + merges))
        assert grid.slots == [
            Slot(0, 0, "标题", 1, 3),
            Slot(1, 0, "甲", 2),
            Slot(1, 1, "乙"),
            Slot(1, 2, "丙"),
            Slot(2, 1, ""),
            Slot(2, 2, "丁"),
        ]

    def test_merged_ranges_that_overlap_are_said(self) -> None:
        merges = '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="B2:C3"/></mergeCells>'
        parsed = read(data(text("A1", "甲") + text("C1", "丙"), "", text("C3", "丁")) + merges)
        assert [(one.text, one.problem) for grid in grids(parsed) for one in grid.slots if one.text] == [
            ("甲", OVERLAP),
            ("丙", ""),
            ("丁", ""),
        ]

    def test_what_a_merged_range_hides_is_said(self) -> None:
        merges = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
        parsed = read(data(text("A1", "甲") + text("B1", "乙") + text("C1", "丙")) + merges)
        assert [(one.text, one.problem) for one in grids(parsed)[0].slots] == [("甲", BENEATH), ("丙", "")]

    def test_the_same_text_below_a_merged_cell_is_no_problem(self) -> None:
        merges = '<mergeCells><mergeCell ref="A1:A2"/></mergeCells>'
        parsed = read(data(text("A1", "甲") + text("B1", "乙"), text("A2", "甲") + text("B2", "丙")) + merges)
        assert [(one.text, one.problem) for one in grids(parsed)[0].slots] == [("甲", ""), ("乙", ""), ("丙", "")]

    def test_a_binary_workbook_is_named(self) -> None:
        relations = (
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
            b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
            b'Target="xl/workbook.bin"/></Relationships>'
        )
        with pytest.raises(InputError, match="xlsb"):
            parse(packed({"_rels/.rels": relations, "xl/workbook.bin": b""}), LIMITS)


class TestTables:
    ROWS = (HEADER, ("产出指标", "数量指标", "维修教室数量", "≥12间"), ("", "质量指标", "验收合格率", "100%"))

    def rows(self, top: int, left: int, *rows: tuple[str, ...]) -> dict[int, str]:
        return {
            top + down: "".join(
                text(f"{chr(65 + left + right)}{top + down}", word) for right, word in enumerate(row) if word
            )
            for down, row in enumerate(rows)
        }

    def projects(self, *parts: dict[int, str], merges: str = "") -> list[tuple[str, list[str]]]:
        rows: dict[int, str] = {}
        for part in parts:
            for at, row in part.items():
                rows[at] = rows.get(at, "") + row
        body = "".join(f'<row r="{number}">{rows[number]}</row>' for number in sorted(rows))
        found = document(read(f"<sheetData>{body}</sheetData>{merges}"))
        assert not found.notices
        return [(project.label, [row.text("value") for row in project.indicators]) for project in found.projects]

    def test_parted_by_blank_rows(self) -> None:
        parts = [self.rows(top, 0, (f"项目{top}绩效目标表",), *self.ROWS) for top in (2, 9)]
        assert self.projects(*parts) == [("项目2绩效目标表", ["≥12间", "100%"]), ("项目9绩效目标表", ["≥12间", "100%"])]

    def test_side_by_side(self) -> None:
        left = self.rows(1, 0, ("项目名称", "甲"), *self.ROWS)
        right = self.rows(1, 5, ("项目名称", "乙"), *self.ROWS)
        assert self.projects(left, right) == [("甲", ["≥12间", "100%"]), ("乙", ["≥12间", "100%"])]

    def test_words_for_choosing_far_to_the_right_are_no_part_of_the_table(self) -> None:
        left = self.rows(1, 0, ("项目名称", "甲"), *self.ROWS)
        assert self.projects(left, self.rows(1, 20, ("是", "否"), ("新增", "延续"))) == [("甲", ["≥12间", "100%"])]

    def test_words_for_choosing_behind_one_empty_column_leave_the_title_alone(self) -> None:
        left = self.rows(1, 0, ("校舍维修绩效目标表",), *self.ROWS)
        words = self.rows(1, 5, ("数量指标",), ("质量指标",), ("成本指标",))
        merges = '<mergeCells><mergeCell ref="A1:D1"/></mergeCells>'
        assert self.projects(left, words, merges=merges) == [("校舍维修绩效目标表", ["≥12间", "100%"])]

    def test_a_hidden_sheet_with_words_for_choosing(self) -> None:
        words = data(
            text("A1", "产出指标") + text("B1", "数量指标"), text("A2", "效益指标") + text("B2", "社会效益指标")
        )
        rows = self.rows(1, 0, ("校舍维修绩效目标表",), *self.ROWS)
        found = document(read(data(*rows.values()), words, states={1: "hidden"}))
        assert (len(found.projects), found.notices) == (1, ())

    def test_text_above_a_table_is_read_as_paragraphs(self) -> None:
        rows = [
            text("A1", "一、总体绩效目标"),
            text("A2", "全县义务教育阶段学校校舍安全达标，全年维修校舍12所。"),
            text("A3", "第二部分 项目绩效目标"),
            *self.rows(4, 0, ("校舍维修绩效目标表",), *self.ROWS).values(),
        ]
        found = document(read(data(*rows) + '<mergeCells><mergeCell ref="A1:D1"/></mergeCells>'))
        assert found.overall is not None
        assert found.overall.goal is not None
        assert found.overall.goal.text == "全县义务教育阶段学校校舍安全达标，全年维修校舍12所。"
        assert found.locator.locate(*found.overall.heading.stretch()).label == "Sheet1!A1"
        assert [project.label for project in found.projects] == ["校舍维修绩效目标表"]

    def test_many_cells_with_one_problem_are_counted(self) -> None:
        rows = [f'<c r="A{n}" t="e"><v>#N/A</v></c>' + text(f"B{n}", "甲") for n in range(1, 31)]
        parsed = read(data(*rows))
        assert sum(1 for one in grids(parsed)[0].slots if one.problem) == 20
        assert parsed.problems == [f"工作表“Sheet1”另有 10 个单元格：{ERROR.format('#N/A')}"]

    def test_all_cells_that_look_empty_keep_their_problem(self) -> None:
        rows = [f'<c r="A{n}"><f>B{n}</f></c>' + text(f"B{n}", "甲") for n in range(1, 31)]
        parsed = read(data(*rows))
        assert sum(1 for one in grids(parsed)[0].slots if one.problem == NO_RESULT) == 30
        assert parsed.problems == []

    def test_an_empty_column_within_a_table(self) -> None:
        rows = [(*row[:2], "", *row[2:]) for row in self.ROWS]
        assert self.projects(self.rows(1, 0, ("项目名称", "甲"), *rows)) == [("甲", ["≥12间", "100%"])]


VALUES = st.one_of(
    st.tuples(st.text("产出指标≥90% \n（）年a", min_size=1).filter(lambda t: t.strip() == t), st.just("General")),
    st.tuples(st.integers(-10_000, 10_000_000), st.sampled_from(["General", "0"])),
    st.tuples(st.integers(0, 100), st.just('"≥"0"%"')),
    st.tuples(st.integers(1, 12), st.just('0"月底"')),
    st.tuples(st.integers(0, 10_000).map(lambda n: n / 10_000), st.just("0.00%")),
    st.tuples(st.dates(dt.date(1990, 1, 1), dt.date(2050, 1, 1)), st.just('yyyy"年"m"月"d"日"')),
)


def displayed(value: Any, code: str) -> str:
    match code:
        case '"≥"0"%"':
            return f"≥{value}%"
        case '0"月底"':
            return f"{value}月底"
        case "0.00%":
            return f"{round(value * 10_000) / 100:.2f}%"
        case "General" | "0":
            return str(value)
        case _:
            return f"{value.year}年{value.month}月{value.day}日"


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.tuples(st.integers(1, 9), st.integers(1, 7)), VALUES, min_size=1),
    st.lists(st.tuples(st.integers(1, 9), st.integers(1, 7), st.integers(0, 3), st.integers(0, 3)), max_size=6),
)
def test_a_random_sheet_reads_as_openpyxl_wrote_it(
    filled: dict[tuple[int, int], tuple[Any, str]], ranges: list[tuple[int, int, int, int]]
) -> None:
    book = openpyxl.Workbook()
    made = book.active
    assert made is not None
    taken: set[tuple[int, int]] = set()
    merged = {}
    for row, column, down, right in ranges:
        places = {(r, c) for r in range(row, row + down + 1) for c in range(column, column + right + 1)}
        if len(places) > 1 and not places & taken and (row, column) in filled:
            taken |= places
            merged[row - 1, column - 1] = (down + 1, right + 1)
            made.merge_cells(start_row=row, start_column=column, end_row=row + down, end_column=column + right)
    expected = {}
    for (row, column), (value, code) in filled.items():
        if (row, column) not in taken or (row - 1, column - 1) in merged:
            made.cell(row, column, value).number_format = code
            expected[row - 1, column - 1] = (displayed(value, code), *merged.get((row - 1, column - 1), (1, 1)))
    parsed = parse(saved(book), Limits())
    found = {(s.row, s.column): (s.text, s.row_span, s.column_span) for g in grids(parsed) for s in g.slots if s.text}
    assert found == expected
    again = openpyxl.load_workbook(io.BytesIO(saved(book))).active
    assert again is not None
    bounds = [range_boundaries(str(one)) for one in again.merged_cells.ranges]
    assert {(top - 1, left - 1): (bottom - top + 1, right - left + 1) for left, top, right, bottom in bounds} == merged
