"""Folding text for comparison: blanks gone, full-width ASCII narrowed."""

from __future__ import annotations

import re
from functools import lru_cache

from lint.text.regex import lazy

_BLANKS = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200C)))
_NARROW: dict[int, int | None] = {0xFF01 + i: 0x21 + i for i in range(94)}
_NARROW |= {0xFE64: ord("<"), 0xFE65: ord(">"), 0xFE66: ord("=")}
_FOLD = {**_NARROW, **{ord(blank): None for blank in _BLANKS}}
_FOLDABLE = lazy(f"[{re.escape(_BLANKS)}\uff01-\uff5e\ufe64-\ufe66]")
_MARKUP = lazy(r"<[^<>]{1,20}>")
_PUNCTUATION = lazy(r"[，。、；：！？“”‘’《》〈〉【】〔〕（）,.;:!?\"'()\[\]{}<>—–_·~～…/\\|\-]+")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Text with blanks removed and full-width ASCII narrowed; every kept character stays one character."""
    return text.translate(_FOLD) if _FOLDABLE.search(text) else text


def fold_offsets(text: str) -> list[int]:
    """For each character of ``fold(text)``, its index in ``text``."""
    return [index for index, character in enumerate(text) if character not in _BLANKS]


@lru_cache(maxsize=65536)
def essence(text: str) -> str:
    """What is left of a text when blanks, markup and punctuation are gone: for telling copies."""
    folded = fold(text)
    if "<" in folded:
        folded = _MARKUP.sub("", folded)
    return _PUNCTUATION.sub("", folded)
