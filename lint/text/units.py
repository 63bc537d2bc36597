"""Units of measurement: what kind a unit is of, and what amounts of money are worth."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from msgspec import Struct

from lint.model.measure import Kind
from lint.text.regex import lazy
from lint.text.words import words

_PER = lazy(r"[/·.每]")
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
PERCENT = "百分之"
_KINDS = (Kind.COUNT, Kind.TIME, Kind.MONEY, Kind.RATIO)


class Units(Struct, frozen=True):
    """The dictionary ``units``: kinds by unit, yuan by unit of money, signs for units in words, usual units, grades."""

    kinds: Mapping[str, Kind]
    yuan: Mapping[str, Decimal]
    written: Mapping[str, str]
    usual: Mapping[str, str]
    usual_endings: tuple[str, ...]
    """The keys of ``usual``, the longest first."""
    grades: tuple[str, ...]
    longest: int

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Units:
        """Build from the dictionary."""
        kinds: dict[str, Kind] = {}
        for kind in _KINDS:
            kinds.update(dict.fromkeys(words(data.get(kind.value)), kind))
        return cls(
            kinds=kinds,
            yuan={unit: Decimal(str(factor)) for unit, factor in data.get("yuan", {}).items()},
            written=dict(data.get("written", {})),
            usual=dict(data.get("usual", {})),
            usual_endings=tuple(sorted(data.get("usual", {}), key=lambda ending: (-len(ending), ending))),
            grades=words(data.get("grades")),
            longest=max(map(len, kinds), default=0),
        )

    def kind(self, unit: str) -> Kind | None:
        """The kind of a unit; of a compound one (元/户) that of the first part, of a scaled one (万人) of the rest.

        None where it is unknown, or a mere scale (3万).
        """
        found = self.kinds.get(unit)
        if found is None and unit:
            first = _PER.split(unit, maxsplit=1)[0].strip("()")
            found = self.kinds.get(first)
            if found is None and first[:1] in SCALES:
                found = self.kinds.get(first[1:])
        return found
