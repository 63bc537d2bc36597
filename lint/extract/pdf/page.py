"""What stands on a page: characters with their boxes, and the ruling lines. The only module that talks to pdfium.

Coordinates are points from the upper left corner of the page before any rotation, x to the right and y downwards.
"""

from __future__ import annotations

import ctypes
import itertools
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2 as pdfium
from msgspec import Struct
from pypdfium2 import raw

from lint.errors import InputError
from lint.extract.comments import said

_THIN = 3.0
"""Filled shapes up to this many points thick are lines."""
_SHORTEST = 4.0
_LEVEL = 0.7
"""A segment is level or upright if it strays less than this."""
_DEEPEST = 8
_MOST_SEGMENTS = 20_000
_SPACE = 0x20
_CONTROL = frozenset(map(ord, "\t\n\v\f\r \xa0\xad\u2002\u2003\u2009\u200b\u3000\ufeff\ufffe\uffff\x00\x02"))
"""Characters that are not seen."""
_SURROGATES, _LOW_SURROGATES, _PRIVATE, _PRIVATE_END = 0xD800, 0xDC00, 0xE000, 0xF900
_REPLACED = 0xFFFD
_NARROW, _BROAD = 0.2, 1.6
"""Characters stand together if one is so wide, on the average, in terms of its height."""
_EDGE = 1.0
_LEAST_NOTE, _LARGEST_NOTE = 2 * len("jixiao:"), 1_000_000
"""Bytes of an annotation's text."""


