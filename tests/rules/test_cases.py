"""Every rule against its fixture: the complete list of findings, with messages and suggestions."""

from __future__ import annotations

from pathlib import Path

import pytest

from lint.api import Linter
from lint.testing import Case, load_cases, run

FOLDER = Path(__file__).parents[1] / "fixtures" / "rules"
CASES = list(load_cases(FOLDER))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}-{case.id}")
def test_case(case: Case, linter: Linter) -> None:
    assert run(case, linter) == case.expect


def test_every_rule_has_a_flagged_and_a_clean_case_for_its_page(linter: Linter) -> None:
    rules = [code for code, rule in linter.registry.by_code.items() if not rule.always]
    wanted = {(code, doc) for code in rules for doc in ("bad", "good")}
    assert wanted - {(case.rule, case.doc) for case in CASES} == set()


def test_bad_cases_are_flagged_and_good_ones_are_clean() -> None:
    wrong = [f"{case.rule}-{case.id}" for case in CASES if case.doc and (case.doc == "bad") is not bool(case.expect)]
    assert wrong == []
