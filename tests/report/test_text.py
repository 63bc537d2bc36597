"""The report for people: one whole report, the marks under the cells, what is never printed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lint.api import Item, Linter, file_item
from lint.model.finding import Finding, Section, Severity, Snippet, Subject
from lint.model.place import Position, TextLocation
from lint.model.report import Input, PluginInfo, Report, Status
from lint.report.base import Style
from lint.report.columns import width
from lint.report.to_text import TextReporter, closing_line
from tests.cli.samples import COUNT, ROWS, changed, draft

GOLDEN = Path(__file__).parent / "golden"


def check(linter: Linter, *texts: str) -> Report:
    return linter.check([Item(f"{number}.txt", text.encode) for number, text in enumerate(texts, 1)])


def render(report: Report, columns: int = 100, *, color: bool = False) -> str:
    return TextReporter().render(report, Style(color, columns))


def made(*findings: Finding, inputs: Sequence[Input] = (), plugins: Sequence[PluginInfo] = ()) -> Report:
    """A report of findings that no rule made."""
    inputs = inputs or (Input(0, "草稿.txt", "text", Status.CHECKED, projects=1, indicators=1),)
    return Report(tuple(inputs), findings, (), (), (), tuple(plugins), "submit")


def finding(*cells: str, index: int = 0, start: int = 0, end: int | None = None, message: str = "不对") -> Finding:
    end = len(cells[index]) if end is None else end
    place = Position(7, 1, 1, 0)
    return Finding(
        code="WZ001",
        slug="blank-value",
        title="指标值为空",
        severity=Severity.ERROR,
        message_id="blank-value.default",
        message=message,
        suggestion="",
        input=0,
        location=TextLocation(place, place),
        snippet=Snippet(cells, index, start, end),
        subject=Subject(Section.PROJECT, "value", cells[index], "书屋", ordinal=1, row=3),
        fingerprint="0" * 32,
        ordinal=1,
    )


def marked(report: str) -> list[str]:
    """What stands above the marks, stretch by stretch; every mark has to stand under whole characters."""
    lines = report.splitlines()
    found = []
    for row, marks in pairwise(lines):
        if not marks.strip() or marks.strip(" ~"):
            continue
        column, stretch = 0, ""
        for character in row + " ":
            end = column + width(character)
            under = marks[column:end]
            if under and set(under) == {"~"}:
                stretch += character
            elif stretch and width(character):
                found.append(stretch)
                stretch = ""
            column = end
    return found


def test_a_whole_report(linter: Linter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(GOLDEN)
    report = linter.check([file_item(Path("草稿.txt"), linter.limits)])
    assert render(report) == (GOLDEN / "草稿.报告.txt").read_text("utf-8")


def test_every_mark_stands_under_the_flagged_text() -> None:
    report = (GOLDEN / "草稿.报告.txt").read_text("utf-8")
    flagged = [
        "2024",
        "95.00%",
        "6个以上",
        "（空）",
        "≥98",
        "≥12027年9月底前建成",
        "（空）",
        "≥70%",
        "6人",
        "≥100 百分比",
    ]
    assert marked(report) == flagged


CELLS = st.text("书屋𠮷😀≥①a9 ，é", min_size=0, max_size=60).map(str.strip)


@settings(max_examples=300)
@given(data=st.data(), cells=st.lists(CELLS, min_size=1, max_size=5), columns=st.integers(60, 160))
def test_marks_stand_under_the_flag_at_every_width(data: st.DataObject, cells: list[str], columns: int) -> None:
    index = data.draw(st.integers(0, len(cells) - 1))
    text = cells[index]
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    end = data.draw(st.integers(min(start + 1, len(text)), len(text)))
    report = render(made(finding(*cells, index=index, start=start, end=end)), columns)
    if not any(cells):
        assert marked(report) == []
        return
    assert all(width(line) <= columns for line in report.splitlines()[4:6])
    (seen,) = marked(report)
    if not text:
        assert seen == "（空）"
    elif not seen.endswith("…"):
        assert seen == text[start:end]
    else:
        assert seen[:-1]
        assert text[start:end].startswith(seen[:-1])


def test_the_part_around_the_flag_is_kept_of_a_long_cell() -> None:
    text = f"{'前' * 40}2024年{'后' * 40}"
    report = render(made(finding(text, start=40, end=44)), 60)
    assert report.splitlines()[4:6] == [
        "    …前前前前前前前前前前前前2024年后后后后后后后后后后后后…",
        "                             ~~~~",
    ]


def test_two_findings_in_a_row_are_shown_together_where_one_shows_a_cell_more() -> None:
    short = finding("数量指标", "书屋数量", "书屋数量", "", index=2)
    long = finding("产出指标", "数量指标", "书屋数量", "书屋数量", "", index=4, message="也不对")
    assert render(made(short, long)).splitlines()[3:8] == [
        "  第 7 行，第 3 条指标",
        "    产出指标 | 数量指标 | 书屋数量 | 书屋数量 | （空）",
        "                                     ~~~~~~~~   ~~~~~~",
        "    错误 WZ001 不对",
        "    错误 WZ001 也不对",
    ]


def test_nothing_that_moves_the_cursor_or_turns_the_writing_is_printed(linter: Linter) -> None:
    name = "新建\x1b[2J书\u202e屋\x07数量"
    text = render(check(linter, draft((changed(COUNT, name=name, value=""), *ROWS[1:]), name="书\x9b屋")))
    assert "WZ001" in text
    assert not set(text) & set("\x1b\u202e\x07\x9b")
    assert marked(text)[-1] == "（空）"


def test_colours_change_nothing_but_the_colours(linter: Linter) -> None:
    report = check(linter, draft((changed(COUNT, value="6个以上"), changed(ROWS[1], value=""), *ROWS[2:])))
    coloured = render(report, color=True)
    for code in ("1", "2", "31", "36", "1;34", "0"):
        assert f"\x1b[{code}m" in coloured
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert coloured == render(report)


CHECKED = Input(0, "甲.txt", "text", Status.CHECKED, projects=2, indicators=9)
PARTIAL = Input(1, "乙.txt", "text", Status.PARTIAL, "第 9 行：没有读懂", projects=1, indicators=3)
UNREAD = Input(5, "己.txt", "text", Status.PARTIAL, "第 2 行：表头没有认全")
FAILED = Input(2, "丙.txt", "text", Status.FAILED, "文件是空的")
SKIPPED = Input(3, "丁.pdf", "pdf", Status.SKIPPED, "还不能读取")
OTHERS = Input(4, "戊.txt", "text", Status.CHECKED, projects=1, indicators=3, other_tables=2)


@pytest.mark.parametrize(
    ("inputs", "line"),
    [
        ((CHECKED,), "检查了 1 个文件、2 个项目、9 条指标，没有发现问题。"),
        ((UNREAD,), "检查了 1 个文件、0 个项目、0 条指标，没有读出项目。"),
        ((CHECKED, UNREAD), "检查了 2 个文件、2 个项目、9 条指标，没有发现问题。"),
        ((CHECKED, PARTIAL), "检查了 2 个文件、3 个项目、12 条指标，没有发现问题。"),
        ((CHECKED, FAILED, SKIPPED), "检查了 1 个文件、2 个项目、9 条指标，没有发现问题。另有 2 个文件没有检查。"),
        ((FAILED, SKIPPED), "没有检查任何文件。"),
    ],
)
def test_the_closing_line(inputs: tuple[Input, ...], line: str) -> None:
    assert closing_line(made(inputs=inputs)) == line


def test_the_closing_line_counts_findings_by_severity(linter: Linter) -> None:
    report = check(
        linter,
        draft((changed(COUNT, value=""), *ROWS[1:])),
        draft((changed(COUNT, value="6个以上"), changed(ROWS[1], value=""), *ROWS[2:])),
    )
    assert render(report).endswith("\n检查了 2 个文件、2 个项目、12 条指标，发现 2 个错误、1 个提示。\n")


def test_a_report_says_of_every_input_what_became_of_it() -> None:
    plugin = PluginInfo("县级规则", "1.0", "ImportError: 缺少模块")
    report = made(inputs=(CHECKED, PARTIAL, FAILED, SKIPPED, OTHERS, UNREAD), plugins=(plugin,))
    assert render(report) == (
        "甲.txt  2 个项目、9 条指标，没有发现问题\n\n"
        "乙.txt  1 个项目、3 条指标，没有发现问题\n\n"
        "戊.txt  1 个项目、3 条指标，另有 2 张表不是绩效目标表，没有检查，没有发现问题\n\n"
        "己.txt  0 个项目、0 条指标\n\n"
        "只检查了一部分  乙.txt：第 9 行：没有读懂\n"
        "没有检查  丙.txt：文件是空的\n"
        "没有检查  丁.pdf：还不能读取\n"
        "只检查了一部分  己.txt：第 2 行：表头没有认全\n"
        "插件没有加载  县级规则：ImportError: 缺少模块\n"
        "检查了 4 个文件、4 个项目、15 条指标，没有发现问题。另有 2 个文件没有检查。\n"
    )
