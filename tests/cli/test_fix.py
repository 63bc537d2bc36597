"""``fix``, ``annotate`` and ``review`` as commands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.fix.drafts import draft

Write = Callable[[str, "str | bytes"], Path]
DRAFT = (
    "1、示例项目绩效目标表\n"
    "项目编码\t13001\t项目名称\t示例项目\n"
    "绩效目标\t1、修补破损路面1800平方米，群众出行更安全。\n"
    "一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据\n"
    "产出指标\t数量指标\t修补路面面积\t验收合格的修补面积\t1800平方米以上\t施工图\n"
)
ONLY = ("--select", "BD003")


def test_the_copy_lies_beside(cli: Cli, write: Write) -> None:
    path = write("草稿.txt", DRAFT)
    outcome = cli("fix", "草稿.txt", *ONLY)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == (
        "草稿.txt\n"
        "  第 5 行  第 1 个项目  第 1 条指标  指标值\n"
        "    BD003  1800平方米以上 → ≥1800平方米\n"
        "改了 1 处，写到 草稿.fixed.txt；改完没有问题了。\n"
    )
    assert path.read_text("utf-8") == DRAFT
    assert path.with_name("草稿.fixed.txt").read_text("utf-8") == DRAFT.replace("1800平方米以上", "≥1800平方米")


def test_diff_writes_nothing(cli: Cli, write: Write, tmp_path: Path) -> None:
    write("草稿.txt", DRAFT)
    outcome = cli("fix", "草稿.txt", *ONLY, "--diff")
    assert outcome.out.endswith("可以改 1 处；改完没有问题了。\n")
    assert [path.name for path in tmp_path.iterdir()] == ["草稿.txt"]


def test_in_place_keeps_a_backup(cli: Cli, write: Write) -> None:
    path = write("草稿.txt", DRAFT)
    assert "写到 草稿.txt（原来的在 草稿.txt.bak）" in cli("fix", path.name, *ONLY, "--in-place").out.replace(
        f"{path.parent.as_posix()}/", ""
    )
    assert path.with_name("草稿.txt.bak").read_text("utf-8") == DRAFT


def test_nothing_to_change_writes_nothing(cli: Cli, write: Write, tmp_path: Path) -> None:
    write("草稿.txt", DRAFT)
    outcome = cli("fix", "草稿.txt", "--select", "SD003")
    assert outcome.out == "草稿.txt\n没有改动，没有写文件，没有发现问题。\n"
    assert [path.name for path in tmp_path.iterdir()] == ["草稿.txt"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("fix", "草稿.txt", "--in-place", "--output", "x.txt"), "--in-place 和 --output 只能用一个"),
        (("fix", "草稿.txt", "--output", "x.docx"), "x.docx 的后缀要和草稿一样，写成 .txt"),
        (("fix", "草稿.txt", "b.txt", "--output", "x.txt"), "一次处理几份草稿时不能用 --output，副本会写在各自的旁边"),
        (("fix", "草稿.txt", "--interactive"), "--interactive 要在终端里用，从管道读不到回答"),
        (("fix", "-"), "从管道读入的草稿没有地方写，请写文件名"),
        (("fix", "b.txt"), "已经有 b.fixed.txt，可能有人改过；请先改名或删去，或者用 --output 写到别处"),
        (("review", "草稿.txt", "--output", "x.pdf"), "审核意见写不成 x.pdf，后缀请用 .docx、.xlsx、.html"),
        (("review", "草稿.txt"), "缺少选项 --output，用 jixiao review --help 看用法"),
    ],
)
def test_bad_usage(arguments: tuple[str, ...], message: str, cli: Cli, write: Write) -> None:
    for name in ("草稿.txt", "b.txt", "b.fixed.txt"):
        write(name, DRAFT)
    outcome = cli(*arguments)
    assert (outcome.code, outcome.out, outcome.err) == (2, "", f"jixiao: {message}\n")


@pytest.mark.parametrize("command", ["fix", "annotate"])
def test_a_missing_file_is_said(command: str, cli: Cli) -> None:
    outcome = cli(command, "missing.docx")
    assert (outcome.code, outcome.out) == (3, "")
    assert outcome.err == "jixiao: missing.docx：找不到文件，请核对路径\n"


def test_annotate_and_remove(cli: Cli, write: Write, tmp_path: Path) -> None:
    write("草稿.docx", draft("青岚县教育局", "docx"))
    outcome = cli("annotate", "草稿.docx")
    assert outcome.out.startswith("草稿.docx → 草稿.annotated.docx：写了 52 条批注。\n检查了 1 个文件、7 个项目")
    outcome = cli("annotate", "草稿.annotated.docx", "--remove")
    assert outcome.out == "草稿.annotated.docx → 草稿.plain.docx：批注去掉了。\n"
    outcome = cli("annotate", "草稿.docx", "--remove")
    assert "没有 jixiao 写的批注" in outcome.out or outcome.code == 2
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["草稿.annotated.docx", "草稿.docx", "草稿.plain.docx"]


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "html"])
def test_review_writes_the_opinion(suffix: str, cli: Cli, write: Write, tmp_path: Path) -> None:
    write("草稿.txt", DRAFT)
    outcome = cli("review", "草稿.txt", "--output", f"意见.{suffix}")
    assert outcome.err == ""
    assert f"审核意见写到 意见.{suffix}。\n" in outcome.out
    assert (tmp_path / f"意见.{suffix}").stat().st_size > 1000


def test_review_without_projects_writes_nothing(cli: Cli, write: Write, tmp_path: Path) -> None:
    write("空.txt", "没有表。\n")
    outcome = cli("review", "空.txt", "--output", "意见.docx")
    assert outcome.code == 2
    assert outcome.err == "jixiao: 空.txt：没有找到绩效目标表\njixiao: 没有读到项目，没有写审核意见\n"
    assert not (tmp_path / "意见.docx").exists()
