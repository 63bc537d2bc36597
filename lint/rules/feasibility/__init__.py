"""可行性: do plan, money and dates work out."""

from __future__ import annotations

from lint.model.document import Plan, PlanStep
from lint.rules.base import Shown


def shown_plan(plan: Plan, step: PlanStep | None = None) -> Shown:
    """A plan as one line of labels and figures, with one step singled out (the last by default)."""
    index = plan.steps.index(step) if step else len(plan.steps) - 1
    texts = tuple(f"{each.label} {each.cell.text or '（空）'}" for each in plan.steps)
    return Shown(texts, index, len(plan.steps[index].label) + 1)
