"""Word documents: what is read of the constructs that Word writes, and where it is said to stand."""

from __future__ import annotations

import io
from typing import Any

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lint.extract.grid import Grid, Line, Parsed, Slot
from lint.extract.readers.docx import parse
from lint.extract.source import Limits
from lint.model.place import Parent
from tests.extract.word.write import NAMESPACES, cell, docx, paragraph, row, run, table

Spans = tuple[int, int, int, int, str]


def read(body: str, **options: str) -> Parsed:
    return parse(docx(body, **options), Limits())


def spans(grid: Grid) -> list[Spans]:
    """Row, column, rows, columns and text of each slot."""
    return [(slot.row, slot.column, slot.row_span, slot.column_span, slot.text) for slot in grid.slots]


def only(parsed: Parsed) -> Grid:
    (found,) = (block for block in parsed.blocks if isinstance(block, Grid))
    return found


def texts(parsed: Parsed) -> list[list[str]]:
    """The texts of the only table, row by row."""
    rows: dict[int, list[str]] = {}
    for slot in only(parsed).slots:
        rows.setdefault(slot.row, []).append(slot.text)
    return list(rows.values())


def in_cell(content: str) -> Slot:
    """The only cell of a table whose paragraph has this content."""
    return only(read(table(row(cell(f"<w:p>{content}</w:p>"))))).slots[0]


def lines(parsed: Parsed) -> list[tuple[int, str]]:
    return [(block.number, block.text) for block in parsed.blocks if isinstance(block, Line)]


class TestText:
    @pytest.mark.parametrize(
        ("content", "text"),
        [
            (run("≥90") + run("%"), "≥90%"),
            (f'<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>{run("90%")}', "≥90%"),
            (f'<w:r><w:sym w:font="Symbol" w:char="F0A3"/></w:r>{run("5天")}', "≤5天"),
            ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑"),
            ('<w:r><w:sym w:font="宋体" w:char="2265"/></w:r>', "≥"),
            ('<w:r><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>\uf0b390%</w:t></w:r>', "≥90%"),
            (f"{run('≥')}<w:del><w:r><w:delText>85</w:delText></w:r></w:del><w:ins>{run('95')}</w:ins>", "≥95"),
            (f"<w:moveFrom>{run('旧')}</w:moveFrom><w:moveTo>{run('新')}</w:moveTo>", "新"),
            (f"<w:smartTag><w:smartTag>{run('2027年')}</w:smartTag></w:smartTag>{run('底')}", "2027年底"),
            (f"<w:hyperlink>{run('办法')}</w:hyperlink>", "办法"),
            (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('数量')}</w:sdtContent></w:sdt>{run('指标')}", "数量指标"),
            (f'<w:fldSimple w:instr=" = 1 + 1 ">{run("2")}</w:fldSimple>', "2"),
            (
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
                f'{run("条件")}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("结果")}'
                f'<w:r><w:fldChar w:fldCharType="end"/></w:r>{run("后")}',
                "结果后",
            ),
            (
                f"<w:r><w:ruby><w:rt>{run('jì')}</w:rt><w:rubyBase>{run('绩')}</w:rubyBase></w:ruby></w:r>{run('效')}",
                "绩效",
            ),
            (f"{run('依据')}<w:r><w:footnoteReference w:id='1'/></w:r>", "依据"),
            (f"{run('一')}<w:r><w:tab/></w:r>{run('二')}<w:r><w:br/></w:r>{run('三')}", "一\t二\v三"),
            ("<w:pPr><w:tabs><w:tab w:val='left' w:pos='420'/></w:tabs></w:pPr>" + run("一"), "一"),
            (f"{run('1')}<w:r><w:noBreakHyphen/></w:r>{run('2')}", "1-2"),
            ("<w:r><w:t>\n   一\n   二  </w:t></w:r>", "一 二"),
            (f"<m:oMath><m:r><m:t>≥</m:t></m:r></m:oMath>{run('90%')}", "≥90%"),
            ("<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>" + run("看得见"), "看得见"),
            ("<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>看得见</w:t></w:r>", "看得见"),
        ],
    )
    def test_is_what_a_reader_sees(self, content: str, text: str) -> None:
        assert in_cell(content) == Slot(0, 0, text)

    def test_has_its_paragraphs_on_lines(self) -> None:
        found = read(table(row(cell(paragraph("一") + paragraph("二") + paragraph("三")), "右")))
        assert texts(found) == [["一\n二\n三", "右"]]

    @pytest.mark.parametrize(
        ("content", "text", "problem"),
        [
            ("<w:r><w:drawing><a:blip/></w:drawing></w:r>", "", "这一格是图片，里面的文字没有读"),
            (f"<w:r><w:drawing><a:blip/></w:drawing></w:r>{run('盖章')}", "盖章", ""),
            (f"<w:r><w:object/></w:r>{run('90%')}", "90%", "这一格里有嵌入的对象（如公式），没有读"),
            (
                f"{run('90%')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>95%</w:t></w:r>",
                "90%",
                "这一格里有隐藏的文字，没有检查",
            ),
            (
                "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
                "</m:oMath>",
                "12",
                "这一格里有公式，分数线、上下标没有读出来",
            ),
            (
                f'<w:r><w:sym w:font="Wingdings 3" w:char="F050"/></w:r>{run("一")}',
                "\ufffd一",
                "这一格里有不认识的符号，没有读",
            ),
            (
                '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>EQ \\o(○,1)</w:instrText>'
                '<w:fldChar w:fldCharType="end"/></w:r>',
                "",
                "这一格里有嵌入的对象（如公式），没有读",
            ),
        ],
    )
    def test_that_cannot_be_read_is_said(self, content: str, text: str, problem: str) -> None:
        assert in_cell(content) == Slot(0, 0, text, problem=problem)

    def test_that_is_hidden_is_marked(self) -> None:
        assert in_cell("<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部</w:t></w:r>") == Slot(0, 0, "内部", hidden=True)
        found = read(table(row("一"), row("二", properties="<w:hidden/>"), row("三")))
        assert [slot.hidden for slot in only(found).slots] == [False, True, False]

    def test_of_an_included_file_is_missed(self) -> None:
        assert read("<w:altChunk/>" + paragraph("正文")).problems == ["文档里插入了别的文件，插入的内容没有读"]


