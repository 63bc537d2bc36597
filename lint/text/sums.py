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
from lint.text.numerals import decimal
from lint.text.quantities import Quantity, quantities, sentence_start
from lint.text.regex import lazy

_LEAST = 2
_MOST = 12
"""With more parts almost any total is the sum of some of them."""
_APART = ";。:"
_PIECE = lazy(r"[^;。、]+")
"""What stands between the marks of a list; commas part the words of one item (课题6项，每项3万元) too."""
_ORDINAL = lazy(r"[一二三四五六七八九十]+")
_SIGNS = "×*xX÷/+-="
_WORKED_OUT = lazy(r"[^,;。、=]*=")
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_MONEY = r"(?:万|亿|千|百)*元"
_FORMULA = lazy(
    rf"(?<![\d.×*÷/\-)])(?:{_NUMBER}(?:{_MONEY})?\+)+{_NUMBER}(?:{_MONEY})?=(?P<total>{_NUMBER})(?P<unit>{_MONEY})"
)
_ADDEND = lazy(rf"({_NUMBER})({_MONEY})?")
_ROUNDED = Decimal(100)
"""Amounts written to 0.01万元 (100元) or finer may have been rounded."""


class Sum(Struct, frozen=True, gc=False):
    """Parts and what is given as their total, and whether they add up to it."""

    parts: tuple[Quantity, ...]
    total: Quantity
    is_right: bool

    @property
    def value(self) -> Decimal:
        """What the parts add up to, in 元."""
        return _added(self.parts)


def _added(parts: Sequence[Quantity]) -> Decimal:
    return sum((part.value for part in parts), Decimal(0))


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


