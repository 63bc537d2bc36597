"""The command ``jixiao``: finds the subcommand, and turns every error that a user can cause into one Chinese line."""

from __future__ import annotations

import codecs
import gc
import importlib
import os
import sys
from typing import IO, TYPE_CHECKING, Any

import click

from lint.cli.chinese import ChineseGroup, explain
from lint.cli.stream import CLOSED, abandon
from lint.errors import JixiaoError
from lint.version import __version__

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_COMMANDS = {
    "check": "检查文件或文件夹里的绩效目标表",
    "fix": "按建议改草稿，写到副本里",
    "annotate": "把检查结果写成批注，写到副本里",
    "review": "写审核意见：逐项建议等级，列出依据",
    "extract": "只读不查：把读到的项目和指标输出为 JSON",
    "baseline": "记下现有的问题，以后只看新的",
    "config": "看设置对不对，一份草稿按什么检查",
    "why": "说明一格为什么报了、为什么没有报",
    "rules": "列出规则",
    "rule": "看一条规则的说明",
    "completion": "输出命令行补全的脚本（bash、zsh、fish）",
    "lsp": "给编辑器用的语言服务：边写边检查",
}
_INTERRUPTED = 130
COMPLETE = "_JIXIAO_COMPLETE"
"""Set by the script of ``jixiao completion`` when it asks what may follow."""
_YOUNG = 200_000
"""New objects after which Python looks for cycles. Documents have none; looking often takes a fifth of the time."""


class _Lazy(ChineseGroup):
    """Imports a command only when it is called, so that ``--version`` and ``--help`` start at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"lint.cli.{cmd_name}").command
        return command

    def summaries(self) -> dict[str, str]:
        return _COMMANDS

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """Names of commands without importing them; options as usual."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - only while somebody presses Tab

        names = [CompletionItem(name, help=text) for name, text in _COMMANDS.items() if name.startswith(incomplete)]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]


@click.command(
    cls=_Lazy,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="退出码：0 没有达到级别的问题；1 有问题；2 用法或配置不对；3 有文件没有检查；4 程序出错。",
)
@click.version_option(__version__, "--version", prog_name="jixiao", message="%(prog)s %(version)s", help="显示版本")
@click.help_option("-h", "--help", help="显示帮助")
def app() -> None:
    """检查预算绩效目标表，指出写得不实的指标并给出改法。不联网，不改动原文件。"""


def main() -> None:
    """Entry point: run, print what went wrong, end with the exit code."""
    gc.set_threshold(_YOUNG, 20, 100)
    for stream in (sys.stdout, sys.stderr):
        _forgive(stream)
    if COMPLETE in os.environ:
        from lint.cli.completion import answer  # noqa: PLC0415 - only while somebody presses Tab

        sys.exit(answer(app, os.environ[COMPLETE], COMPLETE))
    try:
        code = app.main(prog_name="jixiao", standalone_mode=False)
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.ClickException as error:
        code = _fail(explain(error), 2)
    except (KeyboardInterrupt, click.Abort):
        code = _fail("已中断，检查没有完成", _INTERRUPTED)
    except (BrokenPipeError, SystemExit):  # click makes a SystemExit of a broken pipe
        code = _closed()
    except JixiaoError as error:
        code = _fail(str(error), error.exit_code)
    except Exception as error:
        code = _crash(error)
    sys.exit(_finish(code if isinstance(code, int) else 0))


def _forgive(stream: IO[Any] | None) -> None:
    """Let a console without some character (GBK, ASCII) show ? for it instead of ending the program."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        codecs.register_error("jixiao", _question_marks)
        reconfigure(errors="jixiao")


def _question_marks(error: UnicodeError) -> tuple[str, int]:
    """As many ? as the characters are wide, so that marks below still stand under their cells."""
    from lint.report.columns import width  # noqa: PLC0415 - only where a character is missing

    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "?" * max(1, width(error.object[error.start : error.end])), error.end


def _fail(message: str, code: int) -> int:
    try:
        click.echo(f"jixiao: {message}", err=True)
    except OSError:
        abandon(sys.stderr)
    return code


def _crash(error: Exception) -> int:
    if os.environ.get("JIXIAO_DEBUG"):
        import traceback  # noqa: PLC0415

        traceback.print_exc()
    what = f"{type(error).__name__}: {error}"
    return _fail(f"程序内部出错（{what}），请把这行信息和文件反馈给维护者；设 JIXIAO_DEBUG=1 可看到细节", 4)


def _closed() -> int:
    """The reader of our output went away (``| head``): not everything was delivered."""
    abandon(sys.stdout)
    return _fail(CLOSED, 3)


def _finish(code: int) -> int:
    """Nothing may be left to be written when the interpreter ends: it would print a trace."""
    try:
        if sys.stdout:
            sys.stdout.flush()
    except OSError:
        return _closed()
    return code
