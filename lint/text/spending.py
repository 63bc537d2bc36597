"""What a text says about when the money is spent: 一季度支出25%, 三四季度全部支出, 分两次、每次50%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum

from msgspec import Struct

from lint.text.lexicon import Lexicon
from lint.text.quantities import DIGITS, clauses
from lint.text.regex import lazy

_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_PERIOD = lazy(
    r"(?P<every>每个?季度?)|(?:第?(?P<first>[一二三1-3])[、和至-]?第?)?(?P<quarter>[一二三四1-4])(?:两个?)?季度|(?P<half>[上下]半年)"
    r"|(?:\d{1,2}[、-])*(?P<month>\d{1,2})月(?!\d)(?:份|底|末|中旬|上旬|下旬|\d{1,2}[日号])?|(?P<end>年底|年末)"
)
_SHARE = lazy(rf"({DIGITS})%|(?:一半|过半|([一二三四五六七八九])成|([二三四五六])分之([一二三四五]))(?=$|[,。;、左以])")
_FIRST = lazy(
    r"(?:^|[,。;])(?:合同签订后|签订合同后|资金|经费)?"
    rf"(?P<said>(?:首付|预付)款?(?P<share>{DIGITS})%[ 于在]{{0,2}}(?P<month>\d{{1,2}})月)"
)
_EVENLY = lazy(
    r"(?:按|分四个|分)(?P<by>季度?|月)(?:度)?(?:平均|均衡|等额|平均分配)(?P<paid>[支拨发][付出放])(?:资金|经费)?(?=$|[,。;])"
)
_PAID = lazy(r"支付|支出|拨付|发放|付清|报销|结算|付款")
_TIMES = lazy(r"分([两二三四五六2-6])次")
_SENTENCE = lazy(r"[^。;!?\n]+")
_MIDDLE, _LAST = 6, 12
_HALF = {"上": _MIDDLE, "下": _LAST}
_FULL = Decimal(100)
_AFTER = "后"
_REACH = 16
"""So many characters may stand between a period and what is said of it in the same clause."""


class Way(Enum):
    """What is said of the money."""

    SHARE = "share"  # so much by a month, or in the time that ends with it
    PART = "part"  # so much of something that is paid in it
    LATER = "later"  # all of it, not before a month
    DONE = "done"  # all of it by a month
    EVEN = "even"  # the same share every time


class Said(Struct, frozen=True, gc=False):
    """One statement: ``share`` of the money at ``month``, in the words ``text[start:end]``.

    ``since`` is the month after which the time of it begins; None where a single month is named.
    """

    way: Way
    month: int
    share: Decimal
    start: int
    end: int
    since: int | None = None
    summed: bool = False
    floor: bool = False
    roughly: bool = False


def spending(text: str, lexicon: Lexicon) -> Iterator[Said]:
    """What a text made by `plain_text` says about the time of spending."""
    for sentence in _SENTENCE.finditer(text):
        if lexicon.pattern("spending", "paying").search(sentence[0]):
            yield from _sentence(text, sentence.start(), sentence.end(), lexicon)


def _sentence(text: str, begin: int, end: int, lexicon: Lexicon) -> Iterator[Said]:
    if said := _evenly(text, begin, end, lexicon) or _by_period(text, begin, end):
        yield said
        return
    if first := _FIRST.search(text, begin, end):
        start, stop = first.start("said"), first.end() + text.startswith(" ", first.end())
        yield Said(Way.SHARE, int(first["month"]), Decimal(first["share"]), start, stop)
        return
    period: re.Match[str] | None = None
    for start, stop in _parts(text, begin, end):
        periods = {found.start(): found for found in _PERIOD.finditer(text, start, stop)}
        shares = {found.start(): found for found in _SHARE.finditer(text, start, stop)}
        for at, found in sorted((periods | shares).items()):
            if at in periods:
                period = found
                said = _whole(text, found, stop, end, lexicon)
            else:
                said = _share(text, period, found, lexicon) if period else None
            if said:
                yield said


def _parts(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    return ((start + begin, stop + begin) for start, stop in clauses(text[begin:end]))


def _share(text: str, period: re.Match[str], found: re.Match[str], lexicon: Lexicon) -> Said | None:
    between, pattern = text[period.end() : found.start()], lexicon.pattern
    paying = pattern("spending", "paying").search(between)
    if paying is None or _SHARE.search(between) or pattern("spending", "not_money").search(between):
        return None
    earlier, _, clause = between.rpartition(",")
    if earlier and _AFTER in clause:
        return None  # 一季度招标，合同签订后支付30%: not in the first quarter
    about = pattern("spending", "whole").sub("", between[paying.end() :].rpartition(",")[2])
    share, tail = _percent(found), text[found.end() : found.end() + 2]
    if not 0 < share <= _FULL:
        return None
    if period["every"]:
        return None if about or share * 4 != _FULL else Said(Way.EVEN, 3, share, period.start(), found.end())
    near = between + tail
    return Said(
        Way.PART if about or pattern("spending", "rest").search(between) else Way.SHARE,
        _month(period),
        share,
        period.start(),
        found.end(),
        _since(period),
        summed=pattern("spending", "summed").search(between) is not None,
        floor=found[0] == "过半" or pattern("spending", "floors").search(near) is not None,
        roughly=found[1] is None or pattern("spending", "roughly").search(near) is not None,
    )


def _whole(text: str, period: re.Match[str], stop: int, end: int, lexicon: Lexicon) -> Said | None:
    """三四季度全部支出, 下半年一次性支付: nothing before; 6月底前全部支付: nothing after."""
    pattern = lexicon.pattern
    after = text[period.end() : min(stop, period.end() + _REACH)]
    at_once = pattern("spending", "at_once").search(after)
    if at_once is None or period["every"] or period["end"]:
        return None
    partly = pattern("spending", "rest").search(text, period.start(), end)
    if partly or not pattern("spending", "paying").match(after, at_once.end()):
        return None
    month, since, early = _month(period), _since(period), "前" in after[: at_once.start()]
    if since and month > _MIDDLE and not early:
        return Said(Way.LATER, since, Decimal(0), period.start(), stop)
    if month < _LAST and (early or period["half"] or period["month"]):
        return Said(Way.DONE, month, _FULL, period.start(), stop)
    return None


def _evenly(text: str, begin: int, end: int, lexicon: Lexicon) -> Said | None:
    """分两次支出, 一次支出50%."""
    times = _TIMES.search(text, begin, end)
    if times is None:
        return None
    count = _number(times[1])
    for found in _SHARE.finditer(text, times.end(), end):
        between = text[times.end() : found.start()]
        share = _percent(found)
        if share * count == _FULL and lexicon.pattern("spending", "each_time").search(between):
            return Said(Way.EVEN, 0, share, times.start(), found.end())
    return None


def _by_period(text: str, begin: int, end: int) -> Said | None:
    """按季度平均拨付, where nothing else is said of paying."""
    found = _EVENLY.search(text, begin, end)
    if found is None or len(_PAID.findall(text)) != 1:
        return None
    months = 1 if found["by"] == "月" else 3
    return Said(Way.EVEN, months, _FULL * months / 12, found.start(), found.end(), roughly=True)


def _percent(found: re.Match[str]) -> Decimal:
    """The share in figures or in words: 30%, 三成, 四分之一, 一半."""
    if found[1]:
        return Decimal(found[1])
    if found[2]:
        return Decimal(10 * _DIGITS[found[2]])
    return _FULL * _DIGITS[found[4]] / _DIGITS[found[3]] if found[3] else _FULL / 2


def _since(period: re.Match[str]) -> int | None:
    if period["half"]:
        return _HALF[period["half"][0]] - _MIDDLE
    quarter = period["first"] or period["quarter"]
    return 3 * (_number(quarter) - 1) if quarter else None


def _number(text: str) -> int:
    return _DIGITS.get(text) or int(text)


def _month(period: re.Match[str]) -> int:
    if period["half"]:
        return _HALF[period["half"][0]]
    if period["quarter"]:
        return 3 * _number(period["quarter"])
    return int(period["month"]) if period["month"] else _LAST
