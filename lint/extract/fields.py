"""Reading the rows above the indicators: labels with their values, the spending plan, the goals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from lint.extract.headers import Headers
from lint.model.cell import Cell
from lint.model.document import Plan, PlanStep
from lint.model.place import moved
from lint.text.fold import fold

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮"
_CHINESE = "一二三四五六七八九十"
_MARKERS: tuple[Callable[[int], str], ...] = (
    lambda n: rf"{n}\s*[.．、)）]\s*",
    lambda n: rf"[(（]\s*{n}\s*[)）]\s*",
    lambda n: rf"{_CIRCLED[n - 1]}\s*",
    lambda n: rf"{_CHINESE[n - 1]}\s*、\s*",
    lambda n: rf"[(（]\s*{_CHINESE[n - 1]}\s*[)）]\s*",
    lambda n: rf"目标\s*(?:{n}|{_CHINESE[n - 1]})\s*[.．、:：]\s*",
)
_SENTENCE = r"(?<=[。；;，,\s>])"
_NO_DIGIT = r"(?!\d)"
_YEAR = re.compile(r"20\d\d年")
_MOST_GOALS = 10
_OPENING = r"\s*(?:<[^<>]{1,20}>\s*)*"
_LISTED = re.compile(_OPENING + r"[1(（①一目]")
"""How every list begins: a quick no for most texts."""


def labelled(cells: Sequence[Cell], headers: Headers) -> Iterator[tuple[str, Cell, Cell | None]]:
    """Label by label: the field's name, the label's cell, and the cell of its value.

    The value is the first filled cell before the next label, else the first blank one; None where two labels stand
    side by side.
    """
    places = [(index, label) for index, cell in enumerate(cells) if (label := headers.label(cell.text))]
    for number, (index, label) in enumerate(places):
        stop = places[number + 1][0] if number + 1 < len(places) else len(cells)
        values = cells[index + 1 : stop]
        value = next((cell for cell in values if cell.text), values[0] if values else None)
        yield label, cells[index], value


def split_goals(cell: Cell) -> tuple[Cell, ...]:
    """The goals that a cell lists as 1. 2. 3. (or （1） ① 一、 目标1：), without their numbers; else the cell itself.

    ``1.46所学校…`` begins a list only if a 2 follows at the beginning of a sentence: otherwise it is a decimal.
    """
    text = cell.text
    if not _LISTED.match(text):
        return (cell,)
    for kind in range(len(_MARKERS)):
        opening = _marker(kind, 1).match(text)
        if not opening:
            continue
        starts, ends = [opening.end()], []
        while len(starts) < _MOST_GOALS:
            following = _marker(kind, len(starts) + 1).search(text, starts[-1])
            if not following:
                break
            ends.append(following.start())
            starts.append(following.end())
        if ends or not text[starts[0] : starts[0] + 1].isdigit() or _YEAR.match(text, starts[0]):
            pieces = zip(starts, [*(_before_comma(text, end) for end in ends), len(text)], strict=True)
            return tuple(cell.slice(start, end) for start, end in pieces)
    return (cell,)


@lru_cache(maxsize=128)
def _marker(kind: int, number: int) -> re.Pattern[str]:
    """The pattern of a number in a list: the first opens the text, the others stand behind a sentence."""
    mark = _MARKERS[kind](number)
    return re.compile(_OPENING + mark if number == 1 else rf"{_SENTENCE}{mark}|(?<!\d){mark}{_NO_DIGIT}")


def _before_comma(text: str, end: int) -> int:
    """Where a goal ends whose list goes on behind a comma."""
    return end - 1 if end and text[end - 1] in "，," else end


def inline_plan(label: Cell, cells: Sequence[Cell], headers: Headers) -> Plan | None:
    """A plan whose labels and values alternate in one row: 3月底 | 25% | 6月底 | 50%; None where they do not.

    A value is the first filled cell between its label and the next, else the first blank one.
    """
    places = [index for index, cell in enumerate(cells) if headers.is_step(cell.text)]
    steps = []
    for index, stop in zip(places, [*places[1:], len(cells)], strict=True):
        between = cells[index + 1 : stop] or (_after(cells[: index + 1]),)
        steps.append(PlanStep(fold(cells[index].text), next((c for c in between if c.text), between[0])))
    alternating = all(stop - index > 1 for index, stop in pairwise(places))
    return Plan(label, tuple(steps)) if alternating and any(step.cell.text for step in steps) else None


def plan_below(label: Cell, heads: Sequence[Cell], values: Sequence[Cell], headers: Headers) -> Plan:
    """A plan with its labels in one row and its values in the next, column by column.

    Where values do not stand below labels, columns have drifted: they are then assigned from the right, in order.
    """
    columns = [index for index, cell in enumerate(heads) if headers.is_step(cell.text)]
    filled = [index for index, cell in enumerate(values) if cell.text and not headers.label(cell.text)]
    names = [fold(heads[index].text) for index in columns]
    if set(filled) <= set(columns):
        cells = [values[index] if index < len(values) else _after(values) for index in columns]
        return Plan(label, tuple(map(PlanStep, names, cells)))
    blank = next((cell for cell in values if not cell.text), _after(values))
    cells = [blank] * max(0, len(names) - len(filled)) + [values[index] for index in filled][-len(names) :]
    return Plan(label, tuple(map(PlanStep, names, cells)), drifted=True)


def _after(cells: Sequence[Cell]) -> Cell:
    last = cells[-1]
    return Cell("", "", moved(last.place, len(last.raw)))
