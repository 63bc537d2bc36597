"""Cells: pieces of them, joined ones, and where their text stands in the source."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lint.model.cell import Cell, join

RAW = st.text(alphabet="甲乙12 \n\t%", min_size=1, max_size=20)


def _cell(raw: str, place: int = 0) -> Cell:
    return Cell("".join(raw.split("\n")).strip(), raw, place)


def test_the_whole_of_a_blank_cell_is_its_raw_text() -> None:
    assert Cell("", "  ", 7).stretch() == (7, 0, 2)


def test_a_piece_stands_where_its_characters_stand() -> None:
    cell = _cell(" 甲乙\n12% ", 100)
    assert cell.text == "甲乙12%"
    place, start, end = cell.stretch(2, 4)
    assert (place, cell.raw[start:end]) == (100, "12")
    assert cell.slice(2, 5) == Cell("12%", "12%", 104)


def test_a_joined_cell_reads_on_and_keeps_its_parts_places() -> None:
    sign, number, unit = Cell("≥", "≥", 10), Cell("30", " 30 ", 20), Cell("台", "台", 30)
    value = join([sign, number, Cell("", "", 25), unit])
    assert (value.text, value.parts) == ("≥30台", (sign, number, unit))
    assert value.stretch(1, 3) == (20, 1, 3)
    assert value.stretch(3) == (30, 0, 1)
    assert value.slice(1, 3).text == "30"


def test_a_single_filled_part_stays_itself() -> None:
    cell = Cell("30台", "30台", 5)
    assert join([Cell("", "", 1), cell]) is cell


@given(RAW, st.integers(0, 20), st.integers(0, 20))
def test_every_piece_has_its_text_at_its_place(raw: str, one: int, other: int) -> None:
    cell = _cell(raw)
    start, end = sorted((min(one, len(cell.text)), min(other, len(cell.text))))
    piece = cell.slice(start, end)
    assert piece.text == cell.text[start:end].strip()
    if piece.text:
        found = raw[piece.place : piece.place + len(piece.raw)]
        assert "".join(found.split("\n")) == piece.text or found.replace("\n", "").strip() == piece.text
