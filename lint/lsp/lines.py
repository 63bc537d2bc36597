"""Between offsets in a text and positions as an editor counts them."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from lsprotocol.types import Position, PositionEncodingKind, Range

from lint.text.regex import lazy

_BREAK = lazy(r"\r\n|\r|\n")
_SIZES = {PositionEncodingKind.Utf8: "utf-8", PositionEncodingKind.Utf16: "utf-16-le", PositionEncodingKind.Utf32: ""}
SURROGATES = lazy("[\ud800-\udfff]")
"""Halves of a character that an editor may send while it is typed; no encoding can write them."""


class Lines:
    """The lines of a text; characters on them are counted in the units on which editor and server agreed."""

    def __init__(self, text: str, encoding: PositionEncodingKind = PositionEncodingKind.Utf16) -> None:
        self.text = text
        self._codec = _SIZES[encoding]
        self._unit = 2 if encoding is PositionEncodingKind.Utf16 else 1

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in _BREAK.finditer(self.text))]

    @cached_property
    def _plain(self) -> bool:
        """Whether every character is one unit."""
        return not self._codec or self._size(self.text) == len(self.text)

    def _size(self, text: str) -> int:
        return len(text.encode(self._codec, "surrogatepass")) // self._unit

    def position(self, offset: int) -> Position:
        """The position of an offset."""
        line = bisect_right(self._starts, offset) - 1
        start = self._starts[line]
        return Position(line, offset - start if self._plain else self._size(self.text[start:offset]))

    def range(self, start: int, end: int) -> Range:
        """The range between two offsets."""
        return Range(self.position(start), self.position(end))

    def offset(self, position: Position) -> int:
        """The offset of a position; one behind the end of its line counts as the end."""
        if position.line >= len(self._starts):
            return len(self.text)
        start = self._starts[position.line]
        end = self.line_end(start)
        if self._plain:
            return min(start + position.character, end)
        units = 0
        for offset in range(start, end):
            if units >= position.character:
                return offset
            units += self._size(self.text[offset])
        return end

    def line_start(self, offset: int) -> int:
        """Where the line of an offset begins."""
        return self._starts[bisect_right(self._starts, offset) - 1]

    def line_end(self, offset: int) -> int:
        """Where the line of an offset ends, its break left out."""
        found = _BREAK.search(self.text, offset)
        return found.start() if found else len(self.text)

    @property
    def newline(self) -> str:
        """How lines end in this text."""
        found = _BREAK.search(self.text)
        return found[0] if found else "\n"
