"""Telling what a phrase is about: its sector, and whether it is about a place, a thing, people or money."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from lint.text.words import words


class Topics:
    """The dictionary ``topics``; answers are cached by text."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._sector = {word: name for name, listed in data.get("sectors", {}).items() for word in words(listed)}
        longest_first = sorted(self._sector, key=lambda word: (-len(word), word))
        self._words = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")
        self.sectors = lru_cache(maxsize=16384)(self._sectors)

    def _sectors(self, text: str) -> frozenset[str]:
        """The sectors of which a text has words."""
        return frozenset(self._sector[word] for word in self._words.findall(text))
