"""A form under way: rows are added from above, merged cells take their places, the last cell fills the width."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from tests.corpus.drawing import Box, Form
from tests.corpus.samples import Entry, Sample

_PAGE = 180
_VALUE = ("operator", "number", "unit")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of indicators: what it holds, its header, and how many columns of the grid it takes.

    A name that begins with ``-`` is a column that nobody reads.
    """

    name: str
    head: str
    right: int = 1


def columns(text: str) -> tuple[Column, ...]:
    """Columns written as ``level1 一级指标 | name 三级指标 2``."""
    made = []
    for part in text.split("|"):
        name, head, *right = part.split()
        made.append(Column(name, head.replace("~", " "), int(right[0]) if right else 1))
    return tuple(made)


@dataclass(slots=True)
class Page:
    """A table that grows downwards."""

    across: int
    rows: list[tuple[Box, ...]] = field(default_factory=list)
    _taken: set[tuple[int, int]] = field(default_factory=set)

    def row(self, *cells: str | Box) -> None:
        """Add a row; its last cell is widened over the columns that are left."""
        number = len(self.rows)
        boxes = [cell if isinstance(cell, Box) else Box(cell) for cell in cells]
        free = sum((number, column) not in self._taken for column in range(self.across))
        left = free - sum(box.right for box in boxes)
        assert left >= 0, f"row {number} is {-left} too wide: {cells}"
        if boxes and left:
            boxes[-1] = replace(boxes[-1], right=boxes[-1].right + left)
        column = 0
        for box in boxes:
            while (number, column) in self._taken:
                column += 1
            spot = {(number + down, column + right) for down in range(box.down) for right in range(box.right)}
            assert not spot & self._taken
            self._taken |= spot
        self.rows.append(tuple(boxes))

    def form(self, title: str = "") -> Form:
        """The finished table."""
        deepest = max((row for row, _ in self._taken), default=0)
        assert deepest < len(self.rows), "a merged cell reaches below the table"
        return Form(title, tuple(self.rows), (_PAGE // self.across,) * self.across)

    # --- indicators ---

    def indicators(
        self,
        entries: Sequence[Entry],
        cols: Sequence[Column],
        *,
        label: str = "",
        beside: Sequence[Box] = (),
        merged: Sequence[str] = ("level1", "level2"),
        head: bool = True,
        number: bool = False,
    ) -> list[dict[str, str]]:
        """A header and rows of indicators, with a vertical label on the left; returns the rows as they are to be read.

        ``beside`` are cells left of the first row that are merged over all of them; ``number`` adds a row 1 2 3 ….
        """
        left = [Box(label, len(entries) + head + number)] if label else []
        if head:
            self.row(*left, *(Box(col.head, 1, col.right) for col in cols))
            left = []
        if number:
            self.row(*left, *(Box(str(at), 1, col.right) for at, col in enumerate(cols, start=1)))
            left = []
        spans = _spans(entries, cols, merged)
        left += [replace(box, down=len(entries)) for box in beside]
        for at, entry in enumerate(entries):
            own = (col for col in cols if spans.get((at, col.name), 1))
            boxes = [Box(entry[col.name], spans.get((at, col.name), 1), col.right) for col in own]
            self.row(*left, *boxes)
            left = []
        return [read(entry, cols) for entry in entries]

    def tree(self, entries: Sequence[Entry], cols: Sequence[Column]) -> list[dict[str, str]]:
        """A header and rows in which each level stands in a row of its own."""
        self.row(*(Box(col.head, 1, col.right) for col in cols))
        last = {"level1": "", "level2": ""}
        for entry in entries:
            for level in ("level1", "level2"):
                if entry[level] != last[level]:
                    last = {**last, level: entry[level], **({"level2": ""} if level == "level1" else {})}
                    self.row(*(Box(entry[col.name] if col.name == level else "", 1, col.right) for col in cols))
            self.row(*(Box("" if col.name in last else entry[col.name], 1, col.right) for col in cols))
        return [read(entry, cols) for entry in entries]


def _spans(entries: Sequence[Entry], cols: Sequence[Column], merged: Sequence[str]) -> dict[tuple[int, str], int]:
    """How many rows each merged cell takes; 0 for those that it covers."""
    spans: dict[tuple[int, str], int] = {}
    levels = [name for name in ("level1", "level2") if name in merged]
    for col in cols:
        if col.name not in merged:
            continue
        above = levels[: levels.index(col.name)] if col.name in levels else levels
        begin = 0
        for at, entry in enumerate(entries):
            same = at and all(entry[name] == entries[begin][name] for name in (*above, col.name))
            if same and (entry[col.name] or col.name in levels):
                spans[begin, col.name] = spans.get((begin, col.name), 1) + 1
                spans[at, col.name] = 0
            else:
                begin = at
    return spans


def read(entry: Entry, cols: Sequence[Column]) -> dict[str, str]:
    """A row as it is to be read of the columns: symbol, number and unit as one value."""
    names = [col.name for col in cols if not col.name.startswith("-")]
    found = {name: entry[name] for name in names if name not in _VALUE}
    if "number" in names:
        sign = entry.operator
        found["value"] = "".join(entry[name] for name in _VALUE if name in names and entry[name] != "定性")
        if "operator" in names and sign == "定性":
            found["value_type"] = sign
    return found


def each(entries: Sequence[Entry], change: Callable[[int, Entry], Entry]) -> list[Entry]:
    """The entries, each changed; the change is told its number from 1."""
    return [change(number, entry) for number, entry in enumerate(entries, start=1)]


def funds(page: Page, sample: Sample, label: str, labels: Sequence[str], wide: int = 1) -> None:
    """Total, fiscal and other funds, one below the other, behind a label that is merged over them."""
    amounts = (sample.total, sample.fiscal, sample.other)
    for number, (text, amount) in enumerate(zip(labels, amounts, strict=True)):
        left = () if number else (Box(label, len(labels), wide),)
        page.row(*left, Box(text, 1, 2), amount)
