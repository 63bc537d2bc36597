"""Lists for people and for line-by-line readers: grouped, concise, jsonlines, statistics."""

from __future__ import annotations

import json
from typing import Any

import pytest
from msgspec.structs import replace

from lint.api import Linter, file_item
from lint.model.report import Report
from lint.report.base import Style
from lint.report.columns import width
from lint.report.statistics import StatisticsJson, StatisticsText
from lint.report.to_concise import ConciseReporter
from lint.report.to_grouped import GroupedReporter
from lint.report.to_json import JsonReporter
from lint.report.to_jsonlines import JsonLinesReporter
from tests.conftest import ROOT
from tests.report.made import BLANK, EMPTY, HOSTILE, INPUTS, POSTFIX, REPORT, SAID, hostile

EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))

for_people = pytest.mark.parametrize("reporter", [ConciseReporter(), GroupedReporter(), StatisticsText()], ids=type)


def counted(report: Report, style: Style | None = None) -> list[str]:
    return StatisticsText().render(report, style or Style()).splitlines()


@pytest.mark.parametrize(
    "reporter", [ConciseReporter(), GroupedReporter(), StatisticsText()], ids=lambda r: type(r).__name__
)
@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_a_text_of_a_draft_breaks_no_line_and_moves_no_cursor(reporter: Any, text: str) -> None:
    expected, made = (reporter.render(hostile(words), Style()) for words in ("书屋", text))
    assert made.count("\n") == expected.count("\n")
    assert not set(made) & set("\x1b\x07\r\x85\u2028")


@pytest.mark.parametrize(
    "reporter", [ConciseReporter(), GroupedReporter(), StatisticsText()], ids=lambda r: type(r).__name__
)
def test_colours_change_nothing_but_the_colours(reporter: Any) -> None:
    coloured = reporter.render(REPORT, Style(color=True))
    assert "\x1b[31m" in coloured
    for code in ("0", "1", "31", "33", "36"):
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert coloured == reporter.render(REPORT, Style())


def test_lines_of_json_are_the_json_report_in_pieces(linter: Linter) -> None:
    report = linter.check([file_item(path, linter.limits) for path in EXAMPLES])
    head, *findings, end = map(json.loads, JsonLinesReporter().render(report, Style()).splitlines())
    assert (head.pop("type"), {line.pop("type") for line in findings}, end.pop("type")) == ("head", {"finding"}, "end")
    assert end.pop("findings") == len(findings)
    assert head | end | {"findings": findings} == json.loads(JsonReporter().render(report, Style()))


def test_statistics() -> None:
    assert counted(REPORT) == [
        "按规则                          错误  警告  提示  合计",
        "  WZ001 指标值为空                 2     1     0     3",
        "  BD003 用以上以下代替符号         0     0     2     2",
        "",
        "按单位（没有写单位的按文件）    错误  警告  提示  合计",
        "  青岚县文化馆                     1     1     2     4",
        "  报送/网页.html                   1     0     0     1",
        "",
        "按项目                          错误  警告  提示  合计",
        "  书屋补助  报送/草稿.txt          1     0     1     2",
        "  总体绩效目标  报送/网页.html     1     0     0     1",
        "  书屋补助  报送/二稿.docx         0     1     0     1",
        "  书屋补助  报送/网页.html         0     0     1     1",
        "",
        "只检查了一部分  报送/二稿.docx：表3 第2行：没有读懂",
        "没有检查  没有.txt：找不到文件，请核对路径",
        "没有检查  照片.jpg：这是图片，里面的字读不出来，请用原来的文件检查",
        "插件没有加载  broken：ImportError: 缺少模块",
        "说明  基线里有 1 个问题这次没有找到",
        SAID,
    ]
    assert counted(EMPTY) == ["检查了 1 个文件、1 个项目、6 条指标，没有发现问题。"]


def test_columns_stand_below_each_other_at_every_width() -> None:
    subject = BLANK.subject
    assert subject
    long = replace(BLANK, subject=replace(subject, project="很长的项目名称" * 12, ordinal=2))
    for columns in (60, 100, 160):
        lines = counted(replace(EMPTY, inputs=INPUTS[:1], findings=(BLANK, long, POSTFIX)), Style(width=columns))
        tables = [line for line in lines[:-1] if line]
        assert len({width(line) for line in tables}) == 1
        assert width(tables[0]) <= columns
    assert any("…" in line for line in lines)


def test_statistics_for_programs() -> None:
    made = json.loads(StatisticsJson().render(REPORT, Style()))
    assert (made["statisticsVersion"], made["complete"], made["exitCode"]) == ("1.0", False, 3)
    assert made["summary"] | {"fixable": None} == {
        "error": 2,
        "warning": 1,
        "info": 2,
        "suppressed": 1,
        "baselined": 1,
        "fixable": None,
        "notes": ["基线里有 1 个问题这次没有找到"],
    }
    assert len(made["inputs"]) == len(REPORT.inputs)
    assert made["byRule"] == [
        {"code": "WZ001", "title": "指标值为空", "error": 2, "warning": 1, "info": 0, "total": 3},
        {"code": "BD003", "title": "用以上以下代替符号", "error": 0, "warning": 0, "info": 2, "total": 2},
    ]
    assert made["byUnit"] == [
        {"unit": "青岚县文化馆", "error": 1, "warning": 1, "info": 2, "total": 4},
        {"unit": None, "path": "报送/网页.html", "error": 1, "warning": 0, "info": 0, "total": 1},
    ]
    assert made["byProject"][0] == {
        "path": "报送/草稿.txt",
        "ordinal": 1,
        "name": "书屋补助",
        "error": 1,
        "warning": 0,
        "info": 1,
        "total": 2,
    }
