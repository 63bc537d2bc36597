"""The self-written tables of tests/fixtures/sectors: sound and weak rows of sectors that the examples do not have.

In a table of ``rows`` the last column names the codes that a reviewer expects of the row, in ``expect`` of the project
as a whole. A code by itself has to be found; a mark behind it says otherwise: 可 either way is right, 漏 a known miss
of the linter, 误 a known false alarm of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "fixtures" / "sectors"
YEAR = 2027
_FIELDS = 6
_HEAD = "一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据"
EITHER, MISSED, FALSE = "可", "漏", "误"

Place = tuple[int, int | None]
"""A project by its number in the document, and a row of it; None for the project as a whole."""


@dataclass(frozen=True, slots=True)
class Sector:
    """One unit's document and the codes expected at its places, each with its mark or none."""

    name: str
    text: str
    rows: Mapping[Place, str]
    expected: Mapping[tuple[Place, str], str] = field(default_factory=dict)
    rules: tuple[str, ...] = ()
    """The rules that the table is meant for; all stable ones where it names none."""


def load(folder: Path = FOLDER) -> Iterator[Sector]:
    """All sectors, by file name."""
    for path in sorted(folder.glob("*.yaml")):
        data = yaml.safe_load(path.read_text("utf-8"))
        yield _sector(path.stem, data)


def _sector(name: str, data: Mapping[str, Any]) -> Sector:
    lines = [f"{data.get('unit', '青岚县')}{YEAR}年部门预算绩效文本", ""]
    rows: dict[Place, str] = {}
    expected: dict[tuple[Place, str], str] = {}
    for number, project in enumerate(data["projects"], start=1):
        table = [[cell.strip() for cell in line.split("|")] for line in project["rows"].splitlines()]
        lines += _head(number, project)
        for row, cells in enumerate(table, start=1):
            lines.append(" | ".join(cells[:_FIELDS]))
            rows[number, row] = lines[-1]
            expected |= _codes((number, row), " ".join(cells[_FIELDS:]))
        lines.append("")
        expected |= _codes((number, None), project.get("expect", ""))
    return Sector(name, "\n".join(lines), rows, expected, tuple(data.get("rules", "").split()))


def _codes(place: Place, text: str) -> dict[tuple[Place, str], str]:
    return {(place, word.rstrip(EITHER + MISSED + FALSE)): word[5:] for word in text.split()}


def _head(number: int, project: Mapping[str, Any]) -> list[str]:
    name = project["name"]
    total, fiscal, other = (part.strip() for part in project.get("budget", "10 | 10 | 0").split("|"))
    goals = " ".join(
        f"{position}.{goal}" for position, goal in enumerate(project.get("goals", [f"完成{name}。"]), start=1)
    )
    return [
        f"{number}、{project.get('title', name)}绩效目标表",
        "单位：万元",
        f"项目编码 | 13058827P0000{number:04d} | 项目名称 | {name} | | ",
        f"预算规模及资金用途 | 预算数 | {total} | 其中：财政资金 | {fiscal} | 其他资金 | {other}",
        f" | {project.get('purpose', f'用于{name}。') or ''} | | | | | ",
        "资金支出计划（%） | 3月底 | 6月底 | 10月底 | 12月底 | ",
        f" | {project.get('plan', '10% | 40% | 80% | 100%')} | ",
        f"绩效目标 | {goals} | | | | ",
        _HEAD,
    ]
