"""``jixiao completion SHELL``: the script that lets a shell complete our command line."""

from __future__ import annotations

import click

from lint.cli.chinese import ChineseCommand
from lint.cli.stream import emit

_SHELLS = ("bash", "zsh", "fish")
_FISH_SPLIT = 'string split ","'


@click.command(cls=ChineseCommand, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("shell", metavar="bash|zsh|fish", type=click.Choice(_SHELLS))
@click.help_option("-h", "--help", help="显示帮助")
def command(shell: str) -> None:
    """输出命令行补全的脚本，按 Tab 补全命令、选项、规则、规则集、格式和文件。

    \b
    bash：jixiao completion bash > ~/.local/share/bash-completion/completions/jixiao
    zsh： jixiao completion zsh > "${fpath[1]}/_jixiao"
    fish：jixiao completion fish > ~/.config/fish/completions/jixiao.fish
    """
    emit([_script(shell)])


def _script(shell: str) -> str:
    from click.shell_completion import ShellComplete, get_completion_class  # noqa: PLC0415

    from lint.cli.main import COMPLETE, app  # noqa: PLC0415

    complete = get_completion_class(shell)
    assert complete is not None
    # Not complete.source(): that of bash starts a bash, to complain in English. fish would cut a list at its commas.
    script = ShellComplete.source(complete(app, {}, "jixiao", COMPLETE))
    return script.replace(_FISH_SPLIT, f"string split -m 1 {_FISH_SPLIT[-3:]}")


def answer(app: click.Command, instruction: str, variable: str) -> int:
    """What may follow, for the script; called before anything else of the command line is looked at."""
    from click.shell_completion import shell_complete  # noqa: PLC0415

    try:
        return shell_complete(app, {}, "jixiao", variable, instruction)
    except (KeyError, ValueError):  # set by hand, without what belongs to it
        return 1
