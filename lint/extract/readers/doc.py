"""Word 97-2003 documents (doc, and wps, which is the same format): tables and paragraphs from the binary format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lint.errors import InputError
from lint.extract.grid import End, Grid, Line, Parsed, Slot
from lint.extract.source import Limits, too_many_cells
from lint.extract.wordbinary import GONE, HIDDEN_PLANE, RowShape, WordFile
from lint.extract.wordtable import Merge, settle
from lint.model.place import Parent

PART = "WordDocument"
_END = re.compile(r"[\r\x07\f]")
_ODD = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff]|[\U000f0000-\U000fffff]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1d\x1f]")
_BOXES = 6
_DEPTH = 16
_PICTURES = ("\x01", "\x08")
_IS_PICTURE = "这一格是图片，里面的文字没有读"
_HAS_OBJECT = "这一格里有嵌入的对象（如公式），没有读"
_HAS_HIDDEN = "这一格里有隐藏的文字，没有检查"


def parse(data: bytes, limits: Limits) -> Parsed:
    """The tables and paragraphs of a document; what stands in its text boxes comes last.

    Raises:
        InputError: it is encrypted, too old, damaged, or costs more than the limits allow.
    """
    file = WordFile(data)
    walk = _Walk(limits)
    walk.read(file, 0, file.lengths[0])
    before = sum(file.lengths[:_BOXES])
    walk.in_box = True
    walk.read(file, before, before + file.lengths[_BOXES])
    return Parsed(walk.blocks)


@dataclass(slots=True)
class _Text:
    """The text of a cell or paragraph, whether it is hidden, and what of it was not read."""

    text: str
    hidden: bool = False
    problem: str = ""


@dataclass(slots=True)
class _Table:
    """A table under way."""

    rows: list[tuple[list[_Text], RowShape | None]] = field(default_factory=list)
    cells: list[_Text] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    inner: list[tuple[int, int, _Table]] = field(default_factory=list)
    """Nested tables, by the row and cell that they stand in."""


class _Walk:
    """Goes over the paragraphs; each says how deep in tables it stands, and whether it ends a row."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.blocks: list[Grid | Line | End] = []
        self.open: list[_Table] = []
        self.tables = 0
        self.cells = 0
        self.paragraphs = 0
        self.in_box = False

    def read(self, file: WordFile, start: int, end: int) -> None:
        """Read the paragraphs of a stretch of the text."""
        text, begin, end = file.text, start, min(end, len(file.text))
        for mark in _END.finditer(text, start, end):
            at = mark.start()
            if mark[0] == "\f" and file.place(at) not in file.ends:
                continue  # a page break inside a paragraph
            found = file.properties(at)
            content, begin = text[begin:at], at + 1
            depth = max(found.depth, 1) if mark[0] == "\x07" else max(found.depth, 0)
            self._to_depth(depth)
            if not depth:
                self.paragraphs += not self.in_box
                self._line(content)
                continue
            table = self.open[-1]
            if found.ends_row:
                table.rows.append((table.cells, found.shape))
                table.cells, table.paragraphs = [], []
            else:
                table.paragraphs.append(content)
                if mark[0] == "\x07" or found.ends_cell:
                    self._end_cell(table)
        self._to_depth(0)
        if begin < end:
            self._line(text[begin:end])

    def _line(self, content: str) -> None:
        made = _seen([content])
        if made.text.strip():
            self.blocks.append(Line(made.text, max(self.paragraphs, 1), PART, made.hidden))

    def _end_cell(self, table: _Table) -> None:
        table.cells.append(_seen(table.paragraphs))
        table.paragraphs = []
        self.cells += 1
        if self.cells > self.limits.cells:
            raise InputError(too_many_cells(self.limits))

    def _to_depth(self, depth: int) -> None:
        """Begin or end tables, so that ``depth`` of them are under way."""
        if depth > _DEPTH:
            raise InputError(f"表里套表超过 {_DEPTH} 层，没有读取；请把里面的表移到外面再检查")
        while len(self.open) > depth:
            table = self.open.pop()
            if table.paragraphs:
                self._end_cell(table)
            if table.cells:  # a row that nothing ends
                table.rows.append((table.cells, None))
            if self.open:
                outer = self.open[-1]
                outer.inner.append((len(outer.rows), len(outer.cells), table))
            else:
                self.tables += 1
                self.blocks += _grids(table, self.tables, None)
        while len(self.open) < depth:
            self.open.append(_Table())


