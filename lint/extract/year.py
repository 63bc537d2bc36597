"""The budget year of a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from lint.extract.blocks import Block, Paragraph, Row, Table
from lint.text.fold import fold
from lint.text.regex import lazy

_YEAR = lazy(r"(20\d\d)年度?(?=[^,，。；]{0,12}(?:预算|绩效|公开))")
_ALONE = lazy(r"\(?(?:(20\d\d)年度?|(?:预算|申报|填报|项目)?年度:?(20\d\d)(?:年度?)?)\)?")
"""A line below the title that says nothing but the year: （2027年度）, 预算年度：2027."""
_LONGEST_HEADING = 60


def budget_year(blocks: Sequence[Block], path: str) -> int | None:
    """The budget year: the one that most headings of the document name, else the one in the file's name.

    Headings are paragraphs; where these name none, rows of tables with one filled cell (a sheet has nothing else), and
    lines that hold the year alone.
    """
    found: Counter[str] = Counter()
    for texts in (_paragraphs(blocks), _rows(blocks)):
        if not found:
            found.update(year for text in texts for year in _YEAR.findall(text))
    for texts in (_paragraphs(blocks), _rows(blocks)):
        if not found:
            alone = (_ALONE.fullmatch(text.replace(" ", "")) for text in texts)
            found.update(year[1] or year[2] for year in alone if year)
    if not found:
        found.update(re.findall(r"20\d\d", path.rsplit("/", 1)[-1])[:1])
    return int(found.most_common(1)[0][0]) if found else None


def _paragraphs(blocks: Sequence[Block]) -> Iterator[str]:
    texts = (block.cell.text for block in blocks if isinstance(block, Paragraph))
    return (fold(text) for text in texts if len(text) < _LONGEST_HEADING and "20" in text)


def _rows(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        for row in block.rows if isinstance(block, Table) else ():
            text = row.cells[0].text
            if "20" in text and len(text) < _LONGEST_HEADING and not is_wide(row):
                yield fold(text)


def is_wide(row: Row) -> bool:
    """Whether a row has more than one filled cell."""
    return sum(1 for cell in row.cells if cell.text) > 1
