"""Annotated copies and review opinions in LibreOffice: it opens them, and finds every note at its cell."""

from __future__ import annotations

import zipfile
from collections import Counter
from functools import cache
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from lxml import etree

from lint.api import Limits, Linter, Session, file_item
from lint.api.annotating import Annotation, annotate
from lint.config.grading import load_grading
from lint.fix.notes.base import AUTHOR, note_of
from lint.model.place import SheetLocation, WordLocation
from lint.review.opinion import review
from lint.review.texts import TITLE
from lint.review.to_docx import render_docx
from lint.review.to_xlsx import render_xlsx
from tests.conftest import ROOT
from tests.corpus.office import SOFFICE, convert
from tests.fix.drafts import ORIGINALS, draft, item, session

pytestmark = [
    pytest.mark.skipif(SOFFICE is None, reason="没有 LibreOffice：没有在里面打开带批注的副本和审核意见"),
    pytest.mark.xdist_group("annotated in LibreOffice"),
]

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
NAMES = sorted(ORIGINALS, key=lambda name: ORIGINALS[name].stat().st_size)[-2:]
"""The two largest drafts there are."""
EDGE = 2 / 2.54 * 72
"""Two centimetres in points."""


@cache
def _annotated(name: str, suffix: str) -> Annotation:
    return annotate(session(), item(draft(name, suffix), suffix), Limits())


def _opened(folder: Path, suffix: str, target: str) -> list[etree._Element]:
    """The contents of the annotated copies as LibreOffice understood them."""
    sources = []
    for number, name in enumerate(NAMES):
        source = folder / f"{number}.{suffix}"
        source.write_bytes(_annotated(name, suffix).data)
        sources.append(source)
    convert(sources, target, folder)
    found = []
    for source in sources:
        with zipfile.ZipFile(source.with_suffix(f".{target}")) as archive:
            found.append(etree.fromstring(archive.read("content.xml")))
    return found


def _lines(note: etree._Element) -> tuple[str, ...]:
    return tuple("".join(map(str, line.itertext())) for line in note.iter(f"{TEXT}p"))


def _ours(node: etree._Element) -> list[etree._Element]:
    return [note for note in node.iter(f"{OFFICE}annotation") if AUTHOR in "".join(map(str, note.itertext()))]


def test_comments_hang_at_their_rows(tmp_path: Path) -> None:
    for name, root in zip(NAMES, _opened(tmp_path, "docx", "odt"), strict=True):
        findings = _annotated(name, "docx").report.shown
        wanted = Counter(
            (place.table.index, place.table.row, note_of(finding).lines)
            if place.table
            else (0, 0, note_of(finding).lines)
            for finding in findings
            if isinstance(place := finding.location, WordLocation)
        )
        placed: Counter[tuple[int, int, tuple[str, ...]]] = Counter()
        tables = [
            table for table in root.iter(f"{TABLE}table") if next(table.iterancestors(f"{TABLE}table"), None) is None
        ]
        for number, table in enumerate(tables[1:], 1):  # the first one is the summary
            for row, line in enumerate(table.iter(f"{TABLE}table-row"), 1):
                placed.update((number, row, _lines(note)) for note in _ours(line))
        inside = sum(placed.values())
        placed.update(
            (0, 0, _lines(note)) for note in _ours(root) if next(note.iterancestors(f"{TABLE}table"), None) is None
        )
        assert inside > 0
        assert placed == wanted


def test_notes_stand_at_their_cells(tmp_path: Path) -> None:
    for name, root in zip(NAMES, _opened(tmp_path, "xlsx", "ods"), strict=True):
        wanted: dict[tuple[str, int, int], list[str]] = {}
        for finding in _annotated(name, "xlsx").report.shown:
            place = finding.location
            if isinstance(place, SheetLocation):
                wanted.setdefault((place.sheet, *_place(place.ref)), []).extend(note_of(finding).lines)
        assert {at: [line for line in lines if line] for at, lines in _cells(root).items()} == wanted


def _place(ref: str) -> tuple[int, int]:
    letters = ref.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(ref[len(letters) :]), column


def _cells(root: etree._Element) -> dict[tuple[str, int, int], tuple[str, ...]]:
    """The notes by sheet, row and column; rows and cells may stand for several that are alike."""
    found = {}
    for sheet in root.iter(f"{TABLE}table"):
        row = 0
        for line in sheet.iter(f"{TABLE}table-row"):
            row, column = row + 1, 0
            for cell in line:
                for note in cell.iterchildren(f"{OFFICE}annotation"):
                    found[sheet.get(f"{TABLE}name") or "", row, column + 1] = _lines(note)
                column += int(cell.get(f"{TABLE}number-columns-repeated") or 1)
            row += int(line.get(f"{TABLE}number-rows-repeated") or 1) - 1
    return found


def test_the_opinion_prints_inside_its_margins(tmp_path: Path) -> None:
    """Every project begins on a new page, headers of tables are repeated, and the pages are numbered."""
    linter = Linter(draws=True)
    items = [file_item(path, Limits()) for path in sorted((ROOT / "examples").glob("*.txt"))]
    made = review(Session(lambda item: linter).check(items), load_grading(linter.registry))
    (tmp_path / "opinion.docx").write_bytes(render_docx(made))
    (tmp_path / "book.xlsx").write_bytes(render_xlsx(made))
    convert([tmp_path / "opinion.docx", tmp_path / "book.xlsx"], "pdf", tmp_path)
    with pdfplumber.open(BytesIO((tmp_path / "opinion.pdf").read_bytes())) as pdf:
        pages = [(page.extract_text(), page.chars, page.width, page.height) for page in pdf.pages]
    titles = [text.splitlines()[0] == TITLE for text, *_ in pages]
    assert sum(text.count(TITLE) for text, *_ in pages) == sum(titles) == len(made.opinions)
    for number, (text, chars, width, height) in enumerate(pages, 1):
        assert text.splitlines()[-1].replace(" ", "").replace("\u3000", "") == f"第{number}页共{len(pages)}页"
        seen = [char for char in chars if char["text"].strip()]
        assert min(char["x0"] for char in seen) >= EDGE - 1
        assert max(char["x1"] for char in seen) <= width - EDGE + 1
        assert min(char["top"] for char in seen) >= EDGE - 1
        assert max(char["bottom"] for char in seen) <= height - 28
        assert len([char for char in seen if char["top"] < height - 100]) > 20, f"page {number} is nearly empty"
    signed = [text for (text, *_) in pages if "复核人（签字）" in text]
    assert len(signed) == len(made.opinions) + 1
    with pdfplumber.open(BytesIO((tmp_path / "book.pdf").read_bytes())) as pdf:
        assert all(char["x1"] <= page.width and char["x0"] >= 0 for page in pdf.pages for char in page.chars)
        heads = Counter(page.extract_text().splitlines()[0].split()[0] for page in pdf.pages)
    assert set(heads) <= {"项目支出绩效目标审核意见汇总", "单位"}