class Char(Struct, gc=False):
    """A visible character, or several that stand together: box, middle, and whether a blank stands before it."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    x: float
    y: float
    blank: bool = False

    @property
    def wide(self) -> float:
        """The width of one character."""
        return (self.right - self.left) / len(self.text)


class Rule(NamedTuple):
    """A ruling line: its place across (y of a level line, x of an upright one), and from where to where it runs."""

    at: float
    begin: float
    end: float


class Page(NamedTuple):
    """A page: its number from 1, its size, characters in their order, and lines; the share of it that images fill."""

    number: int
    width: float
    height: float
    chars: list[Char]
    level: list[Rule]
    upright: list[Rule]
    pictured: float
    unmapped: int
    notes: Sequence[tuple[str, float, float]] = ()
    """What is said to jixiao in annotations, and the middle of each."""


def pages(data: bytes, most: int) -> Iterator[Page]:
    """The pages of a PDF file.

    Raises:
        InputError: it is damaged, encrypted, or has more than ``most`` pages.
    """
    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError("PDF 加了密码，请去掉密码后再检查", skipped=True) from error
        raise InputError("PDF 已损坏，打不开；请重新导出再检查") from error
    if count > most:
        raise InputError(f"有 {count} 页，超过 {most} 页的上限，请拆分后再检查，或用 --max-pages 放宽")
    for number in range(count):
        try:
            page = document[number]
        except pdfium.PdfiumError as error:
            raise InputError(f"PDF 的第 {number + 1} 页已损坏；请重新导出再检查") from error
        yield _page(page, number + 1)
        page.close()


def _page(page: Any, number: int) -> Page:
    width, height = page.get_size()
    if page.get_rotation() % 180:
        width, height = height, width
    left, bottom, right, top = page.get_cropbox()
    origin = (left, top)
    if right - left > 1 and top - bottom > 1:
        width, height = right - left, top - bottom
    shapes = _Shapes(origin)
    shapes.read(page.raw, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, 0)
    pictured = min(1.0, shapes.pictured / (width * height))
    chars, unmapped = _Texts(page, origin, shapes.upright).read()
    notes = list(_notes(page, origin))
    return Page(number, width, height, chars, shapes.level, shapes.upright, pictured, unmapped, notes)


def _notes(page: Any, origin: tuple[float, float]) -> Iterator[tuple[str, float, float]]:
    box = raw.FS_RECTF()
    for index in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        size = raw.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
        if _LEAST_NOTE <= size <= _LARGEST_NOTE and raw.FPDFAnnot_GetSubtype(annotation) != raw.FPDF_ANNOT_POPUP:
            buffer = ctypes.create_string_buffer(size)
            raw.FPDFAnnot_GetStringValue(
                annotation, b"Contents", ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size
            )
            text = said(buffer.raw.decode("utf-16-le", errors="replace").strip("\0").replace("\r", "\n"))
            if text and raw.FPDFAnnot_GetRect(annotation, ctypes.byref(box)):
                yield text, (box.left + box.right) / 2 - origin[0], origin[1] - (box.top + box.bottom) / 2
        raw.FPDFPage_CloseAnnot(annotation)


class _Texts:
    """Reads the characters of a page. Those that stand together are taken as one: a box costs a call into pdfium."""

    def __init__(self, page: Any, origin: tuple[float, float], upright: Sequence[Rule]) -> None:
        self.page = page.get_textpage()
        self.left, self.top = origin
        self.upright = sorted(upright)
        self.places = [rule.at for rule in self.upright]
        self.box = raw.FS_RECTF()
        self.ref = ctypes.byref(self.box)
        self.found: list[Char] = []

    def read(self) -> tuple[list[Char], int]:
        """The visible characters, and how many of them have no known text."""
        codes = _codes(self.page)
        is_generated = raw.FPDFText_IsGenerated
        typed = gap = False
        unmapped, begin = 0, -1
        for index, code in enumerate((*codes, _SPACE)):
            if code > _SPACE and code not in _CONTROL:
                unmapped += _PRIVATE <= code < _PRIVATE_END or code == _REPLACED
                begin = index if begin < 0 else begin
                continue
            if begin >= 0:
                self._take(codes, begin, index, typed, gap)
                typed = gap = False
                begin = -1
            if index < len(codes):
                generated = bool(is_generated(self.page.raw, index))
                typed, gap = typed or not generated, gap or generated
                unmapped += code < _SPACE and code not in _CONTROL
        self.page.close()
        return self.found, unmapped

    def _take(self, codes: Sequence[int], begin: int, end: int, typed: bool, gap: bool) -> None:
        """Take the characters from ``begin`` to ``end``, in one piece if they stand in one line of one cell."""
        pieces = [(begin, end)]
        left, top, right, bottom = self._box(begin)
        if end - begin > 1:
            _, last_top, right, last_bottom = self._box(end - 1)
            level = abs(top + bottom - last_top - last_bottom) < bottom - top
            room = (right - left) / (end - begin) / (bottom - top) if bottom > top else 0
            if not level or not _NARROW < room < _BROAD or self._is_parted(left, right, (top + bottom) / 2):
                pieces = _characters(codes, begin, end)
            else:
                top, bottom = min(top, last_top), max(bottom, last_bottom)
        for first, stop in pieces:
            if len(pieces) > 1:
                left, top, right, bottom = self._box(first)
            text = _text(codes, first, stop)
            blank = typed or (gap and bool(self.found) and _is_latin(self.found[-1].text[-1]) and _is_latin(text[0]))
            typed = gap = False
            self.found.append(Char(text, left, top, right, bottom, (left + right) / 2, (top + bottom) / 2, blank))

    def _box(self, index: int) -> tuple[float, float, float, float]:
        raw.FPDFText_GetLooseCharBox(self.page.raw, index, self.ref)
        box = self.box
        return box.left - self.left, self.top - box.top, box.right - self.left, self.top - box.bottom

    def _is_parted(self, left: float, right: float, y: float) -> bool:
        """Whether an upright line runs through a stretch of text."""
        between = self.upright[bisect_right(self.places, left + _EDGE) : bisect_right(self.places, right - _EDGE)]
        return any(rule.begin <= y <= rule.end for rule in between)


def _characters(codes: Sequence[int], begin: int, end: int) -> list[tuple[int, int]]:
    """Where each character begins and ends: two units make one beyond the basic plane."""
    return [
        (index, index + 1 + (_SURROGATES <= codes[index] < _LOW_SURROGATES and index + 1 < end))
        for index in range(begin, end)
        if not (index > begin and _LOW_SURROGATES <= codes[index] < _PRIVATE)
    ]


def _text(codes: Sequence[int], begin: int, end: int) -> str:
    """The text of units of UTF-16."""
    units = codes[begin:end]
    if max(units) < _SURROGATES:
        return "".join(map(chr, units))
    return b"".join(unit.to_bytes(2, "little") for unit in units).decode("utf-16-le", errors="replace")


def _codes(text_page: Any) -> Sequence[int]:
    """The codes of all characters of a page, in UTF-16: at one go, where the text has one for each character."""
    count = text_page.count_chars()
    buffer = (ctypes.c_ushort * (count + 1))()
    if count and raw.FPDFText_GetText(text_page.raw, 0, count, buffer) == count + 1:
        return list(buffer)[:count]
    return [raw.FPDFText_GetUnicode(text_page.raw, index) for index in range(count)]


def _is_latin(text: str) -> bool:
    return text.isascii() and text.isalnum()


Matrix = tuple[float, float, float, float, float, float]


class _Shapes:
    """Collects the ruling lines among the shapes of a page, those of forms inside it too."""

    def __init__(self, origin: tuple[float, float]) -> None:
        self.origin = origin
        self.level: list[Rule] = []
        self.upright: list[Rule] = []
        self.pictured = 0.0

    def read(self, holder: Any, matrix: Matrix, count: Any, get: Any, depth: int) -> None:
        for index in range(count(holder)):
            shape = get(holder, index)
            kind = raw.FPDFPageObj_GetType(shape)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(shape, matrix)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                left, top, right, bottom = self._bounds(shape, matrix)
                self.pictured += abs((right - left) * (bottom - top))
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                inner = _times(_matrix(shape), matrix)
                self.read(shape, inner, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, depth + 1)

    def _bounds(self, shape: Any, matrix: Matrix) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of a shape on the page."""
        values = [ctypes.c_float() for _ in range(4)]
        raw.FPDFPageObj_GetBounds(shape, *map(ctypes.byref, values))
        left, bottom, right, top = (value.value for value in values)
        corners = [self._point(x, y, matrix) for x in (left, right) for y in (bottom, top)]
        xs, ys = zip(*corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def _point(self, x: float, y: float, matrix: Matrix) -> tuple[float, float]:
        a, b, c, d, e, f = matrix
        return a * x + c * y + e - self.origin[0], self.origin[1] - (b * x + d * y + f)

    def _path(self, shape: Any, matrix: Matrix) -> None:
        left, top, right, bottom = self._bounds(shape, matrix)
        if right - left <= _THIN or bottom - top <= _THIN:
            self._box(left, top, right, bottom)
            return
        if not self._is_drawn(shape):
            return
        inner = _times(_matrix(shape), matrix)
        points: list[tuple[float, float]] = []
        x, y = ctypes.c_float(), ctypes.c_float()
        for index in range(min(raw.FPDFPath_CountSegments(shape), _MOST_SEGMENTS)):
            segment = raw.FPDFPath_GetPathSegment(shape, index)
            if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
                self._outline(points)
                points = []
            raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            points.append(self._point(x.value, y.value, inner))
            if raw.FPDFPathSegment_GetClose(segment) and points:
                points.append(points[0])
        self._outline(points)

    def _is_drawn(self, shape: Any) -> bool:
        """Whether a shape is stroked; one that is only filled is a background, unless it is thin."""
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(shape, ctypes.byref(mode), ctypes.byref(stroke))
        return bool(stroke.value) or raw.FPDFPath_CountSegments(shape) > 5

    def _outline(self, points: list[tuple[float, float]]) -> None:
        """Take a subpath: a thin box is a line, otherwise each straight side is one."""
        if len(points) < 2:
            return
        xs, ys = zip(*points, strict=True)
        if max(xs) - min(xs) <= _THIN or max(ys) - min(ys) <= _THIN:
            self._box(min(xs), min(ys), max(xs), max(ys))
            return
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            if abs(x0 - x1) <= _LEVEL or abs(y0 - y1) <= _LEVEL:
                self._box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def _box(self, left: float, top: float, right: float, bottom: float) -> None:
        """Take a thin box as a line along its longer side."""
        wide, high = right - left, bottom - top
        if wide >= high and wide >= _SHORTEST:
            self.level.append(Rule((top + bottom) / 2, left, right))
        elif high > wide and high >= _SHORTEST:
            self.upright.append(Rule((left + right) / 2, top, bottom))


def _matrix(shape: Any) -> Matrix:
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(shape, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(one: Matrix, other: Matrix) -> Matrix:
    """The matrix that applies ``one`` and then ``other``."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )
