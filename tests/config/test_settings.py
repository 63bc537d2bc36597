"""What a configuration may say beside rules: several bases, mandatory rules, overrides, thresholds and the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from lint.api import Item, Linter, Linters, Selection, Session, Settings
from lint.config.ruleset import Ruleset
from lint.errors import UsageError
from lint.model.report import Report
from tests.cli.samples import CLEAN, ROWS, SATISFACTION, changed, draft
from tests.engine.test_run_of_files import FIRST, SECOND

HEAD = 'ruleset: {}\nversion: "1"\n'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _linter(text: str, path: str = "草稿.txt", selection: Selection | None = None, **bases: str) -> Linter:
    Path("jixiao.yaml").write_text(text, "utf-8")
    for name, base in bases.items():
        Path(f"{name}.yaml").write_text(HEAD.format(name) + base, "utf-8")
    return Linters(Settings(selection=selection or Selection())).at(Path(path))


def _ruleset(text: str, **bases: str) -> Ruleset:
    return _linter(text, **bases).ruleset


def _error(text: str, selection: Selection | None = None, **bases: str) -> str:
    with pytest.raises(UsageError) as caught:
        _ = _linter(text, selection=selection, **bases).rules
    return str(caught.value)


def _on(linter: Linter) -> dict[str, str]:
    return {active.rule.meta.code: str(active.severity) for active in linter.rules}


# --- extends


def test_several_bases_each_once_and_the_later_outweighs() -> None:
    ruleset = _ruleset(
        "extends: [city.yaml, county.yaml, review]\nignore: [BD001]\n",
        city="extends: submit\nfail_on: info\nignore: [BD002]\nrules: {SD001: {options: {floor: 85}}}\n",
        county="extends: submit\nrules: {SD001: {severity: error, options: {floor: 90}}}\n",
    )
    assert [seal.id for seal in ruleset.seals] == ["jixiao.yaml", "review", "county", "city", "submit", "draft"]
    assert (ruleset.ignore, str(ruleset.fail_on)) == (("BD002", "BD001"), "warning")
    setting = ruleset.settings["SD001"]
    assert (str(setting.severity), setting.options) == ("error", {"floor": 90})


def test_a_circle_through_a_list() -> None:
    error = _error("extends: [draft, a.yaml]\n", a="extends: [review, jixiao.yaml]\n")
    assert error == "a.yaml:3 规则集绕了一圈又继承自己：jixiao.yaml → a.yaml → jixiao.yaml"


def test_too_many_bases() -> None:
    bases = {f"b{number}": f"extends: b{number + 1}.yaml\n" for number in range(60)}
    assert _error("extends: b0.yaml\n", **bases) == "b48.yaml:3 继承的规则集太多，最多 50 份"


def test_a_ruleset_that_is_no_configuration_needs_name_and_version() -> None:
    Path("a.yaml").write_text("fail_on: never\n", "utf-8")
    assert _error("extends: a.yaml\n") == "a.yaml:1 缺少键“ruleset”"


# --- mandatory

BASE = "mandatory: [SD001, CF]\nrules: {SD001: {options: {floor: 90}}}\n"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("ignore: [BD, SD]\n", "2 SD001 不能跳过"),
        ("select: [SD002]\n", None),
        ("select: [SD001, CF]\nignore: [CF001]\n", None),
        ("rules:\n  SD001: {severity: info}\n", "3 SD001 不能降低级别"),
        ("rules:\n  SD:\n    severity: info\n", "4 SD001 不能降低级别"),
        ("rules:\n  SD001:\n    options:\n      floor: 95\n", "5 SD001 不能改选项“floor”"),
        ("overrides:\n  - files: ['*.txt']\n    ignore: [BD, SD001]\n", "4 SD001 不能跳过"),
        ("overrides:\n  - files: ['*.txt']\n    select: [BD]\n", None),
        ("overrides:\n  - projects: ['*路*']\n    rules: {SD001: {severity: info}}\n", "4 SD001 不能降低级别"),
    ],
)
def test_nobody_below_weakens_a_mandatory_rule(text: str, error: str | None) -> None:
    said = _error(f"extends: base.yaml\n{text}", base=BASE)
    demanded = "：base（base.yaml:3）规定必须检查"
    if error is None:
        assert said.startswith("jixiao.yaml:") and said.endswith(demanded)
    else:
        assert said == f"jixiao.yaml:{error}{demanded}"


@pytest.mark.parametrize(("fail_on", "error"), [("never", "warning 放宽为 never"), ("error", "warning 放宽为 error")])
def test_findings_of_mandatory_rules_go_on_to_decide(fail_on: str, error: str) -> None:
    said = _error(f"extends: base.yaml\nfail_on: {fail_on}\n", base="fail_on: warning\nmandatory: [SD001]\n")
    assert said == f"jixiao.yaml:2 fail_on 不能从 {error}：base（base.yaml:4）有必须检查的规则"


def test_raising_and_repeating_is_allowed() -> None:
    linter = _linter(
        "extends: base.yaml\nrules: {SD001: {severity: error, options: {floor: 90}}}\n",
        base="mandatory: [SD001]\nrules: {SD001: {severity: info, options: {floor: 90}}}\n",
    )
    assert _on(linter)["SD001"] == "error"


def test_mandatory_rules_add_up_and_are_on_whatever_was_chosen() -> None:
    linter = _linter(
        "extends: [a.yaml, b.yaml]\nmandatory: [WZ001]\n",
        selection=Selection(select=("BD001",)),
        a="mandatory: [SD001]\nselect: [SD, BD]\n",
        b="mandatory: [WZ011]\n",
    )
    assert list(_on(linter)) == ["BD001", "SD001", "WZ001", "WZ011"]
    assert {code: f"{demand.by} {demand.origin}" for code, demand in linter.ruleset.mandatory.items()} == {
        "SD001": "a a.yaml:3",
        "WZ011": "b b.yaml:3",
        "WZ001": "jixiao.yaml jixiao.yaml:2",
    }


def test_the_command_line_cannot_ignore_a_mandatory_rule() -> None:
    error = _error("mandatory: [SD001]\n", selection=Selection(ignore=("SD",)))
    assert error == "不能用 --ignore 跳过 SD001：jixiao.yaml（jixiao.yaml:1）规定必须检查"


def test_mandatory_and_ignored_in_one_file() -> None:
    error = _error("mandatory: [SD001]\nignore: [SD]\n")
    assert error == "jixiao.yaml:2 SD001 在同一个文件里又写在 mandatory 里，不能跳过"


# --- overrides

OVERRIDES = """
overrides:
  - files: ["试点/**", "*样稿*"]
    rules: {SD001: {severity: info, options: {floor: 60}}}
    reason: 试点单位先不要求
  - files: ["试点/水利/*.txt"]
    ignore: [BD]
  - files: ["旧"]
    select: [WZ001, SD001]
