"""Copies of drafts with the findings in them: every note at its cell, and nothing else changed."""

from __future__ import annotations

from collections import Counter
from functools import cache
from io import BytesIO

import docx
import openpyxl
import pypdf
import pytest
from lxml import etree

from lint.api.annotating import Annotation, annotate, unannotate
from lint.errors import InputError
from lint.extract.source import Limits
from lint.fix.notes.base import AUTHOR
from lint.model.finding import Finding
from lint.model.place import PdfLocation, SheetLocation, WordLocation
from tests.corpus.draw import drawn
from tests.corpus.to_pdf import pdf_of
from tests.fix.drafts import OFFICE_DRAFTS, ORIGINALS, draft, item, linter, parts, session

LIMITS = Limits()
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def _annotated(name: str, suffix: str) -> Annotation:
    return annotate(session(), item(draft(name, suffix), suffix), LIMITS)


def _found(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(finding.fingerprint, finding.location.label) for finding in findings]


@pytest.mark.parametrize("name", ORIGINALS)
def test_word_comments_hang_at_their_cells(name: str) -> None:
    made = _annotated(name, "docx")
    document = docx.Document(BytesIO(made.data))
    comments = {comment.comment_id: comment for comment in document.comments}
    tables = [table for table in document.tables if table._tbl.getparent().tag == f"{WORD}body"]
    placed: Counter[tuple[int, int, str]] = Counter()
    for number, table in enumerate(tables, 1):
        for row, line in enumerate(table._tbl.tr_lst, 1):
            for cell in line.tc_lst:
                for mark in cell.iter(f"{WORD}commentReference"):
                    comment = comments[int(mark.get(f"{WORD}id"))]
                    assert comment.author == AUTHOR
                    placed[number, row, comment.paragraphs[0].text.split()[0]] += 1
    wanted = Counter(
        (finding.location.table.index, finding.location.table.row, finding.code)
        for finding in made.report.findings
        if isinstance(finding.location, WordLocation) and finding.location.table
    )
    assert placed == wanted
    assert len(comments) == made.placed == len(made.report.findings) - made.unplaced


@pytest.mark.parametrize(("name", "suffix"), [draft for draft in OFFICE_DRAFTS if draft[1] != "docx"])
def test_sheet_notes_stand_at_their_cells(name: str, suffix: str) -> None:
    made = _annotated(name, suffix)
    book = openpyxl.load_workbook(BytesIO(made.data))
    cells = {(sheet.title, cell.coordinate): cell for sheet in book for row in sheet.iter_rows() for cell in row}
    noted = {place: cell.comment.text for place, cell in cells.items() if cell.comment}
    wanted: dict[tuple[str, str], list[str]] = {}
    for finding in made.report.findings:
        assert isinstance(finding.location, SheetLocation)
        wanted.setdefault((finding.location.sheet, finding.location.ref), []).append(finding.message)
    assert set(noted) == set(wanted)
    assert all(message in noted[place] for place, messages in wanted.items() for message in messages)
    assert all(cells[place].fill.fgColor.rgb.startswith("FF") for place in wanted)
    assert book.sheetnames[0] == "绩效检查结果"


@pytest.mark.parametrize(("name", "suffix"), OFFICE_DRAFTS)
def test_the_copy_is_checked_as_the_draft_is(name: str, suffix: str) -> None:
    made = _annotated(name, suffix)
    again = session().check([item(made.data, suffix)])
    assert _found(again.findings) == _found(made.report.findings)
    assert again.inputs[0].status == made.report.inputs[0].status


@pytest.mark.parametrize(("name", "suffix"), OFFICE_DRAFTS)
def test_a_second_time_the_notes_are_replaced(name: str, suffix: str) -> None:
    made = _annotated(name, suffix)
    again = annotate(session(), item(made.data, suffix), LIMITS)
    assert (again.placed, again.unplaced) == (made.placed, made.unplaced)
    if suffix == "docx":
        assert parts(again.data) == parts(made.data)


@pytest.mark.parametrize("name", ORIGINALS)
def test_removed_from_a_workbook_all_is_as_before(name: str) -> None:
    before = openpyxl.load_workbook(BytesIO(draft(name, "xlsx")))
    after = openpyxl.load_workbook(BytesIO(unannotate(item(_annotated(name, "xlsx").data, "xlsx"), LIMITS)))
    assert after.sheetnames == before.sheetnames
    for old, new in zip(before, after, strict=True):
        for one, other in zip(old.iter_rows(), new.iter_rows(), strict=True):
            for cell, now in zip(one, other, strict=True):
                assert (now.value, repr(now.fill), repr(now.font), repr(now.border), now.comment) == (
                    cell.value,
                    repr(cell.fill),
                    repr(cell.font),
                    repr(cell.border),
                    None,
                )


