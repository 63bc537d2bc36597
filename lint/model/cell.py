"""A cell: what a reader of the document sees, what stands in the source, and where."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from lint.model.place import Place, moved


class Cell(Struct, frozen=True, gc=False):
    """A cell of a table, or a paragraph outside of tables.

    ``text`` is what a person reads: outer blanks gone, line breaks inside the cell joined. ``raw`` is the source's own
    text, of which ``text`` keeps a subsequence. ``parts`` are the cells that this one was joined from (symbol, value
    and unit in three columns; a cell that a page break cut in two); where there are any, ``text`` is their texts in a
    row and ``raw`` and ``place`` are those of the first.
    """

    text: str
    raw: str
    place: Place
    parts: tuple[Cell, ...] = ()

    def stretch(self, start: int = 0, end: int | None = None) -> tuple[Place, int, int]:
        """Where ``text[start:end]`` stands: a place and the stretch of raw text counted from it.

        A stretch that runs over several parts is cut at the end of the part in which it begins.
        """
        end = len(self.text) if end is None else end
        for part in self.parts:
            size = len(part.text)
            if start < size or part is self.parts[-1]:
                return part.stretch(min(start, size), min(max(end, start), size))
            start, end = start - size, end - size
        return self.place, *_raw_stretch(self.text, self.raw, start, end)

    def slice(self, start: int, end: int) -> Cell:
        """The cell of ``text[start:end]`` alone, at its own place; outer blanks are left out."""
        piece = self.text[start:end]
        start += len(piece) - len(piece.lstrip())
        end = start + len(piece.strip())
        if self.parts:
            parts = []
            for part in self.parts:
                size = len(part.text)
                if start < size and end > 0:
                    parts.append(part.slice(max(start, 0), min(end, size)))
                start, end = start - size, end - size
            return join(parts)
        first, last = _raw_stretch(self.text, self.raw, start, end)
        return Cell(piece.strip(), self.raw[first:last], moved(self.place, first))


def join(cells: Sequence[Cell]) -> Cell:
    """One cell of several that belong together; blank ones are left out, the first is kept where all are blank."""
    filled = [cell for cell in cells if cell.text] or list(cells[:1])
    if len(filled) == 1:
        return filled[0]
    return Cell("".join(cell.text for cell in filled), filled[0].raw, filled[0].place, tuple(filled))


def _raw_stretch(text: str, raw: str, start: int, end: int) -> tuple[int, int]:
    """The stretch of ``raw`` that holds ``text[start:end]``; ``text`` is a subsequence of ``raw``."""
    if not text:
        return 0, len(raw)
    at = raw.find(text)
    if at >= 0:
        return at + start, at + end
    offsets, position = [], 0
    for character in text:
        position = raw.index(character, position)
        offsets.append(position)
        position += 1
    last = offsets[end - 1] + 1 if end > start else offsets[min(start, len(offsets) - 1)]
    return offsets[min(start, len(offsets) - 1)], last
