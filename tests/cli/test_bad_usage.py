"""Bad usage and configuration: one Chinese line on standard error, nothing on standard output, exit code 2."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lint.cli import main
from lint.plugins.builtin import jixiao_reporters
from tests.cli.conftest import Cli
from tests.cli.samples import CLEAN

Write = Callable[[str, str | bytes], Path]
COMMANDS = "、".join(main._COMMANDS)
FORMATS = "、".join(reporter.name for reporter in jixiao_reporters())
WZ = "WZ001、WZ002、WZ003、WZ004、WZ005、WZ006、WZ007、WZ008、WZ009、WZ010、WZ011"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", f"要写上命令：{COMMANDS}"),
        ("chek 草稿.txt", "没有命令 chek，是不是想写“check”？"),
        ("检查 草稿.txt", f"没有命令 检查，可用的有：{COMMANDS}"),
        ("--versio", "没有选项 --versio，是不是想写“--version”？"),
        ("check", "请写上要检查的文件或文件夹，例如 jixiao check 草稿.txt；从管道读入写 -"),
        ("extract", "请写上要检查的文件或文件夹，例如 jixiao check 草稿.txt；从管道读入写 -"),
        ("check ''", "有一个文件名是空的，请写上要检查的文件或文件夹"),
        ("check 草稿.txt --sel WZ", "没有选项 --sel，是不是想写“--select”？"),
        ("check 草稿.txt --颜色", "没有选项 --颜色，用 jixiao check --help 看用法"),
        ("check 草稿.txt --select", "选项 --select 后面要跟一个值"),
        ("check 草稿.txt --help=1", "选项 --help 不用跟值"),
        ("check 草稿.txt --select ''", "选项 --select 不能这样填：是空的"),
        ("check 草稿.txt --ignore ,", "选项 --ignore 不能这样填：是空的"),
        ("check 草稿.txt --ruleset ''", "选项 --ruleset 不能这样填：是空的"),
        ("check 草稿.txt --output ''", "选项 --output 不能这样填：是空的"),
        ("check 草稿.txt --fail-on 严重", "选项 --fail-on 不能这样填：应当是 error、warning、info、never 之一"),
        ("check 草稿.txt --select WZ999", "没有规则“WZ999”，是不是想写“WZ009”？"),
        ("check 草稿.txt --select 指标值为零", "没有规则“指标值为零”，是不是想写“指标值为空”？"),
        ("check 草稿.txt --ignore blank-valu", "没有规则“blank-valu”，是不是想写“blank-value”？"),
        ("check 草稿.txt --ruleset submitt", "没有规则集“submitt”，是不是想写“submit”？"),
        ("check 草稿.txt --ruleset 本地.yaml", "找不到规则集文件 本地.yaml"),
        ("check 草稿.txt --output-format jsn", "没有输出格式“jsn”，是不是想写“json”？"),
        ("check 草稿.txt --output-format 表格", f"没有输出格式“表格”，可用的有：{FORMATS}"),
        (
            "check 草稿.txt --output-format text,json",
            "屏幕上只能输出一种格式，text、json 要各用 --output 写到文件",
        ),
        (
            "check 草稿.txt --statistics --output-format sarif",
            "没有输出格式“sarif”，可用的有：text、json",
        ),
        ("rules ZZ", "没有规则“ZZ”"),
        ("rules --severity 错误", "选项 --severity 不能这样填：应当是 error、warning、info 之一"),
        (
            "rules --group 完整",
            "选项 --group 不能这样填：应当是 完整性、相关性、适当性、可行性、重复、表述、忽略 之一",
        ),
        ("rule", "缺少参数 规则，用 jixiao rule --help 看用法"),
        ("rule WZ001 WZ002", "多写了参数 WZ002，用 jixiao rule --help 看用法"),
        ("rule WZ", f"“WZ”有 11 条规则（{WZ}），请写完整的代码"),
        ("rule 指标值空", "没有规则“指标值空”，是不是想写“指标值为空”？"),
    ],
)
def test_bad_usage(line: str, message: str, cli: Cli, write: Write) -> None:
    write("草稿.txt", CLEAN)
    outcome = cli(*("" if word == "''" else word for word in line.split()))
    assert (outcome.code, outcome.out, outcome.err) == (2, "", f"jixiao: {message}\n")


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("文件夹", "文件夹 是文件夹，--output 后面要写文件名"),
        ("没有/结果.json", "写不了 没有/结果.json：文件夹 {here}/没有 不存在，请先建立或换一个位置"),
        ("草稿.txt/结果.json", "写不了 草稿.txt/结果.json：文件夹 {here}/草稿.txt 不是文件夹"),
        ("草稿.txt", "草稿.txt 是要检查的文件，写进去就把原文盖掉了，请换一个文件名"),
        ("文件夹/../草稿.txt", "文件夹/../草稿.txt 是要检查的文件，写进去就把原文盖掉了，请换一个文件名"),
    ],
)
@pytest.mark.parametrize("command", ["check", "extract"])
def test_an_output_file_that_cannot_or_must_not_be_written(
    command: str, output: str, message: str, cli: Cli, write: Write, tmp_path: Path
) -> None:
    draft = write("草稿.txt", CLEAN)
    (tmp_path / "文件夹").mkdir()
    outcome = cli(command, "草稿.txt", "--output", output)
    assert (outcome.code, outcome.out, outcome.err) == (2, "", f"jixiao: {message.format(here=tmp_path)}\n")
    assert draft.read_text("utf-8") == CLEAN
    assert sorted(path.name for path in tmp_path.iterdir()) == ["文件夹", "草稿.txt"]


def test_a_file_that_cannot_be_written_in_the_end(cli: Cli, write: Write, tmp_path: Path) -> None:
    name = f"{'长' * 120}.json"
    outcome = cli("check", write("草稿.txt", CLEAN), "--output", name)
    assert (outcome.code, outcome.out, outcome.err) == (2, "", f"jixiao: 写不了 {name}：文件名太长\n")


def test_a_suffix_that_names_no_format(cli: Cli, write: Write, tmp_path: Path) -> None:
    outcome = cli("check", write("草稿.txt", CLEAN), "--output", "结果.pdf")
    message = f"看后缀不知道 结果.pdf 要写成什么格式，请写成 格式:结果.pdf，可用的格式有：{FORMATS}"
    assert (outcome.code, outcome.out, outcome.err) == (2, "", f"jixiao: {message}\n")


def test_two_outputs_into_one_file(cli: Cli, write: Write) -> None:
    outcome = cli("check", write("草稿.txt", CLEAN), "--output", "结果.json", "--output", "./结果.json")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "jixiao: 结果.json 写了两次，每个 --output 要用不同的文件名\n"


@pytest.mark.parametrize(
    ("ruleset", "message"),
    [
        ("rules: {SD001: {options: {flor: 85}}}", "本地.yaml:3 SD001 没有选项“flor”，是不是想写“floor”？"),
        ("rules: {SD91: {severity: error}}", "本地.yaml:3 没有规则“SD91”"),
        ("ruls: {}", "本地.yaml:3 不认识的键“ruls”，是不是想写“rules”？"),
        ("extends: submitt", "本地.yaml:3 没有规则集“submitt”，是不是想写“submit”？"),
    ],
)
def test_a_ruleset_with_a_mistake(ruleset: str, message: str, cli: Cli, write: Write) -> None:
    write("本地.yaml", f'ruleset: 本地\nversion: "1"\n{ruleset}\n')
    outcome = cli("check", write("草稿.txt", CLEAN), "--ruleset", "本地.yaml")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"jixiao: {message}")
    assert outcome.err.count("\n") == 1
