"""Where a piece of text stands in its source, and how that is told to people and editors.

A reader gives every cell a `Place` in the coordinates of its format; rules never look at it. At the edge a `Locator`
turns a place (and a stretch of the cell's text) into a `Location`, the shape of the report's schema.
"""

from __future__ import annotations

from typing import Protocol, TypeAlias

from msgspec import Struct

Place: TypeAlias = int
"""Where the raw text of a cell begins. For text: code points from the start of the decoded text.

A format whose places are no plain offsets brings a class of its own, made into this alias as a union; places are only
ever handed on to `moved` and to the document's `Locator`.
"""


def moved(place: Place, by: int) -> Place:
    """The place ``by`` characters further on in the same cell."""
    return place + by


class Position(Struct, frozen=True, gc=False):
    """A point in decoded text. Lines and columns count from 1, the offset from 0."""

    line: int
    column: int
    column_utf16: int
    offset: int


class TextLocation(Struct, frozen=True, gc=False):
    """A range of decoded text; ``end`` is exclusive."""

    start: Position
    end: Position

    @property
    def label(self) -> str:
        """For people: the line."""
        return f"第 {self.start.line} 行"


class FileLocation(Struct, frozen=True, gc=False):
    """The file as a whole."""

    label: str = "整个文件"


Location: TypeAlias = TextLocation | FileLocation


class Locator(Protocol):
    """Turns a place into a location; one for each document."""

    def locate(self, place: Place, start: int, end: int) -> Location:
        """Return the location of the raw text from ``start`` to ``end``, counted from ``place``."""
        ...
