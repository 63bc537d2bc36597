"""Where a piece of text stands in its source, and how that is told to people and editors.

A reader gives every cell a `Place` in the coordinates of its format; rules never look at it. At the edge a `Locator`
turns a place (and a stretch of the cell's text) into a `Location`, the shape of the report's schema.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeAlias


class TextPlace(NamedTuple):
    """Begin of a cell in decoded text: code points from its start."""

    offset: int

    def moved(self, by: int) -> TextPlace:
        """The place ``by`` code points further on in the same cell."""
        return TextPlace(self.offset + by)


Place: TypeAlias = TextPlace
"""One kind of place for each family of formats; text is the only one so far."""


@dataclass(frozen=True, slots=True)
class Position:
    """A point in decoded text. Lines and columns count from 1, the offset from 0."""

    line: int
    column: int
    column_utf16: int
    offset: int


@dataclass(frozen=True, slots=True)
class TextLocation:
    """A range of decoded text; ``end`` is exclusive."""

    start: Position
    end: Position

    @property
    def label(self) -> str:
        """For people: the line."""
        return f"第 {self.start.line} 行"


@dataclass(frozen=True, slots=True)
class FileLocation:
    """The file as a whole."""

    label: str = "整个文件"


Location: TypeAlias = TextLocation | FileLocation


class Locator(Protocol):
    """Turns a place into a location; one for each document."""

    def locate(self, place: Place, start: int, end: int) -> Location:
        """Return the location of the raw text from ``start`` to ``end``, counted from ``place``."""
        ...
