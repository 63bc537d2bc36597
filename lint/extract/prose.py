"""Indicators that are written as text in one cell: 【产出指标-数量指标】指标1：机柜数量（≥77台）；指标2：…"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from lint.extract.levels import split_levels
from lint.model.cell import Cell, join
from lint.model.target import TargetKind
from lint.text.categories import CategoryReader
from lint.text.lexicon import Lexicon
from lint.text.regex import lazy

_TARGETS = frozenset({TargetKind.NUMBER, TargetKind.RANGE, TargetKind.DATE})
_FEWEST_GROUPS = 2
_BRACKETS = r"[【\[〔]\s*(?P<in>[^【】\[\]〔〕]{2,30}?)\s*[】\]〕]\s*[:：]?"
ITEM = lazy(r"(?:三级)?指标\s*[\d一二三四五六七八九十]{1,2}\s*[:：.、)）]\s*|[；;\n]\s*")
"""What parts the indicators of a group."""
_NUMBER = lazy(r"[\s.。,，、；;]*(?:\d{1,2}\s*[.．、)）](?!\d)\s*|[(（]\s*[\d一二三四五六七八九十]{1,2}\s*[)）]\s*)?")
_ENDS = " \n.。,，;；、"
_IN_BRACKETS = lazy(r"[(（]([^()（）]+)[)）]$")
_SIGN = lazy(r"[≥≧≤≦＝=＞＜<>]")
_COLON = lazy(r"[:：]")
_FIGURE = lazy(r"(?<![\d.,第])\d+")
_MOST_FIGURES = 4

Entry = dict[str, Cell | None]


def read_prose(cells: Sequence[Cell], lexicon: Lexicon) -> tuple[list[Entry], Cell | None] | None:
    """The indicators that texts list by their levels, and what stands before them; None for texts of another kind.

    An indicator whose value cannot be told apart has its whole text as name.
    """
    levels: Entry = {"level1": None, "level2": None}
    found: list[Entry] = []
    before: list[Cell] = []
    count = 0
    for cell in cells:
        groups = list(_groups(cell, lexicon.categories))
        begin = groups[0][0] if groups else len(cell.text)
        if begin:
            rest = cell.slice(0, begin)
            found += [{**levels, **item} for item in _items(rest, lexicon)] if count else ()
            before += [] if count else [rest]
        count += len(groups)
        stops = [start for start, _, _ in groups[1:]] + [len(cell.text)]
        for (_, begin, heading), stop in zip(groups, stops, strict=False):
            levels = _below(levels, heading, lexicon.categories)
            found += [{**levels, **item} for item in _items(cell.slice(begin, stop), lexicon)]
    valued = sum(entry["value"] is not None for entry in found)
    if count < _FEWEST_GROUPS or valued * 2 <= len(found):
        return None
    return found, (join(before) if before else None)


def lines(cell: Cell) -> list[Cell]:
    """The lines of a cell."""
    if cell.parts or "\n" not in cell.raw:
        return [cell]
    made, at = [], 0
    for line in cell.raw.splitlines():
        if text := line.strip():
            at = cell.text.find(text, at)
            if at < 0:
                return [cell]
            made.append(cell.slice(at, at + len(text)))
            at += len(text)
    return made


def has_heading(cell: Cell, categories: CategoryReader) -> bool:
    """Whether a text has the heading of a group of indicators."""
    return "指标" in cell.text and next(_groups(cell, categories), None) is not None


def _groups(cell: Cell, categories: CategoryReader) -> Iterator[tuple[int, int, Cell]]:
    """Where the heading of a group begins and ends, and the heading."""
    for mark in _headings(categories).finditer(cell.text):
        name = "in" if mark["in"] else "bare"
        heading = cell.slice(mark.start(name), mark.end(name))
        if categories.level1(heading.text) or categories.level2(heading.text) or split_levels(heading, categories):
            yield mark.start(), mark.end(), heading


@lru_cache(maxsize=4)
def _headings(categories: CategoryReader) -> re.Pattern[str]:
    """The pattern of headings: anything in brackets, the name of a level before a colon."""
    known = {*categories.words.level1, *categories.words.level2}
    names = "|".join(sorted(map(re.escape, known), key=len, reverse=True))
    return re.compile(rf"{_BRACKETS}|(?<![\u4e00-\u9fff])(?P<bare>(?:{names})指标)\s*[:：]")


def _below(levels: Entry, heading: Cell, categories: CategoryReader) -> Entry:
    """The levels of the indicators below a heading."""
    if both := split_levels(heading, categories):
        return {"level1": both[0], "level2": both[1]}
    level2 = categories.level2(heading.text)
    above = levels["level1"]
    fits = level2 and above and set(categories.level1(above.text)).intersection(level2.level1)
    if categories.level1(heading.text) and not fits:
        return {"level1": heading, "level2": None}
    return {**levels, "level2": heading}


def _items(cell: Cell, lexicon: Lexicon) -> Iterator[Entry]:
    """The indicators of a group."""
    text = cell.text
    begin = 0
    for mark in [*ITEM.finditer(text), None]:
        stop = mark.start() if mark else len(text)
        number = _NUMBER.match(text, begin, stop)
        begin = number.end() if number else begin
        last = len(text[:stop].rstrip(_ENDS))
        if last > begin:
            yield _parted(cell.slice(begin, last), lexicon)
        begin = mark.end() if mark else stop


def _parted(cell: Cell, lexicon: Lexicon) -> Entry:
    """Name and value of an indicator."""
    text = cell.text
    if (mark := _IN_BRACKETS.search(text)) and mark.start():
        value = cell.slice(mark.start(1), mark.end(1))
        target = lexicon.targets.parse(value.text)
        if target.mark or target.kind in _TARGETS:
            return {"name": cell.slice(0, mark.start()), "value": value}
    for pattern in (_COLON, _SIGN):
        if (mark := pattern.search(text)) and mark.start():
            value = cell.slice(mark.end() if pattern is _COLON else mark.start(), len(text))
            if value.text:
                return {"name": cell.slice(0, mark.start()), "value": value}
    for mark in islice(_FIGURE.finditer(text), _MOST_FIGURES):
        if mark.start() and lexicon.targets.parse(text[mark.start() :]).kind in _TARGETS:
            return {"name": cell.slice(0, mark.start()), "value": cell.slice(mark.start(), len(text))}
    return {"name": cell, "value": None}
