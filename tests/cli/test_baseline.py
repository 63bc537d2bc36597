"""``jixiao baseline``, and ``check --baseline``: only what is new decides."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema_rs
import pytest

from tests.cli.conftest import Cli
from tests.conftest import ROOT

Write = Callable[[str, str | bytes], Path]
HEAD = "项目名称\t校舍维修\n一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据\n"
ZERO = "产出指标\t数量指标\t维修校舍数量\t维修完工的校舍数量\t≥0\t维修计划\n"
GOOD = "产出指标\t质量指标\t验收合格率\t一次验收合格的校舍占维修校舍的比例\t≥98%\t验收规范\n"
LOW = "满意度指标\t服务对象满意度指标\t家长满意度\t问卷中满意的家长占受访家长的比例\t≥60%\t问卷\n"
SELECT = ("--select", "WZ005,SD001")


def test_only_what_is_new_decides(cli: Cli, write: Write) -> None:
    write("a.txt", HEAD + ZERO)
    done = cli("baseline", "write", "a.txt", *SELECT)
    assert (done.code, done.out) == (0, "")
    assert done.err == "写好了 jixiao-baseline.json：1 个文件的 1 个问题。\n"
    write("a.txt", HEAD + GOOD + ZERO)
    done = cli("check", "a.txt", "--baseline", "jixiao-baseline.json", *SELECT)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        "a.txt  1 个项目、2 条指标，没有发现新问题",
        "",
        "检查了 1 个文件、1 个项目、2 条指标，没有发现新问题。另有 1 个存量问题（基线）。",
    ]
    write("a.txt", HEAD + ZERO + LOW)
    done = cli("check", "a.txt", "--baseline", "jixiao-baseline.json", "--output-format", "json", *SELECT)
    assert done.code == 1
    assert [(one["code"], one["state"]) for one in done.json["findings"]] == [("WZ005", "baselined"), ("SD001", "new")]
    assert done.json["summary"]["baselined"] == 1


def test_the_file_has_an_entry_a_line_and_keeps_to_its_schema(cli: Cli, write: Write) -> None:
    write("甲/a.txt", HEAD + ZERO + LOW)
    cli("baseline", "write", "甲", *SELECT)
    text = Path("jixiao-baseline.json").read_text("utf-8")
    schema = json.loads((ROOT / "docs/schema/baseline-1.schema.json").read_text("utf-8"))
    jsonschema_rs.Draft202012Validator(schema).validate(json.loads(text))
    first, *lines, last = text.splitlines()
    assert first == '{"schemaVersion":"1.0","fingerprintVersion":1,"entries":['
    assert [json.loads(line.rstrip(","))["code"] for line in lines] == ["WZ005", "SD001"]
    assert [json.loads(line.rstrip(","))["file"] for line in lines] == ["甲/a.txt"] * 2
    assert last == "]}"
    cli("baseline", "write", "甲", "--force", *SELECT)
    assert Path("jixiao-baseline.json").read_text("utf-8") == text


def test_names_count_from_the_folder_of_the_baseline(cli: Cli, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write("甲/a.txt", HEAD + ZERO)
    write("甲/b.txt", HEAD + ZERO)
    cli("baseline", "write", "甲/a.txt", "--baseline", "甲/known.json", *SELECT)
    monkeypatch.chdir("甲")
    assert cli("check", "a.txt", "--baseline", "known.json", *SELECT).code == 0
    assert cli("check", "a.txt", "b.txt", "--baseline", "known.json", *SELECT).code == 1, "no entry is left for b.txt"


def test_a_renamed_file_is_known(cli: Cli, write: Write) -> None:
    write("a.txt", HEAD + ZERO)
    cli("baseline", "write", "a.txt", *SELECT)
    Path("a.txt").rename("b.md")
    done = cli("check", "b.md", "--baseline", "jixiao-baseline.json", *SELECT)
    assert (done.code, done.err) == (0, "")
    done = cli("baseline", "prune", "b.md", *SELECT)
    assert done.err == "删去了 0 个，jixiao-baseline.json 里还有 1 个文件的 1 个问题。\n"
    assert '"file":"b.md"' in Path("jixiao-baseline.json").read_text("utf-8"), "the entry belongs to the new name"


def test_what_is_mended_is_said_and_pruned(cli: Cli, write: Write) -> None:
    write("a.txt", HEAD + ZERO + LOW)
    write("b.txt", HEAD + ZERO)
    cli("baseline", "write", ".", *SELECT)
    write("a.txt", HEAD + LOW)
    done = cli("check", "a.txt", "--baseline", "jixiao-baseline.json", *SELECT)
    note = "基线里有 1 个问题已经没有了，用 jixiao baseline prune 从 jixiao-baseline.json 里删去"
    assert (done.code, done.err) == (0, f"jixiao: {note}\n")
    assert f"说明  {note}" in done.out
    done = cli("baseline", "prune", "a.txt", *SELECT)
    assert (done.code, done.err) == (0, "删去了 1 个，jixiao-baseline.json 里还有 2 个文件的 2 个问题。\n")
    assert cli("check", "a.txt", "b.txt", "--baseline", "jixiao-baseline.json", *SELECT).err == ""
    write("a.txt", HEAD + ZERO + LOW)
    assert cli("check", "a.txt", "--baseline", "jixiao-baseline.json", *SELECT).code == 1, "what comes back is new"


def test_rules_that_did_not_run_leave_their_entries_alone(cli: Cli, write: Write) -> None:
    write("a.txt", HEAD + ZERO + LOW)
    cli("baseline", "write", "a.txt", *SELECT)
    write("a.txt", HEAD + GOOD)
    done = cli("baseline", "prune", "a.txt", "--select", "SD001")
    assert done.err == "删去了 1 个，jixiao-baseline.json 里还有 1 个文件的 1 个问题。\n"


def test_half_a_run_makes_no_baseline(cli: Cli, write: Write) -> None:
    write("a.txt", HEAD + ZERO)
    write("b.txt", "")
    for command in ("write", "prune"):
        if command == "prune":
            cli("baseline", "write", "a.txt", *SELECT)
        done = cli("baseline", command, "a.txt", "b.txt", *SELECT)
        assert done.code == 3
        assert done.err.splitlines() == [
            "jixiao: b.txt：文件是空的",
            "jixiao: 没有全部检查，基线没有写；请先处理上面这些，或者加 --allow-incomplete 只按检查到的写",
        ]
        assert Path("jixiao-baseline.json").exists() is (command == "prune")
    assert cli("baseline", "prune", "a.txt", "b.txt", "--allow-incomplete", *SELECT).code == 0


def test_an_unread_file_keeps_its_entries(cli: Cli, write: Write) -> None:
    write("a.txt", HEAD + ZERO)
    cli("baseline", "write", "a.txt", *SELECT)
    write("a.txt", "")
    done = cli("baseline", "prune", "a.txt", "--allow-incomplete", *SELECT)
    assert done.err.splitlines()[-1] == "删去了 0 个，jixiao-baseline.json 里还有 1 个文件的 1 个问题。"


def test_show_lists_what_is_known(cli: Cli, write: Write) -> None:
    write("a.txt", HEAD + ZERO + ZERO + LOW)
    cli("baseline", "write", "a.txt", *SELECT)
    assert cli("baseline", "show").out.splitlines() == [
        "a.txt",
        "  校舍维修",
        "    WZ005 ×2  产出指标 / 数量指标 / 维修校舍数量  “≥0”",
        "    SD001  满意度指标 / 服务对象满意度指标 / 家长满意度  “≥60%”",
        "",
        "按规则：SD001 1、WZ005 2",
        "共 1 个文件的 3 个问题。",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "找不到基线文件 known.json，请先用 jixiao baseline write 建立"),
        ("", "known.json 不是基线文件（Input data was truncated），请用 jixiao baseline write 重新建立"),
        (
            '{"schemaVersion":"2.0","fingerprintVersion":1,"entries":[]}',
            "基线文件 known.json 是别的版本的 jixiao 写的，请用 jixiao baseline write 重新建立",
        ),
    ],
)
def test_a_file_that_is_no_baseline(cli: Cli, write: Write, content: str | None, message: str) -> None:
    write("a.txt", HEAD + ZERO)
    if content is not None:
        write("known.json", content)
    done = cli("check", "a.txt", "--baseline", "known.json")
    assert (done.code, done.out, done.err) == (2, "", f"jixiao: {message}\n")


def test_an_older_baseline_is_not_written_over_unasked(cli: Cli, write: Write) -> None:
    write("a.txt", HEAD + ZERO)
    cli("baseline", "write", "a.txt", *SELECT)
    done = cli("baseline", "write", "a.txt", *SELECT)
    message = "jixiao-baseline.json 已经有了；删去改好的用 jixiao baseline prune，全部重新写加 --force"
    assert (done.code, done.err) == (2, f"jixiao: {message}\n")
