"""``jixiao extract``: what was read, as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from lint.api import Extracted, Linter, Linters, Settings
from lint.cli import completing, options
from lint.cli.chinese import ChineseCommand
from lint.cli.inputs import collect
from lint.cli.notices import broken_plugins, notice
from lint.cli.output import check_writable, write_file
from lint.cli.stream import emit
from lint.errors import UsageError
from lint.model.report import Status


@click.command(cls=ChineseCommand, context_settings={"help_option_names": ["-h", "--help"]})
@options.paths
@click.option("--explain", is_flag=True, help="说明哪张表当作什么、哪个表头当作哪一栏、为什么，给人看")
@click.option(
    "--output-format",
    type=click.Choice(["text", "json"]),
    metavar="格式",
    help="json（默认）或 text；--explain 默认是 text",
)
@click.option(
    "--output",
    metavar="文件",
    callback=options.filled,
    shell_complete=completing.files,
    help="写到文件",
)
@options.ruleset("按这个规则集要求的词典读；默认是 jixiao.yaml，没有就是自带的")
@options.stdin_filename
@options.encoding
@options.limit_options
@click.help_option("-h", "--help", help="显示帮助")
@click.pass_context
def command(
    ctx: click.Context,
    paths: Sequence[str],
    explain: bool,
    output_format: str | None,
    output: str | None,
    rulesets: tuple[str, ...],
    no_config: bool,
    stdin_filename: str | None,
    encoding: str,
) -> None:
    """只读不查：把读到的项目、指标、总体部分和职责活动表连同位置输出为 JSON。"""
    if output_format == "text" and not explain:
        raise UsageError("--output-format text 要和 --explain 一起用；读到的内容只输出为 JSON")
    as_text = explain and output_format != "json" and not (output or "").endswith(".json")
    linters = Linters(Settings(rulesets=rulesets, search=not no_config, limits=options.limits(ctx), encoding=encoding))
    items = collect(paths, stdin_filename, linters.settings.limits)
    if output:
        check_writable(Path(output), items)
    found = [linters.of(item).extract([item], number, explain=explain)[0] for number, item in enumerate(items)]
    linter = linters.here()
    text = _explained(found, linter) if as_text else _json(found, linter)
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


def _json(found: Sequence[Extracted], linter: Linter) -> str:
    from lint.report.explained import explained_json, field_names  # noqa: PLC0415
    from lint.report.model_json import model_json  # noqa: PLC0415

    made = model_json(found)
    read = [entry for entry in found if entry.document is not None]
    for document, entry in zip(made["documents"], read, strict=True):
        if entry.trace and entry.document:
            names = field_names(linter.lexicon.data["headers"])
            document["explained"] = explained_json(entry.document, entry.entry.id, entry.trace, names)
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _explained(found: Sequence[Extracted], linter: Linter) -> str:
    from lint.report.explained import explained_text, field_names  # noqa: PLC0415

    names = field_names(linter.lexicon.data["headers"])
    return "\n".join(
        explained_text(entry.document, entry.trace, names)
        if entry.document and entry.trace
        else f"{entry.entry.path}  {entry.entry.reason}\n"
        for entry in found
    )
