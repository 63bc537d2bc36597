"""Which rules are on: by code, prefix, slug, title and ALL; what outweighs what."""

from __future__ import annotations

from pathlib import Path

import pytest

from lint.api import Linter, Selection
from lint.errors import UsageError
from lint.rules import builtin_rules

CODES = tuple(sorted(rule.meta.code for rule in builtin_rules() if not rule.meta.preview))


def _prefix(*prefixes: str) -> list[str]:
    return [code for code in CODES if code.startswith(prefixes)]


def _on(selection: Selection, ruleset: str = "submit") -> list[str]:
    return [rule.meta.code for rule in Linter(ruleset, selection).chosen]


def _ruleset(folder: Path, text: str) -> str:
    path = folder / "mine.yaml"
    path.write_text(f'ruleset: mine\nversion: "1"\n{text}', "utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("reference", "codes"),
    [
        ("ALL", list(CODES)),
        ("WZ001", ["WZ001"]),
        ("wz001", ["WZ001"]),
        ("WZ", _prefix("WZ")),
        ("wz", _prefix("WZ")),
        ("WZ00", _prefix("WZ00")),
        ("blank-value", ["WZ001"]),
        ("指标值为空", ["WZ001"]),
    ],
)
def test_what_a_reference_means(reference: str, codes: list[str]) -> None:
    assert _on(Selection(select=(reference,))) == codes


@pytest.mark.parametrize(
    ("reference", "hint"),
    [
        ("WZ9", "，是不是想写“WZ009”？"),
        ("QQ", ""),
        ("WZ0011", "，是不是想写“WZ001”？"),
        ("blank-valeu", "，是不是想写“blank-value”？"),
        ("指标值空", "，是不是想写“指标值为空”？"),
        ("Z001", "，是不是想写“WZ001”？"),
        ("为空", ""),
    ],
)
def test_a_reference_to_nothing_is_an_error(reference: str, hint: str) -> None:
    for selection in (Selection((reference,)), Selection(ignore=(reference,)), Selection(extend_select=(reference,))):
        with pytest.raises(UsageError) as caught:
            _on(selection)
        assert str(caught.value) == f"没有规则“{reference}”{hint}"


@pytest.mark.parametrize(
    ("selection", "codes"),
    [
        (Selection(), list(CODES)),
        (Selection(select=("WZ", "SD001")), [*_prefix("SD001"), *_prefix("WZ")]),
        (Selection(ignore=("WZ",)), [code for code in CODES if not code.startswith("WZ")]),
        (Selection(select=("WZ",), ignore=("WZ001",)), [code for code in _prefix("WZ") if code != "WZ001"]),
        (Selection(select=("WZ001",), ignore=("WZ",), extend_select=("SD001",)), ["SD001"]),
        (Selection(select=("WZ001",), extend_select=("SD001",)), ["SD001", "WZ001"]),
        (Selection(select=("WZ001",), extend_select=("SD",), ignore=("SD001",)), [*_prefix("SD")[1:], "WZ001"]),
        (Selection(ignore=("WZ001",), extend_select=("WZ001",)), [code for code in CODES if code != "WZ001"]),
    ],
    ids=[
        "nothing said: what the ruleset says",
        "select",
        "ignore",
        "ignore outweighs select",
        "even where select is narrower",
        "extend_select adds",
        "ignore outweighs extend_select",
        "also without select",
    ],
)
def test_precedence_on_the_command_line(selection: Selection, codes: list[str]) -> None:
    assert _on(selection) == codes


@pytest.mark.parametrize(
    ("selection", "codes"),
    [
        (Selection(), ["WZ002", "WZ003"]),
        (Selection(select=("WZ001",)), ["WZ001"]),
        (Selection(extend_select=("WZ001", "SD001")), ["SD001", "WZ001", "WZ002", "WZ003"]),
        (Selection(ignore=("WZ002",)), ["WZ003"]),
    ],
    ids=["the ruleset alone", "select replaces it", "extend_select adds to it", "ignore takes away"],
)
def test_command_line_and_ruleset(selection: Selection, codes: list[str], tmp_path: Path) -> None:
    ruleset = _ruleset(tmp_path, "select: [WZ001, WZ002, WZ003]\nignore: [WZ001]\n")
    assert _on(selection, ruleset) == codes


def test_a_run_without_rules_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        _on(Selection(select=("WZ001",), ignore=("WZ",)))
    nothing = "没有剩下一条规则，什么都不会检查，请核对 --select、--ignore 和规则集的 select、ignore"
    assert str(caught.value) == nothing


def test_severity_and_options_come_from_the_ruleset(tmp_path: Path) -> None:
    linter = Linter(
        _ruleset(tmp_path, "rules: {SD001: {severity: info, options: {floor: 60}}}\n"), Selection(("SD001",))
    )
    (active,) = linter.rules
    assert (active.severity, active.rule.options.floor) == ("info", 60)
