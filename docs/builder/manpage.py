"""The manual page ``jixiao.1``: commands and options as their help pages have them, and what stands around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from inspect import cleandoc
from pathlib import Path

import click

from lint.cli.chinese import ChineseCommand, ChineseGroup
from lint.cli.main import app
from lint.report.columns import wrapped
from lint.version import __version__

PAGE = Path(__file__).parents[1] / "man" / "jixiao.1"
_NOTE = '.\\" 由 docs/generate.py 写成，不要改这里。命令和选项来自 lint/cli，其余在 docs/builder/manpage.py'
_ROOM = 60
"""Columns of a line: roff does not break Chinese, so that lines are broken here."""
_ABOUT = (
    "jixiao 读取绩效目标表的草稿（Word、Excel、WPS、PDF、网页、csv、纯文本），找到每个项目的绩效目标表，"
    "逐格指出写得不实的指标：规则代码、级别、准确位置、原因和改法。",
    "不联网，不改动原文件。没有读懂、没有检查的地方会明说，不会当作没有问题。",
)
_CODES = (
    ("0", "全部检查了，没有达到级别的问题"),
    ("1", "全部检查了，有达到级别的问题；级别由规则集或者 --fail-on 定"),
    ("2", "命令写错了，规则集、词典、插件有错，或者结果写不进文件"),
    ("3", "有文件没有检查，或者没有全部检查"),
    ("4", "程序出错：某条规则出了错，结果不完整"),
    ("130", "用 Ctrl+C 中断了"),
)
_VARIABLES = (
    ("NO_COLOR", "设了就不用颜色；TERM=dumb 也一样"),
    ("JIXIAO_DEBUG", "设了就打印程序出错的细节，反馈问题时用"),
)
_FILES = (
    ("jixiao.yaml", "规则集、选项和级别，从草稿所在的文件夹一级一级向上找；pyproject.toml 里的 [tool.jixiao] 也算"),
    ("<草稿>.jixiao.yaml", "这份草稿里忽略哪些问题，每处写明理由"),
)
_EXAMPLES = (
    ("jixiao check 草稿.docx", "检查一份"),
    ("jixiao check 报送文件夹 --ruleset review --output 结果.json", "按审核的要求检查一个文件夹，结果写成 JSON"),
    ("jixiao rule SD003", "一条规则查什么、为什么、怎样改"),
    ("jixiao why 草稿.xlsx --at Sheet1!E12", "一格为什么报、为什么不报"),
)


def man_page() -> dict[Path, str]:
    """The page by its path."""
    commands = list(_commands(app, click.Context(app, info_name="jixiao")))
    lines = [
        _NOTE,
        f'.TH JIXIAO 1 "" "jixiao {__version__}" "jixiao 手册"',
        *(".nh", ".ad l"),
        *(".SH 名称", f"jixiao {_text('- 检查预算绩效目标表')}"),
        *(".SH 概要", *_broken([_bold(_usage(command, context)) for command, context in commands])),
        *(".SH 说明", *_paragraphs(_ABOUT)),
        *(".SH 命令", *(line for command, context in commands for line in _command(command, context))),
        *(
            ".SH 退出码",
            *_entries(_CODES),
            ".PP",
            *_paragraphs(["几种情况同时出现时，2 优先于 4，4 优先于 3，3 优先于 1。"]),
        ),
        *(".SH 环境变量", *_entries(_VARIABLES)),
        *(".SH 文件", *_entries(_FILES)),
        *(".SH 例子", *_entries(_EXAMPLES)),
    ]
    return {PAGE: "".join(f"{line}\n" for line in lines)}


def _commands(command: click.Command, context: click.Context) -> Iterator[tuple[click.Command, click.Context]]:
    """The commands that do something, those of groups after each other."""
    if not isinstance(command, ChineseGroup):
        yield command, context
        return
    for name in command.list_commands(context):
        below = command.get_command(context, name)
        assert below is not None
        yield from _commands(below, click.Context(below, info_name=name, parent=context))


def _usage(command: click.Command, context: click.Context) -> str:
    pieces = " ".join(command.collect_usage_pieces(context)).replace("[OPTIONS]", "[选项]")
    return f"{context.command_path} {pieces}"


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    """The text of its help page and its options; -h needs no words."""
    assert isinstance(command, ChineseCommand)
    yield f".SS {_text(_usage(command, context))}"
    yield from _paragraphs(cleandoc(command.help or "").split("\n\n"))
    for heading, records in command.sections(context).items():
        options = [record for record in records if "--help" not in record[0]]
        if options and heading != "选项":
            yield from (".PP", _text(f"{heading}："))
        yield from _entries(options)


def _entries(entries: Iterable[tuple[str, str]]) -> Iterator[str]:
    for term, text in entries:
        yield from (".TP", _bold(term), *_broken(map(_text, wrapped(text, _ROOM))))


def _paragraphs(texts: Sequence[str]) -> Iterator[str]:
    """Paragraphs; one that begins with a backspace keeps its lines, as on a help page."""
    for number, text in enumerate(texts):
        if number:
            yield ".PP"
        kept = text.startswith("\b\n")
        lines = text.splitlines()[1:] if kept else wrapped(text.replace("\n", ""), _ROOM)
        yield from _broken(map(_text, lines))


def _broken(lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield from (".br", line) if number else (line,)


def _bold(text: str) -> str:
    return f"\\fB{_text(text)}\\fR"


def _text(text: str) -> str:
    """Text as roff shows it as it stands."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("~", "\\(ti").replace("^", "\\(ha")
    return f"\\&{escaped}" if escaped.startswith((".", "'", " ")) else escaped
