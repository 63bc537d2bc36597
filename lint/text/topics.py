"""Telling what a phrase is about: its sector, and whether it is about a place, a thing, people or money."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Any

from lint.text.words import words


class Topics:
    """The dictionary ``topics``; answers are cached by text."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._sector = {word: name for name, listed in data.get("sectors", {}).items() for word in words(listed)}
        self.sectors = lru_cache(maxsize=16384)(self._sectors)

    @cached_property
    def _words(self) -> re.Pattern[str]:
        return re.compile(any_of(self._sector))

    def _sectors(self, text: str) -> frozenset[str]:
        """The sectors of which a text has words."""
        return frozenset(self._sector[word] for word in self._words.findall(text))


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
