"""Finding texts that are nearly the same."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz, process

from lint.rules.copied.partners import MOST_TRIED, Partners
from lint.text.similarity import SMALL_BLOCK, WINDOW, Groups, by_key, near_pairs


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


def test_near_pairs_in_a_crowd_of_texts_that_begin_and_end_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work grows with the number of texts: each is compared with so many before it, from either end."""
    compared = 0

    def counted(text: str, choices: Sequence[str], **options: object) -> object:
        nonlocal compared
        compared += len(choices)
        return extract_one(text, choices, **options)

    extract_one = process.extractOne
    monkeypatch.setattr(process, "extractOne", counted)
    names = [f"{a}{b}{c}" for a in "东西南北上下" for b in "柳杨梅竹松桃石沙" for c in "林湾河溪桥岭坪店"]
    texts = [f"改善全县农村公路通行条件方便{name}群众安全出行和农产品运输外销" for name in names]
    pairs = list(near_pairs([*texts, texts[7].replace("外销", "销售")], 95))
    assert (7, len(texts)) in [(pair.first, pair.second) for pair in pairs]
    assert compared <= 2 * WINDOW * (len(texts) + 1)


def test_partners_are_looked_for_among_a_bounded_number() -> None:
    """Every project shares a row with all others and three with its neighbour, which stands far down the list."""
    count = 1000
    groups = [list(range(count)), *([pair, pair + 1] for pair in range(0, count, 2) for _ in range(3))]
    partners = Partners(groups)
    asked: list[int] = []

    def allowed(other: int) -> bool:
        asked.append(other)
        return True

    assert [partners.find(project, 4, allowed) for project in (0, 501, 999)] == [(1, 4), (500, 4), (998, 4)]
    assert partners.find(998, 5, allowed) is None
    assert len(asked) <= 3 * MOST_TRIED
