"""WZ007 truncated-text: text that stops in mid-word or mid-sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from lint.model.cell import Cell
from lint.model.document import Document, Indicator, Overall, Project
from lint.model.finding import Severity
from lint.model.target import TargetKind
from lint.rules.base import FIELD_NAMES, Flag, Group, Rule, RuleMeta, quote
from lint.text.fold import fold

_PAIRS = {"(": ")", "（": "）", "《": "》", "【": "】", "〔": "〕", "[": "]"}
_CLOSERS = {"）": "(", ")": "(", "》": "《", "】": "【", "〕": "〔", "]": "["}
_BRACKET = re.compile(f"[{re.escape(''.join(_PAIRS))}]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_PAUSES = (",", "，", "、", ";", "；")
_ROW = ("name", "description", "value", "basis")
_ROW_WITHOUT_VALUE = ("name", "description", "basis")
_IN_WORDS = (TargetKind.WORDS, TargetKind.OTHER)
_ADVICE = "把话补全；从系统导出的，对照系统里的原文核对是否被截断"


class TruncatedText(Rule):
    """文字没有写完。

    检查什么：指标的名称、描述、指标值、依据，以及绩效目标和资金用途：停在“的、和、与、率达、不少于”等后面必须有话
    的词上；逗号、顿号后面只剩一个字，或者就停在逗号上；括号、书名号只有左边一半。
    为什么：多半是录入或导出时被截断，审核的人看不到完整的口径。
    怎样改：对照原文补全。
    依据：绩效目标应当表述完整、指向明确（财预〔2015〕88号）。
    """

    meta = RuleMeta("WZ007", "truncated-text", "文字没有写完", Severity.ERROR, Group.COMPLETENESS)

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag the texts of a row that stop; a value that is a number or a date cannot."""
        fields = _ROW if indicator.target.kind in _IN_WORDS else _ROW_WITHOUT_VALUE
        for name in fields:
            cell = indicator.cells[name]
            if cell is not None and (flag := self._check(name, cell)):
                yield flag

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag goals and purpose that stop."""
        for name, cell in (("purpose", project.purpose), *(("goals", goal) for goal in project.goals)):
            if flag := self._check(name, cell):
                yield flag

    def check_overall(self, overall: Overall, document: Document) -> Iterator[Flag]:
        """Flag goals and indicators of the overall part that stop."""
        for item in overall.items:
            for cell in (item.goal, item.indicator):
                if flag := self._check("goals", cell):
                    yield flag

    def _check(self, name: str, cell: Cell | None) -> Flag | None:
        text = cell.text if cell is not None else ""
        if cell is None or len(text) < 2 or not self._may_stop(text):
            return None
        if stop := self._open_ending(text):
            message = f"{FIELD_NAMES[name]}停在“{stop}”，话没有说完：{quote(text)}"
            return Flag(name, cell, message, _ADVICE, "ending", start=len(text) - len(stop), end=len(text))
        opened = _unclosed(text)
        if opened is not None:
            message = f"{FIELD_NAMES[name]}里的“{text[opened]}”没有另一半“{_PAIRS[text[opened]]}”：{quote(text)}"
            return Flag(name, cell, message, "补上另一半；文字被截断的，对照原文补全", "bracket", opened, opened + 1)
        return None

    def _may_stop(self, text: str) -> bool:
        """One quick look that spares most texts the closer ones."""
        return text[-1] in self._last or text[-2] in _PAUSES or _BRACKET.search(text) is not None

    @cached_property
    def _last(self) -> frozenset[str]:
        words = self.lexicon.words
        return frozenset(word[-1] for word in (*words("phrases", "open_marks"), *words("phrases", "open_endings")))

    def _open_ending(self, text: str) -> str:
        """The word or mark on which an unfinished text stops, or nothing."""
        words, folded = self.lexicon.words, fold(text)
        if folded[-2:-1] in _PAUSES and _CHINESE.match(folded[-1]):
            return text[-1]
        if folded.endswith(words("phrases", "open_marks")):
            return text[-1]
        open_endings = words("phrases", "open_endings")
        if not folded.endswith(open_endings) or folded.endswith(words("phrases", "closed_endings")):
            return ""
        return max((word for word in open_endings if folded.endswith(word) and folded != word), key=len, default="")


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