def _without_nested(parts: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """Parts without those that make up the part before them: 财政资金60万元，水电40万元、保洁20万元 is 60."""
    kept: list[Quantity] = []
    at = 0
    while at < len(parts):
        kept.append(parts[at])
        done, end = Decimal(0), at + 1
        for size, part in enumerate(parts[at + 1 :], 1):
            done += part.value
            if size >= _LEAST and done == parts[at].value:
                end = at + 1 + size
        at = end
    return tuple(kept)


def _adds_up(text: str, parts: Sequence[Quantity], total: Quantity, lexicon: Lexicon) -> int | None:
    """From which part on they make the total, parts of parts left out; None where they do not.

    What stands before may be the frame (安排50万元，桌椅30万元、书20万元，共50万元) or an earlier list.
    """
    gap = slack((*parts, total))

    def fits(some: Sequence[Quantity]) -> bool:
        return abs(_added(some) - total.value) <= gap

    if fits(parts) or fits(_without_nested(parts)) or abs(_added(parts) - 2 * total.value) <= gap:
        return 0
    for at in range(1, len(parts) - 1):
        apart = at == 1 or any(mark in text[parts[at - 1].end : parts[at].start] for mark in _APART)
        if apart and (fits(parts[at:]) or fits(_without_nested(parts[at:]))):
            return at
    inside = lexicon.pattern("quantities", "parts", "inside").search(text, parts[0].end, total.start)
    if inside and any(abs(value - total.value) <= gap for value in subset_sums([part.value for part in parts])):
        return 0
    return None


def sums(text: str, lexicon: Lexicon) -> Iterator[Sum]:
    """The sums of a text made by `plain_text` of which the parts are certain."""
    yield from _formulas(text, lexicon)
    found = list(quantities(text, lexicon))
    money = [each for each in found if each.kind is Kind.MONEY]
    if len(money) <= _LEAST or any(not amount.exact for amount in money):
        return
    ends_in_total = _total_pattern(lexicon)
    settled: tuple[Quantity, ...] = ()
    first, doubt = 0, False
    for at, amount in enumerate(money):
        if inner := _inner(text, money, at, found, lexicon):
            yield inner
        if not _is_total(text, money, at, ends_in_total) or _is_result(text, money[first:at], amount, found):
            continue
        own = _resolved(text, money[first:at], found, lexicon)
        first = at + 1
        if own is None:
            settled, doubt = (amount,), True
            continue
        parts = (*settled, *own)
        begin = _adds_up(text, parts, amount, lexicon) if len(parts) >= _LEAST else 0
        if begin is None and len(own) == 1 and settled and own[0].value == amount.value:
            begin = len(settled)  # …，合计8万元；印刷2万元，共2万元
        shown = parts[begin:] if begin is not None else _nearest(parts, own, amount)
        if _LEAST <= len(shown) <= _MOST and (begin is not None or not doubt):
            yield Sum(shown, amount, begin is not None)
        settled, doubt = (*parts[: begin or 0], amount), doubt or begin is None


def listed(text: str, lexicon: Lexicon) -> tuple[Quantity, ...]:
    """The parts of a text that is nothing but a list of what costs how much; nothing where that is not certain."""
    if lexicon.pattern("quantities", "totals", "parts", "inside", "not_parts", "unlisted").search(text):
        return ()
    found = list(quantities(text, lexicon))
    money = [one for one in found if one.kind is Kind.MONEY]
    if not _LEAST <= len(money) <= _MOST or any(not one.exact for one in money):
        return ()
    for piece in _PIECE.finditer(text, 0, len(text.rstrip("。;"))):
        if _ORDINAL.fullmatch(piece[0]):
            continue
        inside = [one for one in money if piece.start() <= one.start < piece.end()]
        several = sum(not one.each for one in inside) > 1
        if any(all(one.end != end for one in inside) for end in _ends(piece, several)):
            return ()
    parts = _resolved(text, money, found, lexicon)
    return parts if parts is not None and len(parts) >= _LEAST else ()


def _ends(piece: re.Match[str], several: bool) -> list[int]:
    """Where an amount has to end: at the end of a piece of a list, and where it holds several, at every comma."""
    commas = [at for at in range(*piece.span()) if piece.string[at] == "," and not piece.string[at + 1].isdigit()]
    return [*(commas if several else ()), piece.end()]


def _nearest(parts: tuple[Quantity, ...], own: tuple[Quantity, ...], total: Quantity) -> tuple[Quantity, ...]:
    """The parts that are meant where none add up: those since the last total, or all."""
    if len(own) < _LEAST:
        return parts
    return min(own, parts, key=lambda some: abs(_added(some) - total.value))


def _is_result(text: str, before: Sequence[Quantity], amount: Quantity, found: Sequence[Quantity]) -> bool:
    """Whether a total is only what the price before it comes to: 30台，每台0.6万元，共18万元."""
    if not before or not before[-1].each or sentence_start(text, amount.start) > before[-1].start:
        return False
    product = _product(text, before[-1], found)
    return product is not None and product.value == amount.value


def _formulas(text: str, lexicon: Lexicon) -> Iterator[Sum]:
    """Sums that are written out: 22万元+4.13万元+2.64=28.77万元; what has no unit has that of the total."""
    if "+" not in text:
        return
    for found in _FORMULA.finditer(text):
        unit = found["unit"]
        factor = lexicon.units.yuan.get(unit)
        if factor is None:
            continue
        parts = []
        for part in _ADDEND.finditer(text, found.start(), found.start("total")):
            own = part[2] or unit
            worth = lexicon.units.yuan.get(own, factor)
            parts.append(_amount(decimal(part[1]), own, worth, part.span(), found))
        value = decimal(found["total"])
        total = _amount(value, unit, factor, (found.start("total"), found.end()), found)
        yield Sum(tuple(parts), total, abs(_added(parts) - total.value) <= slack((*parts, total)))


def _amount(number: Decimal, unit: str, worth: Decimal, span: tuple[int, int], found: re.Match[str]) -> Quantity:
    return Quantity(number, number * worth, unit, Kind.MONEY, *span, *found.span())


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
    """The parts behind 其中 or 用于, up to the end of the sentence or the next total."""
    total, words = money[at], lexicon.words("quantities", "parts")
    begin = total.end + (text[total.end : total.end + 1] in (",", ":", ";", "。"))
    if total.each or not text.startswith(words, begin):
        return None
    if at and text[begin - 1] in ";。" and not _is_total(text, money, at, _total_pattern(lexicon)):
        return None  # 电费2万元；维修8万元。其中……: of both
    stop = lexicon.pattern("quantities", "parts").search(text, begin + 1)
    ends = (text.find("。", begin), text.find(";", begin), stop.start() if stop else -1, len(text))
    end = min(mark for mark in ends if mark >= 0)
    inside = [amount for amount in money[at + 1 :] if amount.start < end]
    pattern = _total_pattern(lexicon)
    cut = next((n for n, _ in enumerate(inside) if _is_total(text, money, at + 1 + n, pattern)), len(inside))
    parts = _resolved(text, inside[:cut], found, lexicon)
    if parts is None or not _LEAST <= len(parts) <= _MOST:
        return None
    complete = lexicon.pattern("quantities", "rest").search(text, begin, end) is not None
    right = _adds_up(text, parts, total, lexicon) is not None
    return Sum(parts, total, right or (not complete and _added(parts) <= total.value + slack((*parts, total))))


def _resolved(
    text: str, amounts: Sequence[Quantity], found: Sequence[Quantity], lexicon: Lexicon
) -> tuple[Quantity, ...] | None:
    """The parts, with a price multiplied by the number of what it is for; None where that is not certain."""
    results, doubtful = lexicon.pattern("quantities", "results"), lexicon.pattern("quantities", "not_parts")
    parts = []
    for at, amount in enumerate(amounts):
        if doubtful.search(text, amount.begin, amount.start):
            return None
        if _is_plain(text, amount):
            parts.append(amount)
            continue
        following = amounts[at + 1] if at + 1 < len(amounts) else None
        if following and _WORKED_OUT.fullmatch(text, amount.end, following.start):
            continue  # 20人×3000元×12个月=72万元
        if following and not following.each and results.search(text, amount.end, following.start):
            continue  # 每人300元，计75.6万元: the result stands there
        product = _product(text, amount, found)
        if following and _is_multiple(text, amount, product, following):
            continue  # so it does in 210名，每人300元，6.3万元
        if product is None or (following and sentence_start(text, following.start) <= amount.start):
            return None  # what follows in the sentence may be for each as well
        parts.append(product)
    return tuple(parts)


def _is_multiple(text: str, price: Quantity, product: Quantity | None, amount: Quantity) -> bool:
    """Whether an amount behind a price is what it comes to, as far as the text tells."""
    if product is not None or amount.each or not price.value:
        return product is not None and product.value == amount.value
    return text[price.end : amount.start] == "," and amount.value % price.value == 0


def _is_plain(text: str, amount: Quantity) -> bool:
    """Whether an amount stands for itself: no price, and no factor but what a formula comes to."""
    result = text[amount.start - 1 : amount.start] == "=" and text[amount.end : amount.end + 1] not in tuple(_SIGNS)
    return not amount.each and (result or not amount.factor)


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