"""


@pytest.mark.parametrize(
    ("path", "severity", "floor", "wording"),
    [
        ("草稿.txt", "error", 80, True),
        ("试点/草稿.txt", "info", 60, True),
        ("县直/教育/样稿1.txt", "info", 60, True),
        ("试点/水利/草稿.txt", "info", 60, False),
        ("县直/旧/草稿.txt", "error", 80, False),
        ("县直/试点/草稿.txt", "error", 80, True),
    ],
)
def test_overrides_for_files(path: str, severity: str, floor: int, wording: bool) -> None:
    linter = _linter(OVERRIDES, path)
    active = next(active for active in linter.rules if active.rule.meta.code == "SD001")
    assert (str(active.severity), active.rule.options.floor) == (severity, floor)
    assert ("BD001" in _on(linter)) is wording


def test_patterns_are_as_seen_from_the_file_that_says_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("县/试点").mkdir(parents=True)
    Path("县/jixiao.yaml").write_text(OVERRIDES, "utf-8")
    monkeypatch.chdir(folder / "县" / "试点")
    assert _on(Linters().at(Path("草稿.txt")))["SD001"] == "info"
    monkeypatch.chdir(folder)
    assert _on(Linters().at(Path("县/试点/草稿.txt")))["SD001"] == "info"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("  - ignore: [BD]\n", "2 要写 files 或 projects，说明用在哪些文件或项目"),
        ("  - projects: [路]\n    select: [BD]\n", "3 按项目改的，不能写 select，请写 ignore"),
        (
            "  - projects: [路]\n    rules:\n      CF001: {options: {near: 90}}\n",
            "4 CF001 把几个项目放在一起比，选项不能按项目改；级别可以改，也可以 ignore",
        ),
        ("  - file: [路]\n", "2 不认识的键“file”，是不是想写“files”？"),
        ("  - files: [路]\n    ignore: [BD, BD999]\n", "3 没有规则“BD999”"),
        ("  - files: [路]\n    rules: {SD001: {options: {flor: 3}}}\n", "3 SD001 没有选项“flor”，是不是想写“floor”？"),
    ],
)
def test_wrong_overrides(text: str, error: str) -> None:
    assert _error(f"overrides:\n{text}") == f"jixiao.yaml:{error}"


# --- the rest


def test_what_others_need() -> None:
    ruleset = _ruleset(
        """extends: base.yaml
