"""``jixiao fix``: a corrected copy of a draft."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click
from msgspec.structs import replace

from lint.api import Linters, Session, Settings
from lint.api.fixing import everything
from lint.cli import correcting, options
from lint.cli.chinese import ChineseCommand
from lint.cli.inputs import collect
from lint.cli.notices import broken_plugins, notice
from lint.cli.stream import emit
from lint.errors import UsageError
from lint.fix.changes import asked
from lint.fix.plan import Change

_INCOMPLETE = 3
_ANSWERS = {"y": "改", "n": "不改", "a": "后面的都改", "q": "后面的都不改"}


@click.command(cls=ChineseCommand, context_settings={"help_option_names": ["-h", "--help"]})
@options.paths
@options.rule_options
@correcting.fix_options
@click.option("--interactive", is_flag=True, help="一处一处地问，包括需要人工确认的")
@click.option(
    "--output", metavar="文件", callback=options.filled, help="改好的写到哪里；默认在旁边，如 草稿.fixed.docx"
)
@options.no_exclude
@options.encoding
@options.limit_options
@click.help_option("-h", "--help", help="显示帮助")
@click.pass_context
def command(
    ctx: click.Context,
    paths: Sequence[str],
    select: Sequence[str],
    ignore: Sequence[str],
    extend_select: Sequence[str],
    rulesets: tuple[str, ...],
    no_config: bool,
    interactive: bool,
    output: str | None,
    no_exclude: bool,
    encoding: str,
) -> None:
    """按建议改草稿：只改有把握、意思不变的地方，写到副本里；改完再查一遍，通不过的不改。

    \b
    例：jixiao fix 草稿.docx
        jixiao fix 草稿.xlsx --diff
    """
    settings = Settings(
        rulesets=rulesets,
        search=not no_config,
        exclude=not no_exclude,
        selection=options.selection(select, ignore, extend_select),
        limits=options.limits(ctx),
        encoding=encoding,
    )
    if interactive and not sys.stdin.isatty():
        raise UsageError("--interactive 要在终端里用，从管道读不到回答")
    linters = Linters(settings)
    items = collect(paths, None, settings.limits, linters.excluded)
    session = Session(linters.of, None, linters.notes(items))
    want = correcting.wanted(ctx)
    want = replace(want, unsafe_fixes=want.unsafe_fixes or interactive)
    places = correcting.targets(items, output, want)
    codes = [0]
    for outcome in correcting.correct(session, items, places, want, settings, _ask if interactive else everything):
        if outcome.fixed is None:
            notice(outcome.told)
            codes.append(_INCOMPLETE)
        else:
            emit([outcome.told])
            codes.append(outcome.fixed.after.exit_code)
    broken = broken_plugins(linters.kit.plugins.infos)
    ctx.exit(max(*codes, _INCOMPLETE * broken))


def _ask(changes: Sequence[Change]) -> Sequence[Change]:
    """The changes to which the person says yes."""
    chosen: list[Change] = []
    for number, change in enumerate(changes):
        click.echo(asked(change))
        hint = "，".join(f"{key} {meaning}" for key, meaning in _ANSWERS.items())
        match click.prompt(f"  改吗？（{hint}）", type=click.Choice(list(_ANSWERS)), show_choices=False, default="n"):
            case "y":
                chosen.append(change)
            case "a":
                return [*chosen, *changes[number:]]
            case "q":
                return chosen
            case _:
                pass
    return chosen
