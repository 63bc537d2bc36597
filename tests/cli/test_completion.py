"""Completion by the shell: what is offered, and that a real bash puts it on the line."""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from lint.cli.main import COMPLETE
from lint.rules import builtin_rules
from lint.rules.suppressions import SUPPRESSION_RULES
from tests.cli.conftest import Cli
from tests.conftest import ROOT

pty = pytest.importorskip("pty")
BASH = shutil.which("bash")
CODES = [rule.meta.code for rule in (*builtin_rules(), *SUPPRESSION_RULES)]


@pytest.fixture
def offered(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[str]]:
    """What bash is offered for the last word of a line."""

    def ask(line: str) -> list[str]:
        monkeypatch.setenv(COMPLETE, "bash_complete")
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(len(line.split(" ")) - 1))
        outcome = cli()
        assert (outcome.code, outcome.err) == (0, "")
        return outcome.out.split()

    return ask


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("jixiao ex", ["plain,extract"]),
        ("jixiao completion ", ["plain,bash", "plain,zsh", "plain,fish"]),
        ("jixiao check 草", ["file,草"]),
        ("jixiao check --outp", ["plain,--output-format", "plain,--output"]),
        ("jixiao check --output 结", ["file,结"]),
        ("jixiao baseline sh", ["plain,show"]),
        ("jixiao baseline show --baseline 旧", ["file,旧"]),
        ("jixiao check --output-format tex", ["plain,text"]),
        ("jixiao check --ruleset sub", ["file,sub", "plain,submit"]),
        ("jixiao check --ruleset 没有.yaml --select W", []),
        ("jixiao rule ", [f"plain,{name}" for name in (*dict.fromkeys(code[:-3] for code in CODES), *CODES)]),
        ("jixiao rule satis", ["plain,satisfaction-too-low"]),
        ("jixiao rules 满意度目标值", ["plain,满意度目标值过低"]),
        ("jixiao check --select 指标值为", ["plain,指标值为空"]),
        ("jixiao check --ignore SD003,wz00", [f"plain,SD003,{code}" for code in CODES if code.startswith("WZ00")]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_offered(line: str, wanted: list[str], offered: Callable[[str], list[str]]) -> None:
    assert offered(line) == wanted


def test_rules_that_a_ruleset_declares_are_offered(offered: Callable[[str], list[str]], tmp_path: Path) -> None:
    (tmp_path / "本县.yaml").write_text(
        'ruleset: 本县\nversion: "1"\nextends: submit\n'
        "declare:\n  - {code: XX901, slug: no-tentative, title: 不写暂定, severity: warning, group: 表述,\n"
        "     what: 目标值写了暂定。, why: 暂定的不能考核。, \n"
        "     when: [{field: value, contains: 暂定}], at: value, message: 写了暂定}\n",
        "utf-8",
    )
    assert offered("jixiao check --ruleset 本县.yaml --select XX") == ["plain,XX", "plain,XX901"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_valid(shell: str, cli: Cli, tmp_path: Path) -> None:
    outcome = cli("completion", shell)
    assert (outcome.code, outcome.err) == (0, "")
    assert f"{COMPLETE}={shell}_complete" in outcome.out
    if program := shutil.which(shell):
        (tmp_path / "script").write_text(outcome.out, "utf-8")
        checked = subprocess.run([program, "-n", "script"], cwd=tmp_path, capture_output=True, check=False)
        assert (checked.returncode, checked.stderr) == (0, b"")


def test_a_shell_that_is_not_known(cli: Cli) -> None:
    outcome = cli("completion", "tcsh")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "jixiao: 参数不能这样填：应当是 bash、zsh、fish 之一\n"


@pytest.mark.parametrize("instruction", ["", "bash", "tcsh_complete", "bash_complete"])
def test_a_variable_set_by_hand_ends_quietly(instruction: str, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(COMPLETE, instruction)
    outcome = cli("check")
    assert (outcome.code, outcome.out, outcome.err) == (1, "", "")


def test_other_commands_load_nothing_of_it() -> None:
    program = (
        "import sys\nfrom lint.cli.main import main\nsys.argv = ['jixiao', 'check', 'examples']\n"
        "try:\n    main()\nexcept SystemExit:\n    print('click.shell_completion' in sys.modules)\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, cwd=ROOT, check=True, timeout=60)
    assert ran.stdout.splitlines()[-1] == b"False"


@pytest.mark.skipif(BASH is None, reason="没有 bash")
def test_in_a_real_bash(tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "script").write_text(cli("completion", "bash").out, "utf-8")
    (tmp_path / "草稿.txt").touch()
    shim = tmp_path / "bin" / "jixiao"
    shim.parent.mkdir()
    run = f'[ -n "${COMPLETE}" ] && exec "{sys.executable}" -m lint "$@"'
    shim.write_text(f'#!/bin/sh\n{run}\necho "GOT $*."\n', "utf-8")
    shim.chmod(0o755)
    lines = {
        "jixiao compl\tfi\t": "GOT completion fish.",
        "jixiao check --rulese\tdr\t草\t": "GOT check --ruleset draft 草稿.txt.",
        "jixiao check --select SD003,WZ0\t01 草\t": "GOT check --select SD003,WZ001 草稿.txt.",
        "jixiao rule default-z\t": "GOT rule default-zero-target.",
    }
    with _Bash(tmp_path) as bash:
        bash.say("source ./script; echo READY", "READY")
        for typed, wanted in lines.items():
            bash.say(typed, wanted)


class _Bash:
    """An interactive bash on a terminal of its own."""

    def __init__(self, folder: Path) -> None:
        assert BASH is not None
        self.master, slave = pty.openpty()
        path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
        changes = {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PATH": path, "TERM": "dumb", "PS1": "$ "}
        self.process = subprocess.Popen(
            [BASH, "--norc", "--noprofile", "-i"], stdin=slave, stdout=slave, stderr=slave, cwd=folder,
            env={**os.environ, "LC_ALL": "C.UTF-8", **changes}, start_new_session=True,
        )  # fmt: skip
        os.close(slave)

    def __enter__(self) -> _Bash:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.master)

    def say(self, typed: str, wanted: str) -> None:
        """Type a line and wait for what is printed below it."""
        os.write(self.master, typed.encode() + b"\n")
        seen, end = b"", time.monotonic() + 60
        while not re.search(rf"^{re.escape(wanted)}\r?$", seen.decode(errors="replace"), re.M):
            assert time.monotonic() < end, seen.decode(errors="replace")
            if select.select([self.master], [], [], 1)[0]:
                seen += os.read(self.master, 65536)
