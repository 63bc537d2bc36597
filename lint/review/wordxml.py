"""A plain Word document as XML: paragraphs, tables, a footer with page numbers, and the package around them.

Every element stands where the format's schema has it, for Word opens nothing else. Lengths are twentieths of a point.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from html import escape

from msgspec import Struct

SONG, HEI = "宋体", "黑体"
CENTIMETRE = 567
WIDTH = 17 * CENTIMETRE
"""Of the text: A4 with margins of two centimetres."""
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KINDS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FONT = '<w:rFonts w:ascii="{0}" w:hAnsi="{0}" w:eastAsia="{0}" w:cs="{0}"/>'
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_PADDING = (("top", 40), ("left", 85), ("bottom", 40), ("right", 85))
_EPOCH = "2000-01-01T00:00:00Z"


class Look(Struct, frozen=True):
    """How a paragraph looks; ``size`` in points."""

    size: float = 10.5
    font: str = SONG
    bold: bool = False
    align: str = "left"
    before: int = 0
    after: int = 0
    stays: bool = False
    """On one page with what follows."""
    breaks: bool = False
    """On a new page."""
    color: str = ""


class Cell(Struct, frozen=True):
    """A cell: lines of text, and how many columns it takes. ``merge`` is restart or continue for cells over rows."""

    lines: Sequence[str] = ("",)
    look: Look = Look()
    span: int = 1
    fill: str = ""
    merge: str = ""
    bottom: bool = False


def paragraph(text: str, look: Look) -> str:
    """A paragraph."""
    run = f'<w:r>{_form(look)}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>' if text else ""
    return _around(run, look)


def _around(run: str, look: Look) -> str:
    flags = ("<w:keepNext/>" if look.stays else "") + ("<w:pageBreakBefore/>" if look.breaks else "")
    spacing = f'<w:spacing w:before="{look.before}" w:after="{look.after}"/>'
    mark = f'<w:rPr><w:sz w:val="{round(look.size * 2)}"/></w:rPr>'
    return f'<w:p><w:pPr>{flags}{spacing}<w:jc w:val="{look.align}"/>{mark}</w:pPr>{run}</w:p>'


def _form(look: Look) -> str:
    size = round(look.size * 2)
    bold = "<w:b/><w:bCs/>" if look.bold else ""
    color = f'<w:color w:val="{look.color}"/>' if look.color else ""
    return f'<w:rPr>{_FONT.format(look.font)}{bold}{color}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'


def row(
    cells: Iterable[Cell], widths: Sequence[int], *, head: bool = False, whole: bool = True, height: int = 0
) -> str:
    """A row; a ``head`` stands again on every page, a ``whole`` one is not parted between pages."""
    made, column = [], 0
    for cell in cells:
        width = sum(widths[column : column + cell.span])
        column += cell.span
        made.append(_cell(cell, width))
    flags = "<w:cantSplit/>" if whole else ""
    flags += f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    flags += "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr>{flags}</w:trPr>{''.join(made)}</w:tr>" if flags else f"<w:tr>{''.join(made)}</w:tr>"


def _cell(cell: Cell, width: int) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    merge = f'<w:vMerge w:val="{cell.merge}"/>' if cell.merge else ""
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.fill}"/>' if cell.fill else ""
    align = f'<w:vAlign w:val="{"bottom" if cell.bottom else "center"}"/>'
    lines = "".join(paragraph(line, cell.look) for line in cell.lines or ("",))
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{fill}{align}</w:tcPr>{lines}</w:tc>'


def table(rows: Iterable[str], widths: Sequence[int], *, lines: bool = True) -> str:
    """A table of a fixed width, with or without lines."""
    kind = "single" if lines else "nil"
    borders = "".join(f'<w:{side} w:val="{kind}" w:sz="4" w:space="0" w:color="000000"/>' for side in _SIDES)
    padding = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in _PADDING)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{padding}</w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def document(body: Iterable[str], title: str, footer: Sequence[str]) -> bytes:
    """The document's bytes, always the same for the same content."""
    edge = 2 * CENTIMETRE
    section = (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId1"/><w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="{edge}" w:right="{edge}" w:bottom="{edge}" w:left="{edge}" w:header="850" w:footer="680" '
        'w:gutter="0"/></w:sectPr>'
    )
    names = f'xmlns:w="{_W}" xmlns:r="{_R}"'
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            (f"{_R}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _properties(title),
        "word/document.xml": f"<w:document {names}><w:body>{''.join(body)}{section}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(
            (f"{_R}/footer", "footer1.xml"), (f"{_R}/styles", "styles.xml"), (f"{_R}/settings", "settings.xml")
        ),
        "word/footer1.xml": f"<w:ftr {names}>{_footer(footer)}</w:ftr>",
        "word/styles.xml": _styles(),
        "word/settings.xml": (
            f'<w:settings xmlns:w="{_W}"><w:zoom w:percent="100"/><w:compat><w:compatSetting '
            'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
            "</w:settings>"
        ),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, _HEAD + xml)
    return out.getvalue()


def _footer(lines: Sequence[str]) -> str:
    small = Look(7, color="595959")
    page = Look(9, align="center", before=40)
    pieces = [_text("第 ", page), _field("PAGE", page), _text(" 页　共 ", page), _field("NUMPAGES", page)]
    numbers = "".join((*pieces, _text(" 页", page)))
    return "".join(paragraph(line, small) for line in lines) + _around(numbers, page)


def _text(text: str, look: Look) -> str:
    return f'<w:r>{_form(look)}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _field(name: str, look: Look) -> str:
    return f'<w:fldSimple w:instr=" {name} ">{_text("1", look)}</w:fldSimple>'


def _types() -> str:
    kinds = {"document": "document.main", "footer1": "footer", "styles": "styles", "settings": "settings"}
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_KINDS}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'{parts}<Override PartName="/docProps/core.xml" ContentType="{core}"/></Types>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _properties(title: str) -> str:
    spaces = (
        f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    times = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{_EPOCH}</dcterms:{name}>' for name in ("created", "modified")
    )
    return f"<cp:coreProperties {spaces}><dc:title>{escape(title)}</dc:title>{times}</cp:coreProperties>"


def _styles() -> str:
    form = f'{_FONT.format(SONG)}<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
    return (
        f'<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>{form}</w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        "</w:styles>"
    )
