"""The forms that a table can take: what is read of it, complete, and what is said of that which was not read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from lint.api import Item, Linter
from lint.model.cell import Cell
from lint.model.document import Document, Project
from lint.model.report import Status

CASES = yaml.safe_load((Path(__file__).parents[1] / "fixtures" / "forms.yaml").read_text("utf-8"))
ROW = ("level1", "level2", "name", "value")


def _read(text: str, linter: Linter) -> tuple[Document, Status]:
    extracted = linter.extract([Item("表.txt", lambda: text.replace("⇥", "\t").encode())])[0]
    assert extracted.document is not None, extracted.crash
    return extracted.document, extracted.entry.status


def _text(cell: Cell | None) -> str | None:
    return None if cell is None else cell.text


def _shown(project: Project) -> dict[str, Any]:
    """A project as the fixtures write it; what it does not have is left out."""
    funds = project.budget
    shown = {
        "title": _text(project.title),
        "unit": " ".join(part for part in (project.unit_code, project.unit_name) if part),
        "name": _text(project.name),
        "budget": [_text(funds.total), _text(funds.fiscal), _text(funds.other)] if funds else None,
        "purpose": _text(project.purpose),
        "goals": [goal.text for goal in project.goals],
        "rows": [" | ".join(row.text(field) for field in ROW).rstrip() for row in project.indicators],
    }
    return {key: value for key, value in shown.items() if value}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_form(case: dict[str, Any], linter: Linter) -> None:
    document, status = _read(case["text"], linter)
    notices = [f"{notice.cell.text}：{notice.message}" for notice in document.notices]
    assert [_shown(project) for project in document.projects] == case.get("expect", [])
    assert notices == case.get("notices", [])
    assert status is (Status.PARTIAL if notices else Status.CHECKED)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_cell_stands_where_it_says(case: dict[str, Any], linter: Linter) -> None:
    text = case["text"].replace("⇥", "\t")
    document, _ = _read(text, linter)
    for project in document.projects:
        cells = [project.title, project.name, *project.goals]
        cells += [cell for row in project.indicators for cell in row.cells.values()]
        for cell in cells:
            if cell is not None and not cell.parts:
                location = document.locator.locate(*cell.stretch())
                stands = text[location.start.offset : location.end.offset].strip()
                assert stands.replace("<br>", "").replace("**", "") == cell.text


@pytest.mark.parametrize(
    "block",
    [
        "项目支出绩效目标表⇥⇥⇥\n",
        "一级指标⇥二级指标⇥三级指标⇥指标值\n\n说明\n\n",
        "甲⇥\n",
        "甲⇥",
        "项目名称：甲，乙，丙\n",
    ],
)
def test_many_repetitions_cost_no_more_than_their_number(block: str, linter: Linter) -> None:
    document, _ = _read("公园绿化绩效目标表\n\n" + block * 3000, linter)
    assert len(document.projects) <= 1
