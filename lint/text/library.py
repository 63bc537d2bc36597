"""The indicator library: usual indicators for the type of a project, read only when a suggestion wants one.

``types.yaml`` tells the type by words of the project's name or purpose; a further file for each field holds the
indicators, so that one small file is read for a project, not all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from lint.model.document import Indicator, Project
from lint.resources.files import read_yaml
from lint.text.categories import CategoryReader
from lint.text.fold import fold

_SURE = 3
"""A word this long shows the type of a project even in its purpose."""
DATE = "日期"


class Entry(Struct, frozen=True, gc=False):
    """One indicator of the library; ``number`` only where full or none is the rule (=100%, =0起)."""

    category: str
    name: str
    formula: str
    operator: str
    unit: str
    direction: str
    source: str
    number: int | None = None

    @property
    def target(self) -> str:
        """The form of its target: ≥N%, =0起, YYYY年M月底前."""
        if self.unit == DATE:
            return "YYYY年M月底前"
        return f"{self.operator}{'N' if self.number is None else self.number}{self.unit}"

    @property
    def phrase(self) -> str:
        """Name and target: 设备完好率≥N%."""
        return f"{self.name} {self.target}" if self.unit == DATE else self.name + self.target


class _Sign(Struct, frozen=True):
    """Words that show a type where they are all there; ``size`` is how many characters they have together."""

    parts: tuple[str, ...]
    size: int
    type_name: str
    general: bool


class Library:
    """The library in a folder; files are read when they are first asked for."""

    def __init__(self, folder: Path, categories: CategoryReader) -> None:
        self._folder = folder
        self._categories = categories
        self._file = cache(self._read)
        self.entries = cache(self._entries)
        self._of = cache(self._of_type)
        self._by_words = lru_cache(maxsize=4096)(self._find)

    def suggest(self, project: Project, category: str, like: str = "") -> Entry | None:
        """An indicator of a category (数量, 效益, 社会效益指标) for the project's type that it does not have yet.

        Of several it is the one most like ``like``, else the most usual one.
        """
        taken = {fold(row.text("name")) for row in project.rows}
        found = [entry for entry in self.of(project, category) if fold(entry.name) not in taken]
        return max(found, key=lambda entry: shared(entry.name, like), default=None)

    def same(self, project: Project, indicator: Indicator) -> Entry | None:
        """The indicator of the library that a row measures, by its name."""
        name = fold(indicator.text("name"))
        if not name or indicator.category is None:
            return None
        entries = self.of(project, indicator.category.group)
        return next((entry for entry in entries if entry.name in name or (len(name) > 3 and name in entry.name)), None)

    def of(self, project: Project, category: str) -> tuple[Entry, ...]:
        """The indicators of a category or group of categories for the project's type, the most usual first."""
        found = self.type_of(project)
        return self._of(found, category) if found else ()

    def type_of(self, project: Project) -> str | None:
        """The type of a project: by its name, else, where it has none, by its purpose."""
        if project.label:
            return self._by_words(fold(project.label), False)
        return self._by_words(fold(project.purpose.text), True) if project.purpose else None

    def _entries(self, type_name: str) -> tuple[Entry, ...]:
        """All indicators of a type."""
        return tuple(Entry(**entry) for entry in self._file(self._fields[type_name])[type_name])

    def _of_type(self, type_name: str, category: str) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries(type_name) if self._is_of(entry, category))

    @property
    def types(self) -> Iterable[str]:
        """The names of all types."""
        return self._fields

    def _is_of(self, entry: Entry, category: str) -> bool:
        if entry.category == category:
            return True
        known = self._categories.level2(entry.category)
        return known is not None and known.group == category

    def _read(self, field: str) -> Any:
        return read_yaml(self._folder / f"{field}.yaml").data["indicators"]

    @cached_property
    def _data(self) -> Any:
        return read_yaml(self._folder / "types.yaml").data

    @cached_property
    def _fields(self) -> dict[str, str]:
        """The file of each type."""
        return {name: field for field, types in self._data["types"].items() for name in types}

    @cached_property
    def _signs(self) -> dict[str, list[_Sign]]:
        """What shows a type, by its first word."""
        general, signs = self._data["general"].split(), defaultdict(list)
        for types in self._data["types"].values():
            for name, words in types.items():
                for word in words.split():
                    parts = tuple(word.split("+"))
                    signs[parts[0]].append(_Sign(parts, sum(map(len, parts)), name, name in general))
        return dict(signs)

    @cached_property
    def _sizes(self) -> dict[str, list[int]]:
        """How long the words are that begin with a character."""
        sizes: defaultdict[str, set[int]] = defaultdict(set)
        for word in self._signs:
            sizes[word[0]].add(len(word))
        return {first: sorted(found) for first, found in sizes.items()}

    def _find(self, text: str, only_sure: bool) -> str | None:
        """The type with the longest word in a text, the last one of those; where ``only_sure`` the only one."""
        found = [
            (not sign.general, sign.size, max(text.rfind(part) + len(part) for part in sign.parts), sign.type_name)
            for word in _words_in(text, self._signs, self._sizes)
            for sign in self._signs[word]
            if all(part in text for part in sign.parts) and not (only_sure and sign.size < _SURE)
        ]
        if not found or (only_sure and len({name for *_, name in found}) > 1):
            return None
        return max(found)[-1]


def _words_in(text: str, known: Container[str], sizes: Mapping[str, Iterable[int]]) -> set[str]:
    """The known words that stand in a text; ``sizes`` are their lengths by first character."""
    return {
        word
        for at, first in enumerate(text)
        if first in sizes
        for size in sizes[first]
        if (word := text[at : at + size]) in known
    }


def shared(one: str, other: str) -> int:
    """How many pairs of neighbouring characters two texts have in common."""
    return len({one[at : at + 2] for at in range(len(one) - 1)} & {other[at : at + 2] for at in range(len(other) - 1)})
