"""``jixiao config check|show|schema``: what settings say, and what applies to a draft."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from lint.api import Linters, Settings
from lint.cli import completing, options
from lint.cli.chinese import ChineseCommand, ChineseGroup
from lint.cli.notices import broken_plugins
from lint.cli.stream import emit
from lint.errors import UsageError


@click.group(cls=ChineseGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.help_option("-h", "--help", help="显示帮助")
def command() -> None:
    """设置：jixiao.yaml 和规则集写得对不对，一份草稿按什么检查。"""


@command.command("check", cls=ChineseCommand, short_help="看 jixiao.yaml 或规则集写得对不对")
@click.argument("files", nargs=-1, metavar="[文件或名称...]", shell_complete=completing.rulesets)
@click.help_option("-h", "--help", help="显示帮助")
@click.pass_context
def check(ctx: click.Context, files: Sequence[str]) -> None:
    """看 jixiao.yaml 或规则集写得对不对；不写文件时看这个文件夹用的那一份。

    \b
    例：jixiao config check
        jixiao config check 本县.yaml
    """
    from lint.report.config_page import sealed_text  # noqa: PLC0415

    broken = False
    for name in files or (_found(),):
        linter = Linters(Settings(rulesets=(name,))).here()
        linter.prepare()
        broken |= broken_plugins(linter.loaded_plugins)
        bases = "、".join(sealed_text(seal) for seal in linter.ruleset.seals[1:])
        emit([f"{name} 没有问题，启用 {len(linter.rules)} 条规则{f'，继承 {bases}' if bases else ''}\n"])
    ctx.exit(3 if broken else 0)


def _found() -> str:
    from lint.config.find import Finder  # noqa: PLC0415

    path = Finder().find(Path())
    if path is None:
        raise UsageError("这个文件夹和上面的文件夹里都没有 jixiao.yaml，检查时用 submit；要看别的文件请写上文件名")
    return str(path)


@command.command("show", cls=ChineseCommand, short_help="看一份草稿按什么检查、每项设置从哪来")
@click.argument("path", metavar="草稿", shell_complete=completing.files)
@options.ruleset("按这些规则集看，代替找到的 jixiao.yaml；可以写几次")
@options.text_or_json
@click.help_option("-h", "--help", help="显示帮助")
@click.pass_context
def show(ctx: click.Context, path: str, rulesets: tuple[str, ...], no_config: bool, output_format: str) -> None:
    """看一份草稿按什么检查：每条规则的级别、选项，每项设置写在哪个文件第几行。草稿可以还没有写。

    \b
    例：jixiao config show 草稿.txt
    """
    from lint.api.applied import applied  # noqa: PLC0415
    from lint.report.config_page import config_json, config_text  # noqa: PLC0415

    linters = Linters(Settings(rulesets=rulesets, search=not no_config))
    found = applied(linters, Path(path))
    if output_format == "json":
        emit([json.dumps(config_json(found), ensure_ascii=False, indent=1) + "\n"], "utf-8")
    else:
        emit([config_text(found)])
    ctx.exit(3 if broken_plugins(linters.kit.infos()) else 0)


@command.command("schema", cls=ChineseCommand, short_help="输出设置的 JSON Schema，给编辑器用")
@click.help_option("-h", "--help", help="显示帮助")
def schema() -> None:
    """输出 jixiao.yaml 和规则集的 JSON Schema，编辑器用它补全键名、标出错误。"""
    from lint.resources.files import shipped  # noqa: PLC0415

    emit([(shipped("schema") / "ruleset-1.schema.json").read_text("utf-8")], "utf-8")
