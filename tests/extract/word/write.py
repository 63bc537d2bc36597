"""Word documents for tests, from the XML of their body."""

from __future__ import annotations

import io
import zipfile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/{}" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{}"/>'
    "</Relationships>"
)


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A package of parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return stream.getvalue()


def docx(body: str, *, part: str = "word/document.xml", prefix: str = "", namespaces: str = NAMESPACES) -> bytes:
    """A document with this body."""
    document = f"{prefix}<w:document {namespaces}><w:body>{body}</w:body></w:document>"
    return packed({"[Content_Types].xml": _TYPES.format(part), "_rels/.rels": _RELATIONS.format(part), part: document})


def run(text: str) -> str:
    """A run of text."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str) -> str:
    """A paragraph of runs, or of plain text."""
    return f"<w:p>{content if content.startswith('<') else run(content)}</w:p>"


def cell(content: str = "", *, span: int = 1, merge: str = "", width: int = 0, more: str = "") -> str:
    """A cell: ``content`` is its text, or its paragraphs; ``merge`` is ↓ where a merge begins, ↑ where it goes on."""
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>' if width else ""
    properties += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties += {"↓": '<w:vMerge w:val="restart"/>', "↑": "<w:vMerge/>", "": ""}[merge]
    body = content if content.startswith(("<w:p>", "<w:tbl>", "<w:sdt>")) else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}{more}</w:tcPr>{body}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row; cells are their XML, or their texts."""
    made = "".join(entry if entry.startswith("<w:") else cell(entry) for entry in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>"


def table(*rows: str, grid: tuple[int, ...] = ()) -> str:
    """A table; without ``grid`` it has no columns of its own."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f"<w:tbl><w:tblPr/>{f'<w:tblGrid>{columns}</w:tblGrid>' if grid else ''}{''.join(rows)}</w:tbl>"
