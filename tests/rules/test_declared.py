"""Rules written in YAML: every kind of condition, the message, and what a wrong one gets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from lint.api import Item, Linter, Selection
from lint.errors import UsageError
from lint.model.finding import Finding
from lint.report.rule_page import rule_json

TEXT = """\
1、护林员补助绩效目标表
一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据
产出指标 | 数量指标 | 护林员人数 | 在岗人数 | ≥60人 | 工作 计划
产出指标 | 质量指标 | 巡护到位率 | 到位次数占比 | ≥95.5% |
产出指标 | 时效指标 | 补助发放时间 | 发放到账 | 2027年6月底前 | 工作计划（含附件）
效益指标 | 社会效益指标 | 火情 | 待定 | 有所减少 | 台账
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _ruleset(*conditions: dict[str, Any], **more: Any) -> str:
    rule = {
        "code": "QL001",
        "slug": "local-rule",
        "title": "本县规则",
        "message": "不行",
        "when": list(conditions),
        **more,
    }
    ruleset = {"ruleset": "mine", "version": "1", "declare": [rule]}
    Path("mine.yaml").write_text(yaml.safe_dump(ruleset, allow_unicode=True, sort_keys=False, width=1000), "utf-8")
    return "mine.yaml"


def _found(*conditions: dict[str, Any], **more: Any) -> tuple[Finding, ...]:
    linter = Linter(_ruleset(*conditions, **more), Selection(select=("QL001",)))
    report = linter.check([Item("甲.txt", TEXT.encode)])
    assert report.crashes == ()
    return report.findings


def _rows(*conditions: dict[str, Any], **more: Any) -> list[int | None]:
    return [finding.subject.row for finding in _found(*conditions, **more) if finding.subject]


@pytest.mark.parametrize(
    ("condition", "rows"),
    [
        ({"field": "basis", "contains": "工作计划"}, [1, 3]),
        ({"field": "basis", "contains": "台账 附件"}, [3, 4]),
        ({"field": "basis", "contains": ["台账", "（含附件）"]}, [3, 4]),
        ({"field": "basis", "equals": "工作计划 台账"}, [1, 4]),
        ({"field": "basis", "equals": "计划"}, []),
        ({"field": "value", "matches": r"^\D*$"}, [4]),
        ({"field": "value", "matches": r"\d月底"}, [3]),
        ({"field": "basis", "matches": r"\(含"}, [3]),
        ({"field": "value", "below": 60}, []),
        ({"field": "value", "below": 60.5}, [1]),
        ({"field": "value", "above": 95}, [2]),
        ({"field": "value", "above": 95.5}, []),
        ({"field": "basis", "blank": True}, [2]),
        ({"field": "basis", "blank": False}, [1, 3, 4]),
        ({"field": "description", "lookup": "placeholders.filler"}, [4]),
        ({"field": "level1", "equals": "效益指标"}, [4]),
        ({"field": "basis", "not": True, "contains": "工作计划"}, [2, 4]),
        ({"field": "basis", "not": False, "contains": "工作计划"}, [1, 3]),
        ({"field": "value", "not": True, "above": 60}, [1, 3, 4]),
    ],
    ids=str,
)
def test_conditions(condition: dict[str, Any], rows: list[int]) -> None:
    assert _rows(condition) == rows


def test_all_conditions_have_to_hold() -> None:
    assert _rows({"field": "level1", "equals": "产出指标"}, {"field": "basis", "contains": "工作计划"}) == [1, 3]
    assert _rows({"field": "value", "above": 10}, {"field": "value", "below": 90}) == [1]


def test_what_is_flagged_and_what_is_said() -> None:
    (finding,) = _found(
        {"field": "basis", "blank": True},
        at="value",
        severity="error",
        message="{name}写了“{value}”，{没有}依据{basis}",
        suggestion="补上{name}的依据",
    )
    assert finding.subject is not None
    assert (finding.subject.field, finding.subject.value) == ("value", "≥95.5%")
    assert (finding.message, finding.suggestion) == ("巡护到位率写了“≥95.5%”，{没有}依据", "补上巡护到位率的依据")
    assert (finding.severity, finding.message_id) == ("error", "local-rule.declared")


def test_without_at_the_first_field_is_flagged_and_the_severity_is_a_warning() -> None:
    (finding,) = _found({"field": "basis", "blank": True}, {"field": "value", "above": 1})
    assert finding.subject is not None
    assert (finding.subject.field, finding.severity) == ("basis", "warning")


def test_a_field_that_the_form_lacks_is_never_flagged() -> None:
    text = TEXT.replace(" | 指标值确定依据", "")
    linter = Linter(_ruleset({"field": "basis", "blank": True}), Selection(select=("QL001",)))
    assert linter.check([Item("甲.txt", text.encode)]).findings == ()


def test_it_is_a_rule_like_any_other() -> None:
    name = _ruleset(
        {"field": "basis", "blank": True},
        group="完整性",
        what="依据",
        why="要有",
        references=["青财绩〔2026〕3号 口径"],
    )
    (rule,) = Linter(name).registry.resolve("本县规则")
    page = rule_json(rule)
    assert (page["code"], page["slug"], page["group"], page["summary"]) == (
        "QL001",
        "local-rule",
        "完整性",
        "本县规则。",
    )
    assert [(section["heading"], section["text"]) for section in page["sections"]] == [
        ("检查什么", "依据"),
        ("为什么", "要有"),
        ("怎样改", "按规则集的要求修改。"),
        ("依据", "青财绩〔2026〕3号 口径"),
    ]


