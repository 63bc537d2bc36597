"""A drawing as text, as a copy from Word gives it: cells parted by tabs, covered places blank."""

from __future__ import annotations

from collections.abc import Sequence

from tests.corpus.drawing import Box, Drawing, Form


def text_of(drawing: Drawing) -> str:
    """The text of a drawing."""
    return "\n".join(_table(part) if isinstance(part, Form) else f"{part}\n" for part in drawing.parts)


def _table(form: Form) -> str:
    lines: list[list[str]] = [[] for _ in form.rows]
    covered = form.covered()
    starts = {(cell.row, cell.column): cell.box.text.replace("\n", "") for cell in form.placed()}
    for row, line in enumerate(lines):
        for column in range(len(form.widths)):
            above = covered.get((row, column))
            if (row, column) in starts:
                line.append(starts[row, column])
            elif above is None or (above.row < row and column == above.column):
                line.append("")
    comments = [f"# {box.comment}\n" if box.comment else "" for box in (_commented(row) for row in form.rows)]
    return "".join(f"{note}" + "\t".join(line) + "\n" for note, line in zip(comments, lines, strict=True)) + "\n"


def _commented(row: Sequence[Box]) -> Box:
    """The cell of a row that has a comment: it stands in a line above the row."""
    return next((box for box in row if box.comment), row[0] if row else Box(""))
