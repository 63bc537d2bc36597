"""Word 97-2003 documents, as LibreOffice writes them from Word documents of which the reader of those is the oracle.

They are skipped, and say so, where LibreOffice is not installed.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from lint.api import Linter, file_item
from lint.errors import InputError
from lint.extract.grid import Grid, Line, Parsed
from lint.extract.libreoffice import convert, find_office
from lint.extract.readers.doc import parse
from lint.extract.readers.docx import parse as parse_docx
from lint.extract.source import Limits, Source
from tests.extract.word.write import cell, docx, paragraph, row, run, table

pytestmark = [
    pytest.mark.skipif(not find_office(), reason="LibreOffice is not installed: doc and wps are not tested"),
    pytest.mark.xdist_group("doc"),
]

DATE = 'w:id="1" w:author="财务" w:date="2026-01-01T00:00:00Z"'
NESTED = table(row("里", cell(table(row("最里"), grid=(900,)) + paragraph("里旁"))), grid=(1000, 1500))
SYMBOL = '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'
SECRET = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部</w:t></w:r>"
CHANGED = f"<w:del {DATE}><w:r><w:delText>85</w:delText></w:r></w:del><w:ins {DATE}>{run('95')}</w:ins>"
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "办法.docx" </w:instrText></w:r>'
    f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("办法")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
BODY = (
    paragraph("校舍维修项目绩效目标表")
    + table(
        row("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"),
        row(cell("产出指标", merge="↓"), cell("数量指标", merge="↓"), "维修教室数量", "完成数量", "≥12间", "年度计划"),
        row(
            cell(merge="↑"),
            cell(merge="↑"),
            "维修操场数量",
            "",
            f"<w:tc><w:p>{SYMBOL}{run('1个')}</w:p></w:tc>",
            "计划",
        ),
        row(cell("说明", span=2), cell(f"<w:p>{run('≥')}{CHANGED}</w:p>", span=4)),
        row(cell(f"<w:p>{SECRET}</w:p>", span=3), cell(f"<w:p>{run('90%')}{SECRET}</w:p>", span=3)),
        row(cell(paragraph("一") + paragraph("𠮷二"), span=6)),
        grid=(1200, 1200, 1500, 2000, 1000, 1200),
    )
    + paragraph("")
    + paragraph(f"<w:r><w:t>甲</w:t></w:r><w:r><w:tab/></w:r>{run('乙')}<w:r><w:br/></w:r>{run('丙')}")
    + paragraph(f"{run('见')}{FIELD}{run('止')}")
    + table(row("外", cell(paragraph("上") + NESTED + paragraph("下"))), grid=(1500, 4000))
    + paragraph("完")
)


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The document in the old format."""
    from lint.extract import libreoffice  # noqa: PLC0415

    patch = pytest.MonkeyPatch()
    patch.setitem(libreoffice._FILTERS, "doc", "doc:MS Word 97")
    try:
        return convert(Source("草稿.docx", docx(BODY), "docx", Limits(seconds=180)), "doc")
    finally:
        patch.undo()


def blocks(parsed: Parsed) -> list[object]:
    """All that was read, part names apart."""
    made: list[object] = []
    for block in parsed.blocks:
        if isinstance(block, Grid):
            made.append((block.index, block.parent, block.slots))
        elif isinstance(block, Line):
            made.append((block.number, block.text, block.hidden))
    return made


def test_the_same_document_in_both_formats(old: bytes) -> None:
    assert blocks(parse(old, Limits())) == blocks(parse_docx(docx(BODY), Limits()))


def test_deletions_as_word_marks_them(old: bytes) -> None:
    """Word says “other than in the style” (81) where LibreOffice says “on” (1)."""
    on, other = b"\x00\x08\x01", b"\x00\x08\x81"
    assert on in old
    assert blocks(parse(old.replace(on, other), Limits())) == blocks(parse(old, Limits()))


@pytest.mark.parametrize(("name", "format_name"), [("草稿.doc", "doc"), ("草稿.wps", "wps"), ("草稿.docx", "doc")])
def test_it_is_read_by_content(name: str, format_name: str, old: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(old)
    linter = Linter()
    (found,) = linter.extract([file_item(path, linter.limits)])
    assert found.document is not None, found.entry.reason
    value = found.document.projects[0].indicators[1].cell("value")
    assert value is not None
    label = found.document.locator.locate(*value.stretch()).label
    assert (found.entry.format, value.text, label) == (format_name, "≥1个", "表1 第3行 第5列")


def patched(data: bytes, at: int, value: bytes) -> bytes:
    """The document with bytes of its file information block replaced."""
    start = data.index(b"\xec\xa5") + at
    return data[:start] + value + data[start + len(value) :]


def test_an_encrypted_one(old: bytes) -> None:
    with pytest.raises(InputError, match="文件加了密码，请去掉密码后再检查") as raised:
        parse(patched(old, 0x0A, b"\x00\x01"), Limits())
    assert raised.value.skipped


@pytest.mark.parametrize(("at", "value"), [(0, b"\xdc\xa5"), (2, b"\x68\x00")])
def test_one_of_word_95(at: int, value: bytes, old: bytes) -> None:
    with pytest.raises(InputError, match=r"这是 Word 95 或更早的文档，读不了；.*另存为 \.docx") as raised:
        parse(patched(old, at, value), Limits())
    assert raised.value.elsewhere


def test_more_cells_than_the_limit(old: bytes) -> None:
    with pytest.raises(InputError, match="单元格超过 5 个的上限"):
        parse(old, Limits(cells=5))


def test_damaged_ones_get_one_line(old: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes are overwritten at random, with a seed; a file is read somehow, or refused in one line."""
    from lint.extract import libreoffice  # noqa: PLC0415

    monkeypatch.setattr(libreoffice, "find_office", lambda: "")
    source = random.Random(4)
    linter = Linter()
    for number in range(6):
        data = bytearray(old)
        for _ in range(10 ** (number // 2 + 1)):
            data[source.randrange(512, len(data))] = source.randrange(256)
        path = tmp_path / f"{number}.doc"
        path.write_bytes(bytes(data[: len(data) // 2 if number == 5 else len(data)]))
        (found,) = linter.extract([file_item(path, linter.limits)])
        assert (found.crash, "\n" in found.entry.reason) == ("", False)
        assert found.document is not None or found.entry.reason
    shutil.rmtree(tmp_path)
