"""Suppressions: what they hide and for how long, and what is said of those that do not count."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from lint.api import Item, Linter, Session, Suppressing
from lint.config.ruleset import Demand, Origin
from lint.engine.select import Selection
from lint.engine.spoken import Entry, spoken
from lint.model.comment import Noted
from lint.model.finding import Finding, State
from lint.model.place import FileLocation
from lint.model.report import Report, Status
from lint.resources.files import DataFile

TODAY = date(2026, 11, 21)
DRAFT = """1、护林防火绩效目标表

项目编码 | 13058827P0042 | 项目名称 | 护林防火
资金支出计划（%） | 3月底 | 6月底 | 9月底 | 12月底
 | 25 | 50 | 75 | 60
绩效目标 | 护林员、、全部到岗。 | | | |
一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据
产出指标 | 数量指标 | 护林员人数 | 在岗的护林员人数 | 120人以上 | 护林员名册
产出指标 | 质量指标 | 巡护合格率 | 巡护记录经抽查合格的比例 | ≥0 | 巡护管理办法
满意度指标 | 服务对象满意度指标 | 群众满意度 | 满意的群众占受访群众的比例 | ≥60% | 入户调查

2、林区道路维护绩效目标表

项目编码 | 13058827P0043 | 项目名称 | 林区道路维护
一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据
产出指标 | 质量指标 | 巡护合格率 | 巡护记录经抽查合格的比例 | ≥0 | 巡护管理办法
"""
RULES = ("WZ005", "SD001", "BD003", "KX001")


@pytest.fixture(scope="module")
def linter() -> Linter:
    return Linter(selection=Selection(select=RULES))


def _check(
    linter: Linter, folder: Path, text: str = DRAFT, *, today: date = TODAY, beside: str = "", **settings: Any
) -> Report:
    draft = folder / "草稿.txt"
    draft.write_text(text, "utf-8")
    if beside:
        draft.with_name("草稿.txt.jixiao.yaml").write_text(beside, "utf-8")
    item = Item("草稿.txt", draft.read_bytes, path=draft)
    return Session(lambda _: linter, suppressing=Suppressing(today, **settings)).check([item])


def _above(row: str, *lines: str) -> str:
    return DRAFT.replace(row, "\n".join([*(f"# {line}" for line in lines), row]), 1)


def _states(report: Report) -> list[tuple[str, str, int | None, str]]:
    return [_state(finding) for finding in report.findings if not finding.code.startswith("SUP")]


def _state(finding: Finding) -> tuple[str, str, int | None, str]:
    subject = finding.subject
    assert subject is not None
    return finding.code, subject.project, subject.row, finding.state.value


def _hidden(report: Report) -> list[tuple[str, str, int | None]]:
    return [state[:3] for state in _states(report) if state[3] == "suppressed"]


def _about(report: Report) -> list[tuple[str, str, str, str]]:
    return [
        (finding.code, finding.severity.value, finding.location.label, finding.message)
        for finding in report.findings
        if finding.code.startswith("SUP")
    ]


VALUE, ZERO, COUNT = "满意度指标 |", "产出指标 | 质量指标", "产出指标 | 数量指标"
ALL = [
    ("KX001", "护林防火", None),
    ("BD003", "护林防火", 1),
    ("WZ005", "护林防火", 2),
    ("SD001", "护林防火", 3),
    ("WZ005", "林区道路维护", 1),
]


def test_without_suppressions(linter: Linter, tmp_path: Path) -> None:
    report = _check(linter, tmp_path)
    assert [state[:3] for state in _states(report)] == ALL
    assert _hidden(report) == _about(report) == []


def test_a_comment_hides_what_it_names_in_its_row_only(linter: Linter, tmp_path: Path) -> None:
    text = _above(ZERO, "jixiao: 忽略 WZ005 理由：上级规定，负责人：李明，有效期至：2027年6月30日")
    report = _check(linter, tmp_path, text)
    assert (_hidden(report), _about(report)) == ([("WZ005", "护林防火", 2)], [])
    (said,) = (finding.suppression for finding in report.findings if finding.suppression)
    assert (said.kind, said.reason, said.owner, said.until) == ("comment", "上级规定", "李明", "2027-06-30")
    assert (said.source, said.location and said.location.label) == ("第 9 行的批注", "第 9 行")
    assert report.exit_code == 1
    assert not report.show_suppressed


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("jixiao: 忽略 SD001、WZ005 理由：一", ["SD001"]),
        ("JIXIAO：忽略：SD001，理由：一", ["SD001"]),
        ("jixiao: ignore SD001 reason: one owner: Li until: 2027-01-02", ["SD001"]),
        ("jixiao: 忽略 SD 理由：一", ["SD001"]),
        ("jixiao: 忽略 sd001 理由：一", ["SD001"]),
        ("jixiao: 忽略 satisfaction-too-low 理由：一", ["SD001"]),
        ("jixiao: 忽略 WZ005 理由：一", []),
    ],
)
def test_forms_of_comments(text: str, hidden: list[str], linter: Linter, tmp_path: Path) -> None:
    assert [code for code, *_ in _hidden(_check(linter, tmp_path, _above(VALUE, text)))] == hidden


@pytest.mark.parametrize(("row", "hidden"), [(" | 25 |", True), ("绩效目标 |", False), ("资金支出计划", False)])
def test_a_comment_outside_of_rows_is_for_the_next_line(row: str, hidden: bool, linter: Linter, tmp_path: Path) -> None:
    report = _check(linter, tmp_path, _above(row, "jixiao: 忽略 KX001 理由：一"))
    assert _hidden(report) == ([("KX001", "护林防火", None)] if hidden else [])
    assert [code for code, *_ in _about(report)] == ([] if hidden else ["SUP002"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("jixiao: 忽略 SD001 理由：", "忽略 SD001 没有写理由，不起作用"),
        ("jixiao: 忽略 SD001", "忽略 SD001 没有写理由，不起作用"),
        ("jixiao: 忽略 SD001 理由：……", "忽略 SD001 没有写理由，不起作用"),
        ("jixiao: 忽略 理由：一", "忽略说明没有写要忽略哪条规则"),
        ("jixiao: 请再核对", "忽略说明“jixiao: 请再核对”看不懂"),
        ("jixiao: 忽略 SD0001 理由：一", "忽略说明里没有规则“SD0001”，是不是想写“SD001”？"),
        ("jixiao: 忽略 全部 理由：一", "忽略说明里没有规则“全部”"),
        ("jixiao: 忽略 ALL 理由：一", "忽略说明要写明是哪条规则，不能一次忽略全部"),
        ("jixiao: 忽略 SD001 理由：一 有效期至：明年", "忽略说明里的有效期“明年”不是日期"),
        ("jixiao: 忽略 SD001 理由：一 有效期至：2027-02-30", "忽略说明里的有效期“2027-02-30”不是日期"),
        ("jixiao: 忽略 SD001 理由：" + "一" * 2000, "这条忽略说明超过 1000 字，没有读"),
    ],
)
def test_what_has_no_reason_or_is_not_understood_does_not_count(
    text: str, message: str, linter: Linter, tmp_path: Path
) -> None:
    report = _check(linter, tmp_path, _above(VALUE, text))
    assert (_hidden(report), _about(report)) == ([], [("SUP001", "error", "第 10 行", message)])


def test_unused_only_where_the_rule_ran(linter: Linter, tmp_path: Path) -> None:
    text = _above(
        VALUE, "jixiao: 忽略 WZ005,SD001 理由：一", "jixiao: 忽略 SD008 理由：没有查", "jixiao: 忽略 KX 理由：一"
    )
    report = _check(linter, tmp_path, text)
    assert _about(report) == [("SUP002", "warning", "第 10 行", "忽略 WZ005 没有用上：这里没有这样的问题")]


def test_an_expired_one_does_not_count_any_more(linter: Linter, tmp_path: Path) -> None:
    text = _above(VALUE, "jixiao: 忽略 SD001 理由：一 有效期至：2026-11-21")
    assert _about(_check(linter, tmp_path, text)) == []
    report = _check(linter, tmp_path, text, today=date(2026, 11, 22))
    message = "忽略 SD001 的有效期到 2026-11-21 为止，已经过了，不再起作用"
    assert (_hidden(report), _about(report)) == ([], [("SUP003", "warning", "第 10 行", message)])


def _with(linter: Linter, **settings: Any) -> Linter:
    return Linter(selection=linter.selection, given=replace(linter.ruleset, **settings), kit=linter.kit)


def test_mandatory_rules_are_not_suppressed(linter: Linter, tmp_path: Path) -> None:
    demand: Mapping[str, Demand] = {"WZ005": Demand("市局", Origin(DataFile(Path("市局.yaml"), "", {}, "")))}
    text = _above(ZERO, "jixiao: 忽略 WZ005 理由：一", "jixiao: 忽略 WZ 理由：一", "jixiao: 忽略 SUP001 理由：一")
    report = _check(_with(linter, mandatory=demand), tmp_path, text)
    assert (_hidden(report), _about(report)) == (
        [],
        [
            ("SUP004", "error", "第 9 行", "规则 WZ005 必须检查，不能忽略"),
            ("SUP004", "error", "第 10 行", "规则 WZ005 必须检查，不能忽略"),
            ("SUP004", "error", "第 11 行", "规则 SUP001 说的就是忽略说明，不能忽略"),
        ],
    )


def test_a_budget(linter: Linter, tmp_path: Path) -> None:
    beside = "suppress:\n- {rule: [WZ005, SD001], reason: 一}\n"
    assert _about(_check(_with(linter, max_suppressed=3), tmp_path, beside=beside)) == []
    report = _check(_with(linter, max_suppressed=2), tmp_path, beside=beside)
    assert _about(report) == [("SUP005", "error", "整个文件", "按说明忽略了 3 个问题，最多可以忽略 2 个")]
    assert len(_hidden(report)) == 3


@pytest.mark.parametrize(
    ("entry", "hidden"),
    [
        ("rule: WZ005", [("WZ005", "护林防火", 2), ("WZ005", "林区道路维护", 1)]),
        ("rule: WZ005, project: 林区道路维护", [("WZ005", "林区道路维护", 1)]),
        ("rule: WZ005, project: 13058827P0043", [("WZ005", "林区道路维护", 1)]),
        ("rule: WZ005, project: 1", [("WZ005", "护林防火", 2)]),
        ("rule: WZ005, indicator: 1", [("WZ005", "林区道路维护", 1)]),
        ("rule: WZ005, indicator: 产出指标/质量指标/巡护合格率, project: 1", [("WZ005", "护林防火", 2)]),
        ("rule: [SD001, BD003], indicator: 群众满意度", [("SD001", "护林防火", 3)]),
        ("rule: KX001, field: 资金支出计划", [("KX001", "护林防火", None)]),
        ("rule: WZ005, field: 指标名称", []),
        ("rule: WZ005, project: 别的", []),
    ],
)
def test_entries_of_a_sidecar(entry: str, hidden: object, linter: Linter, tmp_path: Path) -> None:
    report = _check(linter, tmp_path, beside=f"suppress:\n- {{{entry}, reason: 一}}\n")
    assert _hidden(report) == hidden
    assert bool(_about(report)) is (not hidden or "BD003" in entry)


def test_faults_of_entries_are_findings_at_their_line(linter: Linter, tmp_path: Path) -> None:
    beside = """suppress:
