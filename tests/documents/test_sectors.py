"""Sound and weak rows of ten sectors that the examples do not have: what is weak is found, what is sound left alone."""

from __future__ import annotations

import pytest

from lint.api import Item, Linter
from tests.documents.scoring import flags
from tests.documents.sectors import EITHER, FALSE, MISSED, Place, Sector, load

SECTORS = list(load())
UNTESTED = {"INT001"}


@pytest.mark.parametrize("sector", SECTORS, ids=lambda sector: sector.name)
def test_every_weak_place_is_found_and_no_sound_one(sector: Sector, linter: Linter) -> None:
    """A known miss that is found after all, or a known false alarm that is gone, has to lose its mark."""
    report = linter.check([Item(f"{sector.name}.txt", sector.text.encode)])
    entry = report.inputs[0]
    assert (entry.projects, entry.indicators) == (max(p for p, _ in sector.rows), len(sector.rows)), entry.reason
    found = {((project, row), code) for _, project, row, code in flags(report, linter.registry.by_code)}
    either = {key for key, mark in sector.expected.items() if mark == EITHER}
    wanted = {key for key, mark in sector.expected.items() if mark in ("", FALSE)}
    known_misses = {key for key, mark in sector.expected.items() if mark == MISSED}
    assert _told(sector, found & known_misses, "报出来了，去掉“漏”") == []
    assert _told(sector, wanted - found, "没有报") + _told(sector, found - wanted - either, "误报") == []


def _told(sector: Sector, keys: set[tuple[Place, str]], what: str) -> list[str]:
    return [
        f"{what} {code} 第 {place[0]} 个项目 {sector.rows.get(place, '')}"
        for place, code in sorted(keys, key=lambda key: (key[0][0], key[0][1] or 0, key[1]))
    ]


def test_there_are_enough_rows_of_both_kinds_and_weak_ones_for_every_stable_rule(linter: Linter) -> None:
    weak = {
        (sector.name, *place) for sector in SECTORS for (place, _), mark in sector.expected.items() if mark != FALSE
    }
    rows = {(sector.name, *place) for sector in SECTORS for place in sector.rows}
    stable = {code for code, rule in linter.registry.by_code.items() if not (rule.meta.preview or rule.always)}
    expected = {code for sector in SECTORS for (_, code), mark in sector.expected.items() if mark in ("", MISSED)}
    assert len(SECTORS) >= 10
    assert len(rows & weak) >= 60
    assert len(rows - weak) >= 60
    assert sorted(stable - expected - UNTESTED) == []
