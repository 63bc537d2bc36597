"""``jixiao extract``: the model as JSON, in the shape of the gold files, with the place of every cell."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.cli.conftest import Cli
from tests.cli.samples import CLEAN, COUNT, TIME, changed, draft

Write = Callable[[str, str | bytes], Path]
OVERALL = """2027年部门预算绩效文本
第一部分 部门整体绩效目标
（一）总体绩效目标
建好𠮷县乡村书屋，让群众就近借书。
（二）分项绩效目标
1、书屋建设
绩效目标：建成 6 个书屋。
绩效指标：书屋验收合格率100%。

第二部分 预算项目绩效目标
"""
DOCUMENT = OVERALL + draft((changed(COUNT, description="新建😀书屋数"), TIME))


def without_places(value: Any) -> Any:
    """The model without line numbers and locations."""
    if isinstance(value, dict):
        return {key: without_places(entry) for key, entry in value.items() if key not in ("locations", "line")}
    return [without_places(entry) for entry in value] if isinstance(value, list) else value


def target(**changes: Any) -> dict[str, Any]:
    names = ("operator", "number", "upper", "unit", "date")
    return {**dict.fromkeys(names), "unit": "", "lead": "", "rest": "", **changes}


def test_the_whole_model_of_a_small_document(cli: Cli, write: Write) -> None:
    outcome = cli("extract", write("草稿.txt", DOCUMENT))
    assert (outcome.code, outcome.err) == (0, "")
    (document,) = outcome.json["documents"]
    assert without_places(document) == {
        "path": "草稿.txt",
        "format": "text",
        "year": 2027,
        "projects": [
            {
                "seq": 1,
                "title": "乡村书屋建设补助绩效目标表",
                "unit_code": None,
                "unit_name": None,
                "code": "41900027P0001001001A",
                "name": "乡村书屋建设补助",
                "budget": {"total": "18.00", "fiscal": "18.00", "other": "0"},
                "purpose": "用于乡村书屋建设补助，共 6 个，每个 3 万元。",
                "plan": [["3月底", "20.00%"], ["6月底", "50.00%"], ["10月底", "80.00%"], ["12月底", "100.00%"]],
                "plan_uncertain": False,
                "goals": ["乡村书屋建设补助：建成 6 个书屋并对外开放。", "借阅人次较上年增长 8% 以上。"],
                "indicators": [
                    {
                        "row": 1,
                        "level1": "产出指标",
                        "level2": "数量指标",
                        "name": "新建书屋数量",
                        "description": "新建😀书屋数",
                        "value": "≥6个",
                        "basis": "书屋建设实施方案",
                        "target": target(kind="number", operator="≥", number="6", unit="个"),
                    },
                    {
                        "row": 2,
                        "level1": "产出指标",
                        "level2": "时效指标",
                        "name": "书屋建成时间",
                        "description": "全部书屋对外开放的日期",
                        "value": "2027年9月底前",
                        "basis": "书屋建设实施方案",
                        "target": target(kind="date", date=[2027, 9, None]),
                    },
                ],
            }
        ],
        "overall": {
            "goal": "建好𠮷县乡村书屋，让群众就近借书。",
            "items": [
                {
                    "heading": "1、书屋建设",
                    "goal": "建成 6 个书屋。",
                    "indicator": "书屋验收合格率100%。",
                }
            ],
        },
        "duties": [],
        "notices": [],
    }
    assert [(project["line"], [row["line"] for row in project["indicators"]]) for project in document["projects"]] == [
        (11, [20, 21])
    ]


def test_inputs_are_listed_as_in_the_report(cli: Cli, write: Write) -> None:
    write("草稿.txt", DOCUMENT)
    extracted, checked = cli("extract", "草稿.txt"), cli("check", "草稿.txt", "--output-format", "json")
    assert extracted.json["inputs"] == checked.json["inputs"]


def located(value: Any) -> Iterator[tuple[str, Any]]:
    """Texts of cells with their locations."""
    if isinstance(value, list):
        for entry in value:
            yield from located(entry)
    if isinstance(value, dict):
        for name, place in value.get("locations", {}).items():
            text = value[name] if name in value else value.get("budget", {}).get(name)
            if name == "plan":
                text = [amount for _, amount in text]
            yield from zip(text, place, strict=True) if isinstance(place, list) else [(text, place)]
        for name, entry in value.items():
            if name != "locations":
                yield from located(entry)


def test_every_location_holds_the_text_of_its_cell(cli: Cli, write: Write) -> None:
    outcome = cli("extract", write("草稿.txt", DOCUMENT.replace("\n", "\r\n")))
    text = DOCUMENT.replace("\n", "\r\n")
    lines = DOCUMENT.split("\n")
    cells = [(cell, place) for cell, place in located(outcome.json["documents"]) if cell is not None]
    assert len(cells) > 25
    for cell, place in cells:
        start, end = place["range"]["start"], place["range"]["end"]
        assert text[start["offset"] : end["offset"]] == cell
        line = lines[start["line"] - 1]
        assert line[start["column"] - 1 : end["column"] - 1] == cell
        units = line.encode("utf-16-le")
        assert units[2 * start["columnUtf16"] - 2 : 2 * end["columnUtf16"] - 2].decode("utf-16-le") == cell
        assert place["label"] == f"第 {start['line']} 行"


def test_what_cannot_be_read_is_listed_and_said(cli: Cli, write: Write) -> None:
    outcome = cli("extract", "没有.txt", write("草稿.txt", CLEAN), write("通知.txt", "请按时报送。"))
    assert outcome.code == 3
    assert outcome.err == "jixiao: 没有.txt：找不到文件，请核对路径\njixiao: 通知.txt：没有找到绩效目标表\n"
    statuses = [(entry["path"], entry["status"]) for entry in outcome.json["inputs"]]
    assert statuses == [("没有.txt", "failed"), ("草稿.txt", "checked"), ("通知.txt", "skipped")]
    assert [document["path"] for document in outcome.json["documents"]] == ["草稿.txt", "通知.txt"]


def test_the_model_goes_into_a_file(cli: Cli, write: Write, tmp_path: Path) -> None:
    write("草稿.txt", CLEAN)
    on_screen = cli("extract", "草稿.txt")
    outcome = cli("extract", "草稿.txt", "--output", "模型.json")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    assert (tmp_path / "模型.json").read_text("utf-8") == on_screen.out


def test_standard_input(cli: Cli) -> None:
    outcome = cli("extract", "-", "--stdin-filename", "草稿.txt", stdin=CLEAN.encode("utf-16"))
    assert outcome.code == 0
    assert [entry["path"] for entry in outcome.json["documents"]] == ["草稿.txt"]
    assert outcome.json["inputs"][0]["encoding"] == "UTF-16"


def test_the_shape_is_that_of_the_gold_files(cli: Cli, shared: Path) -> None:
    gold = json.loads(sorted((shared / "gold" / "extraction").glob("*.json"))[0].read_text("utf-8"))
    seed = sorted((shared / "seeds").glob("*.txt"))[0]
    (document,) = cli("extract", seed).json["documents"]
    project, wanted = document["projects"][0], gold["projects"][0]
    assert set(wanted) - set(project) == set()
    assert set(wanted["indicators"][0]) - set(project["indicators"][0]) == set()
    assert set(gold) - set(document) == {"document"}
