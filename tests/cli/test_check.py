"""``jixiao check``: which files, which rules, which formats go where."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from lint.report.to_text import TextReporter
from tests.cli.conftest import Cli, Outcome
from tests.cli.samples import CLEAN, COUNT, QUALITY, ROWS, WITH_ERROR, changed, draft
from tests.conftest import Run

Write = Callable[[str, str | bytes], Path]
FOUR_KINDS = draft(
    (
        changed(COUNT, value="6个以上"),
        changed(QUALITY, value=""),
        *ROWS[2:5],
        changed(ROWS[5], description="", value="≥70%"),
    )
)
"""Flagged by BD003 (hint), WZ001 (error), WZ002 (warning) and SD001 (error)."""


def codes(outcome: Outcome) -> list[str]:
    return [finding["code"] for finding in outcome.json["findings"]]


def paths(outcome: Outcome) -> list[str]:
    return [entry["path"] for entry in outcome.json["inputs"]]


# Which rules.


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("", ["BD003", "WZ001", "WZ002", "SD001"]),
        ("--select WZ001", ["WZ001"]),
        ("--select wz001", ["WZ001"]),
        ("--select WZ", ["WZ001", "WZ002"]),
        ("--select blank-value", ["WZ001"]),
        ("--select 指标值为空", ["WZ001"]),
        ("--select WZ001,SD", ["WZ001", "SD001"]),
        ("--select WZ001，BD003", ["BD003", "WZ001"]),
        ("--select WZ001 --select BD003", ["BD003", "WZ001"]),
        ("--select ALL", ["BD003", "WZ001", "WZ002", "SD001"]),
        ("--ignore WZ", ["BD003", "SD001"]),
        ("--ignore 满意度目标值过低", ["BD003", "WZ001", "WZ002"]),
        ("--select WZ --ignore WZ002", ["WZ001"]),
        ("--select WZ001 --extend-select BD003", ["BD003", "WZ001"]),
        ("--extend-select BD003 --ignore BD", ["WZ001", "WZ002", "SD001"]),
        ("--ruleset 本地.yaml", ["SD001"]),
        ("--ruleset 本地.yaml --extend-select WZ001", ["WZ001", "SD001"]),
        ("--ruleset 本地.yaml --select WZ001", ["WZ001"]),
    ],
)
def test_rules_are_selected(options: str, expected: list[str], cli: Cli, write: Write) -> None:
    write("本地.yaml", 'ruleset: 本地\nversion: "1"\nextends: submit\nselect: [SD]\n')
    outcome = cli("check", write("草稿.txt", FOUR_KINDS), "--output-format", "json", *options.split())
    assert codes(outcome) == expected


def test_a_ruleset_sets_severities_and_options(cli: Cli, write: Write) -> None:
    write(
        "本地.yaml",
        'ruleset: 本地\nversion: "3"\nextends: review\nselect: [SD001, BD]\n'
        "rules:\n  SD001: {options: {floor: 60}}\n  用以上以下代替符号: {severity: error}\n",
    )
    outcome = cli("check", write("草稿.txt", FOUR_KINDS), "--ruleset", "本地.yaml", "--output-format", "json")
    assert outcome.code == 1
    assert [(f["code"], f["severity"]) for f in outcome.json["findings"]] == [("BD003", "error")]
    assert outcome.json["tool"]["profile"] == "本地"
    seals = [(seal["id"], seal["version"]) for seal in outcome.json["tool"]["rulesets"]]
    assert seals[:2] == [("本地", "3"), ("review", "2026.1")]


# Which files.


def test_a_folder_is_read_through_in_the_order_of_names(cli: Cli, write: Write) -> None:
    for name in ("乙.txt", "甲/2.md", "甲/1.TXT", ".git/a.txt", "~$乙.txt", ".藏.txt"):
        write(f"报送/{name}", CLEAN)
    outcome = cli("check", "报送", "--output-format", "json")
    assert (outcome.code, outcome.err) == (0, "")
    assert paths(outcome) == ["报送/乙.txt", "报送/甲/1.TXT", "报送/甲/2.md"]


def test_files_are_checked_in_the_order_given_and_once(cli: Cli, write: Write, tmp_path: Path) -> None:
    second, first = write("b.txt", CLEAN), write("夹/a.txt", CLEAN)
    (tmp_path / "链接.txt").symlink_to(first)
    names = ("b.txt", "夹/a.txt", "./b.txt", "夹/../b.txt", second, "夹", "链接.txt")
    outcome = cli("check", *names, "--output-format", "json")
    assert paths(outcome) == ["b.txt", "夹/a.txt"]


def test_a_file_elsewhere_is_named_in_full(cli: Cli, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("别处") / "草稿.txt"
    path.write_text(CLEAN, "utf-8")
    assert paths(cli("check", path, "--output-format", "json")) == [path.as_posix()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_same_findings_in_every_encoding(encoding: str, cli: Cli, write: Write) -> None:
    plain = cli("check", write("草稿.txt", WITH_ERROR))
    assert cli("check", write("草稿.txt", WITH_ERROR.encode(encoding))) == plain


def test_standard_input_goes_by_the_name_it_is_given(cli: Cli, write: Write) -> None:
    from_file = cli("check", write("草稿.txt", WITH_ERROR), "--output-format", "json")
    from_pipe = cli(
        "check", "-", "--stdin-filename", "草稿.txt", "--output-format", "json", stdin=WITH_ERROR.encode("gb18030")
    )
    assert from_pipe.code == from_file.code == 1
    assert from_pipe.json["findings"] == from_file.json["findings"]
    assert paths(from_pipe) == ["草稿.txt"]


def test_standard_input_without_a_name(cli: Cli) -> None:
    outcome = cli("check", "-", stdin=CLEAN.encode())
    assert outcome.out.startswith("-  1 个项目、6 条指标，没有发现问题\n")


def test_standard_input_beside_a_file_of_the_same_name(cli: Cli, write: Write) -> None:
    write("草稿.txt", CLEAN)
    outcome = cli("check", "-", "草稿.txt", "--stdin-filename", "草稿.txt", stdin=WITH_ERROR.encode())
    assert (outcome.code, outcome.out.splitlines()[-1]) == (
        1,
        "检查了 2 个文件、2 个项目、12 条指标，发现 1 个错误。",
    )


# Which formats, and where they go.


def test_several_formats_in_one_run(cli: Cli, write: Write, tmp_path: Path) -> None:
    write("草稿.txt", WITH_ERROR)
    on_screen = {name: cli("check", "草稿.txt", "--output-format", name).out for name in ("text", "json")}
    options = ("--output-format", "text,json", "--output", "结果.json")
    outcome = cli("check", "草稿.txt", *options)
    assert (outcome.code, outcome.out, outcome.err) == (1, on_screen["text"], "")
    assert (tmp_path / "结果.json").read_text("utf-8") == on_screen["json"]
    outcome = cli("check", "草稿.txt", *options, "--output", "结果.txt")
    assert (outcome.code, outcome.out) == (1, "")
    assert (tmp_path / "结果.txt").read_text("utf-8") == on_screen["text"]


@pytest.mark.parametrize(
    ("options", "written"),
    [
        ("--output a.json", {"a.json": "json"}),
        ("--output a.txt", {"a.txt": "text"}),
        ("--output 结果", {"结果": "text"}),
        ("--output a.log --output-format json", {"a.log": "json"}),
        ("--output a.JSON --output b.txt", {"a.JSON": "json", "b.txt": "text"}),
        ("--output a.log --output b.json --output-format text,json", {"a.log": "text", "b.json": "json"}),
        ("--output json:a.txt", {"a.txt": "json"}),
        ("--output json:a.txt --output text:b.json", {"a.txt": "json", "b.json": "text"}),
        ("--output json:a.log --output-format json", {"a.log": "json"}),
        ("--output C:a.json", {"C:a.json": "json"}),
        ("--output 报送:a.json", {"报送:a.json": "json"}),
    ],
)
def test_the_format_of_a_file(options: str, written: dict[str, str], cli: Cli, write: Write, tmp_path: Path) -> None:
    write("稿/草稿.txt", WITH_ERROR)
    outcome = cli("check", "稿/草稿.txt", *options.split())
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err == "检查了 1 个文件、1 个项目、6 条指标，发现 1 个错误。\n"
    texts = {path.name: path.read_text("utf-8") for path in tmp_path.iterdir() if path.is_file()}
    assert {name: "json" if text.startswith("{") else "text" for name, text in texts.items()} == written


def test_what_was_not_checked_is_said_beside_a_report_in_a_file(cli: Cli) -> None:
    outcome = cli("check", "没有.txt", "--output", "结果.json")
    assert (outcome.code, outcome.out) == (3, "")
    assert outcome.err == "jixiao: 没有.txt：找不到文件，请核对路径\n没有检查任何文件。\n"


def test_a_file_is_replaced_as_a_whole_or_not_at_all(
    cli: Cli, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: TextReporter, report: object, style: object) -> str:
        raise RuntimeError("渲染到一半")

    write("草稿.txt", WITH_ERROR)
    old = write("结果.txt", "上一次的结果")
    monkeypatch.setattr(TextReporter, "render", fail)
    outcome = cli("check", "草稿.txt", "--output", "结果.txt")
    assert outcome.code == 4
    assert outcome.err == (
        "jixiao: 程序内部出错（RuntimeError: 渲染到一半），"
        "请把这行信息和文件反馈给维护者；设 JIXIAO_DEBUG=1 可看到细节\n"
    )
    assert old.read_text("utf-8") == "上一次的结果"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["结果.txt", "草稿.txt"]


def test_no_room_on_the_disk_leaves_the_old_file(
    cli: Cli, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, target: object) -> Path:
        raise OSError(28, "No space left on device")

    write("草稿.txt", WITH_ERROR)
    old = write("结果.json", "{}")
    monkeypatch.setattr(Path, "replace", full)
    outcome = cli("check", "草稿.txt", "--output", "结果.json")
    assert (outcome.code, outcome.err) == (2, "jixiao: 写不了 结果.json：磁盘空间不足\n")
    assert old.read_text() == "{}"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["结果.json", "草稿.txt"]


def test_an_output_file_keeps_its_mode_and_a_link_stays_a_link(cli: Cli, write: Write, tmp_path: Path) -> None:
    write("草稿.txt", CLEAN)
    real, link = write("存档/结果.json", "{}"), tmp_path / "结果.json"
    real.chmod(0o640)
    link.symlink_to(real)
    assert cli("check", "草稿.txt", "--output", "结果.json").code == 0
    assert link.is_symlink()
    assert json.loads(real.read_text("utf-8"))["exitCode"] == 0
    assert real.stat().st_mode & 0o777 == 0o640


def test_an_output_device_is_written_to(cli: Cli, write: Write) -> None:
    assert cli("check", write("草稿.txt", CLEAN), "--output", os.devnull).code == 0
    assert Path(os.devnull).is_char_device()


# What it costs.


def test_jieba_and_the_schema_library_are_not_imported(jixiao: Run, tmp_path: Path) -> None:
    (tmp_path / "草稿.txt").write_text(FOUR_KINDS, "utf-8")
    outcome = jixiao("check", "草稿.txt", "--select", "ALL", env={"PYTHONPROFILEIMPORTTIME": "1"})
    imported = {line.rsplit("|", 1)[-1].strip() for line in outcome.stderr.decode().splitlines()}
    assert "lint.rules.base" in imported
    assert imported & {"jieba", "jsonschema_rs", "socket", "xlsxwriter", "lint.report.to_json"} == set()


def test_the_version_starts_without_the_rules(jixiao: Run) -> None:
    outcome = jixiao("--version", env={"PYTHONPROFILEIMPORTTIME": "1"})
    imported = {line.rsplit("|", 1)[-1].strip() for line in outcome.stderr.decode().splitlines()}
    assert imported & {"lint.api", "lint.rules", "yaml", "msgspec", "jieba"} == set()