def _grids(table: _Table, index: int, parent: Parent | None) -> Iterator[Grid]:
    """A table, and behind it those nested in it."""
    rows = [(cells, shape if shape and len(shape.edges) > len(cells) else None) for cells, shape in table.rows]
    edges = sorted({edge for _, shape in rows if shape for edge in shape.edges})
    columns = {edge: number for number, edge in enumerate(edges)}
    slots: list[Slot] = []
    merged: dict[int, Merge] = {}
    by_place: dict[tuple[int, int], Slot] = {}
    for number, (cells, shape) in enumerate(rows):
        for cell, found in enumerate(cells):
            column, right = (columns[shape.edges[cell]], columns[shape.edges[cell + 1]]) if shape else (cell, cell + 1)
            slot = Slot(number, column, found.text, 1, max(right - column, 1), found.hidden, found.problem)
            if shape and cell in shape.merged:
                merged[len(slots)] = shape.merged[cell]
            by_place[number, cell] = slot
            slots.append(slot)
    if slots:
        yield Grid(settle(slots, merged, edges), index, PART, parent)
    numbers: dict[tuple[int, int], int] = {}
    for row, cell, inner in table.inner:
        if holder := by_place.get((row, cell)):
            numbers[row, cell] = numbers.get((row, cell), 0) + 1
            yield from _grids(inner, numbers[row, cell], Parent(index, holder.row + 1, holder.column + 1, parent))


def _seen(paragraphs: list[str]) -> _Text:
    """What a person sees of paragraphs."""
    raw = "\n".join(paragraphs)
    if not _ODD.search(raw):
        return _Text(raw)
    shown, problem = zip(*map(_without_codes, paragraphs), strict=True) if paragraphs else ((), ())
    text = "\n".join(shown).replace(GONE, "")
    problem_found = next(filter(None, problem), "")
    pictured = any(mark in text for mark in _PICTURES)
    text = _CONTROLS.sub("", text.replace("\x0c", "").replace("\x1e", "-"))
    hidden = False
    if any(ord(character) >= HIDDEN_PLANE for character in text):
        seen = "".join(character for character in text if ord(character) < HIDDEN_PLANE)
        hidden = not seen.strip()
        problem_found = problem_found or ("" if hidden else _HAS_HIDDEN)
        text = "".join(map(_raised, text)) if hidden else seen
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if pictured and not text.strip():
        problem_found = problem_found or _IS_PICTURE
    return _Text(text, hidden, problem_found)


def _raised(character: str) -> str:
    return chr(ord(character) - HIDDEN_PLANE) if ord(character) >= HIDDEN_PLANE else character


def _without_codes(text: str) -> tuple[str, str]:
    """A paragraph with the results of its fields only, and what of them cannot be read."""
    if "\x13" not in text:
        return text, ""
    kept: list[str] = []
    fields: list[bool] = []  # of each field under way, whether its code is read
    code, problem = "", ""
    for piece in re.split(r"([\x13\x14\x15])", text):
        if piece == "\x13":
            fields.append(True)
            code = ""
        elif piece == "\x14" and fields:
            fields[-1] = False
            problem = problem or (_HAS_OBJECT if code.split()[:1] == ["EMBED"] else "")
        elif piece == "\x15" and fields:
            problem = problem or (_HAS_OBJECT if fields.pop() and code.split()[:1] in (["EQ"], ["eq"]) else "")
        elif True not in fields:
            kept.append(piece)
        else:
            code += piece
    return "".join(kept), problem
