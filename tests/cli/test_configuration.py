"""Configurations on the command line: which one judges, what it leaves out, and what is said of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.cli.conftest import Cli
from tests.cli.samples import CLEAN, WITH_ERROR

Write = Any


def test_each_draft_by_the_nearest_configuration(cli: Cli, write: Write) -> None:
    write("县/jixiao.yaml", 'ruleset: 本县\nversion: "2"\ndate: 2027-01-01\nextends: review\nignore: [WZ001]\n')
    write("县/草稿.txt", WITH_ERROR)
    write("草稿.txt", WITH_ERROR)
    outcome = cli("check", "县", "草稿.txt", "--output-format", "json")
    assert [(finding["code"], finding["location"]["input"]) for finding in outcome.json["findings"]] == [("WZ001", 1)]
    assert (outcome.code, outcome.json["tool"]["profile"]) == (1, "本县、submit")
    seals = [(seal["id"], seal["version"], seal.get("date")) for seal in outcome.json["tool"]["rulesets"]]
    assert seals[0] == ("本县", "2", "2027-01-01")


def test_the_configuration_that_judged_is_said_with_its_date(cli: Cli, write: Write) -> None:
    write("县/jixiao.yaml", 'ruleset: 本县\nversion: "2"\ndate: 2027-01-15\n')
    write("县/草稿.txt", CLEAN)
    write("乡/jixiao.yaml", "extends: review\n")
    write("乡/草稿.txt", CLEAN)
    lines = cli("check", "县", "乡", "草稿.txt").out.splitlines()
    assert [line for line in lines if line.startswith("说明")] == [
        "说明  按 县/jixiao.yaml 检查（本县 2，2027-01-15）",
        "说明  按 乡/jixiao.yaml 检查",
    ]


def test_a_named_ruleset_and_what_was_not_used(cli: Cli, write: Write) -> None:
    write("jixiao.yaml", "ignore: [WZ001]\n")
    write("草稿.txt", WITH_ERROR)
    assert cli("check", "草稿.txt").code == 0
    assert cli("check", "草稿.txt", "--no-config").code == 1
    outcome = cli("check", "草稿.txt", "--config", "draft", "--ruleset", "review", "--output", "结果.json")
    assert (outcome.code, outcome.err.splitlines()[0]) == (
        1,
        "jixiao: 没有用 jixiao.yaml：按 --ruleset draft、review 检查",
    )


def test_standard_input_is_judged_where_its_name_says(cli: Cli, write: Write) -> None:
    write("县/jixiao.yaml", "ignore: [WZ001]\n")
    arguments = ("check", "-", "--stdin-filename", "县/草稿.txt")
    assert cli(*arguments, stdin=WITH_ERROR.encode()).code == 0
    assert cli("check", "-", stdin=WITH_ERROR.encode()).code == 1


def test_excluded_files_are_said(cli: Cli, write: Write) -> None:
    write("jixiao.yaml", "exclude: ['模板*']\n")
    write("报送/草稿.txt", CLEAN)
    write("报送/模板.txt", WITH_ERROR)
    write("报送/模板/甲.txt", WITH_ERROR)
    outcome = cli("check", "报送")
    assert (outcome.code, outcome.err) == (
        0,
        "jixiao: 文件夹 报送 里有 2 个文件按 jixiao.yaml 的 exclude 没有检查（要检查请加 --no-exclude）\n"
        "jixiao: 按 jixiao.yaml 检查\n",
    )
    outcome = cli("check", "报送/模板.txt")
    said = "jixiao: 已按 jixiao.yaml 跳过 报送/模板.txt：exclude 里有“模板*”（要检查请加 --no-exclude）\n"
    assert (outcome.code, outcome.err) == (0, said)
    outcome = cli("check", "-", "--stdin-filename", "报送/模板.txt", stdin=WITH_ERROR.encode())
    assert (outcome.code, outcome.err) == (0, said)
    assert cli("check", "报送/模板.txt", "--no-exclude").code == 1
    outcome = cli("check", "报送/模板")
    assert (outcome.code, "文件夹里的文件都被 exclude 排除了" in outcome.out) == (3, True)


def test_a_wrong_configuration_ends_the_run_before_it_starts(cli: Cli, write: Write) -> None:
    write("jixiao.yaml", "igore: [WZ001]\n")
    outcome = cli("check", write("草稿.txt", WITH_ERROR))
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "jixiao: jixiao.yaml:1 不认识的键“igore”，是不是想写“ignore”？\n"


def test_other_commands_go_by_the_configuration_too(cli: Cli, write: Write, tmp_path: Path) -> None:
    write("jixiao.yaml", "ignore: [WZ001]\ndictionaries: [本县.yaml]\n")
    write("本县.yaml", 'dictionary: placeholders\nversion: "1"\nfiller: [到时再定]\n')
    write("草稿.txt", WITH_ERROR)
    assert cli("rules", "WZ001").out.splitlines()[0].endswith("（未启用）")
    assert not cli("rules", "WZ001", "--no-config").out.splitlines()[0].endswith("（未启用）")
    assert "没有启用" in cli("why", "草稿.txt", "--at", "1/1").out
    assert cli("extract", "草稿.txt").code == 0
