"""A linter that recalls what it checked a moment ago says the same as a fresh one, whatever was changed."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lint.api import Item, Linter, Linters
from lint.model.finding import Finding
from tests.bench.generate import document
from tests.corpus.draw import drawn
from tests.corpus.to_html import html_of

FRESH = Linter()
ROWS = 30
TEXT = document(ROWS)
PIECES = ("", "0", "≥", "100%", "2026年", "，", "\t", "\n", "涉密", "\n\n", "以上", "𠮷", "<p>", "单位：元\n", '"')

Edit = Callable[[str], str]


def _item(name: str, text: str) -> Item:
    return Item(name, text.encode)


def _html(text: str) -> str:
    (found,) = FRESH.extract([_item("a.txt", text)])
    assert found.document is not None
    return html_of(drawn(found.document)).decode()


def _csv(text: str) -> str:
    return "\n".join(
        ",".join(f'"{cell}"' if "," in cell else cell for cell in line.split("\t")) for line in text.split("\n")
    )


DRAFTS = {"a.txt": TEXT, "a.csv": _csv(TEXT), "a.html": _html(TEXT)}


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    kind = draw(st.sampled_from(("put", "replace", "cut line", "double line", "double block", "swap lines")))
    chance = random.Random(draw(st.integers(0, 10_000)))
    piece = draw(st.sampled_from(PIECES))

    def edit(text: str) -> str:
        at = chance.randrange(len(text) + 1)
        lines = text.split("\n")
        here, there = chance.randrange(len(lines)), chance.randrange(len(lines))
        match kind:
            case "put":
                return text[:at] + piece + text[at:]
            case "replace":
                return text[:at] + piece + text[at + chance.randrange(1, 30) :]
            case "cut line":
                del lines[here]
            case "double line":
                lines.insert(here, lines[here])
            case "double block":
                lines[here:here] = lines[there : there + 20]
            case _:
                lines[here], lines[there] = lines[there], lines[here]
        return "\n".join(lines)

    return edit


@pytest.mark.parametrize("name", DRAFTS)
@settings(max_examples=8, deadline=None)
@given(changes=st.lists(edits(), min_size=1, max_size=4))
def test_recalled_findings_are_those_of_a_fresh_check(name: str, changes: list[Edit]) -> None:
    recalling = Linter(recalls=True)
    vars(recalling).update({key: value for key, value in vars(FRESH).items() if key != "runner"})
    text = DRAFTS[name]
    recalling.examine(0, _item(name, text))
    for change in changes:
        text = change(text)
        assert recalling.examine(0, _item(name, text))[0] == FRESH.examine(0, _item(name, text))[0]


def test_a_project_that_only_moved_is_not_checked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    linter = Linter(recalls=True)
    linter.examine(0, _item("a.txt", TEXT))
    rule = next(active.rule for active in linter.rules if active.rule.meta.code == "XG004")
    seen: list[str] = []
    original = rule.check_indicator

    def spy(indicator: object, project: object) -> object:
        seen.append(project.label)  # type: ignore[attr-defined]
        return original(indicator, project)  # type: ignore[arg-type]

    monkeypatch.setattr(rule, "check_indicator", spy)
    changed = TEXT.replace("≥", "≥1", 1)
    findings = linter.examine(0, _item("a.txt", changed))[0].findings
    assert set(seen) == {_labels(changed)[0]}
    assert _lines(findings) == _lines(FRESH.examine(0, _item("a.txt", changed))[0].findings)


def test_documents_are_told_apart_by_name_and_few_are_kept() -> None:
    linter = Linter(recalls=True)
    small = document(1)
    for number in range(40):
        name = f"{number % 20}.txt"
        text = small.replace("100%", f"{number}%")
        assert linter.examine(0, _item(name, text))[0] == FRESH.examine(0, _item(name, text))[0]


def test_projects_with_settings_of_their_own(tmp_path: Path) -> None:
    first, second, *_ = _labels(TEXT)
    (tmp_path / "jixiao.yaml").write_text(
        f"overrides:\n  - projects: ['{first}']\n    ignore: [XG]\n"
        f"  - projects: ['{second}']\n    rules: {{BD003: {{severity: error}}}}\n",
        "utf-8",
    )
    recalling, fresh = (Linters().at(tmp_path / "a.txt") for _ in range(2))
    recalling.recalls = True
    for text in (TEXT, TEXT.replace("≥", "≥1", 1), TEXT.replace(second, first), "\n" + TEXT, TEXT):
        assert recalling.examine(0, _item("a.txt", text))[0] == fresh.examine(0, _item("a.txt", text))[0]


def _labels(text: str) -> list[str]:
    (found,) = FRESH.extract([_item("a.txt", text)])
    assert found.document is not None
    return [project.label for project in found.document.projects]


def _lines(findings: tuple[Finding, ...]) -> list[tuple[object, ...]]:
    return [(finding.code, finding.location, finding.ordinal, finding.message) for finding in findings]
