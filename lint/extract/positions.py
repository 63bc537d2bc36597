"""Lines and columns of offsets in a decoded text."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from lint.model.place import Position
from lint.text.regex import lazy

_ASTRAL = lazy("[\U00010000-\U0010ffff]")


def line_spans(text: str) -> list[tuple[int, int]]:
    """Begin and end of every line, line breaks left out. A lone CR parts lines only where there is no LF at all."""
    mark = "\n" if "\n" in text else "\r"
    spans, begin = [], 0
    for line in text.split(mark):
        end = begin + len(line)
        spans.append((begin, end - line.endswith("\r")))
        begin = end + 1
    return spans


class Positions:
    """Lines and columns of offsets in a text."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _lines(self) -> list[int]:
        """The offsets at which lines begin."""
        return [begin for begin, _ in line_spans(self.text)]

    @cached_property
    def _has_astral(self) -> bool:
        """Whether any character takes two units of UTF-16; if none does, both columns are the same."""
        return len(self.text.encode("utf-16-le", errors="surrogatepass")) != 2 * len(self.text)

    def at(self, offset: int) -> Position:
        """Line and columns of an offset."""
        line = bisect_right(self._lines, offset)
        begin = self._lines[line - 1]
        column = offset - begin + 1
        extra = len(_ASTRAL.findall(self.text[begin:offset])) if self._has_astral else 0
        return Position(line, column, column + extra, offset)
