"""Reading the goals of a project from the rows above its indicators."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from msgspec import Struct, field

from lint.extract.headers import Headers
from lint.extract.shapes import key
from lint.model.cell import Cell
from lint.model.place import moved
from lint.text.fold import fold
from lint.text.regex import lazy

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
_YEAR = lazy(r"20\d\d年")
_MOST_GOALS = 10
_OPENING = r"\s*(?:<[^<>]{1,20}>\s*)*"
_LISTED = lazy(_OPENING + r"[1(（①一目]")
"""How every list begins: a quick no for most texts."""
_NUMBER = lazy(rf"\d{{1,2}}[.、]?|[{_CHINESE}]、?")
"""A cell that only numbers the goal in the next one."""
_LONGEST_WORD = 24
_GOAL, _OTHER = "goal", "other_goal"


class GoalReader(Struct):
    """Collects the goals of one project, row by row; those for another time than the year are passed over."""

    headers: Headers
    texts: list[Cell] = field(default_factory=list)
    prompts: list[Cell] = field(default_factory=list)
    kind: str = ""
    """What the next row goes on with if it has no label: goals, other goals, or neither."""
    annual_last: bool = False
    """Whether the goals of another time stand left of those of the year."""
    _blank: Cell | None = None
    _first: str = ""
    _heads: list[str] = field(default_factory=list)  # the kind of each column, below a row of headings

    @property
    def found(self) -> tuple[Cell, ...]:
        """All goals; where there is only a label, its blank cell."""
        return tuple(self.texts) or ((self._blank,) if self._blank else ())

    def take(self, cells: Sequence[Cell], labels: Sequence[str | None]) -> None:
        """Take a row that has a label of goals, or goes on with them. ``labels`` are the fields that its cells name."""
        if self._heads and cells[0].text and cells[0].text == self._first:
            cells, labels = [Cell("", "", cells[0].place), *cells[1:]], [None, *labels[1:]]  # merged downwards
        self._first = cells[0].text or self._first
        kinds = [label for label in labels if label in (_GOAL, _OTHER)]
        self.annual_last |= kinds[-2:] == [_OTHER, _GOAL]
        if self._take_heads(cells, labels):
            return
        shift = max(0, len(self._heads) - len(cells))
        kind, numbered, before = self.kind, False, len(self.texts)
        at = 0
        for column, (cell, label) in enumerate(zip(cells, labels, strict=True)):
            if self.headers.is_goal_label(cell.text):
                kind, numbered, at = _GOAL, True, column
                if fold(cell.text).startswith(self.headers.prompts or ("\0",)):
                    self.prompts.append(cell)
            elif label:
                kind, at, self._heads = label, column, []
            elif cell.text and (self._head(column + shift) if self._heads else kind) == _GOAL:
                self._take_text(cell)
        self.kind = kind if kind == _OTHER else _GOAL
        if len(self.texts) == before and kind == _GOAL:
            blanks = [cell for cell in cells[at:] if not cell.text]
            blank = blanks[-1] if blanks else _behind(cells[-1])
            if numbered:
                self.texts.append(blank)
            self._blank = self._blank or blank

    def _take_heads(self, cells: Sequence[Cell], labels: Sequence[str | None]) -> bool:
        """Whether a row only heads the columns of the goals below it: 中期目标 | 年度目标."""
        filled = [label for cell, label in zip(cells, labels, strict=True) if cell.text]
        if len(filled) < 2 or _GOAL not in filled or not {_GOAL, _OTHER}.issuperset(filled):
            return False
        self._heads, kind = [], ""
        for label in labels:
            kind = label or kind
            self._heads.append(kind)
        self.kind = _GOAL
        self._blank = self._blank or next((cell for cell in reversed(cells) if not cell.text), _behind(cells[-1]))
        return True

    def _head(self, column: int) -> str:
        return self._heads[min(column, len(self._heads) - 1)]

    def _take_text(self, cell: Cell) -> None:
        if not _NUMBER.fullmatch(cell.text) and not self._is_column(cell.text):
            self.texts.extend(split_goals(cell, len(self.texts)))

    def _is_column(self, text: str) -> bool:
        return len(text) <= _LONGEST_WORD and key(text) in self.headers.columns


def split_goals(cell: Cell, before: int = 0) -> tuple[Cell, ...]:
    """The goals that a cell lists as 1. 2. 3. (or （1） ① 一、 目标1：), without their numbers; else the cell itself.

    ``1.46所学校…`` begins a list only if a 2 follows at the beginning of a sentence: otherwise it is a decimal. The
    list may go on with that of the cells above, which hold as many goals as ``before`` says.
    """
    pieces = _split(cell, 1) if _LISTED.match(cell.text) else ()
    if not pieces and 0 < before < _MOST_GOALS:
        pieces = _split(cell, before + 1)
    return pieces or (cell,)


def _split(cell: Cell, first: int) -> tuple[Cell, ...]:
    """The goals of a list whose first number is ``first``; none where the cell holds no such list."""
    text = cell.text
    for kind in range(len(_MARKERS)):
        opening = _opening(kind, first).match(text)
        if not opening:
            continue
        starts, ends = [opening.end()], []
        while first + len(starts) <= _MOST_GOALS:
            following = _marker(kind, first + len(starts)).search(text, starts[-1])
            if not following:
                break
            ends.append(following.start())
            starts.append(following.end())
        decimal = opening[0].endswith((".", "．")) and text[starts[0] : starts[0] + 1].isdigit()
        if ends or not decimal or _YEAR.match(text, starts[0]):
            pieces = zip(starts, [*(_before_comma(text, end) for end in ends), len(text)], strict=True)
            return tuple(cell.slice(start, end) for start, end in pieces)
    return ()


@lru_cache(maxsize=128)
def _opening(kind: int, number: int) -> re.Pattern[str]:
    """The pattern of a number that opens the text."""
    return re.compile(_OPENING + _MARKERS[kind](number))


@lru_cache(maxsize=128)
def _marker(kind: int, number: int) -> re.Pattern[str]:
    """The pattern of a further number in a list: it stands behind a sentence."""
    mark = _MARKERS[kind](number)
    return re.compile(rf"{_SENTENCE}{mark}|(?<!\d){mark}{_NO_DIGIT}")


def _before_comma(text: str, end: int) -> int:
    """Where a goal ends whose list goes on behind a comma."""
    return end - 1 if end and text[end - 1] in "，," else end


def _behind(cell: Cell) -> Cell:
    return Cell("", "", moved(cell.place, len(cell.raw)))
