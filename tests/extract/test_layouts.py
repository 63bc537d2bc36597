"""Every form is read by its headers: what was drawn is what is read, in every format."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest

from lint.api import Item, Linter, file_item
from lint.extract.document import assemble
from lint.extract.headers import Headers
from lint.extract.readers import grids
from lint.model.document import Document
from lint.text.words import merge
from tests.corpus.direct import directly
from tests.corpus.drawing import Drawing
from tests.corpus.layouts import LAYOUTS, Drawn
from tests.corpus.office import SOFFICE, convert
from tests.corpus.to_docx import docx_of
from tests.corpus.to_html import html_of
from tests.corpus.to_sheets import ods_of, xlsx_of
from tests.corpus.to_text import text_of
from tests.extract.reading import shown

WRITERS: dict[str, tuple[str, Callable[[Drawing], bytes]]] = {
    "text": ("txt", lambda drawing: text_of(drawing).encode()),
    "docx": ("docx", docx_of),
    "html": ("html", html_of),
    "xlsx": ("xlsx", xlsx_of),
    "xlsx, one sheet": ("xlsx", partial(xlsx_of, one=True)),
    "ods": ("ods", ods_of),
}
"""By name: the suffix and what writes it."""
CONVERTED: dict[str, tuple[str, str]] = {"doc": ("docx", "doc"), "xls": ("xlsx", "xls"), "pdf": ("docx", "pdf")}
"""By name: what LibreOffice makes it from, and its suffix."""
NAMES = tuple(LAYOUTS)
MERGED = ("V5 绩效标准", "V27 左边", "V11 带星号")
"""Cells other than levels are merged downwards in these: text cannot tell them from blank ones."""
APART = ("N11", "V27 换页")
"""Several tables a project in these: not with a sheet for each table."""
CUT = ("N10", "N1 一张表", "V14")
"""The end of a page cuts cells in two in these, and what is read of a pdf then is not yet what was drawn."""
SHEETS = ("xlsx", "ods", "xls")


def _cannot(name: str, format_name: str) -> str:
    """Why a layout does not exist in a format."""
    if format_name == "text" and name.startswith(MERGED):
        return "纯文本里看不出这样的合并单元格"
    if format_name == "pdf" and name.startswith(CUT):
        return "换页把一格切成两半，还读不全"
    return "一个项目的几张表不会分在几张工作表里" if format_name in SHEETS and name.startswith(APART) else ""


def _same(document: Document, drawn: Drawn) -> None:
    assert [shown(project) for project in document.projects] == [
        {key: part for key, part in gold.items() if part is not None and part != []} for gold in drawn.gold
    ]
    messages = [notice.message for notice in document.notices]
    assert len(messages) == len(drawn.notices), messages
    assert all(part in message for part, message in zip(drawn.notices, messages, strict=True)), messages


@pytest.mark.parametrize("name", NAMES)
def test_a_form_is_read_by_its_headers(name: str, linter: Linter) -> None:
    drawn = LAYOUTS[name]()
    headers = Headers.from_data(linter.lexicon.data["headers"])
    _same(assemble(directly(drawn.drawing), "表.docx", "docx", linter.lexicon, headers), drawn)


@pytest.mark.parametrize("format_name", WRITERS)
@pytest.mark.parametrize("name", NAMES)
def test_a_form_is_read_in_every_format(name: str, format_name: str, linter: Linter) -> None:
    if reason := _cannot(name, format_name):
        pytest.skip(reason)
    drawn = LAYOUTS[name]()
    suffix, write = WRITERS[format_name]
    data = write(drawn.drawing)
    (entry,) = linter.extract([Item(f"表.{suffix}", lambda: data)])
    assert entry.document is not None, entry.entry.reason
    _same(entry.document, drawn)


@pytest.mark.parametrize("format_name", CONVERTED)
def test_a_form_is_read_in_formats_of_office_programs(
    format_name: str, linter: Linter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if SOFFICE is None:
        pytest.skip(f"没有装 LibreOffice：{format_name} 格式没有测试")
    # A process for each of 120 files would take longer than reading them; `TestIsolated` is about that.
    monkeypatch.setattr(grids, "parse_isolated", lambda module, *given: import_module(module).parse(*given))
    source, suffix = CONVERTED[format_name]
    extension, write = WRITERS[source]
    drawings = {f"{number:02}": LAYOUTS[name]() for number, name in enumerate(NAMES) if not _cannot(name, format_name)}
    paths = [tmp_path / f"{stem}.{extension}" for stem in drawings]
    for path, drawn in zip(paths, drawings.values(), strict=True):
        path.write_bytes(write(drawn.drawing))
    convert(paths, suffix, tmp_path / "made")
    found = linter.extract(file_item(tmp_path / "made" / f"{stem}.{suffix}", linter.limits) for stem in drawings)
    for entry, drawn in zip(found, drawings.values(), strict=True):
        assert entry.document is not None, entry.entry.reason
        _same(entry.document, drawn)


def test_a_countys_own_words_are_learnt_from_a_dictionary(linter: Linter) -> None:
    drawn = LAYOUTS["N7 词典里没有的叫法：指标维度、考核指标、目标要求"]()
    words = {"columns": {"level2": "指标维度", "name": "考核指标", "value": "目标要求"}}
    headers = Headers.from_data(merge(linter.lexicon.data["headers"], words))
    document = assemble(directly(drawn.drawing), "表.docx", "docx", linter.lexicon, headers)
    _same(document, Drawn(drawn.drawing, drawn.gold))
