"""The binary format of Word 97-2003 ([MS-DOC]): text from its pieces, and the properties of characters and paragraphs.

A character has a position in the document (cp) and, by the piece table, one in the stream (fc); properties go by fc.
"""

from __future__ import annotations

import io
import re
import struct
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

import olefile

from lint.errors import InputError
from lint.extract.symbols import symbol, unprivate
from lint.extract.wordtable import Merge

_AGAIN = "请用 Word 或 WPS 打开，另存为 .docx 再检查"
DAMAGED = f"文件已损坏，读不了；{_AGAIN}"
HIDDEN_PLANE = 0xF0000
"""Hidden characters are moved up to this plane, so that the text keeps its length."""
GONE = "\0"
"""Stands for deleted characters."""

_MAGIC, _WORD_95 = 0xA5EC, 0xA5DC
_WORD_97 = 0xC1
_ENCRYPTED, _OTHER_TABLE = 0x0100, 0x0200
_CHPX, _PAPX, _FONTS, _CLX = 12, 13, 15, 33
_HEAD = 0x9A + 8 * (_CLX + 1)
_PAGE = 512
_COMPRESSED = 0x40000000
_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
_VARIABLE = 6
_IN_TABLE, _ROW_END, _DEPTH, _INNER_CELL, _INNER_ROW_END = 0x2416, 0x2417, 0x6649, 0x244B, 0x244C
_ELSEWHERE = (0x6645, 0x6646)
_TABLE, _VERTICAL, _HORIZONTAL, _TABS = 0xD608, 0xD62B, 0x5624, 0xC615
_DELETED, _VANISH, _SYMBOL, _FONT = 0x0800, 0x083C, 0x6A09, 0x4A4F
_ON = (b"\x01", b"\x81")
"""81: other than in the style, where neither is ever on."""
_TELLING = re.compile(rb"[\x00\x3c]\x08[\x01\x81]|\x09\x6a", re.S)
_TELLING_FONT = re.compile(_TELLING.pattern + rb"|\x4f\x4a", re.S)
_PRIVATE = re.compile("[\uf020-\uf0ff]")


@dataclass(frozen=True, slots=True)
class RowShape:
    """The edges of a row's cells in twips, and what becomes of cells that are merged away."""

    edges: tuple[int, ...]
    merged: dict[int, Merge]


@dataclass(slots=True)
class Properties:
    """What a paragraph's properties say of tables."""

    depth: int = 0
    ends_cell: bool = False
    """In a nested table; elsewhere a character of the text says it."""
    ends_row: bool = False
    shape: RowShape | None = None


@dataclass(frozen=True, slots=True)
class _Pieces:
    starts: list[int]
    places: list[int]
    widths: list[int]

    def place(self, cp: int) -> int:
        """The position in the stream of a character."""
        number = max(bisect_right(self.starts, cp) - 1, 0)
        return self.places[number] + (cp - self.starts[number]) * self.widths[number]


