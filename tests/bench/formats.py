"""``make bench``: cells a second for each format, beside the plain parser underneath in the same process."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from time import process_time

from lxml import etree
from lxml import html as lxml_html

from lint.api import Item, Linter
from lint.extract.source import Limits, Source
from tests.bench.generate import document
from tests.corpus.draw import drawn
from tests.corpus.office import SOFFICE, convert
from tests.corpus.to_docx import docx_of
from tests.corpus.to_html import html_of
from tests.corpus.to_sheets import ods_of, xlsx_of

ROWS = 2_160
"""Rows of about 300 projects."""
ROUNDS = 5


def measure() -> None:
    """Print a line for each format."""
    linter = Linter()
    text = document(ROWS).encode()
    (entry,) = linter.extract([Item("bench.txt", lambda: text)])
    assert entry.document is not None
    drawing = drawn(entry.document)
    files = {
        "docx": docx_of(drawing, pages=False),
        "xlsx": xlsx_of(drawing, one=True),
        "ods": ods_of(drawing, one=True),
    }
    files["html"] = html_of(drawing)
    if SOFFICE:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "bench.docx").write_bytes(files["docx"])
            (folder / "bench.xlsx").write_bytes(files["xlsx"])
            for source, suffix in (("docx", "pdf"), ("docx", "doc"), ("xlsx", "xls")):
                convert([folder / f"bench.{source}"], suffix, folder)
                files[suffix] = (folder / f"bench.{suffix}").read_bytes()
    cells = sum(len(form.rows) * len(form.widths) for form in drawing.forms)
    print(f"各种格式：{len(entry.document.projects)} 个项目、约 {cells} 格；毫秒，和直接调用底层库相比")
    for name, data in files.items():
        own = _best(partial(_read, linter, name, data))
        plain = _PLAIN.get(name)
        beside = f"  底层 {1000 * (base := _best(partial(plain, data))):6.0f}  {own / base:4.1f} 倍" if plain else ""
        print(f"  {name:5} {1000 * own:6.0f}  每秒 {cells / own:8.0f} 格{beside}")


def _read(linter: Linter, name: str, data: bytes) -> None:
    """Read in this process, also what a run reads in one of its own."""
    module = import_module(f"lint.extract.readers.{name}")
    if hasattr(module, "parse"):
        module.parse(data, Limits())
    else:
        module.read(Source(f"bench.{name}", data, name, Limits()))


def _best(call: Callable[[], None]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        call()
        times.append(process_time() - start)
    return min(times)


def _part(data: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        etree.fromstring(archive.read(name))


def _pdf(data: bytes) -> None:
    pdfium = import_module("pypdfium2")
    for page in pdfium.PdfDocument(data):
        page.get_textpage().get_text_range()


def _xlsx(data: bytes) -> None:
    import_module("openpyxl").load_workbook(io.BytesIO(data))


def _xls(data: bytes) -> None:
    import_module("xlrd").open_workbook(file_contents=data, formatting_info=True)


_PLAIN: dict[str, Callable[[bytes], None]] = {
    "docx": partial(_part, name="word/document.xml"),
    "xlsx": _xlsx,
    "ods": partial(_part, name="content.xml"),
    "html": lambda data: lxml_html.document_fromstring(data.decode()),
    "pdf": _pdf,
    "xls": _xls,
}
