"""Bases that name no source; shared by SD011, which reports them, and SD016, which leaves them to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from lint.text.fold import fold
from lint.text.lexicon import Lexicon

_LONGEST = 30


@lru_cache(maxsize=8)
def vague_basis(lexicon: Lexicon) -> Callable[[str], bool]:
    """Whether a basis is made of words that name no source, one of 计划, 经验, 规定 … among them."""
    parts = lexicon.pattern("basis", "empty", "frame", "link").pattern
    made_of = re.compile(f"(?>{parts})*+")

    @lru_cache(maxsize=4096)
    def says_nothing(text: str) -> bool:
        folded = fold(text)
        if len(folded) > _LONGEST or not made_of.fullmatch(folded):
            return False
        if not lexicon.pattern("basis", "empty").search(folded):
            return False
        return not lexicon.pattern("basis", "traceable").search(folded)

    return says_nothing
