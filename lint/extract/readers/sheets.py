"""From the filled cells of a sheet to its grids: merged cells, blanks in between, tables side by side.

All readers of spreadsheets hand their cells over here. Only what is filled costs anything: formats, merged ranges and
hidden rows may reach to the end of the sheet.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

from lint.errors import InputError
from lint.extract.grid import End, Grid, Line, Slot
from lint.extract.source import Limits

ROWS = 1_048_576
COLUMNS = 16_384
MERGES = 200_000
"""So many merged ranges, rows and columns has a workbook at most."""

OVERLAP = "有别的合并区域与这一格的合并区域重叠，没有按合并处理；请重新合并"
BENEATH = "合并单元格盖住了别的内容，没有读；请取消合并查看"

_FAR = 8
"""So many unused columns part two tables in any case; fewer only where both begin alike."""
_BEYOND = 64
"""A merged range that reaches further than this beyond the last filled column ends there."""
_ALIKE = 2
_SAID = 20
"""So many cells of a sheet are named that have the same problem."""
_place = attrgetter("row", "column")


class Merge(NamedTuple):
    """A merged range; numbers from 0, the last row and column belong to it."""

    top: int
    left: int
    bottom: int
    right: int


class Sheet(NamedTuple):
    """What a reader found in a sheet: filled cells in any order, without their merges; notes to jixiao by place."""

    name: str
    slots: list[Slot]
    merges: list[Merge]
    hidden: bool
    hidden_rows: set[int]
    hidden_columns: list[tuple[int, int]]
    notes: dict[tuple[int, int], tuple[str, ...]] = {}  # noqa: RUF012 - nobody adds to the default


class Book:
    """Collects the grids of a workbook, within its limits."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.room = limits.cells
        self.blocks: list[Grid | Line | End] = []
        self.problems: list[str] = []

    def take(self, count: int) -> None:
        """Count cells.

        Raises:
            InputError: there are too many.
        """
        self.room -= count
        self.check(0)

    def check(self, count: int) -> None:
        """`InputError` where there is no room for so many more cells."""
        if count > self.room:
            raise InputError(
                f"单元格超过 {self.limits.cells} 个的上限，请删去多余的行列或拆分后再检查，或用 --max-cells 放宽"
            )

    def add(self, sheet: Sheet) -> None:
        """Add the grids of a sheet."""
        if len(sheet.merges) > MERGES:
            raise InputError(f"工作表“{sheet.name}”的合并单元格超过 {MERGES} 个，请拆分后再检查")
        slots = _in_order(sheet.slots)
        if not slots:
            return
        merges = _within(sheet.merges, slots)
        edges = _tables(slots, merges)
        tables: list[list[list[Slot]]] = [[[]] for _ in edges]
        starts = [left for left, _ in edges]
        width = edges[0][1] - edges[0][0] + 1 if len(edges) == 1 else 0
        last = -1
        for row, filled, cover in _rows(slots, merges):
            parted = row > last + 1 and len(filled) == 1 and cover.is_clear(row)
            last = row
            if parted:  # a title, or text: what stands below it is another table
                for table in tables:
                    table.append([])
            if len(filled) == width:  # nothing is blank
                tables[0][-1] += filled
                self.take(width)
                continue
            for slot in _with_blanks(row, filled, cover, edges, starts):
                self.take(1)
                tables[bisect_right(starts, slot.column) - 1 if len(starts) > 1 else 0][-1].append(slot)
        _hide((part for table in tables for part in table), sheet)
        if sheet.notes:
            _annotate([slot for table in tables for part in table for slot in part], sheet.notes)
        self._limit_problems(sheet.name, (slot for table in tables for part in table for slot in part if slot.problem))
        number = 0
        for table in tables:
            for part in table:
                if part:
                    number += 1
                    self.blocks.append(Grid(part, number, sheet.name, hidden=sheet.hidden, sheet=True))
            if any(table):
                self.blocks.append(End())

    def _limit_problems(self, name: str, slots: Iterable[Slot]) -> None:
        """Keep the first cells with the same problem, and all that look empty; the others are counted in one line."""
        seen: Counter[str] = Counter()
        for slot in slots:
            if not slot.text:
                continue  # no rule may take it for empty
            seen[slot.problem] += 1
            if seen[slot.problem] > _SAID:
                slot.problem = ""
        for problem, count in seen.items():
            if count > _SAID:
                self.problems.append(f"工作表“{name}”另有 {count - _SAID} 个单元格：{problem}")


