"""What GitHub and GitLab read: by the runner's own rules, and by the fields that the documentation asks for."""

from __future__ import annotations

import json
from typing import Any

import jsonschema_rs
import pytest
from msgspec.structs import replace

from lint.api import Linter, file_item
from lint.model.report import Report
from lint.report.base import Style
from lint.report.to_github import GithubReporter
from lint.report.to_gitlab import GitlabReporter
from tests.conftest import ROOT
from tests.report.github import Command, commands
from tests.report.made import EMPTY, HOSTILE, REPORT, SAID, hostile

EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))
ISSUES = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "additionalProperties": False,
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "minLength": 1, "pattern": "^(?!\\./)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}
"""The format of a Code Quality report, as GitLab documents it."""


def github(report: Report) -> list[Command]:
    return commands(GithubReporter().render(report, Style()))


def gitlab(report: Report) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = json.loads(GitlabReporter().render(report, Style()))
    jsonschema_rs.Draft202012Validator(ISSUES).validate(made)
    return made


def test_github_sees_findings_gaps_and_how_much_was_checked() -> None:
    made = github(REPORT)
    assert [command.name for command in made] == [
        "error",
        "notice",
        "warning",
        "notice",
        "error",
        *["error"] * 4,
        "notice",
        "notice",
    ]
    assert made[0] == Command(
        "error",
        {
            "file": "报送/草稿.txt",
            "line": "7",
            "endLine": "7",
            "col": "12",
            "endColumn": "15",
            "title": "WZ001 指标值为空",
        },
        "指标值为空。建议：填写“≥N个”，N 取实施方案里的数",
    )
    assert made[6] == Command("error", {"file": "没有.txt", "title": "没有检查"}, "没有.txt：找不到文件，请核对路径")
    assert made[-1] == Command("notice", {"title": "jixiao"}, SAID)


def test_github_shows_what_is_suppressed_only_if_that_was_asked_for() -> None:
    shown = github(replace(REPORT, show_suppressed=True))
    assert len(shown) == len(github(REPORT)) + 1
    assert [c.data[:12] for c in shown if c.properties.get("file") == "报送/四稿.pdf"] == ["第3页 表1 第4行 第"]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_no_text_of_a_draft_is_taken_for_a_command(text: str) -> None:
    expected = [command.name for command in github(hostile("书屋"))]
    made = github(hostile(text))
    assert [command.name for command in made] == expected
    assert {key for command in made for key in command.properties} == {
        "file",
        "line",
        "endLine",
        "col",
        "endColumn",
        "title",
    }
    if text.isprintable():
        assert next(command.data for command in made if command.properties["title"] == "jixiao") == text
        assert made[0].properties["file"] == text


def test_gitlab_sees_new_findings_and_gaps() -> None:
    made = gitlab(REPORT)
    assert [(i["check_name"], i["severity"], i["location"]["path"], i["location"]["lines"]["begin"]) for i in made] == [
        ("WZ001", "major", "报送/草稿.txt", 7),
        ("BD003", "info", "报送/草稿.txt", 7),
        ("WZ001", "minor", "报送/二稿.docx", 1),
        ("BD003", "info", "报送/网页.html", 9),
        ("WZ001", "major", "报送/网页.html", 1),
        ("unchecked", "blocker", "报送/二稿.docx", 1),
        ("unchecked", "blocker", "没有.txt", 1),
        ("unchecked", "blocker", "照片.jpg", 1),
        ("unchecked", "blocker", ".", 1),
        ("note", "info", ".", 1),
    ]
    assert made[2]["description"] == "表2 第3行 第5列：WZ001 指标值为空。建议：填写“≥N个”，N 取实施方案里的数"
    assert gitlab(EMPTY) == []


def test_gitlab_counts_every_issue(linter: Linter) -> None:
    """Of issues with the same fingerprint only the first is shown: so they differ, in copies of a file too."""
    items = [file_item(path, linter.limits) for path in EXAMPLES]
    report = linter.check([*items, *(replace(item, name=f"抄/{item.name}") for item in items)])
    made = gitlab(report)
    assert len({issue["fingerprint"] for issue in made}) == len(made) == len(report.findings)


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_gitlab_is_valid_for_any_text(text: str) -> None:
    assert gitlab(hostile(text))
