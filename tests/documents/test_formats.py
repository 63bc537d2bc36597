"""The same drafts in every format: what is read, and what is found, is the same; only the places differ."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from _pytest.mark.structures import ParameterSet

from lint.api import Linter, file_item
from lint.engine.baseline import entries_of, match
from lint.engine.compare import Compared, compare
from lint.model.document import ROW_FIELDS, Project
from lint.model.finding import Finding, State
from tests.conftest import ROOT, SHARED
from tests.corpus.draw import drawn
from tests.corpus.drawing import Drawing
from tests.corpus.office import SOFFICE, convert
from tests.corpus.to_docx import docx_of
from tests.corpus.to_html import html_of
from tests.corpus.to_pdf import pdf_of
from tests.corpus.to_sheets import ods_of, xlsx_of
from tests.corpus.to_text import text_of

WRITERS: dict[str, tuple[str, Callable[[Drawing], bytes]]] = {
    "text": ("txt", lambda drawing: text_of(drawing).encode()),
    "docx": ("docx", docx_of),
    "docx, pages full": ("docx", partial(docx_of, pages=False)),
    "xlsx, a sheet a project": ("xlsx", xlsx_of),
    "xlsx, one sheet": ("xlsx", partial(xlsx_of, one=True)),
    "ods": ("ods", ods_of),
    "html": ("html", html_of),
    "pdf": ("pdf", pdf_of),
}
"""By name: the suffix and what writes it."""
CONVERTED: dict[str, tuple[str, str]] = {
    "xls": ("xlsx, a sheet a project", "xls"),
    "ods by LibreOffice": ("xlsx, one sheet", "ods"),
    "pdf by LibreOffice": ("docx", "pdf"),
    "pdf by LibreOffice, pages full": ("docx, pages full", "pdf"),
}
"""By name: what LibreOffice makes it from, and its suffix."""
Findings: TypeAlias = Sequence[Finding]
Checked: TypeAlias = tuple[list[dict[str, Any]], Findings]
"""What is read of a file, and what is found."""
ORIGINALS = [*sorted((ROOT / "examples").glob("*.txt")), *sorted((SHARED / "seeds").glob("*.txt"))]


@pytest.fixture(scope="module")
def drawings(linter: Linter) -> dict[str, Drawing]:
    """The examples, and where they are there the five real documents, as drawings."""
    found = linter.extract(file_item(path, linter.limits) for path in ORIGINALS)
    return {
        path.stem: drawn(entry.document)
        for path, entry in zip(ORIGINALS, found, strict=True)
        if entry.document is not None
    }


@pytest.fixture(scope="module")
def written(drawings: dict[str, Drawing], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder with all documents in a format, written when first asked for."""
    root = tmp_path_factory.mktemp("corpus")

    def folder(name: str) -> Path:
        place = root / name
        if place.is_dir():
            return place
        if name in CONVERTED:
            source, suffix = CONVERTED[name]
            if SOFFICE is None:
                pytest.skip(f"没有装 LibreOffice：{suffix} 格式没有测试")
            convert(sorted(folder(source).iterdir()), suffix, place)
            return place
        suffix, write = WRITERS[name]
        place.mkdir()
        for stem, drawing in drawings.items():
            (place / f"{stem}.{suffix}").write_bytes(write(drawing))
        return place

    return folder


def _project(project: Project) -> dict[str, Any]:
    budget, plan = project.budget, project.plan
    return {
        "name": project.name and project.name.text,
        "code": project.code and project.code.text,
        "purpose": project.purpose and project.purpose.text,
        "budget": budget and [cell and cell.text for cell in (budget.total, budget.fiscal, budget.other)],
        "plan": plan and [(step.label, step.cell.text) for step in plan.steps],
        "goals": [goal.text for goal in project.goals],
        "rows": [[row.text(name) for name in ROW_FIELDS] for row in project.indicators],
    }


def _found(findings: Findings) -> Counter[tuple[str, ...]]:
    """The findings without their places."""
    return Counter((finding.code, finding.message, finding.suggestion, repr(finding.subject)) for finding in findings)


def _bare(value: Any) -> Any:
    """A value without blanks in its texts."""
    return re.sub(r"\s", "", json.dumps(value, ensure_ascii=False))


def _found_apart_from_blanks(findings: Findings) -> Counter[tuple[str, ...]]:
    """The findings by code and cell; those about blanks left out, which a page does not show at the end of a line."""
    found: Counter[tuple[str, ...]] = Counter()
    for finding in findings:
        if finding.code != "BD006":
            found[finding.code, _bare(repr(finding.subject))] += 1
    return found


def _checked(linter: Linter, path: Path) -> Checked:
    examined, document = linter.examine(0, file_item(path, linter.limits))
    assert document is not None, examined.entry.reason
    findings = (*examined.findings, *compare([Compared(0, document, linter.runner)]).findings)
    return list(map(_project, document.projects)), findings


@pytest.fixture(scope="module")
def checked(linter: Linter) -> Callable[[Path], Checked]:
    """What is read and found of an original."""
    return cache(partial(_checked, linter))


def _marked(name: str) -> ParameterSet:
    """A format; tests of those that LibreOffice writes run in one process, so that it writes them once."""
    return pytest.param(name, marks=[pytest.mark.xdist_group(name)] if name in CONVERTED else [])


@pytest.mark.parametrize("name", [_marked(name) for name in (*WRITERS, *CONVERTED)])
@pytest.mark.parametrize("original", ORIGINALS, ids=lambda path: path.stem)
def test_what_is_read_and_found_is_the_same(
    name: str, original: Path, written: Callable[[str], Path], checked: Callable[[Path], Checked], linter: Linter
) -> None:
    (path,) = written(name).glob(f"{original.stem}.*")
    (expected, findings), (projects, others) = checked(original), _checked(linter, path)
    if path.suffix == ".pdf":
        assert _bare(projects) == _bare(expected)
        assert _found_apart_from_blanks(others) == _found_apart_from_blanks(findings)
    else:
        assert projects == expected
        assert _found(others) == _found(findings)
    known = entries_of(findings, {0: original.name})
    new = {one.code for one in match(known, others, {0: path.name}, lambda _: False).findings if one.state is State.NEW}
    assert new <= ({"BD006"} if path.suffix == ".pdf" else set()), "a converted draft has nothing new, but for blanks"
