"""The 职责活动 table: duties and activities with goals, indicators and graded standards."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from lint.extract.blocks import Row
from lint.extract.headers import Headers
from lint.extract.layout import pick
from lint.extract.shapes import key
from lint.model.cell import Cell
from lint.model.document import Duty, DutyIndicator
from lint.text.fold import fold

_FIELDS = ("duty", "budget", "content", "goal", "indicator", "standard")
_NEEDED = ("duty", "goal", "indicator")


class _Open(Struct):
    cells: dict[str, Cell | None]
    indicators: list[DutyIndicator]
    activity: bool


def is_duty_header(row: Row, headers: Headers) -> dict[str, int] | None:
    """Columns of a duties header (职责活动 | … | 绩效目标 | 绩效指标 | 绩效标准), or None."""
    index: dict[str, int] = {}
    for column, cell in enumerate(row.cells):
        for name in _FIELDS:
            if name not in index and cell.text and key(cell.text) in headers.duties.get(name, ()):
                index[name] = column
                break
    return index if all(name in index for name in _NEEDED) and len(index) >= 4 else None


def read_duties(rows: Sequence[Row], index: dict[str, int], headers: Headers) -> tuple[Duty, ...]:
    """Duties from the rows below the header. Lines of grades (优 良 中 差) and of column numbers are passed over."""
    grades = headers.duties.get("grades", frozenset())
    standards = index.get("standard")
    made: list[_Open] = []
    for row in rows:
        filled = [cell for cell in row.cells if cell.text]
        if not filled or all(cell.text.isdigit() for cell in filled) or {fold(c.text) for c in filled} <= grades:
            continue
        cells = {name: pick(row.cells, index.get(name)) for name in _FIELDS[:-1]}
        duty = cells["duty"]
        if duty and duty.text:
            is_activity = any(fold(duty.text).startswith(word) for word in headers.duties.get("activity", ()))
            made.append(_Open(cells, [], is_activity))
        if not made:
            continue
        indicator = cells["indicator"]
        graded = row.cells[standards : standards + len(grades)] if standards is not None else ()
        if indicator and (indicator.text or any(cell.text for cell in graded)):
            made[-1].indicators.append(DutyIndicator(indicator, tuple(graded)))
    return tuple(_finished(entry) for entry in made)


def _finished(entry: _Open) -> Duty:
    cells = entry.cells
    duty = cells["duty"]
    assert duty is not None
    return Duty(
        duty, cells["budget"], cells["content"], cells["goal"], tuple(entry.indicators), activity=entry.activity
    )
