"""A plugin with a defect never ends the run and never goes unnoticed: the rest is checked, exit code 3, error named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lint.api import Item, Linter
from lint.model.report import PluginInfo
from lint.plugins.manager import Plugins
from tests.conftest import Run
from tests.plugins.conftest import Install
from tests.plugins.test_hooks import FILES, REPORTER, TEXT

GOOD = REPORTER


def _error(install: Install, code: str) -> str:
    """What a run says of a plugin; everything else of the run is as it would be without it."""
    linter = Linter()
    before = linter.check([Item("甲.txt", TEXT.encode)])
    install("county", code)
    report = Linter().check([Item("甲.txt", TEXT.encode)])
    assert report.findings == before.findings
    assert (report.complete, report.exit_code) == (False, 3)
    (info,) = report.plugins
    assert (info.name, info.version) == ("county", "1.2")
    return info.error


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("import no_such_module\n", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("raise RuntimeError('first line\\nsecond line')\n", "RuntimeError: first line second line"),
        ("raise SystemExit(0)\n", "SystemExit: 0"),
        ("def broken(:\n", "SyntaxError: invalid syntax (county_plugin.py, line 2)"),
        ("@hookimpl\ndef jixiao_rule():\n    return []\n", "没有挂钩 jixiao_rule，是不是想写“jixiao_rules”？"),
        ("@hookimpl\ndef rules():\n    return []\n", "没有挂钩 rules，是不是想写“jixiao_rules”？"),
        ("def jixiao_rules():\n    return []\n", "jixiao_rules 前面缺少 @hookimpl"),
        ("", "里面没有任何挂钩"),
    ],
)
def test_a_plugin_that_cannot_be_loaded(install: Install, code: str, error: str) -> None:
    assert _error(install, code) == error


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("import no_such_module", "jixiao_rules：ModuleNotFoundError: No module named 'no_such_module'"),
        ("pass", "jixiao_rules 应当返回一个列表，现在是 None"),
        ("return 'QL001'", "jixiao_rules 应当返回一个列表，现在是 'QL001'"),
        ("return [int]", "jixiao_rules 里应当是写了 meta 的规则类，现在是 <class 'int'>"),
        (
            "from lint.rules.base import Rule; return [Rule]",
            "jixiao_rules 里应当是写了 meta 的规则类，现在是 <class 'lint.rules.base.Rule'>",
        ),
    ],
)
def test_a_hook_that_fails(install: Install, body: str, error: str) -> None:
    found = _error(install, f"@hookimpl\ndef jixiao_rules():\n    {body}\n")
    assert found in (error, f"jixiao_rules：{error}")


@pytest.mark.parametrize("hook", ["jixiao_readers", "jixiao_rulesets", "jixiao_dictionaries"])
def test_every_hook_is_looked_after(install: Install, hook: str) -> None:
    assert _error(install, f"@hookimpl\ndef {hook}():\n    return ['x']\n").endswith("现在是 'x'")


def test_the_argument_of_a_hook_may_not_be_misspelt(install: Install) -> None:
    assert "lexikon" in _error(install, "@hookimpl\ndef jixiao_readers(lexikon):\n    return []\n")


def test_the_other_plugins_and_the_other_hooks_go_on(install: Install) -> None:
    install("county", f"{GOOD}\n@hookimpl\ndef jixiao_rules():\n    return None\n")
    install("zhen", "import no_such_module\n")
    linter = Linter()
    assert "count" in linter.reporters
    errors = {info.name: bool(info.error) for info in linter.check([Item("甲.txt", TEXT.encode)]).plugins}
    assert errors == {"county": True, "zhen": True}


def test_a_second_plugin_of_the_same_name_does_not_displace_the_first(install: Install) -> None:
    install("county", GOOD)
    install("zhen", "import no_such_module\n", entry="county")
    plugins = Plugins()
    assert [(info.name, bool(info.error)) for info in plugins.infos] == [("county", False), ("county", True)]
    assert "count" in [reporter.name for reporter in plugins.collect("jixiao_reporters")]


def test_a_plugin_called_builtin_does_not_displace_the_built_in_one(install: Install) -> None:
    install("builtin", "import no_such_module\n")
    plugins = Plugins()
    assert plugins.infos == (PluginInfo("builtin", "1.2", "ModuleNotFoundError: No module named 'no_such_module'"),)
    assert plugins.collect("jixiao_rules")


def test_the_command_says_it_in_text_json_and_exit_code(install: Install, jixiao: Run, tmp_path: Path) -> None:
    site = install("county", "import no_such_module\n")
    (tmp_path / "甲.txt").write_text(TEXT, "utf-8")
    shown = jixiao("check", "甲.txt", env={"PYTHONPATH": f"{Path(__file__).parents[2]}:{site}"})
    reason = "ModuleNotFoundError: No module named 'no_such_module'"
    assert shown.returncode == 3
    assert f"插件没有加载  county：{reason}\n检查了 1 个文件、1 个项目、2 条指标" in shown.stdout.decode()
    assert shown.stderr.decode() == f"jixiao: 插件 county 没有加载（{reason}），结果不完整\n"
    made = jixiao(
        "check", "甲.txt", "--output-format", "json", env={"PYTHONPATH": f"{Path(__file__).parents[2]}:{site}"}
    )
    report = json.loads(made.stdout)
    assert (made.returncode, report["exitCode"], report["complete"]) == (3, 3, False)
    assert report["tool"]["plugins"] == [{"name": "county", "version": "1.2", "error": reason}]


def test_a_wrong_dictionary_of_a_plugin_is_bad_configuration(install: Install, jixiao: Run, tmp_path: Path) -> None:
    words = 'dictionary: placeholders\nversion: "1"\nfiler: 到时再定\n'
    site = install("county", FILES.format(kind="dictionaries", file="words"), words=words)
    (tmp_path / "甲.txt").write_text(TEXT, "utf-8")
    ended = jixiao("check", "甲.txt", env={"PYTHONPATH": f"{Path(__file__).parents[2]}:{site}"})
    error = f"jixiao: {site / 'words.yaml'}:3 不认识的键“filer”，是不是想写“filler”？\n"
    assert (ended.returncode, ended.stdout, ended.stderr.decode()) == (2, b"", error)


def test_a_rule_of_a_plugin_that_crashes(install: Install, jixiao: Run, tmp_path: Path) -> None:
    code = '''
from lint.model.finding import Severity
from lint.rules.base import Group, Rule, RuleMeta

class Local(Rule):
    """A rule."""
    meta = RuleMeta("QL001", "local-rule", "本县规则", Severity.WARNING, Group.WORDING)

    def check_project(self, project):
        yield project.no_such_field

@hookimpl
def jixiao_rules():
    return [Local]
'''
    site = install("county", code)
    (tmp_path / "甲.txt").write_text(TEXT, "utf-8")
    path = {"PYTHONPATH": f"{Path(__file__).parents[2]}:{site}"}
    ended = jixiao("check", "甲.txt", "--select", "QL001,SD005", "--output-format", "json", env=path)
    report = json.loads(ended.stdout)
    assert (ended.returncode, report["exitCode"], report["complete"]) == (4, 4, False)
    crash = "规则 QL001 在检查这个文件时出错，它的结果不完整"
    assert [finding["message"] for finding in report["findings"] if finding["code"] == "INT001"] == [crash]
    assert ended.stderr.decode() == f"jixiao: 甲.txt：{crash}\n"


@pytest.mark.parametrize(
    ("command", "code"), [(("rules",), 3), (("rule", "WZ001"), 3), (("rule", "QL001"), 2), (("extract", "甲.txt"), 3)]
)
def test_the_other_commands_say_it_too(
    command: tuple[str, ...], code: int, install: Install, jixiao: Run, tmp_path: Path
) -> None:
    site = install("county", "import no_such_module\n")
    (tmp_path / "甲.txt").write_text(TEXT, "utf-8")
    ended = jixiao(*command, env={"PYTHONPATH": f"{Path(__file__).parents[2]}:{site}"})
    assert ended.returncode == code
    reason = "ModuleNotFoundError: No module named 'no_such_module'"
    assert f"jixiao: 插件 county 没有加载（{reason}），结果不完整\n" in ended.stderr.decode()


def test_a_ruleset_of_a_name_that_is_taken_is_refused(install: Install, jixiao: Run, tmp_path: Path) -> None:
    ruleset = 'ruleset: submit\nversion: "1"\nextends: submit\n'
    site = install("county", FILES.format(kind="rulesets", file="submit"), submit=ruleset)
    (tmp_path / "甲.txt").write_text(TEXT, "utf-8")
    ended = jixiao("check", "甲.txt", env={"PYTHONPATH": f"{Path(__file__).parents[2]}:{site}"})
    shipped = Path(__file__).parents[2] / "rulesets" / "submit.yaml"
    error = f"jixiao: 规则集 submit 有两份：{shipped} 和 {site / 'submit.yaml'}，请给插件里的改名\n"
    assert (ended.returncode, ended.stdout, ended.stderr.decode()) == (2, b"", error)
