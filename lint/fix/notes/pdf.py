"""Marks in PDF files, at the cells that they are about, and a page in front with the summary.

What is new is written behind the old bytes, which stay as they are. The page in front uses a font that every viewer
has for simplified Chinese, instead of carrying one of many megabytes.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from typing import Any

from lint.errors import InputError
from lint.fix.notes.base import AUTHOR, Annotated, Note, Summary
from lint.model.finding import Severity
from lint.model.place import PdfLocation, Region
from lint.report.columns import shorten, width

_NAME = "jixiao-"
_MARK = "/JixiaoSummary"
_COLORS = {Severity.ERROR: (1.0, 0.72, 0.72), Severity.WARNING: (1.0, 0.86, 0.55), Severity.INFO: (0.75, 0.87, 1.0)}
_PAGE = (595, 842)
_MARGIN, _SIZE, _LEADING = 56, 11, 18
_COLUMNS = 86
_HALF = 0.5


def annotate_pdf(data: bytes, notes: Sequence[Note], summary: Summary) -> Annotated:
    """The file with a mark for each note; marks that were ours before are replaced, those of people stay."""
    writer = _open(remove_pdf(data))
    unplaced = []
    for number, note in enumerate(notes):
        regions = note.location.regions if isinstance(note.location, PdfLocation) else ()
        for part, region in enumerate(regions):
            _add(writer, writer.pages[region.page - 1], region, note, f"{_NAME}{number}-{part}")
        if not regions:
            unplaced.append(number)
    _put_in_front(writer, summary)
    return Annotated(_written(writer), tuple(unplaced))


def remove_pdf(data: bytes) -> bytes:
    """The file without our marks and page; the very same bytes where there are none."""
    writer = _open(data)
    from pypdf.generic import ArrayObject, NameObject  # noqa: PLC0415

    changed = False
    for page in list(writer.pages):
        known = page.get("/Annots")
        known = list(known.get_object()) if known is not None else []
        kept = [mark for mark in known if not str(mark.get_object().get("/NM", "")).startswith(_NAME)]
        if len(kept) < len(known):
            page[NameObject("/Annots")] = ArrayObject(kept)
            changed = True
    for number in reversed([number for number, page in enumerate(writer.pages) if _MARK in page]):
        writer.remove_page(number)
        changed = True
    return _written(writer) if changed else data


def _open(data: bytes) -> Any:
    from pypdf import PdfWriter  # noqa: PLC0415 - a tenth of a second, for PDF only
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells standard error of every oddity
    try:
        return PdfWriter(io.BytesIO(data), incremental=True)
    except (PyPdfError, ValueError, KeyError, RecursionError) as error:
        raise InputError("这个 PDF 的结构不正常，写不进批注；请用办公软件重新导出") from error


def _written(writer: Any) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _add(writer: Any, page: Any, region: Region, note: Note, name: str) -> None:
    """A highlight over a box, with the note's words."""
    from pypdf.generic import (  # noqa: PLC0415
        ArrayObject,
        DictionaryObject,
        FloatObject,
        NameObject,
        NumberObject,
        TextStringObject,
    )

    left, top, right, bottom = region.box
    box = page.cropbox
    x, high = float(box.left), float(box.top)
    corners = (x + left, high - bottom, x + right, high - top)
    quad = (corners[0], corners[3], corners[2], corners[3], corners[0], corners[1], corners[2], corners[1])
    color = _COLORS[note.severity]
    mark = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Highlight"),
            NameObject("/Rect"): ArrayObject(map(FloatObject, corners)),
            NameObject("/QuadPoints"): ArrayObject(map(FloatObject, quad)),
            NameObject("/C"): ArrayObject(map(FloatObject, color)),
            NameObject("/F"): NumberObject(4),
            NameObject("/T"): TextStringObject(AUTHOR),
            NameObject("/NM"): TextStringObject(name),
            NameObject("/Contents"): TextStringObject("\n".join(note.lines)),
            NameObject("/AP"): DictionaryObject({NameObject("/N"): _appearance(writer, corners, color)}),
        }
    )
    known = page.get("/Annots")
    marks = ArrayObject(known.get_object() if known is not None else [])
    marks.append(writer._add_object(mark))
    page[NameObject("/Annots")] = marks


