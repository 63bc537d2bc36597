"""Documents full of forms: after a correction everything is as it was, but for the text of the edit."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest
from lxml import etree
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from lint.api.fixing import Fixed, Options, fix
from lint.fix.archive import with_parts
from tests.fix.drafts import item, parts, session
from tests.fix.full import RIGHT, WRONG, full_docx, full_xlsx, run

_DOCUMENT, _SHEET, _STRINGS = "word/document.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_COLOR = '<w:color w:val="FF0000"/>'


def _fixed(data: bytes, suffix: str, *, tracked: bool = False) -> Fixed:
    return fix(session(), item(data, suffix), Options(tracked=tracked))


def _canonical(xml: bytes) -> str:
    return etree.tostring(etree.fromstring(xml), method="c14n").decode()


def _changed(before: bytes, after: bytes) -> set[str]:
    """The parts that are not byte for byte the same; all have their places, dates and names."""
    with zipfile.ZipFile(BytesIO(before)) as one, zipfile.ZipFile(BytesIO(after)) as two:
        described = [
            [
                (entry.filename, entry.date_time, entry.compress_type, entry.external_attr)
                for entry in archive.infolist()
            ]
            for archive in (one, two)
        ]
    assert described[0] == described[1]
    old, new = parts(before), parts(after)
    return {name for name in old if old[name] != new[name]}


WORD = {
    "one run": (run(WRONG), run(RIGHT)),
    "several runs": (run("1800", _COLOR) + run("平方米") + run("以上"), run(RIGHT, _COLOR) + run("") + run("")),
    "blanks that do not count": (run(f" {WRONG} ", space=False), run(RIGHT, space=False)),
    "hyperlink": (f'<w:hyperlink w:anchor="依据">{run(WRONG)}</w:hyperlink>',) * 2,
    "content control": (f"<w:sdt><w:sdtPr/><w:sdtContent>{run(WRONG)}</w:sdtContent></w:sdt>",) * 2,
    "bookmark in the middle": (
        f'{run("1800")}<w:bookmarkStart w:id="70" w:name="x"/>{run("平方米以上")}<w:bookmarkEnd w:id="70"/>',
        f'{run(RIGHT)}<w:bookmarkStart w:id="70" w:name="x"/>{run("")}<w:bookmarkEnd w:id="70"/>',
    ),
    "insertion of somebody": (f'<w:ins w:id="71" w:author="李四">{run(WRONG)}</w:ins>',) * 2,
    "deletion of somebody": (
        f'{run("1800")}<w:del w:id="72" w:author="李四"><w:r><w:delText>余</w:delText></w:r></w:del>'
        f"{run('平方米以上')}",
        f'{run(RIGHT)}<w:del w:id="72" w:author="李四"><w:r><w:delText>余</w:delText></w:r></w:del>{run("")}',
    ),
}
"""By what is special: the paragraph before and after; one that stands twice has only its text changed."""


def _after(before: str, after: str) -> str:
    return before.replace(WRONG, RIGHT) if before == after else after


@pytest.mark.parametrize("name", WORD)
def test_word(name: str) -> None:
    before, after = WORD[name]
    data, wanted = full_docx(before), full_docx(_after(before, after))
    fixed = _fixed(data, "docx")
    assert _changed(data, fixed.data) == {_DOCUMENT}
    made = _canonical(parts(fixed.data)[_DOCUMENT]).replace('<w:t xml:space="preserve">', "<w:t>")
    assert made == _canonical(parts(wanted)[_DOCUMENT]).replace('<w:t xml:space="preserve">', "<w:t>")


@pytest.mark.parametrize("name", WORD)
def test_tracked_changes_accepted_are_the_plain_ones_and_rejected_are_nothing(name: str) -> None:
    data = full_docx(WORD[name][0])
    fixed = _fixed(data, "docx", tracked=True)
    assert _changed(data, fixed.data) == {_DOCUMENT}
    root = etree.fromstring(parts(fixed.data)[_DOCUMENT])
    assert _texts(root, reject=False) == _texts(etree.fromstring(parts(_fixed(data, "docx").data)[_DOCUMENT]))
    root = etree.fromstring(parts(fixed.data)[_DOCUMENT])
    assert _texts(root, reject=True) == _texts(etree.fromstring(parts(data)[_DOCUMENT]))
    ids = re.findall(rb'<w:(?:ins|del) w:id="(\d+)"', parts(fixed.data)[_DOCUMENT])
    assert len(ids) == len(set(ids))


def _texts(root: etree._Element, *, reject: bool | None = None) -> list[str]:
    """The text of each paragraph, blanks at the ends of runs left out; with our changes accepted or rejected."""
    for mark in root.xpath("//*[@*[local-name()='author']='绩效审核']"):
        name = etree.QName(mark).localname
        if (name == "ins") is reject:
            mark.getparent().remove(mark)
        elif name == "del" and reject:
            for text in mark.iter("{*}delText"):
                text.tag = text.tag.replace("delText", "t")
        elif name == "del":
            mark.getparent().remove(mark)
    return ["".join((text.text or "").strip() for text in line.iter("{*}t")) for line in root.iter("{*}p")]


@pytest.mark.parametrize(
    "value",
    [
        run("1800") + "<w:r><w:tab/></w:r>" + run("平方米以上"),
        f'<w:fldSimple w:instr="DOCPROPERTY 面积">{run(WRONG)}</w:fldSimple>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(WRONG)}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/x" w:storeItemID="{x}"/></w:sdtPr>'
        f"<w:sdtContent>{run(WRONG)}</w:sdtContent></w:sdt>",
    ],
    ids=["tab", "simple field", "field", "bound to data"],
)
@pytest.mark.parametrize("tracked", [False, True])
def test_what_word_fills_in_is_left_alone(value: str, tracked: bool) -> None:
    data = full_docx(value)
    fixed = _fixed(data, "docx", tracked=tracked)
    assert (fixed.data, fixed.changes) == (data, ())
    reasons = {drop.reason for drop in fixed.dropped}
    assert reasons <= {"这里有换行、符号，或者 Word 自己填的文字（域、属性），不能直接改"}
    assert reasons or not any(finding.fixes for finding in fixed.before.findings)


def _strings(data: bytes, old: str, new: str) -> bytes:
    """The workbook with something else in its shared strings."""
    content = parts(data)[_STRINGS].decode()
    assert old in content
    return with_parts(data, {_STRINGS: content.replace(old, new).encode()})


_RICH = CellRichText(TextBlock(InlineFont(b=True), "1800"), TextBlock(InlineFont(color="FF0000"), "平方米以上"))
EXCEL = {
    "shared string": (full_xlsx(), f"<t>{RIGHT}</t>"),
    "rich text": (
        full_xlsx(_RICH),
        f'<r><rPr><b val="1"></b></rPr><t>{RIGHT}</t></r><r><rPr><color rgb="00FF0000"></color></rPr><t></t></r>',
    ),
    "how it is pronounced": (
        _strings(full_xlsx(), f"<t>{WRONG}</t>", f'<t>{WRONG}</t><rPh sb="0" eb="1"><t>yi</t></rPh><phoneticPr/>'),
        f"<t>{RIGHT}</t>",
    ),
    "a character that XML cannot hold": (
        _strings(full_xlsx(), WRONG, f"_x000D_{WRONG}"),
        f"<t>_x000D_{RIGHT}</t>",
    ),
}


@pytest.mark.parametrize("name", EXCEL)
def test_excel(name: str) -> None:
    data, wanted = EXCEL[name]
    fixed = _fixed(data, "xlsx")
    assert _changed(data, fixed.data) == {_SHEET}
    cell = re.compile(r'<c r="E5"[^>]*>.*?</c>')
    old, new = (_canonical(parts(book)[_SHEET]) for book in (data, fixed.data))
    assert cell.sub("", new) == cell.sub("", old)
    (made,) = cell.findall(new)
    assert re.sub(r' s="\d+"', "", made) == f'<c r="E5" t="inlineStr"><is>{wanted}</is></c>'


def test_a_header_of_a_table_in_excel_is_left_alone() -> None:
    """Excel repairs a file whose table does not name its columns as the cells do."""
    data = full_xlsx(table="A5:F6")
    fixed = _fixed(data, "xlsx")
    assert (fixed.data, fixed.changes) == (data, ())
    assert {drop.reason for drop in fixed.dropped} == {"这一格是 Excel 表格的列名，请在 Excel 里改"}


@pytest.mark.parametrize(("suffix", "data"), [("docx", full_docx(run(WRONG))), ("xlsx", full_xlsx())])
def test_signed_documents_are_left_alone(suffix: str, data: bytes) -> None:
    signed = with_parts(data, {"_xmlsignatures/sig1.xml": b"<x/>"})
    fixed = _fixed(signed, suffix)
    assert fixed.data == signed
    assert {drop.reason for drop in fixed.dropped} == {"文件有数字签名，一改就失效；请先去掉签名再改"}
