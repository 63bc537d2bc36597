"""Markdown: tables with the right cells, whatever text stands in them."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from lint.model.report import Report
from lint.report.base import Style
from lint.report.columns import printable
from lint.report.to_markdown import MarkdownReporter
from tests.report.made import HOSTILE, REPORT, SAID, hostile

HEADER = ["级别", "规则", "位置", "项目和指标", "问题", "建议"]


def tables(report: Report) -> list[list[list[str]]]:
    """Tables, rows and cells, as text; no cell may hold any markup."""
    made: list[list[list[str]]] = []
    parsed = MarkdownIt("commonmark").enable("table").parse(MarkdownReporter().render(report, Style()))
    for before, token in zip([None, *parsed], parsed, strict=False):
        if token.type == "table_open":
            made.append([])
        elif token.type == "tr_open":
            made[-1].append([])
        elif token.type == "inline" and before is not None and before.type in ("th_open", "td_open"):
            assert {child.type for child in token.children or ()} <= {"text", "text_special"}
            made[-1][-1].append("".join(child.content for child in token.children or ()))
    return made


def test_tables_of_findings_of_gaps_and_of_sound_files() -> None:
    gaps, first, *others, sound = tables(REPORT)
    assert gaps[0] == ["文件", "情况", "原因"]
    assert [row[:2] for row in gaps[1:]] == [
        ["报送/二稿.docx", "只检查了一部分"],
        ["没有.txt", "没有检查"],
        ["照片.jpg", "没有检查"],
        ["broken", "插件没有加载"],
    ]
    assert first[0] == HEADER
    assert [len(table) - 1 for table in (first, *others)] == [2, 1, 2]
    assert {len(row) for table in (first, *others) for row in table} == {len(HEADER)}
    assert [row[0] for row in sound] == ["文件", "报送/三稿.xlsx", "报送/四稿.pdf", "报送/干净.txt"]
    assert MarkdownReporter().render(REPORT, Style()).startswith(f"# 绩效指标检查\n\n{SAID}\n")


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_any_text_stays_text_in_its_cell(text: str) -> None:
    gaps, findings = tables(hostile(text))
    shown = printable(text).strip()
    assert gaps[1:] == [[shown, "没有检查", shown], [shown, "插件没有加载", shown]]
    assert [len(row) for row in findings] == [len(HEADER)] * 3
    assert findings[1][4:] == [shown, shown]
    assert findings[2][0] == f"错误（已忽略：{printable(text)}）".strip()
