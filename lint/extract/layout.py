"""Which column of a table holds which field, told by its header row; and rows that drifted out of their columns."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from lint.extract.blocks import Row
from lint.extract.headers import Headers
from lint.extract.shapes import key
from lint.model.cell import Cell, join
from lint.model.place import moved
from lint.text.categories import CategoryReader
from lint.text.fold import fold
from lint.text.regex import lazy

_SHORTEST_HEADER = 3
_LONGEST_HEADER = 40
_LEVELS_WITHIN = 8
_OTHER_TIME = 100
"""A column of a long-term block is only read where there is no other."""
_STRONG = frozenset({"level1", "level2", "name", "value"})
_YEAR = lazy(r"20\d\d")
_SIGNED = lazy(r"[≥≤≧≦<>=＜＞＝]")
_VALUE_PARTS = ("operator", "value", "unit")


class Columns(Struct, frozen=True):
    """Column index of each field; ``width`` is the number of the header's cells up to the last filled one.

    ``cells`` is the number of all its cells. ``doubled`` names fields that the header has twice (a long-term and an
    annual block); the annual one is read, or the first.
    """

    index: dict[str, int]
    width: int
    cells: int
    doubled: tuple[str, ...] = ()
    project: Mapping[str, int] = field(default_factory=dict)
    """Columns of the project itself (name, budget, goal), in a flat sheet of all projects."""
    right: Mapping[str, int] = field(default_factory=dict)
    """The columns of the last group, where the header has two groups that its words do not tell apart."""
    goals: int | None = None
    """The column of goals, each of which has indicators of its own beside it."""

    starts: tuple[int, ...] = ()
    """Where the header's cells begin, if merged ones are among them."""
    gaps: tuple[int, ...] = ()
    """The places that its merged cells cover: a row with text there is divided in another way."""
    told: frozenset[str] = frozenset()
    """Fields of which not the header's word, but the cells below it told the column."""

    @property
    def of_right(self) -> Columns:
        """The columns with the last group instead of the first."""
        return replace(self, index={**self.index, **self.right}, right={})

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
        index = {name: column + shift if column > at else column for name, column in self.index.items()}
        index.update({str(field): at + step for step, field in enumerate(fields)})
        return replace(self, index=index, width=self.width + shift, cells=self.cells + shift)

    @staticmethod
    def _value_part(text: str, headers: Headers) -> str | None:
        found = [field for _, field in headers.columns.get(key(text), ()) if field in _VALUE_PARTS]
        return found[0] if found else None


def match_header(row: Row, headers: Headers, year: int | None = None) -> Columns | None:
    """The columns of a header row of indicators, or None where ``row`` is none.

    A header names the indicator and its value and, of the levels and the other columns, at least one more. Of columns
    of several years, that of ``year`` is read.
    """
    candidates, initials, known = [], headers.initials, set()
    for column, cell in enumerate(row.cells):
        if cell.text[:1] in initials and len(cell.text) <= _LONGEST_HEADER:
            fields = headers.columns.get(key(cell.text))
            if fields:
                known.add(column)
                late = _OTHER_TIME if headers.is_long(cell.text) else 0
                candidates += [(rank + late, column, name) for rank, name in fields]
    if len(known) < _SHORTEST_HEADER - 1:
        return None
    for column, cell in enumerate(row.cells):
        if column not in known and not headers.label(cell.text) and (fields := headers.shape(cell.text)):
            late = _OTHER_TIME if headers.is_long(cell.text) else 0
            candidates += [(rank + late, column, name) for rank, name in _of_year(cell.text, fields, year)]
    index: dict[str, int] = {}
    taken: set[int] = set()
    for _, column, name in sorted(candidates):
        if name not in index and column not in taken:
            index[name] = column
            taken.add(column)
    _add_by_place(index, taken, row.cells)
    if "name" not in index or "value" not in index or len(taken) < _SHORTEST_HEADER:
        return None
    first = min(index.values())
    doubled = {name for _, column, name in candidates if column not in taken and name in _STRONG and column > first}
    width = max(column for column, cell in enumerate(row.cells) if cell.text) + 1
    others = [(column, cell) for column, cell in enumerate(row.cells) if cell.text and column not in taken]
    project = project_columns(others, headers)
    goals = next((column for column, cell in others if headers.label(cell.text) == "goal"), None)
    right = _last_group(row.cells, index) if {"name", "value"} <= doubled else {}
    goals = None if project or (goals or 0) > first else goals
    starts = cell_starts(row)
    gaps = tuple(sorted({*range(len(row.cells))}.difference(starts, index.values(), row.covered)))
    doubled_names = tuple(sorted(doubled))
    return Columns(index, width, len(row.cells), doubled_names, project, right, goals, starts if gaps else (), gaps)


