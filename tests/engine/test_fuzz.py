"""Whatever stands in the cells: no rule crashes, positions quote the text, fixes stay inside their cell."""

from __future__ import annotations

import json
from collections.abc import Iterator

import jsonschema_rs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lint.api import Item, Linter
from lint.model.document import Document, Indicator
from lint.model.finding import Finding
from lint.model.place import TextLocation
from lint.model.report import Report, Status
from lint.report.base import Style
from lint.report.to_json import JsonReporter
from lint.report.to_text import TextReporter
from lint.testing.cases import read
from tests.conftest import ROOT

LINTER = Linter()
SCHEMA = jsonschema_rs.Draft202012Validator(json.loads((ROOT / "docs/schema/report-1.schema.json").read_text("utf-8")))
NAME = "t.txt"
COLUMNS = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")


def _listed(text: str) -> list[str]:
    return text.split()


NUMBERS = [*_listed("0 00 1 0.5 1e9 1,200 1，200 12000.00 -3 1.2.3 １００ 一百二十 两 ½ Ⅲ ①"), "9" * 40]
OPERATORS = _listed("≥ ≤ = ＝ >= ＞＝ 》 < > ≈ 不少于 不超过 控制在 达到 不 以上 以内 左右 ±")
UNITS = _listed("% ％ ‰ 百分比 人 人次 万元 元/人 元/ ㎡ m³ 级 年 个工作日 𠮷 / 亩次人")
DATES = _listed("2027年 2026年12月底前 12月31日 13月 2月30日 6月底 第四季度 2027-06-30 2027.6.31 每年 20271231 1202年")
NOTHING = _listed("- —— … 无 待定 涉密 不适用 同上 指标1 N/A #REF! ××镇 □ （100字以内） 填入目标1")
WORDS = _listed("""
满意度 完成率 护林员人数 投诉率 故障率 及时性 成本 验收合格率（%） 提高 有效提升 较好 是 否 优良中差 资金使用效率
按规定 保障正常运转 项目完 的 、 ，。 （ ） “ 《办法》 财预〔2015〕88号 合计 绩效指标 Ａ４ 𝟙𝟚 👍 ٣
<br/> &nbsp; &#8805; <w:p> </ **粗** \\n {name} %s $1
""")
BLANKS = ["", " ", "　", "\xa0", "财政部 教育部", "指标 值", "\u200b", "\ufeff", "\u0301", "\x00"]
ODD = [*BLANKS, *NOTHING, *WORDS]

ATOMS = st.one_of(*map(st.sampled_from, (NUMBERS, OPERATORS, UNITS, DATES, ODD)))
CELLS = st.one_of(
    st.sampled_from(ODD),
    st.lists(ATOMS, max_size=5).map("".join),
    st.lists(ATOMS, max_size=4).map(" ".join),
    st.text(alphabet="≥≤=><.,，%％0123年月日底前后至-—~/() \u3000万元人次率<>b", max_size=16),
)
PARTS = [["", "每年", *OPERATORS], NUMBERS, ["", *UNITS], ["", "", "以上", "左右", "（含）", "<br/>"]]
TARGETS = st.tuples(*map(st.sampled_from, PARTS)).flatmap(
    lambda parts: st.sampled_from(["", " "]).map(lambda gap: gap.join(parts))
)
NAMES = st.sampled_from(
    _listed("服务对象满意度 完成率 护林员人数 投诉率 故障发生率 补助发放时间 人均成本 验收合格率（%） 巡护次数")
)
LEVELS = st.sampled_from(["", "产出指标", "效益指标", "满意度指标", "成本指标", "效益", "管理", "产出指 标"])
LEVELS2 = st.sampled_from(
    ["", "数量指标", "质量指标", "时效指标", "成本指标", "社会效益指标", "服务对象满意度指标", "其他", "数 量"]
)
ROWS = st.tuples(LEVELS, LEVELS2, NAMES | CELLS, NAMES | CELLS, TARGETS | CELLS, CELLS)
TABLES = st.lists(st.one_of(ROWS, ROWS, st.lists(CELLS, min_size=1, max_size=8).map(tuple)), min_size=1, max_size=6)
HEADINGS = st.sampled_from(["1、护林员补助绩效目标表", "2027 年项目绩效目标表", "部门职责活动表", ""])
LABELS = st.sampled_from(_listed("项目名称 项目编码 预算数 资金用途 资金支出计划 绩效目标 主管部门 单位：万元"))
FIELDS = st.lists(st.tuples(LABELS, CELLS, CELLS), max_size=4)
DOCUMENTS = st.lists(st.tuples(HEADINGS, FIELDS, TABLES), min_size=1, max_size=3)
QUICK = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _text(document: list[tuple[str, list[tuple[str, ...]], list[tuple[str, ...]]]]) -> str:
    lines: list[str] = []
    for heading, fields, rows in document:
        lines += [heading, *("\t".join(field) for field in fields), "\t".join(COLUMNS)]
        lines += ["\t".join(row) for row in rows] + [""]
    return "\n".join(lines)


