"""``jixiao check``: read, check, report."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

import click
from msgspec.structs import replace

from lint.api import Item, Linters, Session, Settings, Suppressing
from lint.api.baseline import read_baseline
from lint.api.work import Means
from lint.cli import completing, correcting, options
from lint.cli.chinese import ChineseCommand
from lint.cli.correcting import Outcome, Wanted
from lint.cli.inputs import STDIN, collect, lost_sidecars
from lint.cli.notices import broken_plugins, notice
from lint.cli.output import Destination, apart, deliver, plan
from lint.cli.running import means, remembering, run_options
from lint.cli.stream import one_place
from lint.engine.run import CRASH
from lint.errors import UsageError
from lint.model.report import Report
from lint.report.base import Later, Reporter

COUNTED: dict[str, Reporter] = {
    "text": Later("text", ".txt", "lint.report.statistics:StatisticsText", encoding=None),
    "json": Later("json", ".json", "lint.report.statistics:StatisticsJson"),
}
"""The formats of --statistics."""
_SAY_ALL = ("text", "grouped", "concise")
"""Formats that tell a person on a terminal what was not checked."""
_LONG_RUN = 4_000_000
"""Bytes of input from which a progress bar is worth it: a few seconds."""


@click.command(
    cls=ChineseCommand,
    headings=options.CHECK_HEADINGS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@options.paths
@options.rule_options
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"], case_sensitive=False),
    metavar="级别",
    help="退出码为 1 的级别：error、warning、info 或 never；默认由规则集定",
)
@click.option(
    "--output-format",
    "formats",
    multiple=True,
    metavar="格式",
    callback=options.filled,
    shell_complete=completing.formats,
    help="text（默认）、grouped、concise、json、jsonlines、sarif、junit、github、gitlab、markdown、html、xlsx；可以写几次",
)
@click.option(
    "--output",
    "outputs",
    multiple=True,
    metavar="[格式:]文件",
    callback=options.filled,
    shell_complete=completing.files,
    help="写到文件，格式看后缀，也可以写明，如 json:结果.txt；可以写几次",
)
@click.option(
    "--baseline",
    metavar="文件",
    callback=options.filled,
    shell_complete=completing.files,
    help="基线文件：里面记下的问题不算，只看新的，见 jixiao baseline",
)
@options.no_suppressions
@click.option("--show-suppressed", is_flag=True, help="按说明忽略的问题也列出来，连同理由")
@click.option("--statistics", is_flag=True, help="不列问题，只按规则、单位、项目和级别计数；格式 text 或 json")
@click.option("--watch", is_flag=True, help="一直开着：文件或配置改了就再检查，Ctrl+C 结束")
@correcting.check_options
@options.no_exclude
@options.stdin_filename
@options.encoding
@run_options
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
    fail_on: str | None,
    formats: Sequence[str],
    outputs: Sequence[str],
    baseline: str | None,
    no_suppressions: bool,
    show_suppressed: bool,
    statistics: bool,
    watch: bool,
    no_exclude: bool,
    stdin_filename: str | None,
    encoding: str,
) -> None:
    """检查文件或文件夹里的绩效目标表，逐格指出写得不实的指标和改法。

    \b
    例：jixiao check 草稿.txt
        jixiao check 报送文件夹 --ruleset review --output 结果.json
    """
    settings = Settings(
        rulesets=rulesets,
        search=not no_config,
        exclude=not no_exclude,
        selection=options.selection(select, ignore, extend_select),
        fail_on=fail_on or "",
        limits=options.limits(ctx),
        encoding=encoding,
    )
    want, suppressing = correcting.wanted(ctx), partial(Suppressing, count=not no_suppressions, show=show_suppressed)
    run = partial(_once, settings, paths, formats, outputs, baseline, statistics, suppressing)
    if not watch:
        ctx.exit(run(stdin_filename, means(ctx), want=want))
    if want.fix:
        raise UsageError("--watch 和 --fix 只能用一个")
    if STDIN in paths or not paths:
        raise UsageError("--watch 要写上文件或文件夹，不能从管道读入")
    from lint.cli.watch import watch as watch_on  # noqa: PLC0415 - hardly ever asked for

    how = remembering(means(ctx))
    used = {Path(text) for text in (*rulesets, baseline or "") if text}
    ctx.exit(watch_on(partial(run, None, how, used), paths, used, time.sleep))


def _once(
    settings: Settings,
    paths: Sequence[str],
    formats: Sequence[str],
    outputs: Sequence[str],
    baseline: str | None,
    statistics: bool,
    suppressing: Callable[[], Suppressing],
    stdin_filename: str | None,
    how: Means,
    used: set[Path] | None = None,
    want: Wanted = correcting.NOTHING,
) -> int:
    """Check and report; the exit code. ``used`` takes the files that made the settings.

    Drafts that are to be corrected are corrected first, and the report is about what they became.
    """
    linters = Linters(settings)
    items = collect(paths, stdin_filename, settings.limits, linters.excluded)
    reporters = COUNTED if statistics else linters.kit.reporters
    copy = None
    if want.fix:
        copy, outputs = correcting.split_output(outputs, items, options.split(formats), reporters)
    destinations = plan(options.split(formats), outputs, reporters, items)
    linters.draws = any(getattr(destination.reporter, "wants_tables", False) for destination in destinations)
    known = read_baseline(Path(baseline)) if baseline else None
    notes = (*linters.notes(items), *lost_sidecars(paths))
    session = Session(linters.of, known, notes, how, suppressing=suppressing())
    names = [item.name for item in items]
    if want.fix:
        places = correcting.targets(items, copy, want)
        apart(destinations, [place.path for place in places if place])
        items, names = _corrected(correcting.correct(session, items, places, want, settings))
    report = replace(_check(session, items), excluded=not items).named(names)
    deliver(report, destinations)
    _notices(report, destinations)
    if used is not None:
        used |= linters.files()
    return report.exit_code


def _corrected(outcomes: Iterable[Outcome]) -> tuple[list[Item], list[str]]:
    """The drafts as they are after correction, and their names; what was changed goes to standard error."""
    items, names = [], []
    for outcome in outcomes:
        if outcome.fixed is not None:
            click.echo(outcome.told, nl=False, err=True)
        elif not outcome.unread:
            notice(outcome.told)
        items.append(outcome.item)
        names.append(outcome.name)
    return items, names


def _check(session: Session, items: Sequence[Item]) -> Report:
    """Check with a progress bar on standard error, if the run is long and somebody is watching."""
    size = sum(item.size for item in items)
    if size < _LONG_RUN or not sys.stderr.isatty():
        return session.check(items)
    with click.progressbar(length=size, label="检查", file=sys.stderr, show_eta=True) as bar:
        return session.check(items, bar.update)


def _notices(report: Report, destinations: Sequence[Destination]) -> None:
    """Why the run is not complete, on standard error, unless the report has just said so in the same place."""
    on_screen = [destination.reporter.name for destination in destinations if destination.path is None]
    if not (on_screen and on_screen[0] in _SAY_ALL and one_place()):
        for entry in report.inputs:
            if entry.reason:
                notice(f"{entry.path}：{entry.reason}")
        for note in report.notes:
            notice(note)
        broken_plugins(report.plugins)
        for finding in report.findings:
            if finding.code == CRASH:
                notice(f"{report.inputs[finding.input].path}：{finding.message}")
    if os.environ.get("JIXIAO_DEBUG"):
        for trace in report.crashes:
            click.echo(trace, err=True)
    if not on_screen:
        from lint.report.to_text import closing_line  # noqa: PLC0415

        click.echo(closing_line(report), err=True)
