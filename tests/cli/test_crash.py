"""Plugins in an installed distribution: a rule that crashes, a plugin that cannot be loaded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.samples import WITH_ERROR, WITH_WARNING
from tests.conftest import ROOT, Run

PLUGIN = '''
from lint.plugins.hookspecs import hookimpl
from lint.model.finding import Severity
from lint.rules.base import Group, Rule, RuleMeta


class Crashing(Rule):
    """总是出错。"""

    meta = RuleMeta("ZZ001", "always-crashes", "总是出错", Severity.INFO, Group.WORDING)

    def check_indicator(self, indicator, project):
        raise ValueError("算不出来")
        yield


@hookimpl
def jixiao_rules():
    return [Crashing]
'''


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """An environment in which the plugin is installed."""
    site = tmp_path / "site"
    info = site / "jixiao_crashing-1.2.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: jixiao-crashing\nVersion: 1.2\n")
    (info / "entry_points.txt").write_text("[jixiao]\ncrashing = jixiao_crashing\n")
    (site / "jixiao_crashing.py").write_text(PLUGIN, "utf-8")
    (tmp_path / "草稿.txt").write_text(WITH_WARNING, "utf-8")
    (tmp_path / "二稿.txt").write_text(WITH_ERROR, "utf-8")
    return {"PYTHONPATH": f"{ROOT}:{site}"}


def test_a_rule_that_crashes_is_a_finding_and_the_others_go_on(jixiao: Run, env: dict[str, str]) -> None:
    outcome = jixiao("check", "草稿.txt", "二稿.txt", env=env)
    assert outcome.returncode == 4
    assert outcome.stderr.decode() == (
        "jixiao: 草稿.txt：规则 ZZ001 在检查这个文件时出错，它的结果不完整\n"
        "jixiao: 二稿.txt：规则 ZZ001 在检查这个文件时出错，它的结果不完整\n"
    )
    crash = (
        "  整个文件\n"
        "    错误 INT001 规则 ZZ001 在检查这个文件时出错，它的结果不完整\n"
        "         建议：其他规则照常检查；请把文件和这条信息反馈给维护者，暂时可用 --ignore 跳过这条规则\n"
    )
    out = outcome.stdout.decode()
    assert out.count(crash) == 2
    assert "WZ006" in out
    assert out.endswith("检查了 2 个文件、2 个项目、12 条指标，发现 3 个错误、1 个警告。\n")


def test_a_rule_that_crashes_in_json(jixiao: Run, env: dict[str, str]) -> None:
    report = json.loads(jixiao("check", "草稿.txt", "--output-format", "json", env=env).stdout)
    assert (report["complete"], report["exitCode"]) == (False, 4)
    assert report["tool"]["plugins"] == [{"name": "crashing", "version": "1.2"}]
    assert [(f["code"], f["severity"], f.get("data")) for f in report["findings"]] == [
        ("INT001", "error", {"rule": "ZZ001"}),
        ("WZ006", "warning", None),
    ]


def test_a_rule_that_crashes_can_be_left_out(jixiao: Run, env: dict[str, str]) -> None:
    outcome = jixiao("check", "草稿.txt", "--ignore", "总是出错", env=env)
    assert (outcome.returncode, outcome.stderr) == (0, b"")


def test_the_trace_is_shown_to_those_who_ask_for_it(jixiao: Run, env: dict[str, str]) -> None:
    quiet, debug = (jixiao("check", "草稿.txt", env={**env, "JIXIAO_DEBUG": value}) for value in ("", "1"))
    assert b"Traceback" not in quiet.stderr + quiet.stdout
    assert "ValueError: 算不出来" in debug.stderr.decode()
    assert debug.stdout == quiet.stdout


@pytest.mark.parametrize(
    ("module", "error"),
    [
        ("import 没有这个模块", "ModuleNotFoundError: No module named '没有这个模块'"),
        ("1 / 0", "ZeroDivisionError: division by zero"),
    ],
)
def test_a_plugin_that_cannot_be_loaded(
    module: str, error: str, jixiao: Run, env: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "site" / "jixiao_crashing.py").write_text(module, "utf-8")
    outcome = jixiao("check", "草稿.txt", env=env)
    assert outcome.returncode == 3
    assert outcome.stderr.decode() == f"jixiao: 插件 crashing 没有加载（{error}），结果不完整\n"
    assert outcome.stdout.decode().splitlines()[-2:] == [
        f"插件没有加载  crashing：{error}",
        "检查了 1 个文件、1 个项目、6 条指标，发现 1 个警告。",
    ]
