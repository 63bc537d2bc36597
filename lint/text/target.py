"""Parsing target values: operator, number, unit, date, or words (grammar: docs/guide/targets.md).

What cannot be understood is kept: ``Target.lead`` before the number, ``Target.rest`` after it, kind ``OTHER`` for
values with digits that fit no pattern, ``GARBLED`` where numbers and dates run together.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from msgspec.structs import replace

from lint.model.measure import Kind
from lint.model.target import Mark, MarkStyle, Operator, Target, TargetKind
from lint.text.dates import read_date
from lint.text.fold import fold, fold_offsets
from lint.text.numerals import CHINESE, FRACTION, NUMBER, any_number, chinese_number, decimal
from lint.text.operators import Operators
from lint.text.regex import lazy
from lint.text.units import PERCENT, SCALES, Units

_PLAIN = lazy(r"([≥≤=]?)(\d+(?:\.\d+)?)([^\d年月日号级]{0,4})")
_FIRST_NUMBER = lazy(rf"(?<![A-Za-z\d.])-?{NUMBER}")
_NAMED = lazy(r"[A-Za-z]+[-\s]?\d[\d.]*")
"""Digits that belong to a name: PM2.5, GB3838, C30."""
_CHINESE = lazy(CHINESE)
_RANGE = lazy(rf"(?:[-—–~～]+|至|到)({NUMBER})(.*)", re.S)
_INTERVAL = lazy(
    rf"([^\d≥≤<>=,，、]{{0,3}})[,，、且并]?(?:≤|<=|<)(?:[A-Za-z]|指标值)?(?:≤|<=|<)?({NUMBER})([^\d≥≤<>=]{{0,3}})"
)
_PROPORTION = lazy(r"[≥≤<>=]?\d+(?:\.\d+)?(?:[:：∶/×xX*]\d+(?:\.\d+)?)+.{0,4}")
_INCLUDING = lazy(r"\(含[^()]*\)$")
"""A note that the number itself is included, in folded text."""
_PART = r"(?:[^\d,，。;；、:：≥≤<>=()（）/·.]{1,6}(?:[(（][^()（）\d]{1,6}[)）])?|[(（][^()（）\d]{1,6}[)）])"
_COMPOUND = lazy(rf"{_PART}(?:[/·.每]{_PART}){{0,3}}")
_NOTE = lazy(r"([^(（]*)[(（]([^()（）]*)[)）]", re.S)
_VALUE_FOLLOWS = lazy(r"[\d≥≤<>=≧≦]|[.。]\d")
_OTHER_GRADE = lazy(r"[,，;；、]")
_SEPARATED = "，,。;；、(（/.:：-—~～至到+"
_YEAR_LEAD = lazy(r"20\d\d年度?(?:全年|共计?|合计)?(?=\d)")
_YEARS = range(1950, 2100)
_DASHES = "-—–/\\_.…×*"
_BLANKS = lazy(r"^(?:[Xx]{2,}|□{2,})")
_OUTER = "。.,，;；、:："
_QUOTES = ("“”", '""', "''")
_BOOK_MARKS = "《》〈〉"
_SMALL_SCALES = "十百千"
_LETTER_IN_NUMBER = lazy(r"[Oo]+\d*(?![A-Za-z\d])")
_BROKEN = lazy(r"(?P<comma>,0\d?(?![\d,]))|[二三四五六七八九〇]+(?P<unit>[^\d]{1,4})$")
_STRAY_DOT = lazy(r"\.+[^.]")
MAX_LEAD = 10
"""Longer texts before a number make a sentence, not a target."""


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
        core, shift = _without_wrapping(folded)
        reading = self._plain(core) or self._read(core)
        if len(folded) == len(text) and not shift:
            return reading
        offsets = fold_offsets(text)[shift:]
        mark = reading.mark
        if mark:
            mark = replace(mark, start=offsets[mark.start], end=offsets[mark.end - 1] + 1)
        unit_start = offsets[reading.unit_start] if reading.unit else 0
        return replace(reading, mark=mark, start=offsets[reading.start], unit_start=unit_start)

    def _plain(self, text: str) -> Target | None:
        """Most targets are a sign, a number and a known unit: read without looking for anything else."""
        found = _PLAIN.fullmatch(text)
        if not found or (found[3] and found[3] not in self.units.kinds):
            return None
        sign = found[1]
        mark = Mark(Operator(sign), MarkStyle.SIGN, sign, 0, 1) if sign else None
        if not found[3] and read_date(found[2]):
            return None
        return Target(TargetKind.NUMBER, mark, Decimal(found[2]), None, found.start(2), found[3], found.start(3))

    def _read(self, text: str) -> Target:
        """Parse folded text; offsets of the result count in it."""
        if _PROPORTION.fullmatch(text) and not read_date(text.lstrip("≥≤<>=")):
            return Target(TargetKind.OTHER, rest=text)
        mark, at = self._mark(text)
        lead = text[: mark.start] if mark else ""
        if mark and at == len(text):
            return Target(TargetKind.BLANK, mark, lead=lead)
        second = self.operators.pattern.match(text, at) if mark else None
        if second and self.operators.before[second[0]][1] is not MarkStyle.WORD:
            return Target(TargetKind.GARBLED, mark, lead=lead, rest=text[at:], fault="operators")
        if mark:
            known = self.operators.lead_of(text[at:])
            lead, at = lead + text[at : at + known], at + known
        return self._date(text[at:], mark, lead) or self._number(text, at, mark, lead)

    def _mark(self, text: str) -> tuple[Mark | None, int]:
        """The operator before the value, and where the value begins."""
        for found in self.operators.pattern.finditer(text):
            operator, style = self.operators.before[found[0]]
            before = text[: found.start()]
            if not _is_lead(before):
                break
            after = text[found.end() :]
            if style is MarkStyle.WORD:
                after = after[self.operators.lead_of(after) :]
                numbered = after[:1].isdigit() or _CHINESE.match(after) or FRACTION.match(after)
                lone = not before and len(found[0]) > 1 and (not after or self._is_lone_unit(after, None))
                if not lone and not (numbered and self._is_operator(found[0], before)):
                    continue
            elif found[0] in _BOOK_MARKS and not after[:1].isdigit():
                continue  # the title of a document
            return Mark(operator, style, found[0], found.start(), found.end()), found.end()
        return None, 0

    def _is_operator(self, word: str, before: str) -> bool:
        """Whether a word is an operator and not the end of a longer word: 合格率达, but not 节约 or 成为."""
        known = self.operators
        return len(word) > 1 or not before or before[-1] in known.after_nouns or known.lead_of(before) == len(before)

    def _date(self, text: str, mark: Mark | None, lead: str) -> Target | None:
        start = self.operators.date_lead.match(text)
        skipped = start.end() if start else 0
        lead += text[:skipped]
        reading = read_date(text[skipped:], lead)
        if reading is None:
            return None
        date = reading.date
        only_year = date.month is None and date.day is None and not date.edge
        if mark and only_year and not reading.fault:
            return Target(TargetKind.OTHER, mark, lead=lead, rest=text[skipped:])  # not below the level of 2022
        kind = TargetKind.GARBLED if reading.fault else TargetKind.DATE
        return Target(kind, mark, date=date, lead=lead, rest=reading.rest, fault=reading.fault)

    def _number(self, text: str, at: int, mark: Mark | None, lead: str) -> Target:
        if year := _YEAR_LEAD.match(text, at):
            lead, at = lead + year[0], year.end()
        body = text[at:]
        fraction = FRACTION.search(body)
        if fraction and (not fraction.start() or _is_lead(body[: fraction.start()])):
            return self._fraction(fraction, body, at, mark, lead)
        found = _FIRST_NUMBER.search(body)
        if found is None or (mark and found.start()):
            return self._without_digits(text, at, mark, lead)
        lead, start = lead + body[: found.start()].lstrip("+↑"), at + found.start()
        value = decimal(found[0])
        tail, tail_at = text[start + len(found[0]) :], start + len(found[0])
        if tail[:1] == "年" and value in _YEARS:
            return Target(TargetKind.OTHER, mark, lead=lead, rest=text[start:])
        if interval := _INTERVAL.fullmatch(tail):
            unit = interval[1] or interval[3]
            upper = decimal(interval[2])
            return Target(TargetKind.RANGE, mark, value, upper, start, unit, tail_at + tail.find(unit), lead=lead)
        if _LETTER_IN_NUMBER.match(tail):
            return Target(TargetKind.GARBLED, mark, value, None, start, lead=lead, rest=tail, fault="letter")
        if _STRAY_DOT.match(tail) or self._goes_on(tail):
            return Target(TargetKind.GARBLED, mark, value, None, start, lead=lead, rest=tail, fault="number")
        return replace(self._after_number(value, tail, tail_at, mark, lead), start=start)

    def _goes_on(self, tail: str) -> bool:
        """Whether a number goes on in a broken way behind its digits: 9五%, 3,00人."""
        found = _BROKEN.match(tail)
        return found is not None and bool(found["comma"] or self.units.kind(found["unit"]))

    def _after_number(self, number: Decimal, tail: str, at: int, mark: Mark | None, lead: str) -> Target:
        """Finish a target whose number was read; ``tail`` is what follows, from index ``at`` of the folded text."""
        upper = None
        skipped = tail[:1] in ("%", "年")  # 90%-95%, 1年-2年
        if span := _RANGE.match(tail[skipped:]):
            upper, at, tail = decimal(span[1]), at + skipped + span.start(2), span[2]
        if tail[:1] in self.operators.vague and mark is None:  # 10余人
            mark = Mark(Operator.ABOUT, MarkStyle.POSTFIX, tail[0], at, at + 1)
            tail, at = tail[1:], at + 1
        unit, rest = tail, ""
        if tail and tail not in self.units.kinds:
            tail, postfix = self._postfix(tail, at)
            if mark and postfix and self._are_opposed(mark, postfix):
                return Target(TargetKind.GARBLED, mark, number, lead=lead, rest=tail + postfix.text, fault="opposed")
            unit, rest = self._unit(tail)
            if rest and postfix is None:
                rest, postfix = self.operators.at_start(rest, at + len(unit))
            if postfix and mark and mark.style is MarkStyle.SIGN and mark.operator is not Operator.ABOUT:
                rest = postfix.text + rest
            mark, lead = _one_mark(mark, postfix, lead)
        start = at + max(0, tail.find(unit))
        if rest and unit and unit.split("每")[0] in self.units.grades and _OTHER_GRADE.search(rest):
            return Target(TargetKind.OTHER, mark, number, upper, 0, unit, start, None, lead, rest)  # 1级1200元,2级900元
        if rest and self._run_together(unit, rest):
            fault = "doubled" if unit and rest == unit else "together"
            return Target(TargetKind.GARBLED, mark, number, None, 0, unit, start, None, lead, rest, fault)
        if unit.endswith(self.units.grades) and (mark is None or mark.style is MarkStyle.POSTFIX):
            return Target(TargetKind.WORDS, None, lead=lead, rest=f"{number}{unit}")
        kind = TargetKind.RANGE if upper is not None else TargetKind.NUMBER
        if (lead and not _is_lead(lead)) or "±" in lead or (rest and not unit):
            kind = TargetKind.OTHER
        return Target(kind, mark, number, upper, 0, unit, start, None, lead, rest)

    def _postfix(self, tail: str, at: int) -> tuple[str, Mark | None]:
        """A tail without an operator word at its end, and the word; with a note that the number is included."""
        tail, mark = self.operators.at_end(_INCLUDING.sub("", tail), at)
        if mark and (note := _INCLUDING.search(tail)):  # (含97%)以上
            mark = replace(mark, text=note[0] + mark.text, start=at + note.start())
            tail = tail[: note.start()]
        return tail, mark

    def _are_opposed(self, mark: Mark, postfix: Mark) -> bool:
        """Whether what stands before a number and what stands after it point in different ways: 不低于5%以下."""
        first, second = mark.operator, postfix.operator
        opposed = (first.is_floor and second.is_ceiling) or (first.is_ceiling and second.is_floor)
        return opposed and mark.text not in self.operators.yielding

    def _run_together(self, unit: str, rest: str) -> bool:
        """Whether a second value follows the first with nothing between them: 90%95%, 100%2027年, 90%%."""
        if rest == unit or (self.units.kind(unit) is Kind.RATIO and self.units.kind(rest) is Kind.RATIO):
            return True
        if not _VALUE_FOLLOWS.match(rest):
            return False
        second = _PLAIN.fullmatch(rest)
        kind = self.units.kind(unit)
        if not second or second[3] == unit or kind not in (Kind.TIME, Kind.MONEY):
            return True
        return self.units.kind(second[3]) is not kind and second[3] != "分"  # 2小时30分 is one value

    def _unit(self, tail: str) -> tuple[str, str]:
        """Unit and rest of what follows a number."""
        kinds = self.units.kinds
        if not tail or tail in kinds:
            return tail, ""
        if (note := _NOTE.fullmatch(tail)) and not note[1] and self.units.kind(note[2]):
            return note[2], ""
        if _COMPOUND.fullmatch(tail) and (self.units.kind(tail) or (len(tail) <= 2 and tail.isalpha())):
            return tail, ""
        for size in range(min(self.units.longest, len(tail)), 0, -1):
            unit, rest = tail[:size], tail[size:]
            cut_word = unit[-1].isascii() and unit[-1].isalpha() and rest[:1].isalpha()
            if not cut_word and (unit in kinds or (_COMPOUND.fullmatch(unit) and self.units.kind(unit))):
                return unit, rest
        return "", tail

    def _fraction(self, found: re.Match[str], body: str, at: int, mark: Mark | None, lead: str) -> Target:
        """百分之九十五以上: a percentage in words."""
        lead, start = lead + body[: found.start()], at + found.start()
        if found["all"]:
            number, upper, unit = Decimal(100), None, PERCENT
        else:
            value = any_number(found["number"])
            if value is None:
                return Target(TargetKind.WORDS, mark, lead=lead, rest=body)
            number, unit = value, found["base"]
            upper = any_number(found["upper"]) if found["upper"] else None
        rest, postfix = self.operators.at_end(body[found.end() :], at + found.end())
        kind = TargetKind.RANGE if upper is not None else TargetKind.NUMBER
        mark, lead = _one_mark(mark, postfix, lead)
        return Target(kind, mark, number, upper, start, unit, start, None, lead, rest)

    def _without_digits(self, text: str, at: int, mark: Mark | None, lead: str) -> Target:
        """A value with no number in digits: Chinese numerals with a unit, a lone unit, or words."""
        body = text[at:]
        unit = _BLANKS.sub("", body).lstrip(_DASHES + "()")
        if (mark and not unit) or (unit and self._is_lone_unit(unit, mark)):  # the number is missing
            return Target(TargetKind.BLANK, mark, unit=unit, unit_start=at + len(body) - len(unit), lead=lead)
        if mark and body[:1] in SCALES and self.units.kind(body[1:]):  # ≥千人
            return Target(TargetKind.NUMBER, mark, Decimal(SCALES[body[0]]), None, at, body[1:], at + 1, lead=lead)
        known = 0 if mark else self.operators.lead_of(body)
        if found := _CHINESE.match(body, known):
            number = chinese_number(found[0])
            tail = body[found.end() :]
            if number is not None and (tail or mark):
                target = self._after_number(number, tail, at + found.end(), mark, lead + body[:known])
                if target.kind is not TargetKind.WORDS and self._is_counted(target, mark):
                    return replace(target, start=at + known)
        has_digits = any(character.isdigit() for character in _NAMED.sub("", body))
        return Target(TargetKind.OTHER if has_digits else TargetKind.WORDS, mark, lead=lead, rest=body)

    def _is_lone_unit(self, text: str, mark: Mark | None) -> bool:
        """Whether a value is nothing but a unit (座, 元/人, %); ratio words without a sign are words: 比例."""
        kind = self.units.kinds.get(text)
        if kind is None and text[0] not in _SMALL_SCALES and _COMPOUND.fullmatch(text):
            kind = self.units.kind(text)
        counts = text not in self.units.grades if kind is not Kind.RATIO else not text.isalpha()
        return kind is not None and (mark is not None or counts)

    def _is_counted(self, target: Target, mark: Mark | None) -> bool:
        """Whether a Chinese numeral really counts: a known unit follows, and nothing else; 一次性 and 一级 do not."""
        if target.unit.endswith(self.units.grades) or (target.rest and target.rest[0] not in _SEPARATED):
            return False
        return self.units.kind(target.unit) is not None if target.unit else mark is not None


def _one_mark(mark: Mark | None, postfix: Mark | None, lead: str) -> tuple[Mark | None, str]:
    """The mark that counts of those before and after a number, and the lead.

    After a word the postfix does (达到95%以上, 控制在1%以内), and the word goes to the lead.
    """
    if mark is None or postfix is None:
        return mark or postfix, lead
    if mark.style is not MarkStyle.WORD or Operator.ABOUT in (mark.operator, postfix.operator):
        return mark, lead
    return postfix, lead[: mark.start] + mark.text + lead[mark.start :]


def _is_lead(text: str) -> bool:
    """Whether what stands before an operator or a number may belong to a target: short, no sentence, no free digits."""
    if not text:
        return True
    if len(text) > MAX_LEAD or any(character in "，。；;,、" for character in text):
        return False
    return not any(character.isdigit() for character in _NAMED.sub("", text))


def _without_wrapping(text: str) -> tuple[str, int]:
    """A folded value without punctuation and brackets around all of it, and how much went at the beginning."""
    core = text.strip(_OUTER) if text[0] in _OUTER[3:] or text[-1] in _OUTER else text
    if len(core) > 2 and core[0] + core[-1] in _QUOTES:
        core = core[1:-1]
    if len(core) > 2 and core[0] == "(" and core[-1] == ")" and core.count("(") == 1:
        core = core[1:-1]
    return (core, text.find(core)) if core else (text, 0)
