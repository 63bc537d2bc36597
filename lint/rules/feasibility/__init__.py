"""可行性: do plan, money and dates work out."""

from __future__ import annotations

from decimal import Decimal

from lint.model.document import Plan, PlanStep, Project
from lint.rules.base import Shown
from lint.text.amounts import FULL, PlanFigures, plain, plan_figures
from lint.text.fold import fold
from lint.text.lexicon import Lexicon
from lint.text.regex import lazy

_END_OF = lazy(r"[底末前]")
_YEAR = lazy(r"20\d\d年度?")


def figures_of(project: Project, lexicon: Lexicon) -> PlanFigures | None:
    """The figures of a project's plan; None where it has none that can be read."""
    plan = project.plan
    return plan_figures(plan, project, lexicon.units.yuan, lexicon.placeholders) if plan else None


def is_last(step: PlanStep, lexicon: Lexicon, key: str = "last_steps") -> bool:
    """Whether a step's label is one of those that end the year (headers.yaml), its year left aside."""
    return _YEAR.sub("", fold(step.label)).startswith(lexicon.words("headers", key))


def asks_for_sums(plan: Plan) -> bool:
    """Whether the labels themselves say that the figures are cumulative: 3月底, 6月末."""
    return all(_END_OF.search(step.label) for step in plan.steps)


def whole(figures: PlanFigures) -> str:
    """What the last step of a plan should say: 100%, or the budget where amounts are wanted."""
    return plain(figures.total) if figures.total is not None else "100%"


def cumulative(figures: PlanFigures) -> str:
    """The figures of each period added up, in the plan's own unit."""
    sign = "" if figures.total is not None else "%"
    sums, done = [], Decimal(0)
    for value in figures.values:
        done += value or 0
        sums.append(f"{plain(done)}{sign}")
    return "、".join(sums)


__all__ = ["FULL", "asks_for_sums", "cumulative", "figures_of", "is_last", "shown_plan", "whole"]


def shown_plan(plan: Plan, step: PlanStep | None = None) -> Shown:
    """A plan as one line of labels and figures, with one step singled out (the last by default)."""
    index = plan.steps.index(step) if step else len(plan.steps) - 1
    texts = tuple(f"{each.label} {each.cell.text or '（空）'}" for each in plan.steps)
    return Shown(texts, index, len(plan.steps[index].label) + 1)
