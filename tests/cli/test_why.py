"""``jixiao why``: one cell, what was read there, and what became of every rule."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.corpus.drawing import Box, Drawing, Form
from tests.corpus.to_docx import docx_of
from tests.corpus.to_sheets import xlsx_of

DRAFT = """1、校舍维修绩效目标表
项目名称\t校舍维修
绩效目标\t维修校舍12所，消除安全隐患。
一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值
产出指标\t数量指标\t维修校舍数量\t竣工验收的校舍数\t12所
\t质量指标\t验收不合格率\t不合格校舍占维修校舍的比例\t≤2%
"""


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "草稿.txt").write_text(DRAFT, "utf-8")
    monkeypatch.chdir(tmp_path)
    return "草稿.txt"


def test_what_was_read_and_what_the_rules_say(draft: str, cli: Cli) -> None:
    outcome = cli("why", draft, "--at", "1/1", "--select", "SD008,SD003,WZ001,CF002", "--extend-select", "WZ007")
    assert (outcome.code, outcome.err) == (0, "")
    shown = outcome.out[: outcome.out.index("没有启用")]
    assert shown == (
        "草稿.txt  第 5 行  第 1 个项目“校舍维修”  第 1 条指标  指标值\n"
        "  12所\n"
        "\n"
        "指标值读成    数字，数 12，单位 所\n"
        "指标名称读成  数量\n"
        "二级指标类别  数量\n"
        "\n"
        "报了（1）\n"
        "  警告 SD008 数字没有符号：指标值“12所”没有写≥、≤或=\n"
        "       建议：改为“≥12所”；必须正好的写“=12所”\n"
        "\n"
        "看过，没有问题（3）\n"
        "  CF002 指标雷同                要找的是：一行的名称、描述、指标值，在同一文件的另一个项目里完全一样或几乎一样"
        "（只改一两…\n"
        "  SD003 符号方向相反            要找的是：越低越好的指标用了“≥”（故障率 ≥90%、成本 ≥5万元、响应时间 ≥30分钟、"
        "截止日期前写…\n"
        "  WZ007 文字没有写完            要找的是：指标的名称、描述、指标值、依据，以及绩效目标和资金用途：停在“的、"
        "和、与、率达、…\n"
        "\n"
        "不看（1）\n"
        "  WZ001 指标值为空              只看空的指标值，这里读成数字\n"
        "\n"
    )


@pytest.mark.parametrize(
    ("place", "field", "row", "text"),
    [
        ("6", "value", 2, "≤2%"),
        ("6:7", "name", 2, "验收不合格率"),
        ("1/2", "value", 2, "≤2%"),
        ("1/2/三级指标", "name", 2, "验收不合格率"),
        ("1/2/name", "name", 2, "验收不合格率"),
        ("1/绩效目标", "goals", None, "维修校舍12所，消除安全隐患。"),
        ("3", "goals", None, "维修校舍12所，消除安全隐患。"),
    ],
)
def test_places_by_line_and_by_number(place: str, field: str, row: int | None, text: str, draft: str, cli: Cli) -> None:
    outcome = cli("why", draft, "--at", place, "--output-format", "json")
    found = json.loads(outcome.out)
    assert (outcome.code, found["field"], found["row"], found["text"]) == (0, field, row, text)


@pytest.mark.parametrize(
    ("name", "place", "said"),
    [
        ("草稿.xlsx", "表1!E5", "12所"),
        ("草稿.xlsx", "e5", "12所"),
        ("草稿.docx", "表1 第4行 第5列", "12所"),
        ("草稿.docx", "表1第5行第3列", "验收不合格率"),
    ],
)
def test_places_of_office_documents(name: str, place: str, said: str, tmp_path: Path, cli: Cli) -> None:
    rows = [line.split("\t") for line in DRAFT.splitlines()[1:]]
    boxes = tuple((*map(Box, row[:-1]), Box(row[-1], 1, 6 - len(row))) for row in rows)
    drawing = Drawing(("1、校舍维修绩效目标表", Form("", boxes, (30,) * 5)))
    data = xlsx_of(drawing) if name.endswith(".xlsx") else docx_of(drawing)
    (tmp_path / name).write_bytes(data)
    outcome = cli("why", name, "--at", place, "--output-format", "json")
    assert (outcome.code, json.loads(outcome.out)["text"]) == (0, said)
    assert cli("why", name, "--at", "表9!Z9").err == "jixiao: 表9!Z9没有项目的单元格，用 jixiao extract 看读到了什么\n"


def test_every_rule_has_a_state(draft: str, cli: Cli) -> None:
    found = json.loads(cli("why", draft, "--at", "1/1", "--output-format", "json").out)
    rules = json.loads(cli("rules", "--output-format", "json").out)["rules"]
    assert {entry["code"] for entry in found["rules"]} == {rule["code"] for rule in rules if rule["group"] != "忽略"}
    assert {entry["state"] for entry in found["rules"]} <= {"flagged", "passed", "not-meant", "off"}


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("草稿.txt", "--at", "2/1"), "没有第 2 个项目，文件里有 1 个"),
        (("草稿.txt", "--at", "1/9"), "第 1 个项目没有第 9 条指标，有 2 条"),
        (("草稿.txt", "--at", "99"), "第 99 行没有项目的单元格，用 jixiao extract 看读到了什么"),
        (("草稿.txt", "--at", "1/1/指标植"), "这里没有栏目“指标植”，是不是想写“指标值”？"),
        (("草稿.txt",), "缺少选项 --at，用 jixiao why --help 看用法"),
        (("没有.txt", "--at", "1"), "没有.txt：找不到文件，请核对路径"),
    ],
)
def test_what_cannot_be_explained(arguments: tuple[str, ...], line: str, draft: str, cli: Cli) -> None:
    outcome = cli("why", *arguments)
    assert outcome.code in (2, 3)
    assert (outcome.out, outcome.err) == ("", f"jixiao: {line}\n")


def test_a_rule_that_compares_files_is_not_meant_for_one(draft: str, cli: Cli) -> None:
    shown = cli("why", draft, "--at", "1/绩效目标", "--select", "CF007").out
    assert "CF007 与其他文件雷同          要和同一次检查的其他文件比对，这里只看一份文件\n" in shown