class TestTables:
    def test_merged_cells(self) -> None:
        found = read(
            table(
                row(cell("表头", span=3)),
                row(cell("一级", merge="↓"), cell("甲", span=2)),
                row(cell(merge="↑"), "乙", "丙"),
                row(cell("又一级", merge="↓"), "丁", "戊"),
                row(cell(merge="↑"), "己", "庚"),
                grid=(1000, 1000, 1000),
            )
        )
        assert spans(only(found)) == [
            (0, 0, 1, 3, "表头"),
            (1, 0, 2, 1, "一级"),
            (1, 1, 1, 2, "甲"),
            (2, 1, 1, 1, "乙"),
            (2, 2, 1, 1, "丙"),
            (3, 0, 2, 1, "又一级"),
            (3, 1, 1, 1, "丁"),
            (3, 2, 1, 1, "戊"),
            (4, 1, 1, 1, "己"),
            (4, 2, 1, 1, "庚"),
        ]

    def test_rows_that_begin_further_right(self) -> None:
        found = read(table(row("一", "二"), row("三", properties='<w:gridBefore w:val="1"/>'), grid=(1000, 1000)))
        assert spans(only(found)) == [(0, 0, 1, 1, "一"), (0, 1, 1, 1, "二"), (1, 1, 1, 1, "三")]

    def test_cells_merged_the_old_way(self) -> None:
        restart, follow = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
        found = read(table(row(cell("一", more=restart), cell(more=follow), "二"), grid=(1000, 1000, 1000)))
        assert spans(only(found)) == [(0, 0, 1, 2, "一"), (0, 2, 1, 1, "二")]

    def test_a_merge_that_nothing_began_is_a_cell(self) -> None:
        found = read(table(row(cell("一", merge="↑"), "二"), grid=(1000, 1000)))
        assert spans(only(found)) == [(0, 0, 1, 1, "一"), (0, 1, 1, 1, "二")]

    def test_edges_that_differ_by_a_hair_are_one(self) -> None:
        found = read(
            table(
                row(cell("一级", span=1), cell("二级", span=2), cell("三级")),
                row(cell("产出", span=2, merge="↓"), cell("数量"), cell("次数")),
                row(cell(span=1, merge="↑"), cell("质量", span=2), cell("比例")),
                grid=(2000, 60, 1900, 3000),
            )
        )
        assert spans(only(found)) == [
            (0, 0, 1, 1, "一级"),
            (0, 1, 1, 1, "二级"),
            (0, 2, 1, 1, "三级"),
            (1, 0, 2, 1, "产出"),
            (1, 1, 1, 1, "数量"),
            (1, 2, 1, 1, "次数"),
            (2, 1, 1, 1, "质量"),
            (2, 2, 1, 1, "比例"),
        ]

    def test_a_narrow_column_with_cells_stays(self) -> None:
        found = read(table(row("一", "", "二"), row(cell("三", span=2), "四"), grid=(2000, 60, 2000)))
        assert [(slot.column, slot.column_span) for slot in only(found).slots] == [
            (0, 1),
            (1, 1),
            (2, 1),
            (0, 2),
            (2, 1),
        ]

    @pytest.mark.parametrize("grid", [(1000, 1000, 1000, 1000), ()])
    def test_rows_without_spans_are_placed_by_widths(self, grid: tuple[int, ...]) -> None:
        found = read(
            table(
                row(*(cell(text, width=1000) for text in "一二三四")),
                row(cell("甲", width=1000), cell("乙", width=3010)),
                row(cell("短", width=1000), cell("短", width=1000)),
                grid=grid,
            )
        )
        assert spans(only(found))[4:] == [
            (1, 0, 1, 1, "甲"),
            (1, 1, 1, 3, "乙"),
            (2, 0, 1, 1, "短"),
            (2, 1, 1, 1, "短"),
        ]

    @pytest.mark.parametrize(("value", "columns"), [("abc", 1), ("-3", 1), ("0", 1), ("2000000000", 63), ("", 1)])
    def test_impossible_spans_are_bounded(self, value: str, columns: int) -> None:
        found = read(table(row(cell("一", more=f'<w:gridSpan w:val="{value}"/>'), "二"), grid=(1000, 1000)))
        assert spans(only(found)) == [(0, 0, 1, columns, "一"), (0, columns, 1, 1, "二")]

    def test_content_controls_around_rows_cells_and_paragraphs(self) -> None:
        def control(content: str) -> str:
            return f"<w:sdt><w:sdtPr><w:id w:val='1'/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"

        rows = (
            row("一", control(cell("二")), cell(control(paragraph("三")))),
            control(row("四", "五", "六")),
            f"<w:customXml>{row('七', '八', '九')}</w:customXml>",
        )
        assert texts(read(control(table(*rows)))) == [["一", "二", "三"], ["四", "五", "六"], ["七", "八", "九"]]

    def test_deleted_rows_and_cells_are_gone_inserted_ones_stay(self) -> None:
        found = read(
            table(
                row("一", cell("旧", more="<w:cellDel/>")),
                row("二", properties="<w:del/>"),
                row("三", properties="<w:ins/>"),
                row(cell("四", more="<w:tcPrChange><w:tcPr><w:gridSpan w:val='3'/></w:tcPr></w:tcPrChange>")),
            )
        )
        assert spans(only(found)) == [(0, 0, 1, 1, "一"), (1, 0, 1, 1, "三"), (2, 0, 1, 1, "四")]

    def test_nested_tables_stand_behind_the_outer_one(self) -> None:
        inmost = table(row("最里"))
        inner = table(row("里", cell(inmost + paragraph("里旁"))))
        found = read(table(row("外", cell(paragraph("上") + inner + paragraph("下") + table(row("第二"))))))
        outer = Parent(1, 1, 2)
        assert [(block.index, block.parent, spans(block)) for block in found.blocks if isinstance(block, Grid)] == [
            (1, None, [(0, 0, 1, 1, "外"), (0, 1, 1, 1, "上\n下")]),
            (1, outer, [(0, 0, 1, 1, "里"), (0, 1, 1, 1, "里旁")]),
            (1, Parent(1, 1, 2, outer), [(0, 0, 1, 1, "最里")]),
            (2, outer, [(0, 0, 1, 1, "第二")]),
        ]

    def test_a_text_box_is_read_once_behind_its_paragraph(self) -> None:
        content = paragraph("框里的字") + table(row("框里的表"))
        box = f"<w:txbxContent>{content}</w:txbxContent>"
        both = (
            f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
        )
        found = read(paragraph(f"{run('题')}<w:r>{both}</w:r>{run('目')}") + paragraph("后") + table(row("表")))
        assert [block.text if isinstance(block, Line) else spans(block) for block in found.blocks] == [
            "题目",
            "框里的字",
            [(0, 0, 1, 1, "框里的表")],
            "后",
            [(0, 0, 1, 1, "表")],
        ]
        assert lines(found) == [(1, "题目"), (1, "框里的字"), (2, "后")]

    def test_a_text_box_in_a_cell_is_read_behind_the_table(self) -> None:
        box = f"<w:r><w:pict><v:textbox><w:txbxContent>{paragraph('框')}</w:txbxContent></v:textbox></w:pict></w:r>"
        found = read(table(row(cell(paragraph(box + run("格"))), "右")))
        assert [block.text if isinstance(block, Line) else spans(block) for block in found.blocks] == [
            [(0, 0, 1, 1, "格"), (0, 1, 1, 1, "右")],
            "框",
        ]