@dataclass
class WordFile:
    """An opened document.

    Raises:
        InputError: it is encrypted, too old, or damaged.
    """

    data: bytes
    text: str = field(init=False, default="")
    lengths: tuple[int, ...] = field(init=False, default=())
    """Characters of the text itself, footnotes, headers, macros, comments, endnotes and text boxes."""

    def __post_init__(self) -> None:
        try:
            with olefile.OleFileIO(io.BytesIO(self.data)) as file:
                self.stream: bytes = file.openstream("WordDocument").read()
                flags = self._flags()
                self.table: bytes = file.openstream("1Table" if flags & _OTHER_TABLE else "0Table").read()
                self.extra: bytes = file.openstream("Data").read() if file.exists("Data") else b""
        except OSError as error:
            raise InputError(DAMAGED, elsewhere=True) from error
        head = self.stream[:_HEAD]
        self.lengths = struct.unpack_from("<7I", head, 0x4C)
        self.shared: dict[int, Properties] = {}
        self.known: dict[bytes, Properties] = {}
        self.pieces, text = self._read_text()
        self.text = self._marked(text)

    def _flags(self) -> int:
        """What the head says of the file, if it can be read at all."""
        if len(self.stream) < _HEAD:
            raise InputError(DAMAGED, elsewhere=True)
        magic, version, _, _, _, flags = struct.unpack_from("<6H", self.stream)
        if magic == _WORD_95 or (magic == _MAGIC and version < _WORD_97):
            raise InputError(f"这是 Word 95 或更早的文档，读不了；{_AGAIN}", elsewhere=True)
        if magic != _MAGIC:
            raise InputError(DAMAGED, elsewhere=True)
        if flags & _ENCRYPTED:
            raise InputError("文件加了密码，请去掉密码后再检查", skipped=True)
        return int(flags)

    def _part(self, number: int) -> bytes:
        start, size = struct.unpack_from("<II", self.stream, 0x9A + 8 * number)
        return self.table[start : start + size]

    def _read_text(self) -> tuple[_Pieces, list[str]]:
        clx, at = self._part(_CLX), 0
        while at < len(clx) and clx[at] == 1:
            at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
        plc = clx[at + 5 :]
        count = (len(plc) - 4) // 12
        if count < 1 or clx[at] != 2:
            raise InputError(DAMAGED, elsewhere=True)
        starts = list(struct.unpack_from(f"<{count + 1}I", plc))
        pieces = _Pieces(starts[:-1], [], [])
        texts: list[str] = []
        room = 4 * len(self.stream)
        for number in range(count):
            place = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * number + 2)[0]
            compressed = bool(place & _COMPRESSED)
            width = 1 if compressed else 2
            place = (place & ~_COMPRESSED) // (2 if compressed else 1)
            size = starts[number + 1] - starts[number]
            room -= size * 2
            if size < 0 or room < 0:
                raise InputError(DAMAGED, elsewhere=True)
            raw = self.stream[place : place + size * width].ljust(size * width, b"\0")
            texts.append(raw.decode("cp1252", "replace") if compressed else _units(raw))
            pieces.places.append(place)
            pieces.widths.append(width)
        return pieces, texts

    # ── characters ──

    def _marked(self, texts: list[str]) -> str:
        """The text, with deleted and hidden characters marked and symbols as Unicode; its length stays."""
        private = any(map(_PRIVATE.search, texts))
        telling = _TELLING_FONT if private else _TELLING
        marks = [run for run in self._runs(_CHPX) if telling.search(run[2])]
        if not marks:
            return "".join(texts)
        firsts = [start for start, _, _ in marks]
        changed = []
        for text, place, width in zip(texts, self.pieces.places, self.pieces.widths, strict=True):
            number = max(bisect_right(firsts, place) - 1, 0)
            pieces, done = [], 0
            while number < len(marks) and marks[number][0] < place + len(text) * width:
                start, end, grpprl = marks[number]
                left, right = max((start - place) // width, done), min((end - place) // width, len(text))
                if right > left:
                    pieces += [text[done:left], self._changed(text[left:right], grpprl)]
                    done = right
                number += 1
            changed.append("".join((*pieces, text[done:])))
        return "".join(changed)

    def _changed(self, text: str, grpprl: bytes) -> str:
        for code, operand in sprms(grpprl):
            if code == _DELETED and operand in _ON:
                return "".join(character if character in "\r\x07\f" else GONE for character in text)
            if code == _VANISH and operand in _ON:
                text = "".join(c if c < " " or ord(c) > 0xFFFF else chr(HIDDEN_PLANE + ord(c)) for c in text)
            if code == _SYMBOL and text == "(" and len(operand) >= 4:
                font, character = struct.unpack_from("<HH", operand)
                text = symbol(self._font(font), character)
            if code == _FONT and _PRIVATE.search(text):
                text = unprivate(text, self._font(struct.unpack("<H", operand)[0]))
        return text

    def _font(self, number: int) -> str:
        return self._fonts[number] if number < len(self._fonts) else "symbol"

    @cached_property
    def _fonts(self) -> list[str]:
        plc, at, names = self._part(_FONTS), 4, []
        while at < len(plc):
            size = plc[at] + 1
            names.append(plc[at + 40 : at + size].decode("utf-16-le", "replace").partition("\0")[0])
            at += size
        return names

    # ── paragraphs ──

    @cached_property
    def _paragraphs(self) -> tuple[list[int], list[int], list[bytes]]:
        runs = list(self._runs(_PAPX))
        return [start for start, _, _ in runs], [end for _, end, _ in runs], [grpprl for _, _, grpprl in runs]

    @cached_property
    def ends(self) -> frozenset[int]:
        """The positions in the stream at which paragraphs end."""
        return frozenset(self._paragraphs[1])

    def place(self, cp: int) -> int:
        """The position in the stream behind a character."""
        return self.pieces.place(cp) + self.pieces.widths[max(bisect_right(self.pieces.starts, cp) - 1, 0)]

    def properties(self, cp: int) -> Properties:
        """The properties of the paragraph that ends with a character."""
        starts, ends, runs = self._paragraphs
        place = self.pieces.place(cp)
        number = bisect_right(starts, place) - 1
        grpprl = runs[number][2:] if number >= 0 and place < ends[number] else b""
        found = self.known.get(grpprl)
        if found is None:
            found = self.known[grpprl] = Properties()
            self._apply(grpprl, found)
        return found

    def _apply(self, grpprl: bytes, found: Properties) -> None:
        """Take the properties of a paragraph; those of wide rows stand in a stream of their own."""
        for code, operand in sprms(grpprl):
            if code in _ELSEWHERE:
                at = struct.unpack("<I", operand)[0]
                size = struct.unpack_from("<H", self.extra, at)[0] if at + 2 <= len(self.extra) else 0
                if at not in self.shared:
                    self.shared[at] = Properties()  # also ends references that go in a circle
                    self._apply(self.extra[at + 2 : at + 2 + size], self.shared[at])
                huge = self.shared[at]
                found.depth, found.shape = huge.depth or found.depth, huge.shape or found.shape
                found.ends_row, found.ends_cell = huge.ends_row or found.ends_row, huge.ends_cell or found.ends_cell
            elif code == _DEPTH:
                found.depth = struct.unpack("<i", operand)[0]
            elif code == _IN_TABLE:
                found.depth = max(found.depth, operand[0])
            elif code in (_ROW_END, _INNER_ROW_END):
                found.ends_row = operand[0] == 1
            elif code == _INNER_CELL:
                found.ends_cell = operand[0] == 1
            elif code == _TABLE:
                found.shape = _shape(operand)
            elif code == _VERTICAL and found.shape and len(operand) >= 3:
                _set(found.shape, operand[1], Merge.DOWN if operand[2] == 1 else None)
            elif code == _HORIZONTAL and found.shape:
                for cell in range(operand[0] + 1, min(operand[1], len(found.shape.edges) - 1)):
                    _set(found.shape, cell, Merge.RIGHT)

    def _runs(self, part: int) -> Iterator[tuple[int, int, bytes]]:
        """The runs of characters or paragraphs: begin, end, and properties that differ from the style's."""
        plc = self._part(part)
        count = (len(plc) - 4) // 8
        found: list[tuple[int, int, bytes]] = []
        for number in struct.unpack_from(f"<{count}I", plc, 4 * (count + 1)) if count > 0 else ():
            page = self.stream[(number & 0x3FFFFF) * _PAGE :][:_PAGE]
            if len(page) == _PAGE:
                found += _page(page, paragraphs=part == _PAPX)
        yield from sorted(found, key=lambda run: run[0])


def _page(page: bytes, *, paragraphs: bool) -> Iterator[tuple[int, int, bytes]]:
    """The runs of one page of properties."""
    count, entry = page[-1], 13 if paragraphs else 1
    if 4 * (count + 1) + entry * count >= _PAGE:
        return
    bounds = struct.unpack_from(f"<{count + 1}I", page)
    for number in range(count):
        at = page[4 * (count + 1) + entry * number] * 2
        grpprl = b""
        if at and paragraphs:
            size = page[at] * 2 - 1
            at, size = (at + 1, size) if size > 0 else (at + 2, page[min(at + 1, _PAGE - 1)] * 2)
            grpprl = page[at : at + size]
        elif at:
            grpprl = page[at + 1 : at + 1 + page[at]]
        yield bounds[number], bounds[number + 1], grpprl


def sprms(grpprl: bytes) -> Iterator[tuple[int, bytes]]:
    """The single properties of a list of them: code and operand."""
    at = 0
    while at + 3 <= len(grpprl):
        code = grpprl[at] | grpprl[at + 1] << 8
        at += 2
        kind = code >> 13
        size = _SIZES[kind]
        if code == _TABLE:
            size = 1 + (grpprl[at] | grpprl[at + 1] << 8)
        elif kind == _VARIABLE:
            if code == _TABS and grpprl[at] == 0xFF:
                return  # so many tab stops that no table's property follows
            size = 1 + grpprl[at]
        if at + size > len(grpprl):
            return
        yield code, grpprl[at : at + size]
        at += size


def _shape(operand: bytes) -> RowShape | None:
    """The cells of a row."""
    count = operand[2] if len(operand) > 2 else 0
    if len(operand) < 3 + 2 * (count + 1):
        return None
    edges = struct.unpack_from(f"<{count + 1}h", operand, 3)
    made = RowShape(tuple(accumulate(edges, max)), {})
    flags = operand[3 + 2 * (count + 1) :]
    for number in range(min(count, len(flags) // 20)):
        bits = struct.unpack_from("<H", flags, 20 * number)[0]
        _set(made, number, Merge.RIGHT if bits & 3 == 1 else Merge.DOWN if bits >> 5 & 3 == 1 else None)
    return made


def _set(shape: RowShape, cell: int, how: Merge | None) -> None:
    if how is None:
        shape.merged.pop(cell, None)
    else:
        shape.merged[cell] = how


def _units(raw: bytes) -> str:
    """Text with one character for each unit of UTF-16."""
    text = raw.decode("utf-16-le", "surrogatepass")
    return text if 2 * len(text) == len(raw) else "".join(map(chr, array("H", raw)))
