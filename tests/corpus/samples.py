"""Projects of our own to fill forms with (tests/fixtures/projects.yaml), and what is to be read of a filled form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any

import yaml

from tests.conftest import ROOT

Gold = dict[str, Any]
"""A project as it is to be read; what the form does not have is left out."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An indicator, cell by cell."""

    level1: str
    level2: str
    name: str
    operator: str
    number: str
    unit: str
    description: str
    basis: str
    weight: str
    baseline: str
    actual: str
    score: str
    value: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    """Cells of columns that few forms have."""

    def __getitem__(self, name: str) -> str:
        if name in self.extra:
            return self.extra[name]
        return str(getattr(self, name, ""))


@dataclass(frozen=True, slots=True)
class Sample:
    """A project with all that some form asks for."""

    name: str
    code: str
    unit_code: str
    unit: str
    department: str
    person: str
    phone: str
    period: str
    total: str
    fiscal: str
    other: str
    plan: Sequence[str]
    purpose: str
    overview: str
    basis: str
    long: str
    goals: Sequence[str]
    done: str
    rows: Sequence[Entry]

    @property
    def goal(self) -> str:
        """The goals in one text: numbered where there are several."""
        if len(self.goals) == 1:
            return self.goals[0]
        return "".join(f"{number}.{goal}" for number, goal in enumerate(self.goals, start=1))


@cache
def samples() -> tuple[Sample, ...]:
    """All projects."""
    data = yaml.safe_load((ROOT / "tests" / "fixtures" / "projects.yaml").read_text("utf-8"))
    return tuple(Sample(**{**entry, "rows": tuple(map(_entry, entry["rows"].splitlines()))}) for entry in data)


def _entry(line: str) -> Entry:
    cells = [cell.strip() for cell in line.split("|")]
    assert len(cells) == len(fields(Entry)) - 2, line
    sign = "" if cells[3] == "定性" else cells[3]
    return Entry(*cells, value=f"{sign}{cells[4]}{cells[5]}")


def gold(sample: Sample, title: str, rows: Sequence[Mapping[str, str]], *parts: str, **others: object) -> Gold:
    """What is to be read: the parts named of a sample, and others."""
    every: Gold = {
        "unit": sample.unit,
        "unit_code": sample.unit_code,
        "code": sample.code,
        "name": sample.name,
        "budget": [sample.total, sample.fiscal, sample.other],
        "purpose": sample.purpose,
        "plan": [list(step) for step in zip(("3月底", "6月底", "10月底", "12月底"), sample.plan, strict=True)],
        "goals": list(sample.goals),
    }
    return {"title": title, **{name: every[name] for name in parts}, **others, "rows": [dict(row) for row in rows]}
