"""SARIF: valid by the schema of 2.1.0, places that fit the text, states, and what was not checked."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema_rs
import pytest
from msgspec.structs import replace

from lint.api import Item, Linter, file_item
from lint.model.report import Report
from lint.report.base import Style
from lint.report.to_sarif import SarifReporter, uri
from tests.cli.samples import COUNT, ROWS, SATISFACTION, changed, draft
from tests.conftest import ROOT
from tests.report.made import BLANK, EMPTY, HOSTILE, REPORT, hostile

EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))


def sarif(report: Report) -> Any:
    return json.loads(SarifReporter().render(report, Style()))


def run(report: Report) -> Any:
    (made,) = sarif(report)["runs"]
    return made


@pytest.fixture(scope="module")
def schema() -> jsonschema_rs.Draft4Validator:
    text = (ROOT / "tests" / "fixtures" / "schemas" / "sarif-2.1.0-rtm.5.json").read_text("utf-8")
    broken = r"^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$"  # mended so in the final version
    return jsonschema_rs.Draft4Validator(json.loads(text.replace(broken, "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$")))


@pytest.mark.parametrize("report", [REPORT, EMPTY, *map(hostile, HOSTILE)], ids=lambda report: ascii(report.profile))
def test_reports_are_valid(report: Report, schema: jsonschema_rs.Draft4Validator) -> None:
    schema.validate(sarif(report))


def test_a_report_on_the_examples_is_valid(linter: Linter, schema: jsonschema_rs.Draft4Validator) -> None:
    made = sarif(linter.check([file_item(path, linter.limits) for path in EXAMPLES]))
    schema.validate(made)
    (only,) = made["runs"]
    assert all(rule["help"]["text"] for rule in only["tool"]["driver"]["rules"])
    for result in only["results"]:
        assert only["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        (place,) = result["locations"]
        artifact = place["physicalLocation"]["artifactLocation"]
        assert only["artifacts"][artifact["index"]]["location"]["uri"] == artifact["uri"]


def test_every_rule_has_help_as_code_scanning_demands() -> None:
    crash = replace(BLANK, code="INT001", slug="rule-crashed", title="规则出错")
    rules = run(replace(EMPTY, findings=(BLANK, crash)))["tool"]["driver"]["rules"]
    assert [(rule["id"], rule["name"], rule["help"]["text"]) for rule in rules] == [
        ("INT001", "RuleCrashed", "规则出错"),
        ("WZ001", "BlankValue", "指标值为空"),
    ]
    assert run(REPORT)["tool"]["driver"]["rules"][1]["help"]["markdown"].startswith("**检查什么**：指标行写了名称")


def test_regions_count_in_utf16(linter: Linter) -> None:
    rows = (changed(COUNT, name="新建𠮷县书屋数量😀", value="6个以上"), *ROWS[1:5], changed(SATISFACTION, value="≥70%"))
    text = draft(rows)
    made = run(linter.check([Item("草稿.txt", text.encode)]))
    lines = text.splitlines()
    for result in made["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] == region["endLine"]
        line = lines[region["startLine"] - 1].encode("utf-16-le")
        found = line[2 * region["startColumn"] - 2 : 2 * region["endColumn"] - 2].decode("utf-16-le")
        assert found == result["properties"]["value"]
    (fix,) = made["results"][0]["fixes"]
    (replacement,) = fix["artifactChanges"][0]["replacements"]
    assert replacement["insertedContent"]["text"] == "≥6个"
    assert replacement["deletedRegion"] == made["results"][0]["locations"][0]["physicalLocation"]["region"]


def test_places_without_lines_are_logical(schema: jsonschema_rs.Draft4Validator) -> None:
    places = [result["locations"][0] for result in run(REPORT)["results"]]
    assert ["region" in place["physicalLocation"] for place in places] == [True, True, False, False, False, True, False]
    assert [place["logicalLocations"][0]["fullyQualifiedName"] for place in places] == [
        "第 7 行",
        "第 7 行",
        "表2 第3行 第5列",
        "Sheet1!E12",
        "第3页 表1 第4行 第5列",
        "表1 第2行 第5列",
        "整个文件",
    ]


def test_states() -> None:
    results = run(REPORT)["results"]
    assert [result["baselineState"] for result in results] == ["new"] * 3 + ["unchanged"] + ["new"] * 3
    assert [result.get("suppressions") for result in results if "suppressions" in result] == [
        [
            {
                "kind": "inSource",
                "status": "accepted",
                "justification": "上级没有下达",
                "location": {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "%E6%8A%A5%E9%80%81/%E5%9B%9B%E7%A8%BF.pdf", "index": 3}
                    },
                    "logicalLocations": [{"fullyQualifiedName": "表2 第3行 第5列", "kind": "element"}],
                },
                "properties": {"owner": "张三", "until": "2027-06-30", "source": "四稿.pdf"},
            }
        ]
    ]
    assert "baselineState" not in run(replace(EMPTY, findings=(BLANK,)))["results"][0]


def test_fingerprints_tell_results_of_a_file_apart(linter: Linter) -> None:
    made = run(linter.check([file_item(path, linter.limits) for path in EXAMPLES]))
    seen = {
        (r["locations"][0]["physicalLocation"]["artifactLocation"]["index"], *r["partialFingerprints"].values())
        for r in made["results"]
    }
    assert len(seen) == len(made["results"])


def test_what_was_not_checked() -> None:
    (invocation,) = run(REPORT)["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 3)
    said = [(notice["level"], notice["message"]["text"]) for notice in invocation["toolExecutionNotifications"]]
    assert said == [
        ("error", "只检查了一部分：报送/二稿.docx：表3 第2行：没有读懂"),
        ("error", "没有检查：没有.txt：找不到文件，请核对路径"),
        ("error", "没有检查：照片.jpg：这是图片，里面的字读不出来，请用原来的文件检查"),
        ("note", "基线里有 1 个问题这次没有找到"),
        ("note", invocation["toolExecutionNotifications"][-1]["message"]["text"]),
    ]
    (plugin,) = invocation["toolConfigurationNotifications"]
    assert plugin["message"]["text"] == "插件没有加载：broken：ImportError: 缺少模块"
    (sound,) = run(EMPTY)["invocations"]
    assert (sound["executionSuccessful"], sound["exitCode"]) == (True, 0)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("报送/草 稿.txt", "%E6%8A%A5%E9%80%81/%E8%8D%89%20%E7%A8%BF.txt"),
        ("/data/a#1?.txt", "file:///data/a%231%3F.txt"),
        ("C:/报/a.txt", "file:///C:/%E6%8A%A5/a.txt"),
        ("a:b.txt", "a%3Ab.txt"),
        ("-", "-"),
    ],
)
def test_paths_are_uris(path: str, expected: str) -> None:
    assert uri(path) == expected
    assert re.fullmatch(r"[!-~]+", uri(path))
