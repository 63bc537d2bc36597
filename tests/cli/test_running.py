"""--jobs, --cache, --cache-dir: how a run goes about it changes nothing in what it says."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.conftest import ROOT, Run

EXAMPLES = ROOT / "examples"


def test_several_processes_say_the_same(jixiao: Run) -> None:
    first = next(EXAMPLES.glob("*.txt"))
    arguments = ["check", EXAMPLES, "missing.txt", "-", "--stdin-filename", "管道.txt"]
    one, two = (jixiao(*arguments, "--jobs", jobs, stdin=first.read_bytes()) for jobs in ("1", "3"))
    assert one.returncode == 3
    assert (two.returncode, two.stdout, two.stderr) == (one.returncode, one.stdout, one.stderr)
    assert "管道.txt" in two.stdout.decode()


@pytest.mark.parametrize("jobs", ["0", "-1", "61", "two", ""])
def test_a_number_of_processes_that_makes_no_sense(jobs: str, cli: Cli) -> None:
    done = cli("check", EXAMPLES, "--jobs", jobs)
    assert (done.code, done.out) == (2, "")
    assert done.err == "jixiao: 选项 --jobs 不能这样填：应当是 1 到 60 的整数，或者 auto\n"


def test_the_cache_is_kept_where_the_user_says(cli: Cli, tmp_path: Path) -> None:
    plain = cli("check", EXAMPLES)
    for _ in range(2):
        assert cli("check", EXAMPLES, "--cache-dir", "kept") == plain
    assert len(list((tmp_path / "kept").iterdir())) == len(list(EXAMPLES.glob("*.txt")))


def test_nothing_is_kept_unasked(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    cli("check", EXAMPLES)
    assert list(tmp_path.iterdir()) == []
    cli("check", EXAMPLES, "--cache")
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_a_folder_that_cannot_be_used_is_said(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file")
    plain = cli("check", EXAMPLES)
    done = cli("check", EXAMPLES, "--cache-dir", "kept")
    assert (done.code, done.out) == (plain.code, plain.out)
    assert done.err == "jixiao: 没有用缓存，kept 用不了：File exists\n"


@pytest.mark.skipif(sys.platform == "win32", reason="信号")
def test_ctrl_c_ends_all_processes_at_once(tmp_path: Path) -> None:
    text = next(EXAMPLES.glob("*.txt")).read_text("utf-8")
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text(text * 60, "utf-8")
    command = [sys.executable, "-m", "lint", "check", str(tmp_path), "--jobs", "2"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    child = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, start_new_session=True)
    while len(_members(child.pid)) < 3:
        assert child.poll() is None
        time.sleep(0.02)
    os.killpg(child.pid, signal.SIGINT)
    _, errors = child.communicate(timeout=30)
    assert (child.returncode, errors.decode().strip()) == (130, "jixiao: 已中断，检查没有完成")
    assert _members(child.pid) == []


def _members(group: int) -> list[str]:
    """The processes of a group."""
    done = subprocess.run(["ps", "-o", "pid=", "-g", str(group)], capture_output=True, text=True, check=False)
    return done.stdout.split()
