"""`lint.check` and what stands beside it: the whole public way from Python."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import lint
from tests.cli import conftest
from tests.cli.conftest import Cli
from tests.conftest import ROOT, Run

GUIDE = (ROOT / "docs" / "guide" / "python.md").read_text("utf-8")
SAMPLES = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", GUIDE, re.S)
EXAMPLES = ROOT / "examples"
cli = conftest.cli


@pytest.mark.parametrize(("program", "output"), SAMPLES)
def test_the_examples_of_the_guide_do_what_it_says(program: str, output: str, tmp_path: Path) -> None:
    shutil.copy(ROOT / "docs" / "guide" / "files" / "草稿.txt", tmp_path)
    command = [sys.executable, "-X", "utf8", "-c", program]
    done = subprocess.run(command, capture_output=True, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, check=False)
    assert (done.stderr.decode(), done.stdout.decode()) == ("", output)


def test_every_parameter_is_in_the_guide() -> None:
    code = lint.check.__code__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    assert [name for name in names if f"`{name}`" not in GUIDE] == []
    assert [name for name in names if f"        {name}: " not in (lint.check.__doc__ or "")] == []


def test_importing_loads_nothing_else() -> None:
    program = "import sys; before = set(sys.modules); import lint; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, cwd=ROOT, text=True, check=True)
    assert set(done.stdout.split()) - {"__future__"} == {"lint"}


def test_every_public_name_is_there() -> None:
    assert [name for name in lint.__all__ if getattr(lint, name, None) is None] == []
    assert dir(lint) == sorted(lint.__all__)
    with pytest.raises(AttributeError, match="no attribute 'chekc'"):
        _ = lint.chekc


def test_a_check_says_what_the_command_says(cli: Cli) -> None:
    report = lint.check([EXAMPLES, "missing.txt"], ruleset="review", select=["WZ", "SD"], ignore="WZ005", jobs=2)
    done = cli(
        "check", EXAMPLES, "missing.txt", "--ruleset", "review", "--select", "WZ,SD", "--ignore", "WZ005",
        "--output-format", "json",
    )  # fmt: skip
    assert (lint.render(report, "json"), report.exit_code) == (done.out, done.code)


def test_configurations_are_found_unless_not_wanted(tmp_path: Path) -> None:
    (tmp_path / "jixiao.yaml").write_text("extends: draft\nselect: [SD007]\nexclude: ['b*']\n", "utf-8")
    for name in "ab":
        shutil.copy(ROOT / "docs" / "guide" / "files" / "草稿.txt", tmp_path / f"{name}.txt")
    report = lint.check(tmp_path)
    assert {finding.code for finding in report.findings} == {"SD007"}
    assert report.notes == (
        f"按 {tmp_path}/jixiao.yaml 检查",
        f"文件夹 {tmp_path} 里有 1 个文件按 {tmp_path}/jixiao.yaml 的 exclude 没有检查（要检查请加 --no-exclude）",
    )
    assert len(lint.check(tmp_path, config=False).inputs) == 2


def test_the_baseline_and_the_cache(tmp_path: Path, cli: Cli) -> None:
    cli("baseline", "write", EXAMPLES)
    report = lint.check(EXAMPLES, baseline="jixiao-baseline.json", cache=tmp_path / "kept")
    assert {finding.state for finding in report.findings} == {lint.State.BASELINED}
    assert report.exit_code == 0
    assert lint.check(EXAMPLES, baseline="jixiao-baseline.json", cache=tmp_path / "kept") == report


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"paths": []}, "没有给出要检查的文件或文件夹"),
        ({"paths": " "}, "有一个文件名是空的"),
        ({"ruleset": "sumbit"}, "没有规则集“sumbit”，是不是想写“submit”？"),
        ({"ignore": ["WZ9999"]}, "没有规则“WZ9999”"),
        ({"fail_on": "warn"}, "fail_on 应当是 error、warning、info 或 never，现在是 'warn'"),
        ({"baseline": "none.json"}, "找不到基线文件 none.json"),
        ({"jobs": -1}, "jobs 应当是 0（自动）或者进程的个数，现在是 -1"),
        ({"cache": __file__}, "用不了"),
    ],
)
def test_what_is_wrong_is_an_error(arguments: dict[str, object], message: str, tmp_path: Path) -> None:
    with pytest.raises(lint.UsageError, match=re.escape(message)):
        lint.check(**{"paths": tmp_path, **arguments})  # type: ignore[arg-type]
    with pytest.raises(lint.UsageError, match="没有输出格式“word”"):
        lint.render(lint.check(tmp_path), "word")


def test_nothing_is_printed(jixiao: Run, tmp_path: Path) -> None:
    program = f"import lint; lint.check({str(EXAMPLES)!r}, jobs=2)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, cwd=ROOT, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")
