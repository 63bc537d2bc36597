"""Options that several commands share."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from lint.cli import completing
from lint.cli.chinese import GroupedOption
from lint.engine.select import Selection
from lint.extract.source import Limits

_Command = TypeVar("_Command", bound=Callable[..., Any])


def filled(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    """Refuse an option without content (``--select "$RULES"`` where nothing was set): it would silently not count."""
    for text in value if isinstance(value, tuple) else (value,):
        if text is not None and not split([text]):
            raise click.BadParameter("是空的", ctx=ctx, param=param)
    return value


_MEGABYTE = 1024 * 1024
_MOST, _DIGITS = 10_000_000, 9
_LIMITS = "上限（超过的不读，会说明）"
_DEFAULTS = Limits()
CHECK_HEADINGS = {
    "用哪些规则": ("--ruleset", "--config", "--no-config", "--select", "--ignore", "--extend-select"),
    "哪些问题算数": ("--fail-on", "--baseline", "--no-suppressions", "--show-suppressed"),
    "输出": ("--output-format", "--output", "--statistics"),
    "修改": ("--fix", "--unsafe-fixes", "--diff", "--in-place", "--track-changes"),
    "读入": ("--no-exclude", "--stdin-filename", "--encoding"),
    "运行": ("--watch", "--jobs", "--cache", "--no-cache", "--cache-dir"),
    _LIMITS: (),
    "其他": ("--help",),
}
"""What the help page of ``check`` lists below which heading."""
_KEY = "jixiao.limits"


class _Count(click.ParamType[int]):
    """A whole number above zero."""

    name = "count"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number that the user wrote."""
        text = str(value)
        if not (text.isascii() and text.isdigit() and len(text) < _DIGITS and 0 < int(text) <= _MOST):
            self.fail(f"应当是 1 到 {_MOST} 的整数", param, ctx)
        return int(text)


def _limit(name: str, field: str, metavar: str, help_text: str) -> Callable[[_Command], _Command]:
    """An option that sets a field of the limits."""
    size = _MEGABYTE if metavar == "MB" else 1

    def keep(ctx: click.Context, param: click.Parameter, value: int | None) -> None:
        if value is not None:
            ctx.meta.setdefault(_KEY, {})[field] = value * size

    return click.option(
        name,
        cls=GroupedOption,
        group=_LIMITS,
        type=_Count(),
        metavar=metavar,
        expose_value=False,
        callback=keep,
        help=f"{help_text}，默认 {getattr(_DEFAULTS, field) // size}",
    )


def limit_options(command: _Command) -> _Command:
    """--max-size and its like; `limits` gives their values."""
    for option in (
        _limit("--max-memory", "memory", "MB", "在单独的进程里读的（PDF、doc、xls），内存最多多少 MB"),
        _limit("--max-seconds", "seconds", "秒", "在单独的进程里读的，一个文件最多读多少秒"),
        _limit("--max-pages", "pages", "页", "最多多少页（PDF）"),
        _limit("--max-cells", "cells", "个", "一个文件最多多少个单元格"),
        _limit("--max-part", "part", "MB", "一个部分解压后最大多少 MB（Office 文件）"),
        _limit("--max-size", "bytes", "MB", "一个文件最大多少 MB"),
    ):
        command = option(command)
    return command


def limits(ctx: click.Context) -> Limits:
    """The limits that the options of `limit_options` set."""
    return Limits(**ctx.meta.get(_KEY, {}))


def _codec(ctx: click.Context, param: click.Parameter, value: str | None) -> str:
    """The codec of an encoding that the user names; the wider one of the same family, as browsers do."""
    if value is None:
        return ""
    try:
        name = codecs.lookup(value.strip()).name
        "".encode(name)
    except (LookupError, ValueError):
        raise click.BadParameter("没有这种编码，可以写 utf-8、gb18030、big5、utf-16 等", ctx=ctx, param=param) from None
    return {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}.get(name, name)


encoding = click.option(
    "--encoding", metavar="编码", callback=_codec, help="文字文件、网页、csv 的编码，认错了才要写，例如 gb18030、big5"
)
text_or_json = click.option(
    "--output-format",
    type=click.Choice(["text", "json"]),
    default="text",
    metavar="格式",
    help="text（默认）或 json",
)
paths = click.argument("paths", nargs=-1, metavar="文件或文件夹...", shell_complete=completing.files)
stdin_filename = click.option(
    "--stdin-filename",
    metavar="文件名",
    callback=filled,
    shell_complete=completing.files,
    help="从管道读入（-）时，按这个文件名识别和报告",
)


def split(values: Sequence[str]) -> tuple[str, ...]:
    """Values of an option that may be given several times and may hold commas."""
    return tuple(part.strip() for value in values for part in value.replace("，", ",").split(",") if part.strip())


def ruleset(help_text: str) -> Callable[[_Command], _Command]:
    """--ruleset and --no-config."""

    def add(command: _Command) -> _Command:
        named = click.option(
            "--ruleset",
            "--config",
            "rulesets",
            multiple=True,
            metavar="名称或文件",
            callback=filled,
            shell_complete=completing.rulesets,
            help=help_text,
        )
        unsearched = click.option("--no-config", is_flag=True, help="不找 jixiao.yaml")
        return named(unsearched(command))

    return add


no_suppressions = click.option(
    "--no-suppressions", is_flag=True, help="忽略说明一概不算：批注、.jixiao.yaml 和设置里的都不用"
)
no_exclude = click.option("--no-exclude", is_flag=True, help="也检查 jixiao.yaml 里 exclude 排除的文件")


def rule_options(command: _Command) -> _Command:
    """--select, --ignore, --extend-select, --ruleset, --no-config."""
    for option in (
        _rules_option("--extend-select", "在规则集之外再加上这些规则"),
        _rules_option("--ignore", "不用这些规则"),
        _rules_option("--select", "只用这些规则：代码、代码前缀、英文名或中文名，可用逗号隔开"),
        ruleset("规则集：draft、submit（默认）、review 等，或 YAML 文件；代替找到的 jixiao.yaml；可以写几次"),
    ):
        command = option(command)
    return command


def _rules_option(name: str, help_text: str) -> Callable[[_Command], _Command]:
    return click.option(
        name,
        multiple=True,
        metavar="规则",
        callback=filled,
        shell_complete=completing.rules,
        help=help_text,
    )


def selection(select: Sequence[str], ignore: Sequence[str], extend_select: Sequence[str]) -> Selection:
    """The selection that the options of `rule_options` make."""
    return Selection(split(select), split(ignore), split(extend_select))
