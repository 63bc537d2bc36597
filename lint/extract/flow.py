"""Text put together from stretches of a source, each of which remembers where it came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from html import unescape
from typing import TypeAlias

from lint.text.regex import lazy

Run: TypeAlias = tuple[int, int, int, int]
"""Where a stretch of a text begins and how long it is there, and its begin and end in the source."""

BLANKS = " \t\n\r\f"
_ODD = lazy(r"[\t\n\r\f&]| (?: |\Z)|\A ")
_PIECE = lazy(r"[ \t\n\r\f]+|&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);?")
_INDENTS = "\u3000\xa0"
LINE, PARAGRAPH = "\v", "\n"
_SOFT = "\r"
_RANK = {"": 0, _SOFT: 1, " ": 2, LINE: 3, PARAGRAPH: 4}


class Flow:
    """The text of a cell or a paragraph of a web page, as a browser shows it.

    Blanks count as one; a line break of the source between Chinese characters is none at all.
    """

    __slots__ = ("gap", "length", "parts", "runs")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.runs: list[Run] = []
        self.length = 0
        self.gap = ""

    def feed(self, source: str, begin: int, end: int) -> None:
        """Take text of the source, between two tags."""
        raw = source[begin:end]
        if not _ODD.search(raw):
            self.put(raw, begin, end)
            return
        at, last = 0, len(raw)
        for found in _PIECE.finditer(raw):
            left, right = found.span()
            if raw[left] == "&":
                character = unescape(found[0])
                if character == found[0]:
                    continue
                self._plain(raw, at, left, begin)
                if character in BLANKS:
                    self.part(" ")
                else:
                    self.put(character, begin + left, begin + right)
            elif right - left == 1 and raw[left] == " " and left > 0 and right < last:
                continue
            else:
                self._plain(raw, at, left, begin)
                self.part(_SOFT if "\n" in found[0] or "\r" in found[0] else " ")
            at = right
        self._plain(raw, at, last, begin)

    def part(self, gap: str) -> None:
        """Part what comes next from what is there; two line breaks part paragraphs."""
        if gap == LINE == self.gap:
            gap = PARAGRAPH
        if _RANK[gap] > _RANK[self.gap]:
            self.gap = gap

    def _plain(self, raw: str, left: int, right: int, begin: int) -> None:
        if left < right:
            self.put(raw[left:right], begin + left, begin + right)

    def put(self, text: str, begin: int, end: int) -> None:
        """Take a stretch whose text in the source may be written otherwise."""
        if self.gap:
            self._close_gap(text)
        size = len(text)
        self.runs.append((self.length, size, begin, end))
        self.parts.append(text)
        self.length += size

    def _close_gap(self, text: str) -> None:
        gap, self.gap = self.gap, ""
        if not self.parts:
            return
        if gap == _SOFT:
            gap = " " if (self.parts[-1][-1] + text[0]).isascii() else ""
        elif gap == LINE and text[0] in _INDENTS:
            gap = PARAGRAPH  # an indented line is a paragraph of its own
        if gap:
            self.parts.append(gap)
            self.length += len(gap)

    def take(self, other: Flow) -> None:
        """Take all of another flow, as a paragraph of its own."""
        if other.parts:
            self.part(PARAGRAPH)
            if self.parts:
                self.parts.append(PARAGRAPH)
                self.length += 1
            self.gap = ""
            self.runs += [(at + self.length, size, begin, end) for at, size, begin, end in other.runs]
            self.parts += other.parts
            self.length += other.length
            self.gap = PARAGRAPH

    def paragraphs(self) -> list[tuple[str, tuple[Run, ...]]]:
        """The text in paragraphs, each with its runs."""
        text = "".join(self.parts)
        if PARAGRAPH not in text:
            return [(text, tuple(self.runs))] if text else []
        found, begin, number = [], 0, 0
        for piece in text.split(PARAGRAPH):
            runs = []
            while number < len(self.runs) and self.runs[number][0] < begin + len(piece):
                at, size, left, right = self.runs[number]
                runs.append((at - begin, size, left, right))
                number += 1
            if runs:
                found.append((piece, tuple(runs)))
            begin += len(piece) + 1
        return found


def in_source(runs: Sequence[Run], start: int, end: int) -> tuple[int, int]:
    """Where the stretch of a text stands in the source; whole where a part of it cannot be told (an entity)."""
    begin = _source_start(runs, start)
    return begin, max(begin, _source_end(runs, end)) if end > start else begin


def _source_start(runs: Sequence[Run], start: int) -> int:
    number = max(bisect_right(runs, start, key=lambda run: run[0]) - 1, 0)
    at, size, begin, end = runs[number]
    if start - at >= size:  # between two stretches, or at the end
        return runs[number + 1][2] if number + 1 < len(runs) else end
    return begin + (start - at if end - begin == size else 0)


def _source_end(runs: Sequence[Run], stop: int) -> int:
    number = max(bisect_right(runs, stop - 1, key=lambda run: run[0]) - 1, 0)
    at, size, begin, end = runs[number]
    return begin + stop - at if stop - at < size and end - begin == size else end
