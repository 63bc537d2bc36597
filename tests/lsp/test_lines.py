"""Offsets and positions, in all three units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import Position, PositionEncodingKind

from lint.lsp.lines import Lines

TEXTS = st.text(st.sampled_from("a中𠮷😀\t\r\n\u2028"), max_size=40)


@pytest.mark.parametrize("encoding", PositionEncodingKind)
@given(text=TEXTS)
def test_every_offset_comes_back_from_its_position(encoding: PositionEncodingKind, text: str) -> None:
    lines = Lines(text, encoding)
    for offset in range(len(text) + 1):
        if text[offset - 1 : offset + 1] != "\r\n" or not offset:
            assert lines.offset(lines.position(offset)) == offset


def test_units() -> None:
    text = "首行\r\n中𠮷a"
    columns = {PositionEncodingKind.Utf8: 7, PositionEncodingKind.Utf16: 3, PositionEncodingKind.Utf32: 2}
    for encoding, column in columns.items():
        assert Lines(text, encoding).position(6) == Position(1, column)


def test_positions_beyond_the_text_are_its_nearest_end() -> None:
    lines = Lines("甲\r\n乙")
    assert [lines.offset(Position(*at)) for at in ((0, 9), (1, 9), (9, 0))] == [1, 4, 4]
