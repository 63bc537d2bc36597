"""Telling cells that are filled and hold nothing: filler, template prompts, 涉密 in place of content."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lint.text.fold import fold
from lint.text.words import words

_MARK = "-—–―_/\\·.…*×xX#、。,~○?？"
_MARKS = re.compile(f"[{re.escape(_MARK)}]+")
_LEFT_OVER = re.compile(r"[×＊*]{2,}|[xX]{2,}(?![A-Za-z])|□{2,}|[_＿]{2,}|○{2,}(?![一二三四五六七八九十年])")
_WRAPPING = "()（）【】[]「」“”\"'。.；;，,、 "
_LONGEST = 30
"""Longer texts say something, whatever they begin with."""
_LONGEST_SECRET = 24


@dataclass(frozen=True, slots=True)
class PlaceholderWords:
    """The dictionary ``placeholders``."""

    filler: frozenset[str]
    unused: frozenset[str]
    prompt: tuple[str, ...]
    prompt_inside: tuple[str, ...]
    classified: re.Pattern[str]
    around: re.Pattern[str]

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> PlaceholderWords:
        """Build from the dictionary."""
        return cls(
            frozenset(word.lower() for word in words(data.get("filler"))),
            frozenset(words(data.get("unused"))),
            words(data.get("prompt")),
            words(data.get("prompt_inside")),
            _any(words(data.get("classified"))),
            _any(words(data.get("around_classified"))),
        )


def _any(listed: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(listed, key=len, reverse=True))) or r"(?!)")


class Placeholders:
    """Answers what a cell's text is; results are cached by text."""

    def __init__(self, known: PlaceholderWords) -> None:
        self.words = known
        self.is_filler = lru_cache(maxsize=16384)(self._is_filler)
        self.is_classified = lru_cache(maxsize=16384)(self._is_classified)

    def _is_filler(self, text: str) -> bool:
        """The whole text is dashes, 无, 待定, 指标1, a prompt of the template."""
        folded = fold(text)
        if not folded:
            return False
        if any(word in folded for word in self.words.prompt_inside):
            return True
        if len(folded) > _LONGEST:
            return False
        if folded.startswith(self.words.prompt) or (folded[0] in _MARK and _MARKS.fullmatch(folded)):
            return True
        bare = folded.strip(_WRAPPING).lower()
        return not bare or bare in self.words.filler or (bare[0] in _MARK and _MARKS.fullmatch(bare) is not None)

    def is_unused(self, text: str) -> bool:
        """The whole text is filler, or says that this kind of indicator is not used (不适用)."""
        return fold(text) in self.words.unused or self.is_filler(text)

    def says_nothing(self, text: str) -> bool:
        """The text is blank, filler, 不适用 or 涉密."""
        return not text or self.is_unused(text) or self.is_classified(text)

    def left_over(self, text: str) -> tuple[int, int] | None:
        """Where a text that says something still has a blank of the template (××镇, ≥□座), or None."""
        found = _LEFT_OVER.search(text)
        return found.span() if found else None

    def _is_classified(self, text: str) -> bool:
        """The whole text is 涉密, 保密, 不公开 and the like, however they are joined."""
        folded = fold(text)
        if not folded or len(folded) > _LONGEST_SECRET or not self.words.classified.search(folded):
            return False
        rest = self.words.around.sub("", self.words.classified.sub("", folded))
        return not rest.strip(_WRAPPING + "/和,:：")