suppressions: shown
max_suppressed: 5
suppress:
  - {rule: SD001, reason: 上级文件规定为 70%, files: ["*.txt"], project: 书屋, owner: 张三, until: 2027-06-30}
  - rule: [WZ, 错别字]
    reason: 样稿
""",
        base="suppressions: refused\nmin_tables: 1\nmin_indicators: 3\nsuppress:\n  - {rule: BD003, reason: 老模板}\n",
    )
    assert (ruleset.suppressions, ruleset.max_suppressed) == ("shown", 5)
    assert (ruleset.min_tables, ruleset.min_indicators) == (1, 3)
    entries = [(str(entry.origin), entry.rules, entry.reason, entry.owner, entry.until) for entry in ruleset.suppress]
    assert entries == [
        ("base.yaml:7", ("BD003",), "老模板", "", ""),
        ("jixiao.yaml:5", ("SD001",), "上级文件规定为 70%", "张三", "2027-06-30"),
        ("jixiao.yaml:6", ("WZ", "错别字"), "样稿", "", ""),
    ]
    assert ruleset.suppress[1].files[0].covers(Path("甲/乙.txt"))


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("suppress:\n  - {rule: SD001}\n", "2 “suppress、第 1 项”缺少键“reason”"),
        ("suppress:\n  - {rule: SD001, reason: ' '}\n", "2 “suppress、第 1 项、reason”写得不对，应当是一句话"),
        ("suppress:\n  - {rule: SD999, reason: 一}\n", "2 没有规则“SD999”，是不是想写“SD009”？"),
        (
            "suppress:\n  - {rule: SD001, reason: 一, until: 2027-6-30}\n",
            "2 “suppress、第 1 项、until”写得不对，应当是日期，例如 2027-06-30",
        ),
        ("suppressions: hidden\n", "1 “suppressions”应当是其中之一：allowed、shown、refused"),
        ("max_suppressed: -1\n", "1 “max_suppressed”应当不小于 0"),
        ("min_tables: 一\n", "1 “min_tables”应当是整数"),
        ("date: 2027年\n", "1 “date”写得不对，应当是日期，例如 2027-06-30"),
        ("dictionaries:\n  - 本县.yaml\n", "2 找不到词典文件 本县.yaml"),
        ("plugins: [qinglan]\n", "1 要求的插件 qinglan 没有安装"),
        ("exclude: 旧\n", "1 “exclude”应当是列表"),
    ],
)
def test_wrong_settings(text: str, error: str) -> None:
    assert _error(text) == f"jixiao.yaml:{error}"


def test_dictionaries_are_found_beside_the_file_and_sealed() -> None:
    Path("县/词典").mkdir(parents=True)
    Path("县/词典/本县.yaml").write_text('dictionary: placeholders\nversion: "1"\nfiller: [到时再定]\n', "utf-8")
    Path("县/jixiao.yaml").write_text("dictionaries: [词典/本县.yaml]\n", "utf-8")
    linters = Linters()
    linter, other = linters.at(Path("县/草稿.txt")), linters.at(Path("草稿.txt"))
    assert (linter.lexicon.placeholders.is_filler("到时再定"), other.lexicon.placeholders.is_filler("到时再定")) == (
        True,
        False,
    )
    assert [(seal.id, seal.version) for seal in linter.dictionaries[-1:]] == [("placeholders", "1")]
    assert len(linter.dictionaries) == len(other.dictionaries) + 1


def test_excluded_files() -> None:
    _linter("exclude: ['模板*', 归档/2025]\n")
    linters = Linters()
    paths = ("草稿.txt", "模板.txt", "甲/模板1/乙.txt", "归档/2025/甲.txt", "归档/2026/甲.txt", "甲/归档/2025/甲.txt")
    assert [path for path in paths if linters.excluded(Path(path))] == [
        "模板.txt",
        "甲/模板1/乙.txt",
        "归档/2025/甲.txt",
    ]
    assert Linters(Settings(exclude=False)).excluded(Path("模板.txt")) is None


# --- overrides for projects, and documents


def _report(text: str, *drafts: str, selection: Selection | None = None) -> Report:
    Path("jixiao.yaml").write_text(text, "utf-8")
    linters = Linters(Settings(selection=selection or Selection()))
    items = [Item(f"{number}.txt", draft.encode) for number, draft in enumerate(drafts, 1)]
    return Session(linters.of).check(items)


def _found(report: Report) -> list[tuple[int, int | None, str, str]]:
    return [
        (finding.input, finding.subject.ordinal if finding.subject else None, finding.code, str(finding.severity))
        for finding in report.findings
    ]


LOW = changed(SATISFACTION, value="≥75%")
TWO = draft((*ROWS[:5], LOW), name="乡村书屋建设补助") + draft((*ROWS[:5], LOW), name="农村公路养护", number=2)
PROJECT = """
overrides:
  - projects: ["农村公路*"]
    rules: {SD001: {severity: info, options: {floor: %d}}}
