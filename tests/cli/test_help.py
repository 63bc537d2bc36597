"""Help and version: complete, in Chinese, the same every time."""

from __future__ import annotations

import re

import pytest

from lint.version import __version__
from tests.cli.conftest import Cli

TOP = """用法: jixiao [选项] 命令 [参数]...

  检查预算绩效目标表，指出写得不实的指标并给出改法。不联网，不改动原文件。

选项:
  --version   显示版本
  -h, --help  显示帮助

命令:
  check       检查文件或文件夹里的绩效目标表
  extract     只读不查：把读到的项目和指标输出为 JSON
  why         说明一格为什么报了、为什么没有报
  rules       列出规则
  rule        看一条规则的说明
  completion  输出命令行补全的脚本（bash、zsh、fish）

  退出码：0 没有达到级别的问题；1 有问题；2 用法或配置不对；3 有文件没有检查；4 程序出错。
"""
RULES = """用法: jixiao rules [选项] [规则...]

  列出规则；可以按代码、代码前缀、英文名或中文名筛选，例如 jixiao rules WZ。

选项:
  --group [完整性|相关性|适当性|可行性|重复|表述]  只列一类
  --severity [error|warning|info]                  只列一个级别
  --ruleset 名称或文件                             按这个规则集的级别和开关列出；默认 submit
  --output-format [text|json]                      输出格式
  -h, --help                                       显示帮助
"""
ENGLISH = set(
    "jixiao check extract rules rule error warning info never text json JSON YAML draft submit review WZ txt h "
    "version help ruleset select ignore extend fail on output format stdin filename group severity "
    "completion completions bash zsh fish local share fpath config Tab "
    "encoding explain max size part cells pages seconds memory MB Office PDF doc xls csv gb big".split()
)
"""Names of commands, options and values; everything else has to be Chinese."""


@pytest.mark.parametrize(("arguments", "page"), [(("--help",), TOP), (("-h",), TOP), (("rules", "-h"), RULES)])
def test_the_whole_page(arguments: tuple[str, ...], page: str, cli: Cli) -> None:
    outcome = cli(*arguments)
    assert (outcome.code, outcome.out, outcome.err) == (0, page, "")


@pytest.mark.parametrize("command", ["check", "extract", "why", "rules", "rule", "completion"])
def test_the_page_of_a_command_is_chinese(command: str, cli: Cli) -> None:
    outcome = cli(command, "--help")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith(f"用法: jixiao {command} [选项] ")
    assert set(re.findall(r"[A-Za-z]+", outcome.out)) - ENGLISH == set()


@pytest.mark.parametrize("command", ["check", "extract", "why", "rules", "rule", "completion"])
def test_every_option_is_explained(command: str, cli: Cli) -> None:
    options = cli(command, "--help").out.partition("选项:\n")[2].splitlines()
    assert options
    for line in options:
        if line in ("", "上限（超过的不读，会说明）:"):
            continue
        assert re.fullmatch(r"  -\S.*?  +\S*[一-鿿].*", line), line


def test_the_version(cli: Cli) -> None:
    outcome = cli("--version")
    assert (outcome.code, outcome.out, outcome.err) == (0, f"jixiao {__version__}\n", "")
