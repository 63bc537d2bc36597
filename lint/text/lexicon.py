"""All dictionaries, typed, and the readers built on them. Made once for a run and passed to whatever needs words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lint.text.categories import CategoryReader, CategoryWords
from lint.text.measures import MeasureReader, MeasureWords
from lint.text.target import Operators, TargetParser, Units
from lint.text.words import words


class Lexicon:
    """The words of a run.

    ``data`` maps each dictionary's name to its merged content; rules that bring their own dictionary read it with
    `words`, which answers with an empty tuple where a dictionary or key is missing.
    """

    def __init__(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        self.data = data
        self.units = Units.from_data(data.get("units", {}))
        self.operators = Operators.from_data(data.get("operators", {}))
        self.targets = TargetParser(self.units, self.operators)
        self.measures = MeasureReader(MeasureWords.from_data(data.get("measures", {})), self.units)
        self.categories = CategoryReader(CategoryWords.from_data(data.get("categories", {})))

    def words(self, dictionary: str, key: str) -> tuple[str, ...]:
        """The words under a key of a dictionary."""
        return words(self.data.get(dictionary, {}).get(key))
