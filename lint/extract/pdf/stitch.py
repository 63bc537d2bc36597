"""One document of the pages: tables that page breaks cut in two are joined, and lines of text make paragraphs."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from lint.extract.grid import Grid, Line, Slot
from lint.extract.pdf.lattice import Field, Lattice, in_lines, lattices, text_of
from lint.extract.pdf.page import Char, Page
from lint.extract.pdf.wide import is_beside
from lint.model.place import Region
from lint.text.regex import lazy

_EDGE = 4.0
"""Edges of tables on two pages this close are the same."""
_MARGIN = 0.1
"""Running titles and page numbers stand in this share of the page at its top and bottom."""
_OFTEN = 3
_SPARE = 15.0
_FULL = 1.7
"""A line is full if less than so many characters would still have found room in it."""
_WIDE = 0.5
"""A full line takes at least this share of the page's width."""
_NEARLY = 3.5
"""Likewise of a paragraph's line that does not end a sentence."""
_REACHES = 1.2
"""Text reaches the lower edge of its cell if less than so many lines would still have found room."""
_PADDING = 6.0
_APART = 2.2
_SENTENCE_ENDS = "。；;！？!?：:"
_CHINESE = lazy(r"[\u4e00-\u9fff]")
_OPENS = lazy(r"[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|第[一二三四五六七八九十]+[章节部条]|[①-⑳●◆■]")
_LATIN = lazy(r"^[A-Za-z0-9]+")
_FEWEST = 2


@dataclass(slots=True)
class Text:
    """A line of text outside of tables."""

    page: int
    chars: list[Char]
    text: str

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        return (
            min(char.left for char in self.chars),
            min(char.top for char in self.chars),
            max(char.right for char in self.chars),
            max(char.bottom for char in self.chars),
        )


@dataclass(slots=True)
class _Joined:
    """A field that may run over several pages."""

    row: int
    row_span: int
    left: float
    right: float
    parts: list[tuple[int, Field]]

    @property
    def texts(self) -> list[str]:
        return [line for _, part in self.parts for line in part.lines]


@dataclass(slots=True)
class _Table:
    """A table over one page or several."""

    rows: int
    fields: list[_Joined]
    last: Lattice
    heads: set[tuple[str, ...]] = field(default_factory=set)


def blocks(pages: Iterable[Page]) -> tuple[list[Grid | Line], list[int]]:
    """Tables and paragraphs of the pages, in order; and the pages with the right parts of wide sheets."""
    sizes: dict[int, tuple[float, float]] = {}
    content: list[list[Lattice | Text]] = []
    for page in pages:
        sizes[page.number] = (page.width, page.height)
        found, rest = lattices(page)
        lines = [Text(page.number, line, text_of(line)) for line in in_lines(rest)]
        content.append(sorted([*found, *lines], key=_top))
    _drop_furniture(content, sizes)
    lowest = max((_bottom(entry) for entries in content for entry in entries), default=0.0)
    made: list[_Table | list[Text]] = []
    strips: list[int] = []
    table: _Table | None = None
    for entries in content:
        for number, entry in enumerate(entries):
            last = made[-1] if made else None
            if isinstance(entry, Text):
                if isinstance(last, list) and _goes_on(last[-1], entry, entries, sizes[entry.page][0]):
                    last.append(entry)
                else:
                    made.append([entry])
                continue
            beside = table is not None and is_beside(table.last, entry, sizes[entry.page][1])
            if beside:
                strips.append(entry.page)
            if number == 0 and isinstance(last, _Table) and not beside and _is_rest(last, entry, lowest):
                _stitch(last, entry)
            else:
                table = _table(entry)
                made.append(table)
    return list(_told(made, sizes)), strips


def _top(entry: Lattice | Text) -> float:
    return entry.ys[0] if isinstance(entry, Lattice) else entry.box[1]


def _bottom(entry: Lattice | Text) -> float:
    return entry.ys[-1] if isinstance(entry, Lattice) else entry.box[3]


def _drop_furniture(content: list[list[Lattice | Text]], sizes: dict[int, tuple[float, float]]) -> None:
    """Leave out page numbers, and running titles that stand on several pages."""

    def in_margin(line: Text) -> bool:
        _, top, _, bottom = line.box
        height = sizes[line.page][1]
        return bottom < _MARGIN * height or top > (1 - _MARGIN) * height

    margins = [entry for entries in content for entry in entries if isinstance(entry, Text) and in_margin(entry)]
    often = Counter(line.text for line in margins)
    drop = {
        id(line) for line in margins if not _CHINESE.search(line.text.strip("第页共 ")) or often[line.text] >= _OFTEN
    }
    for entries in content:
        entries[:] = [entry for entry in entries if id(entry) not in drop]


def _goes_on(above: Text, line: Text, entries: Sequence[Lattice | Text], width: float) -> bool:
    """Whether a line goes on with the paragraph of the one above: that one is full, and this one opens nothing."""
    if _OPENS.match(line.text) or above.box[2] - above.box[0] < _WIDE * width:
        return False
    right = max(entry.box[2] if isinstance(entry, Text) else entry.xs[-1] for entry in entries)
    left, top, _, bottom = line.box
    size = bottom - top
    if above.page == line.page and top - above.box[3] > _APART * size:
        return False
    room = right - above.box[2]  # punctuation may hang over the edge, or move to the next line with a character
    full = room < _FULL * size if above.text[-1] in _SENTENCE_ENDS else room < _NEARLY * size
    return full and left <= above.box[0] + _FULL * size


