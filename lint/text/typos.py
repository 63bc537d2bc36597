"""Finding wrong, doubled and missing characters.

Wrong words come from the dictionary ``typos``: some are wrong wherever they stand, others only between certain
neighbours. A word is looked up by the first two characters that its right form does not have (成律 of 完成律), so that
nearly all text is passed over at a glance.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec import Struct

from lint.text.regex import lazy
from lint.text.words import words

_ARROW = "→"
_START, _END = "^", "$"
_HAN = "[\u4e00-\u9fff]"
_STOPS = "，。、；：！？,.;:!?()（）“”《》〈〉【】[] \t\n\u3000"
_AT_END = rf"(?=$|[{re.escape(_STOPS)}])"
_MARK = "，。、；：,;"
_MARKS = lazy(rf"(?<![{_MARK}])(?:([{_MARK}])\1|[，、；：,;][。，、；]|。[，、；])(?![{_MARK}])|(?<=\d)%%")
_ENDINGS = lazy(r"([率度性])\1" + _AT_END)
_OF_OF = lazy(r"(?<![目标有])的的(?![士确])")
_PAIRS = lazy(rf"[{_MARK}率度性%][{_MARK}率度性%]")
"""What doubled marks and endings have in common: a quick no for most texts."""
_DOUBLED = lazy(r"(..)(.?)\1\2")
_SAME = lazy(r"([\u4e00-\u9fff])\1")
_ALL_HAN = lazy(f"{_HAN}+")
_NUMERALS = frozenset("〇一二三四五六七八九十百千万亿两几半每零某")
_SHORT = 2
_NEAR = 5
_VERY, _GOING_ON = "很最更", "着了"


class Slip(NamedTuple):
    """A stretch of a text that is wrong, what should stand there, and of what sort it is (word, twice, marks)."""

    start: int
    end: int
    right: str
    sort: str = "word"


class Confusion(Struct, frozen=True):
    """A wrong word with the right one, and the neighbours that it must and must not have."""

    wrong: str
    right: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()

    def stands_at(self, text: str, start: int) -> bool:
        """Whether the wrong word stands here, between such neighbours."""
        end = start + len(self.wrong)
        if not text.startswith(self.wrong, start):
            return False
        if (self.before and not _ends(text, start, self.before)) or (self.after and not _begins(text, end, self.after)):
            return False
        return not _ends(text, start, self.not_before) and not _begins(text, end, self.not_after)


def _ends(text: str, at: int, listed: tuple[str, ...]) -> bool:
    """Whether the text before a place ends with one of the words; ^ stands for the beginning of a clause."""
    if text.endswith(listed, 0, at):
        return True
    return _START in listed and (at == 0 or text[at - 1] in _STOPS)


def _begins(text: str, at: int, listed: tuple[str, ...]) -> bool:
    """Whether the text from a place on begins with one of the words; $ stands for the end of a clause."""
    if text.startswith(listed, at):
        return True
    return _END in listed and (at == len(text) or text[at] in _STOPS)


class TypoFinder:
    """Finds slips by the dictionary ``typos``."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        pairs = (entry.split(_ARROW, 1) for entry in words(data.get("words")) if _ARROW in entry)
        known = [Confusion(wrong, right) for wrong, right in pairs]
        known += [_confusion(entry) for entry in data.get("contexts", ())]
        self._known: dict[str, list[tuple[int, Confusion]]] = defaultdict(list)
        """By two characters of the wrong word, with their place in it."""
        for confusion in known:
            at = _odd_pair(confusion)
            self._known[confusion.wrong[at : at + 2]].append((at, confusion))
        firsts, seconds = ("".join(sorted({key[at] for key in self._known})) for at in (0, 1))
        self._pairs = re.compile(f"(?=([{re.escape(firsts)}][{re.escape(seconds)}]))") if firsts else re.compile("(?!)")
        self._sound = words(data.get("sound"))
        self._never_twice = frozenset(words(data.get("never_twice")))
        self._may_double = frozenset(words(data.get("may_double")))
        self._secure = _secure(data)
        self._twice_before = (_END, *words(data.get("twice_before")))
        self._twice_each = words(data.get("twice_each"))
        self._governs = frozenset(words(data.get("governs")))
        self._governs_before = (_END, *words(data.get("governs_before")))
        self._double = frozenset(words(data.get("doubled")))
        self._double_not = frozenset(words(data.get("doubled_not")))
        self._double_before = (_END, *words(data.get("doubled_before")), *self._double)
        self._double_after = (_START, *words(data.get("doubled_after")))

    def find(self, text: str) -> list[Slip]:
        """The slips of a text, in order, none overlapping another."""
        found: set[Slip] = set()
        if not self._known.keys().isdisjoint(self._pairs.findall(text)):
            found.update(self._words(text))
        if _DOUBLED.search(text):
            found.update(self._doubled(text))
        if _PAIRS.search(text):
            found.update(_pairs(text))
        if "的的" in text:
            found.update(Slip(hit.start(), hit.end(), "的", "twice") for hit in _OF_OF.finditer(text))
        if _SAME.search(text):
            found.update(self._typed_twice(text))
        if "保" in text:
            found.update(Slip(hit.start(), hit.start() + 1, "保障") for hit in self._secure.finditer(text))
        return _parted(found) if found else []

    def _words(self, text: str) -> Iterator[Slip]:
        for pair in self._pairs.finditer(text):
            for at, confusion in self._known.get(pair[1], ()):
                start = pair.start() - at
                if start >= 0 and confusion.stands_at(text, start):
                    end = start + len(confusion.wrong)
                    if not self._is_sound(text, start, end):
                        yield Slip(start, end, confusion.right)

    def _is_sound(self, text: str, start: int, end: int) -> bool:
        """Whether a wrong word is made by chance of the characters of words that are right."""
        around = text[max(0, start - 5) : end + 5]
        at = min(start, 5)
        for word in self._sound:
            place = around.find(word)
            if 0 <= place < at + end - start and place + len(word) > at:
                return True
        return False

    def _doubled(self, text: str) -> Iterator[Slip]:
        for found in _DOUBLED.finditer(text):
            word = found[1] + found[2]
            before = self._governs_before if word in self._governs else self._twice_before
            odd = self._is_odd(word) and (len(word) > _SHORT or self._is_twice(text, found, before))
            if (odd or word in self._never_twice) and found[0] != text:
                yield Slip(found.start(), found.end(), word, "twice")

    def _is_twice(self, text: str, found: re.Match[str], before: tuple[str, ...]) -> bool:
        """Whether what follows a doubled word shows that it was typed twice: 维护维护费用, not 每次维修维修费用."""
        if not _begins(text, found.end(), before):
            return False
        ahead = text[max(0, found.start() - _NEAR) : found.start()]
        return _begins(text, found.end(), (_END,)) or not any(word in ahead for word in self._twice_each)

    def _typed_twice(self, text: str) -> Iterator[Slip]:
        """Words with the last character twice at the end of a clause (占比比), or the first at its start (居居民)."""
        for found in _SAME.finditer(text):
            at = found.start()
            word, after = text[max(at - 1, 0) : at + 1], found.end()
            if (
                word in self._double
                and text[at - 2 : at - 1] != word[0]
                and text[at + 1 : at + 3] not in self._double_not
            ):
                if _begins(text, after, self._double_before):
                    yield Slip(at - 1, after, word, "twice")
                continue
            word = text[at + 1 : at + 3]
            if word in self._double and text[after + 1 : after + 2] != word[1] and _ends(text, at, self._double_after):
                yield Slip(at, after + 1, word, "twice")

    def _is_odd(self, word: str) -> bool:
        """Whether a word is not one that is doubled on purpose: 一次一次, 研究研究, 人人."""
        if not _ALL_HAN.fullmatch(word):
            return False
        on_purpose = word in self._may_double or word[0] in _VERY or word[-1] in _GOING_ON
        return len(set(word)) > 1 and not on_purpose and _NUMERALS.isdisjoint(word)


