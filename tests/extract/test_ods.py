"""OpenDocument spreadsheets: what is read from their cells."""

from __future__ import annotations

import pytest

from lint.errors import InputError
from lint.extract.grid import Parsed
from lint.extract.readers.ods import parse
from lint.extract.readers.shown import ERROR, NO_RESULT
from lint.extract.source import Limits
from tests.extract.books import LIMITS, cells, grids, packed

MIME = b"application/vnd.oasis.opendocument.spreadsheet"
NAMES = {"office": "office", "table": "table", "text": "text", "style": "style", "draw": "drawing"}
SPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"' for name, full in NAMES.items())
CALCEXT = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
COVERED = "<table:covered-table-cell/>"


def book(*sheets: str, styles: str = "") -> bytes:
    content = f"<office:document-content {SPACES} {CALCEXT}><office:automatic-styles>{styles}</office:automatic-styles>"
    content += f"<office:body><office:spreadsheet>{''.join(sheets)}</office:spreadsheet></office:body>"
    return packed({"mimetype": MIME, "content.xml": f"{content}</office:document-content>".encode()})


def sheet(*rows: str, name: str = "表1", columns: str = "", style: str = "") -> str:
    return f'<table:table table:name="{name}" table:style-name="{style}">{columns}{"".join(rows)}</table:table>'


def row(*inside: str, **attributes: object) -> str:
    return f"<table:table-row{_written(attributes)}>{''.join(inside)}</table:table-row>"


def cell(text: str = "", **attributes: object) -> str:
    paragraph = f"<text:p>{text}</text:p>" if text else ""
    return f"<table:table-cell{_written(attributes)}>{paragraph}</table:table-cell>"


def _written(attributes: dict[str, object]) -> str:
    """Attributes by their names, office__value for office:value and without a prefix for table:."""
    names = ((name if "__" in name else f"table__{name}", value) for name, value in attributes.items())
    return "".join(f' {name.replace("__", ":").replace("_", "-")}="{value}"' for name, value in names)


def read(*sheets: str, limits: Limits = LIMITS, styles: str = "") -> Parsed:
    return parse(book(*sheets, styles=styles), limits)


def only(*rows: str) -> dict[tuple[int, int], str]:
    [grid] = grids(read(sheet(*rows)))
    return cells(grid)


def test_texts_are_those_displayed() -> None:
    spaced = '甲<text:s text:c="2"/>乙<text:line-break/><text:span>丙</text:span>'
    two = "<table:table-cell><text:p>一</text:p><text:p>二</text:p></table:table-cell>"
    found = only(row(cell("≥95%", office__value_type="float", office__value=95), cell(spaced), two))
    assert found == {(0, 0): "≥95%", (0, 1): "甲  乙\v丙", (0, 2): "一\n二"}


def test_notes_and_drawings_are_left_out() -> None:
    note = "<office:annotation><text:p>批注</text:p></office:annotation>"
    drawing = "<draw:frame><draw:text-box><text:p>图</text:p></draw:text-box></draw:frame>"
    assert only(row(f"<table:table-cell>{note}<text:p>甲{note}{drawing}</text:p>{drawing}</table:table-cell>")) == {
        (0, 0): "甲"
    }


def test_values_whose_format_shows_nothing_are_read_and_marked_but_for_zeros() -> None:
    values = row(
        cell(office__value_type="float", office__value=53.63),
        cell(office__value_type="percentage", office__value=0.25),
        cell(office__value_type="date", office__date_value="2027-12-31T00:00:00"),
        cell(office__value_type="boolean", office__boolean_value="true"),
        cell(office__value_type="string", office__string_value="甲"),
        cell(office__value_type="float", office__value=0),
        cell("乙"),
    )
    [grid] = grids(read(sheet(values)))
    assert [(s.text, s.hidden) for s in grid.slots] == [
        ("53.63", True),
        ("25.00%", True),
        ("2027-12-31", True),
        ("TRUE", True),
        ("甲", True),
        ("", False),
        ("乙", False),
    ]


