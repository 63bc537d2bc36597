"""Folding text for comparison."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lint.text.fold import essence, fold, fold_offsets


def test_blanks_go_and_full_width_ascii_becomes_narrow() -> None:
    assert fold("　≥ ９５％（人）") == "≥95%(人)"


def test_essence_is_what_makes_two_texts_the_same() -> None:
    assert essence("<p>完成，养护；里程！</p>") == essence("完成养护里程") == "完成养护里程"


@given(st.text(max_size=30))
def test_every_kept_character_has_its_place(text: str) -> None:
    folded, offsets = fold(text), fold_offsets(text)
    assert len(folded) == len(offsets)
    assert all(fold(text[offset]) == character for offset, character in zip(offsets, folded, strict=True))
    assert fold(folded) == folded
