"""``check --fix``: first the corrected copy, then the report on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.cli.test_fix import DRAFT, ONLY
from tests.corpus.draw import drawn
from tests.corpus.to_sheets import ods_of
from tests.fix.drafts import draft, item, linter, parts

Write = Callable[[str, "str | bytes"], Path]
RIGHT = DRAFT.replace("1800平方米以上", "≥1800平方米")
CHANGED = "草稿.txt\n  第 5 行  第 1 个项目  第 1 条指标  指标值\n    BD003  1800平方米以上 → ≥1800平方米\n"


def _clean(name: str) -> str:
    return f"{name}  1 个项目、1 条指标，没有发现问题\n\n检查了 1 个文件、1 个项目、1 条指标，没有发现问题。\n"


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_report_is_about_the_copy(cli: Cli, write: Write, tmp_path: Path) -> None:
    path = write("草稿.txt", DRAFT)
    outcome = cli("check", "草稿.txt", *ONLY, "--fix", "--fail-on", "info")
    assert (outcome.code, outcome.out) == (0, _clean("草稿.fixed.txt"))
    assert outcome.err == f"{CHANGED}改了 1 处，写到 草稿.fixed.txt；改完没有问题了。\n"
    assert path.read_text("utf-8") == DRAFT
    assert (tmp_path / "草稿.fixed.txt").read_text("utf-8") == RIGHT


def test_the_report_names_the_copy_and_a_baseline_knows_it_by_its_draft(cli: Cli, write: Write) -> None:
    write("草稿.txt", DRAFT)
    cli("baseline", "write", "草稿.txt", "--select", "WZ008", "--baseline", "b.json")
    outcome = cli("check", "草稿.txt", "--fix", "--output-format", "json", "--select", "WZ008,BD003")
    new = {finding["code"] for finding in outcome.json["findings"] if finding["state"] == "new"}
    assert outcome.json["inputs"][0]["path"] == "草稿.fixed.txt"
    Path("草稿.fixed.txt").unlink()
    outcome = cli(
        "check", "草稿.txt", "--fix", "--output-format", "json", "--select", "WZ008,BD003", "--baseline", "b.json"
    )
    assert outcome.json["inputs"][0]["path"] == "草稿.fixed.txt"
    assert new
    assert {finding["state"] for finding in outcome.json["findings"]} == {"baselined"}


def test_diff_writes_nothing_and_the_report_is_about_the_draft(cli: Cli, write: Write, tmp_path: Path) -> None:
    write("草稿.txt", DRAFT)
    outcome = cli("check", "草稿.txt", *ONLY, "--fix", "--diff", "--fail-on", "info", "--output-format", "concise")
    assert outcome.code == 1
    assert outcome.out.startswith("草稿.txt:5:")
    assert outcome.err == f"{CHANGED}可以改 1 处；改完没有问题了。\n"
    assert _names(tmp_path) == ["草稿.txt"]


def test_in_place(cli: Cli, write: Write, tmp_path: Path) -> None:
    path = write("草稿.txt", DRAFT)
    assert cli("check", "草稿.txt", *ONLY, "--fix", "--in-place").out == _clean("草稿.txt")
    assert path.read_text("utf-8") == RIGHT
    assert (tmp_path / "草稿.txt.bak").read_text("utf-8") == DRAFT


@pytest.mark.parametrize(
    ("arguments", "copy", "report"),
    [
        (("--output", "a.txt"), "a.txt", ""),
        (("--output", "a.txt", "--output", "r.json"), "a.txt", "r.json"),
        (("--output", "a.txt", "--output", "text:r.txt"), "a.txt", "r.txt"),
        (("--output", "r.txt", "--output-format", "text"), "草稿.fixed.txt", "r.txt"),
        (("--output", "r.json"), "草稿.fixed.txt", "r.json"),
    ],
)
def test_outputs(arguments: tuple[str, ...], copy: str, report: str, cli: Cli, write: Write, tmp_path: Path) -> None:
    """An output with the draft's own suffix is the copy, unless a format is named."""
    write("草稿.txt", DRAFT)
    outcome = cli("check", "草稿.txt", *ONLY, "--fix", *arguments)
    assert (tmp_path / copy).read_text("utf-8") == RIGHT
    assert _names(tmp_path) == sorted(filter(None, ("草稿.txt", copy, report)))
    assert outcome.out == ("" if report else _clean(copy))


def test_tracked_changes(cli: Cli, write: Write, tmp_path: Path) -> None:
    write("草稿.docx", draft("青岚县教育局", "docx"))
    cli("check", "草稿.docx", "--fix", "--unsafe-fixes", "--track-changes")
    assert b"<w:ins " in parts((tmp_path / "草稿.fixed.docx").read_bytes())["word/document.xml"]


def test_what_cannot_be_written_is_checked_as_it_is(cli: Cli, write: Write, tmp_path: Path) -> None:
    (read,) = linter().extract([item(DRAFT.encode(), "txt")])
    assert read.document is not None
    write("草稿.ods", ods_of(drawn(read.document)))
    write("坏.docx", b"PK\x03\x04 broken")
    outcome = cli("check", "草稿.ods", "坏.docx", *ONLY, "--fix", "--output-format", "json")
    assert outcome.code == 3
    assert [finding["code"] for finding in outcome.json["findings"]] == ["BD003"]
    first, *others = outcome.err.splitlines()
    assert first == "jixiao: 草稿.ods：ODS 文件不能直接改，请另存为 docx 或 xlsx 再改"
    assert [line.partition("：")[0] for line in others] == ["jixiao: 坏.docx"]
    assert _names(tmp_path) == ["坏.docx", "草稿.ods"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--diff",), "--diff 要和 --fix 一起用"),
        (("--unsafe-fixes",), "--unsafe-fixes 要和 --fix 一起用"),
        (("--in-place",), "--in-place 要和 --fix 一起用"),
        (("--track-changes",), "--track-changes 要和 --fix 一起用"),
        (("--watch", "--fix"), "--watch 和 --fix 只能用一个"),
        (("--fix", "--in-place", "--output", "a.txt"), "--in-place 和 --output 只能用一个"),
        (("--fix", "--output", "草稿.txt"), "草稿.txt 是要检查的文件，写进去就把原文盖掉了，请换一个文件名"),
        (("--fix", "--output", "json:草稿.fixed.txt"), "草稿.fixed.txt 是改好的副本，报告请换一个文件名"),
        (
            ("--fix", "--output", "a.txt", "--output", "b.txt"),
            "a.txt、b.txt 只能有一个是副本；要写报告请写明格式，如 text:b.txt",
        ),
        (
            ("b.txt", "--fix", "--output", "a.txt"),
            "一次改几份草稿，副本写在各自的旁边；要写报告请写明格式，如 text:a.txt",
        ),
    ],
)
def test_bad_usage(arguments: tuple[str, ...], message: str, cli: Cli, write: Write) -> None:
    write("草稿.txt", DRAFT)
    write("b.txt", DRAFT)
    outcome = cli("check", "草稿.txt", *arguments)
    assert (outcome.code, outcome.out, outcome.err) == (2, "", f"jixiao: {message}\n")


def test_fix_takes_the_excluded_too(cli: Cli, write: Write, tmp_path: Path) -> None:
    write("jixiao.yaml", "exclude: [草稿.txt]\n")
    write("草稿.txt", DRAFT)
    assert cli("fix", "草稿.txt", *ONLY, "--diff").out == ""
    assert "可以改 1 处" in cli("fix", "草稿.txt", *ONLY, "--diff", "--no-exclude").out
