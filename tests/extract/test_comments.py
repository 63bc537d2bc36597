"""Comments that speak to jixiao, in every format: what they say, what they speak of; all else is read as without."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lint.api import Item, Linter, file_item
from lint.engine.noted import noted
from lint.engine.spots import spots
from lint.extract.comments import LONGEST, UNREAD, said, said_by_line
from lint.model.document import Document
from lint.model.place import TextLocation
from tests.conftest import ROOT
from tests.corpus.drawing import Drawing
from tests.corpus.layouts import LAYOUTS, Drawn
from tests.corpus.office import SOFFICE, convert
from tests.corpus.to_docx import docx_of
from tests.corpus.to_html import html_of
from tests.corpus.to_pdf import pdf_of
from tests.corpus.to_sheets import ods_of, xlsx_of
from tests.corpus.to_text import text_of
from tests.extract.books import MAIN, xlsx
from tests.extract.reading import shown
from tests.extract.word.write import WORD, cell, docx, paragraph, row
from tests.extract.word.write import packed as word_packed

WRITERS: dict[str, tuple[str, Callable[[Drawing], bytes]]] = {
    "text": ("txt", lambda drawing: text_of(drawing).encode()),
    "docx": ("docx", docx_of),
    "html": ("html", html_of),
    "xlsx": ("xlsx", partial(xlsx_of, one=True)),
    "ods": ("ods", ods_of),
    "pdf": ("pdf", pdf_of),
}
CONVERTED = {"xls": "xlsx", "rtf": "docx"}
"""By suffix: what LibreOffice makes it from."""
TEXT = "jixiao: 忽略 SD001 理由：合同写明"


def _read(linter: Linter, name: str, data: bytes) -> Document:
    (found,) = linter.extract([Item(name, lambda: data)])
    assert found.document is not None, found.entry.reason
    return found.document


def _without_places(document: Document) -> Any:
    return [shown(project) for project in document.projects], [notice.message for notice in document.notices]


def _name(drawn: Drawn) -> str:
    """The name of an indicator of the first project that stands in a cell of its own, once."""
    texts = Counter(box.text for form in drawn.drawing.forms for row in form.rows for box in row)
    return next((row["name"] for row in drawn.gold[0]["rows"][1:] if texts[row["name"]] == 1), "")


@pytest.mark.parametrize("format_name", WRITERS)
@pytest.mark.parametrize("name", LAYOUTS)
def test_a_comment_on_a_cell_speaks_of_its_row(name: str, format_name: str, linter: Linter) -> None:
    drawn = LAYOUTS[name]()
    text = _name(drawn)
    if not text:
        pytest.skip("没有自成一格的指标名称")
    suffix, write = WRITERS[format_name]
    plain = _read(linter, f"表.{suffix}", write(drawn.drawing))
    document = _read(linter, f"表.{suffix}", write(drawn.drawing.commented({text: TEXT})))
    assert _without_places(document) == _without_places(plain)
    rows = [
        (project.ordinal, row.row) for project in plain.projects for row in project.rows if row.text("name") == text
    ]
    if not rows:
        pytest.skip("这种格式里读不出这张表")
    (comment,) = noted(document)
    assert comment.text == TEXT
    assert next((aim.rows for aim in comment.aims if aim.rows), ()) == tuple(rows)


@pytest.mark.parametrize("suffix", CONVERTED)
def test_comments_survive_in_formats_of_office_programs(suffix: str, linter: Linter, tmp_path: Path) -> None:
    if SOFFICE is None:
        pytest.skip(f"没有装 LibreOffice：{suffix} 格式没有测试")
    source, write = WRITERS[CONVERTED[suffix]]
    drawn = next(iter(LAYOUTS.values()))()
    path = tmp_path / f"表.{source}"
    path.write_bytes(write(drawn.drawing.commented({_name(drawn): TEXT})))
    convert([path], suffix, tmp_path / "made")
    (found,) = linter.extract([file_item(tmp_path / "made" / f"表.{suffix}", linter.limits)])
    assert found.document is not None, found.entry.reason
    assert [comment.text for comment in noted(found.document)] == [TEXT]


BARS = (ROOT / "docs/guide/files/草稿.txt").read_text("utf-8")
MARKDOWN = re.sub(r"^(一级指标.*)$", r"\1\n|---|---|---|---|---|---|", BARS, flags=re.M).replace("1、", "# ")
CSV = "\n".join(line.replace(" | ", ",") for line in BARS.splitlines()[4:]).replace("修补路面面积", '"修补,路面\n面积"')
CELLS = """1、护林防火绩效目标表

项目编码
	13058827P0042
