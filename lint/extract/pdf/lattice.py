"""Tables of a page: ruling lines make a lattice, its meshes are the cells, and characters fall into them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lint.extract.pdf.page import Char, Page, Rule

_SAME = 2.5
"""Lines this close are one line."""
_GAP = 4.0
"""Lines of one course this far apart are one line; likewise lines that should touch."""
_COVERED = 0.6
"""A side of a mesh is closed if a line runs along this share of it."""
_MOST_MESHES = 250_000


@dataclass
class Field:
    """A cell: the meshes that it covers, its box, and its characters by line."""

    row: int
    column: int
    row_span: int
    column_span: int
    left: float
    top: float
    right: float
    bottom: float
    chars: list[Char] = field(default_factory=list)

    @cached_property
    def courses(self) -> list[list[Char]]:
        """The characters by line, from top to bottom."""
        return in_lines(self.chars)

    @cached_property
    def lines(self) -> list[str]:
        """The lines of text, from top to bottom."""
        return [text_of(line) for line in self.courses]


@dataclass(slots=True)
class Lattice:
    """A table on a page: places of its columns and rows, its cells row by row."""

    page: int
    xs: list[float]
    ys: list[float]
    fields: list[Field]


def lattices(page: Page) -> tuple[list[Lattice], list[Char]]:
    """The tables of a page from top to bottom, and the characters that stand in none."""
    level = _courses(page.level)
    upright = _courses(page.upright)
    found = [lattice for group in _joined(level, upright) if (lattice := _lattice(page.number, *group))]
    found.sort(key=lambda lattice: (lattice.ys[0], lattice.xs[0]))
    return found, _fill(found, page.chars)


def _courses(rules: Sequence[Rule]) -> list[Rule]:
    """Lines joined that lie on one another or follow one another; each at the mean of its parts."""
    made: list[Rule] = []
    for group in _close(sorted(rules)):
        at = sum(rule.at for rule in group) / len(group)
        spans: list[list[float]] = []
        for rule in sorted(group, key=lambda rule: rule.begin):
            if spans and rule.begin <= spans[-1][1] + _GAP:
                spans[-1][1] = max(spans[-1][1], rule.end)
            else:
                spans.append([rule.begin, rule.end])
        made += [Rule(at, begin, end) for begin, end in spans]
    return made


def _close(rules: Iterable[Rule]) -> Iterable[list[Rule]]:
    """Sorted lines in groups whose members lie close to the first."""
    group: list[Rule] = []
    for rule in rules:
        if group and rule.at - group[0].at > _SAME:
            yield group
            group = []
        group.append(rule)
    if group:
        yield group


def _joined(level: Sequence[Rule], upright: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Groups of lines that touch: the lines of one table."""
    root = list(range(len(level) + len(upright)))

    def find(number: int) -> int:
        while root[number] != number:
            root[number] = root[root[number]]
            number = root[number]
        return number

    for i, across in enumerate(level):
        for j, down in enumerate(upright, start=len(level)):
            meets = across.begin - _GAP <= down.at <= across.end + _GAP
            if meets and down.begin - _GAP <= across.at <= down.end + _GAP:
                root[find(i)] = find(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for number, rule in enumerate([*level, *upright]):
        groups.setdefault(find(number), ([], []))[number >= len(level)].append(rule)
    return [group for group in groups.values() if len(group[0]) > 1 and len(group[1]) > 1]


def _places(rules: Sequence[Rule]) -> list[float]:
    """The different places of lines."""
    return [sum(rule.at for rule in group) / len(group) for group in _close(sorted(rules))]


def _lattice(page: int, level: list[Rule], upright: list[Rule]) -> Lattice | None:
    """The cells between lines that touch; None where they make no mesh."""
    ys, xs = _places(level), _places(upright)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns > _MOST_MESHES:
        return None
    below = _sides(level, ys, xs)
    beside = _sides(upright, xs, ys)
    fields: list[Field] = []
    taken = [[False] * columns for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            right = column + 1
            while right < columns and not beside[right][row] and not taken[row][right]:
                right += 1
            down = row + 1
            while down < rows and not any(below[down][c] for c in range(column, right)):
                down += 1
            for r in range(row, down):
                taken[r][column:right] = [True] * (right - column)
            box = (xs[column], ys[row], xs[right], ys[down])
            fields.append(Field(row, column, down - row, right - column, *box))
    return Lattice(page, xs, ys, fields)


def _sides(rules: Sequence[Rule], places: Sequence[float], steps: Sequence[float]) -> list[list[bool]]:
    """For every place of a line and every step along it: whether a line closes that side of the meshes."""
    found = [[False] * (len(steps) - 1) for _ in places]
    for rule in rules:
        at = min(range(len(places)), key=lambda index: abs(places[index] - rule.at))
        for step in range(len(steps) - 1):
            size = steps[step + 1] - steps[step]
            common = min(rule.end, steps[step + 1]) - max(rule.begin, steps[step])
            if common >= _COVERED * size:
                found[at][step] = True
    return found


def _fill(found: Sequence[Lattice], chars: Sequence[Char]) -> list[Char]:
    """Give every character to the cell in which its middle lies; those that lie in none are returned."""
    maps = [{mesh: one for one in lattice.fields for mesh in _meshes(one)} for lattice in found]
    rest: list[Char] = []
    last: Field | None = None
    for char in chars:
        x, y = char.x, char.y
        if last is not None and last.left <= x <= last.right and last.top <= y <= last.bottom:
            last.chars.append(char)
            continue
        last = None
        for lattice, cells in zip(found, maps, strict=True):
            if lattice.xs[0] <= x <= lattice.xs[-1] and lattice.ys[0] <= y <= lattice.ys[-1]:
                row = min(bisect_right(lattice.ys, y), len(lattice.ys) - 1) - 1
                column = min(bisect_right(lattice.xs, x), len(lattice.xs) - 1) - 1
                last = cells[row, column]
                last.chars.append(char)
                break
        else:
            rest.append(char)
    return rest


def _meshes(one: Field) -> Iterable[tuple[int, int]]:
    return (
        (row, column)
        for row in range(one.row, one.row + one.row_span)
        for column in range(one.column, one.column + one.column_span)
    )


def in_lines(chars: Sequence[Char]) -> list[list[Char]]:
    """Characters by line, from top to bottom and left to right.

    A line is as high as its highest characters: marks of punctuation may lie anywhere in it.
    """
    lines: list[list[Char]] = []
    top = bottom = 0.0
    for char in sorted(chars, key=lambda char: char.y):
        if not lines or not top < char.y < bottom:
            lines.append([char])
            top, bottom = char.top, char.bottom
            continue
        lines[-1].append(char)
        if char.bottom - char.top > bottom - top:
            top, bottom = char.top, char.bottom
    return [sorted(line, key=lambda char: char.left) for line in lines]


def text_of(line: Sequence[Char]) -> str:
    """The text of a line with its blanks."""
    made: list[str] = []
    for char in line:
        if char.blank and made:
            made.append(" ")
        made.append(char.text)
    return "".join(made)
