"""Bringing the cells of a row under the columns of the header: rows drift where merged cells are missing or doubled."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from lint.extract.blocks import Row
from lint.extract.layout import Columns, cell_starts
from lint.model.cell import Cell
from lint.model.target import TargetKind
from lint.text.categories import CategoryReader
from lint.text.fold import fold
from lint.text.lexicon import Lexicon

_TARGETS = frozenset({TargetKind.NUMBER, TargetKind.RANGE, TargetKind.DATE})
_MOST_MISSING = 16
"""No row is moved further to the right than this."""


def align(row: Row, columns: Columns, lexicon: Lexicon) -> Sequence[Cell]:
    """The row's cells brought under the header's columns.

    Level names are the anchor: they are a closed vocabulary. In a row with fewer cells than the header, where merged
    cells of the rows above may be missing altogether, the place decides that makes most cells fit their columns.
    """
    if columns.gaps and any(at < len(row.cells) and row.cells[at].text for at in columns.gaps):
        row = _straightened(row, columns.starts)
    if len(row.cells) < columns.cells:
        shift = _best_shift(row, columns, lexicon)
    else:
        shift = _level_shift(row.cells, columns, lexicon.categories)
    if not shift and not any(cell.text for cell in row.cells[columns.width :]):
        return row.cells
    cells = list(row.cells)
    if shift > 0:
        del cells[:shift]
    elif shift < 0:
        cells[:0] = [Cell("", "", cells[0].place)] * -shift
    last = max((index for index, cell in enumerate(cells) if cell.text), default=0)
    begin, end = columns.index["name"], columns.index["value"]
    if last > columns.last and last >= columns.width:  # one cell too many: drop a blank one that the header lacks
        blank = next((i for i in range(begin + 1, end + 1) if i < len(cells) and not cells[i].text), None)
        if blank is not None:
            del cells[blank]
    return cells


def _straightened(row: Row, heads: Sequence[int]) -> Row:
    """A row whose vertical lines are not those of the header: each cell goes below the word that it overlaps most."""
    own = cell_starts(row)
    width = len(row.cells)
    cells = [Cell("", "", cell.place) if at in own else cell for at, cell in enumerate(row.cells)]
    free = list(heads)
    for begin, end in zip(own, (*own[1:], width), strict=True):
        left = len(own) - own.index(begin) - 1  # cells still to come need a word each
        choice = free[: max(1, len(free) - left)] if free else [begin]
        ends = [next((head for head in heads if head > at), width) for at in choice]
        overlap = [min(end, stop) - max(begin, at) for at, stop in zip(choice, ends, strict=True)]
        best = choice[overlap.index(max(overlap))]
        cells[best] = row.cells[begin]
        free = [head for head in heads if head > best]
    return replace(row, cells=tuple(cells))


def _level_shift(cells: Sequence[Cell], columns: Columns, categories: CategoryReader) -> int:
    at = columns.index.get("level2")
    if at is not None and at < len(cells) and categories.level2(cells[at].text):
        return 0
    for field, recognise in (("level2", categories.level2), ("level1", categories.level1)):
        column = columns.index.get(field)
        if column is None:
            continue
        for shift in (0, -1, 1, -2, 2):
            at = column + shift
            if 0 <= at < len(cells) and at <= columns.index["name"] and recognise(cells[at].text):
                other = "level1" if field == "level2" else "level2"
                if shift and _is_level(cells, columns.index.get(other), other, categories):
                    return 0
                return shift
    return 0


def _is_level(cells: Sequence[Cell], column: int | None, field: str, categories: CategoryReader) -> bool:
    if column is None or column >= len(cells):
        return False
    return bool((categories.level1 if field == "level1" else categories.level2)(cells[column].text))


def _best_shift(row: Row, columns: Columns, lexicon: Lexicon) -> int:
    """The shift of a short row with the best fit; the likely one where others fit as well."""
    cells, categories = row.cells, lexicon.categories
    level1, level2 = columns.index.get("level1", -1), columns.index.get("level2", -1)
    if 0 <= level1 < len(cells) and 0 <= level2 < len(cells) and categories.level2(cells[level2].text):
        above, before = cells[level1].text, cells[max(0, level1 - 1)].text
        if not above or (categories.level1(above) and (level1 == 0 or not categories.level1(before))):
            return 0
    missing = columns.cells - len(cells)
    shifts: list[int] = [
        *range(min(len(cells), 3)),
        *range(-1, -min(missing, columns.index["name"], _MOST_MISSING) - 1, -1),
    ]
    likely = -missing if row.closed else 0
    fits = [2 * _fit(cells, shift, columns, lexicon) + (shift == likely) for shift in shifts]
    return shifts[fits.index(max(fits))]


def _fit(cells: Sequence[Cell], shift: int, columns: Columns, lexicon: Lexicon) -> int:
    """How well the cells fit the columns when they are moved by ``shift`` to the left."""

    def text(field: str) -> str:
        at = columns.index.get(field, -1 - abs(shift)) + shift
        return cells[at].text if 0 <= at < len(cells) else ""

    categories = lexicon.categories
    score = -sum(1 for cell in cells[: max(shift, 0)] if cell.text)
    if level1 := text("level1"):
        score += 2 if categories.level1(level1) else -1
    if level2 := text("level2"):
        if categories.level2(level2):
            score += 2
        elif categories.level1(level2):
            score -= 2
        else:
            known = level2.endswith(lexicon.words("headers", "level_endings")) and categories.of("", level2)
            score += 1 if known else -1
    name, value, sign = text("name"), text("value"), text("operator")
    if not name or categories.level1(name):
        score -= 1
    elif (target := lexicon.targets.parse(name)).mark and target.kind in _TARGETS:
        score -= 3
    if not value:
        score -= 1
    elif (target := lexicon.targets.parse(value)).kind in _TARGETS:
        score += 3 if target.mark or target.kind is TargetKind.DATE else 2
    if sign:
        score += 2 if fold(sign) in lexicon.operators.before else -1
    return score