def _appearance(writer: Any, corners: tuple[float, ...], color: tuple[float, float, float]) -> Any:
    """How the highlight looks: the colour multiplied with what is below. Without it viewers draw what they like."""
    from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, StreamObject  # noqa: PLC0415

    wide, high = corners[2] - corners[0], corners[3] - corners[1]
    red, green, blue = color
    stream = StreamObject()
    stream.set_data(f"/Jx gs {red} {green} {blue} rg 0 0 {wide:.2f} {high:.2f} re f".encode())
    blend = DictionaryObject(
        {NameObject("/Type"): NameObject("/ExtGState"), NameObject("/BM"): NameObject("/Multiply")}
    )
    stream.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject(map(FloatObject, (0, 0, wide, high))),
            NameObject("/Matrix"): ArrayObject(map(FloatObject, (1, 0, 0, 1, corners[0], corners[1]))),
            NameObject("/Resources"): DictionaryObject(
                {NameObject("/ExtGState"): DictionaryObject({NameObject("/Jx"): blend})}
            ),
        }
    )
    return writer._add_object(stream)


def _put_in_front(writer: Any, summary: Summary) -> None:
    from pypdf.generic import BooleanObject, DictionaryObject, NameObject, StreamObject  # noqa: PLC0415

    pages = list(_pages(_lines(summary)))
    for number, lines in enumerate(pages):
        writer.insert_blank_page(*_PAGE, index=number)
        page = writer.pages[number]
        text = StreamObject()
        text.set_data("\n".join(_drawn(lines)).encode())
        page[NameObject("/Contents")] = writer._add_object(text)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/Song"): _font(writer)})}
        )
        page[NameObject(_MARK)] = BooleanObject(True)


def _lines(summary: Summary) -> Iterator[str]:
    yield summary.title
    yield ""
    for line in summary.lines:
        yield from _wrapped(line)
    yield ""
    columns = [max(width(row[at]) for row in (summary.header, *summary.rows)) for at in range(len(summary.header))]
    for row in (summary.header, *summary.rows) if summary.rows else ():
        yield "  ".join(text + " " * (columns[at] - width(text)) for at, text in enumerate(row))


def _wrapped(line: str) -> Iterator[str]:
    rest = line
    while width(rest) > _COLUMNS:
        part = shorten(rest, _COLUMNS + 1).removesuffix("…")
        yield part
        rest = rest[len(part) :]
    yield rest


def _pages(lines: Iterator[str]) -> Iterator[list[str]]:
    room = (_PAGE[1] - 2 * _MARGIN) // _LEADING
    page: list[str] = []
    for line in lines:
        page.append(line)
        if len(page) == room:
            yield page
            page = []
    if page:
        yield page


def _drawn(lines: Sequence[str]) -> Iterator[str]:
    """Text operators; each character is placed by itself, two columns for a Chinese one."""
    yield "BT"
    for number, line in enumerate(lines):
        size = _SIZE
        yield f"/Song {size} Tf 1 0 0 1 {_MARGIN} {_PAGE[1] - _MARGIN - number * _LEADING} Tm"
        pieces = []
        for character in line:
            code = character if ord(character) <= 0xFFFF else "□"
            lacking = (1 - _HALF * width(character)) * 1000
            pieces.append(f"<{ord(code):04x}> {lacking:.0f}" if lacking else f"<{ord(code):04x}>")
        yield f"[{' '.join(pieces)}] TJ"
    yield "ET"


def _font(writer: Any) -> Any:
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject  # noqa: PLC0415

    system = {"/Registry": TextStringObject("Adobe"), "/Ordering": TextStringObject("GB1")}
    info = DictionaryObject({NameObject(key): value for key, value in system.items()})
    info[NameObject("/Supplement")] = NumberObject(4)
    descriptor = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/FontDescriptor"),
            NameObject("/FontName"): NameObject("/STSong-Light"),
            NameObject("/Flags"): NumberObject(6),
            NameObject("/FontBBox"): ArrayObject(map(NumberObject, (-25, -254, 1000, 880))),
            NameObject("/ItalicAngle"): NumberObject(0),
            NameObject("/Ascent"): NumberObject(880),
            NameObject("/Descent"): NumberObject(-120),
            NameObject("/CapHeight"): NumberObject(880),
            NameObject("/StemV"): NumberObject(93),
        }
    )
    below = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/CIDFontType0"),
            NameObject("/BaseFont"): NameObject("/STSong-Light"),
            NameObject("/CIDSystemInfo"): info,
            NameObject("/FontDescriptor"): writer._add_object(descriptor),
            NameObject("/DW"): NumberObject(1000),
        }
    )
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type0"),
            NameObject("/BaseFont"): NameObject("/STSong-Light"),
            NameObject("/Encoding"): NameObject("/UniGB-UCS2-H"),
            NameObject("/DescendantFonts"): ArrayObject([writer._add_object(below)]),
        }
    )
    return writer._add_object(font)