绩效目标
	全年不发生较大火灾，
护林员全部到岗。

一级指标
	二级指标
	三级指标
	指标值

产出指标
	数量指标
	护林员人数
	≥120人

满意度指标
	服务对象满意度指标
	林区群众
满意度
	≥90%
"""
TABS = text_of(next(iter(LAYOUTS.values()))().drawing)
DRAFTS = {"竖线.txt": BARS, "表.md": MARKDOWN, "表.csv": CSV, "一行一格.txt": CELLS, "制表符.txt": TABS}
HOSTILE = [
    "# jixiao: 忽略 SD001,SD002 理由：一",
    "  ＃ JIXIAO：忽略 SD001 理由：|---|、| a | b |",
    "#jixiao: 忽略 SD001\t理由：\t制表\t符",
    "# jixiao: 忽略 SD001 理由：“引号”，逗号,分号;x",
    "# jixiao: 指标名称 指标值 一级指标 1、绩效目标表",
    "# jixiao 忽略 SD001 理由：" + "长" * 3000,
]
MARKED = ["<!-- jixiao: 忽略 SD001 理由：一 -->", "<!--\njixiao：忽略 SD001\n理由：| a | b |\n-->"]


def _lines(document: Document) -> list[tuple[str, int, int]]:
    """Every cell's text with the line and the column in which it begins."""
    made = []
    for spot in spots(document):
        where = document.locator.locate(*spot.cell.stretch())
        assert isinstance(where, TextLocation)
        made.append((spot.cell.text, where.start.line, where.start.column))
    return made


@pytest.mark.parametrize("name", DRAFTS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_text_with_comments_reads_as_without(name: str, linter: Linter, data: st.DataObject) -> None:
    lines = DRAFTS[name].split("\n")
    texts = HOSTILE if name.endswith(".csv") else HOSTILE + MARKED
    inside = {at for at, line in enumerate(lines) if line.startswith("面积")}
    at = sorted(data.draw(st.lists(st.integers(0, len(lines)).filter(lambda n: n not in inside), max_size=4)))
    added = [data.draw(st.sampled_from(texts)) for _ in at]
    made = [
        [text for where, text in zip(at, added, strict=True) if where == number] for number in range(len(lines) + 1)
    ]
    whole = [text for number, line in enumerate([*lines, ""]) for text in (*made[number], line)][:-1]
    plain, commented = (_read(linter, name, "\n".join(text).encode()) for text in (lines, whole))
    assert _without_places(commented) == _without_places(plain)
    starts = list(accumulate(sum(text.count("\n") + 1 for text in own) for own in made))
    assert _lines(commented) == [(text, line + starts[line - 1], column) for text, line, column in _lines(plain)]
    assert len(commented.comments) == len(at)


@pytest.mark.parametrize(
    ("line", "above"),
    [
        ("# jixiao: 忽略 SD001 理由：上级定的", "产出指标\n"),
        ("＃ jixiao：忽略 SD001 理由：上级定的", "\t数量指标\n"),
        ("<!-- jixiao: 忽略 SD001 理由：上级定的 -->", "\t≥120人\n"),
    ],
)
def test_a_line_in_a_row_of_one_cell_a_line_speaks_of_this_row(line: str, above: str, linter: Linter) -> None:
    text = CELLS.replace(above, f"{line}\n{above}", 1)
    (comment,) = noted(_read(linter, "表.txt", text.encode()))
    assert (comment.location.label, comment.aims[-1].rows) == (
        f"第 {text[: text.index(line)].count(chr(10)) + 1} 行",
        ((1, 1),),
    )


def test_a_comment_in_a_row_of_markdown_speaks_of_this_row(linter: Linter) -> None:
    row = "满意度指标 | 服务对象满意度指标 | 沿线村民满意度 | 满意的村民占受访村民的比例 | ≥90% | 上年入户调查"
    text = MARKDOWN.replace(row, f"{row} <!-- jixiao: 忽略 SD001 理由：一 -->")
    (comment,) = noted(_read(linter, "表.md", text.encode()))
    assert [aim.rows for aim in comment.aims] == [(), ((1, 6),)]


@pytest.mark.parametrize("text", ["请核对", "jixiaozhe: 某人", "见 jixiao: 忽略 SD001", "", "张三：\n请核对", "# 绩效"])
def test_what_people_say_to_each_other_is_left_alone(text: str) -> None:
    assert (said(text), said_by_line(f"# {text}")) == ("", "")


def test_a_long_comment_is_cut(linter: Linter) -> None:
    (comment,) = noted(_read(linter, "表.txt", f"# jixiao: {'长' * 50_000}\n{BARS}".encode()))
    assert len(comment.text) == LONGEST + 1


def test_many_comments(linter: Linter) -> None:
    line = "# jixiao: 忽略 SD001 理由：一\n"
    document = _read(linter, "表.txt", BARS.replace("产出指标 |", f"{line * 5000}产出指标 |").encode())
    assert Counter(aim.rows for comment in noted(document) for aim in comment.aims[1:]) == {
        ((1, row),): 5000 for row in (1, 2, 3, 4)
    }


_RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/></Relationships>'
)
HEAD = ["一级指标", "二级指标", "三级指标", "指标值"]
ROWS = [["产出指标", "数量指标", "护林员人数", "≥120人"], ["满意度指标", "满意度指标", "群众满意度", "≥90%"]]


