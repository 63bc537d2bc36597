"""Decoding text by a ladder, and what cannot be decoded."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.errors import InputError
from lint.extract.encoding import decode

TEXT = "一、道路养护绩效目标表\n产出指标\t数量指标\t养护里程\t≥120公里\n"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (TEXT.encode("utf-8"), "UTF-8"),
        (codecs.BOM_UTF8 + TEXT.encode("utf-8"), "UTF-8（带 BOM）"),
        (TEXT.encode("gb18030"), "GB18030"),
        (TEXT.encode("gbk"), "GB18030"),
        (TEXT.encode("utf-16"), "UTF-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "UTF-16"),
        (TEXT.encode("utf-16-le"), "UTF-16"),
        (TEXT.encode("utf-16-be"), "UTF-16"),
    ],
    ids=["utf-8", "utf-8-bom", "gb18030", "gbk", "utf-16", "utf-16-be", "utf-16-le without mark", "be without mark"],
)
def test_known_encodings(data: bytes, name: str) -> None:
    assert decode(data) == (TEXT, name)


def test_rare_characters_of_gb18030() -> None:
    text = "㐀𠮷镕喆绩效目标"
    assert decode(text.encode("gb18030")) == (text, "GB18030")


def test_a_file_cut_in_its_last_character_is_still_read() -> None:
    assert decode("绩效目标".encode()[:-1]) == ("绩效目", "UTF-8")


def test_bytes_in_no_known_encoding_are_refused_with_advice() -> None:
    with pytest.raises(InputError, match=r"文字编码不是 UTF-8、UTF-16 或 GB18030.*请另存为 UTF-8"):
        decode(b"\xff\x00\x81 abc" * 7)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    if not text.startswith("\ufeff"):
        assert decode(text.encode("utf-8")) == (text, "UTF-8")
