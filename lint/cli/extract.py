"""``jixiao extract``: what was read, as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from lint.api import Linter
from lint.cli import options
from lint.cli.chinese import ChineseCommand
from lint.cli.inputs import collect
from lint.cli.notices import broken_plugins, notice
from lint.cli.output import check_writable, write_file
from lint.cli.stream import emit
from lint.model.report import Status


@click.command(cls=ChineseCommand, context_settings={"help_option_names": ["-h", "--help"]})
@options.paths
@click.option("--output-format", type=click.Choice(["json"]), default="json", help="输出格式，只有 json")
@click.option("--output", metavar="文件", callback=options.filled, help="写到文件")
@options.stdin_filename
@options.encoding
@options.limit_options
@click.help_option("-h", "--help", help="显示帮助")
@click.pass_context
def command(
    ctx: click.Context,
    paths: Sequence[str],
    output_format: str,
    output: str | None,
    stdin_filename: str | None,
    encoding: str,
) -> None:
    """只读不查：把读到的项目、指标、总体部分和职责活动表连同位置输出为 JSON。"""
    from lint.report.model_json import model_json  # noqa: PLC0415

    linter = Linter(limits=options.limits(ctx), encoding=encoding)
    items = collect(paths, stdin_filename, linter.limits)
    if output:
        check_writable(Path(output), items)
    found = linter.extract(items)
    text = json.dumps(model_json(found), ensure_ascii=False, indent=1) + "\n"
    if output:
        write_file(Path(output), [text])
    else:
        emit([text], "utf-8")
    unread = [entry.entry for entry in found if entry.entry.status is not Status.CHECKED]
    for entry in unread:
        notice(f"{entry.path}：{entry.reason}")
    broken = broken_plugins(linter.plugins.infos)
    crashed = any(entry.crash for entry in found)
    ctx.exit(4 if crashed else 3 if unread or broken else 0)
