"""The target value of an indicator, as far as it could be understood."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum, StrEnum

from msgspec import Struct


class Operator(StrEnum):
    """A comparison, by its standard sign."""

    GE = "≥"
    GT = ">"
    LE = "≤"
    LT = "<"
    EQ = "="
    ABOUT = "≈"

    @property
    def is_floor(self) -> bool:
        """At least this much."""
        return self in (Operator.GE, Operator.GT)

    @property
    def is_ceiling(self) -> bool:
        """At most this much."""
        return self in (Operator.LE, Operator.LT)


class MarkStyle(Enum):
    """How an operator was written."""

    SIGN = "sign"  # ≥
    TYPED = "typed"  # >= or ≧ for ≥
    WORD = "word"  # 不少于 before the number
    POSTFIX = "postfix"  # 以上 after the number


class Mark(Struct, frozen=True, gc=False):
    """An operator as it stands in the text, at ``text[start:end]`` of the value cell."""

    operator: Operator
    style: MarkStyle
    text: str
    start: int
    end: int


class TargetKind(Enum):
    """What a target value is."""

    BLANK = "blank"
    NUMBER = "number"
    RANGE = "range"
    DATE = "date"
    WORDS = "words"  # no number in it: 有效提升, 是
    GARBLED = "garbled"  # numbers and dates run together
    OTHER = "other"  # has digits, but was not understood


class Deadline(Struct, frozen=True, gc=False):
    """A date as targets give it; what is not said is None. ``edge`` is 底, 前, 日 … as written."""

    year: int | None
    month: int | None
    day: int | None
    edge: str = ""
    period: bool = False
    """Whether a span of time was given; the date is its end."""


class Target(Struct, frozen=True, gc=False):
    """A parsed target value.

    ``lead`` is what stands before operator and number (每年, 预计), ``rest`` what was not understood after them;
    nothing of the text is lost. ``unit`` is as written; ``start`` and ``unit_start`` are the places of number and unit
    in the value cell's text.
    """

    kind: TargetKind
    mark: Mark | None = None
    number: Decimal | None = None
    upper: Decimal | None = None
    start: int = 0
    unit: str = ""
    unit_start: int = 0
    date: Deadline | None = None
    lead: str = ""
    rest: str = ""
    fault: str = ""
    """Of a garbled value: what is wrong with it (a key of the SD007 messages)."""

    @property
    def operator(self) -> Operator | None:
        """The operator, however it was written."""
        return self.mark.operator if self.mark else None
