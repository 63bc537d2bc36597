"""Running rules: what each sees, the order of findings, and rules that crash."""

from __future__ import annotations

from pathlib import Path

import pytest

from lint.api import Item, Linter, file_item
from lint.engine.run import Outcome
from lint.engine.select import ActiveRule
from lint.errors import JixiaoError
from lint.model.finding import Applicability, Finding, Severity
from lint.model.place import FileLocation
from lint.report.base import Style
from lint.report.to_json import JsonReporter
from lint.rules.base import Rule
from tests.conftest import ROOT
from tests.engine.rules import (
    ROWS,
    CrashesOnWords,
    EveryValue,
    Levels,
    NoGenerator,
    NumbersOnly,
    UnknownField,
    Words,
    meta,
    outcome,
)

EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))


def _line(finding: Finding) -> int | None:
    return None if isinstance(finding.location, FileLocation) else finding.location.start.line


def _brief(found: Outcome) -> list[tuple[str, int | None, str]]:
    return [(finding.code, _line(finding), finding.message) for finding in found.findings]


# --- what a finding is made of


def test_a_flag_becomes_a_finding(linter: Linter) -> None:
    finding = outcome(linter, ROWS, EveryValue).findings[0]
    assert (finding.code, finding.slug, finding.title) == ("ZZ001", "rule-zzb", "规则ZZ001")
    assert (finding.severity, finding.message_id, finding.confidence) == (Severity.WARNING, "rule-zzb.default", "high")
    assert finding.subject is not None and finding.snippet is not None
    assert (finding.subject.project, finding.subject.ordinal, finding.subject.row) == ("护林员补助绩效目标表", 1, 1)
    assert (finding.subject.field, finding.subject.value) == ("value", "≥ 60 人")
    assert finding.subject.path == ("产出指标", "数量指标", "护林员人数")
    assert finding.snippet.cells == ("数量指标", "护林员人数", "在岗人数", "≥ 60 人", "名册")
    assert finding.snippet.cells[finding.snippet.index][finding.snippet.start :] == "60 人"


def test_the_fix_says_what_it_expects_and_where(linter: Linter) -> None:
    (fix,) = outcome(linter, ROWS, EveryValue).findings[0].fixes
    (edit,) = fix.edits
    assert not isinstance(edit.location, FileLocation)
    assert (fix.title, fix.applicability) == ("改为“61”", Applicability.SAFE)
    assert ROWS[edit.location.start.offset : edit.location.end.offset] == edit.expected == "60 人"


def test_the_same_finding_again_is_told_apart_by_its_number(linter: Linter) -> None:
    found = [f for f in outcome(linter, ROWS, NumbersOnly).findings if f.subject and f.subject.ordinal == 1]
    assert [finding.ordinal for finding in found] == [1, 2]
    assert len({finding.fingerprint for finding in found}) == 1


def test_a_fingerprint_stays_where_the_row_moves_and_blanks_change(linter: Linter) -> None:
    moved = "前言\n\n" + ROWS.replace("≥ 60 人", "≥60人").replace(
        "产出指标 | 质量指标 | 巡护到位率 | 到位次数占比 | 较好 | 台账\n", ""
    )
    before, after = ({f.fingerprint for f in outcome(linter, text, NumbersOnly).findings} for text in (ROWS, moved))
    assert before == after
    changed = outcome(linter, ROWS.replace("≥40具", "≥41具"), NumbersOnly)
    assert len({f.fingerprint for f in changed.findings} & before) == len(before) - 1


# --- what a rule sees


def test_rules_see_only_the_kinds_of_target_that_they_look_at(linter: Linter) -> None:
    assert _brief(outcome(linter, ROWS, NumbersOnly)) == [("ZZ002", 3, "1"), ("ZZ002", 5, "3"), ("ZZ002", 9, "1")]
    assert _brief(outcome(linter, ROWS, Words)) == [("ZZ003", 4, "2")]


def test_project_document_overall_and_duties(linter: Linter) -> None:
    item = file_item(ROOT / "examples" / "青岚县卫生健康局.txt", linter.limits)
    found = outcome(linter, item.load().decode(), Levels).findings
    counts = {
        message: sum(finding.message == message for finding in found) for message in ("overall", "duties", "document")
    }
    assert counts == {"overall": 1, "duties": 1, "document": 1}
    sections = {f.message: f.subject.section.value for f in found if f.subject}
    assert sections == {"overall": "overall", "duties": "duties", "document": "project", "project": "project"}


