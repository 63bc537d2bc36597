"""Telling what a phrase is about: its sector, and whether it is about a place, a thing, people or money."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Any

from lint.text.words import words

_NONE = frozenset[str]()


class Topics:
    """The dictionary ``topics``; answers are cached by text."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._sure = _by_word(data.get("sectors", {}))
        self._hints = _by_word(data.get("hints", {}))
        self._served = frozenset(words(data.get("served")))
        self.sectors = lru_cache(maxsize=16384)(self._sectors)
        self.firm = lru_cache(maxsize=16384)(self._firm)
        self.near = lru_cache(maxsize=16384)(self._near)

    @cached_property
    def _words(self) -> re.Pattern[str]:
        return re.compile(any_of(self._sure))

    @cached_property
    def _hint_words(self) -> re.Pattern[str]:
        return re.compile(any_of(self._hints))

    def found(self, text: str) -> list[str]:
        """The words of a text that tell a sector."""
        return self._words.findall(text)

    def _sectors(self, text: str) -> frozenset[str]:
        """The sectors of which a text has words."""
        return _NONE.union(*map(self._sure.__getitem__, self.found(text)))

    def _firm(self, text: str) -> frozenset[str]:
        """The sectors of which a text has words that do not stand for those who are served, too (学生, 医院)."""
        return _NONE.union(*map(self._sure.__getitem__, self.firm_words(text)))

    def firm_words(self, text: str) -> list[str]:
        """Those words, in order, once each."""
        return [word for word in dict.fromkeys(self.found(text)) if word not in self._served]

    def _near(self, text: str) -> frozenset[str]:
        """The sectors with which a text may have to do: 审计 tells what a project is about, but any may be audited."""
        return self.sectors(text).union(*map(self._hints.__getitem__, self._hint_words.findall(text)))


def _by_word(sectors: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """The sectors of each word."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, listed in sectors.items():
        for word in words(listed):
            found[word].add(name)
    return {word: frozenset(names) for word, names in found.items()}


def any_of(listed: Iterable[str]) -> str:
    """A pattern for any of many words, the longest first; parted by first characters, which makes it fast."""
    rests: dict[str, list[str]] = defaultdict(list)
    for word in sorted(set(listed), key=lambda word: (-len(word), word)):
        rests[word[0]].append(re.escape(word[1:]))
    if not rests:
        return r"(?!)"
    first = "".join(map(re.escape, rests))
    branches = (f"{re.escape(one)}(?:{'|'.join(more)})" for one, more in rests.items())
    return f"(?=[{first}])(?:{'|'.join(branches)})"
