"""A drawing as workbooks: xlsx by openpyxl, ods as its own XML; one sheet a table, or all of them on one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Side

from tests.corpus.drawing import Box, Drawing, Form, Placed

_THIN = Side(style="thin")
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
_MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{_OFFICE}:manifest:1.0" manifest:version="1.2">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_MIME = "application/vnd.oasis.opendocument.spreadsheet"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, its cells, and the widths of its columns in millimetres."""

    name: str
    cells: tuple[Placed, ...]
    widths: tuple[int, ...]


def sheets_of(drawing: Drawing, *, one: bool = False) -> list[Sheet]:
    """The sheets: the paragraphs above a table stand in rows merged over its width."""
    made: list[Sheet] = []
    widths = max((form.widths for form in drawing.forms), key=len, default=(180,))
    cells: list[Placed] = []
    row = 0
    for part in drawing.parts:
        if isinstance(part, Form):
            cells += [replace(cell, row=cell.row + row) for cell in part.placed()]
            row += len(part.rows) + 1
            if not one:
                made.append(Sheet(f"表{len(made) + 1}", tuple(cells), part.widths))
                cells, row = [], 0
        else:
            cells.append(Placed(row, 0, Box(part, 1, len(widths))))
            row += 1
    if cells:
        made.append(Sheet(f"表{len(made) + 1}", tuple(cells), widths))
    return made


def xlsx_of(drawing: Drawing, *, one: bool = False) -> bytes:
    """The bytes of an xlsx."""
    book = Workbook()
    book.remove(book.active)
    for made in sheets_of(drawing, one=one):
        sheet = book.create_sheet(made.name)
        for column, width in enumerate(made.widths, start=1):
            sheet.column_dimensions[sheet.cell(1, column).column_letter].width = width / 2
        for cell in made.cells:
            own = sheet.cell(cell.row + 1, cell.column + 1)
            own.value = cell.box.text or None
            own.comment = Comment(f"张三:\n{cell.box.comment}", "张三") if cell.box.comment else None
            own.data_type = "s" if cell.box.text else own.data_type
            own.alignment = Alignment(wrap_text=True, vertical="center")
            own.border = Border(_THIN, _THIN, _THIN, _THIN)
            if cell.box.down > 1 or cell.box.right > 1:
                end = (cell.row + cell.box.down, cell.column + cell.box.right)
                sheet.merge_cells(
                    start_row=cell.row + 1, start_column=cell.column + 1, end_row=end[0], end_column=end[1]
                )
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ods_of(drawing: Drawing, *, one: bool = False) -> bytes:
    """The bytes of an ods."""
    spaces = " ".join(f'xmlns:{name}="{_OFFICE}:{name}:1.0"' for name in ("office", "table", "text"))
    tables = "".join(
        f'<table:table table:name="{made.name}">{"".join(_ods_rows(made))}</table:table>'
        for made in sheets_of(drawing, one=one)
    )
    content = f'<office:document-content {spaces} office:version="1.2"><office:body><office:spreadsheet>{tables}'
    content += "</office:spreadsheet></office:body></office:document-content>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), _MIME, zipfile.ZIP_STORED)
        archive.writestr(zipfile.ZipInfo("content.xml"), f'<?xml version="1.0" encoding="UTF-8"?>{content}')
        archive.writestr(zipfile.ZipInfo("META-INF/manifest.xml"), _MANIFEST)
    return stream.getvalue()


def _ods_rows(sheet: Sheet) -> Iterator[str]:
    starts = {(cell.row, cell.column): cell.box for cell in sheet.cells}
    covered = {
        (cell.row + down, cell.column + right)
        for cell in sheet.cells
        for down in range(cell.box.down)
        for right in range(cell.box.right)
    }
    for row in range(max(place[0] for place in covered) + 1):
        cells = []
        for column in range(max(place[1] for place in covered) + 1):
            if box := starts.get((row, column)):
                spans = f' table:number-columns-spanned="{box.right}" table:number-rows-spanned="{box.down}"'
                spans = spans if box.right > 1 or box.down > 1 else ""
                text = f"<text:p>{escape(box.text, quote=False)}</text:p>" if box.text else ""
                note = f"<office:annotation><text:p>{escape(box.comment)}</text:p></office:annotation>"
                text = (note if box.comment else "") + text
                cells.append(f'<table:table-cell office:value-type="string"{spans}>{text}</table:table-cell>')
            else:
                cells.append("<table:covered-table-cell/>" if (row, column) in covered else "<table:table-cell/>")
        yield f"<table:table-row>{''.join(cells)}</table:table-row>"
