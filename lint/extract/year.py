"""The budget year of a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from lint.extract.blocks import Block, Paragraph, Row, Table
from lint.text.fold import fold
from lint.text.regex import lazy

_YEAR = lazy(r"(20\d\d)年度?(?=[^,，。；]{0,12}(?:预算|绩效|公开))")
_LONGEST_HEADING = 60


def budget_year(blocks: Sequence[Block], path: str) -> int | None:
    """The budget year: the one that most headings of the document name, else the one in the file's name.

    Headings are paragraphs; where these name none, rows of tables with one filled cell (a sheet has nothing else).
    """
    found: Counter[str] = Counter()
    for block in blocks:
        if isinstance(block, Paragraph) and len(block.cell.text) < _LONGEST_HEADING:
            found.update(_YEAR.findall(fold(block.cell.text)))
    for block in blocks if not found else ():
        if isinstance(block, Table):
            for row in block.rows:
                text = row.cells[0].text
                if "20" in text and len(text) < _LONGEST_HEADING and not is_wide(row):
                    found.update(_YEAR.findall(fold(text)))
    if not found:
        found.update(re.findall(r"20\d\d", path.rsplit("/", 1)[-1])[:1])
    return int(found.most_common(1)[0][0]) if found else None


def is_wide(row: Row) -> bool:
    """Whether a row has more than one filled cell."""
    return sum(1 for cell in row.cells if cell.text) > 1
