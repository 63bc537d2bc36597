"""Target values: the grammar by example (tests/fixtures/targets.yaml), and what holds for any text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lint.api import Linter
from lint.model.target import Target, TargetKind
from lint.text.fold import fold
from lint.text.write import as_deadline, is_number, standard, with_operator

FIXTURE = Path(__file__).parents[1] / "fixtures" / "targets.yaml"
ENTRIES = yaml.safe_load(FIXTURE.read_text("utf-8"))
PIECES = st.sampled_from(
    (
        "≥ ≤ = > < >= ≧ 《= 不少于 不低于 达到 达 控制在 约 每年 每月 全县 1 2 12 95 100 2027 0.5 1,200 两 十二 百分之 "
        "% ‰ 百分比 次 人 万元 元/人 元 年 月 日 号 季度 底 前 内 以上 以下 以内 (含) （含） 左右 - ~ 至 、 ， 。 "
        "； / · . : × 级 类 余 完成 提升 是 无 《 》 “ ” ( ) （ ） 全年 上半年 初 末 \u3000 blank newline"
    ).split(" ")
).map(lambda piece: {"blank": " ", "newline": "\n"}.get(piece, piece))


def _seen(target: Target) -> dict[str, Any]:
    """The parse as the fixture writes it: what is empty is left out."""
    date = target.date
    made: dict[str, Any] = {
        "kind": target.kind.value,
        "operator": str(target.operator) if target.operator else None,
        "number": None if target.number is None else str(target.number),
        "upper": None if target.upper is None else str(target.upper),
        "unit": target.unit,
        "date": None
        if date is None
        else {
            key: value
            for key, value in {
                "year": date.year,
                "month": date.month,
                "day": date.day,
                "edge": date.edge,
                "period": date.period,
            }.items()
            if value
        },
        "lead": target.lead,
        "rest": target.rest,
    }
    return {key: value for key, value in made.items() if value not in (None, "", {})}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["value"])
def test_grammar(entry: dict[str, Any], linter: Linter) -> None:
    wanted = {key: value for key, value in entry.items() if key != "value"}
    assert _seen(linter.lexicon.targets.parse(entry["value"])) == wanted


@given(st.lists(PIECES, max_size=8).map("".join))
def test_any_text_is_read_and_places_are_true(linter: Linter, text: str) -> None:
    target = linter.lexicon.targets.parse(text)
    assert (target.kind is TargetKind.BLANK) or text.strip()
    if target.mark:
        assert fold(text[target.mark.start : target.mark.end]) == target.mark.text
    if is_number(target):
        assert target.number is not None
        end = target.unit_start + len(target.unit)
        assert not target.unit or fold(text[target.unit_start : end]).startswith(fold(target.unit)[:1])


@given(st.lists(PIECES, max_size=8).map("".join))
def test_corrected_texts_can_be_written_for_any_value(linter: Linter, text: str) -> None:
    target = linter.lexicon.targets.parse(text)
    if is_number(target) and target.mark:
        written = with_operator(text, target, target.mark.operator)
        assert linter.lexicon.targets.parse(written).number == target.number
        assert standard(text, target, linter.lexicon)
    if target.kind is TargetKind.DATE:
        assert as_deadline(text, target)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_words(linter: Linter, text: str) -> None:
    lexicon = linter.lexicon
    lexicon.targets.parse(text)
    lexicon.measures.read(text)
    lexicon.categories.of(text, text)
    lexicon.placeholders.is_filler(text)
    lexicon.placeholders.is_classified(text)