def _odd_pair(confusion: Confusion) -> int:
    """Where in a wrong word two characters stand that its right form does not have."""
    wrong = confusion.wrong
    return next((at for at in range(len(wrong) - 1) if wrong[at : at + 2] not in confusion.right), 0)


def _parted(slips: set[Slip]) -> list[Slip]:
    """Slips in order, without those that overlap an earlier one."""
    kept: list[Slip] = []
    for slip in sorted(slips):
        if not kept or slip.start >= kept[-1].end:
            kept.append(slip)
    return kept


def _pairs(text: str) -> Iterator[Slip]:
    """Doubled marks, and single characters that were typed twice."""
    for found in _MARKS.finditer(text):
        mark = found[0]
        right = "。" if "。" in mark else mark[0] if mark[0] == mark[1] else _stronger(mark)
        yield Slip(found.start(), found.end(), right, "marks")
    for found in _ENDINGS.finditer(text):
        yield Slip(found.end() - 2, found.end(), text[found.end() - 1], "twice")


def _stronger(marks: str) -> str:
    """Of two different marks the one that parts more."""
    return max(marks, key="、,，：;；".find)


def _confusion(entry: Mapping[str, Any]) -> Confusion:
    sides: Sequence[tuple[str, ...]] = [
        words(entry.get(side)) for side in ("before", "after", "not_before", "not_after")
    ]
    return Confusion(entry["wrong"], entry["right"], *sides)


def _secure(data: Mapping[str, Any]) -> re.Pattern[str]:
    """A clause that begins with a bare 保 (保网络能正常运行): a character of 保障 is missing."""
    can, well = (
        "|".join(map(re.escape, sorted(words(data.get(key)), key=len, reverse=True)))
        for key in ("secure_can", "secure_well")
    )
    if not can or not well:
        return re.compile(r"(?!)")
    no = "".join(map(re.escape, words(data.get("secure_not_after"))))
    return re.compile(rf"(?:(?<=[{re.escape(_STOPS)}])|^)保(?![{no}\s]){_HAN}{{2,10}}?(?:{can})(?:{well})")
