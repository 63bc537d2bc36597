"""Help and error messages of click, in Chinese."""

from __future__ import annotations

import inspect
import re
import shutil
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import click

from lint.report.columns import width, wrapped

_NARROWEST, _USUAL, _WIDEST = 60, 100, 120
_EXTRA = re.compile(r"unexpected extra arguments? \((.*)\)")


def explain(error: click.ClickException) -> str:
    """One Chinese line for an error of usage."""
    from lint.resources.validate import did_you_mean  # noqa: PLC0415 - only for error messages

    context = getattr(error, "ctx", None)
    help_line = f"，用 {context.command_path} --help 看用法" if context else ""
    if isinstance(error, click.NoSuchOption):
        known = [name for param in context.command.params for name in param.opts] if context else []
        return f"没有选项 {error.option_name}{did_you_mean(error.option_name, known) or help_line}"
    if isinstance(error, click.MissingParameter):
        param = error.param
        name = (
            f"选项 {param.opts[0]}"
            if isinstance(param, click.Option)
            else f"参数 {param.human_readable_name if param else ''}"
        )
        return f"缺少{name}{help_line}"
    if isinstance(error, click.BadParameter):
        return f"{_name(error.param)}不能这样填：{_reason(error)}"
    if isinstance(error, click.BadOptionUsage):
        needed = "不用跟值" if "not take" in error.message else "后面要跟一个值"
        return f"选项 {error.option_name} {needed}{help_line}"
    if isinstance(error, click.FileError):
        return f"打不开文件 {error.ui_filename}"
    if isinstance(error, click.UsageError) and context and isinstance(context.command, ChineseGroup):
        return _no_command(error, context)
    if extra := _EXTRA.search(error.message):
        return f"多写了参数 {extra[1]}{help_line}"
    return f"{error.format_message()}{help_line}"


def _no_command(error: click.UsageError, context: click.Context) -> str:
    from lint.resources.validate import did_you_mean  # noqa: PLC0415

    group = context.command
    assert isinstance(group, ChineseGroup)
    known = group.list_commands(context)
    wanted = error.message.split("'")[1] if "'" in error.message else ""
    if not wanted:
        return f"要写上命令：{'、'.join(known)}"
    return f"没有命令 {wanted}{did_you_mean(wanted, known) or '，可用的有：' + '、'.join(known)}"


def _name(param: click.Parameter | None) -> str:
    return f"选项 {param.opts[0]} " if isinstance(param, click.Option) else "参数"


def _reason(error: click.BadParameter) -> str:
    if error.param and isinstance(error.param.type, click.Choice):
        return "应当是 " + "、".join(map(str, error.param.type.choices)) + " 之一"
    return error.message


class GroupedOption(click.Option):
    """An option that the help page lists below a heading of its own."""

    def __init__(self, *args: Any, group: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group


class _ChineseHelp(click.Command):
    """A help page in Chinese: headings, and lines broken where Chinese may be broken."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx)).replace("[OPTIONS]", "[选项]")
        formatter.write_usage(ctx.command_path, pieces.replace("COMMAND [ARGS]...", "命令 [参数]..."), "用法: ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _write_text(formatter, inspect.cleandoc(self.help or ""))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _write_tables(formatter, self.sections(ctx))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _write_text(formatter, self.epilog or "")

    def heading(self, option: click.Option) -> str:
        """The heading below which an option stands."""
        return option.group if isinstance(option, GroupedOption) else "选项"

    def sections(self, ctx: click.Context) -> dict[str, list[tuple[str, str]]]:
        """The options with their help below headings."""
        found: dict[str, list[tuple[str, str]]] = {}
        for option in self.get_params(ctx):
            if isinstance(option, click.Option) and (record := option.get_help_record(ctx)):
                term, text = record
                found.setdefault(self.heading(option), []).append((term, text.replace("  [required]", "（必填）")))
        return found


class ChineseCommand(_ChineseHelp):
    """A command with a Chinese help page; one with many options has headings, each with the options below it."""

    def __init__(self, *args: Any, headings: Mapping[str, Sequence[str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._order = tuple(headings or ())
        self._headings = {name: heading for heading, names in (headings or {}).items() for name in names}

    def heading(self, option: click.Option) -> str:
        """As the command says, else as the option says."""
        return next((self._headings[name] for name in option.opts if name in self._headings), super().heading(option))

    def sections(self, ctx: click.Context) -> dict[str, list[tuple[str, str]]]:
        """Headings in the order of the command; an option that it does not name comes after them."""
        found = super().sections(ctx)
        order = dict.fromkeys((*self._order, *found))
        return {heading: found[heading] for heading in order if heading in found}


class ChineseGroup(_ChineseHelp, click.Group):
    """A group of commands with a Chinese help page; knows their summaries without importing them."""

    def summaries(self) -> dict[str, str]:
        """Command names with one line each."""
        return {name: command.short_help or "" for name, command in self.commands.items()}

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Options, then the commands."""
        _write_tables(formatter, self.sections(ctx))
        _write_tables(formatter, {"命令": list(self.summaries().items())})


def _columns() -> int:
    """Columns of the terminal; where there is none, always the same."""
    usual = sys.stdout is None or not sys.stdout.isatty()
    return _USUAL if usual else max(_NARROWEST, min(shutil.get_terminal_size((_USUAL, 24)).columns, _WIDEST))


def _write_text(formatter: click.HelpFormatter, text: str) -> None:
    """Paragraphs; one that begins with a backspace keeps its lines."""
    for paragraph in filter(None, re.split(r"\n{2,}", text)):
        kept = paragraph.startswith("\b\n")
        lines = paragraph.splitlines()[1:] if kept else wrapped(paragraph.replace("\n", ""), _columns() - 2)
        formatter.write("\n" + "".join(f"  {line}\n" for line in lines))


def _write_tables(formatter: click.HelpFormatter, tables: Mapping[str, Sequence[tuple[str, str]]]) -> None:
    """Two columns; click aligns by characters, but a Chinese one takes two columns."""
    broad = max(width(term) for rows in tables.values() for term, _ in rows)
    for heading, rows in tables.items():
        formatter.write(f"\n{heading}:\n")
        for term, text in rows:
            first, *more = wrapped(text, max(_columns() - broad - 4, _NARROWEST // 2))
            formatter.write(f"  {term}{' ' * (broad - width(term))}  {first}\n")
            formatter.write("".join(f"{' ' * (broad + 4)}{line}\n" for line in more))