def test_paragraphs_are_numbered_through_the_body() -> None:
    body = paragraph("题") + paragraph("") + table(row("一")) + paragraph("后") + "<w:sectPr/>"
    assert lines(read(body)) == [(1, "题"), (3, "后")]


def test_tables_are_numbered_and_keep_their_order() -> None:
    found = read(table(row("一")) + table(row("二")) + paragraph("隔") + table(row("三")))
    assert [(block.index, block.part) for block in found.blocks if isinstance(block, Grid)] == [
        (number, "word/document.xml") for number in (1, 2, 3)
    ]


def test_the_strict_form() -> None:
    strict = NAMESPACES.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert texts(read(table(row("一", cell("二", span=2))), namespaces=strict)) == [["一", "二"]]


def test_the_main_part_by_any_name() -> None:
    assert texts(read(table(row("一")), part="content/main.xml")) == [["一"]]


@st.composite
def grids(draw: Any) -> list[Spans]:
    """A grid cut into rectangles at random."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    taken: set[tuple[int, int]] = set()
    made = []
    for top in range(height):
        for left in range(width):
            if (top, left) in taken:
                continue
            free = next((c for c in range(left, width) if (top, c) in taken), width) - left
            right = draw(st.integers(1, free))
            down = draw(st.integers(1, height - top))
            text = draw(st.sampled_from(["", "产出指标", "≥90%", "一 二", "&<>"]))
            made.append((top, left, down, right, text))
            taken |= {(top + r, left + c) for r in range(down) for c in range(right)}
    return made


def as_table(grid: list[Spans], widths: list[int]) -> str:
    """A grid as Word writes it."""
    rows: list[list[tuple[int, str]]] = [[] for _ in range(max(top + down for top, _, down, _, _ in grid))]
    for top, left, down, right, text in grid:
        escaped = text.replace("&", "&amp;").replace("<", "&lt;")
        for number in range(down):
            merge = ("↑" if number else "↓") if down > 1 else ""
            rows[top + number].append((left, cell("" if number else escaped, span=right, merge=merge)))
    made = (row(*(content for _, content in sorted(entries))) for entries in rows)
    return table(*made, grid=tuple(widths))


@settings(max_examples=60, deadline=None)
@given(grids(), st.lists(st.integers(300, 3000), min_size=6, max_size=6))
def test_any_merged_grid_comes_back_as_written(grid: list[Spans], widths: list[int]) -> None:
    width = max(left + right for _, left, _, right, _ in grid)
    assert spans(only(read(as_table(grid, widths[:width])))) == grid


@settings(max_examples=25, deadline=None)
@given(grids())
def test_tables_of_another_library_are_read_as_it_reads_them(grid: list[Spans]) -> None:
    document = python_docx.Document()
    height, width = (max(cell[side] + cell[side + 2] for cell in grid) for side in (0, 1))
    made = document.add_table(height, width)
    for top, left, down, right, text in grid:
        made.cell(top, left).merge(made.cell(top + down - 1, left + right - 1)).text = text
    document.add_paragraph("表后")
    stream = io.BytesIO()
    document.save(stream)
    found = parse(stream.getvalue(), Limits())
    assert spans(only(found)) == grid
    assert lines(found) == [(1, "表后")]
