"""Dictionaries: the ones that ship are valid, further ones add words, wrong ones say where."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from lint.api import Linter
from lint.config.dictionaries import load_lexicon, shipped_dictionaries
from lint.errors import UsageError
from lint.model.measure import Kind
from lint.resources import files
from lint.resources.files import read_yaml
from lint.resources.validate import PATTERNS, check_shape
from tests.conftest import ROOT

SCHEMAS = ROOT / "docs" / "schema"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _write(name: str, content: str, dictionary: str = "") -> Path:
    path = Path(f"{name}.yaml")
    path.write_text(f'dictionary: {dictionary or name}\nversion: "1"\n{content}', "utf-8")
    return path


@pytest.mark.parametrize("path", shipped_dictionaries(), ids=lambda path: path.stem)
def test_shipped_dictionaries_are_valid(path: Path) -> None:
    file = read_yaml(path)
    schema = json.loads((SCHEMAS / "dictionary-1.schema.json").read_text("utf-8"))
    jsonschema_rs.Draft202012Validator(schema).validate(file.data)
    check_shape(file)
    assert file.data["dictionary"] == path.stem
    assert path.stem in schema["$defs"]
    assert path.read_text("utf-8").startswith(
        "# yaml-language-server: $schema=../docs/schema/dictionary-1.schema.json\n"
    )


def test_the_schema_knows_no_key_that_no_dictionary_has() -> None:
    schema = json.loads((SCHEMAS / "dictionary-1.schema.json").read_text("utf-8"))
    shipped = {path.stem: set(read_yaml(path).data) for path in shipped_dictionaries()}
    known = {name: set(entry["properties"]) for name, entry in schema["$defs"].items() if name in shipped}
    assert known == shipped


@pytest.mark.parametrize("name", ["ruleset-1", "dictionary-1"])
def test_every_pattern_of_a_schema_can_be_explained(name: str) -> None:
    def patterns(node: Any) -> set[str]:
        if isinstance(node, dict):
            own = {node["pattern"]} if isinstance(node.get("pattern"), str) else set()
            return own.union(*map(patterns, node.values()))
        return set().union(*map(patterns, node)) if isinstance(node, list) else set()

    assert patterns(json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))) <= set(PATTERNS)


def test_words_are_added_to_the_dictionary_of_the_same_name() -> None:
    more = _write("local", "filler: [到时再定]\n", "placeholders")
    units = _write("more", "count: 畦\nyuan: {文: 0.001}\n", "units")
    lexicon, seals = load_lexicon([*shipped_dictionaries(), more, units])
    assert lexicon.placeholders.is_filler("到时再定")
    assert lexicon.placeholders.is_filler("待定")
    assert (lexicon.units.kind("畦"), lexicon.units.kind("亩")) == (Kind.COUNT, Kind.COUNT)
    assert [(seal.id, seal.version) for seal in seals[-2:]] == [("placeholders", "1"), ("units", "1")]


def test_a_new_dictionary_holds_what_its_rule_wants() -> None:
    lexicon, _ = load_lexicon(
        [*shipped_dictionaries(), _write("data_sources", "sources: 台账 报 表\nusual: {数量: 台账}\n")]
    )
    assert lexicon.words("data_sources", "sources") == ("台账", "报", "表")
    assert lexicon.data["data_sources"]["usual"] == {"数量": "台账"}
    assert lexicon.words("data_sources", "nothing") == lexicon.words("nothing", "sources") == ()


@pytest.mark.parametrize(
    ("dictionary", "content", "error"),
    [
        ("placeholders", "fillers: 待定\n", "3 不认识的键“fillers”，是不是想写“filler”？"),
        ("placeholders", "filler: {待定: 1}\n", "3 “filler”应当是文字或列表"),
        ("placeholders", "filler: [待定, 1]\n", "3 “filler、第 2 项”应当是文字"),
        ("placeholders", "filler: 待定\nfiller: 略\n", "4 键“filler”重复"),
        ("headers", "columns:\n  vaule: 目标数\n", "4 不认识的键“vaule”，是不是想写“value”？"),
        ("units", "yuan: {文: 0}\n", "3 “yuan、文”应当大于 0"),
        ("categories", "level2:\n  - {name: 绿色指标, level1: 效益指标}\n", "4 “level2、第 1 项”缺少键“group”"),
        (
            "placeholder",
            "filler: 待定\n",
            "1 没有词典“placeholder”，是不是想写“placeholders”？新的词典请用不相近的名称",
        ),
        ("数据来源", "words: 台账\n", "1 “dictionary”写得不对，应当是小写英文字母，可以有下划线，例如 data_sources"),
    ],
)
def test_errors_name_file_line_and_what_was_meant(dictionary: str, content: str, error: str) -> None:
    with pytest.raises(UsageError) as caught:
        load_lexicon([*shipped_dictionaries(), _write("mine", content, dictionary)])
    assert str(caught.value) == f"mine.yaml:{error}"


def test_a_dictionary_that_is_not_there() -> None:
    with pytest.raises(UsageError, match=r"^找不到文件 gone\.yaml$"):
        load_lexicon([Path("gone.yaml")])


def test_the_report_seals_every_dictionary_that_took_part(linter: Linter) -> None:
    report = linter.check([])
    assert [seal.id for seal in report.dictionaries] == [path.stem for path in shipped_dictionaries()]
    assert all(len(seal.sha256) == 64 and seal.version for seal in report.dictionaries)


def test_what_ships_is_kept_beside_for_the_same_bytes_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "shipped", lambda kind: tmp_path / kind)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    path = tmp_path / "dictionaries" / "words.yaml"
    path.parent.mkdir()
    path.write_text("dictionary: words\nlisted: 甲 乙\n", "utf-8")
    kept = path.parent / "__pycache__" / "words.json"
    first = read_yaml(path)
    assert first.data == {"dictionary": "words", "listed": "甲 乙"}
    digest, _, content = kept.read_bytes().partition(b"\n")
    assert (digest.decode(), json.loads(content)) == (first.sha256, first.data)
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "yaml", None)  # not imported again
        assert read_yaml(path) == first
    path.write_text("dictionary: words\nlisted: 丙\n", "utf-8")
    assert read_yaml(path).data["listed"] == "丙"
    kept.write_bytes(read_yaml(path).sha256.encode() + b"\n{broken")
    assert read_yaml(path).data["listed"] == "丙"


def test_what_json_cannot_hold_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "shipped", lambda kind: tmp_path / kind)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    path = tmp_path / "dictionaries" / "words.yaml"
    path.parent.mkdir()
    path.write_text("1: 甲\n", "utf-8")
    assert [read_yaml(path).data, read_yaml(path).data] == [{1: "甲"}, {1: "甲"}]
    assert not (path.parent / "__pycache__").exists()


def test_a_folder_that_cannot_be_written_to_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "shipped", lambda kind: tmp_path / kind)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    path = tmp_path / "dictionaries" / "words.yaml"
    path.parent.mkdir()
    path.write_text("listed: 甲\n", "utf-8")
    (path.parent / "__pycache__").write_text("no folder", "utf-8")
    assert read_yaml(path).data == {"listed": "甲"}
