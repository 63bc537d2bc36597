"""What runs jixiao elsewhere: the pre-commit hooks, the GitHub Action, the GitLab template.

The shell steps run as their runners run them, with our own command in the place of the installed one.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from lint.extract.sniff import DOCUMENT_SUFFIXES
from tests.cli.samples import CLEAN, WITH_ERROR, WITH_WARNING
from tests.conftest import ROOT, Run

BASH = shutil.which("bash")
pytestmark = pytest.mark.skipif(BASH is None or os.name == "nt", reason="没有 bash")


def _yaml(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text("utf-8"))


HOOKS = {hook["id"]: hook for hook in _yaml(".pre-commit-hooks.yaml")}
ACTION = _yaml("action.yml")
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"] if "run" in step}
GITLAB = _yaml("pipelines/gitlab.yml")
HOSTILE = """草 稿'"; touch 坏了; $(touch 坏了)`touch 坏了`.txt"""


def _hooks_of(path: str) -> list[str]:
    """The hooks that pre-commit calls for a file."""
    return [
        name for name, hook in HOOKS.items() if re.search(hook["files"], path) and not re.search(hook["exclude"], path)
    ]


def test_each_kind_of_document_has_one_hook() -> None:
    counts = {suffix: len(_hooks_of(f"报送/草稿{suffix}")) for suffix in DOCUMENT_SUFFIXES}
    assert counts == dict.fromkeys(DOCUMENT_SUFFIXES, 1)
    assert _hooks_of("草稿.DOCX") == ["jixiao"]
    assert [_hooks_of(path) for path in ("报送/~$草稿.docx", ".~草稿.et", "程序.py", "草稿.docx.bak")] == [
        [],
        [],
        [],
        [],
    ]


