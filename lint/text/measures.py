"""Telling what an indicator phrase measures from its ending (CODEBOOK, "Kinds of measure").

The longest known ending decides; brackets at the end are looked at first, because a unit in brackets
(及时性（小时）) tells the kind where the words do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from lint.model.measure import NO_MEASURE, Direction, Kind, Measure, Ratio
from lint.text.fold import fold
from lint.text.regex import lazy
from lint.text.units import Units
from lint.text.words import words

_BRACKETS = lazy(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]$")
_TAIL = "。.,，;；、:： "
_FORMULA = lazy(r"[×*xX÷/]\s*100%")
_RATE = "率"


class MeasureWords(Struct, frozen=True):
    """The endings, each with the measure it tells, and the words that change the reading."""

    endings: Mapping[str, Measure]
    reducing: tuple[str, ...]
    growing: tuple[str, ...]
    handling: tuple[str, ...]
    paid: tuple[str, ...]
    dissatisfied: tuple[str, ...]
    reversed: tuple[str, ...]
    modest: tuple[str, ...]
    """Words of ratios that may well be a few per cent."""
    harms: frozenset[str]
    remedies: frozenset[str]
    """Characters before 率 that tell something bad (漏报率), and those before them that tell its cure (堵漏率)."""
    harms_within: frozenset[str]
    harmless_after: frozenset[str]
    """Characters that tell something bad one further left (欠缴率), and those that, following them, do not (超收率)."""
    negated: re.Pattern[str]
    """A negation at the end of what stands before a ratio's ending: 水质不|达标率, 非正常|运行率."""
    absences: tuple[str, ...]
    """Words that make something good of something bad: 无|故障率."""
    doubtful: re.Pattern[str]
    """Words that put two things in relation or speak of change: what ends in 人数 may be no count then."""
    loose: frozenset[str]
    """Endings that tell the kind only as a rule: 产量, 支出."""
    lengths: tuple[str, ...]
    """Counts that are lengths of time: 天数."""
    shares: tuple[str, ...]
    satisfactions: tuple[str, ...]
    """Endings of what is surely a ratio, a satisfaction."""

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> MeasureWords:
        """Build from the dictionary ``measures``; a later, more special list overrides an earlier one."""
        endings: dict[str, Measure] = {}
        for key, measure in _PLAIN:
            endings.update(_with_heads(words(data.get(key)), measure))
        endings.update(_with_heads(_incidents(data), Measure(Kind.COUNT, direction=Direction.LOWER)))
        for noun in words(data.get("incidents")):
            rate = Measure(Kind.RATIO, direction=Direction.LOWER, ratio=Ratio.PART)
            endings.update(_with_heads((f"{noun}率", f"{noun}发生率", f"{noun}比例"), rate))
        return cls(
            endings,
            words(data.get("reducing")),
            words(data.get("growth_words")),
            words(data.get("handling")),
            words(data.get("paid")),
            words(data.get("dissatisfaction")),
            words(data.get("reverse_notes")),
            words(data.get("modest")),
            frozenset(words(data.get("harms"))),
            frozenset(words(data.get("remedies"))),
            frozenset(words(data.get("harms_within"))),
            frozenset(words(data.get("harmless_after"))),
            _negation(words(data.get("negations")), words(data.get("negated_manner")), words(data.get("no_negations"))),
            words(data.get("absences")),
            _any(
                (*words(data.get("relations")), *words(data.get("growth_words")), *words(data.get("reducing"))),
                words(data.get("no_relations")),
            ),
            frozenset(words(data.get("loose"))),
            words(data.get("lengths")),
            words(data.get("sure_ratios")),
            words(data.get("satisfaction")),
        )


