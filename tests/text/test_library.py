"""The indicator library: valid, broad, sound by the linter's own rules, and read only when a suggestion wants it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import jsonschema_rs
import pytest

from lint.api import Linter
from lint.engine.run import Runner
from lint.model.finding import Finding
from lint.model.measure import Kind
from lint.resources.files import read_yaml
from lint.resources.validate import check_shape
from lint.testing.cases import read
from lint.text.library import Entry, Library
from tests.conftest import ROOT

FOLDER = ROOT / "dictionaries" / "indicators"
FILES = sorted(FOLDER.glob("*.yaml"))
LEVEL1 = {"效益": "效益指标", "满意度": "满意度指标"}
WHOLE_PROJECT = {"SD010", "WZ009"}
"""The test puts in the numbers, and no goals."""


def _library(linter: Linter) -> Library:
    return linter.lexicon.library


def _types() -> dict[str, dict[str, str]]:
    types: dict[str, dict[str, str]] = read_yaml(FOLDER / "types.yaml").data["types"]
    return types


TYPES = [name for types in _types().values() for name in types]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_files_fit_their_schema(path: object) -> None:
    file = read_yaml(path)  # type: ignore[arg-type]
    schema = json.loads((ROOT / "docs" / "schema" / "indicators-1.schema.json").read_text("utf-8"))
    jsonschema_rs.Draft202012Validator(schema).validate(file.data)
    check_shape(file)
    assert file.text.startswith("# yaml-language-server: $schema=../../docs/schema/indicators-1.schema.json\n")


def test_types_and_files_agree() -> None:
    types = _types()
    assert set(types) == {path.stem for path in FILES} - {"types"}
    for stem, names in types.items():
        assert list(names) == list(read_yaml(FOLDER / f"{stem}.yaml").data["indicators"])
    assert set(read_yaml(FOLDER / "types.yaml").data["general"].split()) < set(TYPES)


def test_it_is_broad(linter: Linter) -> None:
    entries = [entry for name in TYPES for entry in _library(linter).entries(name)]
    assert len(TYPES) == len(set(TYPES)) >= 40
    assert len(entries) >= 200


def test_no_word_shows_two_types() -> None:
    words = [(word, name) for types in _types().values() for name, text in types.items() for word in text.split()]
    assert len(words) == len({word for word, _ in words})


def _number(entry: Entry, at: int) -> str:
    """A plausible target, in place of N."""
    if entry.unit == "日期":
        return "10月底前"
    number: float | int | None = entry.number
    if number is None and entry.unit == "%":
        number = 5 if entry.direction == "反向" else 90 + at
    if number is None and entry.unit == "‰":
        number = 0.5
    return f"{entry.operator}{120 + at if number is None else number}{entry.unit}"


def _table(name: str, linter: Linter) -> str:
    rows = ["一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据"]
    for at, entry in enumerate(_library(linter).entries(name)):
        category = linter.lexicon.categories.level2(entry.category)
        assert category is not None
        level1 = LEVEL1.get(category.group, "产出指标")
        cells = (level1, entry.category, entry.name, entry.formula, _number(entry, at), entry.source)
        rows.append(" | ".join(cells))
    return f"1、{name}绩效目标表\n" + "\n".join(rows) + "\n"


def _findings(text: str, linter: Linter) -> Iterator[Finding]:
    return (found for found in Runner(linter.rules).run(read(text, linter), 0).findings)


@pytest.mark.parametrize("name", TYPES)
def test_all_indicators_of_a_type_make_a_table_without_findings(name: str, linter: Linter) -> None:
    found = [
        f"{f.code} {f.subject.row if f.subject else ''} {f.message}"
        for f in _findings(_table(name, linter), linter)
        if f.code not in WHOLE_PROJECT
    ]
    assert found == []


@pytest.mark.parametrize("name", TYPES)
def test_names_tell_the_kind_of_their_unit(name: str, linter: Linter) -> None:
    lexicon, wrong = linter.lexicon, []
    for entry in _library(linter).entries(name):
        kind = lexicon.measures.read(entry.name).kind
        wanted = Kind.TIME if entry.unit == "日期" else lexicon.units.kind(entry.unit)
        wanted = Kind.SATISFACTION if entry.category == "服务对象满意度指标" else wanted
        if kind is not wanted and not entry.name.endswith("天数"):
            wrong.append(f"{entry.name} {kind} {entry.unit}")
    assert wrong == []


@pytest.mark.parametrize(
    ("label", "wanted"),
    [
        ("城关镇中学教学楼改造", "校舍建设维修"),
        ("中小学教师全员培训费", "教师培训"),
        ("机关干部培训费", "培训"),
        ("法院办公设备购置", "设备购置"),
        ("公共租赁住房维修养护", "维修维护"),
        ("治超联合执法专项经费", "交通执法"),
        ("防汛物资储备及抢险", "应急保障"),
        ("森林防火物资购置", "森林防火"),
        ("残疾人两项补贴", "低保特困"),
        ("计划生育家庭奖励扶助", "补助发放"),
        ("城乡公交运营补贴", "公共交通"),
        ("质保金", "尾款质保金"),
        ("中心敬老院屋面维修", "维修维护"),
        ("农村生活污水设施运维", "污水处理"),
        ("政府门户网站运维", "信息系统运维"),
        ("退役军人就业培训", "就业创业"),
        ("小型水库安全运行管护", "灌区水库"),
        ("水库移民后期扶持", None),
        ("小麦病虫害统防统治", None),
        ("学前教育生均公用经费", None),
        ("疾控中心实验室改造用房", None),
        ("专项工作经费", None),
        ("景区旅游厕所", None),
        ("省市两会期间工作经费", None),
    ],
)
def test_the_name_shows_the_type(label: str, wanted: str | None, linter: Linter) -> None:
    document = read(
        f"1、{label}绩效目标表\n一级指标 | 二级指标 | 三级指标 | 指标值\n产出指标 | 数量指标 | 件数 | ≥5件\n", linter
    )
    assert _library(linter).type_of(document.projects[0]) == wanted


def test_documents_without_such_findings_do_not_read_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    linter = Linter()
    text = _table("会议", linter)

    def refuse(*_: object) -> object:
        raise AssertionError("read")

    fresh = Linter()
    _ = fresh.rules
    monkeypatch.setattr("lint.text.library.read_yaml", refuse)
    assert [f.code for f in _findings(text, fresh) if f.code not in WHOLE_PROJECT] == []
