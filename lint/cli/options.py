"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from lint.engine.select import Selection

_Command = TypeVar("_Command", bound=Callable[..., Any])


def filled(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    """Refuse an option without content (``--select "$RULES"`` where nothing was set): it would silently not count."""
    for text in value if isinstance(value, tuple) else (value,):
        if text is not None and not split([text]):
            raise click.BadParameter("是空的", ctx=ctx, param=param)
    return value


paths = click.argument("paths", nargs=-1, metavar="文件或文件夹...")
stdin_filename = click.option(
    "--stdin-filename", metavar="文件名", callback=filled, help="从管道读入（-）时，按这个文件名识别和报告"
)


def split(values: Sequence[str]) -> tuple[str, ...]:
    """Values of an option that may be given several times and may hold commas."""
    return tuple(part.strip() for value in values for part in value.replace("，", ",").split(",") if part.strip())


def ruleset(help_text: str) -> Callable[[_Command], _Command]:
    """--ruleset."""
    return click.option("--ruleset", metavar="名称或文件", callback=filled, help=help_text)


def rule_options(command: _Command) -> _Command:
    """--select, --ignore, --extend-select, --ruleset."""
    for option in (
        _rules_option("--extend-select", "在规则集之外再加上这些规则"),
        _rules_option("--ignore", "不用这些规则"),
        _rules_option("--select", "只用这些规则：代码、代码前缀、英文名或中文名，可用逗号隔开"),
        ruleset("规则集：draft、submit（默认）、review，或 YAML 文件"),
    ):
        command = option(command)
    return command


def _rules_option(name: str, help_text: str) -> Callable[[_Command], _Command]:
    return click.option(name, multiple=True, metavar="规则", callback=filled, help=help_text)


def selection(select: Sequence[str], ignore: Sequence[str], extend_select: Sequence[str]) -> Selection:
    """The selection that the options of `rule_options` make."""
    return Selection(split(select), split(ignore), split(extend_select))