def test_repeated_cells_and_rows() -> None:
    found = only(
        row(cell("甲", number_columns_repeated=2), cell(number_columns_repeated=3), cell("乙")),
        row(cell("丙"), number_rows_repeated=2),
        row(cell(number_columns_repeated=16384), number_rows_repeated=1_048_000),
    )
    assert found == {(0, 0): "甲", (0, 1): "甲", (0, 5): "乙", (1, 0): "丙", (2, 0): "丙"}


def test_text_repeated_to_the_end_of_the_sheet_is_cut_off_and_said() -> None:
    endless = sheet(row(cell("甲", number_columns_repeated=128), number_rows_repeated=1_048_576))
    parsed = read(endless, limits=Limits(cells=200_000))
    assert len(grids(parsed)[0].slots) == 128 * 1024
    assert parsed.problems == ["工作表“表1”里有格子或行重复了 1048576 次，只读了前 1024 次；请删去多余的再检查"]
    with pytest.raises(InputError, match="--max-cells"):
        read(endless, limits=Limits(cells=100_000))


def test_merged_cells() -> None:
    first = cell("甲", number_rows_spanned=2, number_columns_spanned=2)
    [grid] = grids(read(sheet(row(first, COVERED, cell("乙")), row(COVERED, COVERED, cell("丙")))))
    assert [(s.row, s.column, s.text, s.row_span, s.column_span) for s in grid.slots] == [
        (0, 0, "甲", 2, 2),
        (0, 2, "乙", 1, 1),
        (1, 2, "丙", 1, 1),
    ]


def test_what_is_hidden_is_marked() -> None:
    hiding = '<style:table-properties table:display="false"/>'
    styles = f'<style:style style:name="s1" style:family="table">{hiding}</style:style>'
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    rows = row(cell("甲"), cell("乙")), row(cell("丙"), visibility="filter")
    one, two = sheet(*rows, columns=columns), sheet(row(cell("丁")), name="表2", style="s1")
    shown, hidden = grids(read(one, two, styles=styles))
    assert [(s.text, s.hidden) for s in shown.slots if s.text] == [("甲", False), ("乙", True), ("丙", True)]
    assert (shown.hidden, hidden.hidden, hidden.part) == (False, True, "表2")


def test_formulas_without_a_result_and_with_an_error() -> None:
    error = cell("#DIV/0!", formula="of:=1/0", calcext__value_type="error")
    [grid] = grids(read(sheet(row(cell(formula="of:=[.B1]"), error))))
    assert [(s.text, s.problem) for s in grid.slots] == [("", NO_RESULT), ("#DIV/0!", ERROR.format("#DIV/0!"))]


def test_a_table_within_a_cell_is_no_sheet() -> None:
    inner = sheet(row(cell("里面")), name="内")
    [grid] = grids(read(sheet(row(f"<table:table-cell><text:p>外面</text:p>{inner}</table:table-cell>"))))
    assert cells(grid) == {(0, 0): "外面"}


def test_a_locked_one() -> None:
    manifest = b"<m><encryption-data/></m>"
    with pytest.raises(InputError, match="加了密码") as raised:
        parse(packed({"mimetype": MIME, "content.xml": b"\0", "META-INF/manifest.xml": manifest}), LIMITS)
    assert raised.value.skipped


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<a>",
        b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>',
        f"<a {SPACES}>{sheet(row(cell('1', number_columns_repeated='x')))}</a>".encode(),
        f"<a {SPACES}>{sheet(row(cell('1'), number_rows_repeated=-5))}</a>".encode(),
    ],
)
def test_damaged_ones(content: bytes) -> None:
    with pytest.raises(InputError, match=r"content\.xml"):
        parse(packed({"mimetype": MIME, "content.xml": content}), LIMITS)
