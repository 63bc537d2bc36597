"""``jixiao fix``: a corrected copy of a draft."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from lint.api import Linters, Session, Settings
from lint.api.fixing import Fixed, Options, everything, fix
from lint.cli import options
from lint.cli.chinese import ChineseCommand
from lint.cli.copies import Target, target
from lint.cli.inputs import collect
from lint.cli.notices import broken_plugins, notice
from lint.cli.stream import emit
from lint.errors import InputError, UsageError
from lint.fix.changes import asked, changes_text, closing
from lint.fix.plan import Change
from lint.model.finding import State

_INCOMPLETE = 3
_ANSWERS = {"y": "改", "n": "不改", "a": "后面的都改", "q": "后面的都不改"}


@click.command(cls=ChineseCommand, context_settings={"help_option_names": ["-h", "--help"]})
@options.paths
@options.rule_options
@click.option("--unsafe-fixes", is_flag=True, help="把需要人工确认的改法也改上")
@click.option("--interactive", is_flag=True, help="一处一处地问，包括需要人工确认的")
@click.option("--diff", is_flag=True, help="只说要改什么，不写文件")
@click.option(
    "--output", metavar="文件", callback=options.filled, help="改好的写到哪里；默认在旁边，如 草稿.fixed.docx"
)
@click.option("--in-place", is_flag=True, help="直接改原文件，原来的留一份 .bak")
@click.option("--track-changes", is_flag=True, help="在 Word 文件里写成修订，可以逐条接受、拒绝")
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
    unsafe_fixes: bool,
    interactive: bool,
    diff: bool,
    output: str | None,
    in_place: bool,
    track_changes: bool,
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
        selection=options.selection(select, ignore, extend_select),
        limits=options.limits(ctx),
        encoding=encoding,
    )
    if interactive and not sys.stdin.isatty():
        raise UsageError("--interactive 要在终端里用，从管道读不到回答")
    linters = Linters(settings)
    items = collect(paths, None, settings.limits, linters.excluded)
    session = Session(linters.of, None, linters.notes(items))
    made = Options(unsafe_fixes or interactive, track_changes, settings.limits, encoding)
    targets = [None if diff else target(item, items, output, in_place=in_place) for item in items]
    codes = [0]
    for item, goes_to in zip(items, targets, strict=True):
        try:
            fixed = fix(session, item, made, _ask if interactive else everything)
        except InputError as error:
            notice(f"{item.name}：{error}")
            codes.append(_INCOMPLETE)
            continue
        _deliver(item.name, fixed, goes_to)
        codes.append(fixed.after.exit_code)
    broken = broken_plugins(linters.kit.plugins.infos)
    ctx.exit(max(*codes, _INCOMPLETE * broken))


def _deliver(name: str, fixed: Fixed, goes_to: Target | None) -> None:
    written = goes_to.write(fixed.data) if goes_to and fixed.changes else ""
    planned = goes_to is None
    left = sum(finding.state is State.NEW for finding in fixed.after.findings)
    emit(
        [
            changes_text(name, fixed.changes, fixed.dropped, planned=planned),
            closing(len(fixed.changes), left, fixed.waiting, planned=planned, written=written),
        ]
    )


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
