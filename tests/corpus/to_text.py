"""A drawing as text, as a copy from Word gives it: cells parted by tabs, covered places blank."""

from __future__ import annotations

from tests.corpus.drawing import Drawing, Form


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
    return "".join("\t".join(line) + "\n" for line in lines) + "\n"
