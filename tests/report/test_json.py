"""The report for programs: valid, complete, the same bytes every time, places that an editor can use."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from lint.api import Item, Linter, file_item
from lint.config.confidence import load_confidence
from lint.report.base import Style
from lint.report.to_json import JsonReporter
from tests.cli.samples import BENEFIT, CLEAN, COUNT, QUALITY, ROWS, SATISFACTION, TIME, changed, draft
from tests.conftest import ROOT, Run

EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))
SCHEMA = ROOT / "docs" / "schema" / "report-1.schema.json"
FLAGGED = draft(
    (changed(COUNT, name="新建𠮷县书屋数量😀", value="6个以上"), *ROWS[1:5], changed(SATISFACTION, value="≥70%"))
)


@pytest.fixture(scope="session")
def schema() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))


def item(text: str | bytes, name: str = "草稿.txt") -> Item:
    return Item(name, lambda: text if isinstance(text, bytes) else text.encode())


def report(linter: Linter, *items: Item) -> Any:
    return json.loads(JsonReporter().render(linter.check(items), Style()))


def fingerprints(findings: Sequence[Any]) -> list[tuple[str, str, int]]:
    return [(f["code"], f["fingerprint"]["value"], f["fingerprint"]["ordinal"]) for f in findings]


# The schema.


def test_the_schema_is_the_contract(shared: Path) -> None:
    contract = shared / "contract" / "report-1.schema.json"
    assert json.loads(SCHEMA.read_text("utf-8")) == json.loads(contract.read_text("utf-8"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_reports_on_the_examples_are_valid(
    path: Path, linter: Linter, schema: jsonschema_rs.Draft202012Validator
) -> None:
    schema.validate(report(linter, file_item(path, linter.limits)))


def test_reports_of_all_outcomes_are_valid(linter: Linter, schema: jsonschema_rs.Draft202012Validator) -> None:
    contents: tuple[str | bytes, ...] = (
        CLEAN,
        FLAGGED,
        "",
        b"\xff\x80\x81\x80",
        b"%PDF-1.7",
        b"Rar!\x1a\x07\0",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "通知",
    )
    made = report(linter, *(item(content, f"{number}.txt") for number, content in enumerate(contents)))
    schema.validate(made)
    assert (made["complete"], made["exitCode"]) == (False, 3)
    schema.validate(report(linter))


def test_a_run_without_inputs_is_not_complete(linter: Linter) -> None:
    made = report(linter)
    assert (made["complete"], made["exitCode"], made["inputs"], made["findings"]) == (False, 3, [], [])


# The whole of it.


def place(line: int, columns: tuple[int, int], units: tuple[int, int], offsets: tuple[int, int]) -> dict[str, Any]:
    names = ("line", "column", "columnUtf16", "offset")
    start, end = zip(columns, units, offsets, strict=True)
    return {
        "input": 0,
        "label": f"第 {line} 行",
        "kind": "text",
        "range": {
            "start": dict(zip(names, (line, *start), strict=True)),
            "end": dict(zip(names, (line, *end), strict=True)),
        },
    }


def test_a_whole_report(linter: Linter) -> None:
    made = report(linter, item(FLAGGED))
    first, second = made.pop("findings")
    offset = FLAGGED.index("6个以上")
    where = place(10, (33, 37), (35, 39), (offset, offset + 4))
    assert first == {
        "code": "BD003",
        "slug": "postfix-operator",
        "severity": "info",
        "confidence": load_confidence().of("BD003", preview=False),
        "message": "“6个以上”应当把“以上”写成“≥”",
        "messageId": "postfix-operator.default",
        "suggestion": "改为“≥6个”",
        "subject": {
            "section": "project",
            "project": {"name": "乡村书屋建设补助", "ordinal": 1, "code": "41900027P0001001001A"},
            "indicatorPath": ["产出指标", "数量指标", "新建𠮷县书屋数量😀"],
            "field": "value",
            "value": "6个以上",
            "row": 1,
        },
        "location": {
            **where,
            "snippet": {
                "text": "数量指标 | 新建𠮷县书屋数量😀 | 年内建成并开放的书屋数 | 6个以上 | 书屋建设实施方案",
                "start": 33,
                "end": 37,
            },
        },
        "fingerprint": {"version": 1, "value": first["fingerprint"]["value"], "ordinal": 1},
        "state": "new",
        "fixes": [
            {
                "title": "改为“≥6个”",
                "applicability": "safe",
                "edits": [{"location": where, "expected": "6个以上", "replacement": "≥6个"}],
            }
        ],
        "related": [],
        "docUrl": "docs/rules/BD003.md",
    }
    assert second["code"] == "SD001"
    tool = made.pop("tool")
    assert list(made.pop("rules")) == ["BD003", "SD001"]
    (entry,) = made.pop("inputs")
    assert len(entry.pop("sha256")) == 64
    assert entry == {
        "id": 0,
        "path": "草稿.txt",
        "format": "text",
        "status": "checked",
        "encoding": "UTF-8",
        "tables": 1,
        "projects": 1,
        "indicators": 6,
    }
    assert made == {
        "schemaVersion": "1.0",
        "complete": True,
        "exitCode": 1,
        "summary": {
            "error": 1,
            "warning": 0,
            "info": 1,
            "suppressed": 0,
            "baselined": 0,
            "fixable": {"safe": 1, "unsafe": 0},
        },
    }
    assert (tool["name"], tool["profile"], tool["language"]) == ("jixiao", "submit", "zh-CN")
    assert [seal["id"] for seal in tool["rulesets"]] == ["submit", "draft", "confidence-levels", "confidence-measured"]


def test_a_rule_of_the_report_is_described(linter: Linter) -> None:
    assert report(linter, item(FLAGGED))["rules"]["BD003"] == {
        "slug": "postfix-operator",
        "title": "用以上以下代替符号",
        "group": "表述",
        "status": "stable",
        "fixability": "safe",
        "docUrl": "docs/rules/BD003.md",
        "references": [{"number": "财预〔2015〕88号", "title": "中央部门预算绩效目标管理办法"}],
    }


def test_copied_rows_name_each_other(linter: Linter) -> None:
    made = report(linter, item(CLEAN + "\n" + draft(name="社区书屋建设补助", number=2)))
    lines = [
        (f["location"]["label"], related["role"], related["message"], related["location"]["label"])
        for f in made["findings"]
        if f["code"] == "CF002"
        for related in f["related"]
    ]
    assert lines[0] == ("第 10 行", "same-as", "第 2 个项目“社区书屋建设补助”第 1 行", "第 26 行")
    assert {(place, other) for place, *_, other in lines} == {(other, place) for place, *_, other in lines}


# The same every time.


def test_two_runs_give_the_same_bytes_whatever_the_seed_of_hashes(jixiao: Run) -> None:
    runs = [
        jixiao("check", *EXAMPLES, "--output-format", "json", env={"PYTHONHASHSEED": seed}) for seed in ("0", "0", "1")
    ]
    assert len({run.stdout for run in runs}) == 1
    assert len(json.loads(runs[0].stdout)["findings"]) > 100


def test_findings_are_in_the_order_of_inputs_then_of_the_document(linter: Linter) -> None:
    findings = report(linter, *(file_item(path, linter.limits) for path in EXAMPLES))["findings"]
    keys = [(f["location"]["input"], f["location"]["range"]["start"]["offset"], f["code"]) for f in findings]
    assert keys == sorted(keys)


# Fingerprints.

WEAK = (changed(QUALITY, level1="产出指标", value=""), changed(BENEFIT, value="8%以上"))
FILLED = (changed(COUNT, name="新购图书册数", value="≥900册"), changed(TIME, name="图书上架时间"))


def test_fingerprints_do_not_move_with_rows_above(linter: Linter) -> None:
    before, after = (
        report(linter, item(draft(rows)))["findings"] for rows in ((COUNT, *WEAK), (COUNT, *FILLED, *WEAK))
    )
    both = [[f for f in findings if f["code"] in ("WZ001", "BD003")] for findings in (before, after)]
    assert fingerprints(both[0]) == fingerprints(both[1])
    lines = [[f["location"]["range"]["start"]["line"] for f in findings] for findings in both]
    assert [line + 2 for line in lines[0]] == lines[1]


def test_fingerprints_do_not_move_with_a_project_above_or_the_name_of_the_file(linter: Linter) -> None:
    weak = draft((COUNT, *WEAK), number=2)
    before = report(linter, item(weak))["findings"]
    after = report(linter, item("前言\n\n" + draft(FILLED, name="图书购置") + "\n" + weak, "二稿.txt"))["findings"]
    assert set(fingerprints(before)) - set(fingerprints(after)) == set()


def test_fingerprints_do_not_move_with_blanks_and_wide_characters(linter: Linter) -> None:
    narrow, wide = (
        [
            f
            for f in report(linter, item(draft((changed(SATISFACTION, value=value),))))["findings"]
            if f["code"] == "SD001"
        ]
        for value in ("≥70%", "≥７０ ％")
    )
    assert fingerprints(narrow) == fingerprints(wide) != []


def test_a_changed_cell_changes_its_fingerprint(linter: Linter) -> None:
    first, second = (
        report(linter, item(draft((*ROWS[:5], changed(SATISFACTION, value=value)))))["findings"]
        for value in ("≥70%", "≥60%")
    )
    assert [f["code"] for f in first] == [f["code"] for f in second] == ["SD001"]
    assert first[0]["fingerprint"]["value"] != second[0]["fingerprint"]["value"]


def test_equal_rows_are_told_apart_by_number(linter: Linter) -> None:
    weak = changed(COUNT, value="")
    findings = [f for f in report(linter, item(draft((weak, weak, weak))))["findings"] if f["code"] == "WZ001"]
    assert len({f["fingerprint"]["value"] for f in findings}) == 1
    assert [f["fingerprint"]["ordinal"] for f in findings] == [1, 2, 3]


def test_fingerprints_with_their_numbers_are_unique(linter: Linter) -> None:
    for path in EXAMPLES:
        found = fingerprints(report(linter, file_item(path, linter.limits))["findings"])
        assert len(found) == len(set(found))


# Places.


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_places_in_code_points_and_in_utf16(newline: str, encoding: str, linter: Linter) -> None:
    text = FLAGGED.replace("\n", newline)
    made = report(linter, item(text.encode(encoding)))
    lines = FLAGGED.split("\n")
    assert [finding["code"] for finding in made["findings"]] == ["BD003", "SD001"]
    for finding in made["findings"]:
        (fix,) = finding["fixes"] or [{"edits": [finding]}]
        for holder, expected in (
            (finding, finding["subject"]["value"]),
            (fix["edits"][0], finding["subject"]["value"]),
        ):
            start, end = holder["location"]["range"]["start"], holder["location"]["range"]["end"]
            assert text[start["offset"] : end["offset"]] == expected
            line = lines[start["line"] - 1]
            assert line[start["column"] - 1 : end["column"] - 1] == expected
            units = line.encode("utf-16-le")[2 * start["columnUtf16"] - 2 : 2 * end["columnUtf16"] - 2]
            assert units.decode("utf-16-le") == expected


def test_snippets_hold_what_is_flagged(linter: Linter) -> None:
    findings = report(linter, *(file_item(path, linter.limits) for path in EXAMPLES))["findings"]
    for finding in findings:
        snippet, value = finding["location"]["snippet"], finding["subject"]["value"]
        shown = snippet["text"][snippet["start"] : snippet["end"]]
        assert shown in value
        assert bool(shown) is bool(value)
