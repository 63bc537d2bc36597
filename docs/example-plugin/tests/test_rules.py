"""青岚县规则的测试：fixtures 里的每个表，结果要与写好的一条不多、一条不少。"""

from __future__ import annotations

from pathlib import Path

import pytest

from lint.api import Linter
from lint.testing import Case, load_cases, run

CASES = list(load_cases(Path(__file__).parent / "fixtures"))


@pytest.fixture(scope="session")
def linter() -> Linter:
    """装好的插件会自动加进来。"""
    return Linter(ruleset_name="qinglan")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}-{case.id}")
def test_case(case: Case, linter: Linter) -> None:
    """规则在这个表里找到的，正好是 expect 里写的。"""
    assert run(case, linter) == case.expect
