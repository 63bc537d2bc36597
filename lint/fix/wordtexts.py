"""Where in a Word document's XML each character of a cell or paragraph stands.

The reader walks a tree from which everything unseen was cut out. Its text elements are numbered before, so that they
are found again in a tree of the untouched document.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from msgspec import Struct

from lint.extract.describe import word
from lint.extract.grid import GridLocator, Line, Parsed, Slot, reading
from lint.extract.package import Package, parse_xml
from lint.extract.readers.docx import Walk
from lint.extract.wordxml import Element, Names, clean, comments_of, set_aside

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def visible(element: Element) -> str:
    """The text of an element as Word shows it: blanks at its ends count only where the file says so."""
    text = element.text or ""
    return text if element.get(_SPACE) == "preserve" else text.strip(" \t\r\n")


class Piece(Struct, frozen=True):
    """A stretch of one text element, from ``start`` in its visible text.

    ``number`` is -1 for what cannot be written: a tab, or what Word fills in by itself.
    """

    text: str
    number: int
    start: int


class Texts:
    """The text elements of a document part, and the pieces of which the cells are made."""

    def __init__(self, package: Package, part: str, content: bytes) -> None:
        limits = package.limits
        root = parse_xml(content, part)
        self.names = Names.of(root)
        self._text = f"{self.names.word}t"
        elements = list(root.iter(self._text))
        self._numbers = {element: number for number, element in enumerate(elements)}
        owners = {element: number for number, element in enumerate(self.owners(root))}
        body = root.find(self.names.body)
        assert body is not None
        comments, _ = comments_of(package, part, self.names)
        clean(body, self.names, symbols=True)
        walk = _TracingWalk(part, self.names, limits, *set_aside(body, self.names), comments)
        walk.walk(body)
        self._traced = walk.traced
        self._owners = {part: owners.get(element, 0) for part, element in walk.owners.items()}
        locator = reading(Parsed(walk.blocks), word, limits).locator
        assert isinstance(locator, GridLocator)
        self._locator = locator

    def elements(self, root: Element) -> list[Element]:
        """The text elements of a tree of the untouched document, by number."""
        return list(root.iter(self._text))

    def owners(self, root: Element) -> list[Element]:
        """The cells and paragraphs of a tree of the untouched document, by number."""
        return list(root.iter(f"{self.names.word}tc", f"{self.names.word}p"))

    def owner(self, begin: int) -> int:
        """The number of the cell or paragraph in which a place lies."""
        at = bisect_right(self._locator.starts, begin) - 1
        return self._owners[id(self._locator.origins[at][1])]

    def pieces(self, begin: int, end: int) -> list[Piece]:
        """The pieces that make up the stretch of the document's texts, as `lint.fix.plan.span` counts."""
        locator = self._locator
        at = bisect_right(locator.starts, begin) - 1
        return _cut(self._of(at), begin - locator.starts[at], end - locator.starts[at])

    def cell(self, begin: int) -> list[Piece]:
        """All pieces of the cell or paragraph in which a place lies."""
        return self._of(bisect_right(self._locator.starts, begin) - 1)

    def _of(self, at: int) -> list[Piece]:
        made = []
        for text, element in self._traced.get(id(self._locator.origins[at][1]), ()):
            number = self._numbers.get(element, -1) if element is not None else -1
            start = visible(element).find(text) if element is not None else 0
            made.append(Piece(text, number if start >= 0 else -1, max(start, 0)))
        return made


def _cut(pieces: list[Piece], begin: int, end: int) -> list[Piece]:
    """What of pieces lies between two offsets of their joined text."""
    found, at = [], 0
    for piece in pieces:
        left, right = max(begin - at, 0), min(end - at, len(piece.text))
        if left < right:
            found.append(Piece(piece.text[left:right], piece.number, piece.start + left))
        at += len(piece.text)
    return found


class _TracingWalk(Walk):
    """The reader's walk, which also notes from which element each piece of a text comes."""

    def __init__(self, *arguments: Any) -> None:
        self.traced: dict[int, list[tuple[str, Element | None]]] = {}
        self.owners: dict[int, Element] = {}
        self._owner: Element | None = None
        super().__init__(*arguments)

    def begin(self) -> None:
        super().begin()
        self._sources: dict[int, Element] = {}  # by the number of the piece

    def _cell(self, element: Element) -> None:
        super()._cell(element)
        self._owner = element

    def _paragraph(self, element: Element) -> None:
        super()._paragraph(element)
        if self.cell is None:
            self._owner = element

    def _text(self, element: Element) -> None:
        count = len(self.pieces)
        super()._text(element)
        if len(self.pieces) > count and not self._is_filled_in(element):
            self._sources[count] = element

    def _is_filled_in(self, element: Element) -> bool:
        """Whether Word writes the text itself: the result of a field, a control bound to data."""
        word = self.names.word
        bound = f"{word}sdtPr/{word}dataBinding"
        return bool(self.fields) or any(
            above.tag == f"{word}fldSimple" or above.find(bound) is not None
            for above in element.iterancestors(f"{word}fldSimple", f"{word}sdt")
        )

    def _taken(self) -> tuple[str, bool, str]:
        seen = super()._taken()
        hidden = frozenset() if seen[1] else frozenset(self.secret)
        self._last = [
            (piece, self._sources.get(number)) for number, piece in enumerate(self.pieces) if number not in hidden
        ]
        return seen

    def _made(self, part: Slot | Line) -> None:
        self.traced[id(part)] = self._last
        if self._owner is not None:
            self.owners[id(part)] = self._owner
