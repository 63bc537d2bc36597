"""Quantities in running text: 210 名, 每人每月 300 元, 86.4万元, 优良中等路率达到 88%.

Titles of documents, document numbers and notes in brackets are passed over: their numbers say nothing of the project.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from lint.model.measure import Kind
from lint.text.fold import fold
from lint.text.lexicon import Lexicon
from lint.text.numerals import chinese_number, decimal
from lint.text.regex import lazy
from lint.text.units import SCALES

DIGITS = r"(?<![A-Za-z\d.])(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
"""A number in digits, not the end of a name (PM2.5)."""
NUMBER = lazy(DIGITS)
_ASIDE = lazy(r"《[^《》]*》|〔\d{4}〕\d*号?|\[\d{4}\]\d*号?|\([^()]*\)|【[^【】]*】|<[^<>]{1,20}>")
_CLAUSE_END = lazy(r"[。;、:!?\n]|,(?!\d{3})")
_SENTENCE_ENDS = "。;!?\n"
_SPAN = frozenset("-—–~～至到")
_TIMES = frozenset("×*xX÷=")
_LARGE = ("万", "亿")
_ABOUT = lazy(r"(?:(?<![节预签合履契条公制])约|近|大概|大约)[\u4e00-\u9fff]{0,4}$")
_PER = ("/", "每", "一人", "一户")


class Quantity(Struct, frozen=True, gc=False):
    """A number with its unit in folded text, at ``text[start:end]``, in the clause ``text[begin:finish]``.

    ``value`` is the number with its scale (1.2万 is 12000), money in 元. ``each`` says that it counts for each of
    something (每人300元, 2元/亩), ``exact`` that it is no span and no estimate, ``factor`` that it stands in a formula.
    """

    number: Decimal
    value: Decimal
    unit: str
    kind: Kind
    start: int
    end: int
    begin: int
    finish: int
    each: bool = False
    exact: bool = True
    factor: bool = False


def plain_text(text: str) -> str:
    """Folded text with titles, document numbers, brackets and markup blanked out, every place kept."""
    folded = fold(text)
    return _ASIDE.sub(lambda found: " " * len(found[0]), folded)


def clauses(text: str) -> Iterator[tuple[int, int]]:
    """Where the clauses of a text begin and end."""
    begin = 0
    for found in _CLAUSE_END.finditer(text):
        yield begin, found.start()
        begin = found.end()
    yield begin, len(text)


def sentence_start(text: str, at: int) -> int:
    """Where the sentence begins that holds ``text[at]``."""
    return max(text.rfind(mark, 0, at) for mark in _SENTENCE_ENDS) + 1


def quantities(text: str, lexicon: Lexicon) -> Iterator[Quantity]:
    """The quantities of a text made by `plain_text`, in order; numbers without a known unit are left out."""
    each = lexicon.pattern("quantities", "each")
    for begin, finish in clauses(text):
        last = begin
        for found in NUMBER.finditer(text, begin, finish):
            quantity = _read(text, found, (begin, finish), last, lexicon, each)
            if quantity:
                last = quantity.end
                yield quantity


def _read(
    text: str, found: re.Match[str], clause: tuple[int, int], last: int, lexicon: Lexicon, each: re.Pattern[str]
) -> Quantity | None:
    start, end = found.span()
    before, vague = text[start - 1 : start] if start else "", text[end : end + 1] in ("余", "多")
    if before in ("第", "前") or (before == "-" and text[start - 2 : start - 1].isalpha()):
        return None
    unit, scale, size = unit_at(text, end + vague, lexicon)
    if not unit:
        return None
    stop, number = end + vague + size, decimal(found[0])
    tail, since = text[stop : stop + 2], text[last:start]
    span = text[end] in _SPAN or (before in _SPAN and text[start - 2 : start - 1].isdigit())
    return Quantity(
        number,
        number * scale,
        unit,
        lexicon.units.kind(unit) or Kind.MONEY,
        start,
        stop,
        *clause,
        each=each.search(since) is not None or tail.startswith(_PER),
        exact=not (vague or span or tail == "左右" or _ABOUT.search(since)),
        factor=before in _TIMES or tail[:1] in _TIMES,
    )


def unit_at(text: str, at: int, lexicon: Lexicon) -> tuple[str, Decimal, int]:
    """The unit that stands at ``text[at]``, what it multiplies the number with, and its length; nothing where none."""
    units = lexicon.units
    for size in range(min(units.longest, len(text) - at), 0, -1):
        unit = text[at : at + size]
        if unit in units.kinds:
            return unit, units.yuan.get(unit, Decimal(1)), size
    scale = text[at : at + 1]
    if scale in SCALES:
        inner = unit_at(text, at + 1, lexicon)
        if inner[0]:
            return inner[0], inner[1] * SCALES[scale], inner[2] + 1
        if scale in _LARGE and not text[at + 1 : at + 2].isalnum():  # 费用30万，
            return f"{scale}元", units.yuan[f"{scale}元"], 1
    return "", Decimal(0), 0


_CHINESE_COUNT = lazy(r"(?<![第零一二两三四五六七八九十百千])([二两三四五六七八九十]{1,3})(?=[\u4e00-\u9fff])")


def chinese_counts(text: str, unit: str) -> Iterator[tuple[int, int, Decimal]]:
    """Small numbers in Chinese numerals with a given unit: where they begin and end, and their values."""
    for found in _CHINESE_COUNT.finditer(text):
        value = chinese_number(found[1]) if text.startswith(unit, found.end()) else None
        if value is not None:
            yield found.start(), found.end() + len(unit), value
