"""Amounts of money and the figures of a spending plan, as numbers."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from msgspec import Struct

from lint.model.document import Plan, Project
from lint.text.fold import fold
from lint.text.placeholders import Placeholders
from lint.text.regex import lazy

_AMOUNT = lazy(r"(-?\d[\d,]*(?:\.\d+)?)(?P<unit>[^\d(（]*)(?:\(.*\))?")
_STEP = lazy(r"[≥≤=]?(-?\d[\d,]*(?:\.\d+)?)(?P<unit>%|万元|元)?(?:\(.*\))?")
_IN_LABEL = lazy(r"(?P<unit>[亿百千万]*元)")
_AS_SHARE = lazy(r"%|百分比|进度")
_USUAL = Decimal(10_000)
"""元 in the unit of a bare amount where the form states none: 万元."""
FULL = Decimal(100)


def yuan(text: str, factors: Mapping[str, Decimal], default: Decimal) -> Decimal | None:
    """An amount in 元; a bare number counts in ``default`` 元. None where the text is no single amount."""
    found = _read_amount(text)
    if found is None:
        return None
    number, unit = found
    factor = factors.get(unit) if unit else default
    return number * factor if factor is not None else None


@lru_cache(maxsize=1024)
def _read_amount(text: str) -> tuple[Decimal, str] | None:
    found = _AMOUNT.fullmatch(fold(text))
    return (Decimal(found[1].replace(",", "")), found["unit"]) if found else None


def budget_yuan(project: Project, factors: Mapping[str, Decimal]) -> Decimal | None:
    """The project's budget in 元, or None where it is blank or not understood."""
    total = project.budget.total if project.budget else None
    return yuan(total.text, factors, project.money_unit or _USUAL) if total and total.text else None


class PlanFigures(Struct, frozen=True):
    """The figures of a plan, step by step; None for a blank step or filler.

    ``percent`` says that shares are wanted or given, ``signed`` that a cell is written with %. ``total`` is the budget
    in the unit of the figures where amounts are wanted, ``other_total`` where nothing says which of the two is wanted.
    """

    values: tuple[Decimal | None, ...]
    percent: bool
    signed: bool = False
    total: Decimal | None = None
    other_total: Decimal | None = None

    @property
    def filled(self) -> tuple[Decimal, ...]:
        """The figures without the blanks."""
        return tuple(value for value in self.values if value is not None)

    @property
    def ends(self) -> tuple[Decimal, ...]:
        """What the last figure of a complete plan may be, and the sum of one that is not cumulative."""
        if self.total is not None:
            return (self.total, FULL)
        if self.percent or self.other_total is None:
            return (FULL,)
        return (FULL, self.other_total)

    @property
    def by_period(self) -> bool:
        """Whether the figures are those of each period: together they are the whole."""
        filled = self.filled
        return len(filled) > 1 and any(same_amount(sum(filled, Decimal(0)), end) for end in self.ends)

    def reaches(self, value: Decimal) -> bool:
        """Whether a figure is the whole."""
        return any(same_amount(value, end) for end in self.ends)


def plan_figures(
    plan: Plan, project: Project, factors: Mapping[str, Decimal], placeholders: Placeholders
) -> PlanFigures | None:
    """The figures of a plan, or None where a step is not a number."""
    values: list[Decimal | None] = []
    shares = amounts = False
    for step in plan.steps:
        text = step.cell.text
        if not text or placeholders.is_unused(text):
            values.append(None)
            continue
        found = _read_step(text)
        if found is None:
            return None
        shares |= found[1] == "%"
        amounts |= found[1].endswith("元")
        values.append(found[0])
    if not values:
        return None
    stated, as_share = _read_label(plan.label.text)
    unit = factors.get(stated) if stated else None
    budget = budget_yuan(project, factors)
    percent = shares or (unit is None and as_share)
    if unit is None:
        unit = project.money_unit or (_USUAL if amounts else None)
    in_unit = None if budget is None or unit is None else budget / unit
    wanted = bool(stated) or (amounts and not percent)
    other = None if wanted or percent else in_unit
    return PlanFigures(tuple(values), percent, shares, in_unit if wanted else None, other)


@lru_cache(maxsize=1024)
def _read_step(text: str) -> tuple[Decimal, str] | None:
    """Number and unit of a step."""
    found = _STEP.fullmatch(fold(text))
    return (Decimal(found[1].replace(",", "")), found["unit"] or "") if found else None


@lru_cache(maxsize=256)
def _read_label(text: str) -> tuple[str, bool]:
    """The unit of money that a plan's label asks for, and whether it asks for shares."""
    folded = fold(text)
    stated = _IN_LABEL.search(folded)
    return (stated["unit"] if stated else ""), bool(_AS_SHARE.search(folded))


def same_amount(value: Decimal, whole: Decimal) -> bool:
    """Equal as far as the value is written out: 36 is 35.998 rounded."""
    if value == whole:
        return True
    places = value.as_tuple().exponent
    return isinstance(places, int) and whole > 0 and whole.quantize(Decimal(1).scaleb(places), ROUND_HALF_UP) == value


def plain(value: Decimal) -> str:
    """A number without trailing zeros: 96.00 as 96."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
