"""Which column of a table holds which field, told by its header row; and rows that drifted out of their columns."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from lint.extract.blocks import Row
from lint.extract.headers import Headers, key
from lint.model.cell import Cell, join
from lint.model.place import moved
from lint.text.categories import CategoryReader
from lint.text.fold import fold

_SHORTEST_HEADER = 3
_LONGEST_HEADER = 40
_VALUE_PARTS = ("operator", "value", "unit")


@dataclass(frozen=True, slots=True)
class Columns:
    """Column index of each field; ``width`` is the number of the header's cells up to the last filled one.

    ``doubled`` names fields that the header has twice (a long-term and an annual block); the first is read.
    """

    index: dict[str, int]
    width: int
    doubled: tuple[str, ...] = ()

    @property
    def last(self) -> int:
        """Index of the last known column."""
        return max(self.index.values())

    def with_value_parts(self, row: Row, headers: Headers) -> Columns | None:
        """The columns refined by a second header line (符号 | 值 | 单位), or None where ``row`` is no such line.

        The line's cells stand below the value column. Where the first line did not leave cells empty for them, the
        columns to the right move on.
        """
        filled = [index for index, cell in enumerate(row.cells) if cell.text]
        fields = [self._value_part(row.cells[index].text, headers) for index in filled]
        if len(filled) < 2 or None in fields or len(set(fields)) != len(fields) or "value" not in self.index:
            return None
        at = self.index["value"]
        others = [index for field, index in self.index.items() if index > at and field not in _VALUE_PARTS]
        crowded = min(others, default=at + len(fields)) < at + len(fields)
        shift = len(fields) - 1 if crowded else 0
        index = {field: column + shift if column > at else column for field, column in self.index.items()}
        index.update({str(field): at + step for step, field in enumerate(fields)})
        return Columns(index, self.width + shift, self.doubled)

    @staticmethod
    def _value_part(text: str, headers: Headers) -> str | None:
        found = [field for _, field in headers.columns.get(key(text), ()) if field in _VALUE_PARTS]
        return found[0] if found else None


def match_header(row: Row, headers: Headers) -> Columns | None:
    """The columns of a header row of indicators, or None where ``row`` is none.

    A header names the indicator and its value and, of the levels and the other columns, at least one more.
    """
    candidates, initials = [], headers.initials
    for column, cell in enumerate(row.cells):
        if cell.text[:1] in initials and len(cell.text) <= _LONGEST_HEADER:
            candidates += [(rank, column, field) for rank, field in headers.columns.get(key(cell.text), ())]
    if len({column for _, column, _ in candidates}) < _SHORTEST_HEADER:
        return None
    index: dict[str, int] = {}
    taken: set[int] = set()
    for _, column, field in sorted(candidates):
        if field not in index and column not in taken:
            index[field] = column
            taken.add(column)
    if "name" not in index or "value" not in index:
        return None
    first = min(index.values())
    doubled = {field for _, column, field in candidates if column not in taken and field in index and column > first}
    width = max(column for column, cell in enumerate(row.cells) if cell.text) + 1
    return Columns(index, width, tuple(sorted(doubled)))


def looks_like_indicators(rows: Sequence[Row], headers: Headers) -> Cell | None:
    """The first cell that speaks for an indicator table, in rows whose header was not understood."""
    strong = {"level1", "level2", "name", "value"}
    for row in rows:
        hits = [c for c in row.cells if any(r == 0 and f in strong for r, f in headers.columns.get(key(c.text), ()))]
        if len(hits) >= 2:
            return hits[0]
    return None


def align(row: Sequence[Cell], columns: Columns, categories: CategoryReader) -> Sequence[Cell]:
    """The row's cells brought under the header's columns.

    Rows drift where a merged cell is missing or doubled. Level names are the anchor: they are a closed vocabulary.
    """
    shift = _level_shift(row, columns, categories)
    if not shift and not any(cell.text for cell in row[columns.width :]):
        return row
    cells = list(row)
    if shift > 0:
        del cells[:shift]
    elif shift < 0:
        cells[:0] = [_blank_before(cells[0])] * -shift
    last = max((index for index, cell in enumerate(cells) if cell.text), default=0)
    begin, end = columns.index["name"], columns.index["value"]
    if last > columns.last and last >= columns.width:  # one cell too many: drop a blank one that the header lacks
        blank = next((i for i in range(begin + 1, end + 1) if i < len(cells) and not cells[i].text), None)
        if blank is not None:
            del cells[blank]
    return cells


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


def _blank_before(cell: Cell) -> Cell:
    return Cell("", "", cell.place)


def pick(cells: Sequence[Cell], column: int | None) -> Cell | None:
    """The cell of a column; a blank one at the row's end where the row is too short; None for a missing column."""
    if column is None:
        return None
    if column < len(cells):
        return cells[column]
    last = cells[-1]
    return Cell("", "", moved(last.place, len(last.raw)))


def value_cell(
    cells: Sequence[Cell], columns: Columns, operators: Container[str], directions: Container[str]
) -> tuple[Cell | None, dict[str, Cell]]:
    """The value as one cell (symbol, number and unit joined), and a first column that was not part of it.

    A column called 指标性质 holds operators in some forms, 定量/定性 or 正向/反向 in others: its cells decide.
    """
    parts = [pick(cells, columns.index.get(field)) for field in _VALUE_PARTS]
    sign = parts[0]
    extra: dict[str, Cell] = {}
    if sign and sign.text and fold(sign.text) not in operators:
        extra["direction" if fold(sign.text) in directions else "value_type"] = sign
        parts[0] = None
    present = [part for part in parts if part is not None]
    return (join(present) if present else None), extra
