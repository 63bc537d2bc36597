"""A drawing read without any file: its cells as a reader would hand them over."""

from __future__ import annotations

from lint.extract.describe import word
from lint.extract.grid import Grid, Line, Parsed, Slot, reading
from lint.extract.source import Limits, Reading
from tests.corpus.drawing import Drawing, Form


def parsed(drawing: Drawing) -> Parsed:
    """The grids and lines of a drawing."""
    blocks: list[Grid | Line] = []
    for number, part in enumerate(drawing.parts, start=1):
        if isinstance(part, Form):
            slots = [Slot(c.row, c.column, c.box.text, c.box.down, c.box.right) for c in part.placed()]
            blocks.append(Grid(slots, number))
        else:
            blocks.append(Line(part, number))
    return Parsed([*blocks])


def directly(drawing: Drawing) -> Reading:
    """The blocks of a drawing."""
    return reading(parsed(drawing), word, Limits())
