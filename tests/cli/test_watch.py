"""``check --watch``: checks again when something that matters has changed, and only then."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from lint.api import Linter
from tests.cli.conftest import Cli, Outcome
from tests.conftest import ROOT

Write = Callable[[str, str | bytes], Path]
HEAD = "项目名称\t校舍维修\n一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据\n"
ZERO = "产出指标\t数量指标\t维修校舍数量\t维修完工的校舍数量\t≥0\t维修计划\n"
GOOD = "产出指标\t数量指标\t维修校舍数量\t维修完工的校舍数量\t≥12所\t维修计划\n"
FOUND = "检查了 1 个文件、1 个项目、1 条指标，发现 1 个错误。"
CLEAN = "检查了 1 个文件、1 个项目、1 条指标，没有发现问题。"
WAITING = "jixiao: 等待改动，按 Ctrl+C 结束"
Watched = Callable[..., Outcome]


def nothing() -> None:
    """Nothing happens."""


@pytest.fixture
def watched(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Watched:
    """Runs the command; between two looks at the files one thing happens, and at last somebody presses Ctrl+C."""

    def run(*arguments: str | Path, happens: Sequence[Callable[[], object]]) -> Outcome:
        left = list(happens)

        def sleep(seconds: float) -> None:
            assert seconds >= 1
            if not left:
                raise KeyboardInterrupt
            left.pop(0)()

        monkeypatch.setattr(time, "sleep", sleep)
        return cli("check", "--watch", "--no-config", *arguments, "--select", "WZ005")

    return run


def last_lines(outcome: Outcome) -> list[str]:
    return [line for line in outcome.out.splitlines() if line.startswith("检查了")]


def test_a_change_is_checked(watched: Watched, write: Write) -> None:
    write("a.txt", HEAD + ZERO)
    done = watched("a.txt", happens=[nothing, lambda: write("a.txt", HEAD + GOOD), nothing, nothing])
    assert last_lines(done) == [FOUND, CLEAN]
    assert done.code == 0
    assert done.err.count(WAITING) == 2


def test_the_exit_code_is_that_of_the_last_check(watched: Watched, write: Write) -> None:
    write("a.txt", HEAD + GOOD)
    done = watched("a.txt", happens=[lambda: write("a.txt", HEAD + ZERO), nothing, nothing])
    assert (done.code, last_lines(done)) == (1, [CLEAN, FOUND])


def test_a_file_that_is_being_saved_is_waited_for(watched: Watched, write: Write) -> None:
    write("a.txt", HEAD + ZERO)
    steps = [
        lambda: write("a.txt", ""),
        nothing,
        nothing,
        lambda: write("a.txt", HEAD),
        lambda: write("a.txt", HEAD + GOOD),
    ]
    done = watched("a.txt", happens=[*steps, nothing, nothing])
    assert last_lines(done) == [FOUND, CLEAN]


def test_a_file_that_stays_away_is_said_in_the_end(watched: Watched, write: Write) -> None:
    path = write("a.txt", HEAD + ZERO)
    done = watched("a.txt", happens=[path.unlink, *[nothing] * 15])
    assert (done.code, done.out.splitlines()[-1]) == (3, "没有检查任何文件。")
    assert done.err.count(WAITING) == 2


def test_new_files_of_a_folder_are_seen(watched: Watched, write: Write) -> None:
    write("in/a.txt", HEAD + ZERO)
    done = watched("in", happens=[lambda: write("in/below/b.txt", HEAD + GOOD), nothing, nothing])
    assert last_lines(done) == [FOUND, "检查了 2 个文件、2 个项目、2 条指标，发现 1 个错误。"]


def test_other_files_do_not_matter(watched: Watched, write: Write) -> None:
    write("in/a.txt", HEAD + ZERO)
    happens = [lambda: write("in/~.tmp", "x"), lambda: write("in/.git/b.txt", "x"), nothing, nothing]
    assert last_lines(watched("in", happens=happens)) == [FOUND]


def test_the_ruleset_matters_and_may_be_wrong_for_a_while(watched: Watched, write: Write) -> None:
    write("in/a.txt", HEAD + ZERO)
    write("base.yaml", "ruleset: base\nversion: '1'\nextends: submit\n")
    write("ours.yaml", "ruleset: ours\nversion: '1'\nextends: base.yaml\n")
    steps = [
        lambda: write("ours.yaml", "extends: [\n"),
        nothing,
        lambda: write("ours.yaml", "ruleset: ours\nversion: '1'\nextends: base.yaml\nfail_on: never\n"),
        nothing,
    ]
    done = watched("in", "--ruleset", "ours.yaml", happens=[*steps, nothing])
    assert last_lines(done) == [FOUND, FOUND]
    assert (done.code, done.err.count("jixiao: ours.yaml")) == (0, 1)


def test_what_did_not_change_is_not_checked_again(
    watched: Watched, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    examine = Linter.examine
    monkeypatch.setattr(Linter, "examine", lambda *given: (seen.append(given[2].name), examine(*given))[1])
    for name in "abc":
        write(f"in/{name}.txt", HEAD + ZERO + name)
    watched("in", "--jobs", "1", happens=[lambda: write("in/b.txt", HEAD + GOOD), nothing, nothing])
    assert seen == ["in/a.txt", "in/b.txt", "in/c.txt", "in/b.txt"]


def test_standard_input_cannot_be_watched(cli: Cli) -> None:
    done = cli("check", "-", "--watch")
    assert (done.code, done.err) == (2, "jixiao: --watch 要写上文件或文件夹，不能从管道读入\n")


@pytest.mark.skipif(sys.platform == "win32", reason="信号")
def test_the_command_ends_by_ctrl_c(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(HEAD + ZERO, "utf-8")
    command = [sys.executable, "-m", "lint", "check", "a.txt", "--watch", "--select", "WZ005"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    child = subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert child.stderr is not None
    while WAITING not in child.stderr.readline():
        assert child.poll() is None
    child.send_signal(signal.SIGINT)
    out, errors = child.communicate(timeout=30)
    assert (child.returncode, errors, out.splitlines()[-1]) == (1, "", FOUND)
    assert "\x1b" not in out, "only a terminal is cleared"
