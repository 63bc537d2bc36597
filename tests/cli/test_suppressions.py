"""Suppressions on the command line: what is hidden, counted, listed, and said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

DRAFT = """1、护林防火绩效目标表
一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据
{}产出指标 | 质量指标 | 巡护合格率 | 巡护记录经抽查合格的比例 | ≥0 | 巡护管理办法
"""
REASON = "# jixiao: 忽略 WZ005 理由：省里下达 负责人：李明 有效期至：2999-01-01\n"
ONLY = ("--select", "WZ005")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("草稿.txt").write_text(DRAFT.format(REASON), "utf-8")
    return tmp_path


def test_a_suppressed_finding_is_counted_and_does_not_decide(cli: Cli) -> None:
    outcome = cli("check", "草稿.txt", *ONLY)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.splitlines()[-1] == "检查了 1 个文件、1 个项目、1 条指标，没有发现问题。另有 1 个按说明忽略。"


def test_it_is_listed_with_its_reason(cli: Cli) -> None:
    outcome = cli("check", "草稿.txt", *ONLY, "--show-suppressed")
    assert outcome.out.splitlines()[2:8] == [
        "第 1 个项目  护林防火绩效目标表",
        "  第 4 行，第 1 条指标",
        "    质量指标 | 巡护合格率 | 巡护记录经抽查合格的比例 | ≥0 | 巡护管理办法",
        "                                                       ~~",
        "    忽略 WZ005 指标值“≥0”是默认的零，任何结果都算完成",
        "         理由：省里下达（负责人 李明，到 2999-01-01 为止，第 3 行的批注）",
    ]
    assert cli("check", "草稿.txt", *ONLY, "--ruleset", "review").out == outcome.out


def test_no_suppressions(cli: Cli) -> None:
    outcome = cli("check", "草稿.txt", *ONLY, "--no-suppressions")
    assert outcome.code == 1
    assert outcome.out.splitlines()[-2:] == [
        "说明  按 --no-suppressions，1 条忽略说明没有用",
        "检查了 1 个文件、1 个项目、1 条指标，发现 1 个错误。",
    ]


def test_json_has_the_state_and_the_suppression(cli: Cli) -> None:
    report = json.loads(cli("check", "草稿.txt", *ONLY, "--output-format", "json").out)
    (finding,) = report["findings"]
    assert (finding["state"], report["summary"]["suppressed"], report["exitCode"]) == ("suppressed", 1, 0)
    location = finding["suppression"].pop("location")
    assert location["label"] == "第 3 行"
    assert finding["suppression"] == {
        "kind": "comment",
        "reason": "省里下达",
        "owner": "李明",
        "until": "2999-01-01",
        "source": "第 3 行的批注",
    }


def test_why_says_that_it_is_suppressed(cli: Cli) -> None:
    lines = cli("why", "草稿.txt", "--at", "1/1", *ONLY).out.splitlines()
    assert "       按说明忽略，理由：省里下达（第 3 行的批注）" in lines
    found = json.loads(cli("why", "草稿.txt", "--at", "1/1", *ONLY, "--output-format", "json").out)
    assert [rule["suppressed"] for rule in found["rules"] if rule["code"] == "WZ005"] == ["省里下达"]


@pytest.mark.parametrize(
    "line",
    ["# jixiao: 忽略 WZ005 理由：\n", "<!-- jixiao: 忽略 WZ005 理由： -->\n"],
)
def test_what_an_editor_inserts_needs_a_reason(line: str, cli: Cli) -> None:
    Path("草稿.txt").write_text(DRAFT.format(line), "utf-8")
    report = json.loads(cli("check", "草稿.txt", *ONLY, "--output-format", "json").out)
    assert [(found["code"], found["state"]) for found in report["findings"]] == [("SUP001", "new"), ("WZ005", "new")]
    assert [found["location"]["range"]["start"]["line"] for found in report["findings"]] == [3, 4]
    assert report["rules"]["SUP001"]["group"] == "忽略"


def test_files_beside_drafts_are_no_drafts(cli: Cli) -> None:
    Path("草稿.txt").write_text(DRAFT.format(""), "utf-8")
    for name in ("草稿.txt", "草稿", "别的.docx"):
        Path(f"{name}.jixiao.yaml").write_text("suppress:\n- {rule: WZ005, reason: 一}\n", "utf-8")
    outcome = cli("check", ".", *ONLY)
    assert (outcome.code, "没有检查" in outcome.err) == (0, False)
    assert outcome.out.splitlines()[-2:] == [
        "说明  别的.docx.jixiao.yaml 旁边没有草稿“别的.docx”，里面的忽略说明没有用",
        "检查了 1 个文件、1 个项目、1 条指标，没有发现问题。另有 1 个按说明忽略。",
    ]


def test_a_configuration_may_suppress_refuse_and_limit(cli: Cli) -> None:
    Path("草稿.txt").write_text(DRAFT.format(""), "utf-8")
    Path("jixiao.yaml").write_text(
        "extends: submit\nsuppress:\n"
        "- {rule: WZ005, indicator: 巡护合格率, files: [草稿.*], reason: 省里下达}\n"
        '- {rule: SD001, reason: 一, until: "2020-01-01"}\n',
        "utf-8",
    )
    outcome = cli("check", "草稿.txt", *ONLY)
    assert outcome.code == 0
    assert outcome.out.splitlines()[-2:] == [
        "说明  jixiao.yaml:4 忽略 SD001 的有效期到 2020-01-01 为止，已经过了，不再起作用",
        "检查了 1 个文件、1 个项目、1 条指标，没有发现问题。另有 1 个按说明忽略。",
    ]
    Path("草稿.txt").write_text(DRAFT.format(REASON), "utf-8")
    Path("jixiao.yaml").write_text("extends: submit\nsuppressions: refused\nmax_suppressed: 0\n", "utf-8")
    assert cli("check", "草稿.txt", *ONLY).out.splitlines()[-2] == "说明  规则集不许忽略，1 条忽略说明没有用"


def test_several_jobs_and_the_cache_change_nothing(cli: Cli) -> None:
    for number in range(3):
        Path(f"{number}.txt").write_text(DRAFT.format(REASON), "utf-8")
    once = cli("check", ".", *ONLY, "--show-suppressed", "--jobs", "1")
    for more in (("--jobs", "2"), ("--cache",), ("--cache",)):
        assert cli("check", ".", *ONLY, "--show-suppressed", *more) == once
    assert once.out.splitlines()[-1].endswith("另有 4 个按说明忽略。")
