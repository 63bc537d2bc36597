"""WZ007 truncated-text: text that stops in mid-word or mid-sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from lint.model.cell import Cell
from lint.model.document import Document, Duty, Indicator, Overall, Project
from lint.model.finding import Severity
from lint.model.target import TargetKind
from lint.rules.base import Flag, Group, Rule, RuleMeta, called, quote
from lint.text.fold import fold
from lint.text.regex import lazy
from lint.text.words import words

_PAIRS = {"(": ")", "（": "）", "《": "》", "【": "】", "〔": "〕", "[": "]"}
_CLOSERS = {"）": "(", ")": "(", "》": "《", "】": "【", "〕": "〔", "]": "["}
_BRACKET = lazy(f"[{re.escape(''.join(_PAIRS))}]")
_INTERVAL = lazy(r"[(（\[]\s*\d.*\d.*[)）\]]")
_CHINESE = lazy(r"[\u4e00-\u9fff]")
_PAUSES = (",", "、", ";")
_PAUSE_MARKS = frozenset("，,、；;")
_ROW = ("name", "description", "value", "basis")
_IN_WORDS = (TargetKind.WORDS, TargetKind.OTHER)
_REACHES = ("率达", "比例达", "比率达", "度达", "数达")
_NEVER = ("\0",)
_LEAST = 4
"""Shorter texts are not judged by their last character."""
_LONG = 6
_ADVICE = "把话补全；从系统导出的，对照系统里的原文核对是否被截断"


class TruncatedText(Rule):
    """文字没有写完。

    检查什么：指标的名称、描述、指标值、依据，以及绩效目标和资金用途：停在“的、和、与、率达、不少于”等后面必须有话
    的词上；停在半个词上（“督导结果运”“群众对政策的知”）；逗号、顿号后面只剩一个字，或者就停在逗号上；括号、书名号只有左边一半。
    为什么：多半是录入或导出时被截断，审核的人看不到完整的口径。
    怎样改：对照原文补全。
    依据：绩效目标应当表述完整、指向明确（财预〔2015〕88号）。
    """

    meta = RuleMeta("WZ007", "truncated-text", "文字没有写完", Severity.ERROR, Group.COMPLETENESS)

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag the texts of a row that stop; of a value that is a number or a date only marks and brackets count."""
        brackets = _BRACKET.search(indicator.wording)
        for name in _ROW:
            cell = indicator.cells[name]
            if cell is None or not (brackets or self._ends_open(cell.text)):
                continue
            if len(cell.text) < 2 or (name == "value" and indicator.target.kind is TargetKind.BLANK):
                continue
            in_words = name != "value" or indicator.target.kind in _IN_WORDS
            if flag := self._check(name, cell, called(name, project), in_words):
                yield flag

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag goals and purpose that stop."""
        for name, cell in (("purpose", project.purpose), *(("goals", goal) for goal in project.goals)):
            if cell is not None and (flag := self._check(name, cell, called(name, project))):
                yield flag

    def check_overall(self, overall: Overall, document: Document) -> Iterator[Flag]:
        """Flag goals and indicators of the overall part that stop."""
        cells = [part for item in overall.items for part in (item.goal, item.indicator)]
        yield from self._check_all(cells, "总体部分")

    def check_duties(self, duties: Sequence[Duty], document: Document) -> Iterator[Flag]:
        """Flag goals and indicators of duties that stop."""
        cells = [cell for duty in duties for cell in (duty.goal, *(entry.indicator for entry in duty.indicators))]
        yield from self._check_all(cells, "职责活动表")

    def _check_all(self, cells: Sequence[Cell | None], title: str) -> Iterator[Flag]:
        for cell in cells:
            if cell is not None and (flag := self._check("goals", cell, title)):
                yield flag

    def _check(self, name: str, cell: Cell, title: str, in_words: bool = True) -> Flag | None:
        text = cell.text
        if (
            len(text) < 2
            or not (self._ends_open(text) or _BRACKET.search(text))
            or self.lexicon.placeholders.is_filler(text)
        ):
            return None
        if stop := self._stop(fold(text), in_words):
            message = f"{title}停在“{stop}”，话没有说完：{quote(text)}"
            return Flag(name, cell, message, _ADVICE, "ending", start=len(text) - len(stop), end=len(text))
        opened = _unclosed(text)
        if opened is not None and not _INTERVAL.fullmatch(text):
            message = f"{title}里的“{text[opened]}”没有另一半“{_PAIRS[text[opened]]}”：{quote(text)}"
            return Flag(name, cell, message, "补上另一半；文字被截断的，对照原文补全", "bracket", opened, opened + 1)
        return None

    def _ends_open(self, text: str) -> bool:
        """One quick look that spares most texts the closer ones."""
        return text[-1:] in self._last or text[-2:-1] in self._before_last

    @cached_property
    def _before_last(self) -> frozenset[str]:
        """Marks behind which a single character is half a sentence, words behind which it is half a word: 参训的时."""
        return _PAUSE_MARKS | frozenset(self.lexicon.words("endings", "half_after"))

    @cached_property
    def _last(self) -> frozenset[str]:
        listed = self.lexicon.words
        ends = (*listed("endings", "open_marks"), *listed("endings", "open_endings"), *self._open_after)
        return frozenset(word[-1] for word in ends) | frozenset("，：") | {*self._beginnings, *self._cut_after}

    @cached_property
    def _beginnings(self) -> dict[str, tuple[str, ...]]:
        """Characters that only begin words, each with the words that end in it all the same."""
        return self._listed("word_beginnings")

    @cached_property
    def _cut_after(self) -> dict[str, tuple[str, ...]]:
        """Characters that may end a word, each with words behind which they do not: 限期|整."""
        return self._listed("cut_after")

    @cached_property
    def _open_after(self) -> dict[str, tuple[str, ...]]:
        return self._listed("open_after")

    def _listed(self, key: str) -> dict[str, tuple[str, ...]]:
        data = self.lexicon.data.get("endings", {}).get(key, {})
        return {word: words(listed) for word, listed in data.items()}

    def _stop(self, text: str, in_words: bool) -> str:
        """The word or mark on which an unfinished folded text stops, or nothing."""
        listed = self.lexicon.words
        for mark in listed("endings", "open_marks"):
            if text.endswith(mark):
                return mark
        if not in_words or len(text) < 2:  # invisible characters are gone
            return ""
        if text[-2] in _PAUSES and _CHINESE.match(text[-1]):
            return text[-1] if self._is_cut_off(text) else ""
        if text[-2] in listed("endings", "half_after") and len(text) >= _LONG and self._is_half(text):
            return text[-1]
        for word, before in self._open_after.items():
            if text.endswith(word) and any(one in text[: -len(word)] for one in before):
                return word
        if text.endswith(listed("endings", "closed_endings")):
            return ""
        if text.endswith(endings := listed("endings", "open_endings")):
            longest = max((word for word in endings if text.endswith(word)), key=len)
            return longest[-1] if longest.endswith(_REACHES) else longest
        if len(text) >= _LEAST and text[:-1].endswith(self._cut_after.get(text[-1], _NEVER)):
            return text[-1]
        whole = self._beginnings.get(text[-1])
        return text[-1] if whole is not None and len(text) >= _LEAST and not text.endswith(whole or _NEVER) else ""

    @cached_property
    def _halves(self) -> frozenset[str]:
        return frozenset(self.lexicon.words("endings", "half_words"))

    def _is_half(self, text: str) -> bool:
        """Whether the character behind 的 or 占 is no word by itself: 群众对政策的知."""
        return text[-1] in self._halves and not text.endswith(self.lexicon.words("endings", "half_words_not"))

    def _is_cut_off(self, text: str) -> bool:
        """Whether a single character behind a comma is the rest of a word: not 水、电、气, and not ，优."""
        if text[-2] != "、":
            return text[-1] not in self.lexicon.words("endings", "single_words")
        piece = re.split(r"[，,、；;。]", text[:-2])[-1]
        return len(piece) > 1 and text[-1] not in self.lexicon.words("endings", "single_nouns")


def _unclosed(text: str) -> int | None:
    """Index of the first bracket that stays open, both widths of round brackets being one kind."""
    if not _BRACKET.search(text):
        return None
    stack: list[int] = []
    for index, character in enumerate(text):
        if character in _PAIRS:
            stack.append(index)
        elif character in _CLOSERS:
            opener = _CLOSERS[character]
            for position in range(len(stack) - 1, -1, -1):
                if text[stack[position]] in (opener, "（" if opener == "(" else opener):
                    del stack[position]
                    break
    return stack[0] if stack else None
