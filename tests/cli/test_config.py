"""``jixiao config``: whether settings are right, what applies to a draft, the schema."""

from __future__ import annotations

import json
from typing import Any

import jsonschema_rs
import pytest

from tests.cli.conftest import Cli
from tests.conftest import ROOT

Write = Any
SETTINGS = """extends: [hebei, review]
mandatory: [SD001]
rules:
  SD001: {severity: error, options: {floor: 90}}
  WZ: {severity: error}
ignore: [BD003]
max_suppressed: 3
exclude: ["模板*"]
suppress:
  - {rule: KX007, reason: 年底集中支付}
overrides:
  - files: ["试点/*"]
    rules: {SD002: {severity: info}}
    ignore: [CF001]
    reason: 试点单位
  - projects: ["农村公路*"]
    ignore: [KX007]
"""


def test_check_says_that_all_is_well(cli: Cli, write: Write) -> None:
    write("jixiao.yaml", SETTINGS)
    outcome = cli("config", "check")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("jixiao.yaml 没有问题，启用 ")
    assert outcome.out.endswith(
        " 条规则，继承 review 2026.1（2026-11-21）、submit 2026.1（2026-11-21）、"
        "draft 2026.1（2026-11-21）、hebei 2026.1（2026-11-21）\n"
    )
    write("甲.yaml", 'ruleset: 甲\nversion: "1"\n')
    assert [line.split(" ")[:2] for line in cli("config", "check", "甲.yaml", "review").out.splitlines()] == [
        ["甲.yaml", "没有问题，启用"],
        ["review", "没有问题，启用"],
    ]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("igore: [BD]\n", "jixiao.yaml:1 不认识的键“igore”，是不是想写“ignore”？"),
        ("ignore: [BDD]\n", "jixiao.yaml:1 没有规则“BDD”"),
        ("dictionaries: [词.yaml]\n", "词.yaml:3 不认识的键“fillers”，是不是想写“filler”？"),
        ("overrides:\n  - {files: ['*'], ignore: [SD001]}\nmandatory: [SD]\n", None),
    ],
)
def test_check_says_what_is_wrong(text: str, error: str | None, cli: Cli, write: Write) -> None:
    write("jixiao.yaml", text)
    write("词.yaml", 'dictionary: placeholders\nversion: "1"\nfillers: [到时再定]\n')
    outcome = cli("config", "check")
    wanted = error or "jixiao.yaml:2 SD001 不能跳过：jixiao.yaml（jixiao.yaml:3）规定必须检查"
    assert (outcome.code, outcome.out, outcome.err) == (2, "", f"jixiao: {wanted}\n")


def test_nothing_to_check(cli: Cli) -> None:
    outcome = cli("config", "check")
    said = "这个文件夹和上面的文件夹里都没有 jixiao.yaml，检查时用 submit；要看别的文件请写上文件名"
    assert (outcome.code, outcome.err) == (2, f"jixiao: {said}\n")


def test_show_tells_where_each_setting_comes_from(cli: Cli, write: Write) -> None:
    write("jixiao.yaml", SETTINGS)
    outcome = cli("config", "show", "试点/模板.txt")
    assert outcome.code == 0
    lines = outcome.out.splitlines()
    assert lines[:8] == [
        "试点/模板.txt  按 jixiao.yaml 检查",
        "  exclude 里有“模板*”，平时不检查  jixiao.yaml:8",
        "",
        "规则集（由近到远）",
        "  jixiao.yaml",
        "  review 2026.1（2026-11-21）",
        "  submit 2026.1（2026-11-21）",
        "  draft 2026.1（2026-11-21）",
    ]
    text = outcome.out
    for line in (
        "  最多忽略几处  3               jixiao.yaml:7\n",
        "\n这份文件另用的设置\n  jixiao.yaml:12  试点单位\n",
        "\n其中某些项目另用的设置\n  农村公路*    jixiao.yaml:16\n",
        "\n带理由的忽略\n  KX007  年底集中支付  jixiao.yaml:10\n",
        "  SD001  满意度目标值过低        错误  jixiao.yaml:4  必须检查（jixiao.yaml:2）\n",
        "         floor = 90  jixiao.yaml:4\n",
        "  SD002  目标值形同虚设          提示  jixiao.yaml:13\n",
        "  WZ001  指标值为空              错误  jixiao.yaml:5\n",
        "  BD003  用以上以下代替符号      不用  jixiao.yaml:6\n",
        "  CF001  绩效目标雷同            不用  jixiao.yaml:14\n",
        "  KX009  权重合计不对            预览规则，没有启用\n",
    ):
        assert line in text


def test_show_as_json(cli: Cli, write: Write) -> None:
    write("jixiao.yaml", SETTINGS)
    made = cli("config", "show", "试点/草稿.txt", "--output-format", "json").json
    rules = {rule["code"]: rule for rule in made["rules"]}
    assert rules["SD001"] == {
        "code": "SD001",
        "title": "满意度目标值过低",
        "enabled": True,
        "severity": {"value": "error", "from": "jixiao.yaml:4"},
        "options": {"floor": {"value": 90, "from": "jixiao.yaml:4"}},
        "mandatory": {"by": "jixiao.yaml", "from": "jixiao.yaml:2"},
    }
    assert (rules["BD003"]["enabled"], rules["BD003"]["off"]) == (False, {"value": "ignore", "from": "jixiao.yaml:6"})
    assert made["settings"]["fail_on"]["value"] == "warning"
    assert [(one["files"], one["projects"], one["from"]) for one in made["overrides"]] == [
        (["试点/*"], [], "jixiao.yaml:12"),
        ([], ["农村公路*"], "jixiao.yaml:16"),
    ]
    assert (made["excluded"], made["exclude"]) == (False, [{"pattern": "模板*", "from": "jixiao.yaml:8"}])
    assert [rule["id"] for rule in made["rulesets"]] == ["jixiao.yaml", "review", "submit", "draft", "hebei"]


def test_show_with_a_named_ruleset(cli: Cli, write: Write) -> None:
    write("jixiao.yaml", SETTINGS)
    assert cli("config", "show", "草稿.txt", "--ruleset", "draft").out.startswith("草稿.txt  按 draft 检查\n")
    assert cli("config", "show", "草稿.txt", "--no-config").out.startswith("草稿.txt  按 submit 检查\n")


def test_the_schema(cli: Cli) -> None:
    outcome = cli("config", "schema")
    assert outcome.out == (ROOT / "docs" / "schema" / "ruleset-1.schema.json").read_text("utf-8")
    jsonschema_rs.Draft202012Validator(json.loads(outcome.out)).validate({"extends": ["hebei", "review"]})
