"""Columns of indicators told by what stands in them, where their header words are in no list.

The names of levels are a closed vocabulary, and most targets are written with a sign or a unit: a table that has both
is one of indicators, whatever its columns are called.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from lint.extract.blocks import Row
from lint.extract.headers import Headers
from lint.extract.layout import Columns
from lint.extract.shapes import key
from lint.model.cell import Cell
from lint.model.document import Notice
from lint.model.target import TargetKind
from lint.text.fold import fold
from lint.text.lexicon import Lexicon

_LEVELS = ("level1", "level2")
_FEWEST_WORDS = 3
_LONGEST_WORD = 24
_MOST_ROWS = 200
_DISTINCT = 2
_MOST = 0.6
_FULL = 0.8


def header_by_contents(rows: Sequence[Row], headers: Headers, lexicon: Lexicon) -> tuple[int, Columns, Notice] | None:
    """The header row of a table whose header was not understood, by its number, with its columns; or None.

    The notice names the words that were not known.
    """
    levels = _levels(rows[:_MOST_ROWS], range(max(len(row.cells) for row in rows)), lexicon)
    first = next((at for at, row in enumerate(rows) if levels and _has_level(row, levels, lexicon)), 0)
    number = next((at for at in range(first - 1, -1, -1) if _filled(rows[at])), None)
    if number is None or not _is_head(rows[number], headers, lexicon):
        return None
    head = rows[number]
    if not all(at < len(head.cells) and head.cells[at].text for at in levels.values()):
        return None
    index = {**_known(head, headers), **levels}
    body = [row for row in rows[first : first + _MOST_ROWS] if len(_filled(row)) >= _FEWEST_WORDS]
    _add_value(index, head, body, lexicon)
    _add_name(index, head, body)
    if "name" not in index or "value" not in index:
        return None
    words = [head.cells[at] for at in sorted(index.values()) if not _fields(head.cells[at], headers)]
    if not words:
        return None
    names = "、".join(cell.text for cell in words)
    message = f"表头里有不认识的叫法（{names}），按格里的内容认出了各列，请核对，再把叫法加进 headers 词典"
    told = frozenset(name for name, at in index.items() if head.cells[at] in words)
    return number, Columns(index, max(_filled(head)) + 1, len(head.cells), told=told), Notice(message, words[0])


def with_levels(header: Columns, head: Row, rows: Sequence[Row], lexicon: Lexicon) -> Columns:
    """A header with the columns of levels that its words did not name, by the names of levels in the rows below."""
    if all(level in header.index for level in _LEVELS):
        return header
    taken = set(header.index.values())
    free = [at for at, cell in enumerate(head.cells[: header.index["name"]]) if cell.text and at not in taken]
    if not free:
        return header
    found = _levels(rows[:_MOST_ROWS], free, lexicon)
    new = {level: at for level, at in found.items() if level not in header.index}
    return replace(header, index={**header.index, **new}, told=frozenset(new)) if new else header


def _levels(rows: Sequence[Row], columns: Sequence[int], lexicon: Lexicon) -> dict[str, int]:
    """The columns of the levels among ``columns``: most of their cells are names of levels, two of them different."""
    found: dict[str, int] = {}
    for at in columns:
        texts = [row.cells[at].text for row in rows if at < len(row.cells) and row.cells[at].text]
        upper = {name for text in texts for name in lexicon.categories.level1(text)}
        lower = {category.name for text in texts if (category := lexicon.categories.level2(text))}
        hits = [bool(lexicon.categories.level2(text) or lexicon.categories.level1(text)) for text in texts]
        if sum(hits) < _MOST * len(texts) or max(len(upper), len(lower)) < _DISTINCT:
            continue
        level = "level2" if len(lower) > len(upper) else "level1"
        found.setdefault(level, at)
    return found


def _has_level(row: Row, levels: dict[str, int], lexicon: Lexicon) -> bool:
    texts = [row.cells[at].text for at in levels.values() if at < len(row.cells)]
    return any(text and (lexicon.categories.level2(text) or lexicon.categories.level1(text)) for text in texts)


def _filled(row: Row) -> list[int]:
    return [at for at, cell in enumerate(row.cells) if cell.text]


def _is_head(row: Row, headers: Headers, lexicon: Lexicon) -> bool:
    texts = [cell.text for cell in row.cells if cell.text]
    return len(texts) >= _FEWEST_WORDS and all(
        len(text) <= _LONGEST_WORD
        and lexicon.targets.parse(text).mark is None
        and headers.label(text) in (None, "goal")
        for text in texts
    )


def _fields(cell: Cell, headers: Headers) -> tuple[tuple[int, str], ...]:
    return (headers.columns.get(key(cell.text)) or headers.shape(cell.text)) if cell.text else ()


def _known(head: Row, headers: Headers) -> dict[str, int]:
    """The columns whose words are known, the strongest reading first."""
    ranked = sorted((rank, at, name) for at, cell in enumerate(head.cells) for rank, name in _fields(cell, headers))
    index: dict[str, int] = {}
    for _, at, name in ranked:
        if name not in index and at not in index.values():
            index[name] = at
    return index


def _add_value(index: dict[str, int], head: Row, body: Sequence[Row], lexicon: Lexicon) -> None:
    """The first column of which most cells are targets with a sign, a unit or a date; beside signs, numbers do."""
    if "value" in index:
        return
    signs = "operator" in index
    for at in _filled(head):
        if at in index.values():
            continue
        cells = [row.cells[at] for row in body if at < len(row.cells) and row.cells[at].text]
        if not signs and cells and sum(fold(c.text) in lexicon.operators.before for c in cells) >= _MOST * len(cells):
            index["operator"], signs = at, True
        elif len(cells) >= _MOST * len(body) and sum(_is_target(c, signs, lexicon) for c in cells) >= _MOST * len(
            cells
        ):
            index["value"] = at
            return


def _is_target(cell: Cell, plain: bool, lexicon: Lexicon) -> bool:
    target = lexicon.targets.parse(cell.text)
    if target.kind in (TargetKind.DATE, TargetKind.RANGE) or target.mark:
        return True
    return target.kind is TargetKind.NUMBER and (plain or bool(target.unit))


def _add_name(index: dict[str, int], head: Row, body: Sequence[Row]) -> None:
    """The first column behind the levels of which nearly all cells are filled."""
    if "name" in index:
        return
    for at in _filled(head):
        if at in index.values() or at < max(index[level] for level in _LEVELS if level in index):
            continue
        texts = [row.cells[at].text for row in body if at < len(row.cells) and row.cells[at].text]
        if len(texts) >= _FULL * len(body) and not all(text.isdigit() for text in texts):
            index["name"] = at
            return
