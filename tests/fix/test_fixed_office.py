"""LibreOffice opens what a correction has written, and reads in it what we read."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from lint.api.fixing import Options, fix
from tests.corpus.office import SOFFICE, convert
from tests.fix.drafts import ORIGINALS, draft, item, linter, session
from tests.fix.full import WRONG, full_docx, full_xlsx, run

pytestmark = [
    pytest.mark.skipif(SOFFICE is None, reason="没有安装 LibreOffice"),
    pytest.mark.xdist_group("office after fix"),
]
_KINDS = {"docx": ("docx", False), "tracked": ("docx", True), "xlsx": ("xlsx", False)}
_FULL = {"docx": full_docx(run("1800", "<w:i/>") + run(WRONG[4:])), "xlsx": full_xlsx()}
NAMES = ("青岚县教育局", *[name for name in ORIGINALS if name.startswith(("000", "003"))], "full")
"""One of the examples, two of the real documents where they are there, and the documents full of forms."""


@cache
def _fixed(name: str, kind: str) -> bytes:
    suffix, tracked = _KINDS[kind]
    data = _FULL[suffix] if name == "full" else draft(name, suffix)
    fixed = fix(session(), item(data, suffix), Options(unsafe=True, tracked=tracked))
    assert fixed.changes
    return fixed.data


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All corrected drafts through LibreOffice: two runs of it."""
    folder = tmp_path_factory.mktemp("office")
    for target, kinds in (("doc", ("docx", "tracked")), ("ods", ("xlsx",))):
        sources = []
        for kind in kinds:
            for name in NAMES:
                sources.append(folder / f"{name}-{kind}.{_KINDS[kind][0]}")
                sources[-1].write_bytes(_fixed(name, kind))
        convert(sources, target, folder)
    return folder


def _values(data: bytes, suffix: str) -> list[list[str]]:
    (read,) = linter().extract([item(data, suffix)])
    assert read.document is not None
    return [[cell.text for cell in row.cells.values() if cell] for p in read.document.projects for row in p.rows]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("kind", "target"), [("docx", "doc"), ("xlsx", "ods")])
def test_libreoffice_reads_the_same(name: str, kind: str, target: str, converted: Path) -> None:
    seen = _values((converted / f"{name}-{kind}.{target}").read_bytes(), target)
    assert seen == _values(_fixed(name, kind), _KINDS[kind][0])


@pytest.mark.parametrize("name", NAMES)
def test_libreoffice_opens_tracked_changes(name: str, converted: Path) -> None:
    assert (converted / f"{name}-tracked.doc").stat().st_size > 1000