def test_a_document_without_overall_part_and_duties_is_not_asked_for_them(linter: Linter) -> None:
    messages = [finding.message for finding in outcome(linter, ROWS, Levels).findings]
    assert sorted(messages) == ["document", "project", "project"]


# --- order


def test_findings_stand_in_document_order_and_then_by_code(linter: Linter) -> None:
    rules = (Levels, NumbersOnly, Words, EveryValue)
    found = outcome(linter, ROWS, *rules)
    assert found == outcome(linter, ROWS, *reversed(rules))
    assert [(code, line) for code, line, _ in _brief(found)] == [
        ("ZZ004", 1),
        ("ZZ002", 3),
        ("ZZ001", 3),
        ("ZZ001", 4),
        ("ZZ003", 4),
        ("ZZ002", 5),
        ("ZZ001", 5),
        ("ZZ004", 7),
        ("ZZ004", 7),
        ("ZZ001", 9),
        ("ZZ002", 9),
    ]


def test_two_runs_give_the_same_bytes() -> None:
    def report() -> str:
        linter = Linter()
        return JsonReporter().render(linter.check([file_item(path, linter.limits) for path in EXAMPLES]), Style())

    assert report() == report()


def test_documents_do_not_influence_each_other(linter: Linter) -> None:
    items = [file_item(path, linter.limits) for path in EXAMPLES]
    together = linter.check(items).findings
    apart = [finding for item in items for finding in linter.check([item]).findings]
    assert [(f.code, f.location, f.message) for f in together] == [(f.code, f.location, f.message) for f in apart]


# --- crashes


def test_a_rule_that_crashes_is_a_finding_and_the_others_go_on(linter: Linter) -> None:
    found = outcome(linter, ROWS, CrashesOnWords, Words)
    assert _brief(found) == [
        ("INT001", None, "规则 ZZ005 在检查这个文件时出错，它的结果不完整"),
        ("ZZ005", 3, "1"),
        ("ZZ003", 4, "2"),
        ("ZZ005", 5, "3"),
        ("ZZ005", 9, "1"),
    ]
    crash = found.findings[0]
    assert (crash.severity, dict(crash.data)) == (Severity.ERROR, {"rule": "ZZ005"})
    assert crash.suggestion == "其他规则照常检查；请把文件和这条信息反馈给维护者，暂时可用 --ignore 跳过这条规则"
    (trace,) = found.crashes
    assert trace.strip().endswith("ZeroDivisionError: no number")


@pytest.mark.parametrize(
    ("rule", "error"),
    [
        (UnknownField, "ValueError: flag on unknown field 'wheight'"),
        (NoGenerator, "TypeError: 'NoneType' object is not iterable"),
    ],
)
def test_defects_of_a_rule_that_count_as_crashes(rule: type[Rule], error: str, linter: Linter) -> None:
    found = outcome(linter, ROWS, rule)
    assert [finding.code for finding in found.findings] == ["INT001"]
    assert error in found.crashes[0]


def test_a_crash_outweighs_everything_in_the_exit_code(linter: Linter) -> None:
    crashing = Linter()
    crashing.rules = [*linter.rules, ActiveRule(CrashesOnWords(linter.lexicon), Severity.WARNING)]
    gone = Item("没有.txt", Path("没有.txt").read_bytes, 0)
    report = crashing.check([Item("甲.txt", ROWS.encode), Item("乙.txt", ROWS.encode)])
    assert (report.exit_code, report.complete, len(report.crashes)) == (4, False, 2)
    assert [(f.input, f.code) for f in report.findings if f.code == "INT001"] == [(0, "INT001"), (1, "INT001")]
    assert crashing.check([Item("甲.txt", ROWS.encode), gone]).exit_code == 4


def test_a_rule_that_cannot_start_is_named() -> None:
    class NoStart(Rule):
        """Cannot be made."""

        meta = meta("ZZ008")

        def __init__(self, *given: object) -> None:
            raise KeyError("words")

    linter = Linter()
    linter.chosen = [NoStart]
    with pytest.raises(JixiaoError) as caught:
        _ = linter.rules
    assert caught.value.exit_code == 4
    wanted = "规则 ZZ008 启动时出错（KeyError: 'words'），请反馈给它的作者，暂时可用 --ignore ZZ008 跳过"
    assert str(caught.value) == wanted
