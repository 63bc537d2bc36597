"""The levels of indicator rows: in rows of their own, in the middle of merged rows, two of them in one cell."""

from __future__ import annotations

from itertools import pairwise, zip_longest

from msgspec import Struct

from lint.model.cell import Cell
from lint.text.categories import CategoryReader
from lint.text.fold import fold
from lint.text.lexicon import Lexicon
from lint.text.regex import lazy

_BETWEEN = lazy(r"[\s\-—–－/／\\>＞→·、:：(（]+")


class RowCells(Struct):
    """An indicator row while it may still grow by a continuation below a page break."""

    cells: dict[str, Cell | None]
    extra: dict[str, Cell]
    own: frozenset[str]
    block: str


def level_from_below(rows: list[RowCells], lexicon: Lexicon) -> None:
    """Bring levels 1 up that stand in the middle of their merged rows: where the one above cannot hold a row's level 2
    and the one below can. Only a table whose first row has no level 1 is written so."""
    if not rows or "level1" in rows[0].own:
        return
    categories = lexicon.categories
    above, run = "", 0
    for number, row in enumerate(rows):
        if "level1" not in row.own:
            run += 1
            continue
        level1 = row.cells["level1"]
        text = level1.text if level1 else ""
        below = set(categories.level1(text))
        lifted = number
        if run and below and len(row.own) > 1:
            for earlier in range(number - 1, number - run - 1, -1):
                cell = rows[earlier].cells["level2"]
                if not cell or not cell.text:
                    lifted = earlier
                    continue
                category = categories.level2(cell.text)
                fits = category is not None and below.intersection(category.level1)
                if not fits or (
                    above and set(categories.level1(above)).intersection(category.level1 if category else ())
                ):
                    break
                lifted = earlier
            while lifted < number and "level2" not in rows[lifted].own:
                lifted += 1  # rows of a category above
            if lifted < number:
                rows[lifted].cells["level1"] = level1
                rows[lifted].own |= {"level1"}
                row.own -= {"level1"}
        above, run = text, 0


def repeats_level2(rows: list[RowCells]) -> bool:
    """Whether rows that follow one another name the same category again."""
    names = [fold(cell.text) if (cell := row.cells["level2"]) else "" for row in rows]
    return any(one and one == other for one, other in pairwise(names))


def without_tree_rows(rows: list[RowCells]) -> list[RowCells]:
    """The rows of a tree, in which each level stands in a row of its own, with their levels in the rows below."""
    if not any(len(row.own) == 1 for row in rows):
        return rows
    made: list[RowCells] = []
    above: dict[str, Cell | None] = {}
    for row, below in zip_longest(rows, rows[1:]):
        alone = next(iter(row.own)) if len(row.own) == 1 else ""
        lower = {"level1": "level2", "level2": "name"}.get(alone)
        if below and lower in below.own and alone not in below.own and "level1" not in below.own:
            above[alone] = row.cells[alone]
            continue
        if above:
            row.cells.update({name: cell for name, cell in above.items() if name not in row.own})
            row.own |= above.keys()
            above = {}
        made.append(row)
    return made


def split_levels(cell: Cell, categories: CategoryReader) -> tuple[Cell, Cell] | None:
    """Level 1 and level 2 of a cell that holds both (产出指标—数量指标), or None."""
    for mark in _BETWEEN.finditer(cell.text):
        upper, lower = cell.slice(0, mark.start()), cell.slice(mark.end(), len(cell.text))
        if mark[0].endswith(("(", "（")):
            lower = lower.slice(0, len(lower.text.rstrip(")）")))
        if len(categories.level1(upper.text)) == 1 and categories.level2(lower.text):
            return upper, lower
    return None
