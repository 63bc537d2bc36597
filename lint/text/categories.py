"""Level-1 and level-2 categories under their standard names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lint.model.document import Category
from lint.text.fold import fold
from lint.text.words import words

_SUFFIX = "指标"


@dataclass(frozen=True, slots=True)
class CategoryWords:
    """All names of the categories, without 指标 at the end, and the groups that a project must have."""

    level1: Mapping[str, str]
    level2: Mapping[str, Category]
    required: tuple[str, ...]

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> CategoryWords:
        """Build from the dictionary ``categories``."""
        level1: dict[str, str] = {}
        for standard, others in data.get("level1", {}).items():
            level1.update({_key(word): standard for word in (standard, *words(others))})
        level2: dict[str, Category] = {}
        for entry in data.get("level2", []):
            category = Category(entry["name"], words(entry["level1"]), entry["group"])
            level2.update({_key(word): category for word in (category.name, *words(entry.get("words")))})
        return cls(level1, level2, words(data.get("required")))


class CategoryReader:
    """Recognises category names; results are cached by text."""

    def __init__(self, known: CategoryWords) -> None:
        self.words = known
        self.level2 = lru_cache(maxsize=1024)(self._level2)
        self.level1 = lru_cache(maxsize=1024)(self._level1)

    def _level2(self, text: str) -> Category | None:
        return self.words.level2.get(_key(text))

    def _level1(self, text: str) -> tuple[str, ...]:
        """The standard level-1 names that a cell holds, in order: usually one, sometimes two in one cell."""
        key = _key(text)
        if key in self.words.level1:
            return (self.words.level1[key],)
        found = []
        for part in fold(text).replace("/", _SUFFIX).replace("、", _SUFFIX).split(_SUFFIX):
            if part and (standard := self.words.level1.get(_key(part))):
                found.append(standard)
            elif part:
                return ()
        return tuple(dict.fromkeys(found))


def _key(text: str) -> str:
    """A category name for look-up: folded, without a note in brackets (产出指标(50分)), a star, 指标 at the end."""
    folded = fold(text).strip("*★").split("(", 1)[0]
    return folded.removesuffix(_SUFFIX) or folded
