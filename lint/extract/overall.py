"""The overall part of a document: 总体绩效目标, 分项绩效目标 with their goals and indicators."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field

from lint.extract.headers import NUMBERED, Headers, is_contents_line
from lint.model.cell import Cell, join
from lint.model.document import Overall, SubGoal
from lint.text.regex import lazy

_PART = lazy(r"第[一二三四五六七八九十]+部分")


class _Item(Struct):
    heading: Cell
    parts: dict[str, list[Cell]] = field(default_factory=dict)
    last: str = ""


def read_overall(paragraphs: Sequence[Cell], headers: Headers) -> Overall | None:
    """The overall part, from the paragraphs above the project tables; None where there is none."""
    section = ""
    heading: Cell | None = None
    goal: list[Cell] = []
    items: list[_Item] = []
    for cell in paragraphs:
        if not cell.text or is_contents_line(cell.text):
            continue
        if found := headers.section(cell.text):
            section = found
            heading = heading or cell
        elif _PART.match(cell.text) or section == "measures":
            section = ""
        elif section == "overall":
            goal.append(cell)
        elif section == "items":
            _take(cell, items, headers)
    if heading is None or not (goal or items):
        return None
    return Overall(heading, join(goal) if goal else None, tuple(map(_finished, items)))


def _take(cell: Cell, items: list[_Item], headers: Headers) -> None:
    """Add a paragraph to the entries of 分项绩效目标: a heading, labelled parts, or more of the part above."""
    for label, piece in _pieces(cell, headers):
        item = items[-1] if items else None
        if label and item:
            item.parts.setdefault(label, []).append(piece)
            item.last = label
        elif item is None or not item.last or (NUMBERED.match(piece.text) and item.parts):
            items.append(_Item(piece))
        else:
            item.parts[item.last].append(piece)


def _pieces(cell: Cell, headers: Headers) -> list[tuple[str, Cell]]:
    """A paragraph cut where a label (绩效目标：) begins; what stands before the first label has none."""
    names = {key: name for name in ("goal", "indicator") for key in headers.sections.get(f"overall_{name}", ())}
    marks = re.finditer(rf"({'|'.join(map(re.escape, names))})\s*[:：]\s*", cell.text) if names else ()
    pieces, label, start = [], "", 0
    for mark in marks:
        if mark.start() > start or label:
            pieces.append((label, cell.slice(start, mark.start())))
        label, start = names[mark[1]], mark.end()
    return [*pieces, (label, cell.slice(start, len(cell.text)))]


def _finished(item: _Item) -> SubGoal:
    goal, indicator = (join(item.parts[name]) if name in item.parts else None for name in ("goal", "indicator"))
    if not item.parts:  # prose without labels: the paragraph is the goal
        goal = item.heading
    return SubGoal(item.heading, goal, indicator)
