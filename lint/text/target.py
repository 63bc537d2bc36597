"""Parsing target values: operator, number, unit, date, or words (grammar: docs/targets.md).

What cannot be understood is kept: ``Target.lead`` before the number, ``Target.rest`` after it, kind ``OTHER`` for
values with digits that fit no pattern, ``GARBLED`` where numbers and dates run together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from lint.model.measure import Kind
from lint.model.target import Deadline, Mark, MarkStyle, Operator, Target, TargetKind
from lint.text.fold import fold, fold_offsets
from lint.text.words import words

_NUMBER = r"-?\d[\d,]*(?:\.\d+)?"
_SIMPLE = re.compile(rf"({_NUMBER})(.*)", re.S)
_DATE = re.compile(
    r"(?:(?P<year>\d{4,7})年度?|(?P<short>\d{2})年(?=\d{1,2}月))?"
    r"(?:(?P<month>\d{1,3})月份?(?:(?P<day>\d{1,3})[日号])?)?"
    r"(?P<edge>年?[底末初]|[上中下]旬)?(?P<before>之?前|以前|止)?(?P<rest>.*)",
    re.S,
)
_DOTTED = re.compile(
    r"(?P<year>(?:19|20)\d{2})[-./](?P<month>\d{1,2})(?:[-./](?P<day>\d{1,2}))?(?P<rest>(?!\d).*)", re.S
)
_YEAR_END = re.compile(r"年(?P<edge>[底末])(?P<before>之?前|以前)?(?P<rest>.*)", re.S)
_CHINESE = re.compile(r"(?:百分之)?[零一二两三四五六七八九十百千]+")
_PERCENT = "百分之"
_CHINESE_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_RANGE = re.compile(rf"(?:[-—–~～]+|至|到)({_NUMBER})(.*)", re.S)
_NOTE = re.compile(r"(.*?)[(（]([^()（）]*)[)）]", re.S)
_COMPOUND = re.compile(r"[^\d,，。;；、≥≤<>=()]{1,5}(?:[/·.每][^\d,，。;；、≥≤<>=()]{1,5}){0,3}")
_MARK_OR_DIGIT = re.compile(r"[\d≥≤<>=≧≦]")
_SEPARATED = "，,。;；、(（/.:：-—~～至到+"
_PER = re.compile(r"[/·.每]")
_SCALES = "十百千万亿"
MAX_LEAD = 10
"""Longer texts before a number make a sentence, not a target."""

SERIAL_DATES = range(40_000, 55_000)
"""Day numbers of Excel for 2009 to 2050: a date that lost its format (layouts, §3)."""


@dataclass(frozen=True, slots=True)
class Units:
    """Units by kind, and what amounts of money are worth."""

    kinds: Mapping[str, Kind]
    yuan: Mapping[str, Decimal]
    written: Mapping[str, str]
    usual: Mapping[str, str]

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Units:
        """Build from the dictionary ``units``."""
        kinds: dict[str, Kind] = {}
        for kind in (Kind.COUNT, Kind.TIME, Kind.MONEY, Kind.RATIO):
            kinds.update(dict.fromkeys(words(data.get(kind.value)), kind))
        return cls(
            kinds,
            {unit: Decimal(str(factor)) for unit, factor in data.get("yuan", {}).items()},
            dict(data.get("written", {})),
            dict(data.get("usual", {})),
        )

    def kind(self, unit: str) -> Kind | None:
        """The kind of a unit; of a compound one (元/户) the kind of its first part; None where it is unknown."""
        found = self.kinds.get(unit)
        if found is None and unit:
            first = _PER.split(unit, maxsplit=1)[0]
            found = self.kinds.get(first) or self.kinds.get(first[1:] if first[0] in _SCALES else "")
        return found


@dataclass(frozen=True, slots=True)
class Operators:
    """How operators are written, before and after numbers."""

    before: Mapping[str, tuple[Operator, MarkStyle]]
    after: tuple[tuple[str, Operator], ...]
    lead: frozenset[str]
    pattern: re.Pattern[str]
    date_lead: re.Pattern[str]
    strict: Mapping[str, Operator]

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Operators:
        """Build from the dictionary ``operators``."""
        before: dict[str, tuple[Operator, MarkStyle]] = {sign: (Operator(sign), MarkStyle.SIGN) for sign in Operator}
        for key, style in (("typed", MarkStyle.TYPED), ("before", MarkStyle.WORD)):
            for sign, ways in data.get(key, {}).items():
                before.update(dict.fromkeys(words(ways), (Operator(sign), style)))
        after = [(way, Operator(sign)) for sign, ways in data.get("after", {}).items() for way in words(ways)]
        longest = sorted(before, key=len, reverse=True)
        return cls(
            before=before,
            after=tuple(sorted(after, key=lambda pair: -len(pair[0]))),
            lead=frozenset(words(data.get("lead"))),
            pattern=re.compile("|".join(map(re.escape, longest))),
            date_lead=re.compile(f"(?:{'|'.join(words(data.get('date_lead')))})*"),
            strict={sign: Operator(standard) for sign, standard in data.get("strict", {}).items()},
        )


class TargetParser:
    """Parses target values with the words of the dictionaries; results are cached by text."""

    def __init__(self, units: Units, operators: Operators) -> None:
        self.units = units
        self.operators = operators
        self.parse = lru_cache(maxsize=8192)(self._parse)

    def _parse(self, text: str) -> Target:
        folded = fold(text)
        if not folded:
            return Target(TargetKind.BLANK)
        reading = self._read(folded)
        if len(folded) == len(text):
            return reading
        return _unfold(reading, text)

    def _read(self, text: str) -> Target:
        """Parse folded text; offsets of the result count in it."""
        lead, mark, at = "", None, 0
        found = self.operators.pattern.search(text)
        if found and (found.start() == 0 or self._is_lead(text[: found.start()])):
            operator, style = self.operators.before[found[0]]
            if style is not MarkStyle.WORD or self._begins_number(text[found.end() :]):
                lead, at = text[: found.start()], found.end()
                mark = Mark(operator, style, found[0], found.start(), at)
        body = text[at:]
        if mark and not body:
            return Target(TargetKind.BLANK, mark, lead=lead)
        if mark and (second := self.operators.pattern.match(body)) and not second[0][0].isalpha():
            return Target(TargetKind.GARBLED, mark, lead=lead, rest=body, fault="operators")
        return self._date(body, mark, lead) or self._number(text, at, mark, lead)

    @staticmethod
    def _is_lead(text: str) -> bool:
        return len(text) <= MAX_LEAD and not any(c.isdigit() or c in "，。；;,、" for c in text)

    @staticmethod
    def _begins_number(text: str) -> bool:
        return bool(text) and (text[0].isdigit() or bool(_CHINESE.match(text)))

    def _date(self, text: str, mark: Mark | None, lead: str) -> Target | None:
        start = self.operators.date_lead.match(text)
        skipped = start.end() if start else 0
        body = text[skipped:]
        found = _DOTTED.fullmatch(body) or _YEAR_END.fullmatch(body) or _DATE.fullmatch(body)
        if found is None:
            return None
        parts = found.groupdict()
        year, month, day = (parts.get(key) for key in ("year", "month", "day"))
        if parts.get("short"):
            year = "20" + parts["short"]
        edge = (parts.get("edge") or "") + (parts.get("before") or "")
        rest = parts["rest"]
        is_period = year is not None and month is None and not edge and rest.startswith(("期", "以", "内"))
        has_date = year is not None or (month is not None and (day is not None or edge or not rest))
        if not (has_date or found.re is _YEAR_END) or is_period:
            return None
        fault = ""
        if year and len(year) > 4:
            fault = "year"
        elif (month and not 1 <= int(month) <= 12) or (day and not 1 <= int(day) <= _days(month)):
            fault = "calendar"
        elif _MARK_OR_DIGIT.match(rest):
            fault = "together"
        date = Deadline(
            int(year[-4:]) if year else None, int(month) if month else None, int(day) if day else None, edge
        )
        kind = TargetKind.GARBLED if fault else TargetKind.DATE
        return Target(kind, mark, date=date, lead=lead + text[:skipped], rest=rest, fault=fault)

    def _number(self, text: str, at: int, mark: Mark | None, lead: str) -> Target:
        body = text[at:]
        found = _SIMPLE.match(body)
        if not found:
            first = _MARK_OR_DIGIT.search(body)
            if first is None:
                if mark and self.units.kind(body):  # symbol and unit are there, the number is missing
                    return Target(TargetKind.BLANK, mark, unit=body, unit_start=at, lead=lead)
                return self._chinese(text, at, mark, lead) or Target(TargetKind.WORDS, mark, lead=lead, rest=body)
            found = _SIMPLE.match(body, first.start()) if mark is None else None
            if found is None:
                return Target(TargetKind.OTHER, mark, lead=lead, rest=body)
            lead, at = lead + body[: first.start()], at + first.start()
        number = Decimal(found[1].replace(",", ""))
        return self._after_number(number, found[2], at + len(found[1]), mark, lead)

    def _after_number(self, number: Decimal, tail: str, at: int, mark: Mark | None, lead: str) -> Target:
        """Finish a target whose number was read; ``tail`` is what follows, from index ``at`` of the folded text."""
        upper = None
        kinds = self.units.kinds
        span = _RANGE.match(tail) or _RANGE.match(tail[1:] if tail[:1] == "%" else "")
        if span:
            upper, tail, at = Decimal(span[1].replace(",", "")), span[2], at + span.start(2) + tail.startswith("%")
        unit, rest = tail, ""
        if tail and tail not in kinds:
            tail, postfix = self._postfix(tail, at)
            mark = mark or postfix
            unit, rest = self._unit(tail)
        offset = tail.find(unit)
        if rest and (_MARK_OR_DIGIT.match(rest) or self._doubled(unit, rest)):
            return Target(TargetKind.GARBLED, mark, number, None, unit, at + offset, None, lead, rest, fault="together")
        kind = TargetKind.RANGE if upper is not None else TargetKind.NUMBER
        if (lead and not self._is_lead(lead)) or (rest and rest[0] not in _SEPARATED and not unit):
            kind = TargetKind.OTHER
        return Target(kind, mark, number, upper, unit, at + offset, None, lead, rest)

    def _doubled(self, unit: str, rest: str) -> bool:
        return bool(unit) and rest.startswith(unit) and self.units.kind(unit) is Kind.RATIO

    def _postfix(self, tail: str, at: int) -> tuple[str, Mark | None]:
        for word, operator in self.operators.after:
            if tail.endswith(word):
                start = at + len(tail) - len(word)
                return tail[: -len(word)], Mark(operator, MarkStyle.POSTFIX, word, start, start + len(word))
        return tail, None

    def _unit(self, tail: str) -> tuple[str, str]:
        """Unit and rest of what follows a number."""
        kinds = self.units.kinds
        if not tail or tail in kinds:
            return tail, ""
        note = _NOTE.fullmatch(tail)
        if note:
            if not note[1] and note[2] in kinds:
                return note[2], ""
            if note[1] in kinds:
                return note[1], tail[len(note[1]) :]
        if _COMPOUND.fullmatch(tail) and (self.units.kind(tail) or (len(tail) <= 2 and tail.isalpha())):
            return tail, ""
        for size in range(min(6, len(tail)), 0, -1):
            if tail[:size] in kinds:
                return tail[:size], tail[size:]
        return "", tail

    def _chinese(self, text: str, at: int, mark: Mark | None, lead: str) -> Target | None:
        """A number in Chinese numerals, only where a known unit and nothing but punctuation follows."""
        body = text[at:]
        skipped = 0
        if mark is None:
            skipped = next((len(word) for word in self.operators.lead if body.startswith(word)), 0)
        found = _CHINESE.match(body, skipped)
        if not found:
            return None
        numeral = found[0]
        number = _chinese_number(numeral.removeprefix(_PERCENT))
        if number is None:
            return None
        tail = body[found.end() :]
        if numeral.startswith(_PERCENT):
            rest, postfix = self._postfix(tail, at + found.end())
            if rest and rest[0] not in _SEPARATED:
                return None
            start = at + skipped
            return Target(TargetKind.NUMBER, mark or postfix, Decimal(number), None, _PERCENT, start, None, lead, rest)
        target = self._after_number(Decimal(number), tail, at + found.end(), mark, lead + body[:skipped])
        known = target.unit and self.units.kind(target.unit)
        return target if known and (not target.rest or target.rest[0] in _SEPARATED) else None


def _days(month: str | None) -> int:
    return {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}.get(int(month or 1), 31)


def _chinese_number(text: str) -> int | None:
    """The value of a numeral below ten thousand (二十五, 两百), or None where it is none."""
    total, digit = 0, None
    for character in text:
        scale = {"十": 10, "百": 100, "千": 1000}.get(character)
        if scale:
            total += (1 if digit is None else digit) * scale
            digit = None
        elif digit is None or digit == 0:
            digit = _CHINESE_DIGITS[character]
        else:
            return None
    return total + (digit or 0)


def _unfold(target: Target, text: str) -> Target:
    """The same target with the offsets of its mark and unit counted in the unfolded text."""
    offsets = fold_offsets(text)
    mark = target.mark
    if mark:
        mark = Mark(mark.operator, mark.style, mark.text, offsets[mark.start], offsets[mark.end - 1] + 1)
    unit_start = offsets[target.unit_start] if target.unit else 0
    return Target(
        target.kind,
        mark,
        target.number,
        target.upper,
        target.unit,
        unit_start,
        target.date,
        target.lead,
        target.rest,
        target.fault,
    )
