"""What the linter suggests passes the linter itself: on examples/ and on the cases of all rules."""

from __future__ import annotations

import re
from functools import cache

import pytest

from lint.api import Linter
from lint.engine.run import Runner
from lint.model.document import ROW_FIELDS, Document, Indicator, Project
from lint.model.finding import Finding
from lint.testing.cases import load_cases, read
from tests.conftest import ROOT

WHOLE_TARGETS = {"WZ001", "WZ004", "WZ005", "SD002", "SD005"}
"""Rules that tell how to write the whole target; the others correct one thing of it."""
LONGEST = {"WZ008": 120}
_VALUE = re.compile(r"(?:写成|填写|改为|改填)“([^“”…]+)”")
_PHRASE = re.compile(r"^换成能算出来的量，例如“([^“”…]+)”(?:，N 取.*)?$")
_SIMPLE = re.compile(r"(?P<sign>[≥≤=]?)N(?P<unit>[^（）]*)")
OF_OTHERS = {"CF002", "CF003", "CF004", "SD010"}
"""What other rows and projects say is no matter of the suggestion."""


def _texts() -> list[tuple[str, str]]:
    cases = [(f"{case.rule}-{case.id}", case.text) for case in load_cases(ROOT / "tests" / "fixtures" / "rules")]
    return cases + [(path.stem, path.read_text("utf-8")) for path in sorted((ROOT / "examples").glob("*.txt"))]


TEXTS = _texts()


@cache
def _linter() -> Linter:
    return Linter()


@cache
def _checked(name: str) -> tuple[Document, tuple[Finding, ...]]:
    document = read(dict(TEXTS)[name], _linter())
    return document, Runner(_linter().rules).run(document, 0).findings


def _filled(value: str) -> str | None:
    """A suggested target with a plausible number in it; None where it is no complete one."""
    value = value.replace("YYYY年M月", "2027年10月")
    found = _SIMPLE.fullmatch(value)
    if found is None:
        return None if "N" in value or "写明" in value else value
    share = "5" if found["sign"] == "≤" else "95"
    return f"{found['sign']}{share if found['unit'].startswith('%') else '120'}{found['unit']}"


def _row(project: Project, indicator: Indicator, value: str) -> str:
    """A small document with one row: that of the finding, with another value."""
    names = {"level1": "一级指标", "level2": "二级指标", "name": "三级指标", "description": "绩效指标描述"}
    has = {field: label for field, label in names.items() if indicator.cell(field) is not None}
    head = " | ".join([*has.values(), "指标值"])
    cells = [" ".join(indicator.text(field).split()) for field in has]
    return f"1、{project.label or '示例项目'}绩效目标表\n{head}\n{' | '.join([*cells, value])}\n"


@pytest.mark.parametrize("name", [name for name, _ in TEXTS])
def test_suggested_targets_pass(name: str) -> None:
    document, findings = _checked(name)
    wrong = []
    for finding in findings:
        subject = finding.subject
        if subject is None or subject.field != "value" or not subject.row or not subject.ordinal:
            continue
        project = document.projects[subject.ordinal - 1]
        indicator = next(row for row in project.indicators if row.row == subject.row)
        for suggested in _VALUE.findall(finding.suggestion):
            value = _filled(suggested)
            if value is None or set(indicator.cells) - set(ROW_FIELDS):
                continue
            again = _of_value(_row(project, indicator, value))
            if finding.code not in WHOLE_TARGETS:
                again = [code for code in again if code == finding.code]
            if again:
                wrong.append(f"{finding.code} {finding.suggestion} → {indicator.text('name')} {value}: {again}")
    assert wrong == []


def _of_value(text: str) -> list[str]:
    document = read(text, _linter())
    if len(document.projects) != 1 or len(document.projects[0].rows) != 1:
        return []
    found = Runner(_linter().rules).run(document, 0).findings
    return [f.code for f in found if f.subject and f.subject.field == "value" and f.code not in OF_OTHERS]


def test_suggested_indicators_are_those_of_the_library() -> None:
    library = _linter().lexicon.library
    known = {entry.phrase for name in library.types for entry in library.entries(name)}
    texts = {finding.suggestion for name, _ in TEXTS for finding in _checked(name)[1]}
    found = {match[1] for text in texts if (match := _PHRASE.match(text))}
    assert len(found) >= 5
    assert found - known == set()


def test_suggestions_on_targets_are_short() -> None:
    codes = WHOLE_TARGETS | {"CF006", "WZ008"}
    texts = {(f.code, f.suggestion) for name, _ in TEXTS for f in _checked(name)[1] if f.code in codes}
    assert [text for code, text in texts if len(text) > LONGEST.get(code, 62)] == []
