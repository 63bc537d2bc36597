"""Headers of two lines: words above (目标值), and what they are divided into below (符号 数值 单位, 2026年 2027年)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from lint.extract.blocks import Row
from lint.extract.headers import Headers
from lint.extract.layout import Columns, match_header
from lint.extract.shapes import key
from lint.model.cell import Cell
from lint.model.document import Notice
from lint.model.place import moved
from lint.text.fold import fold
from lint.text.regex import lazy

_YEAR = lazy(r"(20\d\d)年?度?")
_FEWEST = 2
_LONGEST = 24

Lines = tuple[Sequence[Row], Sequence[Columns | None]]


def join_lower_lines(
    rows: Sequence[Row], columns: Sequence[Columns | None], headers: Headers, year: int | None
) -> tuple[Sequence[Row], Sequence[Columns | None], list[Notice]]:
    """Rows and what they say as headers, with the lower lines of headers brought into the line above.

    The lower line is blank then. Notices tell which years were left out.
    """
    made, found = list(rows), list(columns)
    notices: list[Notice] = []
    for number in range(len(rows) - 1):
        upper, lower = made[number], made[number + 1]
        if found[number + 1] or not _is_lower(upper, found[number], lower, headers):
            continue
        upper = upper if lower.covered else _spread(upper, lower)
        cells, notice = _joined(upper, lower, headers, year)
        joined = replace(upper, cells=tuple(cells))
        if header := match_header(joined, headers, year):
            filled = [at for at, cell in enumerate(lower.cells) if cell.text]
            gaps = tuple(at for at in header.gaps if at not in filled)
            starts = tuple(sorted({*header.starts, *filled}))
            made[number], found[number] = joined, replace(header, gaps=gaps, starts=starts)
            made[number + 1] = replace(lower, cells=tuple(map(_blank, lower.cells)))
            notices += [notice] if notice else []
    return made, found, notices


def _is_lower(upper: Row, header: Columns | None, lower: Row, headers: Headers) -> bool:
    """Whether a row is the lower line of a header: the words above reach down beside it, or it has only words below
    places that the line above leaves blank."""
    if header is None and not lower.covered:
        return False
    filled = [at for at, cell in enumerate(lower.cells) if cell.text]
    if not filled or filled[0] >= len(upper.cells):
        return False
    if lower.covered:
        if header:
            return header.index["name"] in lower.covered or header.index["value"] in lower.covered
        reaching = [at for at, cell in enumerate(upper.cells) if cell.text and at in lower.covered]
        known = [at for at in reaching if headers.columns.get(key(upper.cells[at].text))]
        return bool(known) and len(reaching) >= _FEWEST
    texts = [lower.cells[at].text for at in filled]
    periods = all(_YEAR.fullmatch(fold(text)) or headers.is_step(text) for text in texts)
    return periods and len(filled) >= _FEWEST and bool(upper.cells[filled[0]].text)


def _spread(upper: Row, lower: Row) -> Row:
    """The upper line with blanks behind the word that the lower line divides, where it stands without them."""
    filled = [at for at, cell in enumerate(lower.cells) if cell.text]
    begin, more = filled[0] + 1, filled[-1] - filled[0]
    cells = upper.cells
    if not any(cell.text for cell in cells[begin : begin + more]):
        return upper
    return replace(upper, cells=(*cells[:begin], *[_blank(cells[begin - 1])] * more, *cells[begin:]))


def _joined(upper: Row, lower: Row, headers: Headers, year: int | None) -> tuple[list[Cell], Notice | None]:
    cells = list(upper.cells)
    years: dict[int, str] = {}
    for at, cell in enumerate(lower.cells):
        text = fold(cell.text)
        if at >= len(cells):
            break
        if found := _YEAR.fullmatch(text):
            years[at] = found[1]
        elif cell.text and len(text) <= _LONGEST and not headers.is_step(text):
            cells[at] = cell
    if not years:
        return cells, None
    chosen = next((at for at, name in years.items() if name == str(year)), min(years))
    head = next((at for at in range(min(years), -1, -1) if upper.cells[at].text), chosen)
    cells[head], cells[chosen] = _blank(upper.cells[head]), upper.cells[head]
    names = "、".join(lower.cells[at].text for at in years)
    message = f"“{upper.cells[head].text}”分了几年（{names}），只读了{lower.cells[chosen].text}一列"
    return cells, Notice(message, lower.cells[chosen])


def _blank(cell: Cell) -> Cell:
    return Cell("", "", moved(cell.place, len(cell.raw))) if cell.text else cell
