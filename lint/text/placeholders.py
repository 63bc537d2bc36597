"""Telling cells that are filled and hold nothing: filler, template prompts, 涉密 in place of content."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct

from lint.text.fold import fold
from lint.text.regex import lazy
from lint.text.words import words

_MARK = "-—–―_/\\·.…*×xX#、。,~○?？"
_MARKS = lazy(f"[{re.escape(_MARK)}]+")
_LEFT_OVER = lazy(r"[×＊*]{2,}|[xX]{2,}(?![A-Za-z])|□{2,}|[_＿]{2,}|○{2,}(?![一二三四五六七八九十年])")
_ODD = lazy(r"[×＊*xX□_＿○]")
"""What every left-over has in it: a quick no for most texts."""
_CLOSING = (")", "）")
_WRAPPING = "()（）【】[]「」“”\"'。.；;，,、 "
_BEFORE_NUMBER = frozenset("≥≤=<>＞＜＝≧≦（(【[［｛{〔「")
_LONGEST = 30
"""Longer texts say something, whatever they begin with."""
_LONGEST_SECRET = 24
_BETWEEN = r"[^\d÷/占数率]{0,6}"
_NO_DATE = lazy(r"[-—–_×*xX…0]{1,4}年(?:[-—–_×*xX…0]{0,4}月)?(?:[-—–_×*xX…0]{0,4}日)?底?前?|0000[-/.]0?0[-/.]0?0")
"""A date of which nothing was filled in."""


class PlaceholderWords(Struct, frozen=True):
    """The dictionary ``placeholders``."""

    filler: frozenset[str]
    unused: frozenset[str]
    prompt: tuple[str, ...]
    prompt_inside: re.Pattern[str]
    classified: re.Pattern[str]
    secret: re.Pattern[str]
    """The last characters of the words for 涉密: a quick no for most texts."""
    around: re.Pattern[str]
    unfilled: re.Pattern[str]
    """A blank or prompt where a number should be, with sign and unit: ≥(填写年限), ≤【】万元, ≥待定."""
    put_off_firsts: str
    put_off: re.Pattern[str]
    """待上级下达, 同上一行, 按实际填报."""

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> PlaceholderWords:
        """Build from the dictionary."""
        return cls(
            frozenset(word.lower() for word in words(data.get("filler"))),
            frozenset(words(data.get("unused"))),
            words(data.get("prompt")),
            lazy(rf"\([^()]*(?:{_any(words(data.get('prompt_inside')))})[^()]*\)"),
            lazy(_any(words(data.get("classified")))),
            lazy(f"[{re.escape(''.join(sorted({word[-1] for word in words(data.get('classified'))})) or chr(0))}]"),
            lazy(_any(words(data.get("around_classified")))),
            _unfilled(words(data.get("blanks")), words(data.get("bare_blanks"))),
            "".join(first[0] for key in ("put_off", "put_off_far") for first in data.get(key, {})),
            _put_off(data.get("put_off", {}), data.get("put_off_far", {}), words(data.get("put_off_not"))),
        )


def _put_off(near: Mapping[str, Any], far: Mapping[str, Any], excepted: tuple[str, ...]) -> re.Pattern[str]:
    """Texts that begin with a key and end with one of its words, nothing or little between them."""
    ways = [
        f"{re.escape(first)}{between}(?:{_any(words(last))})"
        for ends, between in ((near, ""), (far, _BETWEEN))
        for first, last in ends.items()
    ]
    return lazy(rf"(?!{_any(excepted)})(?:{'|'.join(ways) or '(?!)'})")


def _unfilled(bracketed: tuple[str, ...], bare: tuple[str, ...]) -> re.Pattern[str]:
    blank = rf"(?:{_any(bracketed)})"
    inside = rf"[(【\[{{<〔「]{blank}[)】\]}}>〕」]|[【\[{{<〔「][】\]}}>〕」]"
    return lazy(rf"(?P<sign>[≥≤=<>≧≦]{{0,2}}?)(?:{inside}|(?<=[≥≤=])(?:{_any(bare)}))(?P<unit>[^\d()]{{0,6}})")


def _any(listed: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(listed, key=len, reverse=True))) or r"(?!)"


class Placeholders:
    """Answers what a cell's text is; results are cached by text."""

    def __init__(self, known: PlaceholderWords) -> None:
        self.words = known
        listed = (*known.filler, *known.unused, *known.prompt)
        starts = {word[0] for word in listed} | {word[0].upper() for word in listed} | set(_MARK + _WRAPPING)
        self._starts = (
            frozenset(starts) | frozenset(chr(ord(c) + 0xFEE0) for c in starts if "!" <= c <= "~") | {"\u3000"}
        )
        self._filler = lru_cache(maxsize=4096)(self._is_filler)
        self._put_off = lru_cache(maxsize=4096)(self._is_put_off)
        self._put_off_starts = frozenset(known.put_off_firsts + _WRAPPING + _MARK + "0")
        self._classified = lru_cache(maxsize=4096)(self._is_classified)

    def is_filler(self, text: str) -> bool:
        """The whole text is dashes, 无, 待定, 指标1, a prompt of the template."""
        return bool(text) and (text[0] in self._starts or text[-1] in _CLOSING) and self._filler(text)

    def _is_filler(self, text: str) -> bool:
        folded = fold(text)
        if not folded:
            return False
        if self.words.prompt_inside.search(folded):
            return True
        if len(folded) > _LONGEST:
            return False
        if folded.startswith(self.words.prompt) or (folded[0] in _MARK and _MARKS.fullmatch(folded)):
            return True
        bare = folded.strip(_WRAPPING).lower()
        return not bare or bare in self.words.filler or (bare[0] in _MARK and _MARKS.fullmatch(bare) is not None)

    def is_put_off(self, text: str) -> bool:
        """The whole text leaves the content to another time or place: 待上级下达, 同上一行, 按实际填报, 填写……程度."""
        return len(text) <= _LONGEST and text[:1] in self._put_off_starts and self._put_off(text)

    def _is_put_off(self, text: str) -> bool:
        folded = fold(text).strip(_WRAPPING)
        return bool(self.words.put_off.fullmatch(folded) or _NO_DATE.fullmatch(folded))

    def is_unused(self, text: str) -> bool:
        """The whole text is filler, or says that this kind of indicator is not used (不适用)."""
        if not text or (text[0] not in self._starts and text[-1] not in _CLOSING):
            return False
        return fold(text) in self.words.unused or self._filler(text)

    def says_nothing(self, text: str) -> bool:
        """The text is blank, filler, 不适用 or 涉密."""
        return not text or self.is_unused(text) or self.is_classified(text)

    def unfilled(self, text: str) -> re.Match[str] | None:
        """Sign and unit of a value in whose number's place stands a blank or a prompt, or None."""
        return self.words.unfilled.fullmatch(fold(text)) if text[0] in _BEFORE_NUMBER else None

    def left_over(self, text: str) -> tuple[int, int] | None:
        """Where a text that says something still has a blank of the template (××镇, ≥□座), or None."""
        found = _LEFT_OVER.search(text) if _ODD.search(text) else None
        return found.span() if found else None

    def is_classified(self, text: str) -> bool:
        """The whole text is 涉密, 保密, 不公开 and the like, however they are joined."""
        return len(text) <= 2 * _LONGEST_SECRET and bool(self.words.secret.search(text)) and self._classified(text)

    def _is_classified(self, text: str) -> bool:
        folded = fold(text)
        if not folded or len(folded) > _LONGEST_SECRET or not self.words.classified.search(folded):
            return False
        rest = self.words.around.sub("", self.words.classified.sub("", folded))
        return not rest.strip(_WRAPPING + "/和,:：")
