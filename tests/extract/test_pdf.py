"""PDF files: tables over page breaks, places, and files that are damaged, locked, or no text at all."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import pytest

from lint.errors import InputError
from lint.extract.grid import Grid, Line, Parsed
from lint.extract.isolated import parse_isolated
from lint.extract.readers.pdf import parse
from lint.extract.source import Limits
from tests.corpus.drawing import Box, Drawing, Form
from tests.corpus.to_pdf import assembled, file_of, pdf_of

WIDTHS = (20, 20, 40, 50, 30, 30)
HEADER = tuple(map(Box, ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")))


def form(*rows: tuple[Box, ...], title: str = "1、校舍维修绩效目标表") -> Form:
    return Form(title, (HEADER, *rows), WIDTHS)


def drawn(*parts: str | Form) -> Parsed:
    return parse(pdf_of(Drawing(parts)), Limits())


def texts(grid: Grid) -> list[list[str]]:
    """The texts of a grid by row, line breaks left out."""
    rows: dict[int, list[str]] = {}
    for slot in grid.slots:
        rows.setdefault(slot.row, []).append(slot.text.replace("\n", ""))
    return list(rows.values())


def row(name: str, description: str = "完成的数量", value: str = "≥12间") -> tuple[Box, ...]:
    return (Box("产出指标"), Box("数量指标"), Box(name), Box(description), Box(value), Box("年度计划"))


class TestTables:
    def test_merged_cells(self) -> None:
        parsed = drawn(
            "1、校舍维修绩效目标表",
            form(
                (Box("产出指标", 2), Box("数量指标", 2), *row("维修教室")[2:]),
                row("维修操场")[2:],
                (Box("说明"), Box("本表按年度计划填写", 1, 5)),
            ),
        )
        grid = parsed.blocks[1]
        assert isinstance(grid, Grid)
        spans = [
            (s.row, s.column, s.row_span, s.column_span) for s in grid.slots if (s.row_span, s.column_span) != (1, 1)
        ]
        assert spans == [(1, 0, 2, 1), (1, 1, 2, 1), (3, 1, 1, 5)]

    @pytest.mark.parametrize("lines", range(36, 64))
    def test_wherever_a_page_ends_a_table_is_read_whole(self, lines: int) -> None:
        rows = [
            row(f"维修第{number}号教室", "按照校舍安全标准完成维修并通过验收的教室的数量合计") for number in range(8)
        ]
        parsed = drawn(*("正文。" for _ in range(lines)), form(*rows))
        tables = [block for block in parsed.blocks if isinstance(block, Grid)]
        assert [texts(grid) for grid in tables] == [
            [[box.text for box in line] for line in (HEADER, *rows)],
        ]

    def test_two_tables_are_not_joined_where_room_was_left(self) -> None:
        parsed = drawn(form(row("维修教室")), "2、校车绩效目标表", form(row("校车数量")))
        assert [type(block).__name__ for block in parsed.blocks] == ["Grid", "Line", "Grid"]


class TestText:
    def test_lines_make_paragraphs(self) -> None:
        long = "围绕办好人民满意的教育，优化城乡学校布局，补齐农村学校短板，" * 6 + "稳步推进。"
        parsed = drawn(long, "（一）总体绩效目标")
        assert [block.text for block in parsed.blocks if isinstance(block, Line)] == [long, "（一）总体绩效目标"]

    def test_page_numbers_are_left_out(self) -> None:
        parsed = drawn(*(f"第{number}条。" for number in range(120)))
        assert [block.text for block in parsed.blocks if isinstance(block, Line)] == [f"第{n}条。" for n in range(120)]

    def test_a_cell_knows_its_boxes(self) -> None:
        parsed = drawn(form(row("维修教室")))
        grid = parsed.blocks[0]
        assert isinstance(grid, Grid)
        value = next(slot for slot in grid.slots if slot.text == "≥12间")
        (region,) = value.regions
        left, top, right, bottom = region.box
        assert region.page == 1
        assert region.size == (595.0, 842.0)
        assert (left, right) == pytest.approx((392.4, 473.7), abs=1.0)
        assert 40 < top < bottom < 120


def encrypted() -> bytes:
    """A file whose trailer asks for a password."""
    made = pdf_of(Drawing(("正文",)))
    crypt = b"/Encrypt<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4>>/ID[<00><00>]" % (b"o" * 32, b"u" * 32)
    return made.replace(b"/Root 1 0 R", crypt + b"/Root 1 0 R")


def scanned() -> bytes:
    """A page that is one picture."""
    picture = b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q"
    return file_of([picture])


def bomb() -> bytes:
    """Half a gigabyte of drawing operators in half a megabyte."""
    squeezed = zlib.compress(b"0 0 m 9 9 l S\n" * 40_000_000, 9)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>"
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(squeezed), squeezed)
    return assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream])


def page_loop() -> bytes:
    """A tree of pages that holds itself."""
    return assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"])


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: b"%PDF-1.7\nnothing", "PDF 已损坏"),
        (lambda: pdf_of(Drawing(("正文",)))[:400], "PDF 已损坏"),
        (encrypted, "PDF 加了密码"),
        (scanned, "扫描件，只有图片没有文字"),
        (lambda: file_of([b""]), "PDF 里没有文字"),
        (page_loop, "PDF"),
        (bomb, "内存内读不完|没有读完"),
    ],
)
def test_a_bad_file_is_refused_in_one_line(make: Callable[[], bytes], message: str) -> None:
    with pytest.raises(InputError, match=message) as raised:
        parse_isolated("lint.extract.readers.pdf", make(), Limits(seconds=10))
    assert "\n" not in str(raised.value)


def test_more_pages_than_the_limit_names_the_option() -> None:
    with pytest.raises(InputError, match=r"有 3 页，超过 2 页的上限.*--max-pages"):
        parse(file_of([b""] * 3), Limits(pages=2))


def test_a_page_that_is_a_picture_among_others_is_told() -> None:
    picture = b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q"
    text = b"BT /F1 9 Tf 40 700 Td <6b636587> Tj ET"
    assert parse(file_of([text, picture, text]), Limits()).problems == ["共 3 页，第 2 页是图片，没有读"]


def test_junk_before_the_file_does_not_matter() -> None:
    parsed = parse(b"junk\n" * 20 + pdf_of(Drawing(("正文",))), Limits())
    assert [block.text for block in parsed.blocks if isinstance(block, Line)] == ["正文"]
