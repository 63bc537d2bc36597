"""Rules that see all files of a run together: what they find, where it stands, and what a single file leaves alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import jsonschema_rs

from lint.api import Item, Linter, Selection
from lint.engine.select import ActiveRule
from lint.model.document import Document
from lint.model.finding import Severity
from lint.report.base import Style
from lint.report.to_json import JsonReporter
from lint.report.to_text import TextReporter
from lint.rules.base import Flag, Rule
from tests.conftest import ROOT
from tests.engine.rules import ROWS, Levels, meta

FIRST = """1、乡村公益放映绩效目标表
绩效目标 | 1.每个行政村每月放映一场公益电影，丰富农村群众的文化生活。
一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值
产出指标 | 数量指标 | 放映场次 | 放映的场次 | ≥960场
"""
SECOND = FIRST.replace("乡村公益放映", "农家书屋巡回服务").replace("电影", "影片")


class CountsFiles(Rule):
    """Flags the first project of each document with the number of documents."""

    meta = meta("ZZ101")

    def check_run(self, documents: Sequence[Document]) -> Iterator[Flag]:
        for document in documents:
            project = document.projects[0]
            message = f"{len(documents)} files"
            yield Flag("table", project.anchor, message, "", project=project, document=document)


class CrashesOnRun(Rule):
    """Finds something, and crashes."""

    meta = meta("ZZ102")

    def check_run(self, documents: Sequence[Document]) -> Iterator[Flag]:
        raise ZeroDivisionError


def _items(*texts: str) -> list[Item]:
    return [Item(f"{name}.txt", text.encode) for name, text in zip("甲乙丙", texts, strict=False)]


def _linter(linter: Linter, *rules: type[Rule]) -> Linter:
    made = Linter()
    made.rules = [ActiveRule(rule(linter.lexicon), Severity.WARNING) for rule in rules]
    return made


def _found(linter: Linter, *texts: str) -> list[tuple[int, str, str]]:
    return [(f.input, f.code, f.message) for f in linter.check(_items(*texts)).findings]


def test_findings_stand_in_their_own_file_among_the_others(linter: Linter) -> None:
    one = [("ZZ004", "document"), ("ZZ004", "project"), ("ZZ101", "2 files")]
    found = _found(_linter(linter, CountsFiles, Levels), FIRST, SECOND)
    assert [number for number, _, _ in found] == [0, 0, 0, 1, 1, 1]
    assert sorted(found) == [(number, *each) for number in (0, 1) for each in one]


def test_a_file_by_itself_is_compared_with_nothing(linter: Linter) -> None:
    assert _found(_linter(linter, CountsFiles), FIRST) == []


def test_a_crash_is_told_once(linter: Linter) -> None:
    report = _linter(linter, CrashesOnRun, Levels).check(_items(ROWS, FIRST))
    crashes = [(f.input, f.message) for f in report.findings if f.code == "INT001"]
    assert crashes == [(0, "规则 ZZ102 在比对几个文件时出错，它的结果不完整")]
    assert (report.exit_code, len(report.crashes)) == (4, 1)


def test_a_copied_goal_names_the_other_file_in_every_report() -> None:
    linter = Linter(selection=Selection(select=("CF007",)))
    report = linter.check([*_items(FIRST, SECOND), Item("空.txt", "没有表".encode)])
    made = json.loads(JsonReporter().render(report, Style()))
    schema = json.loads((ROOT / "docs" / "schema" / "report-1.schema.json").read_text("utf-8"))
    jsonschema_rs.Draft202012Validator(schema).validate(made)
    one, other = made["findings"]
    assert (one["location"]["input"], other["location"]["input"]) == (0, 1)
    assert one["related"] == [
        {
            "role": "same-as",
            "message": "“乙.txt”第 1 个项目“农家书屋巡回服务绩效目标表”的绩效目标",
            "location": {key: value for key, value in other["location"].items() if key != "snippet"},
            "similarity": 96.2,
        }
    ]
    text = TextReporter().render(report, Style())
    assert "CF007 绩效目标“每个行政村每月放映一场公益电影，…众的文化生活。”与“乙.txt”第 1 个项目" in text


def test_the_order_of_files_changes_nothing_but_their_numbers() -> None:
    linter = Linter(selection=Selection(select=("CF007",)))
    there = linter.check(_items(FIRST, SECOND)).findings
    back = linter.check(list(reversed(_items(FIRST, SECOND)))).findings
    assert {(1 - f.input, f.message, f.fingerprint) for f in back} == {
        (f.input, f.message, f.fingerprint) for f in there
    }
