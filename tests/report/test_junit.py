"""JUnit: valid by the schema that Jenkins uses, counts that agree, and nothing that XML cannot hold."""

from __future__ import annotations

from collections import Counter

import pytest
from lxml import etree
from msgspec.structs import replace

from lint.api import Linter, file_item
from lint.model.finding import Severity
from lint.model.report import Report
from lint.report.base import Style
from lint.report.to_junit import JunitReporter
from tests.conftest import ROOT
from tests.report.made import BLANK, EMPTY, HOSTILE, INPUTS, POSTFIX, REPORT, SAID, hostile

EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(ROOT / "tests" / "fixtures" / "schemas" / "junit-10.xsd"))


def junit(report: Report) -> etree._Element:
    return etree.fromstring(JunitReporter().render(report, Style()).encode())


def outcomes(report: Report) -> dict[str, list[str]]:
    """By suite, what became of its cases."""
    return {
        str(suite.get("name")): [next(iter(child.tag for child in case), "passed") for case in suite.iter("testcase")]
        for suite in junit(report).iter("testsuite")
    }


@pytest.mark.parametrize("report", [REPORT, EMPTY, *map(hostile, HOSTILE)], ids=lambda report: ascii(report.profile))
def test_reports_are_valid(report: Report, schema: etree.XMLSchema) -> None:
    schema.assertValid(junit(report))


def test_a_report_on_the_examples_is_valid(linter: Linter, schema: etree.XMLSchema) -> None:
    root = junit(linter.check([file_item(path, linter.limits) for path in EXAMPLES]))
    schema.assertValid(root)
    for suite in root.iter("testsuite"):
        cases = [(case.get("classname"), case.get("name")) for case in suite.iter("testcase")]
        assert len(set(cases)) == len(cases)
        counted = Counter(child.tag for case in suite.iter("testcase") for child in case)
        assert [int(suite.get(name, "")) for name in ("tests", "failures", "errors", "skipped")] == [
            len(cases),
            counted["failure"],
            counted["error"],
            counted["skipped"],
        ]
    assert int(root.get("tests", "")) == sum(int(suite.get("tests", "")) for suite in root.iter("testsuite"))


def test_what_decides_fails_and_what_was_not_checked_is_an_error() -> None:
    assert outcomes(REPORT) == {
        "jixiao": ["error"],
        "报送/草稿.txt": ["system-out", "failure", "system-out"],
        "报送/二稿.docx": ["error", "system-out"],
        "报送/三稿.xlsx": ["system-out", "skipped"],
        "报送/四稿.pdf": ["system-out", "skipped"],
        "报送/网页.html": ["system-out", "system-out", "failure"],
        "报送/干净.txt": ["system-out"],
        "没有.txt": ["error"],
        "照片.jpg": ["error"],
    }
    (said,) = junit(REPORT)[0].iter("system-out")
    assert said.text == f"基线里有 1 个问题这次没有找到\n{SAID}"


@pytest.mark.parametrize(
    ("threshold", "expected"),
    [(Severity.ERROR, ["failure", "system-out"]), (Severity.INFO, ["failure", "failure"]), (None, ["system-out"] * 2)],
)
def test_failures_agree_with_the_exit_code(threshold: Severity | None, expected: list[str]) -> None:
    entry = replace(INPUTS[0], fail_on=threshold)
    report = replace(EMPTY, inputs=(entry,), findings=(BLANK, POSTFIX))
    assert outcomes(report)[entry.path][1:] == expected
    assert report.exit_code == int("failure" in expected)


def test_a_rule_that_crashed_is_an_error() -> None:
    crash = replace(BLANK, code="INT001", title="规则出错", subject=None, snippet=None)
    assert outcomes(replace(EMPTY, inputs=INPUTS[:1], findings=(crash,), crashes=("",)))["报送/草稿.txt"][1:] == [
        "error"
    ]


def test_equal_findings_have_names_of_their_own() -> None:
    cases = list(junit(replace(EMPTY, inputs=INPUTS[:1], findings=(BLANK, BLANK, BLANK))).iter("testcase"))
    name = "WZ001 指标值为空 第 7 行 指标值"
    assert [case.get("name") for case in cases[1:]] == [name, f"{name}（2）", f"{name}（3）"]
