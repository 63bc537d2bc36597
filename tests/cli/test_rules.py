"""``jixiao rules`` and ``jixiao rule CODE``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lint.api import Linter
from lint.report.columns import width
from tests.cli.conftest import Cli

Write = Callable[[str, str | bytes], Path]
LOCAL = """ruleset: 本地
version: "1"
extends: submit
ignore: [KX001]
rules:
  KX002: {severity: warning}
declare:
  - code: QL001
    slug: no-banner
    title: 不用横幅数量
    severity: info
    when: [{field: name, contains: 横幅}]
    message: 指标“{name}”数的是横幅
    suggestion: 改数宣传覆盖的人数
"""


def test_all_rules_are_listed_once_by_code(cli: Cli, linter: Linter) -> None:
    outcome = cli("rules")
    lines = outcome.out.splitlines()
    assert (outcome.code, outcome.err) == (0, "")
    assert [line.split()[0] for line in lines[:-1]] == sorted(linter.registry.by_code)
    assert lines[-1] == f"共 {len(lines) - 1} 条规则。看一条的说明：jixiao rule 代码"


def test_the_list_of_some_rules(cli: Cli) -> None:
    assert cli("rules", "KX001", "KX002", "KX007").out == (
        "KX001  错误  可行性  支出计划不是累计数        plan-not-cumulative\n"
        "KX002  错误  可行性  支出计划填成金额          plan-in-amounts\n"
        "KX007  提示  可行性  支出全在年底              all-at-year-end\n"
        "共 3 条规则。看一条的说明：jixiao rule 代码\n"
    )


def test_columns_are_aligned(cli: Cli) -> None:
    lines = cli("rules").out.splitlines()[:-1]
    starts = {width(line[: line.rindex("  ")]) for line in (line.removesuffix("  （未启用）") for line in lines)}
    assert len(starts) == 1


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["WZ001"], ["WZ001"]),
        (["wz001", "BD003"], ["BD003", "WZ001"]),
        (["WZ00"], [f"WZ00{number}" for number in range(1, 10)]),
        (["blank-value,指标雷同"], ["CF002", "WZ001"]),
        (["WZ001", "XG005", "--group", "相关性"], ["XG005"]),
        (["BD", "--severity", "warning"], ["BD001", "BD005"]),
        (["BD", "--severity", "warning", "--ruleset", "review"], ["BD001", "BD004", "BD005"]),
        (["KX001", "KX002", "KX003", "--ruleset", "本地.yaml", "--severity", "warning"], ["KX002"]),
        (["QL", "--ruleset", "本地.yaml"], ["QL001"]),
    ],
    ids=str,
)
def test_the_list_is_filtered(options: list[str], expected: list[str], cli: Cli, write: Write) -> None:
    write("本地.yaml", LOCAL)
    in_text = cli("rules", *options)
    in_json = cli("rules", *options, "--output-format", "json")
    assert [line.split()[0] for line in in_text.out.splitlines()[:-1]] == expected
    assert [rule["code"] for rule in in_json.json["rules"]] == expected


def test_a_rule_that_the_ruleset_leaves_out_says_so(cli: Cli, write: Write) -> None:
    write("本地.yaml", LOCAL)
    lines = cli("rules", "KX001", "KX002", "--ruleset", "本地.yaml").out.splitlines()
    assert lines[:2] == [
        "KX001  错误  可行性  支出计划不是累计数        plan-not-cumulative  （未启用）",
        "KX002  警告  可行性  支出计划填成金额          plan-in-amounts",
    ]
    listed = cli("rules", "KX001", "KX002", "--ruleset", "本地.yaml", "--output-format", "json").json["rules"]
    assert [(rule["code"], rule["severity"], rule["enabled"]) for rule in listed] == [
        ("KX001", "error", False),
        ("KX002", "warning", True),
    ]


@pytest.mark.parametrize("reference", ["SD001", "sd001", "satisfaction-too-low", "满意度目标值过低"])
def test_a_rule_is_called_by_code_slug_or_title(reference: str, cli: Cli) -> None:
    outcome = cli("rule", reference)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("SD001 满意度目标值过低（satisfaction-too-low）\n错误，适当性，给出建议\n\n")


def test_the_page_of_every_rule_has_its_parts(cli: Cli, linter: Linter) -> None:
    for code, rule in linter.registry.by_code.items():
        page = cli("rule", code).out
        assert page.startswith(f"{code} {rule.meta.title}（{rule.meta.slug}）\n")
        headings = [line.partition("：")[0] for line in page.splitlines() if "：" in line]
        wanted = ["检查什么", "为什么", "怎样改", "依据", "引用"]
        assert [heading for heading in headings if heading in wanted] == wanted
        assert page.endswith(f"  {rule.meta.references[-1]}\n")


def test_the_page_lists_options_with_their_defaults(cli: Cli) -> None:
    assert "\n选项：\n  floor（默认 80）  低于这个百分数就报\n\n" in cli("rule", "SD001").out


def test_a_rule_in_json(cli: Cli) -> None:
    page = cli("rule", "SD001", "--output-format", "json").json
    sections = page.pop("sections")
    assert page.pop("confidence") in ("high", "medium", "low")
    assert [section["heading"] for section in sections] == ["检查什么", "为什么", "怎样改", "依据"]
    assert all(section["text"] for section in sections)
    assert page == {
        "code": "SD001",
        "slug": "satisfaction-too-low",
        "title": "满意度目标值过低",
        "severity": "error",
        "group": "适当性",
        "fixability": "suggestion",
        "status": "stable",
        "summary": "满意度的目标值过低。",
        "options": [{"name": "floor", "default": 80, "doc": "低于这个百分数就报"}],
        "references": [
            "财预〔2015〕88号 中央部门预算绩效目标管理办法",
            "财预〔2020〕10号 项目支出绩效评价管理办法",
        ],
    }


def test_a_rule_declared_in_a_ruleset_has_a_page(cli: Cli, write: Write) -> None:
    write("本地.yaml", LOCAL)
    assert cli("rule", "QL001").code == 2
    assert cli("rule", "不用横幅数量", "--ruleset", "本地.yaml").out.startswith(
        "QL001 不用横幅数量（no-banner）\n提示，表述，给出建议\n"
    )
