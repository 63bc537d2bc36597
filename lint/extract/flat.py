"""One sheet for all projects: their names, budgets and goals stand in columns left of the indicators."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from lint.extract.blocks import Row
from lint.extract.headers import Headers
from lint.extract.layout import Columns, project_columns
from lint.model.cell import Cell
from lint.text.fold import fold
from lint.text.regex import lazy

_FEWEST = 3
FUNDS = frozenset({"budget_total", "fund_fiscal", "fund_other"})
_AMOUNT = lazy(r"\d[\d,]*(?:\.\d+)?")
_FIGURE = lazy(r"[（(]?(?:[一二三四五六七八九十]{1,3}|[\d.,，]+)[)）、.．]?(?:[万亿]?元)?")


class Sheet(Struct, frozen=True):
    """The header of a flat sheet."""

    columns: Columns
    header: Row

    def name(self, row: Row) -> Cell | None:
        """The cell of the project's name; None in a row whose merged cells on the left are missing."""
        column = self.columns.project["project_name"]
        short = row.closed and len(row.cells) < self.columns.cells
        return None if short or column >= len(row.cells) else row.cells[column]

    def unit(self, rows: Sequence[Row], number: int, totals: tuple[str, ...]) -> str | None:
        """The name of the unit that a row above its projects gives, alone or with the sum of their amounts.

        Empty for a sum of no named unit; None where the row is of a project.
        """
        row = rows[number]
        name, filled = self.name(row), self._left(row)
        if name is None or not filled:
            return None
        words = {column: cell.text for column, cell in filled.items() if not _FIGURE.fullmatch(cell.text)}
        sums = [text for text in words.values() if fold(text).endswith(totals)]
        units = [text for text in words.values() if text not in sums]
        if sums:
            return None if len(units) > 1 else units[0] if units else _without(fold(sums[0]), totals)
        if len(units) != 1:
            return None
        column = next(iter(words))
        alone = len(filled) == 1 or (column < self.columns.project["project_name"] and not name.text)
        return units[0] if alone or (words.get(column) == name.text and self._adds_up(rows, number)) else None

    def _left(self, row: Row) -> dict[int, Cell]:
        """The filled cells of a row that has no indicator, by column."""
        left = min(self.columns.index.values())
        filled = {column: cell for column, cell in enumerate(row.cells) if cell.text}
        return filled if max(filled, default=left) < left else {}

    def _adds_up(self, rows: Sequence[Row], number: int) -> bool:
        """Whether an amount of a row is the sum of those of the projects below, up to the next row of its kind."""
        columns = [column for field, column in self.columns.project.items() if field in FUNDS]
        amounts = {column: amount for column in columns if (amount := _amount(rows[number], column))}
        found = dict.fromkeys(amounts, Decimal(0))
        last = ""
        for at in range(number + 1, len(rows)):
            row = rows[at]
            if self._left(row) and any(_amount(row, column) for column in columns):
                break
            if (name := self.name(row)) and name.text and name.text != last:
                last = name.text
                for column in found:
                    found[column] += _amount(row, column) or 0
        return bool(amounts) and found == amounts


def _amount(row: Row, column: int) -> Decimal | None:
    found = _AMOUNT.fullmatch(fold(row.cells[column].text)) if column < len(row.cells) else None
    return Decimal(found[0].replace(",", "")) if found else None


def _without(text: str, endings: tuple[str, ...]) -> str:
    """A text without the longest of the endings that it has."""
    return text[: -max(len(ending) for ending in endings if text.endswith(ending))]


def join_header_lines(
    rows: Sequence[Row], columns: Sequence[Columns | None], headers: Headers
) -> tuple[Sequence[Row], Sequence[Columns | None]]:
    """Rows and what they say as headers, where the columns of the project stand in a line above the other columns.

    The upper line is taken out: its row is blank.
    """
    for number, lower in enumerate(columns[1:]):
        if lower is None or columns[number] is not None:
            continue
        cells = rows[number].cells
        if sum(1 for cell in cells if cell.text) < _FEWEST:
            continue
        project = project_columns(enumerate(cells), headers)
        rest = [column for column, cell in enumerate(cells) if cell.text and headers.label(cell.text) is None]
        if not project or not rest or any(fold(cells[column].text) not in headers.row_labels for column in rest):
            continue
        begin, first = rest[0], min(lower.index.values())
        by = begin if first < begin and not lower.project else 0  # the lower line lacks the cells on the left
        index = {field: column + by for field, column in lower.index.items()}
        joined = replace(lower, index=index, width=lower.width + by, cells=lower.cells + by, project=project)
        shifted = Row((*cells[:by], *rows[number + 1].cells))
        blank = Row(tuple(Cell("", "", cell.place) for cell in cells))
        rows = [*rows[:number], blank, shifted, *rows[number + 2 :]]
        columns = [*columns[: number + 1], joined, *columns[number + 2 :]]
        break
    return rows, columns
