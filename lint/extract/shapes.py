"""Header words: how they are looked up, and what those look like that no list has."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct

from lint.text.fold import fold
from lint.text.regex import lazy
from lint.text.words import words

NOTE = lazy(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
EDGES = "*★:：、.．,，"
_AND = lazy(r"[及和与].*")
_LONGEST = 40
_WEAK = 50
_WEAKER = 60
"""Ranks of columns known by their shape: behind those of the lists, and those that name the year before the others."""


@lru_cache(maxsize=16384)
def key(text: str) -> str:
    """A header word for look-up: folded, without notes in brackets, marks and colons."""
    return NOTE.sub("", fold(text)).strip(EDGES).removeprefix("其中:").removeprefix("其中")


class Shapes(Struct, frozen=True):
    """How words for columns are made. ``known`` maps the listed ones to their fields with ranks."""

    known: Mapping[str, tuple[tuple[int, str], ...]]
    beginnings: tuple[str, ...]
    endings: tuple[str, ...]
    values: tuple[str, ...]
    periods: Mapping[str, tuple[str, ...]]

    @classmethod
    def from_data(cls, data: Mapping[str, Any], known: Mapping[str, tuple[tuple[int, str], ...]]) -> Shapes:
        """Build from the entry ``shapes`` of the dictionary."""
        periods = {name: words(data.get(name)) for name in ("baseline", "long", "actual", "annual")}
        beginnings, endings, values = (words(data.get(name)) for name in ("beginnings", "endings", "values"))
        return cls(known, beginnings, endings, values, periods)

    def fields(self, text: str) -> tuple[tuple[int, str], ...]:
        """The fields that a word may name, with ranks; empty for a word of another kind."""
        if not 0 < len(text) <= _LONGEST:
            return ()
        word = key(text)
        for bare in self._barer(word):
            if fields := self.known.get(bare):
                return tuple((rank + _WEAK, field) for rank, field in fields)
        if not word.endswith(self.values):
            return ()
        folded = fold(text)
        period = next((name for name, ways in self.periods.items() if any(way in folded for way in ways)), "")
        if period == "long":
            return ()
        if period in ("baseline", "actual"):
            return ((_WEAKER, period),)
        return ((_WEAK if period else _WEAKER, "value"),)

    def is_long(self, text: str) -> bool:
        """Whether a word has a note in brackets that names another time than the year."""
        notes = "".join(NOTE.findall(fold(text)))
        return any(way in notes for way in self.periods["long"])

    def _barer(self, word: str) -> list[str]:
        """The word without what is often put before or behind it."""
        found = [_AND.sub("", word)]
        for beginning in self.beginnings:
            found += [bare.removeprefix(beginning) for bare in tuple(found) if bare.startswith(beginning)]
        for ending in self.endings:
            found += [bare.removesuffix(ending) for bare in tuple(found) if bare.endswith(ending)]
        return found
