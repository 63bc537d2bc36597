"""One sheet for all projects: their names, budgets and goals stand in columns left of the indicators."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from lint.extract.blocks import Row
from lint.extract.headers import Headers
from lint.extract.layout import Columns, project_columns
from lint.model.cell import Cell
from lint.text.fold import fold

_FEWEST = 3


class Sheet(Struct, frozen=True):
    """The header of a flat sheet."""

    columns: Columns
    header: Row

    def name(self, row: Row) -> Cell | None:
        """The cell of the project's name; None in a row whose merged cells on the left are missing."""
        column = self.columns.project["project_name"]
        short = row.closed and len(row.cells) < self.columns.cells
        return None if short or column >= len(row.cells) else row.cells[column]

    def unit(self, row: Row) -> Cell | None:
        """The name of a unit that stands alone above its projects."""
        if self.name(row) is None:
            return None
        filled = [cell for cell in row.cells if cell.text]
        left = min(self.columns.index.values())
        return filled[0] if len(filled) == 1 and any(cell is filled[0] for cell in row.cells[:left]) else None


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
