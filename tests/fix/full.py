"""Drafts full of what a correction must leave alone: a Word document and a workbook, made by other libraries."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO

from docx import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import ColorScaleRule
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from lint.fix.archive import with_parts
from tests.fix.drafts import parts

WRONG, RIGHT = "1800平方米以上", "≥1800平方米"
_DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_HEADS = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")
_ROWS = (
    ("产出指标", "数量指标", "修补路面面积", "验收合格的修补面积", WRONG, "施工图"),
    ("产出指标", "质量指标", "路面修补合格率", "验收合格的面积占修补面积的比例", "=100%", "验收规范"),
)
_INLINE = re.compile(r'<c ([^>]*)t="inlineStr"><is>(.*?)</is></c>')
_SST = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_LISTS = (
    (
        "[Content_Types].xml",
        "</Types>",
        '<Override PartName="/xl/sharedStrings.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>',
    ),
    (
        "xl/_rels/workbook.xml.rels",
        "</Relationships>",
        '<Relationship Id="rIdStrings" Target="sharedStrings.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>',
    ),
)
_GOAL = "修补破损路面1800平方米，群众出行更安全。"
_W = nsdecls("w")
_NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def full_docx(value: str) -> bytes:
    """A Word document; ``value`` is the content (runs and the like) of the paragraph with the value."""
    document = Document()
    document.core_properties.modified = document.core_properties.created = datetime(2026, 1, 1, tzinfo=UTC)
    document.sections[0].header.paragraphs[0].text = "青岚县交通运输局"
    document.sections[0].footer.paragraphs[0].text = "第 1 页"
    document.add_paragraph("编制说明", style="List Number")
    document.add_picture(BytesIO(_DOT))
    document.add_paragraph("1、示例项目绩效目标表")
    table = document.add_table(rows=0, cols=6, style="Table Grid")
    for texts in (("项目编码", "13001", "项目名称", "示例项目"), ("绩效目标", _GOAL), _HEADS, *_ROWS):
        cells = table.add_row().cells
        for cell, text in zip(cells, texts, strict=False):
            cell.text = text
        if len(texts) < len(cells):
            cells[len(texts) - 1].merge(cells[-1]).text = texts[-1]
    table.cell(3, 0).merge(table.cell(4, 0)).text = "产出指标"
    document.add_comment(table.cell(3, 3).paragraphs[0].runs, "请核对", author="张三", initials="张")
    paragraph = table.cell(3, 4).paragraphs[0]._p
    for child in list(paragraph):
        paragraph.remove(child)
    for child in parse_xml(f'<w:p {_W} xmlns:mc="urn:x">{value}</w:p>'):
        paragraph.append(child)
    for xml in _BESIDE:
        table.cell(4, 5).paragraphs[0]._p.append(parse_xml(xml))
    notes = Part(PackURI("/word/footnotes.xml"), _NOTES_TYPE, _FOOTNOTES.encode(), document.part.package)
    document.part.relate_to(notes, _NOTES)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_FOOTNOTES = (
    f'<w:footnotes {_W}><w:footnote w:id="2"><w:p><w:r><w:t>见批复。</w:t></w:r></w:p></w:footnote></w:footnotes>'
)
_BESIDE = (
    f'<w:bookmarkStart {_W} w:id="7" w:name="依据"/>',
    f'<w:ins {_W} w:id="8" w:author="李四"><w:r><w:t>和批复</w:t></w:r></w:ins>',
    f'<w:del {_W} w:id="9" w:author="李四"><w:r><w:delText>等</w:delText></w:r></w:del>',
    f'<w:bookmarkEnd {_W} w:id="7"/>',
    f'<w:r {_W}><w:footnoteReference w:id="2"/></w:r>',
    f'<w:fldSimple {_W} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>',
)


def run(text: str, form: str = "<w:b/>", *, space: bool = True) -> str:
    """A run of a Word document."""
    preserve = ' xml:space="preserve"' if space else ""
    return f"<w:r><w:rPr>{form}</w:rPr><w:t{preserve}>{text}</w:t></w:r>"


def full_xlsx(value: str | CellRichText = WRONG, table: str = "") -> bytes:
    """A workbook; ``value`` stands in the cell of the value; ``table`` is a range that is a table of Excel."""
    book = Workbook()
    sheet, other = book.active, book.create_sheet("汇总")
    assert sheet is not None
    sheet.title = "表1"
    lines: list[Sequence[object]] = [("1、示例项目绩效目标表",), ("项目编码", "13001", "项目名称", "示例项目")]
    lines += [("绩效目标", _GOAL), _HEADS, (*_ROWS[0][:4], value, "施工图"), _ROWS[1]]
    for number, line in enumerate(lines, start=1):
        for column, text in enumerate(line, start=1):
            cell = sheet.cell(number, column)
            cell.value = text
            cell.data_type = "s" if isinstance(text, str) else cell.data_type
    sheet.merge_cells("B3:F3")
    if table:
        sheet.add_table(Table(displayName="列表", ref=table))
    else:
        sheet.merge_cells("A5:A6")
    sheet["F5"] = CellRichText("施工", TextBlock(InlineFont(b=True), "图"))
    sheet["D6"].comment = Comment("请核对", "张三")
    sheet.conditional_formatting.add(
        "H1:H9", ColorScaleRule(start_type="min", start_color="FF0000", end_type="max", end_color="00FF00")
    )
    allowed = DataValidation(type="list", formula1='"数量指标,质量指标"')
    sheet.add_data_validation(allowed)
    allowed.add("B5:B6")
    sheet.print_title_rows, sheet.print_area = "4:4", "A1:F6"
    sheet.page_setup.orientation = "landscape"
    sheet.freeze_panes = "A5"
    sheet.add_image(Image(BytesIO(_DOT)), "J1")
    book.defined_names["指标"] = DefinedName("指标", attr_text="表1!$C$5:$C$6")
    other["A1"], other["B1"] = "=SUM(B2:B3)", 0.25
    other["B1"].number_format = "0.0%"
    stream = BytesIO()
    book.save(stream)
    return _shared(stream.getvalue())


def _shared(data: bytes) -> bytes:
    """The workbook with its strings where Excel puts them."""
    strings: list[str] = []

    def take(match: re.Match[str]) -> str:
        strings.append(re.sub(r"&#(\d+);", lambda number: chr(int(number[1])), match[2]))
        return f'<c {match[1]}t="s"><v>{len(strings) - 1}</v></c>'

    old = {name: content.decode() for name, content in parts(data).items() if name.endswith((".xml", ".rels"))}
    new = {name: _INLINE.sub(take, text) for name, text in old.items() if name.startswith("xl/worksheets/sheet")}
    new["xl/sharedStrings.xml"] = f"<sst {_SST}>{''.join(f'<si>{text}</si>' for text in strings)}</sst>"
    for name, end, entry in _LISTS:
        new[name] = old[name].replace(end, entry + end)
    return with_parts(data, {name: text.encode() for name, text in new.items()})
