"""A drawing as a Word document, with merged cells, header rows that repeat, and a page for each project."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from html import escape
from itertools import count
from pathlib import Path

from tests.corpus.drawing import Drawing, Form

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    ),
}
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/>'
    "</Relationships>"
)
_TWIPS = 56.7  # a millimetre
_FACE = "Noto Sans CJK SC"
_FONT = f'<w:rPr><w:rFonts w:ascii="{_FACE}" w:hAnsi="{_FACE}" w:eastAsia="{_FACE}"/><w:sz w:val="18"/></w:rPr>'
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_LINES = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in _SIDES)
_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
_SECTION = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="800" w:right="800" w:bottom="800" w:left="800" w:header="400" w:footer="400" w:gutter="0"/>'
    "</w:sectPr>"
)


def docx_of(drawing: Drawing, *, pages: bool = True) -> bytes:
    """The bytes of a docx; with ``pages``, a table with the paragraphs above it begins a new page."""
    body: list[str] = []
    parts = drawing.parts
    ids = count()
    for number, part in enumerate(parts):
        if isinstance(part, Form):
            body.append(_table(part, ids))
            if pages and number + 1 < len(parts):
                body.append(_BREAK)
        else:
            body.append(_paragraph(part))
    comments = [box.comment for form in drawing.forms for row in form.rows for box in row if box.comment]
    return packed(f"<w:document {_W}><w:body>{''.join(body)}{_SECTION}</w:body></w:document>", comments)


def packed(document: str, comments: Sequence[str] = ()) -> bytes:
    """A docx around the XML of its document part."""
    parts = {**_PARTS, "word/document.xml": document}
    if comments:
        notes = "".join(
            f'<w:comment w:id="{at}" w:author="张三">{_paragraph(c)}</w:comment>' for at, c in enumerate(comments)
        )
        parts |= {
            "word/_rels/document.xml.rels": _RELATIONS,
            "word/comments.xml": f"<w:comments {_W}>{notes}</w:comments>",
        }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return stream.getvalue()


def _paragraph(text: str, comment: int | None = None) -> str:
    own = f'<w:r>{_FONT}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'
    if comment is not None:
        mark = f'<w:commentRangeEnd w:id="{comment}"/><w:r><w:commentReference w:id="{comment}"/></w:r>'
        own = f'<w:commentRangeStart w:id="{comment}"/>{own}{mark}'
    return f"<w:p>{own}</w:p>"


def _table(form: Form, ids: Iterator[int]) -> str:
    starts = {(cell.row, cell.column): cell.box for cell in form.placed()}
    covered = form.covered()
    widths = [int(width * _TWIPS) for width in form.widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = []
    for row in range(len(form.rows)):
        cells = []
        for column in range(len(widths)):
            above = covered.get((row, column))
            if (row, column) in starts:
                box = starts[row, column]
                merge = '<w:vMerge w:val="restart"/>' if box.down > 1 else ""
                right, text = box.right, box.text
                number = next(ids) if box.comment else None
            elif above is not None and above.column == column:
                merge, right, text = "<w:vMerge/>", above.box.right, ""
                number = None
            else:
                continue
            width = sum(widths[column : column + right])
            span = f'<w:gridSpan w:val="{right}"/>' if right > 1 else ""
            properties = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}</w:tcPr>'
            cells.append(f"<w:tc>{properties}{_paragraph(text, number)}</w:tc>")
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    properties = f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{_LINES}</w:tblBorders>'
    properties = f'<w:tblPr>{properties}<w:tblLayout w:type="fixed"/></w:tblPr>'
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def write_docx(drawing: Drawing, path: Path) -> Path:
    """Write a docx and return its path."""
    path.write_bytes(docx_of(drawing))
    return path
