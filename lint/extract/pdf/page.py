"""What stands on a page: characters with their boxes, and the ruling lines. The only module that talks to pdfium.

Coordinates are points from the upper left corner of the page before any rotation, x to the right and y downwards.
"""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2 as pdfium
from msgspec import Struct
from pypdfium2 import raw

from lint.errors import InputError

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


class Char(Struct, gc=False):
    """A visible character: its box, the middle of it, and whether a blank stands before it."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    x: float
    y: float
    blank: bool = False


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
    chars, unmapped = _chars(page, origin)
    shapes = _Shapes(origin)
    shapes.read(page.raw, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, 0)
    pictured = min(1.0, shapes.pictured / (width * height))
    return Page(number, width, height, chars, shapes.level, shapes.upright, pictured, unmapped)


def _chars(page: Any, origin: tuple[float, float]) -> tuple[list[Char], int]:
    """The visible characters, and how many of them have no known text."""
    text_page = page.get_textpage()
    own = text_page.raw
    box = raw.FS_RECTF()
    ref = ctypes.byref(box)
    box_of, is_generated = raw.FPDFText_GetLooseCharBox, raw.FPDFText_IsGenerated
    left, top = origin
    found: list[Char] = []
    typed = gap = False
    unmapped = high = 0
    for index, code in enumerate(_codes(text_page)):
        if code <= _SPACE or code in _CONTROL:
            generated = bool(is_generated(own, index))
            typed, gap = typed or not generated, gap or generated
            unmapped += code < _SPACE and code not in _CONTROL
            continue
        if code >= _SURROGATES:
            if code < _LOW_SURROGATES:
                high = code
                continue
            unmapped += _PRIVATE <= code < _PRIVATE_END or code == _REPLACED
        text = _paired(high, code) if high else chr(code)
        high = 0
        blank = typed
        if gap:
            blank = blank or (bool(found) and _is_latin(found[-1].text) and _is_latin(text))
            gap = False
        typed = False
        box_of(own, index, ref)
        x0, y0, x1, y1 = box.left - left, top - box.top, box.right - left, top - box.bottom
        found.append(Char(text, x0, y0, x1, y1, (x0 + x1) / 2, (y0 + y1) / 2, blank))
    text_page.close()
    return found, unmapped


def _codes(text_page: Any) -> Sequence[int]:
    """The codes of all characters of a page, in UTF-16: at one go, where the text has one for each character."""
    count = text_page.count_chars()
    buffer = (ctypes.c_ushort * (count + 1))()
    if count and raw.FPDFText_GetText(text_page.raw, 0, count, buffer) == count + 1:
        return list(buffer)[:count]
    return [raw.FPDFText_GetUnicode(text_page.raw, index) for index in range(count)]


def _paired(high: int, low: int) -> str:
    """The character of two units of UTF-16."""
    return chr(0x10000 + ((high - _SURROGATES) << 10) + (low - _LOW_SURROGATES))


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
