"""The example plugin of the documentation: built, installed and used as its README says, without a network."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

pytestmark = pytest.mark.xdist_group("example plugin")

EXAMPLE = ROOT / "docs" / "example-plugin"
TEXT = """\
1、护林员培训绩效目标表
一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据
产出指标 | 数量指标 | 培训护林员人数 | 参加培训的护林员 | ≥320人 | 年度工作计划
产出指标 | 质量指标 | 考核合格率 | 合格人数占比 | 等通知 | 培训签到表
产出指标 | 成本指标 | 培训费 | 培训费用 | 据实支付 | 预算批复
满意度指标 | 服务对象满意度指标 | 护林员满意度 | 满意人数占比 | ≥83% | 问卷调查
"""
Use = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plugin, installed by pip into a folder of its own; built from a copy, so that nothing is left behind."""
    folder = tmp_path_factory.mktemp("example")
    copy = shutil.copytree(EXAMPLE, folder / "source", ignore=shutil.ignore_patterns("__pycache__", ".*_cache"))
    offline = ["--no-index", "--no-build-isolation", "--no-deps", "--disable-pip-version-check", "--quiet"]
    command = [sys.executable, "-m", "pip", "install", *offline, "--target", str(folder / "site"), str(copy)]
    subprocess.run(command, check=True, timeout=120)
    return folder / "site"


@pytest.fixture
def use(jixiao: Run, site: Path, tmp_path: Path) -> Use:
    """Runs the command with the plugin installed, beside a small document."""
    (tmp_path / "草稿.txt").write_text(TEXT, "utf-8")
    return lambda *arguments: jixiao(*arguments, env={"PYTHONPATH": f"{ROOT}:{site}"})


def _findings(use: Use, *arguments: str) -> list[tuple[str, str, int, str]]:
    report = json.loads(use("check", "草稿.txt", "--output-format", "json", *arguments).stdout)
    return [(f["code"], f["severity"], f["subject"]["row"], f["message"]) for f in report["findings"]]


NO_SOURCE = "指标值确定依据“年度工作计划”没有写数据来源"


def test_its_rule_finds(use: Use) -> None:
    assert _findings(use, "--select", "没有写数据来源") == [("QL001", "warning", 1, NO_SOURCE)]


def test_its_dictionary_adds_to_the_one_that_ships(use: Use) -> None:
    assert _findings(use, "--select", "WZ004") == [("WZ004", "error", 2, "指标值里的“等通知”只是占位，不是内容")]


def test_its_ruleset_sets_severities_and_options_and_declares_a_rule(use: Use) -> None:
    assert _findings(use, "--ruleset", "qinglan", "--select", "QL,SD001") == [
        ("QL001", "error", 1, NO_SOURCE),
        ("QL002", "error", 3, "指标值“据实支付”没有数字，年底没有数可对"),
        ("SD001", "error", 4, "满意度目标值“≥83%”低于 85%，起不到约束作用"),
    ]


def test_the_report_lists_what_took_part(use: Use) -> None:
    tool = json.loads(use("check", "草稿.txt", "--ruleset", "qinglan", "--output-format", "json").stdout)["tool"]
    assert tool["plugins"] == [{"name": "qinglan", "version": "1.0.0"}]
    assert [seal["id"] for seal in tool["rulesets"]] == [
        "qinglan",
        "review",
        "submit",
        "draft",
        "confidence-levels",
        "confidence-measured",
    ]
    assert [seal["id"] for seal in tool["dictionaries"]][-2:] == ["data_sources", "placeholders"]


def test_its_rule_is_listed_and_has_a_page(use: Use) -> None:
    listed = use("rules", "QL", "--ruleset", "qinglan").stdout.decode()
    assert [line.split()[:2] for line in listed.splitlines()[:2]] == [["QL001", "错误"], ["QL002", "错误"]]
    page = use("rule", "QL001").stdout.decode()
    assert page.startswith("QL001 没有写数据来源（no-data-source）\n警告，完整性，给出建议\n")
    for part in ("检查什么：", "为什么：", "怎样改：", "依据：", "已知误报：", "  exempt（默认 成本）"):
        assert part in page


def test_its_own_tests_pass(site: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    environment = {"PYTHONPATH": f"{ROOT}:{site}", "PYTHONUTF8": "1"}
    source = site.parent / "source"
    shown = subprocess.run(command, cwd=source, env=environment, check=False, capture_output=True, timeout=120)
    assert (shown.returncode, shown.stdout.decode().splitlines()[-1][:8]) == (0, "6 passed")


def test_the_readme_names_files_that_are_there() -> None:
    table = [line for line in (EXAMPLE / "README.md").read_text("utf-8").splitlines() if line.startswith("| `")]
    named = [name for line in table if "." in (name := line.split("`")[1])]
    assert len(named) == 6
    assert [name for name in named if not (EXAMPLE / name).is_file()] == []