def test_a_ruleset_above_may_change_or_switch_off_what_one_below_declares() -> None:
    _ruleset({"field": "basis", "blank": True})
    above = 'ruleset: above\nversion: "1"\nextends: mine.yaml\n'
    Path("above.yaml").write_text(above + "rules: {QL001: {severity: info}}\n", "utf-8")
    severities = {active.rule.meta.code: active.severity for active in Linter("above.yaml").rules}
    assert severities["QL001"] == "info"
    Path("above.yaml").write_text(above + "ignore: [本县规则]\n", "utf-8")
    assert "QL001" not in [rule.meta.code for rule in Linter("above.yaml").chosen]


# --- wrong ones; the condition begins on line 9 of the file, its second key stands on line 10


def _error(*conditions: dict[str, Any], **more: Any) -> str:
    with pytest.raises(UsageError) as caught:
        _ = Linter(_ruleset(*conditions, **more)).rules
    return str(caught.value)


ONE_OF = "要写下面的一种，也只能写一种：contains、equals、matches、lookup、below、above、blank"
FIELDS = "level1、level2、name、description、value、basis"
WHERE = "“declare、第 1 项、when、第 1 项"
LOOKUP = "“词典名.词表名”，例如 placeholders.filler"
FULL_WIDTH = "matches 里有全角的“（”，比对的文字里没有它，请改成半角的“(”（括号等前面加 \\）"


@pytest.mark.parametrize(
    ("condition", "line", "error"),
    [
        ({"field": "basis"}, 9, f"{WHERE}”{ONE_OF}"),
        ({"field": "basis", "not": True}, 9, f"{WHERE}”{ONE_OF}"),
        ({"field": "basis", "contains": "甲", "equals": "乙"}, 9, f"{WHERE}”{ONE_OF}"),
        ({"contains": "甲"}, 9, f"{WHERE}”缺少键“field”"),
        ({"field": "basis", "contain": "甲"}, 10, "不认识的键“contain”，是不是想写“contains”？"),
        ({"field": "bases", "blank": True}, 9, f"{WHERE}、field”应当是其中之一：{FIELDS}"),
        ({"field": "basis", "blank": "是"}, 10, f"{WHERE}、blank”应当是 true 或 false"),
        ({"field": "value", "below": "10"}, 10, f"{WHERE}、below”应当是数字"),
        ({"field": "name", "below": 10}, 9, "below 比的是目标值的数字，field 应当写 value"),
        ({"field": "basis", "contains": ""}, 10, f"{WHERE}、contains”不能是空的"),
        ({"field": "basis", "contains": "　"}, 9, "contains 里有空的词"),
        ({"field": "basis", "equals": ["甲", " "]}, 9, "equals 里有空的词"),
        ({"field": "basis", "lookup": "filler"}, 10, f"{WHERE}、lookup”写得不对，应当是{LOOKUP}"),
        (
            {"field": "basis", "lookup": "placeholder.filer"},
            9,
            "没有词表“placeholder.filer”，是不是想写“placeholders.filler”？",
        ),
        (
            {"field": "basis", "lookup": "operators.before"},
            9,
            "没有词表“operators.before”，是不是想写“operators.lead”？",
        ),
        (
            {"field": "basis", "matches": "甲)"},
            9,
            "matches 不是正确的正则表达式（unbalanced parenthesis at position 1）",
        ),
        ({"field": "basis", "matches": "甲 乙"}, 9, r"matches 里有空格，比对的文字里没有它，请去掉，或者写成 \s*"),
        ({"field": "basis", "matches": "（含）"}, 9, FULL_WIDTH),
        ({"field": "basis", "matches": r"\b甲"}, 9, r"matches 里的 \b 在汉字之间不起作用，请去掉"),
    ],
    ids=lambda given: str(given) if isinstance(given, dict) else "",
)
def test_a_wrong_condition(condition: dict[str, Any], line: int, error: str) -> None:
    assert _error(condition) == f"mine.yaml:{line} {error}"


@pytest.mark.parametrize(
    ("more", "line", "error"),
    [
        ({"code": "ql1"}, 4, "“declare、第 1 项、code”写得不对，应当是 2 到 4 个大写字母加 3 位数字，例如 QL001"),
        (
            {"slug": "本县"},
            5,
            "“declare、第 1 项、slug”写得不对，应当是小写英文单词，用连字符相连，例如 no-data-source",
        ),
        ({"title": ""}, 6, "“declare、第 1 项、title”不能是空的"),
        ({"when": []}, 8, "“declare、第 1 项、when”不能是空的"),
        ({"mesage": "不行"}, 11, "不认识的键“mesage”，是不是想写“message”？"),
        ({"group": "其他"}, 11, "“declare、第 1 项、group”应当是其中之一：完整性、相关性、适当性、可行性、重复、表述"),
    ],
    ids=["code", "slug", "title", "when", "unknown key", "group"],
)
def test_a_wrong_entry(more: dict[str, Any], line: int, error: str) -> None:
    assert _error({"field": "basis", "blank": True}, **more).replace("mine.yaml:", "") == f"{line} {error}"


@pytest.mark.parametrize("more", [{"code": "WZ001"}, {"slug": "blank-value"}, {"title": "指标值为空"}], ids=str)
def test_a_name_that_is_taken(more: dict[str, Any]) -> None:
    (name,) = more.values()
    code = more.get("code", "QL001")
    error = _error({"field": "basis", "blank": True}, **more)
    assert error.startswith(f"mine.yaml:4 规则 {code}（lint.rules.declared）和 WZ001（")
    assert error.endswith(f"重名：{name}")