def _table(lattice: Lattice) -> _Table:
    fields = [_Joined(one.row, one.row_span, one.left, one.right, [(lattice.page, one)]) for one in lattice.fields]
    table = _Table(len(lattice.ys) - 1, fields, lattice)
    table.heads.update(_row_texts(lattice))
    return table


def _row_texts(lattice: Lattice) -> list[tuple[str, ...]]:
    rows: list[list[str]] = [[] for _ in lattice.ys[1:]]
    for one in lattice.fields:
        rows[one.row].append("".join(one.lines))
    return [tuple(row) for row in rows]


def _is_rest(table: _Table, below: Lattice, lowest: float) -> bool:
    """Whether a table at the top of a page is the rest of the one that ended the page before."""
    above = table.last
    if below.page != above.page + 1:
        return False
    if abs(above.xs[0] - below.xs[0]) > _EDGE or abs(above.xs[-1] - below.xs[-1]) > _EDGE:
        return False
    return lowest - above.ys[-1] < below.ys[1] - below.ys[0] + _SPARE


def _stitch(table: _Table, below: Lattice) -> None:
    """Add the rest of a table: without the header rows that stand again, a row that was cut in two as one."""
    texts = _row_texts(below)
    skip = 0
    while skip < len(texts) and sum(map(bool, texts[skip])) > _FEWEST and texts[skip] in table.heads:
        skip += 1
    first = [one for one in below.fields if one.row == skip]
    ends = [one for one in table.fields if one.row + one.row_span == table.rows]
    pairs = [(upper, lower) for lower in first for upper in ends if _same_column(upper, lower)]
    cut = not skip and _is_cut(pairs, len(first))
    base = table.rows - skip - cut
    matched = {id(lower): upper for upper, lower in pairs}
    for one in below.fields:
        if one.row < skip:
            continue
        upper = matched.get(id(one))
        if upper is not None and (cut or (not one.lines and _is_label(upper, one))):
            upper.parts.append((below.page, one))
            upper.row_span = base + one.row + one.row_span - upper.row
        else:
            table.fields.append(_Joined(base + one.row, one.row_span, one.left, one.right, [(below.page, one)]))
    table.rows = base + len(below.ys) - 1
    table.last = below
    table.heads.update(texts)


def _same_column(upper: _Joined, lower: Field) -> bool:
    return abs(upper.left - lower.left) <= _EDGE and abs(upper.right - lower.right) <= _EDGE


def _is_label(upper: _Joined, lower: Field) -> bool:
    """Whether a blank cell at the top of a page belongs to a merged cell that reaches down from the page before.

    So it is in the first column, which holds labels and levels: those are never left blank.
    """
    return upper.row_span > 1 or lower.row_span > 1 or lower.column == 0


def _is_cut(pairs: Sequence[tuple[_Joined, Field]], columns: int) -> bool:
    """Whether a page break runs through a row: all that goes on below filled its cell above to the last character."""
    if len(pairs) != columns:
        return False
    going_on = [(upper.parts[-1][1], lower) for upper, lower in pairs if lower.lines]
    return bool(going_on) and all(_is_filled(upper, lower) for upper, lower in going_on)


def _is_filled(one: Field, below: Field) -> bool:
    """Whether text reaches the lower edge of its cell, and its last line is full or the end of a sentence.

    A line is full if what begins the text below (a character, or a word in Latin letters) would not fit in any more.
    """
    if not one.courses:
        return False
    last = one.courses[-1]
    size = max(char.bottom - char.top for char in last)
    if one.bottom - max(char.bottom for char in last) > _REACHES * size + _PADDING:
        return False
    first = below.courses[0]
    word = next(iter(_LATIN.findall(first[0].text)), "") or first[0].text[0]
    need = max(len(word) * first[0].wide, *(char.wide for char in last))
    return one.right - last[-1].right < _FULL * need + _PADDING or last[-1].text[-1] in _SENTENCE_ENDS


def _told(made: Iterable[_Table | list[Text]], sizes: dict[int, tuple[float, float]]) -> Iterator[Grid | Line]:
    number = index = 0
    for entry in made:
        if isinstance(entry, _Table):
            index += 1
            yield Grid(_slots(entry, sizes), index)
            continue
        number += 1
        regions = tuple(_region(line.page, line.box, sizes) for line in entry)
        yield Line("".join(line.text for line in entry), number, regions=regions)


def _slots(table: _Table, sizes: dict[int, tuple[float, float]]) -> list[Slot]:
    """The cells in one grid: columns are numbered by the edges of all pages together."""
    edges: list[float] = []
    for at in sorted({edge for one in table.fields for edge in (one.left, one.right)}):
        if not edges or at - edges[-1] > _EDGE:
            edges.append(at)

    def column(at: float) -> int:
        return bisect_right(edges, at) - 1

    slots = []
    for one in table.fields:
        begin = column(one.left)
        regions = tuple(
            _region(page, (part.left, part.top, part.right, part.bottom), sizes) for page, part in one.parts
        )
        text = "\n".join(one.texts)
        slots.append(Slot(one.row, begin, text, one.row_span, max(column(one.right) - begin, 1), regions=regions))
    return sorted(slots, key=lambda slot: (slot.row, slot.column))


def _region(page: int, box: tuple[float, float, float, float], sizes: dict[int, tuple[float, float]]) -> Region:
    left, top, right, bottom = (round(value, 1) for value in box)
    return Region(page, (left, top, right, bottom), sizes[page])
