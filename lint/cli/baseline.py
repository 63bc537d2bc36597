"""``jixiao baseline write|show|prune``: the findings that are known and do not decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

import click

from lint.api import Linter, Linters, Session, Settings
from lint.api.baseline import Baseline, read_baseline
from lint.cli import completing, options
from lint.cli.chinese import ChineseCommand, ChineseGroup
from lint.cli.inputs import collect
from lint.cli.notices import broken_plugins, notice
from lint.cli.output import write_file
from lint.cli.stream import emit
from lint.engine.baseline import Entry
from lint.errors import JixiaoError, UsageError
from lint.model.report import Report
from lint.report.columns import printable

_Command = TypeVar("_Command", bound=Callable[..., Any])
_USUAL = "jixiao-baseline.json"


class IncompleteError(JixiaoError):
    """Half a run must not become a whole baseline."""

    exit_code = 3


@click.group(cls=ChineseGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.help_option("-h", "--help", help="显示帮助")
def command() -> None:
    """基线：记下现有的问题，以后只看新的。检查时写 jixiao check --baseline 文件。"""


def _file_option(function: _Command) -> _Command:
    return click.option(
        "--baseline",
        "file",
        metavar="文件",
        default=_USUAL,
        callback=options.filled,
        shell_complete=completing.files,
        help=f"基线文件，默认 {_USUAL}",
    )(function)


def _run_options(function: _Command) -> _Command:
    for option in (
        click.help_option("-h", "--help", help="显示帮助"),
        options.limit_options,
        options.encoding,
        click.option("--allow-incomplete", is_flag=True, help="有文件没有检查、没有全部检查时也写"),
        options.no_exclude,
        options.rule_options,
        _file_option,
        options.paths,
    ):
        function = option(function)
    return function


@command.command("write", cls=ChineseCommand, short_help="检查，把现有的问题写进基线")
@_run_options
@click.option("--force", is_flag=True, help="基线文件已经有了，重新写")
@click.pass_context
def write(ctx: click.Context, /, file: str, force: bool, allow_incomplete: bool, **given: Any) -> None:
    """检查，把现有的问题写进基线。

    \b
    例：jixiao baseline write 报送文件夹
    """
    path = Path(file)
    if path.exists() and not force:
        raise UsageError(f"{path} 已经有了；删去改好的用 jixiao baseline prune，全部重新写加 --force")
    report, linters = _run(ctx, allow_incomplete, **given)
    made = Baseline(path).of(report, linters)
    write_file(path, [made.text()])
    left_out = len(report.findings) - made.size
    rest = f"；另有 {left_out} 个不进基线：必须改的规则、忽略的、程序和忽略说明自身的" if left_out else ""
    click.echo(f"写好了 {printable(str(path))}：{_counted(made)}{rest}。", err=True)


@command.command("prune", cls=ChineseCommand, short_help="检查，从基线里删去已经改好的问题")
@_run_options
@click.pass_context
def prune(ctx: click.Context, /, file: str, allow_incomplete: bool, **given: Any) -> None:
    """检查，从基线里删去已经改好的问题；不增加新的。这次没有检查的文件不动。

    \b
    例：jixiao baseline prune 报送文件夹
    """
    before = read_baseline(Path(file))
    report, linters = _run(ctx, allow_incomplete, **given)
    made = before.pruned(report, linters)
    if made != before:
        write_file(before.path, [made.text()])
    click.echo(f"删去了 {before.size - made.size} 个，{printable(file)} 里还有 {_counted(made)}。", err=True)


@command.command("show", cls=ChineseCommand, short_help="看基线里有哪些问题")
@_file_option
@click.help_option("-h", "--help", help="显示帮助")
def show(file: str) -> None:
    """看基线里有哪些问题，按文件和项目列出。"""
    found = read_baseline(Path(file))
    emit([_page(found)])


def _run(
    ctx: click.Context,
    allow_incomplete: bool,
    paths: Sequence[str],
    select: Sequence[str],
    ignore: Sequence[str],
    extend_select: Sequence[str],
    rulesets: tuple[str, ...],
    no_config: bool,
    no_exclude: bool,
    encoding: str,
) -> tuple[Report, list[Linter]]:
    """The run, with the linter of each input.

    Raises:
        IncompleteError: not everything was checked, and nobody said that this will do.
    """
    settings = Settings(
        rulesets=rulesets,
        search=not no_config,
        exclude=not no_exclude,
        selection=options.selection(select, ignore, extend_select),
        limits=options.limits(ctx),
        encoding=encoding,
    )
    linters = Linters(settings)
    items = collect(paths, None, settings.limits, linters.excluded)
    report = Session(linters.of, notes=linters.notes(items)).check(items)
    for note in report.notes:
        notice(note)
    for entry in report.inputs:
        if entry.reason:
            notice(f"{entry.path}：{entry.reason}")
    broken_plugins(report.plugins)
    if not report.complete and not allow_incomplete:
        raise IncompleteError("没有全部检查，基线没有写；请先处理上面这些，或者加 --allow-incomplete 只按检查到的写")
    return report, [linters.of(item) for item in items]


def _counted(found: Baseline) -> str:
    files = len({entry.file for entry in found.entries})
    return f"{files} 个文件的 {found.size} 个问题" if files else "0 个问题"


def _page(found: Baseline) -> str:
    lines: list[str] = []
    for file, entries in groupby(found.entries, key=lambda entry: entry.file):
        lines.append(printable(file))
        for project, members in groupby(entries, key=lambda entry: entry.project):
            lines += [f"  {printable(project)}"] if project else []
            lines += [f"    {_line(entry)}" for entry in members]
        lines.append("")
    codes = Counter[str]()
    for entry in found.entries:
        codes[entry.code] += entry.count
    if codes:
        lines.append("按规则：" + "、".join(f"{code} {count}" for code, count in sorted(codes.items())))
    lines.append(f"共 {_counted(found)}。")
    return "".join(f"{line}\n" for line in lines)


def _line(entry: Entry) -> str:
    times = f" ×{entry.count}" if entry.count > 1 else ""
    where = " / ".join(entry.path)
    value = f"“{entry.value}”" if entry.value else "（空）"
    return printable(f"{entry.code}{times}  {where + '  ' if where else ''}{value}")
