"""``jixiao lsp``: the server that editors start."""

from __future__ import annotations

from collections.abc import Sequence

import click

from lint.api import Settings
from lint.cli import options
from lint.cli.chinese import ChineseCommand
from lint.errors import UsageError

_NEEDED = ("pygls", "lsprotocol", "cattrs", "attrs", "attr")


@click.command(cls=ChineseCommand, context_settings={"help_option_names": ["-h", "--help"]})
@options.rule_options
@click.option("--stdio", is_flag=True, expose_value=False, help="经标准输入输出通信；不写也是这样")
@click.help_option("-h", "--help", help="显示帮助")
def command(
    select: Sequence[str],
    ignore: Sequence[str],
    extend_select: Sequence[str],
    rulesets: tuple[str, ...],
    no_config: bool,
) -> None:
    """给编辑器用的语言服务：边写边检查文字、Markdown、CSV、网页草稿。

    由编辑器启动，经标准输入输出通信；怎样配置见说明“在编辑器里用”。
    """
    try:
        from lint.lsp.server import serve  # noqa: PLC0415 - an extra, and slow to load
        from lint.lsp.settings import Judges  # noqa: PLC0415
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _NEEDED:
            raise
        raise UsageError("缺少编辑器用的部件，请先安装：pip install 'jixiao-lint[lsp]'") from None
    selection = options.selection(select, ignore, extend_select)
    serve(Judges(Settings(rulesets=rulesets, search=not no_config, selection=selection)))
