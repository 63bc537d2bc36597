"""Plain text: rows of cells parted by tabs (or bars), or one cell a line with blank lines between rows.

Both are what office documents look like once saved or converted to text. A line tells itself:

* two tabs or more, or text before a tab: a row, its cells parted by tabs; likewise two bars or more
* a tab and then text without further tabs: one cell of a row; rows are parted by blank lines
* no tab: the rest of the cell above, where a row is under way that lacks cells, else a paragraph

Comments that speak to jixiao are blanked out first and their lines passed over: all else is read, and stands, as if
they were not there.

"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lint.errors import InputError
from lint.extract.blocks import Block, Paragraph, Row, Table
from lint.extract.comments import Unresolved, without_comments
from lint.extract.encoding import decode
from lint.extract.headers import NUMBERED, Headers, is_contents_line, is_contents_row
from lint.extract.positions import Positions, line_spans
from lint.extract.source import Limits, Reading, Source, too_many_cells
from lint.model.cell import Cell
from lint.model.place import Place, TextLocation
from lint.text.regex import lazy

_BLANKS = " \t\r\n\v\f\xa0\u3000\ufeff\u200b"
_LINE_BREAKS = lazy(r"[ \t\xa0\u3000]*(?:\r\n|\r|\n)\s*")
_MARKDOWN_RULE = lazy(r"[\s|:+│┃｜─━┼-]+")
_HASHES = lazy(r"#{1,6}\s+")
_BREAK = lazy(r"<br\s*/?>")
_BOLD = "**"
_ESCAPED = "\\|"
_BARE_BAR = lazy(r"(?<!\\)\|")
"""A bar that is written as \\| belongs to the cell's text."""
_RULES = ("|---", "| ---", "|:--", "| :--", "| **")
"""What only tables in markdown have; there, line breaks in cells are written as <br>."""
_BARS = 2
_OTHER_BARS = "│┃｜"


