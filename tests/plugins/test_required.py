"""A configuration may require plugins: one that is missing or broken ends the run before it starts, in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from lint.api import Linters
from lint.errors import UsageError
from tests.plugins.conftest import Install

EMPTY = "@hookimpl\ndef jixiao_rules():\n    return []\n"
READERS = "@hookimpl\ndef jixiao_readers(lexicon):\n    return [3]\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "县").mkdir()
    monkeypatch.chdir(tmp_path / "县")
    Path("jixiao.yaml").write_text("plugins: [county]\nignore: [QL001]\n", "utf-8")


def _error() -> str:
    with pytest.raises(UsageError) as caught:
        _ = Linters().at(Path("草稿.txt")).rules
    return str(caught.value)


def test_one_that_is_missing_is_said_before_its_rules_are(install: Install) -> None:
    assert _error() == "jixiao.yaml:1 要求的插件 county 没有安装"
    install("country", EMPTY)
    assert _error() == "jixiao.yaml:1 要求的插件 county 没有安装，是不是想写“country”？"


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("import no_such_module\n", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("@hookimpl\ndef jixiao_rules():\n    return 3\n", "jixiao_rules：jixiao_rules 应当返回一个列表，现在是 3"),
        ("", "里面没有任何挂钩"),
    ],
)
def test_one_that_is_broken(code: str, error: str, install: Install) -> None:
    install("county", code)
    assert _error() == f"jixiao.yaml:1 要求的插件 county 没有加载（{error}）"


def test_one_whose_readers_are_broken(install: Install) -> None:
    Path("jixiao.yaml").write_text("plugins: [county]\n", "utf-8")
    install("county", READERS)
    assert _error().startswith("jixiao.yaml:1 要求的插件 county 没有加载（jixiao_readers：jixiao_readers 里应当是")


def test_one_that_is_there(install: Install) -> None:
    Path("jixiao.yaml").write_text("plugins: [county]\n", "utf-8")
    install("county", EMPTY)
    assert Linters().at(Path("草稿.txt")).rules
