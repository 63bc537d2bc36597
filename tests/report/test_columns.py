"""Display width of text, and cutting by it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.report.columns import printable, shorten, width, wrapped


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("书屋", 4),
        ("≥90%", 4),
        ("９０％", 6),
        ("𠮷", 2),
        ("😀", 2),
        ("❤\ufe0f", 1),
        ("e\u0301", 1),
        ("书\u200b屋", 4),
        ("ｱ", 1),
    ],
)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [
        ("乡村书屋", 8, "乡村书屋"),
        ("乡村书屋", 7, "乡村书…"),
        ("乡村书屋", 6, "乡村…"),
        ("乡a村书屋", 6, "乡a村…"),
        ("abc", 2, "a…"),
    ],
)
def test_shorten(text: str, columns: int, expected: str) -> None:
    assert shorten(text, columns) == expected


@given(st.text(), st.integers(1, 40))
def test_a_shortened_text_fits_and_is_a_beginning(text: str, columns: int) -> None:
    short = shorten(text, columns)
    assert width(short) <= columns
    assert short == text or text.startswith(short[:-1])


@given(st.text(st.characters(), max_size=50))
def test_printable_text_has_one_line_and_as_many_characters(text: str) -> None:
    clean = printable(text)
    assert len(clean) == len(text)
    assert len(clean.splitlines()) <= 1
    clean.encode()


def test_lines_are_broken_where_chinese_may_be_broken() -> None:
    assert wrapped("写到文件，格式看后缀，也可以写明（如 json:结果.txt）；可以写几次", 24) == [
        "写到文件，格式看后缀，也",
        "可以写明（如 json:结果",
        ".txt）；可以写几次",
    ]