def _any(listed: tuple[str, ...], others: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words, but not where it begins or ends one of the others: 按, not in 按摩."""
    return re.compile("|".join(_alone(word, others) for word in listed) or r"(?!)")


def _alone(word: str, others: tuple[str, ...]) -> str:
    before = "".join(rf"(?<!{re.escape(other.removesuffix(word))})" for other in others if other.endswith(word))
    after = "".join(rf"(?!{re.escape(other.removeprefix(word))})" for other in others if other.startswith(word))
    return before + re.escape(word) + after


def _negation(negations: tuple[str, ...], manner: tuple[str, ...], others: tuple[str, ...]) -> re.Pattern[str]:
    """Negations, with a manner and up to two characters behind them, that begin no other word (不动产)."""
    either = "|".join(map(re.escape, negations)) or "(?!)"
    how = "|".join(map(re.escape, manner)) or "(?!)"
    not_word = f"(?!{'|'.join(map(re.escape, others))})" if others else ""
    return re.compile(rf"{not_word}(?:{either})(?:{how})?(?P<stem>[\u4e00-\u9fff]{{0,2}})$")


_PART_HIGHER = Measure(Kind.RATIO, direction=Direction.HIGHER, ratio=Ratio.PART)
_PLAIN = (
    ("count", Measure(Kind.COUNT)),
    ("lengths", Measure(Kind.COUNT)),
    ("time", Measure(Kind.TIME)),
    ("money", Measure(Kind.MONEY)),
    ("ratio", Measure(Kind.RATIO, ratio=Ratio.PART)),
    ("quality", Measure(Kind.QUALITY)),
    ("share", Measure(Kind.RATIO, ratio=Ratio.SHARE)),
    ("complete", replace(_PART_HIGHER, complete=True)),
    ("complete_open", Measure(Kind.RATIO, ratio=Ratio.PART, complete=True)),
    ("state", _PART_HIGHER),
    ("higher", _PART_HIGHER),
    ("sampling", Measure(Kind.RATIO, ratio=Ratio.SHARE)),
    ("growth", Measure(Kind.RATIO, ratio=Ratio.GROWTH)),
    ("decline", Measure(Kind.RATIO, direction=Direction.HIGHER, ratio=Ratio.GROWTH)),
    ("lower", Measure(Kind.RATIO, direction=Direction.LOWER, ratio=Ratio.PART)),
    ("lower_time", Measure(Kind.TIME, direction=Direction.LOWER)),
    ("lower_money", Measure(Kind.MONEY, direction=Direction.LOWER)),
    ("satisfaction", Measure(Kind.SATISFACTION, direction=Direction.HIGHER, ratio=Ratio.PART)),
)


def _with_heads(heads: tuple[str, ...], measure: Measure) -> Iterator[tuple[str, Measure]]:
    for head in heads:
        yield head, replace(measure, head=head)


def _incidents(data: Mapping[str, Any]) -> tuple[str, ...]:
    nouns, counters = words(data.get("incidents")), words(data.get("incident_counters"))
    return tuple(noun + counter for noun in nouns for counter in ("", *counters))


class MeasureReader:
    """Reads phrases; results are cached by text."""

    def __init__(self, known: MeasureWords, units: Units) -> None:
        self.words = known
        self.units = units
        sizes: dict[str, set[int]] = {}
        for ending in known.endings:
            sizes.setdefault(ending[-1], set()).add(len(ending))
        self.sizes = {last: sorted(found, reverse=True) for last, found in sizes.items()}
        """The lengths of the endings with a last character, the longest first."""
        self.read = lru_cache(maxsize=16384)(self._read)
        self.sure = lru_cache(maxsize=16384)(self._sure)
        self.core = lru_cache(maxsize=16384)(self._core)

    def _read(self, text: str) -> Measure:
        phrase = fold(text)
        if not phrase:
            return NO_MEASURE
        core, unit = self.core(phrase)
        measure = self._ending(core)
        if measure.kind in (Kind.NONE, Kind.QUALITY):
            measure = self._by_unit(phrase, unit) or measure
        return self._in_context(phrase, core, measure)

    def _sure(self, text: str) -> Measure:
        """What a phrase measures where it can be nothing else; no measure where its words leave a doubt.

        Doubtful are loose endings (支出, 产量), quotients (人数占总数) and changes (增加人数).
        """
        measure = self.read(text)
        kind = measure.kind
        if kind in (Kind.NONE, Kind.QUALITY):
            return NO_MEASURE
        known, core = self.words, self.core(fold(text))[0]
        if kind is Kind.RATIO:
            return measure if core.endswith(known.shares) or measure.head == "%" else NO_MEASURE
        if kind is Kind.SATISFACTION:
            return measure if core.endswith(known.satisfactions) else NO_MEASURE
        incident = kind is Kind.COUNT and measure.direction is Direction.LOWER and not core.endswith("数")
        if incident or measure.head in known.loose or known.doubtful.search(core):
            return NO_MEASURE
        return measure

    def is_length(self, measure: Measure) -> bool:
        """Whether a measure is a length of time, counted or not: 服务天数, 服务时间."""
        return measure.kind is Kind.TIME or measure.head.endswith(self.words.lengths)

    def clash(self, one: Measure, other: Measure) -> bool:
        """Whether two measures are of kinds that exclude each other; a satisfaction is a ratio."""
        kinds = {one.kind, other.kind} - {Kind.NONE, Kind.QUALITY}
        if len(kinds) < 2 or kinds == {Kind.RATIO, Kind.SATISFACTION}:
            return False
        return not (self.is_length(one) and self.is_length(other))

    def _core(self, phrase: str) -> tuple[str, str]:
        """A folded phrase without trailing brackets, punctuation and formula, and what the last bracket held."""
        core, note = phrase.rstrip(_TAIL), ""
        while found := _BRACKETS.search(core):
            note = note or found[1]
            core = core[: found.start()].rstrip(_TAIL)
        if core.endswith("%") and not core[-2:-1].isdigit():
            core, note = core[:-1], note or "%"
        elif (parted := core.rpartition("/"))[0] and self.units.kind(parted[2]):
            core, note = parted[0], note or parted[2]
        if "=" in core:
            core = core.split("=", 1)[0]
        return core or phrase, note

    def _ending(self, core: str) -> Measure:
        endings = self.words.endings
        for size in self.sizes.get(core[-1:], ()):
            if found := endings.get(core[-size:]):
                if found.kind is Kind.RATIO and found.ratio is not Ratio.GROWTH and self._is_negated(core, found):
                    good = found.direction is Direction.LOWER
                    return replace(found, direction=Direction.HIGHER if good else Direction.LOWER, complete=False)
                if found.kind is Kind.COUNT and core[:-size].endswith(self.words.absences):
                    return replace(found, direction=Direction.OPEN)  # 无故障天数, 无投诉社区个数
                return self._harm(core, found) if found.head == _RATE else found
        return NO_MEASURE

    def _is_negated(self, core: str, ratio: Measure) -> bool:
        """水质不达标率, 疫苗未接种率, 报告不按时率: a negation before the ending turns it round.

        Where the ending is 率 or 占比 alone, what it counts (及格, 结案) stands between.
        """
        before = core[: -len(ratio.head)]
        if ratio.direction is Direction.LOWER and before.endswith(self.words.absences):
            return True
        found = self.words.negated.search(before)
        whole = ratio.head == _RATE or ratio.ratio is Ratio.SHARE
        return found is not None and bool(found["stem"]) is whole

    def _harm(self, core: str, rate: Measure) -> Measure:
        """A 率 that no list knows: of something bad where the character before it says so."""
        if core[-2:-1] in self.words.harms and core[-3:-2] not in self.words.remedies:
            return replace(rate, direction=Direction.LOWER)
        within, after = core[-3:-2] in self.words.harms_within, core[-2:-1] in self.words.harmless_after
        if within and not after and core[-4:-3] not in self.words.remedies:
            return replace(rate, direction=Direction.LOWER)
        return rate

    def _by_unit(self, phrase: str, unit: str) -> Measure | None:
        kind = self.units.kind(unit) if unit else None
        if kind is None and _FORMULA.search(phrase):
            kind = Kind.RATIO
        return Measure(kind, head=unit, ratio=Ratio.PART if kind is Kind.RATIO else None) if kind else None

    def is_change(self, text: str) -> bool:
        """Whether a phrase speaks of more or less than before, not of a level."""
        folded = fold(text)
        return _holds(folded, self.words.growing) or _holds(folded, self.words.reducing)

    def _in_context(self, phrase: str, core: str, measure: Measure) -> Measure:
        """Let other words of the phrase change what its ending alone would say."""
        known = self.words
        if "满意" in phrase and _may_be_satisfaction(measure):
            if _holds(phrase, known.dissatisfied):
                return replace(measure, direction=Direction.LOWER if measure.kind is Kind.RATIO else Direction.OPEN)
            if measure.ratio is not Ratio.GROWTH and not _holds(phrase, known.growing):
                direction = Direction.OPEN if measure.direction is Direction.LOWER else Direction.HIGHER
                measure = Measure(Kind.SATISFACTION, measure.head, direction, Ratio.PART)
        if _holds(phrase, known.reversed):
            return replace(measure, direction=Direction.LOWER)
        if measure.ratio in (Ratio.PART, Ratio.SHARE) and _holds(core, known.growing):
            measure = replace(measure, ratio=Ratio.GROWTH)
        if measure.direction is Direction.LOWER and _holds(core, known.reducing):
            measure = replace(measure, direction=Direction.OPEN)
        if measure.direction is Direction.LOWER and measure.kind is Kind.COUNT and _holds(core, known.handling):
            measure = replace(measure, direction=Direction.OPEN)
        if measure.kind is Kind.MONEY and _holds(phrase, known.paid):
            measure = replace(measure, paid=True)
        return measure


def _may_be_satisfaction(measure: Measure) -> bool:
    """Whether 满意 in a phrase makes it a satisfaction: 满意人数占比, but not 满意度调查覆盖率."""
    plain = measure.kind in (Kind.NONE, Kind.QUALITY) or measure.ratio is Ratio.SHARE
    return plain or (measure.kind is Kind.RATIO and measure.head in ("", "%"))


def _holds(text: str, listed: tuple[str, ...]) -> bool:
    for word in listed:  # noqa: SIM110 - twice as fast as any(), and hot
        if word in text:
            return True
    return False
