"""Rulesets: the three that ship, and how one extends another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

from lint.api import Linter
from lint.config.ruleset import shipped_rulesets
from lint.model.finding import Severity
from lint.resources.files import read_yaml
from lint.resources.validate import check_shape
from tests.conftest import ROOT

Write = Any
CODES = tuple(sorted(code for code, rule in Linter().registry.by_code.items() if not rule.meta.preview))


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes rulesets into an empty folder and loads ``mine.yaml`` from there."""
    monkeypatch.chdir(tmp_path)

    def load(mine: str, **others: str) -> Linter:
        for name, text in {"mine": mine, **others}.items():
            Path(f"{name}.yaml").write_text(f'ruleset: {name}\nversion: "1"\n{text}', "utf-8")
        return Linter(ruleset_name="mine.yaml")

    return load


def _severities(linter: Linter) -> dict[str, str]:
    return {active.rule.meta.code: str(active.severity) for active in linter.rules}


def _options(linter: Linter, code: str) -> Any:
    return next(active.rule.options for active in linter.rules if active.rule.meta.code == code)


# --- the ones that ship


@pytest.mark.parametrize("path", shipped_rulesets().values(), ids=lambda path: path.stem)
def test_shipped_rulesets_are_valid(path: Path) -> None:
    file = read_yaml(path)
    jsonschema_rs.Draft202012Validator(yaml.safe_load(_schema().read_text("utf-8"))).validate(file.data)
    check_shape(file)
    assert file.data["ruleset"] == path.stem
    assert path.read_text("utf-8").startswith("# yaml-language-server: $schema=../docs/schema/ruleset-1.schema.json\n")


def _schema() -> Path:
    return ROOT / "docs" / "schema" / "ruleset-1.schema.json"


def test_each_shipped_ruleset_extends_the_one_before() -> None:
    chains = {name: [seal.id for seal in Linter(name).ruleset.seals] for name in ("draft", "submit", "review")}
    assert chains == {"draft": ["draft"], "submit": ["submit", "draft"], "review": ["review", "submit", "draft"]}


def test_shipped_rulesets_grow_stricter() -> None:
    assert [Linter(name).ruleset.fail_on for name in ("draft", "submit", "review")] == [
        None,
        Severity.ERROR,
        Severity.WARNING,
    ]
    draft, submit, review = (_severities(Linter(name)) for name in ("draft", "submit", "review"))
    assert set(draft) <= set(submit) <= set(review) <= set(CODES)
    for code, severity in submit.items():
        assert Severity(review[code]).rank >= Severity(severity).rank
    assert {code: review[code] for code in review if review[code] != submit[code]} == {
        "BD004": "warning",
        "KX007": "warning",
    }


def test_the_default_is_submit() -> None:
    assert Linter().ruleset.name == "submit"


# --- extending


BASE = """
extends: submit
fail_on: info
ignore: [CF]
rules:
  BD006: {severity: error, options: {conversion_least: 7, conversion_share: 8}}
"""
ABOVE = """
extends: base.yaml
ignore: [KX]
rules:
  WZ001: {severity: info}
  BD006: {options: {conversion_least: 9}}
"""


def test_a_ruleset_adds_to_what_it_extends(mine: Write) -> None:
    linter = mine(ABOVE, base=BASE)
    on = _severities(linter)
    assert [seal.id for seal in linter.ruleset.seals] == ["mine", "base", "submit", "draft"]
    assert linter.ruleset.fail_on is Severity.INFO
    assert sorted(set(CODES) - set(on)) == [code for code in CODES if code.startswith(("CF", "KX"))]
    assert (on["WZ001"], on["BD006"], on["WZ002"]) == ("info", "error", _severities(Linter())["WZ002"])
    assert vars(_options(linter, "BD006")) == {"conversion_least": 9, "conversion_share": 8}


def test_select_of_the_nearest_ruleset_replaces_the_ones_below(mine: Write) -> None:
    linter = mine("extends: base.yaml\nselect: [WZ001, 指标值为空, SD]\n", base="select: [KX]\n")
    assert list(_severities(linter)) == [*(code for code in CODES if code.startswith("SD")), "WZ001"]


def test_an_extended_file_is_looked_for_beside_the_one_that_names_it(mine: Write, tmp_path: Path) -> None:
    (tmp_path / "county").mkdir()
    (tmp_path / "county" / "base.yaml").write_text('ruleset: base\nversion: "1"\nextends: ../top.yaml\n', "utf-8")
    linter = mine("extends: county/base.yaml\n", top="select: [BD006]\n")
    assert list(_severities(linter)) == ["BD006"]


def test_without_extends_every_stable_rule_is_on_at_its_own_severity(mine: Write) -> None:
    linter = mine("")
    assert _severities(linter) == {code: str(linter.registry.by_code[code].meta.severity) for code in CODES}
    assert linter.ruleset.fail_on is Severity.ERROR


def test_what_is_said_of_one_rule_outweighs_what_is_said_of_its_group(mine: Write) -> None:
    linter = mine("rules:\n  WZ001: {severity: error}\n  WZ: {severity: info}\n  ALL: {severity: warning}\n")
    on = _severities(linter)
    assert {on[code] for code in on if code.startswith("WZ")} == {"info", "error"}
    assert (on["WZ001"], on["WZ002"], on["SD001"]) == ("error", "info", "warning")


NAMES = """
select: [blank-cell, 指标值为空]
rules:
  blank-value: {severity: info}
  单元格为空: {severity: info}
"""


def test_rules_may_be_named_by_slug_and_title(mine: Write) -> None:
    assert _severities(mine(NAMES)) == {"WZ001": "info", "WZ002": "info"}


def test_never_fails(mine: Write) -> None:
    assert mine("fail_on: never\n").ruleset.fail_on is None


PLAIN = """
title: 2026-01-01
select: [WZ001, WZ002, WZ003]
rules:
  WZ001: &low {severity: info}
  WZ002: *low
  WZ003: {<<: *low}
"""


def test_dates_and_anchors_are_plain_yaml(mine: Write) -> None:
    assert _severities(mine(PLAIN)) == {"WZ001": "info", "WZ002": "info", "WZ003": "info"}
