"""How comparisons are written: signs, signs as typed, words before the number, words after it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from lint.model.target import Mark, MarkStyle, Operator
from lint.text.words import words


class Operators(Struct, frozen=True):
    """The dictionary ``operators``."""

    before: Mapping[str, tuple[Operator, MarkStyle]]
    after: tuple[tuple[str, Operator], ...]
    vague: tuple[str, ...]
    after_nouns: frozenset[str]
    yielding: frozenset[str]
    """Words before the number that say less than a word after it: 达到5%以下."""
    lead: frozenset[str]
    longest_lead: int
    pattern: re.Pattern[str]
    date_lead: re.Pattern[str]
    strict: Mapping[str, Operator]

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Operators:
        """Build from the dictionary."""
        before: dict[str, tuple[Operator, MarkStyle]] = {str(sign): (sign, MarkStyle.SIGN) for sign in Operator}
        for key, style in (("typed", MarkStyle.TYPED), ("before", MarkStyle.WORD)):
            for sign, ways in data.get(key, {}).items():
                before.update(dict.fromkeys(words(ways), (Operator(sign), style)))
        after = [(way, Operator(sign)) for sign, ways in data.get("after", {}).items() for way in words(ways)]
        lead = words(data.get("lead"))
        return cls(
            before=before,
            after=tuple(sorted(after, key=lambda pair: -len(pair[0]))),
            vague=words(data.get("vague")),
            after_nouns=frozenset(words(data.get("after_nouns"))),
            yielding=frozenset(words(data.get("yielding"))),
            lead=frozenset(lead),
            longest_lead=max(map(len, lead), default=0),
            pattern=re.compile("|".join(map(re.escape, sorted(before, key=len, reverse=True)))),
            date_lead=re.compile(f"(?:{'|'.join(map(re.escape, words(data.get('date_lead')))) or '(?!)'})*"),
            strict={sign: Operator(standard) for sign, standard in data.get("strict", {}).items()},
        )

    def lead_of(self, text: str) -> int:
        """Length of the known words (每年, 全县, 预计) with which a text begins."""
        at = 0
        while size := next((n for n in range(self.longest_lead, 0, -1) if text[at : at + n] in self.lead), 0):
            at += size
        return at

    def at_end(self, text: str, offset: int) -> tuple[str, Mark | None]:
        """A text without an operator word at its end (90%以上), and the word as a mark; it begins at ``offset``."""
        for word, operator in self.after:
            if text.endswith(word):
                start = offset + len(text) - len(word)
                return text[: -len(word)], Mark(operator, MarkStyle.POSTFIX, word, start, start + len(word))
        return text, None

    def at_start(self, text: str, offset: int) -> tuple[str, Mark | None]:
        """A text without an operator word at its beginning (内到场), and that word as a mark."""
        for word, operator in self.after:
            if text.startswith(word):
                return text[len(word) :], Mark(operator, MarkStyle.POSTFIX, word, offset, offset + len(word))
        return text, None