def _check(text: str) -> Report:
    return LINTER.check([Item(NAME, text.encode)])


def _rows(document: Document) -> Iterator[Indicator]:
    for project in document.projects:
        yield from project.rows


def _quoted(finding: Finding, text: str) -> str:
    assert isinstance(finding.location, TextLocation)
    return text[finding.location.start.offset : finding.location.end.offset]


def _bare(text: str) -> str:
    """Without the blanks and line breaks that a cell's text leaves out of its source."""
    return "".join(text.split()).replace("\u200b", "").replace("\ufeff", "")


@QUICK
@given(DOCUMENTS)
def test_no_rule_crashes_and_the_report_is_valid(
    document: list[tuple[str, list[tuple[str, ...]], list[tuple[str, ...]]]],
) -> None:
    report = _check(_text(document))
    assert report.crashes == ()
    assert [entry.reason for entry in report.inputs if entry.status is Status.FAILED] == []
    SCHEMA.validate(json.loads(JsonReporter().render(report, Style())))
    assert TextReporter().render(report, Style(color=True, width=80))


@QUICK
@given(TABLES)
def test_positions_quote_the_text_that_they_point_at(rows: list[tuple[str, ...]]) -> None:
    text = _text([("1、护林员补助绩效目标表", [], rows)])
    lines = text.split("\n")
    for finding in _check(text).findings:
        location, snippet, subject = finding.location, finding.snippet, finding.subject
        assert isinstance(location, TextLocation) and snippet is not None and subject is not None
        for point in (location.start, location.end):
            line = lines[point.line - 1]
            assert point.offset == sum(len(above) + 1 for above in lines[: point.line - 1]) + point.column - 1
            assert len(line[: point.column - 1].encode("utf-16-le")) // 2 + 1 == point.column_utf16
        marked = snippet.cells[snippet.index][snippet.start : snippet.end]
        assert _bare(marked).startswith(_bare(_quoted(finding, text)))  # of a joined cell, its first part
        assert _bare(_quoted(finding, text)) or not _bare(marked)
        assert _bare(marked) in _bare(subject.value) or not subject.value


@QUICK
@given(TABLES)
def test_fixes_change_their_cell_and_nothing_else(rows: list[tuple[str, ...]]) -> None:
    text = _text([("1、护林员补助绩效目标表", [], rows)])
    for finding in _check(text).findings:
        for fix in finding.fixes:
            (edit,) = fix.edits
            assert isinstance(edit.location, TextLocation)
            start, end = edit.location.start.offset, edit.location.end.offset
            assert text[start:end] == edit.expected
            assert edit.expected != edit.replacement
            assert not set(edit.expected + edit.replacement) & set("\t\n")
            cells = text[text.rfind("\n", 0, start) + 1 :].split("\n", 1)[0].split("\t")
            fixed = text[:start] + edit.replacement + text[end:]
            after = fixed[fixed.rfind("\n", 0, start) + 1 :].split("\n", 1)[0].split("\t")
            assert len(cells) == len(after)
            assert sum(old != new for old, new in zip(cells, after, strict=True)) == 1


@QUICK
@given(st.lists(ROWS, min_size=1, max_size=6))
def test_applying_safe_fixes_comes_to_an_end(rows: list[tuple[str, ...]]) -> None:
    text = _text([("1、护林员补助绩效目标表", [], rows)])
    for _ in range(6 * len(COLUMNS) * len(rows)):
        edits = [fix.edits[0] for f in _check(text).findings for fix in f.fixes if fix.applicability == "safe"]
        if not edits:
            return
        place = edits[0].location
        assert isinstance(place, TextLocation)
        text = text[: place.start.offset] + edits[0].replacement + text[place.end.offset :]
    raise AssertionError(f"still something to fix: {text}")


@QUICK
@given(DOCUMENTS)
def test_every_row_of_the_model_is_the_same_in_a_second_reading(
    document: list[tuple[str, list[tuple[str, ...]], list[tuple[str, ...]]]],
) -> None:
    text = _text(document)
    first, second = (read(text, LINTER, NAME) for _ in range(2))
    assert list(_rows(first)) == list(_rows(second))
    assert _check(text).findings == _check(text).findings
