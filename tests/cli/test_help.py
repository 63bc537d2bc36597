"""Help and version: complete, in Chinese, the same every time."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest

from lint.cli.chinese import ChineseCommand
from lint.cli.main import app
from lint.cli.options import CHECK_HEADINGS
from lint.report.columns import width
from lint.version import __version__
from tests.cli.conftest import Cli

TOP = """用法: jixiao [选项] 命令 [参数]...

  检查预算绩效目标表，指出写得不实的指标并给出改法。不联网，不改动原文件。

选项:
  --version   显示版本
  -h, --help  显示帮助

命令:
  check       检查文件或文件夹里的绩效目标表
  fix         按建议改草稿，写到副本里
  annotate    把检查结果写成批注，写到副本里
  review      写审核意见：逐项建议等级，列出依据
  extract     只读不查：把读到的项目和指标输出为 JSON
  baseline    记下现有的问题，以后只看新的
  config      看设置对不对，一份草稿按什么检查
  why         说明一格为什么报了、为什么没有报
  rules       列出规则
  rule        看一条规则的说明
  completion  输出命令行补全的脚本（bash、zsh、fish）
  lsp         给编辑器用的语言服务：边写边检查

  退出码：0 没有达到级别的问题；1 有问题；2 用法或配置不对；3 有文件没有检查；4 程序出错。
"""
RULES = """用法: jixiao rules [选项] [规则...]

  列出规则；可以按代码、代码前缀、英文名或中文名筛选，例如 jixiao rules WZ。

选项:
  --group 方面                    只列一个方面：完整性、相关性、适当性、可行性、重复、表述、忽略
  --severity 级别                 只列一个级别：error、warning、info
  --ruleset, --config 名称或文件  按这个规则集的级别和开关列出；默认是 jixiao.yaml，没有就是 submit
  --no-config                     不找 jixiao.yaml
  --output-format 格式            text（默认）或 json
  -h, --help                      显示帮助
"""
ENGLISH = set(
    "jixiao check extract why rules rule error warning info never text json JSON YAML draft submit review WZ txt h "
    "statistics grouped concise jsonlines sarif junit github gitlab markdown html xlsx "
    "version help ruleset select ignore extend fail on output format stdin filename group severity "
    "at Sheet E completion completions bash zsh fish local share fpath config Tab no exclude yaml "
    "at Sheet E completion completions bash zsh fish local share fpath config Tab "
    "lsp Markdown CSV stdio "
    "encoding explain max size part cells pages seconds memory MB Office PDF doc xls csv gb big "
    "baseline write show prune jobs auto cache dir fix annotate review fixed annotated docx unsafe fixes interactive "
    "diff in place track changes bak Word Excel remove grading watch Ctrl C suppressed suppressions jixiao".split()
)
"""Names of commands, options and values; everything else has to be Chinese."""


@pytest.mark.parametrize(("arguments", "page"), [(("--help",), TOP), (("-h",), TOP), (("rules", "-h"), RULES)])
def test_the_whole_page(arguments: tuple[str, ...], page: str, cli: Cli) -> None:
    outcome = cli(*arguments)
    assert (outcome.code, outcome.out, outcome.err) == (0, page, "")


COMMANDS = ["check", "extract", "why", "rules", "rule", "completion", "baseline", "lsp", "fix", "annotate", "review"]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_page_of_a_command_is_chinese(command: str, cli: Cli) -> None:
    outcome = cli(command, "--help")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith(f"用法: jixiao {command} [选项]")
    assert set(re.findall(r"[A-Za-z]+", outcome.out)) - ENGLISH == set()


def commands(command: click.Command, context: click.Context) -> Iterator[tuple[click.Command, click.Context]]:
    """The command and all below it."""
    yield command, context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below
            yield from commands(below, click.Context(below, info_name=name, parent=context))


PAGES = list(commands(app, click.Context(app, info_name="jixiao")))


@pytest.mark.parametrize(("command", "context"), PAGES, ids=[context.command_path for _, context in PAGES])
def test_every_option_and_command_is_explained_within_the_width(command: click.Command, context: click.Context) -> None:
    page = command.get_help(context)
    assert page.startswith(f"用法: {context.command_path} [选项]")
    for param in command.get_params(context):
        if isinstance(param, click.Option):
            assert re.search(r"[一-鿿]", param.help or ""), param
            assert f"  {', '.join(param.opts)}" in page
    assert [line for line in page.splitlines() if width(line) > 100] == []
    assert not re.search("required|default|Options|Commands", page.replace("default-", ""))


def test_each_option_of_check_has_its_heading() -> None:
    (command, context), *_ = [(command, context) for command, context in PAGES if context.info_name == "check"]
    assert isinstance(command, ChineseCommand)
    assert list(command.sections(context)) == [name for name in CHECK_HEADINGS if name in command.sections(context)]


def test_the_version(cli: Cli) -> None:
    outcome = cli("--version")
    assert (outcome.code, outcome.out, outcome.err) == (0, f"jixiao {__version__}\n", "")
