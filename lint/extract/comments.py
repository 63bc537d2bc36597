"""Comments of a draft that speak to jixiao, as its readers find them; what they say is read in `lint.engine.spoken`.

A comment speaks of the cell that it is tied to, and failing that of the row of this cell; one that stands by itself
(a line of a text, a comment on a paragraph) of the next row or paragraph.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, Protocol, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from lint.model.cell import Cell
from lint.model.comment import Comment
from lint.model.place import Place
from lint.text.regex import lazy

LONGEST = 1000
"""Characters of a comment that are read; of a longer one, one more is kept, which tells that it is too long."""
NOTHING = (-1, -1)
UNREAD = "批注已损坏，没有读，里面写给 jixiao 的话不起作用；请用办公软件打开另存一份再检查"
_CALL = r"(?i:jixiao)[ \t\xa0\u3000]*(?:[:：]|(?=(?i:忽略|ignore)))"
_CALLS = lazy(_CALL)
_LINE = lazy(rf"\ufeff?[ \t\xa0\u3000]*[#＃]+[ \t\xa0\u3000]*(?={_CALL})")
MARKED = lazy(rf"<!--(?=\s*{_CALL})(?:[^-]|-(?!->)){{1,20000}}+-->")
"""A comment of HTML or markdown that speaks to jixiao."""
_AUTHOR = 64
_SEEN = lazy(r"[^\r\n]")
_BLANKS = " \t\r\n\v\f\xa0\u3000\ufeff\u200b"
_OPEN, _CLOSE = len("<!--"), len("-->")


class Remark(Struct, array_like=True, gc=False):
    """A comment in the source of a text with tables in it (html, csv): from ``begin`` to ``end`` of that source.

    It speaks of the first row or paragraph that does not end before ``at``.
    """

    text: str
    begin: int
    end: int
    at: int


def said(text: str) -> str:
    """What a comment says to jixiao; empty where it speaks to people. Excel begins a note with its author's name."""
    text = text.strip()
    if not _CALLS.match(text):
        author, _, text = text.partition("\n")
        text = text.strip()
        if len(author) > _AUTHOR or not author.rstrip().endswith((":", "：")) or not _CALLS.match(text):
            return ""
    return text[: LONGEST + 1]


def said_by_line(line: str) -> str:
    """What a line says to jixiao that begins with #; empty where it is none."""
    found = _LINE.match(line)
    return said(line[found.end() :]) if found else ""


def is_call(line: str) -> bool:
    """Whether a line begins as a comment to jixiao does, in quotes or not."""
    return _LINE.match(line.lstrip(" \ufeff").removeprefix('"')) is not None


def said_by_mark(comment: str) -> str:
    """What ``<!-- … -->`` says to jixiao."""
    return said(comment[_OPEN:-_CLOSE])


class Part(Protocol):
    """A cell or a paragraph as readers hand it over (`lint.extract.grid`)."""

    @property
    def comments(self) -> tuple[str, ...]:
        """What is said to jixiao there."""
        ...

    @property
    def runs(self) -> tuple[tuple[int, int, int, int], ...]:
        """Where its text stands in the source."""
        ...


Cells: TypeAlias = Sequence[tuple[int | None, int, Part, Place, int, bool]]
"""All cells and paragraphs in order: table and row (None and -1 for paragraphs), place, size, and whether filled."""


class _Row(NamedTuple):
    """The cells of a row; a paragraph is a row of its own."""

    cells: Cells
    begin: Place
    end: Place
    filled: bool
    paragraph: bool


def _rows(cells: Cells) -> Iterable[_Row]:
    for (table, _), found in groupby(cells, key=lambda entry: (entry[0], entry[1])):
        for own in [list(found)] if table is not None else [[entry] for entry in found]:
            begin = min(place for _, _, _, place, _, _ in own)
            end = max(place + size for _, _, _, place, size, _ in own)
            yield _Row(own, begin, end, any(filled for *_, filled in own), table is None)


def tied(cells: Cells) -> list[Comment]:
    """The comments that are tied to cells and paragraphs; what follows a paragraph is the next row with content."""
    made: list[Comment] = []
    waiting: list[tuple[str, Place, int]] = []
    for row in _rows(cells):
        if row.filled:
            made += [Comment(*entry, row.begin, row.end) for entry in waiting]
            waiting = []
        for _, _, part, place, size, _ in row.cells:
            for text in part.comments:
                if row.paragraph:
                    waiting.append((text, place, size))
                else:
                    made.append(Comment(text, place, size, row.begin, row.end))
    return made + [Comment(*entry, *NOTHING) for entry in waiting]


def aims(remarks: Sequence[Remark], cells: Cells) -> list[tuple[Place, Place]]:
    """What the remarks of a source speak of."""
    rows = []
    for row in _rows(cells):
        if row.filled:
            end = max((part.runs[-1][3] for _, _, part, *_ in row.cells if part.runs), default=-1)
            rows.append((end, row.begin, row.end))
    rows.sort()
    found = []
    for remark in remarks:
        at = bisect_left(rows, (remark.at, -1, -1))
        found.append(rows[at][1:] if at < len(rows) else NOTHING)
    return found


class Unresolved:
    """Comments in plain text that wait for the row or paragraph that they speak of; readers meet those in order.

    Each comes with the place from which it speaks.
    """

    def __init__(self, found: Iterable[tuple[Place, Comment]] = ()) -> None:
        self.waiting = sorted(found, key=itemgetter(0), reverse=True)
        self.made: list[Comment] = []

    def meet(self, cells: Sequence[Cell]) -> None:
        """Take the next row or paragraph."""
        if not self.waiting or not any(cell.text for cell in cells):
            return
        begin, end = cells[0].place, cells[-1].place + len(cells[-1].raw)
        while self.waiting and self.waiting[-1][0] < end:
            self.made.append(replace(self.waiting.pop()[1], begin=begin, end=end))

    def all(self) -> tuple[Comment, ...]:
        """All comments, when the last row was met."""
        return (*self.made, *(comment for _, comment in reversed(self.waiting)))


def without_comments(text: str, lines: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]], Unresolved]:
    """A text with blanks in place of what is said to jixiao, its lines without those said so, and the comments."""
    if "jixiao" not in text.lower():
        return text, lines, Unresolved()
    begins = [begin for begin, _ in lines]
    found: list[tuple[Place, Comment]] = []
    alone: set[int] = set()
    for mark in MARKED.finditer(text):
        begin, end = mark.span()
        first, last = bisect_right(begins, begin) - 1, bisect_right(begins, end - 1) - 1
        if not text[begins[first] : begin].strip(_BLANKS) and not text[end : lines[last][1]].strip(_BLANKS):
            alone.update(range(first, last + 1))
        found.append((begins[first], Comment(said_by_mark(mark[0]), begin, end - begin, *NOTHING)))
    marked = _blanked(text, [(comment.place, comment.place + comment.size) for _, comment in found])
    left, hashed = [], []
    for number, (begin, end) in enumerate(lines):
        said_here = said_by_line(marked[begin:end])
        if said_here:
            found.append((begin, Comment(said_here, begin, end - begin, *NOTHING)))
            hashed.append((begin, end))
        elif number not in alone:
            left.append((begin, end))
    return _blanked(marked, hashed), left, Unresolved(found)


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    pieces, at = [], 0
    for begin, end in spans:
        pieces += [text[at:begin], _SEEN.sub(" ", text[begin:end])]
        at = end
    return "".join([*pieces, text[at:]])
