"""What was read of a project, as tests compare it."""

from __future__ import annotations

from typing import Any

from lint.model.cell import Cell
from lint.model.document import Indicator, Project


def shown(project: Project) -> dict[str, Any]:
    """All that was read; what the form does not have is left out."""
    budget, plan = project.budget, project.plan
    found = {
        "title": _text(project.title),
        "unit": project.unit_name,
        "unit_code": project.unit_code,
        "code": _text(project.code),
        "name": _text(project.name),
        "budget": budget and [_text(budget.total), _text(budget.fiscal), _text(budget.other)],
        "purpose": _text(project.purpose),
        "plan": plan and [[step.label, step.cell.text] for step in plan.steps],
        "goals": [goal.text for goal in project.goals] or None,
    }
    rows = [_row(indicator) for indicator in project.rows]
    return {name: part for name, part in found.items() if part is not None} | {"rows": rows}


def _row(row: Indicator) -> dict[str, str]:
    return {name: cell.text for name, cell in row.cells.items() if cell is not None}


def _text(cell: Cell | None) -> str | None:
    return None if cell is None else cell.text