def _in_order(slots: list[Slot]) -> list[Slot]:
    """Slots row by row, one for each place: the last, as spreadsheet programs take it."""
    row = column = -1
    for slot in slots:
        if slot.row < row or (slot.row == row and slot.column <= column):
            by_place = {(slot.row, slot.column): slot for slot in slots}
            return [by_place[place] for place in sorted(by_place)]
        row, column = slot.row, slot.column
    return slots


def _hide(tables: Iterable[Sequence[Slot]], sheet: Sheet) -> None:
    """Mark the cells of hidden rows and columns."""
    rows, columns = sheet.hidden_rows, sheet.hidden_columns
    if rows or columns:
        for table in tables:
            for slot in table:
                slot.hidden = slot.hidden or slot.row in rows or _is_within(slot.column, columns)


def _annotate(slots: Sequence[Slot], notes: Mapping[tuple[int, int], tuple[str, ...]]) -> None:
    """Give each note to its cell; a note beside the table or between its rows to the last cell before it."""
    slots = sorted(slots, key=_place)
    places = [_place(slot) for slot in slots]
    for place, texts in sorted(notes.items()):
        slots[max(bisect_right(places, place) - 1, 0)].comments += texts


def _is_within(column: int, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(first <= column <= last for first, last in ranges)


def _within(merges: Sequence[Merge], slots: Sequence[Slot]) -> list[Merge]:
    """The merged ranges that matter, in order: those that begin among the filled cells, cut off where they end."""
    bottom = slots[-1].row
    right = max(slot.column for slot in slots)
    found = []
    for merge in sorted(merges):
        if merge.top > bottom or merge.left > right or merge[:2] == merge[2:]:
            continue
        found.append(merge if merge.right <= right + _BEYOND else merge._replace(right=right))
    return found


def _tables(slots: Sequence[Slot], merges: Sequence[Merge]) -> list[tuple[int, int]]:
    """First and last column of each table of a sheet, left to right."""
    left = min(slot.column for slot in slots)
    right = max([slot.column for slot in slots] + [merge.right for merge in merges])
    rows = [list(row) for _, row in groupby(slots, attrgetter("row"))]
    wide = {row[0].row for row in rows if len(row) > 1}  # rows with one filled cell are titles and notes
    used = [0] * (right + 2)
    for row in rows:
        if len(row) > 1:
            for slot in row:
                used[slot.column] = 1
    depth = [0] * (right + 2)
    for merge in merges:
        if merge.top in wide:
            depth[merge.left] += 1
            depth[merge.right + 1] -= 1
    reach = 0
    for column, change in enumerate(depth):
        reach += change
        used[column] = used[column] or int(reach > 0)
    filled = [column for column, is_used in enumerate(used) if is_used]
    edges = [(left, right)]
    for before, after in pairwise(filled):
        begin = edges[-1][0]
        gap = after - before > 1 and not any(merge.left <= before and after <= merge.right for merge in merges)
        if after - before > _FAR or (gap and (_begin_alike(rows, begin, after) or _has_title(merges, begin, before))):
            edges[-1] = (edges[-1][0], before)
            edges.append((after, right))
    return edges


def _has_title(merges: Sequence[Merge], left: int, right: int) -> bool:
    """Whether something is merged over just these columns, three or more: a table is as wide as its title."""
    return right - left >= _ALIKE and any(merge.left == left and merge.right == right for merge in merges)


def _begin_alike(rows: Sequence[Sequence[Slot]], left: int, right: int) -> bool:
    """Whether some row has the same words in the columns from ``left`` on as in those from ``right`` on."""
    for row in rows:
        one = [slot.text for slot in row if left <= slot.column < right and slot.text]
        other = [slot.text for slot in row if slot.column >= right and slot.text]
        if one and other and one[0] == other[0] and len(set(one).intersection(other)) >= _ALIKE:
            return True
    return False


class _Cover:
    """The merged ranges that reach over the row at hand, left to right."""

    def __init__(self) -> None:
        self.lefts: list[int] = []
        self.merges: list[tuple[Merge, Slot]] = []
        self._ends: list[tuple[int, int]] = []

    def move_to(self, row: int) -> None:
        """Forget the ranges that end above a row."""
        while self._ends and self._ends[0][0] < row:
            at = bisect_right(self.lefts, heappop(self._ends)[1]) - 1
            del self.lefts[at], self.merges[at]

    def add(self, merge: Merge, slot: Slot) -> Slot | None:
        """Add a range with its first cell, and return None; or else the first cell of a range in its way."""
        at = bisect_right(self.lefts, merge.left)
        if at and self.merges[at - 1][0].right >= merge.left:
            return self.merges[at - 1][1]
        if at < len(self.lefts) and self.lefts[at] <= merge.right:
            return self.merges[at][1]
        self.lefts.insert(at, merge.left)
        self.merges.insert(at, (merge, slot))
        heappush(self._ends, (merge.bottom, merge.left))
        return None

    def is_clear(self, row: int) -> bool:
        """Whether nothing reaches down over a row."""
        return all(merge.top == row for merge, _ in self.merges)

    def over(self, column: int) -> tuple[Merge, Slot] | None:
        """The range over a column, with its first cell."""
        at = bisect_right(self.lefts, column) - 1
        return self.merges[at] if at >= 0 and self.merges[at][0].right >= column else None


def _rows(slots: Sequence[Slot], merges: Sequence[Merge]) -> Iterator[tuple[int, list[Slot], _Cover]]:
    """Each row with its filled cells and first cells of merged ranges, and what reaches over it."""
    cover = _Cover()
    beginning = {row: list(found) for row, found in groupby(merges, attrgetter("top"))}
    rows = {row: list(found) for row, found in groupby(slots, attrgetter("row"))}
    for row in sorted(rows.keys() | beginning.keys()):
        filled = rows.get(row, [])
        if not beginning:
            yield row, filled, cover
            continue
        cover.move_to(row)
        if row in beginning:
            filled = _merged(row, filled, beginning[row], cover)
        if cover.lefts:
            filled = [slot for slot in filled if not _is_covered(slot, cover)]
        if row in rows and filled:
            yield row, filled, cover


def _merged(row: int, filled: list[Slot], merges: Sequence[Merge], cover: _Cover) -> list[Slot]:
    """The cells of a row with the spans of the ranges that begin there."""
    slots = {slot.column: slot for slot in filled}
    for merge in merges:
        slot = slots.get(merge.left) or Slot(row, merge.left, "")
        if other := cover.add(merge, slot):
            other.problem = other.problem or OVERLAP
        else:
            slot.row_span, slot.column_span = merge.bottom - merge.top + 1, merge.right - merge.left + 1
            slots[merge.left] = slot
    return [slots[column] for column in sorted(slots)]


def _is_covered(slot: Slot, cover: _Cover) -> bool:
    """Whether a merged range hides a cell; if its text is another than the range shows, the range says so."""
    found = cover.over(slot.column)
    if found is None or found[1] is slot:
        return False
    anchor = found[1]
    if slot.text and slot.text.strip() != anchor.text.strip():
        anchor.problem = anchor.problem or BENEATH
    return True


def _with_blanks(
    row: int, filled: Sequence[Slot], cover: _Cover, edges: Sequence[tuple[int, int]], starts: Sequence[int]
) -> Iterator[Slot]:
    """The cells of a row, with blank ones in the tables' columns that neither a cell nor a merged range takes."""
    at = 0
    for number, (left, right) in enumerate(edges):
        stop = starts[number + 1] if number + 1 < len(starts) else COLUMNS
        column = left
        begin = at
        while at < len(filled) and filled[at].column < stop:
            slot = filled[at]
            if slot.column > column:
                yield from _blanks(row, column, slot.column, cover)
            yield slot
            column = max(column, slot.column + slot.column_span)
            at += 1
        if at > begin and column <= right:
            yield from _blanks(row, column, right + 1, cover)


def _blanks(row: int, first: int, stop: int, cover: _Cover) -> Iterator[Slot]:
    for column in range(first, stop):
        if not cover.lefts or cover.over(column) is None:
            yield Slot(row, column, "")
