"""The documents of examples/: read to the last cell, every weak cell flagged and no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lint.api import Linter, file_item
from tests.conftest import ROOT
from tests.documents.scoring import content, extracted, flags, labels, missed, unlabelled

EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))
FIXTURES = ROOT / "tests" / "fixtures" / "examples"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_cell_is_read(path: Path, linter: Linter) -> None:
    gold = json.loads((FIXTURES / "extraction" / f"{path.stem}.json").read_text("utf-8"))
    document = extracted(linter, [path])[path.stem]
    assert content(document) == content(gold)
    assert document["year"] == gold["year"]


def test_weak_cells_are_flagged_and_no_others(linter: Linter) -> None:
    report = linter.check([file_item(path, linter.limits) for path in EXAMPLES])
    codes = linter.registry.by_code
    known, found = labels(FIXTURES / "labels", codes), flags(report, set(codes) - {"BD006"})
    assert missed(known, found) == []
    assert unlabelled(known, found) == []


def test_some_projects_of_the_examples_are_clean(linter: Linter) -> None:
    report = linter.check([file_item(path, linter.limits) for path in EXAMPLES])
    weak = {(f.input, f.subject.ordinal) for f in report.findings if f.subject and f.subject.ordinal}
    projects = sum(entry.projects for entry in report.inputs)
    assert projects - len(weak) >= 4
