"""What an indicator phrase measures, and which way is good."""

from __future__ import annotations

from enum import Enum, StrEnum

from msgspec import Struct


class Kind(StrEnum):
    """Kinds of measure, as the codebook has them."""

    COUNT = "count"
    RATIO = "ratio"
    TIME = "time"
    MONEY = "money"
    SATISFACTION = "satisfaction"
    QUALITY = "quality"
    NONE = "none"


class Direction(Enum):
    """Which way is good: more, less, or neither can be told."""

    HIGHER = "higher"
    LOWER = "lower"
    OPEN = "open"


class Ratio(Enum):
    """Sorts of ratio that differ in what values make sense."""

    PART = "part"  # part of a whole, 100 % at most: 合格率
    SHARE = "share"  # the same, but a few per cent may be normal: 占比, 抽查率
    GROWTH = "growth"  # change against before, may exceed 100 %: 增长率


class Measure(Struct, frozen=True, gc=False):
    """What a phrase measures.

    ``head`` is the ending that told the kind. ``complete`` marks ratios of which nearly everything is the norm
    (完成率, 合格率), ``paid`` amounts that are paid out to people (补助标准).
    """

    kind: Kind
    head: str = ""
    direction: Direction = Direction.OPEN
    ratio: Ratio | None = None
    complete: bool = False
    paid: bool = False


NO_MEASURE = Measure(Kind.NONE)