- rule: WZ005
- {rule: SD001, reason: 一, until: "2026-1-1"}
- {rule: XX001, reason: 一}
- {rule: WZ005, reason: 一, field: 指标質}
"""
    report = _check(linter, tmp_path, beside=beside)
    source = "草稿.txt.jixiao.yaml 第 {} 行"
    assert sorted(_about(report), key=lambda entry: entry[2]) == [
        ("SUP001", "error", source.format(2), "忽略 WZ005 没有写理由，不起作用"),
        ("SUP003", "warning", source.format(3), "忽略 SD001 的有效期到 2026-01-01 为止，已经过了，不再起作用"),
        ("SUP001", "error", source.format(4), "忽略说明里没有规则“XX001”，是不是想写“KX001”？"),
        ("SUP001", "error", source.format(5), "忽略说明里没有栏目“指标質”，是不是想写“指标值”？"),
    ]
    assert {type(f.location) for f in report.findings if f.code.startswith("SUP")} == {FileLocation}


@pytest.mark.parametrize(
    ("beside", "reason"),
    [
        ("suppress:\n- rule: WZ005\n  raeson: 一\n", ":3 不认识的键“raeson”，是不是想写“reason”？"),
        ("suppress:\n- reason: 一\n", ":2 “suppress、第 1 项”缺少键“rule”"),
        ("supress: []\n", ":1 不认识的键“supress”，是不是想写“suppress”？"),
        ("- rule: WZ005\n", ":1 文件内容应当是一行一个“键: 值”"),
        ("suppress:\n- rule: {}\n  reason: 一\n", ":2 “suppress、第 1 项、rule”应当是文字或列表"),
        ("", ":1 文件是空的"),
        ("suppress: [\n", ":2 不是正确的 YAML"),
    ],
)
def test_a_sidecar_that_cannot_be_used_is_told_of(beside: str, reason: str, linter: Linter, tmp_path: Path) -> None:
    (tmp_path / "草稿.jixiao.yaml").write_text(beside or "# 空\n", "utf-8")
    report = _check(linter, tmp_path)
    (entry,) = report.inputs
    assert (entry.status, report.exit_code) == (Status.PARTIAL, 3)
    assert entry.reason.startswith("忽略说明没有读：")
    assert f"草稿.jixiao.yaml{reason}" in entry.reason
    assert [state[:3] for state in _states(report)] == ALL


def test_a_sidecar_in_another_encoding_or_too_large(linter: Linter, tmp_path: Path) -> None:
    (tmp_path / "草稿.jixiao.yaml").write_bytes("suppress:\n- {rule: WZ005, reason: 理由}\n".encode("gbk"))
    (entry,) = _check(linter, tmp_path).inputs
    assert entry.reason.endswith("草稿.jixiao.yaml 不是 UTF-8 编码，请另存为 UTF-8")
    (tmp_path / "草稿.jixiao.yaml").write_bytes(b"#" * (1024 * 1024 + 1))
    (entry,) = _check(linter, tmp_path).inputs
    assert entry.reason.endswith("草稿.jixiao.yaml 超过 1 MB，没有读，请核对是不是忽略说明")


def test_a_sidecar_of_several_drafts_is_unused_only_where_none_needs_it(linter: Linter, tmp_path: Path) -> None:
    (tmp_path / "草稿.jixiao.yaml").write_text(
        "suppress:\n- {rule: WZ005, reason: 一}\n- {rule: SD001, indicator: 巡护合格率, reason: 一}\n", "utf-8"
    )
    texts = {"草稿.md": DRAFT, "草稿.txt": DRAFT.replace("≥0", "≥95%")}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    items = [Item(name, (tmp_path / name).read_bytes, path=tmp_path / name) for name in texts]
    report = Session(lambda _: linter, suppressing=Suppressing(TODAY)).check(items)
    message = "忽略 SD001 没有用上：“巡护合格率”里没有这样的问题"
    assert [(f.input, f.message) for f in report.findings if f.code == "SUP002"] == [(0, message), (1, message)]
    assert [f.input for f in report.findings if f.state is State.SUPPRESSED] == [0, 0]


def test_policies(linter: Linter, tmp_path: Path) -> None:
    text = _above(ZERO, "jixiao: 忽略 WZ005 理由：一", "jixiao: 忽略 SD001 理由：")
    shown = _check(_with(linter, suppressions="shown"), tmp_path, text)
    assert (shown.show_suppressed, len(_hidden(shown))) == (True, 1)
    refused = _check(_with(linter, suppressions="refused"), tmp_path, text)
    assert (_hidden(refused), _about(refused)) == ([], [])
    assert refused.notes == ("规则集不许忽略，2 条忽略说明没有用",)
    off = _check(linter, tmp_path, text, count=False)
    assert (_hidden(off), _about(off), off.notes) == ([], [], ("按 --no-suppressions，2 条忽略说明没有用",))


def test_findings_about_suppressions_can_be_ignored_by_name(linter: Linter, tmp_path: Path) -> None:
    quiet = Linter(selection=Selection(select=RULES, ignore=("SUP002",)), kit=linter.kit)
    assert _about(_check(quiet, tmp_path, _above(VALUE, "jixiao: 忽略 WZ005 理由：一"))) == []


def test_very_many_comments(linter: Linter, tmp_path: Path) -> None:
    text = _above(ZERO, *["jixiao: 忽略 WZ005 理由：一"] * 3000)
    report = _check(linter, tmp_path, text)
    assert (_hidden(report), _about(report)) == ([("WZ005", "护林防火", 2)], [])


@pytest.mark.parametrize(
    ("text", "reason", "owner", "until"),
    [
        ("jixiao: 忽略 SD001 理由：依据：上级文件 负责人：李明", "依据：上级文件", "李明", ""),
        ("jixiao: 忽略 SD001 负责人：李明 理由：一，二；三", "一，二；三", "李明", ""),
        ("jixiao: 忽略 SD001 理由：理由：一", "理由：一", "", ""),
        ("jixiao: 忽略 SD001\n理由：一\n二\n有效期：2027/6/30", "一 二", "", "2027-06-30"),
        ("jixiao: 忽略 SD001 原因: 写着“负责人：李明”", "写着“负责人：李明”", "", ""),
    ],
)
def test_keys_of_a_comment(text: str, reason: str, owner: str, until: str) -> None:
    entry: Entry = spoken(Noted(text, FileLocation(), ()))
    assert (entry.fault, entry.rules, entry.reason, entry.owner, entry.until) == ("", ("SD001",), reason, owner, until)