def cell_starts(row: Row) -> tuple[int, ...]:
    """Where the cells of a row begin, without those that merged cells above cover."""
    found: list[int] = []
    for at, cell in enumerate(row.cells):
        if at not in row.covered and not (found and is_covered_by(cell, row.cells[found[-1]])):
            found.append(at)
    return tuple(found)


def is_covered_by(cell: Cell, left: Cell) -> bool:
    """Whether a blank cell is only the place that a merged one on its left covers."""
    return not cell.raw and cell.place == moved(left.place, len(left.raw))


def _of_year(text: str, fields: tuple[tuple[int, str], ...], year: int | None) -> Iterable[tuple[int, str]]:
    """The fields of a word that names a year (2026年目标值): another year than that of the budget comes last, and what
    was reached in it is no result of this year."""
    named = _YEAR.search(text)
    if not named or year is None or int(named[0]) == year:
        return fields
    return [(rank + _OTHER_TIME, "baseline" if name == "actual" else name) for rank, name in fields]


def _last_group(cells: Sequence[Cell], index: Mapping[str, int]) -> dict[str, int]:
    """For each field whose word stands again further right, the last such column; none where notes part the words."""
    found = {}
    for name, column in index.items():
        text = fold(cells[column].text)
        last = max(at for at, cell in enumerate(cells) if key(cell.text) == key(text))
        if last > column:
            if fold(cells[last].text) != text:
                return {}
            found[name] = last
    return found if {"name", "value"} <= found.keys() else {}


def _add_by_place(index: dict[str, int], taken: set[int], cells: Sequence[Cell]) -> None:
    """Take an unknown word behind level 1 for level 2, one between level 2 and the value for the name."""
    value = index.get("value", 0)
    for name, left, right in (("level2", "level1", index.get("name", value - 1)), ("name", "level2", value)):
        at = index.get(left, len(cells)) + 1
        if name not in index and at < right and at not in taken and cells[at].text:
            index[name] = at
            taken.add(at)


def project_columns(cells: Iterable[tuple[int, Cell]], headers: Headers) -> dict[str, int]:
    """The columns of project fields among cells of a header; none where the name of the project is not among them."""
    found: dict[str, int] = {}
    for column, cell in cells:
        if label := headers.label(cell.text):
            found.setdefault(label, column)
    return found if "project_name" in found else {}


def looks_like_indicators(rows: Sequence[Row], headers: Headers, categories: CategoryReader) -> Cell | None:
    """The first cell that speaks for an indicator table, in rows whose header was not understood.

    It is one of two column words in a row, or of the names of two categories in rows of their own.
    """
    named: dict[str, Cell] = {}
    known = (categories.level1, categories.level2)
    if not any(c.text and not any(of(c.text) for of in known) for row in rows for c in row.cells):
        return None  # a list of the names of categories, to choose from
    for row in rows:
        for cell in row.cells[:_LEVELS_WITHIN]:
            if cell.text and (category := categories.level2(cell.text)):
                named.setdefault(category.name, cell)
                break
        if len(named) > 1:
            return next(iter(named.values()))
        hits = [cell for cell in row.cells if is_column_word(cell.text, headers)]
        if len(hits) >= 2:
            return hits[0]
    return None


def is_column_word(text: str, headers: Headers) -> bool:
    """Whether a text is a word that heads a column of indicators, in the first place: 三级指标, not 描述."""
    return any(rank == 0 and field in _STRONG for rank, field in headers.columns.get(key(text), ()))


def pick(cells: Sequence[Cell], column: int | None) -> Cell | None:
    """The cell of a column; a blank one at the row's end where the row is too short; None for a missing column."""
    if column is None:
        return None
    if column < len(cells):
        return cells[column]
    last = cells[-1]
    return Cell("", "", moved(last.place, len(last.raw)))


def value_cell(
    cells: Sequence[Cell], columns: Columns, operators: Container[str], headers: Headers
) -> tuple[Cell | None, dict[str, Cell]]:
    """The value as one cell (symbol, number and unit joined), and a first column that was not part of it.

    A column called 指标性质 holds operators in some forms, 定量/定性 or 正向/反向 in others: its cells decide. A symbol
    or a unit that the value has itself is left out, likewise 无 as a unit.
    """
    parts = [pick(cells, columns.index.get(field)) for field in _VALUE_PARTS]
    sign = parts[0]
    extra: dict[str, Cell] = {}
    if sign and sign.text and fold(sign.text) not in operators:
        extra["direction" if fold(sign.text) in headers.directions else "value_type"] = sign
        parts[0] = None
    value, unit = parts[1:]
    if value and value.text:
        if parts[0] and _SIGNED.match(value.text):
            parts[0] = None
        if unit and unit.text and (value.text.endswith(unit.text) or fold(unit.text) in headers.no_units):
            parts[2] = None
    present = [part for part in parts if part is not None]
    return (join(present) if present else None), extra
