"""Amounts of a text that ought to add up: parts with their total, a total with its parts behind 其中."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from lint.model.measure import Kind
from lint.text.lexicon import Lexicon
from lint.text.quantities import Quantity, quantities, sentence_start

_LEAST = 2
_MOST = 12
"""With more parts almost any total is the sum of some of them."""
_ROUNDED = Decimal(100)
"""Amounts written to 0.01万元 (100元) or finer may have been rounded."""


class Sum(Struct, frozen=True, gc=False):
    """Parts and what is given as their total; ``at_most`` where there may be parts that are not named."""

    parts: tuple[Quantity, ...]
    total: Quantity
    at_most: bool = False

    @property
    def value(self) -> Decimal:
        """What the parts add up to, in 元."""
        return sum((part.value for part in self.parts), Decimal(0))

    @property
    def is_right(self) -> bool:
        """Whether it adds up, or would if some parts were left out, being parts of parts."""
        gap = slack((*self.parts, self.total))
        if abs(self.value - self.total.value) <= gap:
            return True
        values = [part.value for part in self.parts]
        if self.at_most and self.value <= self.total.value + gap:
            return True
        return any(abs(value - self.total.value) <= gap for value in subset_sums(values)) or _are_nested(values)


def slack(amounts: Sequence[Quantity]) -> Decimal:
    """How far a sum may be off by rounding, in 元."""
    places = map(_last_place, amounts)
    return sum((place / 2 for place in places if place <= _ROUNDED), Decimal(0))


def _last_place(amount: Quantity) -> Decimal:
    exponent = amount.number.as_tuple().exponent
    places = exponent if isinstance(exponent, int) else 0
    return Decimal(1).scaleb(places) * (amount.value / amount.number if amount.number else 1)


def subset_sums(values: Sequence[Decimal]) -> set[Decimal]:
    """What any two or more of some values add up to."""
    sums: dict[Decimal, bool] = {}
    for value in values:
        for known, several in [(known + value, True) for known in sums] + [(value, False)]:
            sums[known] = sums.get(known, False) or several
    return {value for value, several in sums.items() if several}


def _are_nested(values: Sequence[Decimal]) -> bool:
    """Whether a value is what the next two or more add up to: 财政资金60万元，用于水电40万元、保洁20万元."""
    for at, value in enumerate(values):
        done, several = Decimal(0), 0
        for other in values[at + 1 :]:
            done, several = done + other, several + 1
            if several >= _LEAST and done == value:
                return True
    return False


def sums(text: str, lexicon: Lexicon) -> Iterator[Sum]:
    """The sums of a text made by `plain_text` of which the parts are certain."""
    found = list(quantities(text, lexicon))
    money = [each for each in found if each.kind is Kind.MONEY]
    if len(money) <= _LEAST or any(not amount.exact for amount in money):
        return
    ends_in_total = _total_pattern(lexicon)
    first = 0
    for at, amount in enumerate(money):
        if _is_total(text, money, at, ends_in_total):
            parts = _resolved(text, money[first:at], found, lexicon)
            if parts is not None and _LEAST <= len(parts) <= _MOST:
                yield Sum(parts, amount)
            first = at + 1
        if inner := _inner(text, money, at, found, lexicon):
            yield inner


def has_total(text: str, lexicon: Lexicon) -> bool:
    """Whether a text names a total."""
    return lexicon.pattern("quantities", "totals").search(text) is not None


def _is_total(text: str, money: Sequence[Quantity], at: int, ends_in_total: re.Pattern[str]) -> bool:
    amount = money[at]
    before = max(amount.begin, money[at - 1].end if at else 0)
    return not amount.each and ends_in_total.search(text[before : amount.start]) is not None


@lru_cache(maxsize=8)
def _total_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    either = (lexicon.pattern("quantities", key).pattern for key in ("totals", "total_fillers"))
    return re.compile("(?<!公)(?:{})(?:{})*$".format(*either))


def _inner(text: str, money: Sequence[Quantity], at: int, found: Sequence[Quantity], lexicon: Lexicon) -> Sum | None:
    """The parts behind 其中, up to the end of the sentence or the next total."""
    total, word = money[at], lexicon.words("quantities", "parts")[0]
    begin = total.end + (text[total.end : total.end + 1] in (",", ":", ";", "。"))
    if total.each or not text.startswith(word, begin):
        return None
    stop = text.find(word, begin + len(word))
    end = min(mark for mark in (text.find("。", begin), text.find(";", begin), stop, len(text)) if mark >= 0)
    inside = [amount for amount in money[at + 1 :] if amount.start < end]
    pattern = _total_pattern(lexicon)
    cut = next((n for n, _ in enumerate(inside) if _is_total(text, money, at + 1 + n, pattern)), len(inside))
    parts = _resolved(text, inside[:cut], found, lexicon)
    if parts is None or not _LEAST <= len(parts) <= _MOST:
        return None
    complete = lexicon.pattern("quantities", "rest").search(text, begin, end) is not None
    return Sum(parts, total, at_most=not complete)


def _resolved(
    text: str, amounts: Sequence[Quantity], found: Sequence[Quantity], lexicon: Lexicon
) -> tuple[Quantity, ...] | None:
    """The parts, with a price multiplied by the number of what it is for; None where that is not certain."""
    results, doubtful = lexicon.pattern("quantities", "results"), lexicon.pattern("quantities", "not_parts")
    parts = []
    for at, amount in enumerate(amounts):
        if doubtful.search(text, amount.begin, amount.start):
            return None
        if not amount.each and not amount.factor:
            parts.append(amount)
            continue
        following = amounts[at + 1] if at + 1 < len(amounts) else None
        if following and not following.each and results.search(text, amount.end, following.start):
            continue  # 每人300元，计75.6万元: the result stands there
        product = _product(text, amount, found)
        if product is None or (following and sentence_start(text, following.start) <= amount.start):
            return None  # what follows in the sentence may be for each as well
        parts.append(product)
    return tuple(parts)


def _product(text: str, price: Quantity, found: Sequence[Quantity]) -> Quantity | None:
    """推介活动4场，每场20万元: the price times the one number before it that counts the same."""
    lead = text[price.begin : price.start]
    if price.factor or lead.count("每") != 1:
        return None
    start = sentence_start(text, price.start)
    counts = [one for one in found if start <= one.start < price.start and one.kind is Kind.COUNT and one.exact]
    if len(counts) != 1 or not lead[lead.index("每") + 1 :].startswith(counts[0].unit):
        return None
    number = price.number * counts[0].number
    return replace(price, number=number, value=price.value * counts[0].value, each=False)
