"""Amounts of money and the figures of a spending plan, as numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from lint.model.document import Plan, Project
from lint.text.fold import fold

_AMOUNT = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)(?P<unit>[^\d(（]*)")
_STEP = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)(?P<unit>%|万元|元)?")
_WAN = Decimal(10_000)


def yuan(text: str, factors: Mapping[str, Decimal], default: Decimal) -> Decimal | None:
    """An amount in 元; a bare number counts in ``default`` 元. None where the text is no single amount."""
    found = _AMOUNT.fullmatch(fold(text))
    if not found:
        return None
    factor = factors.get(found["unit"]) if found["unit"] else default
    return Decimal(found[1].replace(",", "")) * factor if factor is not None else None


def budget_in_wan(project: Project, factors: Mapping[str, Decimal]) -> Decimal | None:
    """The project's budget in 万元, or None where it is blank or not understood."""
    total = project.budget.total if project.budget else None
    amount = yuan(total.text, factors, project.money_unit) if total else None
    return None if amount is None else amount / _WAN


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """The figures of a plan, step by step; None for a blank step. ``percent`` where any is written with %."""

    values: tuple[Decimal | None, ...]
    percent: bool

    @property
    def filled(self) -> tuple[Decimal, ...]:
        """The figures without the blanks."""
        return tuple(value for value in self.values if value is not None)


def plan_figures(plan: Plan) -> PlanFigures | None:
    """The figures of a plan, or None where a step is not a number."""
    values: list[Decimal | None] = []
    percent = False
    for step in plan.steps:
        text = fold(step.cell.text)
        if not text:
            values.append(None)
            continue
        found = _STEP.fullmatch(text)
        if not found:
            return None
        percent |= found["unit"] == "%"
        values.append(Decimal(found[1].replace(",", "")))
    return PlanFigures(tuple(values), percent) if values else None


def plain(value: Decimal) -> str:
    """A number without trailing zeros: 96.00 as 96."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
