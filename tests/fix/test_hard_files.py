"""Notes in files that are not as plain as most: nothing of a person changes, and every finding keeps its cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from io import BytesIO

import docx
import openpyxl
import pytest
from lxml import etree
from openpyxl.comments import Comment

from lint.api import Limits
from lint.api.annotating import Annotation, annotate, unannotate
from lint.fix.archive import with_parts
from lint.fix.notes.base import AUTHOR
from lint.model.place import SheetLocation
from tests.corpus.to_docx import packed
from tests.fix.drafts import draft, item, parts, session
from tests.fix.schema import faults

NAME = "青岚县教育局"
LIMITS = Limits()
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD = f"{{{W}}}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_BY = 'w:author="王会计" w:date="2026-11-02T09:00:00Z"'
_AROUND = (
    "{run}",
    f'<w:ins w:id="{{id}}" {_BY}>{{run}}</w:ins>',
    '<w:sdt><w:sdtPr><w:alias w:val="指标"/><w:id w:val="{id}"/><w:text/></w:sdtPr>'
    "<w:sdtContent>{run}</w:sdtContent></w:sdt>",
    f'{{run}}<w:del w:id="{{id}}" {_BY}><w:r><w:delText>旧</w:delText></w:r></w:del>',
    '<w:hyperlink w:anchor="a{id}">{run}</w:hyperlink>',
    f'<w:moveTo w:id="{{id}}" {_BY}>{{run}}</w:moveTo>',
)


def _canonical(node: etree._Element) -> bytes:
    return etree.tostring(node, method="c14n", exclusive=True, with_tail=False)


def _checked(data: bytes, suffix: str) -> Annotation:
    """The annotated copy, after all that holds for every one of them."""
    made = annotate(session(), item(data, suffix), LIMITS)
    again = annotate(session(), item(made.data, suffix), LIMITS)
    assert made.placed > 0
    assert (again.placed, again.unplaced) == (made.placed, made.unplaced)
    assert (faults(data), faults(made.data), faults(again.data)) == ([], [], [])
    return made


@cache
def _revised() -> bytes:
    """A document under revision: tracked changes, content controls and links in turn around the texts of its cells."""
    original = draft(NAME, "docx")
    root = etree.fromstring(parts(original)["word/document.xml"])
    runs = [run for cell in root.iter(f"{WORD}tc") for run in cell.iterfind(f"{WORD}p/{WORD}r")]
    for number, run in enumerate(runs):
        xml = _AROUND[number % len(_AROUND)].format(run="<run/>", id=1000 + number)
        made = etree.fromstring(f'<x xmlns:w="{W}">{xml}</x>')
        parent = run.getparent()
        assert parent is not None
        at = parent.index(run)
        slot = next(made.iter("run"))
        above = slot.getparent()
        assert above is not None
        above.replace(slot, run)
        parent[at:at] = list(made)
    for number, cell in enumerate(list(root.iter(f"{WORD}tc"))):
        if number % 7 == 3:
            control = etree.fromstring(
                f'<w:sdt xmlns:w="{W}"><w:sdtPr><w:id w:val="{90_000 + number}"/></w:sdtPr><w:sdtContent/></w:sdt>'
            )
            cell.addprevious(control)
            control[1].append(cell)
    return with_parts(original, {"word/document.xml": etree.tostring(root)})


def _people(data: bytes) -> list[bytes]:
    """What people wrote in tracked changes and content controls."""
    root = etree.fromstring(parts(data)["word/document.xml"])
    for ours in [tag for tag in root.iter(f"{WORD}tag") if tag.get(f"{WORD}val") == "jixiao"]:
        control = next(ours.iterancestors(f"{WORD}sdt"))
        control.getparent().remove(control)  # type: ignore[union-attr]
    kinds = ("ins", "del", "moveTo", "hyperlink")
    texts = [_canonical(node) for node in root.iter(*(f"{WORD}{kind}" for kind in kinds))]
    return texts + [
        _canonical(node) for node in root.iter(f"{WORD}sdt") if node.find(f"{WORD}sdtContent/{WORD}r") is not None
    ]


def test_a_document_under_revision() -> None:
    plain, made = annotate(session(), item(draft(NAME, "docx"), "docx"), LIMITS), _checked(_revised(), "docx")
    assert _people(made.data) == _people(_revised())
    assert _codes(made.data) == _codes(plain.data)
    after = parts(unannotate(item(made.data, "docx"), LIMITS))["word/document.xml"]
    before = parts(_revised())["word/document.xml"]
    assert _canonical(etree.fromstring(after)) == _canonical(etree.fromstring(before))


def _codes(data: bytes) -> list[tuple[int, str]]:
    """The cells, by number, with the codes of the comments that begin in them."""
    said = {str(comment.comment_id): comment.text.split()[0] for comment in docx.Document(BytesIO(data)).comments}
    root = etree.fromstring(parts(data)["word/document.xml"])
    return [
        (number, said[mark.get(f"{WORD}id") or ""])
        for number, cell in enumerate(root.iter(f"{WORD}tc"))
        for mark in cell.iter(f"{WORD}commentRangeStart")
    ]


def test_a_strict_document() -> None:
    names = {W: "http://purl.oclc.org/ooxml/wordprocessingml/main"}
    kinds = {"http://schemas.openxmlformats.org/officeDocument/2006/": "http://purl.oclc.org/ooxml/officeDocument/"}
    original = draft(NAME, "docx")
    changed = {}
    for name, part in parts(original).items():
        text = part.decode()
        for old, new in (names | kinds).items():
            text = text.replace(old, new)
        changed[name] = text.encode()
    made = _checked(with_parts(original, changed), "docx")
    text = parts(made.data)["word/document.xml"].decode()
    assert not re.search(r'<w:(left|right) |w:(left|right)="', text.partition("</w:sdt>")[0])
    assert "schemas.openxmlformats.org/wordprocessingml" not in text


def test_a_table_in_a_text_box_has_its_comments_at_the_box() -> None:
    root = etree.fromstring(parts(draft(NAME, "docx"))["word/document.xml"])
    table = list(root.iter(f"{WORD}tbl"))[1]
    box = f"<w:txbxContent>{etree.tostring(table, encoding='unicode', with_tail=False)}<w:p/></w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    shape = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    drawn = (
        f'<mc:AlternateContent xmlns:mc="{mc}"><mc:Choice xmlns:wps="{shape}" Requires="wps">'
        f"<w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f'<mc:Fallback><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>{box}</v:textbox>'
        "</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    data = packed(f'<w:document xmlns:w="{W}"><w:body><w:p><w:r>{drawn}</w:r></w:p><w:sectPr/></w:body></w:document>')
    made = _checked(data, "docx")
    found = etree.fromstring(parts(made.data)["word/document.xml"])
    marks = list(found.iter(f"{WORD}commentRangeStart"))
    assert len(marks) == made.placed
    assert not [mark for mark in marks if next(mark.iterancestors(f"{WORD}txbxContent"), None) is not None]


def test_numbers_of_lost_and_odd_comments_are_not_used_again() -> None:
    original = draft(NAME, "docx")
    root = etree.fromstring(parts(original)["word/document.xml"])
    paragraph = next(root.iter(f"{WORD}p"))
    for number in ("41", "x", "99999999999999999999"):
        paragraph.append(etree.fromstring(f'<w:commentRangeStart xmlns:w="{W}" w:id="{number}"/>'))
    made = annotate(session(), item(with_parts(original, {"word/document.xml": etree.tostring(root)}), "docx"), LIMITS)
    ids = [comment.comment_id for comment in docx.Document(BytesIO(made.data)).comments]
    assert ids == list(range(42, 42 + made.placed))


def _book(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(data))


def _saved(book: openpyxl.Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _refs() -> Iterator[SheetLocation]:
    for finding in session().check([item(draft(NAME, "one.xlsx"), "xlsx")]).findings:
        if isinstance(finding.location, SheetLocation):
            yield finding.location


def test_a_workbook_with_all_that_people_put_into_it() -> None:
    """Protection, a hidden sheet, names, print areas, notes, and a window on the second sheet."""
    book = _book(draft(NAME, "one.xlsx"))
    sheet = book.worksheets[0]
    first, second = list(dict.fromkeys(location.ref for location in _refs()))[:2]
    sheet[first].comment = Comment("请再核对。", "李审核")
    sheet[second].comment = Comment("第一行\n第二行", "tc={11111111-2222-3333-4444-555555555555}")
    sheet.protection.enable()
    sheet.print_area = "A1:F20"
    hidden = book.create_sheet("绩效检查结果")
    hidden.sheet_state = "hidden"
    book.create_sheet("说明")["A1"] = "填表说明"
    book.security.lockStructure = True
    book.active = 2
    made = _checked(_saved(book), "xlsx")
    after = _book(made.data)
    assert after.sheetnames == ["绩效检查结果2", sheet.title, "绩效检查结果", "说明"]
    assert (after.active.title, after["绩效检查结果"].sheet_state) == ("说明", "hidden")
    assert (after[sheet.title].protection.sheet, after.security.lockStructure) == (True, True)
    assert after[sheet.title].print_area == f"'{sheet.title}'!$A$1:$F$20"
    assert after[sheet.title][first].comment.text.startswith("请再核对。\n—— 绩效审核 ——\n")
    assert after[sheet.title][second].comment.text == "第一行\n第二行"
    wanted = Counter(location.ref for location in _refs())
    assert made.unplaced == wanted[second]
    plain = _book(unannotate(item(made.data, "xlsx"), LIMITS))
    notes = [cell.comment for row in plain[sheet.title].iter_rows() for cell in row if cell.comment]
    assert {(note.author, note.text) for note in notes} == {
        ("李审核", "请再核对。"),
        ("tc={11111111-2222-3333-4444-555555555555}", "第一行\n第二行"),
    }


_VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t201" '
    'coordsize="21600,21600" o:spt="201"/>'
    '<v:shape id="_x0000_s1025" type="#_x0000_t201"><x:ClientData ObjectType="Button"/></v:shape></xml>'
)
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _drawn(after: str) -> bytes:
    """A workbook with pictures in the header, and what stands behind it in the sheet."""
    original = draft(NAME, "one.xlsx")
    found = parts(original)
    sheet = next(name for name in found if name.startswith("xl/worksheets/sheet"))
    xml = found[sheet].decode().replace("</worksheet>", after + "</worksheet>")
    relations = "".join(
        f'<Relationship Id="rId{at}" Type="{_RELS}/vmlDrawing" Target="/xl/drawings/vmlDrawing{at}.vml"/>'
        for at in (1, 2)
    )
    types = found["[Content_Types].xml"].decode()
    kind = "application/vnd.openxmlformats-officedocument.vmlDrawing"
    return with_parts(
        original,
        {
            sheet: xml.encode(),
            f"xl/worksheets/_rels/{sheet.rpartition('/')[2]}.rels": (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                f"{relations}</Relationships>"
            ).encode(),
            "xl/drawings/vmlDrawing1.vml": _VML.encode(),
            "xl/drawings/vmlDrawing2.vml": _VML.replace("1025", "2049").encode(),
            "[Content_Types].xml": types.replace(
                "<Override", f'<Default Extension="vml" ContentType="{kind}"/><Override', 1
            ).encode(),
        },
    )


@pytest.mark.parametrize("buttons", [True, False])
def test_boxes_are_drawn_beside_buttons_and_not_in_the_header(buttons: bool) -> None:
    r = f'xmlns:r="{_RELS}"'
    own = f'<legacyDrawing {r} r:id="rId2"/>' if buttons else f'<drawingHF {r} r:id="rId2"/>'
    header = f'<legacyDrawingHF {r} r:id="rId1"/>'
    data = _drawn(own + header if buttons else header + own)
    made = annotate(session(), item(data, "xlsx"), LIMITS)
    assert faults(made.data) == []
    before, after = parts(data), parts(made.data)
    assert after["xl/drawings/vmlDrawing1.vml"] == before["xl/drawings/vmlDrawing1.vml"]
    name = "xl/drawings/vmlDrawing2.vml" if buttons else "xl/drawings/vmlDrawing3.vml"
    notes = {location.ref for location in _refs()}
    assert after[name].decode().count('ObjectType="Note"') == len(notes)
    assert after[name].decode().count('id="_x0000_t202"') == 1
    assert after[name].decode().count('ObjectType="Button"') == buttons
    plain = parts(unannotate(item(made.data, "xlsx"), LIMITS))
    assert plain["xl/drawings/vmlDrawing2.vml"].decode().count("<v:shape ") == 1


def test_cells_without_names_and_styles_without_reserved_fills() -> None:
    original = draft(NAME, "one.xlsx")
    found = parts(original)
    name = next(name for name in found if name.startswith("xl/worksheets/sheet"))
    root, styles = etree.fromstring(found[name]), etree.fromstring(found["xl/styles.xml"])
    for row in root.iter(f"{S}row"):
        refs = [cell.get("r") for cell in row]
        if refs == [f"{chr(65 + at)}{row.get('r')}" for at in range(len(refs))]:
            for cell in row:
                del cell.attrib["r"]
    fills = styles.find(f"{S}fills")
    assert fills is not None
    for fill in list(fills)[1:]:
        fills.remove(fill)
    fills.set("count", "1")
    data = with_parts(original, {name: etree.tostring(root), "xl/styles.xml": etree.tostring(styles)})
    assert b"<c s=" in parts(data)[name]
    made = _checked(data, "xlsx")
    plain = annotate(session(), item(original, "xlsx"), LIMITS)
    assert _notes(made.data) == _notes(plain.data)
    colors = [
        fill.get("patternType") for fill in etree.fromstring(parts(made.data)["xl/styles.xml"]).iter(f"{S}patternFill")
    ]
    assert colors[:3] == [None, "gray125", "solid"]  # openpyxl leaves none unsaid


def _notes(data: bytes) -> dict[tuple[str, str], str]:
    return {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in _book(data)
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment and cell.comment.author == AUTHOR
    }


def test_hostile_texts_stay_texts() -> None:
    """Control characters, escapes, markup and formulas in cells come into notes as what they are."""
    book = _book(draft(NAME, "one.xlsx"))
    first = next(location for location in _refs() if re.search(r"\d", str(book[location.sheet][location.ref].value)))
    for text in ("=1+1|cmd", "<b>&amp;]]>", "_x0041__x000B_"):
        cell = book[first.sheet][first.ref]
        changed = deepcopy(cell.value)
        cell.value = f"{changed}{text}"
        made = _checked(_saved(book), "xlsx")
        assert all("\x0b" not in note for note in _notes(made.data).values())
        cell.value = changed
