"""Which configuration applies to a draft: the nearest one upward, whatever lies in the way."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lint.api import Linter, Linters, Settings
from lint.errors import UsageError


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _write(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def _judge(path: str, **settings: object) -> str:
    return Linters(Settings(**settings)).at(Path(path)).ruleset.name  # type: ignore[arg-type]


def test_the_nearest_one_judges() -> None:
    _write("jixiao.yaml", "fail_on: info\n")
    _write("乡镇/jixiao.yaml", "ruleset: 乡镇\nfail_on: error\n")
    Path("乡镇/甲/乙").mkdir(parents=True)
    judges = {path: _judge(path) for path in ("草稿.txt", "县直/草稿.txt", "乡镇/草稿.txt", "乡镇/甲/乙/草稿.txt")}
    assert judges == {
        "草稿.txt": "jixiao.yaml",
        "县直/草稿.txt": "jixiao.yaml",
        "乡镇/草稿.txt": "乡镇",
        "乡镇/甲/乙/草稿.txt": "乡镇",
    }


def test_drafts_with_equal_settings_share_a_linter_and_all_share_dictionaries() -> None:
    _write("甲/jixiao.yaml", "ignore: [BD]\n")
    _write("乙/jixiao.yaml", "ignore: [BD]\n")
    linters = Linters()
    first, second, third = (linters.at(Path(path)) for path in ("甲/1.txt", "甲/2.txt", "乙/1.txt"))
    assert first is second
    assert first is not third
    assert first.lexicon is third.lexicon
    assert first.plugins is third.plugins


def test_nothing_found_is_submit() -> None:
    assert _judge("草稿.txt") == "submit"


def test_a_configuration_without_extends_judges_as_submit_does() -> None:
    _write("jixiao.yaml", "rules: {}\n")
    linter, submit = Linters().at(Path("草稿.txt")), Linter()
    assert [(active.rule.meta.code, active.severity) for active in linter.rules] == [
        (active.rule.meta.code, active.severity) for active in submit.rules
    ]
    assert linter.threshold == submit.threshold


def test_named_rulesets_take_the_place_of_what_would_be_found() -> None:
    _write("jixiao.yaml", "fail_on: info\n")
    assert _judge("草稿.txt", rulesets=("review",)) == "review"
    assert _judge("草稿.txt", rulesets=("review", "jixiao.yaml")) == "review+jixiao.yaml"
    assert _judge("草稿.txt", search=False) == "submit"


def test_rulesets_go_by_their_titles_too() -> None:
    assert _judge("草稿.txt", rulesets=("财政审核",)) == "review"


TOML = """
[project]
name = "county"

[tool.jixiao]
date = 2027-01-01
extends = ["review"]
ignore = ["BD003"]

[tool.jixiao.rules.SD001]
severity = "info"
options = { floor = 90 }

[[tool.jixiao.overrides]]
files = ["试点/*"]
ignore = ["CF"]

[[tool.jixiao.overrides]]
files = ["旧/*"]
ignore = ["KX"]
"""


def test_pyproject() -> None:
    _write("pyproject.toml", TOML)
    ruleset = Linters().kit.ruleset(["pyproject.toml"])
    assert (ruleset.seals[0].id, ruleset.seals[0].version, ruleset.seals[0].date) == (
        "pyproject.toml",
        "",
        "2027-01-01",
    )
    assert (ruleset.ignore, ruleset.settings["SD001"].options) == (("BD003",), {"floor": 90})
    ours = {"/".join(key): str(origin) for key, origin in ruleset.origins.items() if origin.file.path.suffix == ".toml"}
    assert ours == {
        "ignore/BD003": "pyproject.toml:8",
        "severity/SD001": "pyproject.toml:11",
        "options/SD001/floor": "pyproject.toml:12",
    }
    assert [str(override.origin) for override in ruleset.overrides] == ["pyproject.toml:14", "pyproject.toml:18"]


def test_a_pyproject_without_our_table_is_passed_over() -> None:
    _write("pyproject.toml", "[project]\nname = 'jixiao-notes'\n")
    _write("甲/pyproject.toml", "[broken\n")
    assert [_judge("草稿.txt"), _judge("甲/草稿.txt")] == ["submit", "submit"]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ('[tool.jixiao]\nfail_on = "errors"\n', "2 “fail_on”应当是其中之一：error、warning、info、never"),
        ("[tool.jixiao]\n\nmandatoy = []\n", "3 不认识的键“mandatoy”，是不是想写“mandatory”？"),
        (
            "[tool.jixiao.rules.SD001]\nseverity = 'info'\n\n[tool.jixiao.rules.SD001.options]\nflor = 3\n",
            "5 SD001 没有选项“flor”，是不是想写“floor”？",
        ),
        ("[tool.jixiao]\nselect = [\n", "1 不是正确的 TOML，请检查引号、括号和等号"),
        ("[tool.jixiao]\nselect = = 3\n", "2 不是正确的 TOML，请检查引号、括号和等号"),
        ("[tool]\njixiao = 3\n", "1 文件内容应当是一行一个“键: 值”"),
    ],
)
def test_errors_in_pyproject(text: str, error: str) -> None:
    _write("pyproject.toml", text)
    assert _error("草稿.txt") == f"pyproject.toml:{error}"


def _error(path: str) -> str:
    with pytest.raises(UsageError) as caught:
        _ = Linters().at(Path(path)).rules
    return str(caught.value)


def test_two_in_one_folder() -> None:
    _write("jixiao.yaml", "")
    _write("pyproject.toml", "[tool.jixiao]\n")
    assert _error("草稿.txt") == (
        "同一个文件夹里有 jixiao.yaml 和 pyproject.toml，不知道用哪一份，请只留一份（或者用 --ruleset 指定）"
    )
    assert _judge("草稿.txt", rulesets=("draft",)) == "draft"


def test_hostile() -> None:
    Path("文件夹/jixiao.yaml").mkdir(parents=True)
    assert _error("文件夹/草稿.txt") == "文件夹/jixiao.yaml 不是普通文件，读不了，请换一个名称或者移走"
    Path("管道").mkdir()
    os.mkfifo("管道/jixiao.yaml")
    assert _error("管道/草稿.txt") == "管道/jixiao.yaml 不是普通文件，读不了，请换一个名称或者移走"
    Path("圈").mkdir()
    Path("圈/jixiao.yaml").symlink_to("jixiao.yaml")
    assert _error("圈/草稿.txt") == "读不了文件 圈/jixiao.yaml：链接绕成了圈"
    Path("断").mkdir()
    Path("断/jixiao.yaml").symlink_to("没有.yaml")
    assert _error("断/草稿.txt") == "找不到文件 断/jixiao.yaml"
    _write("大/jixiao.yaml", "#" * 2_000_001)
    assert _error("大/草稿.txt") == "大/jixiao.yaml 太大，最多 2 MB"
    _write("空/jixiao.yaml", "")
    assert _error("空/草稿.txt") == "空/jixiao.yaml:1 文件是空的"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root reads everything")
def test_one_that_may_not_be_read() -> None:
    _write("jixiao.yaml", "").chmod(0)
    assert _error("草稿.txt") == "读不了文件 jixiao.yaml：没有权限"
