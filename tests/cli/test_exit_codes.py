"""Exit codes: 0 clean, 1 findings, 2 usage, 3 not everything checked, 4 internal error; 2 > 4 > 3 > 1 > 0."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lint.model.document import Project
from lint.rules.base import Flag
from lint.rules.completeness.wz001_blank_value import BlankValue
from tests.cli.conftest import Cli
from tests.cli.samples import CLEAN, WITH_ERROR, WITH_INFO, WITH_WARNING

Write = Callable[[str, str | bytes], Path]
DRAFTS = (CLEAN, WITH_INFO, WITH_WARNING, WITH_ERROR)
TWICE_THE_SAME_COLUMNS = "1、书屋绩效目标表\n" + "\t".join(("一级指标", "二级指标", "三级指标", "指标值") * 2) + "\n"


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ("--fail-on error", (0, 0, 0, 1)),
        ("--fail-on warning", (0, 0, 1, 1)),
        ("--fail-on info", (0, 1, 1, 1)),
        ("--fail-on never", (0, 0, 0, 0)),
        ("", (0, 0, 0, 1)),
        ("--ruleset draft", (0, 0, 0, 0)),
        ("--ruleset submit", (0, 0, 0, 1)),
        ("--ruleset review", (0, 0, 1, 1)),
        ("--ruleset draft --fail-on info", (0, 1, 1, 1)),
        ("--ruleset review --fail-on Never", (0, 0, 0, 0)),
    ],
)
def test_a_clean_draft_a_hint_a_warning_an_error(options: str, codes: tuple[int, ...], cli: Cli, write: Write) -> None:
    paths = [write(f"{number}.txt", text) for number, text in enumerate(DRAFTS)]
    assert tuple(cli("check", path, *options.split()).code for path in paths) == codes


@pytest.mark.parametrize("output_format", ["text", "json"])
def test_the_exit_code_does_not_depend_on_the_format(output_format: str, cli: Cli, write: Write) -> None:
    outcome = cli("check", write("a.txt", WITH_ERROR), write("b.txt", ""), "--output-format", output_format)
    assert outcome.code == 3
    if output_format == "json":
        assert outcome.json["exitCode"] == 3
        assert outcome.json["complete"] is False


def test_what_was_not_checked_outweighs_findings(cli: Cli, write: Write) -> None:
    assert cli("check", write("a.txt", WITH_ERROR), "没有.txt").code == 3
    assert cli("check", write("a.txt", WITH_ERROR), "没有.txt", "--fail-on", "never").code == 3
    assert cli("check", write("a.txt", CLEAN), "没有.txt").code == 3


def test_a_document_that_was_read_in_part_is_not_clean(cli: Cli, write: Write) -> None:
    outcome = cli(
        "check", write("a.txt", CLEAN + TWICE_THE_SAME_COLUMNS + "产出指标\t数量指标\t书屋数量\t≥6个\t\t\t\t\n")
    )
    assert outcome.code == 3
    assert "只检查了一部分  a.txt：第 17 行：" in outcome.out


def test_a_text_without_any_table_is_not_clean(cli: Cli, write: Write) -> None:
    outcome = cli("check", write("a.txt", "会议通知\n请各单位于周五前报送材料。\n"))
    assert (outcome.code, outcome.err) == (3, "jixiao: a.txt：没有找到绩效目标表\n")


@pytest.fixture
def crash(monkeypatch: pytest.MonkeyPatch) -> None:
    def check(self: BlankValue, project: Project) -> Iterator[Flag]:
        raise ZeroDivisionError("除以零")

    monkeypatch.setattr(BlankValue, "check_project", check)


@pytest.mark.usefixtures("crash")
def test_a_rule_that_crashes_outweighs_what_was_not_checked(cli: Cli, write: Write) -> None:
    assert cli("check", write("a.txt", WITH_WARNING), "没有.txt").code == 4
    assert cli("check", write("a.txt", CLEAN), "--fail-on", "never").code == 4


@pytest.mark.usefixtures("crash")
def test_bad_usage_outweighs_everything(cli: Cli, write: Write) -> None:
    outcome = cli("check", write("a.txt", WITH_ERROR), "没有.txt", "--select", "WZ999")
    assert (outcome.code, outcome.out) == (2, "")
