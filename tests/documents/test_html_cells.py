"""The html report's findings stand at the right cells, whatever the format of the draft."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lint.api import Item, Linter, file_item
from lint.model.report import Report
from lint.report.html.anchors import Anchors, cell_name
from lint.report.html.listing import group_key
from tests.conftest import ROOT
from tests.documents.test_formats import WRITERS, drawn

DRAFTS = [ROOT / "examples" / f"青岚县{name}.txt" for name in ("教育局", "卫生健康局")]


def _texts(report: Report) -> Iterator[tuple[str, str]]:
    """The name and text of every cell that is drawn."""
    for number, view in report.views.items():
        rows = [row for project in view.projects for row in project.rows] + list(view.duties)
        cells = [*view.overall, *(cell for project in view.projects for cell in project.cells)]
        for cell in (*cells, *(cell for row in rows for cell in row.cells)):
            yield cell_name(number, cell), cell.text


@pytest.mark.parametrize("name", WRITERS)
def test_every_finding_stands_at_the_cell_it_is_about(name: str, linter: Linter) -> None:
    suffix, write = WRITERS[name]
    read = linter.extract(file_item(path, linter.limits) for path in DRAFTS)
    drafts = [write(drawn(entry.document)) for entry in read if entry.document is not None]
    items = [Item(f"{number}.{suffix}", lambda draft=draft: draft) for number, draft in enumerate(drafts)]
    report = Linter(draws=True).check(items)
    found = Anchors(report).findings
    texts = dict(_texts(report))
    assert len(found) > 150
    for entry in found:
        subject = entry.finding.subject
        assert subject is not None
        assert group_key(entry.finding) != "file"
        if subject.field == "table":
            assert entry.cell == ""
        else:
            assert texts[entry.cell] == subject.value, entry.finding.message
