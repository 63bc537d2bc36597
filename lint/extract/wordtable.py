"""Tables of Word documents: rows whose column edges are skewed, and cells merged with the ones above or before."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from itertools import pairwise

from lint.extract.grid import Slot

HAIR = 250
"""Edges of two rows that are nearer than this (in twips, 4.4 mm) are one edge; no column of text is so narrow."""


class Merge(IntEnum):
    """What becomes of a cell that is merged away."""

    DOWN = 1
    """It belongs to the cell above."""
    RIGHT = 2
    """It belongs to the cell before."""


def settle(slots: list[Slot], merged: dict[int, Merge], edges: Sequence[int]) -> list[Slot]:
    """The slots of a table that stand for a cell of their own, with their spans and in common columns.

    ``slots`` has every cell of every row; those of ``merged``, by index, belong to another. ``edges`` are the positions
    of the column edges in twips, where they are known.
    """
    if any(right - left < HAIR for left, right in pairwise(edges)):
        _snap(slots, edges)
    if not merged:
        return slots
    kept: list[Slot] = []
    above: dict[int, Slot] = {}
    for number, slot in enumerate(slots):
        how = merged.get(number)
        if how is Merge.RIGHT and kept and kept[-1].row == slot.row:
            kept[-1].column_span = slot.column + slot.column_span - kept[-1].column
            kept[-1].comments += slot.comments
            continue
        if how is Merge.DOWN:
            anchor = above.get(slot.column)
            if anchor and anchor.column_span == slot.column_span and anchor.row + anchor.row_span == slot.row:
                anchor.row_span += 1
                anchor.comments += slot.comments
                continue
        kept.append(slot)
        above[slot.column] = slot
    return kept


def _snap(slots: list[Slot], edges: Sequence[int]) -> None:
    """Make one of edges that lie a hair apart, unless a row has both and thus a cell between them."""
    users: list[set[int]] = [set() for _ in edges]
    last = len(edges) - 1
    for slot in slots:
        users[min(slot.column, last)].add(slot.row)
        users[min(slot.column + slot.column_span, last)].add(slot.row)
    number = 0
    first, rows = edges[0], users[0]
    numbers = [0]
    for position, used in zip(edges[1:], users[1:], strict=True):
        if position - first < HAIR and rows.isdisjoint(used):
            rows |= used
        else:
            number += 1
            first, rows = position, used
        numbers.append(number)
    for slot in slots:
        right = slot.column + slot.column_span
        beyond = max(right - last, 0)
        slot.column = numbers[min(slot.column, last)] + max(slot.column - last, 0)
        slot.column_span = max(numbers[min(right, last)] + beyond - slot.column, 1)


def spread(rows: Sequence[Sequence[Slot]], widths: Sequence[Sequence[int]], edges: Sequence[int]) -> None:
    """Place the cells of rows that have fewer columns than others, but reach as far, by their widths.

    Programs that write documents leave the spans out; then only the widths tell. A row whose widths do not fit the
    edges of the other rows stays as it is.
    """
    longest = max((row[-1].column + row[-1].column_span for row in rows if row), default=0)
    if len(edges) != longest + 1:
        return
    for row, own in zip(rows, widths, strict=True):
        if not row or row[-1].column + row[-1].column_span == longest or 0 in own or len(own) != len(row):
            continue
        position = edges[row[0].column]
        columns = [row[0].column]
        for width in own:
            position += width
            column = min(range(len(edges)), key=lambda number, at=position: abs(edges[number] - at))  # type: ignore[misc]
            columns.append(column if abs(edges[column] - position) < HAIR else -1)
        if columns[-1] != longest or any(left >= right for left, right in pairwise(columns)):
            continue
        for slot, left, right in zip(row, columns, columns[1:], strict=False):
            slot.column, slot.column_span = left, right - left
