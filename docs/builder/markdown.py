"""Writing Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence

Rows = Sequence[Sequence[str]]


def escaped(text: str) -> str:
    """Text of a document, so that Markdown shows it as it stands."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_|~\[\]])", r"\\\1", text)


def table(header: Sequence[str], rows: Rows) -> list[str]:
    """The lines of a table; cells are Markdown already, short rows are filled up."""
    width = len(header)
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    return [f"| {' | '.join(row)} |" for row in (header, ["---"] * width, *padded)]
