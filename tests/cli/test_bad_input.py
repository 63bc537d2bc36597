"""Inputs that cannot be checked: never silence, one Chinese line on standard error for each, exit code 3."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from lint.api import Limits
from lint.extract import source
from tests.cli.conftest import Cli
from tests.cli.samples import CLEAN

Write = Callable[[str, str | bytes], Path]
NOTHING = "没有检查任何文件。\n"


@pytest.mark.parametrize(
    ("content", "status", "reason"),
    [
        (b"", "failed", "文件是空的"),
        (b" \n\r\n", "failed", "文件是空的"),
        (b"\xef\xbb\xbf\n", "skipped", "没有找到绩效目标表"),
        (
            b"\xff\x80\x81 abc\n\x80\x80",
            "failed",
            "文字编码不是 UTF-8、UTF-16 或 GB18030（按 GB18030 解码失败），请另存为 UTF-8 后再检查",
        ),
        (bytes(range(1, 32)) * 50, "skipped", "这是二进制文件，不是能检查的文档"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "skipped", "这是图片，里面的字读不出来，请用原来的文件检查"),
        (b"Rar!\x1a\x07\0", "skipped", "这是压缩包，请解压后再检查"),
        (b"%PDF-1.7\n", "failed", "PDF 已损坏，打不开；请重新导出再检查"),
        (
            b"PK\x03\x04" + b"." * 26 + b"word/document.xml",
            "failed",
            "文件已损坏，打不开；请用办公软件打开另存一份再检查",
        ),
    ],
)
def test_a_file_that_cannot_be_checked(content: bytes, status: str, reason: str, cli: Cli, write: Write) -> None:
    write("草稿.txt", content)
    outcome = cli("check", "草稿.txt")
    assert outcome.code == 3
    assert outcome.err == f"jixiao: 草稿.txt：{reason}\n"
    assert outcome.out == f"没有检查  草稿.txt：{reason}\n{NOTHING}"
    report = cli("check", "草稿.txt", "--output-format", "json")
    assert [(entry["status"], entry["reason"]) for entry in report.json["inputs"]] == [(status, reason)]
    assert report.err == outcome.err


def test_a_file_that_is_missing(cli: Cli) -> None:
    outcome = cli("check", "没有.txt")
    assert (outcome.code, outcome.err) == (3, "jixiao: 没有.txt：找不到文件，请核对路径\n")
    assert outcome.out == f"没有检查  没有.txt：找不到文件，请核对路径\n{NOTHING}"


def test_a_file_that_may_not_be_read(cli: Cli, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(path: Path, *arguments: Any, real: Any = Path.open, **named: Any) -> Any:
        if path.name == "草稿.txt":
            raise PermissionError(13, "Permission denied")
        return real(path, *arguments, **named)

    path = write("草稿.txt", CLEAN)
    monkeypatch.setattr(Path, "open", opened)
    outcome = cli("check", path)
    assert outcome.code == 3
    assert outcome.err == "jixiao: 草稿.txt：没有读取权限，请检查文件是否被占用或加了权限\n"


def test_a_file_that_changes_while_it_is_read(cli: Cli, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("草 稿.txt", CLEAN)
    bounded, others = source._bounded, write("别的.txt", CLEAN)

    def slow(stream: BinaryIO, limits: Limits) -> bytes:
        data = bounded(stream, limits)
        if getattr(stream, "name", "") == str(path):
            with path.open("ab") as other:
                other.write("又写了一行\n".encode())
        return data

    monkeypatch.setattr(source, "_bounded", slow)
    outcome = cli("check", path, others)
    assert (outcome.code, outcome.err) == (3, "jixiao: 草 稿.txt：读的时候文件变了，请等它保存好再检查\n")
    assert outcome.out.endswith("检查了 1 个文件、1 个项目、6 条指标，没有发现问题。另有 1 个文件没有检查。\n")


def test_a_file_over_the_size_limit(cli: Cli, write: Write) -> None:
    path = write("草稿.txt", CLEAN)
    os.truncate(path, Limits().bytes + 1)
    outcome = cli("check", path)
    assert (outcome.code, outcome.err) == (
        3,
        "jixiao: 草稿.txt：文件超过 100 MB 的上限，请拆分后再检查，或用 --max-size 放宽\n",
    )


def test_a_folder_without_documents(cli: Cli, write: Write, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    outcome = cli("check", "空")
    assert (outcome.code, outcome.err) == (3, "jixiao: 空：文件夹里没有可以检查的文件\n")
    assert outcome.out == f"没有检查  空：文件夹里没有可以检查的文件\n{NOTHING}"


def test_a_folder_with_files_that_are_no_documents_says_how_many(cli: Cli, write: Write) -> None:
    for name in ("草稿.txt", "表.db", "照片.jpg", "照片2.JPG", "说明"):
        write(f"报送/{name}", CLEAN)
    outcome = cli("check", "报送")
    assert outcome.code == 0
    assert outcome.err == "jixiao: 文件夹 报送 里有不是文档的文件，没有检查：.db 1 个、.jpg 2 个、无后缀 1 个\n"
    assert outcome.out.endswith("检查了 1 个文件、1 个项目、6 条指标，没有发现问题。\n")


def test_a_folder_with_a_document_of_a_kind_that_cannot_be_read(cli: Cli, write: Write) -> None:
    write("报送/草稿.txt", CLEAN)
    write("报送/附件.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    outcome = cli("check", "报送")
    reason = "这是加了密码的 Office 文件，请去掉密码后再检查"
    assert (outcome.code, outcome.err) == (3, f"jixiao: 报送/附件.docx：{reason}\n")
    assert outcome.out.endswith("检查了 1 个文件、1 个项目、6 条指标，没有发现问题。另有 1 个文件没有检查。\n")


def test_a_folder_that_may_not_be_opened(cli: Cli, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def scan(path: str, real: Callable[[str], object] = os.scandir) -> object:
        if str(path).endswith("财务"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    write("报送/草稿.txt", CLEAN)
    write("报送/财务/草稿.txt", CLEAN)
    monkeypatch.setattr(os, "scandir", scan)
    outcome = cli("check", "报送")
    assert (outcome.code, outcome.err) == (3, "jixiao: 报送/财务：打不开这个文件夹，请检查权限\n")


def test_a_pipe_in_a_folder_does_not_stop_the_run(cli: Cli, write: Write, tmp_path: Path) -> None:
    write("报送/草稿.txt", CLEAN)
    os.mkfifo(tmp_path / "报送" / "管道.txt")
    outcome = cli("check", "报送")
    assert outcome.code == 0
    assert outcome.err == "jixiao: 文件夹 报送 里有不是文档的文件，没有检查：不是普通文件的 1 个\n"


def test_standard_input_without_anything_in_it(cli: Cli) -> None:
    outcome = cli("check", "-", "--stdin-filename", "草稿.txt", stdin=b"")
    assert (outcome.code, outcome.err) == (3, "jixiao: 草稿.txt：文件是空的\n")


@pytest.mark.parametrize("name", ["坏\udcff名.txt", "换\n行.txt", "\x1b[31m红.txt"])
def test_a_file_name_that_is_no_text_or_would_move_the_cursor(name: str, cli: Cli, write: Write) -> None:
    write(name, CLEAN)
    outcome = cli("check", name)
    assert outcome.code == 0
    assert "\x1b" not in outcome.out
    assert outcome.out.count("\n") == 3
    assert cli("check", name, "--output-format", "json").code == 0
    assert cli("check", name, "--output", "结果.txt").code == 0


def test_the_reader_crashes_on_one_file(cli: Cli, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    from lint.extract.readers.text import TextReader  # noqa: PLC0415

    real = TextReader.read

    def read(self: TextReader, source: object) -> object:
        if getattr(source, "name", "") == "坏.txt":
            raise KeyError("列")
        return real(self, source)  # type: ignore[arg-type]

    monkeypatch.setattr(TextReader, "read", read)
    write("坏.txt", CLEAN)
    write("好.txt", CLEAN)
    reason = "读取时程序出错（KeyError: '列'），请把文件反馈给维护者"
    outcome = cli("check", "坏.txt", "好.txt")
    assert (outcome.code, outcome.err) == (4, f"jixiao: 坏.txt：{reason}\n")
    assert outcome.out == (
        "好.txt  1 个项目、6 条指标，没有发现问题\n\n"
        f"没有检查  坏.txt：{reason}\n"
        "检查了 1 个文件、1 个项目、6 条指标，没有发现问题。另有 1 个文件没有检查。\n"
    )
    extracted = cli("extract", "坏.txt", "好.txt")
    assert (extracted.code, extracted.err) == (4, f"jixiao: 坏.txt：{reason}\n")
    assert [document["path"] for document in extracted.json["documents"]] == ["好.txt"]