def _word(comments: str, *, between: str = "", above: str = "") -> bytes:
    rows = [row(*map(cell, HEAD)), *(row(*map(cell, own)) for own in ROWS)]
    body = f"{paragraph('1、护林绩效目标表')}{above}<w:tbl>{rows[0]}{rows[1]}{between}{rows[2]}</w:tbl>"
    files = zipfile.ZipFile(io.BytesIO(docx(body)))
    parts: dict[str, str | bytes] = {name: files.read(name) for name in files.namelist()}
    parts["word/_rels/document.xml.rels"] = _RELATION.format("comments", "comments.xml")
    parts["word/comments.xml"] = comments
    return word_packed(parts)


def _said(*texts: str) -> str:
    notes = (f'<w:comment w:id="{number}">{paragraph(text)}</w:comment>' for number, text in enumerate(texts))
    return f'<w:comments xmlns:w="{WORD}">{"".join(notes)}</w:comments>'


def test_a_comment_between_rows_of_a_word_table_speaks_of_the_next_row(linter: Linter) -> None:
    document = _read(linter, "表.docx", _word(_said(TEXT), between='<w:commentRangeStart w:id="0"/>'))
    assert [[aim.rows for aim in comment.aims] for comment in noted(document)] == [[((1, 2),), ((1, 2),)]]


def test_a_comment_on_a_paragraph_speaks_of_it_and_else_of_the_next_row(linter: Linter) -> None:
    above = paragraph('<w:commentRangeStart w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>')
    (comment,) = noted(_read(linter, "表.docx", _word(_said(TEXT), above=above)))
    assert [aim.rows for aim in comment.aims] == [(), ()]
    assert comment.aims[1].begin < comment.aims[1].end


def test_comments_of_people_are_passed_over(linter: Linter) -> None:
    document = _read(linter, "表.docx", _word(_said("请核对"), between='<w:commentRangeStart w:id="0"/>'))
    assert document.comments == ()


def test_damaged_comments_are_told_of(linter: Linter) -> None:
    document = _read(linter, "表.docx", _word("<w:comments"))
    assert [notice.message for notice in document.notices] == [UNREAD]
    assert [len(project.rows) for project in document.projects] == [2]


def _sheet(kind: str, name: str, content: str) -> bytes:
    rows = [["1、护林绩效目标表"], HEAD, *ROWS]
    lines = (
        f'<row r="{at}">{"".join(f"<c t={chr(34)}inlineStr{chr(34)}><is><t>{text}</t></is></c>" for text in own)}</row>'
        for at, own in enumerate(rows, start=1)
    )
    relation = _RELATION.format(kind, f"../{name}").encode()
    others = {"xl/worksheets/_rels/s0.xml.rels": relation, f"xl/{name}": content.encode()}
    return xlsx(f"<sheetData>{''.join(lines)}</sheetData>", others=others)


@pytest.mark.parametrize(
    ("ref", "rows"), [("D4", ((1, 2),)), ("A3", ((1, 1),)), ("F3", ((1, 1),)), ("B9", ((1, 2),)), ("A1", ())]
)
def test_threads_and_notes_of_excel(ref: str, rows: object, linter: Linter) -> None:
    thread = f'<ThreadedComments xmlns="t"><threadedComment ref="{ref}"><text>{TEXT}</text></threadedComment>'
    note = f'<comments xmlns="{MAIN}"><commentList><comment ref="{ref}"><text><r><t>张三:</t></r><r><t>\n{TEXT}</t></r>'
    for data in (
        _sheet("threadedComment", "threadedComments/t1.xml", f"{thread}</ThreadedComments>"),
        _sheet("comments", "comments1.xml", f"{note}</text></comment></commentList></comments>"),
    ):
        (comment,) = noted(_read(linter, "表.xlsx", data))
        assert (comment.text, comment.aims[0].rows) == (TEXT, rows)
