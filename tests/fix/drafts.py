"""Drafts in the formats that can be corrected, made from the examples and (where they are there) the real documents."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from functools import cache, partial
from io import BytesIO

from lint.api import Item, Linter, Session, file_item
from tests.conftest import ROOT, SHARED
from tests.corpus.draw import drawn
from tests.corpus.drawing import Drawing
from tests.corpus.to_docx import docx_of
from tests.corpus.to_html import html_of
from tests.corpus.to_sheets import xlsx_of
from tests.corpus.to_text import text_of

ORIGINALS = {
    path.stem: path for folder in (ROOT / "examples", SHARED / "seeds") for path in sorted(folder.glob("*.txt"))
}
SOME = ("青岚县教育局", "青岚县农业农村和水务局")
"""The drafts that are tested in every format; the others in those of Word and Excel."""
WRITERS: dict[str, Callable[[Drawing], bytes]] = {
    "txt": lambda drawing: text_of(drawing).encode(),
    "docx": docx_of,
    "xlsx": xlsx_of,
    "one.xlsx": partial(xlsx_of, one=True),
    "html": html_of,
}
"""By suffix: what writes it."""
OFFICE = ("docx", "xlsx", "one.xlsx")
DRAFTS = [(name, suffix) for name in ORIGINALS for suffix in ("docx", "xlsx")]
DRAFTS += [(name, suffix) for name in SOME for suffix in WRITERS if (name, suffix) not in DRAFTS]
"""Names and suffixes."""
OFFICE_DRAFTS = [(name, suffix) for name, suffix in DRAFTS if suffix in OFFICE]


@cache
def linter() -> Linter:
    """A linter for all tests of this folder."""
    return Linter()


@cache
def session() -> Session:
    """A run by it."""
    return Session(lambda item: linter())


@cache
def draft(name: str, suffix: str) -> bytes:
    """A document in a format."""
    (read,) = linter().extract([file_item(ORIGINALS[name], linter().limits)])
    assert read.document is not None
    return WRITERS[suffix](drawn(read.document))


def item(data: bytes, suffix: str) -> Item:
    """Bytes as something to check."""
    return Item(f"draft.{suffix}", lambda: data, len(data))


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of an office package."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
