"""Display width: a Chinese character takes two columns of a terminal."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)
def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def width(text: str) -> int:
    """Columns that a text takes."""
    return len(text) if text.isascii() else sum(map(_width, text))


_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_MISSING = "\N{REPLACEMENT CHARACTER}"


def printable(text: str) -> str:
    """The text without what would move the cursor, turn the writing round or is no character, replaced one for one."""
    return _CONTROLS.sub(lambda found: " " if found[0].isspace() else _MISSING, text)


def shorten(text: str, columns: int) -> str:
    """The text cut to at most ``columns`` columns, with … where something was cut."""
    if width(text) <= columns:
        return text
    kept, room = "", columns - 1
    for character in text:
        room -= _width(character)
        if room < 0:
            break
        kept += character
    return kept + "…"


_WORDS = re.compile(r"[!-~]+|\s|.", re.S)
_NOT_FIRST = frozenset("，。、；：！？）》”’…%")
_NOT_LAST = frozenset("（《“‘")


def wrapped(text: str, columns: int) -> list[str]:
    """The text in lines of at most ``columns`` columns: Latin words stay whole, and marks stay beside their words."""
    units: list[str] = []
    for word in _WORDS.findall(text):
        if units and (word in _NOT_FIRST or units[-1][-1] in _NOT_LAST):
            units[-1] += word
        else:
            units.append(word)
    lines = [""]
    for unit in units:
        if lines[-1] and width(lines[-1] + unit) > columns:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += unit if lines[-1] else unit.lstrip()
    return lines
