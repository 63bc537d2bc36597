"""Standard output and standard error as they are in the wild: other encodings, closed, full, a terminal."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.samples import COUNT, ROWS, WITH_ERROR, changed, draft
from tests.conftest import ROOT, Run

pty = pytest.importorskip("pty")

CLOSED = "jixiao: 输出还没有写完就被关闭了，后面的内容没有输出\n"
GBK = {"PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"}
RARE = changed(COUNT, name="新建𠮷书屋数量", value="")
"""𠮷 is in no GBK console; it is two columns wide."""


def environment(**changes: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **changes}


def command(*arguments: str, program: tuple[str, ...] = ("-m", "lint")) -> list[str]:
    return [sys.executable, *program, *arguments]


def test_a_gbk_console_shows_question_marks_as_wide_as_what_it_lacks(jixiao: Run, tmp_path: Path) -> None:
    (tmp_path / "草稿.txt").write_text(draft((RARE, *ROWS[1:])), "utf-8")
    outcome = jixiao("check", "草稿.txt", env=GBK)
    assert (outcome.returncode, outcome.stderr) == (1, b"")
    lines = outcome.stdout.decode("gbk").splitlines()
    assert lines[4] == "    数量指标 | 新建??书屋数量 | 年内建成并开放的书屋数 | （空） | 书屋建设实施方案"
    assert lines[5] == "                                                         ~~~~~~"


def test_a_gbk_console_gets_notices_in_gbk(jixiao: Run, tmp_path: Path) -> None:
    outcome = jixiao("check", "𠮷.txt", env=GBK)
    assert outcome.returncode == 3
    assert outcome.stderr.decode("gbk") == "jixiao: ??.txt：找不到文件，请核对路径\n"


@pytest.mark.parametrize("arguments", [("check", "草稿.txt"), ("rules",), ("rule", "WZ001")], ids=" ".join)
def test_json_is_utf8_whatever_the_console(arguments: tuple[str, ...], jixiao: Run, tmp_path: Path) -> None:
    (tmp_path / "草稿.txt").write_text(draft((RARE, *ROWS[1:])), "utf-8")
    in_gbk, in_utf8 = (jixiao(*arguments, "--output-format", "json", env=env) for env in (GBK, {}))
    assert in_gbk.stdout == in_utf8.stdout
    assert in_utf8.stdout.decode("utf-8").startswith("{")


@pytest.mark.parametrize("buffered", ["", "1"], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "大.txt"),
        ("check", "大.txt", "--output-format", "json"),
        ("extract", "大.txt"),
        ("rules", "--output-format", "json"),
    ],
    ids=" ".join,
)
def test_a_reader_that_goes_away(arguments: tuple[str, ...], buffered: str, tmp_path: Path) -> None:
    tables = (draft((changed(COUNT, value=""),), name=f"第{number}期书屋", number=number) for number in range(1, 400))
    (tmp_path / "大.txt").write_text("\n".join(tables), "utf-8")
    with subprocess.Popen(
        command(*arguments),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env=environment(PYTHONUNBUFFERED=buffered),
    ) as process:
        assert process.stdout and process.stderr
        if arguments[0] != "rules":  # all of it would fit into the pipe
            process.stdout.read(1)
        process.stdout.close()
        error = process.stderr.read().decode()
    assert (process.returncode, error) == (3, CLOSED)


def redirected(line: str, tmp_path: Path) -> subprocess.CompletedProcess[bytes]:
    """The command in a shell, with redirections."""
    (tmp_path / "草稿.txt").write_text(WITH_ERROR, "utf-8")
    whole = f"'{sys.executable}' -m lint {line}"
    return subprocess.run(["sh", "-c", whole], capture_output=True, cwd=tmp_path, env=environment(), check=False)


@pytest.mark.parametrize("line", ["check 草稿.txt", "extract 草稿.txt", "rules", "rule WZ001"])
def test_standard_output_is_closed(line: str, tmp_path: Path) -> None:
    outcome = redirected(f"{line} >&-", tmp_path)
    message = "jixiao: 标准输出是关闭的，结果没有地方输出，可以用 --output 写到文件\n"
    assert (outcome.returncode, outcome.stderr.decode()) == (2, message)


def test_standard_output_is_closed_but_not_needed(tmp_path: Path) -> None:
    outcome = redirected("check 草稿.txt --output 结果.json >&-", tmp_path)
    assert outcome.returncode == 1
    assert outcome.stderr.decode() == "检查了 1 个文件、1 个项目、6 条指标，发现 1 个错误。\n"


def test_both_outputs_are_closed(tmp_path: Path) -> None:
    assert redirected("check 草稿.txt >&- 2>&-", tmp_path).returncode == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("line", ["check 草稿.txt", "check 草稿.txt --output-format json", "rules"])
def test_no_room_for_the_output(line: str, tmp_path: Path) -> None:
    outcome = redirected(f"{line} >/dev/full", tmp_path)
    assert (outcome.returncode, outcome.stderr.decode()) == (2, "jixiao: 结果写不出去：磁盘空间不足\n")


def on_terminal(whole: list[str], tmp_path: Path, columns: int, env: Mapping[str, str]) -> str:
    """What a terminal of some width gets to see."""
    import fcntl  # noqa: PLC0415 - not on Windows
    import struct  # noqa: PLC0415
    import termios  # noqa: PLC0415

    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    clean = {
        key: value for key, value in environment(**env).items() if key not in ("COLUMNS", "NO_COLOR") or key in env
    }
    with subprocess.Popen(whole, stdout=slave, stderr=slave, cwd=tmp_path, env=clean):
        os.close(slave)
        pieces = []
        try:
            while piece := os.read(master, 65536):
                pieces.append(piece)
        except OSError:  # Linux: the other side is closed
            pass
    os.close(master)
    return b"".join(pieces).decode().replace("\r\n", "\n")


def test_colours_on_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "草稿.txt").write_text(WITH_ERROR, "utf-8")
    seen = on_terminal(command("check", "草稿.txt"), tmp_path, 100, {"TERM": "xterm"})
    assert "\n    \x1b[31m错误\x1b[0m \x1b[1mWZ001\x1b[0m 指标值为空\n" in seen
    piped = subprocess.run(
        command("check", "草稿.txt"), capture_output=True, cwd=tmp_path, env=environment(), check=False
    )
    assert re.sub(r"\x1b\[[0-9;]*m", "", seen) == piped.stdout.decode()


@pytest.mark.parametrize("env", [{"NO_COLOR": "1", "TERM": "xterm"}, {"TERM": "dumb"}], ids=str)
def test_no_colours_where_they_are_not_wanted(env: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "草稿.txt").write_text(WITH_ERROR, "utf-8")
    seen = on_terminal(command("check", "草稿.txt"), tmp_path, 100, env)
    assert "WZ001" in seen
    assert "\x1b" not in seen


def test_a_terminal_sees_the_reason_once(tmp_path: Path) -> None:
    seen = on_terminal(command("check", "没有.txt"), tmp_path, 100, {"NO_COLOR": "1"})
    assert seen == "没有检查  没有.txt：找不到文件，请核对路径\n没有检查任何文件。\n"


NOTICE = "jixiao: 没有.txt：找不到文件，请核对路径\n"
REPORT = "没有检查  没有.txt：找不到文件，请核对路径\n没有检查任何文件。\n"


@pytest.mark.parametrize(
    ("line", "out", "err"),
    [
        ("check 没有.txt", REPORT, NOTICE),
        ("check 没有.txt 2>&1", REPORT, ""),
        ("check 没有.txt > 一处 2>&1; cat 一处", REPORT, ""),
        ("check 没有.txt > 一处 2> 二处; cat 一处; cat 二处 >&2", REPORT, NOTICE),
        ("check 没有.txt --output 结果.txt 2>&1", f"{NOTICE}没有检查任何文件。\n", ""),
    ],
)
def test_streams_read_together_give_the_reason_once(line: str, out: str, err: str, tmp_path: Path) -> None:
    outcome = redirected(line, tmp_path)
    assert (outcome.stdout.decode(), outcome.stderr.decode()) == (out, err)


def test_a_terminal_sees_the_report_and_a_pipe_the_notice(tmp_path: Path) -> None:
    whole = ["sh", "-c", f"'{sys.executable}' -m lint check 没有.txt 2> 说明"]
    assert on_terminal(whole, tmp_path, 100, {"NO_COLOR": "1"}) == REPORT
    assert (tmp_path / "说明").read_text("utf-8") == NOTICE


def test_rows_are_shortened_to_the_width_of_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "草稿.txt").write_text(WITH_ERROR, "utf-8")
    lines = on_terminal(command("check", "草稿.txt"), tmp_path, 64, {"NO_COLOR": "1"}).splitlines()
    assert lines[4] == "    数量指标 | 新建书屋数量 | 年内… | （空） | 书屋建设实施方案"
    assert lines[5] == "                                      ~~~~~~"


def test_a_long_run_shows_its_progress_on_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "草稿.txt").write_text(WITH_ERROR, "utf-8")
    (tmp_path / "二稿.txt").write_text(WITH_ERROR, "utf-8")
    short = "from lint.cli import check, main; check._LONG_RUN = 1; main.main()"
    whole = command("check", "草稿.txt", "二稿.txt", program=("-c", short))
    seen = on_terminal(whole, tmp_path, 100, {"NO_COLOR": "1", "TERM": "xterm"})
    assert re.match(r"\r.*检查  \[", seen)
    assert "100%" in seen
    assert seen.endswith("\n检查了 2 个文件、2 个项目、12 条指标，发现 2 个错误。\n")
