"""The summary in front of an annotated Word document, as a content control by which it is found again."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from lxml import etree

from lint.extract.wordxml import OURS, Element
from lint.fix.notes.base import FILLS, SEVERITIES, Summary

_SONG, _HEI = "宋体", "黑体"
_WIDTHS = (1300, 5000, 1200, 1200)
"""Twentieths of a point; the table takes the width of the page, in these proportions."""
_CENTRED = (0, 2, 3)
_SEVERITY = 2
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_MARGINS = (("top", 40), ("left", 100), ("bottom", 40), ("right", 100))
_PLAIN = '<w:spacing w:before="0" w:after="{after}" w:line="{line}" w:lineRule="{rule}"/><w:ind w:left="0" {first}/>'
_FIRST = 'w:right="0" w:firstLineChars="0" w:firstLine="0"'
_BREAK = '<w:r><w:rPr><w:sz w:val="2"/></w:rPr><w:br w:type="page"/></w:r>'
_STRICT = (
    ("<w:left ", "<w:start "),
    ("<w:right ", "<w:end "),
    (' w:left="', ' w:start="'),
    (' w:right="', ' w:end="'),
    ('<w:jc w:val="left"/>', '<w:jc w:val="start"/>'),
    ('w:w="5000" w:type="pct"', 'w:w="100%" w:type="pct"'),
)
"""What is called otherwise in the strict form of the format."""
_ID = 1_786_400_561
"""Any number that no other content control of the document has."""


def summary_control(summary: Summary, word: str, taken: frozenset[str]) -> Element:
    """The content control; ``word`` is the namespace of the document, ``taken`` the ids of its other controls."""
    number = next(number for number in range(_ID, _ID + len(taken) + 1) if str(number) not in taken)
    low = _form(0, "left", line=20, rule="exact")
    body = f"<w:p>{low}</w:p>"  # LibreOffice forgets the look of the first paragraph of a content control
    body += _paragraph(summary.title, size=36, font=_HEI, after=160, align="center")
    body += "".join(_paragraph(line, after=60) for line in summary.lines)
    if summary.rows:
        body += _paragraph("", size=10) + _table(summary)
    body += f"<w:p>{low}{_BREAK}</w:p>"  # as low as can be: it ends on the next page
    xml = (
        f'<w:sdt xmlns:w="{word}"><w:sdtPr><w:alias w:val="{escape(summary.title)}"/><w:tag w:val="{OURS}"/>'
        f'<w:id w:val="{number}"/></w:sdtPr><w:sdtContent>{body}</w:sdtContent></w:sdt>'
    )
    if "purl.oclc.org" in word:
        for loose, strict in _STRICT:
            xml = xml.replace(loose, strict)
    return etree.fromstring(xml)


def _table(summary: Summary) -> str:
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>' for side in _SIDES)
    margins = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in _MARGINS)
    properties = (
        '<w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)
    colors = {SEVERITIES[severity]: color for severity, color in FILLS.items()}
    rows = [_row(summary.header, "E7E6E6", head=True)]
    rows += [_row(row, colors.get(row[_SEVERITY], "")) for row in summary.rows]
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _row(texts: Sequence[str], color: str, *, head: bool = False) -> str:
    cells = []
    for column, (text, width) in enumerate(zip(texts, _WIDTHS, strict=True)):
        shade = (
            f'<w:shd w:val="clear" w:color="auto" w:fill="{color}"/>' if color and (head or column == _SEVERITY) else ""
        )
        align = "center" if head or column in _CENTRED else "left"
        cells.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}<w:vAlign w:val="center"/></w:tcPr>'
            f"{_paragraph(text, size=20, font=_HEI if head else _SONG, align=align)}</w:tc>"
        )
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{''.join(cells)}</w:tr>"


def _paragraph(text: str, *, size: int = 21, font: str = _SONG, after: int = 0, align: str = "left") -> str:
    form = (
        f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )
    run = f'<w:r>{form}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f"<w:p>{_form(after, align, mark=form)}{run}</w:p>"


def _form(after: int, align: str, *, line: int = 240, rule: str = "auto", mark: str = "") -> str:
    """What a paragraph of ours looks like, whatever the document's own paragraphs look like."""
    plain = _PLAIN.format(after=after, line=line, rule=rule, first=_FIRST)
    return f'<w:pPr>{plain}<w:jc w:val="{align}"/>{mark}</w:pPr>'
