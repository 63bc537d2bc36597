"""Silence never means clean: the same seven probes in every format, through the command line."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from lint.api import Limits
from lint.plugins.builtin import jixiao_reporters
from tests.cli.conftest import Cli, Outcome
from tests.cli.samples import CLEAN, COUNT, ROWS, WITH_ERROR, WITH_INFO, changed, draft
from tests.conftest import Run
from tests.report.read import said

Write = Callable[[str, str | bytes], Path]
REPORTERS = {reporter.name: reporter for reporter in jixiao_reporters()}
FORMATS = list(REPORTERS)
ONE_WORD = ("gitlab",)
"""Formats that have no room for how much was checked."""
COUNTED = ("json", "jsonlines")
"""Formats that have it in numbers."""
every_format = pytest.mark.parametrize("name", FORMATS)


def check(cli: Cli, name: str, *arguments: str | Path) -> tuple[Outcome, str]:
    """A run with a report in one format, and what the report says."""
    outcome = cli("check", *arguments, "--output", f"{name}:报告")
    assert outcome.out == ""
    return outcome, said(name, Path("报告").read_bytes())


def looked_at(name: str, files: int, projects: int, indicators: int) -> list[str]:
    """What a report has to say of how much was checked."""
    if name in ONE_WORD or name in COUNTED:
        return []
    return [f"检查了 {files} 个文件、{projects} 个项目、{indicators} 条指标"]


@every_format
def test_a_file_that_is_missing(name: str, cli: Cli, write: Write) -> None:
    write("草稿.txt", CLEAN)
    outcome, report = check(cli, name, "草稿.txt", "没有.txt")
    assert outcome.code == 3
    assert outcome.err.startswith("jixiao: 没有.txt：找不到文件，请核对路径\n")
    for text in ("没有.txt", "找不到文件，请核对路径", *looked_at(name, 1, 1, 6)):
        assert text in report


@every_format
def test_a_folder_with_nothing_in_it(name: str, cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    outcome, report = check(cli, name, "空")
    assert outcome.code == 3
    assert outcome.err == "jixiao: 空：文件夹里没有可以检查的文件\n没有检查任何文件。\n"
    assert "文件夹里没有可以检查的文件" in report
    assert "没有检查任何文件" in report or name in ONE_WORD or name in COUNTED


@every_format
def test_a_rule_that_does_not_exist(name: str, cli: Cli, write: Write) -> None:
    write("草稿.txt", WITH_ERROR)
    outcome = cli("check", "草稿.txt", "--select", "WZ999", "--output", f"{name}:报告")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "jixiao: 没有规则“WZ999”，是不是想写“WZ009”？\n"
    assert not Path("报告").exists()


@every_format
def test_input_in_gbk(name: str, cli: Cli, write: Write) -> None:
    write("草稿.txt", WITH_ERROR.encode("gb18030"))
    outcome, report = check(cli, name, "草稿.txt")
    assert outcome.code == 1
    for text in ("WZ001", "指标值为空", *looked_at(name, 1, 1, 6)):
        assert text in report


@every_format
def test_a_file_over_the_limit(name: str, cli: Cli, write: Write) -> None:
    os.truncate(write("草稿.txt", CLEAN), Limits().bytes + 1)
    outcome, report = check(cli, name, "草稿.txt")
    reason = "文件超过 100 MB 的上限，请拆分后再检查，或用 --max-size 放宽"
    assert outcome.code == 3
    assert outcome.err == f"jixiao: 草稿.txt：{reason}\n没有检查任何文件。\n"
    assert reason in report


@every_format
def test_a_console_in_gbk(name: str, jixiao: Run, tmp_path: Path) -> None:
    """Formats for programs are the same as ever; the others are in the console's encoding, ? for what it lacks."""
    rare = changed(COUNT, name="新建𠮷书屋数量", value="")
    (tmp_path / "草稿.txt").write_text(draft((rare, *ROWS[1:])), "utf-8")
    gbk = {"PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"}
    outcome = jixiao("check", "草稿.txt", "没有.txt", "--output-format", name, env=gbk)
    assert outcome.returncode == 3
    assert outcome.stderr.decode("gbk") == "jixiao: 没有.txt：找不到文件，请核对路径\n"
    fixed = REPORTERS[name].encoding or getattr(REPORTERS[name], "binary", False)
    report = said(name, outcome.stdout if fixed else outcome.stdout.decode("gbk").encode())
    for text in ("WZ001", "指标值为空", "没有.txt", *looked_at(name, 1, 1, 6)):
        assert text in report
    assert ("𠮷" in report) is bool(fixed) or "书屋数量" not in report


@pytest.mark.parametrize(
    ("files", "options", "code"),
    [
        (("clean",), (), 0),
        (("info",), (), 0),
        (("info",), ("--fail-on", "info"), 1),
        (("error",), (), 1),
        (("error",), ("--fail-on", "never"), 0),
        (("error", "没有.txt"), (), 3),
        (("没有.txt",), ("--fail-on", "never"), 3),
    ],
    ids=str,
)
def test_the_exit_code_is_the_same_in_every_format(
    files: tuple[str, ...], options: tuple[str, ...], code: int, cli: Cli, write: Write
) -> None:
    for name, text in {"clean": CLEAN, "info": WITH_INFO, "error": WITH_ERROR}.items():
        write(name, text)
    codes = {name: cli("check", *files, *options, "--output", f"{name}:报告").code for name in FORMATS}
    assert codes == dict.fromkeys(FORMATS, code)


@every_format
def test_a_name_that_is_no_text(name: str, cli: Cli, write: Write) -> None:
    write("坏\udcff名.txt", CLEAN)
    assert check(cli, name, "坏\udcff名.txt", "没\udcff有.txt")[0].code == 3


def test_a_pipe_gets_bytes_and_a_terminal_does_not(jixiao: Run, tmp_path: Path) -> None:
    (tmp_path / "草稿.txt").write_text(WITH_ERROR, "utf-8")
    outcome = jixiao("check", "草稿.txt", "--output-format", "xlsx")
    assert (outcome.returncode, outcome.stderr) == (1, b"")
    assert "WZ001" in said("xlsx", outcome.stdout)
