"""Reading word lists out of dictionary data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lint.text.fold import fold


def words(value: str | list[str] | None) -> tuple[str, ...]:
    """The words of a dictionary entry: a list, or a string in which blanks part them. Folded, in order, once each."""
    if not value:
        return ()
    entries = value.split() if isinstance(value, str) else [str(entry) for entry in value]
    return tuple(dict.fromkeys(fold(entry) for entry in entries))


def spaced(word: str) -> str:
    """A pattern for a word that may have blanks in it."""
    return r"\s*".join(map(re.escape, word))


def merge(base: Any, more: Any) -> Any:
    """Extend dictionary data by a further file: mappings merge, lists and word strings grow, other values win."""
    if isinstance(base, Mapping) and isinstance(more, Mapping):
        merged = dict(base)
        for key, value in more.items():
            merged[key] = merge(merged[key], value) if key in merged else value
        return merged
    if isinstance(base, (str, list)) and isinstance(more, (str, list)):
        if isinstance(base, str) and isinstance(more, str):
            return f"{base} {more}"
        return [*(base.split() if isinstance(base, str) else base), *(more.split() if isinstance(more, str) else more)]
    return more
