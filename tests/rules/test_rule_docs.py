"""Every rule that ships is documented, named and filed as the others are."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from lint.report.rule_page import option_rows, page_sections, rule_json, rule_text
from lint.rules import GROUPS, builtin_rules
from lint.rules.base import PAGE_SECTIONS, Fixability, Group, Rule
from tests.conftest import ROOT

RULES = builtin_rules()
BY_CODE = {rule.meta.code: rule for rule in RULES}
FIXTURES = ROOT / "tests" / "fixtures" / "rules"
FINDING = json.loads((ROOT / "docs/schema/report-1.schema.json").read_text("utf-8"))["$defs"]["finding"]["properties"]
OF_ISSUE_2 = """
WZ001 WZ002 WZ003 WZ004 WZ005 WZ006 WZ007 WZ008 WZ009 WZ010 XG005
SD001 SD002 SD003 SD004 SD007 SD008 SD010 KX001 KX002 KX003 KX007
CF001 CF002 CF003 CF004 CF005 BD002 BD003 BD004 BD005 BD006
""".split()
FOLDERS = dict(zip(GROUPS, (group for group in Group if group is not Group.SUPPRESSION), strict=True))
LONGEST_TITLE = 14


every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.meta.code)


def _cases(rule: type[Rule]) -> list[dict[str, Any]]:
    data = yaml.safe_load((FIXTURES / f"{rule.meta.code}.yaml").read_text("utf-8"))
    assert data["rule"] == rule.meta.code
    cases: list[dict[str, Any]] = data["cases"]
    return cases


def test_the_rules_of_issue_2_are_there_and_on() -> None:
    assert [code for code in OF_ISSUE_2 if code not in BY_CODE or BY_CODE[code].meta.preview] == []


def test_names_are_unique() -> None:
    names = [name for rule in RULES for name in (rule.meta.code, rule.meta.slug, rule.meta.title, *rule.meta.aliases)]
    assert sorted(names) == sorted(set(names))


@every_rule
def test_code_slug_and_title(rule: type[Rule]) -> None:
    meta = rule.meta
    assert re.fullmatch(FINDING["code"]["pattern"], meta.code)
    assert re.fullmatch(FINDING["slug"]["pattern"], meta.slug)
    assert 2 <= len(meta.title) <= LONGEST_TITLE
    assert meta.title == meta.title.strip("。 ")


@every_rule
def test_one_rule_a_file_in_the_folder_of_its_group(rule: type[Rule]) -> None:
    _, _, folder, module = rule.__module__.split(".")
    assert module == f"{rule.meta.code.lower()}_{rule.meta.slug.replace('-one', '1').replace('-', '_')}"
    assert FOLDERS[folder] is rule.meta.group
    assert [other for other in RULES if other.__module__ == rule.__module__] == [rule]


@every_rule
def test_docstring(rule: type[Rule]) -> None:
    summary, sections = page_sections(rule)
    headings = tuple(heading for heading, _ in sections)
    assert headings in (PAGE_SECTIONS, (*PAGE_SECTIONS, "已知误报"))
    assert [
        text for text in (summary, *(text for _, text in sections)) if len(text) < 5 or text[-1] not in "。）"
    ] == []


@every_rule
def test_options_are_documented(rule: type[Rule]) -> None:
    page = rule_text(rule)
    for name, default, doc in option_rows(rule):
        assert re.fullmatch(r"[a-z][a-z_]*", name)
        assert isinstance(default, (int, float, str, tuple))
        assert len(doc) >= 5
        assert f"  {name}（默认 " in page and doc in page
    assert [*rule.Options.declared()] == [row["name"] for row in rule_json(rule)["options"]]


@every_rule
def test_references_are_a_number_and_a_title(rule: type[Rule]) -> None:
    assert rule.meta.references
    assert [
        text for text in rule.meta.references if not re.fullmatch(r"(\S+〔\d{4}〕\d+号|GB(/T)?\d+(—\d{4})?) \S.+", text)
    ] == []


@every_rule
def test_the_page_and_its_json_tell_the_same(rule: type[Rule]) -> None:
    page, made = rule_text(rule), rule_json(rule)
    assert page.startswith(f"{made['code']} {made['title']}（{made['slug']}）\n")
    assert [section for section in made["sections"] if f"{section['heading']}：{section['text']}\n" not in page] == []
    assert json.loads(json.dumps(made)).keys() == made.keys()


@every_rule
def test_examples(rule: type[Rule]) -> None:
    cases = _cases(rule)
    docs = [(case["doc"], bool(case.get("expect"))) for case in cases if "doc" in case]
    assert {("bad", True), ("good", False)} == set(docs)
    assert len(cases) >= 3


@every_rule
def test_the_fixability_that_a_rule_claims_is_what_it_does(rule: type[Rule]) -> None:
    fixes = any("fix" in found for case in _cases(rule) for found in case.get("expect", ()))
    assert fixes is (rule.meta.fixability in (Fixability.SAFE, Fixability.UNSAFE))
    assert all(found["suggestion"] for case in _cases(rule) for found in case.get("expect", ()))


@every_rule
def test_every_option_is_tried_in_a_case(rule: type[Rule]) -> None:
    tried = {name for case in _cases(rule) for name in case.get("options", {})}
    assert tried == rule.Options.declared().keys()


def test_no_fixture_is_without_its_rule() -> None:
    assert sorted(path.stem for path in FIXTURES.glob("*.yaml")) == sorted(BY_CODE)


def test_a_new_rule_is_found_by_being_there() -> None:
    files = {path.stem for group in GROUPS for path in Path(ROOT, "lint", "rules", group).glob("[a-z][a-z][0-9]*_*.py")}
    assert files == {rule.__module__.rsplit(".", 1)[1] for rule in RULES}
