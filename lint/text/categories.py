"""Level-1 and level-2 categories under their standard names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct

from lint.model.document import Category
from lint.text.fold import fold
from lint.text.regex import lazy
from lint.text.words import words

_SUFFIX = "指标"
_NUMBERING = lazy(r"^(?:[一二三四五六七八九十\d]{1,2}[、.．)]|\([一二三四五六七八九十\d]{1,2}\))")
_PARTING = lazy(r"指标|[/、和与及]")


class CategoryWords(Struct, frozen=True):
    """All names of the categories, without 指标 at the end, and the groups that a project must have."""

    level1: Mapping[str, str]
    level2: Mapping[str, Category]
    required: tuple[str, ...]
    alike: Mapping[str, str]
    """Words that tell the group of a level-2 name that no list knows."""
    alone: Mapping[str, str]
    """Level-1 names that have one group of indicators only."""

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
        alike, alone = dict(data.get("alike", {})), dict(data.get("alone", {}))
        return cls(level1, level2, words(data.get("required")), alike, alone)


class CategoryReader:
    """Recognises category names; results are cached by text."""

    def __init__(self, known: CategoryWords) -> None:
        self.words = known
        self.level2 = lru_cache(maxsize=1024)(self._level2)
        self.level1 = lru_cache(maxsize=1024)(self._level1)
        self.of = lru_cache(maxsize=1024)(self._of)

    def _level2(self, text: str) -> Category | None:
        return self.words.level2.get(_key(text))

    def _of(self, level1: str, level2: str) -> Category | None:
        """The category of a row by the texts of its levels: by the name of level 2, else by what that name is like
        (受益群众满意度指标), else by a level 1 that has only one kind of indicator."""
        if found := self._level2(level2):
            return found
        name = _key(level2)
        alike = next((group for word, group in self.words.alike.items() if word in name), None) if name else None
        above = self._level1(level1)
        if alike is None and len(above) == 1:
            alike = self.words.alone.get(above[0])
        return Category(name or level1, (), alike) if alike else None

    def _level1(self, text: str) -> tuple[str, ...]:
        """The standard level-1 names that a cell holds, in order: usually one, sometimes two in one cell."""
        key = _key(text)
        if key in self.words.level1:
            return (self.words.level1[key],)
        found = []
        for part in _PARTING.split(_NUMBERING.sub("", fold(text))):
            if part and (standard := self.words.level1.get(_key(part))):
                found.append(standard)
            elif part:
                return ()
        return tuple(dict.fromkeys(found))


def _key(text: str) -> str:
    """A category name for look-up: folded, without a note in brackets (产出指标(50分)), a star, 指标 at the end."""
    folded = _NUMBERING.sub("", fold(text)).strip("*★").split("(", 1)[0]
    return folded.removesuffix(_SUFFIX) or folded
