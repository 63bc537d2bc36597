"""All dictionaries, typed, and the readers built on them. Made once for a run and passed to whatever needs words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from lint.resources.files import shipped
from lint.text.categories import CategoryReader, CategoryWords
from lint.text.library import Library
from lint.text.measures import MeasureReader, MeasureWords
from lint.text.operators import Operators
from lint.text.placeholders import Placeholders, PlaceholderWords
from lint.text.regex import lazy
from lint.text.target import TargetParser
from lint.text.units import Units
from lint.text.words import spaced, words


class Lexicon:
    """The words of a run.

    ``data`` maps each dictionary's name to its merged content. Rules ask for words with `words` and `pattern`; both
    remember their answers, so asking for every cell costs nothing.
    """

    def __init__(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        self.data = data
        self.units = Units.from_data(data.get("units", {}))
        self.operators = Operators.from_data(data.get("operators", {}))
        self.targets = TargetParser(self.units, self.operators)
        self.measures = MeasureReader(MeasureWords.from_data(data.get("measures", {})), self.units)
        self.categories = CategoryReader(CategoryWords.from_data(data.get("categories", {})))
        self.library = Library(shipped("dictionaries") / "indicators", self.categories)
        self.placeholders = Placeholders(PlaceholderWords.from_data(data.get("placeholders", {})))
        self.words = cache(self._words)
        self.pattern = cache(self._pattern)
        self.spaced_pattern = cache(self._spaced_pattern)

    def _words(self, dictionary: str, key: str) -> tuple[str, ...]:
        """The words under a key of a dictionary; empty where the dictionary or the key is missing."""
        return words(self.data.get(dictionary, {}).get(key))

    def _pattern(self, dictionary: str, *keys: str) -> re.Pattern[str]:
        """Any word under the keys of a dictionary, the longest first; matches nothing where there are none."""
        return lazy("|".join(map(re.escape, self._longest_first(dictionary, keys))) or r"(?!)")

    def _spaced_pattern(self, dictionary: str, *keys: str) -> re.Pattern[str]:
        """The same for text that was not folded: blanks may stand between the characters."""
        return lazy("|".join(map(spaced, self._longest_first(dictionary, keys))) or r"(?!)")

    def _longest_first(self, dictionary: str, keys: Iterable[str]) -> list[str]:
        found = {word for key in keys for word in self._words(dictionary, key)}
        return sorted(found, key=lambda word: (-len(word), word))
