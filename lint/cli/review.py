"""``jixiao review``: the review opinion on the projects of drafts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from lint.api import Item, Linters, Session, Settings, Suppressing
from lint.cli import options
from lint.cli.chinese import ChineseCommand
from lint.cli.inputs import collect, lost_sidecars
from lint.cli.notices import broken_plugins, notice
from lint.cli.output import check_writable, write_file
from lint.cli.stream import emit
from lint.config.grading import load_grading
from lint.errors import UsageError
from lint.report.columns import printable
from lint.report.to_text import closing_line
from lint.review.opinion import Review, review

_SUFFIXES = (".docx", ".xlsx", ".html")


@click.command(cls=ChineseCommand, context_settings={"help_option_names": ["-h", "--help"]})
@options.paths
@options.rule_options
@click.option(
    "--output", metavar="文件", required=True, callback=options.filled, help="写到哪里，看后缀：.docx、.xlsx 或 .html"
)
@click.option(
    "--grading",
    metavar="文件",
    callback=options.filled,
    help="评级办法的 YAML 文件；默认用规则集里 grading 指明的，没有指明的用自带的",
)
@options.no_suppressions
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
    output: str,
    grading: str | None,
    no_suppressions: bool,
    no_exclude: bool,
    encoding: str,
) -> None:
    """按审核的四个方面八项内容，给每个项目写审核意见：建议等级、逐格的依据，留出审核人意见和签字。

    \b
    例：jixiao review 报送文件夹 --output 审核意见.docx
        jixiao review 草稿.docx --output 审核意见.xlsx
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
    linters.draws = True
    suppressing = Suppressing(count=not no_suppressions)
    notes = (*linters.notes(items), *lost_sidecars(paths))
    session = Session(linters.of, None, notes, most_cells=sys.maxsize, suppressing=suppressing)
    path = Path(output)
    check_writable(path, items)
    render = _renderer(path)
    graded = load_grading(linters.here().registry, Path(grading) if grading else _grading(linters, items))
    made = review(session.check(items), graded)
    if not made.opinions:
        for entry in made.report.inputs:
            notice(f"{entry.path}：{entry.reason or '没有项目'}")
        raise UsageError("没有读到项目，没有写审核意见")
    write_file(path, [render(made)])
    emit([_said(made, path)])
    for entry in made.unchecked:
        notice(f"{entry.path}：{entry.reason}")
    broken = broken_plugins(linters.kit.plugins.infos)
    ctx.exit(max(made.report.exit_code, 3 * broken))


def _grading(linters: Linters, items: Sequence[Item]) -> Path | None:
    """The way of grading that the rulesets of the drafts name."""
    found = [linters.of(item).ruleset.grading for item in items] or [linters.here().ruleset.grading]
    named = dict.fromkeys(found)
    if len({path.resolve() if path else None for path in named}) > 1:
        ways = "、".join(str(path or "自带的") for path in named)
        raise UsageError(f"这些文件的规则集用的评级办法不一样（{ways}），请用 --grading 指明用哪一个，或者分开审核")
    return next(iter(named))


def _renderer(path: Path) -> Callable[[Review], bytes]:
    match path.suffix.lower():
        case ".docx":
            from lint.review.to_docx import render_docx  # noqa: PLC0415

            return render_docx
        case ".xlsx":
            from lint.review.to_xlsx import render_xlsx  # noqa: PLC0415

            return render_xlsx
        case ".html":
            from lint.review.to_html import render_html  # noqa: PLC0415

            return render_html
        case _:
            raise UsageError(f"审核意见写不成 {path}，后缀请用 {'、'.join(_SUFFIXES)}")


def _said(made: Review, path: Path) -> str:
    totals = [opinion.total.name for opinion in made.opinions]
    counts = "、".join(
        f"{grade.name} {totals.count(grade.name)} 个" for grade in made.grading.grades if grade.name in totals
    )
    return f"{closing_line(made.report)}\n建议总评：{counts}。审核意见写到 {printable(path.as_posix())}。\n"