def _canonical(content: bytes) -> bytes:
    return etree.tostring(etree.fromstring(content), method="c14n")


@pytest.mark.parametrize("name", ORIGINALS)
def test_removed_from_a_document_nothing_of_ours_is_left(name: str) -> None:
    plain = unannotate(item(_annotated(name, "docx").data, "docx"), LIMITS)
    old, new = parts(draft(name, "docx")), parts(plain)
    lists = ("[Content_Types].xml", "word/_rels/document.xml.rels")
    assert {part: _canonical(new[part]) for part in old if part not in lists} == {
        part: _canonical(old[part]) for part in old if part not in lists
    }
    assert list(docx.Document(BytesIO(plain)).comments) == []


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_without_notes_nothing_is_removed(suffix: str) -> None:
    data = draft(next(iter(ORIGINALS)), suffix)
    assert unannotate(item(data, suffix), LIMITS) == data


def test_comments_of_people_stay_in_a_document() -> None:
    document = docx.Document(BytesIO(draft("青岚县教育局", "docx")))
    runs = document.tables[0].cell(0, 0).paragraphs[0].runs
    document.add_comment(runs, "请再核对。", author="李审核", initials="li")
    out = BytesIO()
    document.save(out)
    made = annotate(session(), item(out.getvalue(), "docx"), LIMITS)
    authors = Counter(comment.author for comment in docx.Document(BytesIO(made.data)).comments)
    assert authors == {"李审核": 1, AUTHOR: made.placed}
    plain = docx.Document(BytesIO(unannotate(item(made.data, "docx"), LIMITS)))
    assert [(comment.author, comment.text) for comment in plain.comments] == [("李审核", "请再核对。")]


def test_notes_of_people_stay_in_a_workbook() -> None:
    first = session().check([item(draft("青岚县教育局", "xlsx"), "xlsx")]).findings[0].location
    assert isinstance(first, SheetLocation)
    book = openpyxl.load_workbook(BytesIO(draft("青岚县教育局", "xlsx")))
    book[first.sheet][first.ref].comment = openpyxl.comments.Comment("请再核对。", "李审核")
    out = BytesIO()
    book.save(out)
    made = annotate(session(), item(out.getvalue(), "xlsx"), LIMITS)
    note = openpyxl.load_workbook(BytesIO(made.data))[first.sheet][first.ref].comment
    assert note.text.startswith("请再核对。\n—— 绩效审核 ——\n")
    plain = openpyxl.load_workbook(BytesIO(unannotate(item(made.data, "xlsx"), LIMITS)))
    notes = [cell.comment for sheet in plain for row in sheet.iter_rows() for cell in row if cell.comment]
    assert [(one.author, one.text) for one in notes] == [("李审核", "请再核对。")]


@cache
def _pdf() -> bytes:
    (read,) = linter().extract([item(draft("青岚县教育局", "txt"), "txt")])
    assert read.document is not None
    return pdf_of(drawn(read.document))


def test_pdf_marks_lie_over_their_cells() -> None:
    made = annotate(session(), item(_pdf(), "pdf"), LIMITS)
    assert made.data.startswith(_pdf()), "what was there stays, byte by byte"
    pages = pypdf.PdfReader(BytesIO(made.data)).pages
    marks = Counter(
        (number, round(float(mark["/Rect"][0])), str(mark["/Contents"]).split()[0])
        for number, page in enumerate(pages)
        for mark in (entry.get_object() for entry in page.get("/Annots", []))
    )
    wanted = Counter(
        (region.page, round(region.box[0]), finding.code)
        for finding in made.report.findings
        if isinstance(finding.location, PdfLocation)
        for region in finding.location.regions
    )
    assert marks == wanted  # the summary is page 0, so that the first page of the draft is 1
    again = annotate(session(), item(made.data, "pdf"), LIMITS)
    assert len(pypdf.PdfReader(BytesIO(again.data)).pages) == len(pages)
    plain = pypdf.PdfReader(BytesIO(unannotate(item(again.data, "pdf"), LIMITS)))
    assert (len(plain.pages), sum(len(page.get("/Annots", [])) for page in plain.pages)) == (len(pages) - 1, 0)


def test_other_formats_say_what_to_do() -> None:
    with pytest.raises(InputError, match="批注只能写进 docx、xlsx 和 PDF"):
        annotate(session(), item(draft("青岚县教育局", "txt"), "txt"), LIMITS)
