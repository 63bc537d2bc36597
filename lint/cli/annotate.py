"""``jixiao annotate``: a copy of a draft with the findings in it."""

from __future__ import annotations

from collections.abc import Sequence

import click

from lint.api import Item, Limits, Linters, Session, Settings, Suppressing
from lint.api.annotating import annotate, unannotate
from lint.cli import options
from lint.cli.chinese import ChineseCommand
from lint.cli.copies import ANNOTATED, PLAIN, Target, target
from lint.cli.inputs import collect, lost_sidecars
from lint.cli.notices import broken_plugins, notice
from lint.cli.stream import emit
from lint.errors import InputError
from lint.report.columns import printable
from lint.report.to_text import closing_line

_INCOMPLETE = 3


@click.command(cls=ChineseCommand, context_settings={"help_option_names": ["-h", "--help"]})
@options.paths
@options.rule_options
@click.option("--remove", is_flag=True, help="去掉以前写的批注，不检查")
@click.option("--output", metavar="文件", callback=options.filled, help="写到哪里；默认在旁边，如 草稿.annotated.docx")
@click.option("--in-place", is_flag=True, help="直接写进原文件，原来的留一份 .bak")
@options.no_suppressions
@options.no_exclude
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
    remove: bool,
    output: str | None,
    in_place: bool,
    no_suppressions: bool,
    no_exclude: bool,
) -> None:
    """把检查结果写成批注：Word 批注、Excel 批注和底色、PDF 高亮，前面加一页汇总；不改正文，写到副本里。

    \b
    例：jixiao annotate 草稿.docx
        jixiao annotate 草稿.annotated.docx --remove --in-place
    """
    settings = Settings(
        rulesets=rulesets,
        search=not no_config,
        exclude=not no_exclude,
        selection=options.selection(select, ignore, extend_select),
        limits=options.limits(ctx),
    )
    linters = Linters(settings)
    items = collect(paths, None, settings.limits, linters.excluded)
    notes = (*linters.notes(items), *lost_sidecars(paths))
    session = Session(linters.of, None, notes, suppressing=Suppressing(count=not no_suppressions))
    mark = PLAIN if remove else ANNOTATED
    targets = [target(item, items, output, in_place=in_place, mark=mark) for item in items]
    codes, limits = [0], settings.limits
    for item, goes_to in zip(items, targets, strict=True):
        try:
            codes.append(_remove(item, goes_to, limits) if remove else _annotate(item, goes_to, session, limits))
        except InputError as error:
            notice(f"{item.name}：{error}")
            codes.append(_INCOMPLETE)
    broken = broken_plugins(linters.kit.plugins.infos)
    ctx.exit(max(*codes, _INCOMPLETE * broken))


def _annotate(item: Item, goes_to: Target, session: Session, limits: Limits) -> int:
    made = annotate(session, item, limits)
    written = goes_to.write(made.data)
    lines = [f"{printable(item.name)} → {printable(written)}：写了 {made.placed} 条批注。"]
    if made.unplaced:
        lines.append(f"  {made.unplaced} 个问题在文中没有位置，没有写成批注，用 jixiao check 看")
    if made.signed:
        lines.append("  原来有电子签名，写进批注以后签名不再有效")
    lines += [closing_line(made.report), ""]
    emit(["\n".join(lines)])
    return made.report.exit_code


def _remove(item: Item, goes_to: Target, limits: Limits) -> int:
    before = item.load()
    data = unannotate(item, limits)
    if data == before:
        emit([f"{printable(item.name)}：没有 jixiao 写的批注，没有写文件。\n"])
    else:
        emit([f"{printable(item.name)} → {printable(goes_to.write(data))}：批注去掉了。\n"])
    return 0
