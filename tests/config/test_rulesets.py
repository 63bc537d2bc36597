"""Rulesets: the three that ship, and how one extends another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

from lint.api import Item, Linter, Linters, Session, Settings
from lint.config.ruleset import shipped_rulesets
from lint.errors import UsageError
from lint.model.finding import Severity
from lint.resources.files import read_yaml
from lint.resources.validate import check_shape
from lint.rules import builtin_rules
from tests.conftest import ROOT

Write = Any
CODES = tuple(sorted(rule.meta.code for rule in builtin_rules() if not rule.meta.preview))


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


# --- provinces


PROJECT = """1、乡村书屋建设补助绩效目标表
项目编码\t41900027P0001001001A\t\t项目名称\t乡村书屋建设补助
资金支出计划（%）\t3月底\t6月底\t12月底
\t20\t50\t100
一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t权重
产出指标\t数量指标\t新建书屋数量\t年内建成并开放的书屋数\t≥6个\t40
产出指标\t成本指标\t书屋平均造价\t每个书屋的建设和购书支出\t≤3万元/个\t20
效益指标\t社会效益指标\t借阅人次增长率\t全年借阅人次较上年增长的比例\t≥8%\t20
"""


@pytest.mark.parametrize(
    ("rulesets", "found"),
    [
        ((), []),
        (("hebei",), [("WZ010", "资金支出计划没有10月底")]),
        (("河北", "财政审核"), [("WZ010", "资金支出计划没有10月底")]),
        (
            ("中央", "review"),
            [
                ("KX009", "3 条指标的权重加起来是 80，不是 100"),
                ("WZ008", "缺少质量指标、时效指标"),
                ("XG005", "“成本指标”放在了“产出指标”下面"),
            ],
        ),
    ],
)
def test_rulesets_of_provinces_ask_for_more(rulesets: tuple[str, ...], found: list[tuple[str, str]]) -> None:
    linters = Linters(Settings(rulesets=rulesets, search=False))
    items = [Item("草稿.txt", PROJECT.encode)]
    report = Session(linters.of).check(items)
    wanted = ("WZ010", "KX009", "XG005", "WZ008")
    said = [(finding.code, finding.message) for finding in report.findings if finding.code in wanted]
    usual = [] if "中央" in rulesets else [("WZ008", "缺少质量指标、时效指标、满意度指标")]
    assert sorted(said) == sorted(found + usual)
    assert report.inputs[0].fail_on is (Severity.WARNING if len(rulesets) > 1 else Severity.ERROR)


def test_every_shipped_ruleset_is_dated() -> None:
    assert all(Linter(name).ruleset.seals[0].date for name in shipped_rulesets())


def test_a_wrong_category_is_told_where_it_stands(mine: Write) -> None:
    linter = mine("rules:\n  WZ008: {options: {required: [数量, 满意]}}\n")
    with pytest.raises(UsageError) as caught:
        _ = linter.rules
    assert str(caught.value) == "mine.yaml:4 WZ008 没有类别“满意”，可用的有：数量、质量、时效、成本、效益、满意度"


def test_extend_select_adds_to_whatever_was_selected(mine: Write) -> None:
    assert list(_severities(mine("extends: base.yaml\nselect: [BD006]\n", base="extend_select: [KX009]\n"))) == [
        "BD006",
        "KX009",
    ]
