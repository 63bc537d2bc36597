"""Finding texts that are nearly the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from lint.text.similarity import SMALL_BLOCK, Groups, by_key, near_pairs


def test_one_or_two_words_changed() -> None:
    texts = ["改善乡镇学校教学条件", "改善乡镇学校办学条件", "完成道路养护任务"]
    assert [(pair.first, pair.second) for pair in near_pairs(texts, 85)] == [(0, 1)]


@given(st.lists(st.text(alphabet="甲乙丙", min_size=1, max_size=6), unique=True, max_size=SMALL_BLOCK))
def test_up_to_a_block_nothing_is_overlooked(texts: list[str]) -> None:
    found = {pair.second for pair in near_pairs(texts, 80)}
    wanted = {j for j in range(len(texts)) if any(fuzz.ratio(texts[i], texts[j]) >= 80 for i in range(j))}
    assert found == wanted


def test_beyond_a_block_the_beginning_or_the_end_has_to_be_the_same() -> None:
    others = [f"{index:04d}号水库除险加固工程按期完工并通过验收{index:04d}" for index in range(SMALL_BLOCK * 3)]
    texts = [*others, "完成全县农村公路养护任务提升通行能力", "完成全县农村道路养护任务提升通行能力"]
    pairs = [(pair.first, pair.second) for pair in near_pairs(texts, 85) if pair.second == len(texts) - 1]
    assert (len(texts) - 2, len(texts) - 1) in pairs


def test_groups_are_known_by_their_smallest_member() -> None:
    groups = Groups(5)
    groups.join(3, 4)
    groups.join(1, 4)
    assert [groups.find(index) for index in range(5)] == [0, 1, 2, 1, 1]


def test_equal_keys() -> None:
    assert list(by_key("abca")) == [[0, 3]]
