"""Options for what an input may cost, and for its encoding."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lint.extract.source import Limits, Source
from tests.cli.conftest import Cli
from tests.cli.samples import CLEAN

Write = Callable[[str, str | bytes], Path]


@pytest.mark.parametrize("command", ["check", "extract"])
def test_a_limit_exceeded_names_its_option_and_the_other_files_are_read(command: str, cli: Cli, write: Write) -> None:
    files = [write("草稿.txt", CLEAN), write("大 表.csv", "甲,乙\n" * 2000)]
    outcome = cli(command, *files, "--max-cells", "3000")
    assert outcome.code == 3
    assert outcome.err == "jixiao: 大 表.csv：单元格超过 3000 个的上限，请拆分后再检查，或用 --max-cells 放宽\n"
    outcome = cli(command, *files, "--max-cells", "4000")
    assert outcome.err == "jixiao: 大 表.csv：没有找到绩效目标表\n"


def test_the_size_of_a_file(cli: Cli, write: Write) -> None:
    path = write("草稿.txt", CLEAN + " " * 1024 * 1024)
    assert cli("check", path, "--max-size", "1").err == (
        "jixiao: 草稿.txt：文件超过 1 MB 的上限，请拆分后再检查，或用 --max-size 放宽\n"
    )
    assert cli("check", path, "--max-size", "2").code == 0


def test_every_limit_reaches_the_reader(cli: Cli, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def read(self: object, source: Source) -> None:
        seen.append(source)
        raise ValueError

    monkeypatch.setattr("lint.extract.readers.text.TextReader.read", read)
    given = ("--max-size=1", "--max-part=2", "--max-cells=3", "--max-pages=4", "--max-seconds=5", "--max-memory=6")
    cli("check", write("草稿.txt", CLEAN), *given, "--encoding", "GBK")
    mb = 1024 * 1024
    assert (seen[0].limits, seen[0].encoding) == (Limits(mb, 3, 2 * mb, 4, 5, 6 * mb), "gb18030")


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "很多", "99999999999999999999"])
def test_a_limit_that_is_no_count(value: str, cli: Cli) -> None:
    outcome = cli("check", "草稿.txt", f"--max-pages={value}")
    assert (outcome.code, outcome.err) == (
        2,
        "jixiao: 选项 --max-pages 不能这样填：应当是 1 到 10000000 的整数\n",
    )


class TestEncoding:
    def test_the_user_has_the_last_word(self, cli: Cli, write: Write) -> None:
        path = write("草稿.txt", "績效目標：改善交通\n".encode("big5"))
        (entry,) = cli("extract", path, "--encoding", "big5").json["inputs"]
        assert (entry["encoding"], entry["reason"]) == ("BIG5HKSCS", "没有找到绩效目标表")

    @pytest.mark.parametrize("name", ["草稿.txt", "草稿.csv", "草稿.html"])
    def test_bytes_that_are_not_in_it(self, name: str, cli: Cli, write: Write) -> None:
        outcome = cli("check", write(name, "绩效目标".encode("gbk")), "--encoding", "utf-8")
        assert (outcome.code, outcome.err) == (
            3,
            f"jixiao: {name}：按 --encoding utf-8 解码失败，请换一种编码，或者不写这个选项\n",
        )

    @pytest.mark.parametrize("name", ["zip", "没有这种", "", "hex"])
    def test_an_encoding_that_there_is_not(self, name: str, cli: Cli) -> None:
        outcome = cli("check", "草稿.txt", f"--encoding={name}")
        assert (outcome.code, outcome.err) == (
            2,
            "jixiao: 选项 --encoding 不能这样填：没有这种编码，可以写 utf-8、gb18030、big5、utf-16 等\n",
        )
