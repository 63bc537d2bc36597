"""``jixiao why``: why a cell was flagged, or was not."""

from __future__ import annotations

import json
from collections.abc import Sequence

import click

from lint.api import Linters, Settings
from lint.cli import completing, options
from lint.cli.chinese import ChineseCommand
from lint.cli.inputs import collect
from lint.cli.notices import broken_plugins
from lint.cli.stream import emit
from lint.engine.spots import FORMS
from lint.errors import InputError, UsageError
from lint.report.why_page import why_json, why_text


@click.command(cls=ChineseCommand, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("path", metavar="文件", shell_complete=completing.files)
@click.option("--at", "place", required=True, metavar="位置", help=f"哪一格：{FORMS}")
@options.rule_options
@options.text_or_json
@options.stdin_filename
@options.encoding
@options.limit_options
@click.help_option("-h", "--help", help="显示帮助")
@click.pass_context
def command(
    ctx: click.Context,
    path: str,
    place: str,
    select: Sequence[str],
    ignore: Sequence[str],
    extend_select: Sequence[str],
    rulesets: tuple[str, ...],
    no_config: bool,
    output_format: str,
    stdin_filename: str | None,
    encoding: str,
) -> None:
    """说明一格为什么报了、为什么没有报：读成了什么，每条规则怎样看。

    \b
    例：jixiao why 草稿.txt --at 214
        jixiao why 草稿.txt --at 2/3/指标值
    """
    settings = Settings(
        rulesets=rulesets,
        search=not no_config,
        selection=options.selection(select, ignore, extend_select),
        limits=options.limits(ctx),
        encoding=encoding,
    )
    items = collect([path], stdin_filename, settings.limits)
    if len(items) > 1:
        raise UsageError(f"{path} 是文件夹，请写一个文件")
    linter = Linters(settings).of(items[0])
    broken = broken_plugins(linter.loaded_plugins)
    extracted, explanation = linter.explain(items[0], place)
    entry = extracted.entry
    if explanation is None:
        raise InputError(f"{entry.path}：{entry.reason}")
    if output_format == "json":
        emit([json.dumps(why_json(entry.path, entry.id, explanation), ensure_ascii=False, indent=1) + "\n"], "utf-8")
    else:
        emit([why_text(entry.path, explanation)])
    ctx.exit(3 if broken else 0)