class TextLocator:
    """Lines and columns of places in decoded text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.positions = Positions(text)

    def locate(self, place: Place, start: int, end: int) -> TextLocation:
        """The range from ``start`` to ``end``, counted from the place."""
        return TextLocation(self.positions.at(place + start), self.positions.at(place + end))

    def holds(self, place: Place, start: int, end: int, expected: str) -> bool:
        """Whether ``expected`` stands there: text is its own source."""
        return self.text[place + start : place + end] == expected


class TextReader:
    """Reads plain text and markdown. Needs the header words to know titles from cells."""

    formats = frozenset({"text", "markdown"})

    def __init__(self, headers: Headers) -> None:
        self.headers = headers

    def read(self, source: Source) -> Reading:
        """Decode and read; `InputError` for an unknown encoding or too many cells."""
        text, encoding = decode(source.data, source.encoding)
        shown, lines, comments = without_comments(text, line_spans(text))
        blocks = _Blocks(shown, self.headers, source.limits, comments).read(lines)
        return Reading(blocks, TextLocator(text), encoding, comments=comments.all())


class _Blocks:
    """Collects the blocks of one text, line by line."""

    def __init__(self, text: str, headers: Headers, limits: Limits, comments: Unresolved) -> None:
        self.text = text
        self.headers = headers
        self.limits = limits
        self.comments = comments
        self.room = limits.cells
        self.markdown = any(rule in text for rule in _RULES)
        self.blocks: list[Block] = []
        self.rows: list[Row] = []
        self.barred: list[tuple[int, bool]] = []  # rows parted by bars, and whether each begins with one
        self.open: list[tuple[int, int]] = []  # cells of the row under way, one cell a line
        self.open_joined = False
        self.sizes: Counter[int] = Counter()
        self.gap = 0  # blank lines above

    def read(self, lines: Sequence[tuple[int, int]]) -> list[Block]:
        for (begin, end), (_, stop) in zip(lines, [*lines[1:], (0, 0)], strict=True):
            self._line(begin, end, stop)
        self._end_table()
        return self.blocks

    def _line(self, begin: int, end: int, stop: int) -> None:
        """Take a line; ``stop`` is where the next one ends."""
        line = self.text[begin:end]
        if "\t" in line:
            bare = line.strip(" \r")
            inner = bare[1:].rstrip(_BLANKS) if bare.startswith("\t") else bare
            if bare.count("\t") == 1 and bare.startswith("\t"):
                self._cell(begin + line.index("\t") + 1, end)
            elif "\t" not in inner.strip(_BLANKS) and not bare.startswith("\t") and not self._is_row(bare, end, stop):
                self._unparted(begin, end, line)  # a line with stray tabs at its end
            elif is_contents_row(line):
                self._paragraph(begin, end)
            else:
                self._row(line, begin, "\t")
        elif not line.strip(_BLANKS):
            self.gap += 1
            return
        elif (bar := _bar(line)) and (line.count(bar) >= _BARS or self._is_pair(line, bar, end, stop)):
            if not _MARKDOWN_RULE.fullmatch(line):
                closed = line.rstrip().endswith(bar)
                self.barred.append((len(self.rows) + bool(self.open), line.lstrip().startswith(bar)))
                self._row(line[: line.rindex(bar)] if closed else line, begin, bar, closed)
        elif self.rows and not self.gap and not self.open and self._is_lone_label(line, end, stop):
            self._row(line, begin, "\t")
        else:
            self._unparted(begin, end, line)
        self.gap = 0

    def _is_row(self, line: str, end: int, stop: int) -> bool:
        """Whether text with tabs behind it is a row of a table, its other cells empty: rows stand above or below it."""
        if self.open:
            return False
        text = line.strip(_BLANKS)
        if line.count("\t") > 1 and self.headers.label(text) is not None:
            return True
        if is_contents_line(text):
            return False
        above = bool(self.rows) and not self.gap
        return above or self.text.find("\t", end, stop) >= 0

    def _is_lone_label(self, line: str, end: int, stop: int) -> bool:
        """Whether a line between two rows is a label whose blank cells went without their tabs."""
        return self.headers.label(line.strip(_BLANKS)) is not None and self.text.find("\t", end, stop) >= 0

    def _is_pair(self, line: str, bar: str, end: int, stop: int) -> bool:
        """A label and its value with one bar between them, or such a row of a table with bars."""
        first, rest = (part.strip(_BLANKS) for part in line.split(bar, 1))
        if first and not rest and self.text.find(bar, end, stop) >= 0:
            return True
        return bool(self.barred and not self.gap) or self.headers.label(first) is not None

    def _unparted(self, begin: int, end: int, line: str) -> None:
        if self._continues(line):
            start, _ = self.open[-1]
            self.open[-1] = (start, end)
        else:
            self._paragraph(begin, end)

    def _continues(self, line: str) -> bool:
        """Whether a line without tabs belongs to the last cell of the row under way."""
        if not self.open or self.gap > 1 or is_contents_line(line):
            return False
        if self.headers.title_of(line.strip(_BLANKS)) and (self.gap or NUMBERED.match(line)):
            return False
        if not self.gap:
            return True
        usual = self.sizes.most_common(1)[0][0] if self.sizes else 2
        return len(self.open) < usual

    def _cell(self, begin: int, end: int) -> None:
        if self.gap and self.open:
            self._end_row()
        if not self.open:
            self.open_joined = not self.gap and bool(self.rows)
        self.open.append((begin, end))

    def _row(self, line: str, begin: int, mark: str, closed: bool = False) -> None:
        self._end_row()
        cells = []
        escaped = mark == "|" and _ESCAPED in line
        for raw in _BARE_BAR.split(line) if escaped else line.split(mark):
            text = raw.strip()
            cells.append(Cell(text.replace(_ESCAPED, mark) if escaped else text, raw, begin))
            begin += len(raw) + 1
        if self.markdown and (_BOLD in line or "<br" in line):
            cells = [Cell(_without_markup(cell.text), cell.raw, cell.place) for cell in cells]
        self._add(Row(tuple(cells), not self.gap and bool(self.rows), closed))

    def _paragraph(self, begin: int, end: int) -> None:
        self._end_table()
        cell = self._make(begin, end)
        if cell.text.startswith("#"):
            cell = Cell(_HASHES.sub("", cell.text), cell.raw, cell.place)
        self.blocks.append(Paragraph(cell))
        self.comments.meet((cell,))
        self._take(1)

    def _make(self, begin: int, end: int) -> Cell:
        raw = self.text[begin:end]
        text = raw.strip()
        if "\n" in text or "\r" in text:
            text = _LINE_BREAKS.sub("", text)
        return Cell(text, raw, begin)

    def _end_row(self) -> None:
        if self.open:
            self.sizes[len(self.open)] += 1
            self._add(Row(tuple(self._make(*span) for span in self.open), self.open_joined))
            self.open = []

    def _end_table(self) -> None:
        self._end_row()
        if self.barred and all(bordered for _, bordered in self.barred):
            for index, _ in self.barred:  # the bars at the beginning are the table's border, not an empty cell
                row = self.rows[index]
                self.rows[index] = Row(row.cells[1:], row.joined_to_last, row.closed)
        self.barred = []
        if self.rows:
            self.blocks.append(Table(tuple(self.rows)))
            self.rows = []
            self.sizes = Counter()

    def _add(self, row: Row) -> None:
        self.rows.append(row)
        self.comments.meet(row.cells)
        self._take(len(row.cells))

    def _take(self, cells: int) -> None:
        self.room -= cells
        if self.room < 0:
            raise InputError(too_many_cells(self.limits))


def _without_markup(text: str) -> str:
    """The text of a cell without what markdown needs for bold type and line breaks."""
    text = _BREAK.sub("", text)
    bold = len(text) > len(_BOLD) * 2 and text.startswith(_BOLD) and text.endswith(_BOLD)
    return text[len(_BOLD) : -len(_BOLD)].strip() if bold else text


def _bar(line: str) -> str:
    """The kind of bar that parts the cells of a line; empty where there is none."""
    return "|" if "|" in line else next((bar for bar in _OTHER_BARS if bar in line), "")
