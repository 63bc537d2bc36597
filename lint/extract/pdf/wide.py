"""Sheets wider than a page: printed in strips on pages that follow each other, row beside row."""

from __future__ import annotations

from collections.abc import Iterable

from lint.extract.pdf.lattice import Lattice

_SAME = 1.0
_ROWS = 6
_ALIKE = 0.9
"""Of the shorter strip, this share of the rows begins as high as a row of the other."""
_SHARED = 0.3
"""Two forms with rows alike share more texts than this: their labels."""
_FULL = 0.85
"""A table that reaches further down its page may as well go on below, on the next page."""


def is_beside(left: Lattice, right: Lattice, height: float) -> bool:
    """Whether ``right``, a page later, is the next strip of the sheet and not another table."""
    if right.page != left.page + 1 or abs(left.ys[-1] - right.ys[-1]) > _SAME or left.ys[-1] > _FULL * height:
        return False
    few, many = sorted((left.ys, right.ys), key=len)
    if len(few) <= _ROWS:
        return False
    alike = sum(1 for at in few if any(abs(at - other) <= _SAME for other in many))
    known, texts = _texts(left), _texts(right)
    return alike >= _ALIKE * len(few) and len(known & texts) <= _SHARED * len(texts)


def warning(strips: Iterable[int]) -> list[str]:
    """What a user is told of the pages with a strip of a sheet, but for its first."""
    named = "、".join(map(str, strips))
    return [f"第 {named} 页像是前一页右边的部分，一张宽表分印在几页上，没有接起来；请设为一页宽再导出"] if named else []


def _texts(lattice: Lattice) -> set[str]:
    return {text for one in lattice.fields if len(text := "".join(one.lines)) > 1}
