"""BD001 typo: a wrong, missing or doubled character or word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lint.model.cell import Cell
from lint.model.document import Document, Duty, Indicator, Overall, Project
from lint.model.finding import Severity
from lint.rules.base import Fixability, Flag, Group, Rule, RuleMeta, called
from lint.text.lexicon import Lexicon
from lint.text.typos import Slip, TypoFinder

_ROW = ("name", "description", "value", "basis")
_SHOWN = 40


class Typo(Rule):
    """错别字、多字、漏字。

    检查什么：名称、描述、指标值、依据、绩效目标、资金用途里的错别字（“拔付资金”“秸杆”“问券”）、连写两遍的词（“做好
    做好”）、重复的标点（“。。”“、、”）。只报词典里收的、上下文也对得上的，认不准的不报。
    为什么：文本要公开，错字影响意思，也显得没有校对。
    怎样改：改成对的字，删去多的字。
    依据：绩效目标申报表应当按要求填写规范（财预〔2015〕88号）。
    """

    meta = RuleMeta("BD001", "typo", "错别字", Severity.WARNING, Group.WORDING, Fixability.UNSAFE)

    def __init__(self, lexicon: Lexicon, options: Mapping[str, Any] | None = None) -> None:
        super().__init__(lexicon, options)
        self._find = TypoFinder(lexicon.data.get("typos", {})).find

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag each own cell of a row that has slips."""
        if not self._find(indicator.wording):
            return
        for name in _ROW:
            cell = indicator.cells[name]
            if cell is not None:
                yield from self._flags(name, cell, called(name, project))

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag each goal, the purpose and the name."""
        for goal in project.goals:
            yield from self._flags("goals", goal, called("goals", project))
        for name, cell in (("purpose", project.purpose), ("title", project.name or project.title)):
            if cell is not None:
                yield from self._flags(name, cell, called(name, project))

    def check_overall(self, overall: Overall, document: Document) -> Iterator[Flag]:
        """Flag each text of the overall part."""
        for cell in (overall.goal, *(part for item in overall.items for part in (item.goal, item.indicator))):
            if cell is not None:
                yield from self._flags("goals", cell, "总体部分")

    def check_duties(self, duties: Sequence[Duty], document: Document) -> Iterator[Flag]:
        """Flag each text of the duties table."""
        for duty in duties:
            for cell in (duty.duty, duty.content, duty.goal, *(entry.indicator for entry in duty.indicators)):
                if cell is not None:
                    yield from self._flags("goals", cell, "职责活动表")

    def _flags(self, name: str, cell: Cell, title: str) -> Iterator[Flag]:
        """One flag for all slips of a cell."""
        text = cell.text
        slips = [slip for slip in self._find(text) if slip.sort != "twice" or text[slip.start : slip.end] in cell.raw]
        if not slips:
            return
        right = _corrected(text, slips)
        message = f"{title}里" + "，".join(dict.fromkeys(_said(text, slip) for slip in slips))
        advice = f"改为“{right}”" if len(right) <= _SHOWN else _remedy(text, slips)
        safe = all(slip.sort == "marks" for slip in slips)
        if len(slips) > 1:
            yield Flag(name, cell, message, advice, replacement=right, safe=safe)
            return
        slip = slips[0]
        yield Flag(name, cell, message, advice, slip.sort, slip.start, slip.end, slip.right, safe)


def _said(text: str, slip: Slip) -> str:
    wrong = text[slip.start : slip.end]
    if slip.sort == "twice":
        return f"“{wrong}”写重了"
    if slip.sort == "marks":
        return f"标点“{wrong}”重复"
    return f"“{wrong}”应为“{slip.right}”"


def _remedy(text: str, slips: Sequence[Slip]) -> str:
    changes = dict.fromkeys(f"把“{text[slip.start : slip.end]}”改为“{slip.right}”" for slip in slips)
    return "，".join(changes)


def _corrected(text: str, slips: Sequence[Slip]) -> str:
    for slip in reversed(slips):
        text = text[: slip.start] + slip.right + text[slip.end :]
    return text