@pytest.mark.parametrize("name", HOOKS)
def test_the_entry_of_a_hook_works_with_arguments(name: str, jixiao: Run, tmp_path: Path) -> None:
    hook = HOOKS[name]
    assert set(hook) == {"id", "name", "description", "entry", "language", "files", "exclude", "require_serial"}
    command, *arguments = shlex.split(hook["entry"])
    assert command in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    for file, text in {"甲 稿.txt": WITH_WARNING, "乙.txt": CLEAN}.items():
        (tmp_path / file).write_text(text, "utf-8")
    codes = [jixiao(*arguments, *args, "甲 稿.txt", "乙.txt").returncode for args in ([], ["--ruleset=review"])]
    assert codes == [0, 1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A checkout with a draft in a folder, and our command as if it were installed."""
    program = tmp_path / "运行 器" / "bin" / "jixiao"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m lint "$@"\n', "utf-8")
    program.chmod(0o755)
    (tmp_path / "仓库" / "报送 稿").mkdir(parents=True)
    (tmp_path / "仓库" / "报送 稿" / "草稿.txt").write_text(WITH_ERROR, "utf-8")
    (tmp_path / "仓库" / "好.txt").write_text(CLEAN, "utf-8")
    return tmp_path


def _run(command: list[str], folder: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[bytes]:
    whole = {**os.environ, "PYTHONPATH": str(ROOT), **env}
    return subprocess.run(command, cwd=folder / "仓库", env=whole, capture_output=True, check=False, timeout=120)


def _step(name: str, folder: Path, **env: str) -> tuple[subprocess.CompletedProcess[bytes], str]:
    """A step of the action as GitHub runs it, and what it put out for later steps."""
    script, output = folder / "step.sh", folder / "output"
    script.write_text(STEPS[name]["run"], "utf-8")
    output.touch()
    given = {"GITHUB_OUTPUT": str(output), "RUNNER_TEMP": str(folder / "运行 器"), **env}
    ran = _run([str(BASH), "--noprofile", "--norc", "-eo", "pipefail", str(script)], folder, given)
    return ran, output.read_text("utf-8")


def _check(folder: Path, **inputs: str) -> tuple[subprocess.CompletedProcess[bytes], str]:
    defaults = {name: given.get("default", "") for name, given in ACTION["inputs"].items()}
    texts = {name.upper().replace("-", "_"): text for name, text in defaults.items()} | inputs
    return _step("检查绩效目标表", folder, BIN=str(folder / "运行 器" / "bin"), PYTHONUTF8="1", **texts)


def test_inputs_never_become_part_of_a_command() -> None:
    assert ["${{" in step["run"] for step in STEPS.values()] == [False, False]
    used = re.findall(r"\$\{\{ inputs\.([\w-]+) \}\}", (ROOT / "action.yml").read_text("utf-8"))
    assert sorted(used) == sorted(ACTION["inputs"])
    assert [step["shell"] for step in STEPS.values()] == ["bash", "bash"]
    assert "$[[" not in json.dumps(GITLAB)


def test_the_action_wants_to_know_what_to_check(folder: Path) -> None:
    ran, output = _check(folder)
    assert (ran.returncode, output, ran.stdout) == (2, "exit-code=2\n", b"")
    assert ran.stderr.decode().startswith("jixiao: 请写上要检查的文件或文件夹")


def test_the_action_checks_a_folder(folder: Path) -> None:
    ran, output = _check(folder, PATHS=".", FORMAT="text")
    assert (ran.returncode, output, ran.stderr) == (1, "exit-code=1\n", b"")
    assert "检查了 2 个文件、2 个项目、12 条指标，发现 1 个错误。" in ran.stdout.decode()


def test_the_action_hands_its_inputs_on(folder: Path) -> None:
    inputs = {"PATHS": "好.txt\r\n\n报送 稿/草稿.txt\n", "RULESET": "draft", "FAIL_ON": "error", "FORMAT": "json"}
    ran, output = _check(folder, **inputs)
    report = json.loads(ran.stdout)
    assert [entry["path"] for entry in report["inputs"]] == ["好.txt", "报送 稿/草稿.txt"]
    assert (report["tool"]["profile"], output) == ("draft", "exit-code=1\n")


def test_the_action_says_what_was_not_checked(folder: Path) -> None:
    ran, output = _check(folder, PATHS="好.txt\n没有.docx", FORMAT="json")
    assert (ran.returncode, output) == (3, "exit-code=3\n")
    assert ran.stderr.decode() == "jixiao: 没有.docx：找不到文件，请核对路径\n"


def test_the_action_marks_findings_and_writes_sarif(folder: Path) -> None:
    ran, output = _check(folder, PATHS="报送 稿", SARIF="结 果.sarif")
    assert (ran.returncode, output, ran.stderr) == (1, "exit-code=1\n", b"")
    assert ran.stdout.decode().startswith("::error file=报送 稿/草稿.txt,line=")
    sarif = json.loads((folder / "仓库" / "结 果.sarif").read_text("utf-8"))
    assert [result["ruleId"] for run in sarif["runs"] for result in run["results"]] == ["WZ001"]


def test_the_action_takes_a_baseline(folder: Path, jixiao: Run) -> None:
    jixiao("baseline", "write", "报送 稿", "--baseline", "旧 的.json", cwd=folder / "仓库")
    ran, output = _check(folder, PATHS="报送 稿", BASELINE="旧 的.json")
    assert (ran.returncode, output, ran.stderr) == (0, "exit-code=0\n", b"")


@pytest.mark.parametrize("name", ["PATHS", "RULESET", "BASELINE", "FAIL_ON", "FORMAT", "SARIF"])
def test_what_stands_in_an_input_is_never_run(name: str, folder: Path) -> None:
    ran, _ = _check(folder, **{"PATHS": ".", "FORMAT": "text", name: HOSTILE})
    assert ran.returncode in ((1,) if name == "SARIF" else (2, 3))
    assert ran.stderr.decode().startswith("" if name == "SARIF" else "jixiao: ")
    assert not list(folder.rglob("坏了"))


def test_the_action_installs_its_own_checkout(folder: Path) -> None:
    made = folder / "运行 器" / "jixiao" / "bin"
    python = folder / "python"
    python.write_text(
        f'#!/bin/sh\necho "$@" >> "{folder}/calls"\n[ "$2" != venv ] || {{ mkdir -p "$3/bin"; cp "$0" "$3/bin"; }}\n'
    )
    python.chmod(0o755)
    ran, output = _step("安装 jixiao", folder, PYTHON=str(python), GITHUB_ACTION_PATH="/动作 处")
    assert (ran.returncode, ran.stderr, output) == (0, b"", f"bin={made}\n")
    pip = "-m pip install --quiet --disable-pip-version-check --constraint /动作 处/constraints.txt /动作 处"
    assert (folder / "calls").read_text("utf-8").splitlines() == [f"-m venv {made.parent}", pip]


def _gitlab(part: str, shell: str, folder: Path, **env: str) -> subprocess.CompletedProcess[bytes]:
    """The lines of a job as GitLab runs them: one script, ended by the first that fails."""
    shell_path = shutil.which(shell)
    if shell_path is None:
        pytest.skip(f"没有 {shell}")
    defaults = {name: given["value"] for name, given in GITLAB["variables"].items()}
    script = "set -e\n" + "\n".join(GITLAB["jixiao"][part])
    path = {"PATH": f"{folder / '运行 器' / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    return _run([shell_path, "-c", script], folder, {**defaults, **GITLAB["jixiao"]["variables"], **path, **env})


def test_each_variable_of_the_template_is_used() -> None:
    job = GITLAB["jixiao"]
    text = "\n".join([*job["before_script"], *job["script"]])
    assert set(re.findall(r"JIXIAO_\w+", text)) == set(GITLAB["variables"])
    reports = job["artifacts"]["reports"]
    assert [f":{reports[kind]} " in text for kind in ("codequality", "junit")] == [True, True]
    assert sorted(job["artifacts"]["paths"]) == sorted(reports.values())


def test_the_template_wants_to_know_the_package(folder: Path) -> None:
    ran = _gitlab("before_script", "sh", folder)
    assert ran.returncode == 2
    assert ran.stdout.decode() == "请设变量 JIXIAO_PACKAGE：jixiao 的 git 地址，或者安装包的地址、路径\n"


@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_the_template_writes_both_reports(shell: str, folder: Path) -> None:
    ran = _gitlab("script", shell, folder, JIXIAO_PATHS="报送 稿\n好.txt\n", JIXIAO_FAIL_ON="warning")
    assert (ran.returncode, ran.stderr) == (1, b"")
    assert "检查了 2 个文件、2 个项目、12 条指标，发现 1 个错误。" in ran.stdout.decode()
    issues = json.loads((folder / "仓库" / "jixiao-code-quality.json").read_text("utf-8"))
    assert [(issue["check_name"], issue["location"]["path"]) for issue in issues] == [("WZ001", "报送 稿/草稿.txt")]
    assert "WZ001" in (folder / "仓库" / "jixiao-junit.xml").read_text("utf-8")


@pytest.mark.parametrize("shell", ["sh", "bash"])
@pytest.mark.parametrize("name", ["PATHS", "RULESET", "BASELINE", "FAIL_ON"])
def test_what_stands_in_a_variable_is_never_run(name: str, shell: str, folder: Path) -> None:
    ran = _gitlab("script", shell, folder, **{"JIXIAO_PATHS": "*", f"JIXIAO_{name}": HOSTILE})
    assert ran.returncode in (2, 3)
    assert not list(folder.rglob("坏了"))


def test_the_template_wants_to_know_what_to_check(folder: Path) -> None:
    ran = _gitlab("script", "sh", folder)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode().startswith("jixiao: 请写上要检查的文件或文件夹")
