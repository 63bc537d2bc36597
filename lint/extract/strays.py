"""Words of an indicator table that stand outside of tables: it is one whose cells could not be told apart."""

from __future__ import annotations

from msgspec import Struct, field

from lint.extract.headers import Headers
from lint.extract.layout import is_column_word
from lint.model.cell import Cell
from lint.text.lexicon import Lexicon
from lint.text.regex import lazy

_PARTED = lazy(r"[ \u3000]{2,}|[│┃｜|\t]")
_LONGEST = 200
_FEWEST = 4
"""So many words of headers and categories outside of tables make a table that was not recognised."""


class Strays(Struct):
    """Collects the words, paragraph by paragraph."""

    lexicon: Lexicon
    headers: Headers
    found: dict[str, Cell] = field(default_factory=dict)

    def note(self, cell: Cell) -> None:
        """Remember the words of a paragraph, if it is made of such."""
        if len(cell.text) > _LONGEST or not (self.found or cell.text[:1] in self.headers.initials):
            return
        for word in _PARTED.split(cell.text):
            if is_column_word(word, self.headers) or (self.found and self.lexicon.categories.level2(word)):
                self.found.setdefault(word, cell)

    def end(self) -> Cell | None:
        """Forget the words; the paragraph of the first if they are enough for a table."""
        found, self.found = self.found, {}
        return next(iter(found.values())) if len(found) >= _FEWEST else None
