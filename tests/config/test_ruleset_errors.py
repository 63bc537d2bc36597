"""What is wrong with a ruleset is said in one line: file, line, reason, and what was probably meant."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from lint.api import Linter
from lint.errors import UsageError

HEAD = 'ruleset: mine\nversion: "1"\n'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _error(text: str | bytes, name: str = "mine.yaml") -> str:
    Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(UsageError) as caught:
        _ = Linter(ruleset_name=name).rules
    assert caught.value.exit_code == 2
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("extend: submit\n", "3 不认识的键“extend”，是不是想写“extends”？"),
        ("rules:\n  SD001:\n    sevrity: info\n", "5 不认识的键“sevrity”，是不是想写“severity”？"),
        ("rules:\n  SD001: {severity: fatal}\n", "4 “rules、SD001、severity”应当是其中之一：error、warning、info"),
        ("fail_on: errors\n", "3 “fail_on”应当是其中之一：error、warning、info、never"),
        ("select: WZ\n", "3 “select”应当是列表"),
        ("rules:\n", "3 “rules”应当是键值表"),
        ("rules: {SD001: info}\n", "3 “rules、SD001”应当是键值表"),
        ("ignore: [WZ001, 3]\n", "3 “ignore、第 2 项”应当是文字"),
        ("title: 甲\ntitle: 乙\n", "4 键“title”重复"),
        ("rules:\n  WZ001: {severity: info}\n  WZ001: {severity: error}\n", "5 键“WZ001”重复"),
        ("1: 2\n", "3 键“1”应当是文字，请加引号"),
        ("title: !!binary aGk=\n", "3 不能用“!”开头的标签"),
    ],
)
def test_shape(text: str, error: str) -> None:
    assert _error(HEAD + text) == f"mine.yaml:{error}"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "1 文件是空的"),
        ("- WZ001\n", "1 文件内容应当是一行一个“键: 值”"),
        ("ruleset：甲\n", "1 文件内容应当是一行一个“键: 值”；冒号要用半角的，后面空一格"),
        ('version: "1"\n', "1 缺少键“ruleset”"),
        ("ruleset: mine\nversion: 1\n", "2 “version”应当是文字"),
        ('ruleset: ""\nversion: "1"\n', "1 “ruleset”不能是空的"),
        ("ruleset: &a [*a]\n", "1 嵌套太深，或者锚点（&、*）展开后太大"),
        ("[" * 400 + "]" * 400, "1 嵌套太深，或者锚点（&、*）展开后太大"),
    ],
    ids=["empty", "a list", "full-width colon", "no name", "version", "blank name", "loop", "deep"],
)
def test_whole_file(text: str, error: str) -> None:
    assert _error(text) == f"mine.yaml:{error}"


def test_anchors_that_multiply() -> None:
    lines = ["a: &a [1]", *(f"{name}: &{name} [{','.join([f'*{last}'] * 9)}]" for last, name in pairwise("abcdefg"))]
    assert _error("\n".join(lines)).endswith("嵌套太深，或者锚点（&、*）展开后太大")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("ruleset: mine\n\tversion: 1\n", "2 不是正确的 YAML：缩进用了制表符，要改成空格"),
        ("ruleset: a: b\n", "1 不是正确的 YAML：缩进不齐，或者一行里有两个冒号，带冒号的文字请加引号"),
        ("select: [WZ\nversion: 1\n", "2 不是正确的 YAML：方括号没有成对，或者少了逗号"),
        ('ruleset: "mine\n', "1 不是正确的 YAML：引号没有成对"),
        ("ruleset: mine\n---\nversion: 1\n", "2 不是正确的 YAML：一个文件里只能有一份内容，请去掉“---”"),
        ("ruleset: *gone\n", "1 不是正确的 YAML：引用了没有定义的锚点（*）"),
        ("ruleset: !!python/object:os.system mine\n", "1 不是正确的 YAML：不能用“!”开头的标签"),
        ("? [a, b]\n: 2\n", "1 不是正确的 YAML：键只能是文字"),
        ("ruleset: mine\nversion: \x01\n", "2 不是正确的 YAML：有看不见的控制字符，请删去"),
    ],
)
def test_broken_yaml(text: str, error: str) -> None:
    assert _error(text) == f"mine.yaml:{error}"


def test_not_utf8() -> None:
    assert _error("ruleset: 规则\n".encode("gb18030")) == "mine.yaml 不是 UTF-8 编码，请另存为 UTF-8"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("rules:\n  SD991: {severity: info}\n", "4 没有规则“SD991”，是不是想写“SD001”？"),
        ("rules:\n  blank-valu: {severity: info}\n", "4 没有规则“blank-valu”，是不是想写“blank-value”？"),
        ("select:\n  - WZ\n  - 指标值空\n", "5 没有规则“指标值空”，是不是想写“指标值为空”？"),
        ("ignore: [QQ]\n", "3 没有规则“QQ”"),
        ("select: ['']\n", "3 没有规则“”"),
        ("rules:\n  SD001:\n    options:\n      flor: 60\n", "6 SD001 没有选项“flor”，是不是想写“floor”？"),
        ("rules:\n  WZ001: {options: {floor: 60}}\n", "4 WZ001 没有选项“floor”，这条规则没有选项"),
        ("rules:\n  SD001: {options: {floor: 高}}\n", "4 SD001 的选项“floor”应当像 80 这样填写，现在是 '高'"),
        ("rules:\n  SD001: {options: {floor: true}}\n", "4 SD001 的选项“floor”应当像 80 这样填写，现在是 True"),
        ("ignore: [ALL]\n", None),
    ],
)  # fmt: skip
def test_rules_and_options(text: str, error: str | None) -> None:
    nothing_left = "没有剩下一条规则，什么都不会检查，请核对 --select、--ignore 和规则集的 select、ignore"
    assert _error(HEAD + text) == (f"mine.yaml:{error}" if error else nothing_left)


@pytest.mark.parametrize(
    ("extends", "error"),
    [
        ("sumbit", "mine.yaml:3 没有规则集“sumbit”，是不是想写“submit”？"),
        ("nosuch.yaml", "mine.yaml:3 找不到规则集文件 nosuch.yaml"),
        ("mine.yaml", "mine.yaml:3 规则集绕了一圈又继承自己：mine.yaml → mine.yaml"),
        ("sub/../mine.yaml", "mine.yaml:3 规则集绕了一圈又继承自己：mine.yaml → mine.yaml"),
        ("other.yaml", "other.yaml:3 规则集绕了一圈又继承自己：mine.yaml → other.yaml → mine.yaml"),
        ("wrong.yaml", "wrong.yaml:1 不认识的键“rulset”，是不是想写“ruleset”？"),
    ],
)
def test_extends(extends: str, error: str, folder: Path) -> None:
    (folder / "sub").mkdir()
    Path("other.yaml").write_text('ruleset: other\nversion: "1"\nextends: mine.yaml\n', "utf-8")
    Path("wrong.yaml").write_text('rulset: wrong\nversion: "1"\n', "utf-8")
    assert _error(f"{HEAD}extends: {extends}\n") == error


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("sumbit", "没有规则集“sumbit”，是不是想写“submit”？"),
        ("qinglan", "没有规则集“qinglan”，可用的有：central、draft、hebei、review、submit"),
        ("gone.yaml", "找不到规则集文件 gone.yaml"),
        (".", "没有规则集“.”，可用的有：central、draft、hebei、review、submit"),
    ],
)
def test_a_ruleset_that_is_not_there(name: str, error: str) -> None:
    with pytest.raises(UsageError) as caught:
        _ = Linter(ruleset_name=name).ruleset
    assert str(caught.value) == error
