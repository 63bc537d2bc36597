"""A drawing as a PDF file, without an office program: borders as thin filled boxes, a font that is not embedded.

Rows may be cut by the end of a page, as Word does it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tests.corpus.drawing import Box, Drawing, Form

WIDTH, HEIGHT = 595, 842
_MARGIN = 40
_SIZE = 9
_LEADING = 13
_PADDING = 4
_MM = 72 / 25.4
_LINE = 0.6


class Canvas:
    """Pages of drawing operators; y counts downwards from the top."""

    def __init__(self) -> None:
        self.pages: list[list[str]] = [[]]
        self.notes: list[list[str]] = [[]]
        self.y = float(_MARGIN)

    def text(self, x: float, y: float, text: str) -> None:
        """Write one line; ``y`` is its top."""
        codes = text.encode("utf-16-be").hex()
        self.pages[-1].append(f"BT /F1 {_SIZE} Tf {x:.2f} {HEIGHT - y - _SIZE:.2f} Td <{codes}> Tj ET")

    def box(self, left: float, top: float, right: float, bottom: float) -> None:
        """Draw a filled box."""
        self.pages[-1].append(f"{left:.2f} {HEIGHT - bottom:.2f} {right - left:.2f} {bottom - top:.2f} re f")

    def note(self, left: float, top: float, right: float, text: str) -> None:
        """Highlight one line, and say something about it."""
        contents = ("\ufeff" + text).encode("utf-16-be").hex()
        box = f"[{left:.2f} {HEIGHT - top - _LEADING:.2f} {right:.2f} {HEIGHT - top:.2f}]"
        self.notes[-1].append(f"<</Type/Annot/Subtype/Highlight/Rect{box}/Contents<{contents}>>>")

    def new_page(self) -> None:
        """Begin a page."""
        self.pages.append([])
        self.notes.append([])
        self.y = float(_MARGIN)


def pdf_of(drawing: Drawing, *, numbered: bool = True) -> bytes:
    """The bytes of a PDF file; with ``numbered``, pages have numbers at their foot."""
    canvas = Canvas()
    for part in drawing.parts:
        if isinstance(part, Form):
            _table(canvas, part)
            canvas.y += _LEADING
        else:
            for line in _wrapped(part, WIDTH - 2 * _MARGIN):
                if canvas.y + _LEADING > HEIGHT - _MARGIN:
                    canvas.new_page()
                canvas.text(_MARGIN, canvas.y, line)
                canvas.y += _LEADING
    if numbered:
        for number, page in enumerate(canvas.pages, start=1):
            code = f"- {number} -".encode("utf-16-be").hex()
            page.append(f"BT /F1 {_SIZE} Tf {WIDTH / 2} 20 Td <{code}> Tj ET")
    notes = ["".join(page).encode() for page in canvas.notes]
    return file_of(["\n".join(page).encode() for page in canvas.pages], notes=notes)


def _wrapped(text: str, width: float) -> list[str]:
    """The lines of a text; characters of ASCII take half of the others."""
    lines, room = [""], width
    for char in text:
        size = _SIZE / 2 if char.isascii() else _SIZE
        if size > room:
            lines.append("")
            room = width
        lines[-1] += char
        room -= size
    return lines


def _table(canvas: Canvas, form: Form) -> None:
    scale = (WIDTH - 2 * _MARGIN) / sum(form.widths)
    edges = [_MARGIN + sum(form.widths[:n]) * scale for n in range(len(form.widths) + 1)]
    cells = list(form.placed())
    lines = {id(cell): _wrapped(cell.box.text, _width(edges, cell.column, cell.box)) for cell in cells}
    heights = [1] * len(form.rows)
    for cell in sorted(cells, key=lambda cell: cell.box.down):
        rows = range(cell.row, cell.row + cell.box.down)
        heights[rows[-1]] += max(0, len(lines[id(cell)]) - sum(heights[row] for row in rows))
    left_over = {id(cell): list(lines[id(cell)]) for cell in cells}
    for row, needed in enumerate(heights):
        height = needed
        own = [cell for cell in cells if cell.row <= row < cell.row + cell.box.down]
        while height:
            room = int((HEIGHT - _MARGIN - canvas.y - 2 * _PADDING) // _LEADING)
            if room < 1:
                canvas.new_page()
                continue
            part = min(height, room)
            bottom = canvas.y + part * _LEADING + 2 * _PADDING
            ends = part == height
            for cell in own:
                left, right = edges[cell.column], edges[cell.column + cell.box.right]
                if cell.box.comment and row == cell.row and height == needed:
                    canvas.note(left + _PADDING, canvas.y + _PADDING, right - _PADDING, cell.box.comment)
                for number in range(part):
                    if left_over[id(cell)]:
                        canvas.text(
                            left + _PADDING, canvas.y + _PADDING + number * _LEADING, left_over[id(cell)].pop(0)
                        )
                last = ends and row == cell.row + cell.box.down - 1
                sides = [(left, canvas.y, left + _LINE, bottom), (right, canvas.y, right + _LINE, bottom)]
                if row == cell.row or canvas.y == _MARGIN:
                    sides.append((left, canvas.y, right, canvas.y + _LINE))
                if last or part == room:
                    sides.append((left, bottom, right, bottom + _LINE))
                for side in sides:
                    canvas.box(*side)
            canvas.y = bottom
            height -= part
            if height:
                canvas.new_page()


def _width(edges: Sequence[float], column: int, box: Box) -> float:
    return edges[column + box.right] - edges[column] - 2 * _PADDING


_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
    b"/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
    b"/DW 1000/W[1 [500] 2 94 500]/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6"
    b"/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>]>>"
)


def file_of(
    contents: Iterable[bytes], resources: bytes = b"", catalog: bytes = b"", notes: Sequence[bytes] = ()
) -> bytes:
    """A PDF file with a page for each content stream and its annotations; ``resources`` are those of all pages."""
    streams = list(contents)
    kids = b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(len(streams)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(streams)),
        _FONT,
    ]
    for number, stream in enumerate(streams):
        page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>%s>>%s>>"
        own = b"/Annots[%s]" % notes[number] if notes and notes[number] else b""
        objects.append(page % (WIDTH, HEIGHT, 5 + 2 * number, resources, own))
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
    return assembled(objects)


def assembled(objects: Sequence[bytes]) -> bytes:
    """A PDF file of numbered objects, the first of which is the catalog."""
    made, offsets = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return made + end % (size, table, size, len(made))
