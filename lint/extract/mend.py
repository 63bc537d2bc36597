"""Joining rows that a line break in a cell tore apart, before anyone asks what they mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from lint.extract.blocks import Row
from lint.extract.headers import Headers
from lint.extract.shapes import key
from lint.model.cell import Cell, join
from lint.text.lexicon import Lexicon

_LABELS_WITHIN = 2
_LONGEST_HALF = 8


def mend(rows: Sequence[Row], headers: Headers, lexicon: Lexicon) -> tuple[Row, ...]:
    """Rows with the halves of torn ones joined.

    Two rows on neighbouring lines are halves of one where together they have just the width that is usual in the
    table, the second does not begin like a row (blank cell, level name or label), the first does not end in a word of
    the form, and they do not have a target each. The halves of a label that a page break cut are joined, too.
    """
    if rows[0].closed:
        rows = _with_whole_labels(rows, headers, lexicon)
    widths = [len(row.cells) for row in rows]
    if min(widths) == max(widths) or not any(row.joined_to_last for row in rows):
        return tuple(rows)
    usual = Counter(widths).most_common(1)[0][0]
    made: list[Row] = []
    for row in rows:
        last = made[-1] if made else None
        if (
            last
            and row.joined_to_last
            and not last.closed
            and len(last.cells) < usual
            and len(last.cells) + len(row.cells) - 1 == usual
            and last.cells[-1].text
            and not _begins_row(row.cells[0], headers, lexicon)
            and not _is_word(last.cells[-1], headers)
            and not (_has_target(last, lexicon) and _has_target(row, lexicon))
        ):
            torn = join([last.cells[-1], row.cells[0]])
            made[-1] = Row((*last.cells[:-1], torn, *row.cells[1:]), last.joined_to_last, row.closed)
        else:
            made.append(row)
    return tuple(made)


def _with_whole_labels(rows: Sequence[Row], headers: Headers, lexicon: Lexicon) -> Sequence[Row]:
    """Rows in which the halves of a label (效益指 | 标) stand together in the upper cell."""
    made = list(rows)
    above: dict[int, int] = {}
    for number, row in enumerate(rows):
        for column, cell in enumerate(row.cells[:_LABELS_WITHIN]):
            if not cell.text:
                continue
            upper = made[above[column]].cells[column] if column in above else None
            if upper and len(cell.text) <= _LONGEST_HALF and not _is_known(cell.text, headers, lexicon):
                whole = join([upper, cell])
                if _is_known(whole.text, headers, lexicon):
                    made[above[column]] = _with_cell(made[above[column]], column, whole)
                    made[number] = _with_cell(made[number], column, Cell("", "", cell.place))
                    continue
            above[column] = number
    return made


def _with_cell(row: Row, column: int, cell: Cell) -> Row:
    return replace(row, cells=(*row.cells[:column], cell, *row.cells[column + 1 :]))


def _is_known(text: str, headers: Headers, lexicon: Lexicon) -> bool:
    categories = lexicon.categories
    return bool(headers.label(text) or categories.level1(text) or categories.level2(text))


def _begins_row(cell: Cell, headers: Headers, lexicon: Lexicon) -> bool:
    text = cell.text
    return (
        not text or _is_word(cell, headers) or bool(lexicon.categories.level1(text) or lexicon.categories.level2(text))
    )


def _is_word(cell: Cell, headers: Headers) -> bool:
    return headers.label(cell.text) is not None or key(cell.text) in headers.columns


def _has_target(row: Row, lexicon: Lexicon) -> bool:
    return any(lexicon.targets.parse(cell.text).mark for cell in row.cells if cell.text)