"""


def test_overrides_for_projects() -> None:
    assert _found(_report("select: [SD001]", TWO)) == [(0, 1, "SD001", "error"), (0, 2, "SD001", "error")]
    select = "select: [SD001]"
    assert _found(_report(select + PROJECT % 80, TWO)) == [(0, 1, "SD001", "error"), (0, 2, "SD001", "info")]
    assert _found(_report(select + PROJECT % 60, TWO)) == [(0, 1, "SD001", "error")]
    by_code = "\noverrides:\n  - projects: ['41900027P0001001002?']\n    ignore: [SD]\n"
    assert _found(_report(select + by_code, TWO)) == [(0, 1, "SD001", "error")]
    files = "\noverrides:\n  - {projects: [农村公路养护], files: [2.txt], ignore: [SD]}\n"
    assert _found(_report(select + files, TWO, TWO)) == [
        (0, 1, "SD001", "error"),
        (0, 2, "SD001", "error"),
        (1, 1, "SD001", "error"),
    ]


def test_what_rules_on_the_whole_document_say_of_a_project_is_judged_by_its_rules() -> None:
    plain = _report("select: [CF001]", TWO)
    assert _found(plain) == [(0, 1, "CF001", "warning"), (0, 2, "CF001", "warning")]
    override = "\noverrides:\n  - projects: [农村*]\n    rules: {CF001: {severity: info}}\n"
    assert _found(_report("select: [CF001]" + override, TWO)) == [(0, 1, "CF001", "warning"), (0, 2, "CF001", "info")]
    ignored = "\noverrides:\n  - {projects: [农村*], ignore: [CF001]}\n"
    report = _report("select: [CF001]" + ignored, TWO)
    assert (_found(report), report.complete) == ([(0, 1, "CF001", "warning")], True)


def test_what_is_excepted_stays_so_when_the_command_line_selects() -> None:
    override = "overrides:\n  - {projects: [农村*], ignore: [SD001]}\n  - {files: [2.txt], ignore: [SD]}\n"
    report = _report(override, TWO, TWO, selection=Selection(select=("SD001",)))
    assert _found(report) == [(0, 1, "SD001", "error")]
    assert [(entry.status.value, entry.reason) for entry in report.inputs] == [
        ("checked", ""),
        ("skipped", "设置里的 overrides 把规则都关了，没有检查；不要检查的文件请写进 exclude"),
    ]


def test_files_with_settings_of_their_own_are_still_compared_with_the_others() -> None:
    plain = _report("select: [CF007]", FIRST, SECOND)
    assert _found(plain) == [(0, 1, "CF007", "warning"), (1, 1, "CF007", "warning")]
    override = "select: [CF007]\noverrides:\n  - {files: [2.txt], rules: {CF007: {severity: info}}}\n"
    assert _found(_report(override, FIRST, SECOND)) == [(0, 1, "CF007", "warning"), (1, 1, "CF007", "info")]


def test_a_draft_with_less_than_wanted_is_not_complete() -> None:
    report = _report("min_tables: 2\nmin_indicators: 20\n", TWO, CLEAN)
    assert [(entry.status.value, entry.reason) for entry in report.inputs] == [
        ("partial", "只读到 12 条指标，jixiao.yaml 要求至少 20 条"),
        ("partial", "只读到 1 张绩效目标表，jixiao.yaml 要求至少 2 张；只读到 6 条指标，jixiao.yaml 要求至少 20 条"),
    ]
    assert report.exit_code == 3
