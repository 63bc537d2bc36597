"""What was read, as JSON: documents with their projects and indicators, every cell with its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lint.model.cell import Cell
from lint.model.document import ROW_FIELDS, Document, Duty, Indicator, Overall, Project
from lint.model.place import Locator, first_line
from lint.model.report import Input
from lint.report.places import location_json
from lint.report.to_json import input_json


def model_json(found: Iterable[Any]) -> dict[str, Any]:
    """``{"documents": […], "inputs": […]}`` from things that have an ``entry`` and a ``document`` or None."""
    entries: list[Input] = []
    documents = []
    for extracted in found:
        entries.append(extracted.entry)
        if extracted.document is not None:
            documents.append(_document(extracted.document, extracted.entry.id))
    return {"documents": documents, "inputs": [input_json(entry) for entry in entries]}


class _Places:
    """Locations of cells of one document."""

    def __init__(self, locator: Locator, number: int) -> None:
        self.locator = locator
        self.number = number

    def of(self, cell: Cell) -> dict[str, Any]:
        return location_json(self.locator.locate(*cell.stretch()), self.number)

    def line(self, cell: Cell) -> int | None:
        return first_line(self.locator.locate(*cell.stretch()))

    def all(self, **cells: Cell | None) -> dict[str, Any]:
        return {name: self.of(cell) for name, cell in cells.items() if cell is not None}


def _document(document: Document, number: int) -> dict[str, Any]:
    places = _Places(document.locator, number)
    return {
        "path": document.path,
        "format": document.format,
        "year": document.year,
        "projects": [_project(project, places) for project in document.projects],
        "overall": _overall(document.overall, places) if document.overall else None,
        "duties": [_duty(duty, places) for duty in document.duties],
        "notices": [{"message": notice.message, "location": places.of(notice.cell)} for notice in document.notices],
    }


def _text(cell: Cell | None) -> str | None:
    return None if cell is None else cell.text


def _project(project: Project, places: _Places) -> dict[str, Any]:
    budget, plan = project.budget, project.plan
    return {
        "seq": project.ordinal,
        "title": _text(project.title),
        "line": places.line(project.anchor),
        "unit_code": project.unit_code,
        "unit_name": project.unit_name,
        "code": _text(project.code),
        "name": _text(project.name),
        "budget": {name: _text(getattr(budget, name)) for name in ("total", "fiscal", "other")} if budget else None,
        "purpose": _text(project.purpose),
        "plan": [[step.label, step.cell.text] for step in plan.steps] if plan else None,
        "plan_uncertain": bool(plan and plan.drifted),
        "goals": [goal.text for goal in project.goals],
        "indicators": [_indicator(row, places) for row in project.indicators],
        "locations": {
            **places.all(title=project.title, code=project.code, name=project.name, purpose=project.purpose),
            **(places.all(total=budget.total, fiscal=budget.fiscal, other=budget.other) if budget else {}),
            "goals": [places.of(goal) for goal in project.goals],
            "plan": [places.of(step.cell) for step in plan.steps] if plan else [],
        },
    }


def _indicator(row: Indicator, places: _Places) -> dict[str, Any]:
    target = row.target
    made: dict[str, Any] = {"row": row.row, "line": places.line(row.anchor)}
    made |= {name: _text(row.cell(name)) for name in ROW_FIELDS}
    made |= {name: cell.text for name, cell in row.cells.items() if cell is not None and name not in ROW_FIELDS}
    if row.filler:
        made["filler"] = True
    made["target"] = {
        "kind": target.kind.value,
        "operator": str(target.operator) if target.operator else None,
        "number": None if target.number is None else str(target.number),
        "upper": None if target.upper is None else str(target.upper),
        "unit": target.unit,
        "date": [target.date.year, target.date.month, target.date.day] if target.date else None,
        "lead": target.lead,
        "rest": target.rest,
    }
    return made | {"locations": places.all(**row.cells)}


def _overall(overall: Overall, places: _Places) -> dict[str, Any]:
    return {
        "goal": _text(overall.goal),
        "items": [
            {
                "heading": item.heading.text,
                "goal": _text(item.goal),
                "indicator": _text(item.indicator),
                "locations": places.all(heading=item.heading, goal=item.goal, indicator=item.indicator),
            }
            for item in overall.items
        ],
        "locations": places.all(heading=overall.heading, goal=overall.goal),
    }


def _duty(duty: Duty, places: _Places) -> dict[str, Any]:
    return {
        "duty": duty.duty.text,
        "activity": duty.activity,
        "budget": _text(duty.budget),
        "content": _text(duty.content),
        "goal": _text(duty.goal),
        "indicators": [
            {"indicator": entry.indicator.text, "standards": [cell.text for cell in entry.standards]}
            for entry in duty.indicators
        ],
        "locations": places.all(duty=duty.duty, budget=duty.budget, content=duty.content, goal=duty.goal),
    }
