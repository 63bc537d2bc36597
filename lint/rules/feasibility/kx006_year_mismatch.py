"""KX006 year-mismatch: another year where the budget year should stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from lint.model.cell import Cell
from lint.model.document import Document, Overall, Project
from lint.model.finding import Severity
from lint.rules.base import Fixability, Flag, Group, Rule, RuleMeta, called, quote
from lint.text.regex import lazy

_YEAR = lazy(
    r"(?<![\d〔\[【])(?<!\d[\-—–~～至到])(?<!年[\-—–~～至到])(?<!年度[\-—–~～至到])"
    r"(20\d\d)\s*年度?(?!\s*(?:以来|至|到|[\-—–~]|及?[以之]?前))"
)
_CLAUSE_END = lazy(r"[。；;！!，,\n]")
_SENTENCE_END = lazy(r"[。；;！!\n]")
_ATTRIBUTE = lazy(r"([^，。；,;]{1,10}?)的")
"""2025年新增的村卫生室: the year names a thing."""
_MONTHLY_FEE = lazy(r"\d{1,2}月份?[^底末前]{0,6}费")
_MONTH = r"(?:\d{1,2}月(?:\d{1,2}日)?|[底末初]|[上下]半年)?"
_SENTENCE_START = lazy(r"(?:^|[。；;！!\n])\s*(?:[(（]?[\d一二三四五六七八九十]{1,2}[)）.、．]\s*)?$")
_BRACKET = lazy(r"[(（\[【][^()（）\[\]【】]*$")
_REACH = 24
_NEAR = 8


class YearMismatch(Rule):
    """年份不是预算年度。

    检查什么：绩效目标、资金用途和总体部分里，用别的年份写今年的打算：2027 年的预算写“2026年费用计划……”“到2025年
    底达到……”“按照2026年度收储计划，支付……”，或者开头就写“2028年计划……”。叙述过去的事（“根据2025年支出情况”“2024年建成的”“较2026年”）、过去的文
    件和标准、时间段（2025-2027年）、文件号里的年份不报。
    为什么：多半是复制上年的表没有改年份。
    怎样改：改成预算年度；确实说的是往年的事，写清“已于”“根据”。
    依据：绩效目标应当与预算年度一致（财预〔2015〕88号）。
    """

    meta = RuleMeta(
        "KX006", "year-mismatch", "年份与预算年度不符", Severity.ERROR, Group.FEASIBILITY, Fixability.UNSAFE
    )

    def check_document(self, document: Document) -> Iterator[Flag]:
        """Flag each project once, at the first past year that stands for the budget year."""
        if document.year is None:
            return
        for project in document.projects:
            for name, cell in (("purpose", project.purpose), *(("goals", goal) for goal in project.goals)):
                flag = self._check(name, cell, document.year, project)
                if flag:
                    yield flag
                    break

    def check_overall(self, overall: Overall, document: Document) -> Iterator[Flag]:
        """Flag the texts of the overall part."""
        cells = [("goals", overall.goal)]
        cells += [pair for item in overall.items for pair in (("goals", item.goal), ("name", item.indicator))]
        for name, cell in cells:
            if document.year is not None and (flag := self._check(name, cell, document.year, None)):
                yield flag

    def _check(self, name: str, cell: Cell | None, year: int, project: Project | None) -> Flag | None:
        for found in _YEAR.finditer(cell.text) if cell else ():
            assert cell
            written = int(found[1])
            past = written < year and self._is_plan(cell.text, found, year)
            if past or (written > year and self._is_later(cell.text, found, year)):
                where = called(name, project)
                message = f"{where}写的是 {found[1]} 年，预算年度是 {year} 年：{quote(_around(cell.text, found))}"
                advice = f"改为“{year}年”；确是{'往年的事，写清“已完成”' if past else '以后的事，写清为什么用本年的钱'}"
                which, start, end = "past" if past else "later", found.start(1), found.end(1)
                return Flag(name, cell, message, advice, which, start, end, str(year), project=project)
        return None

    def _is_plan(self, text: str, found: re.Match[str], year: int) -> bool:
        """Whether the clause around a year speaks of what is to be done, not of what was.

        Where the sentence goes on to the budget year, the earlier one is history.
        """
        words = self.lexicon.words
        rest = _SENTENCE_END.split(text[found.end() :])[0]
        if f"{year}年" in rest:
            return False
        before = text[max(0, found.start() - 8) : found.start()]
        before = _CLAUSE_END.split(before)[-1]
        after = _CLAUSE_END.split(text[found.end() : found.end() + _REACH])[0]
        if before.endswith(words("years", "followed")) and self._is_carried_out(rest):
            return True
        if any(word in before for word in words("years", "past_before")) or self._is_history(text, found, year):
            return False
        if after.startswith(words("years", "planned")):
            rest = self.lexicon.pattern("years", "planned").sub("", after, count=1)
            done = self.lexicon.pattern("years", "done_after").search(rest)
            return not done and not rest.startswith(words("years", "planned_not"))
        plans = words("years", "plan_after")
        named = _ATTRIBUTE.match(after)
        if _MONTHLY_FEE.match(after) or (named and any(word in named[1] for word in words("years", "past_attributes"))):
            return False
        past = words("years", "past_after")
        if int(found[1]) < year - 1:
            past += words("years", "past_after_old")
        if any(word in after for word in past):
            return False
        return any(word in before[-4:] for word in words("years", "plan_before")) or any(
            word in after for word in plans
        )

    def _is_history(self, text: str, found: re.Match[str], year: int) -> bool:
        """Whether a year tells when a thing was made, or what it was named then, or stands in a note on a thing."""
        words, pattern = self.lexicon.words, self.lexicon.pattern
        after = _CLAUSE_END.split(text[found.end() : found.end() + _REACH])[0]
        before = _CLAUSE_END.split(text[max(0, found.start() - _NEAR) : found.start()])[-1]
        if after.startswith(words("years", "planned")) or pattern("years", "planned").search(before):
            return False
        note = _BRACKET.search(text, max(0, found.start() - _REACH), found.start())
        if (note and after[:1] not in (")", "）")) or self._honoured.match(after):
            return True
        made = self._made.match(after)
        old = int(found[1]) < year - 1 and made and made.end() == len(after) and before
        dated = before.endswith(words("years", "dated")) and not pattern("years", "intended").search(before)
        return bool(old or (made and dated))

    @cached_property
    def _made(self) -> re.Pattern[str]:
        return re.compile(rf"{_MONTH}(?:{self.lexicon.pattern('years', 'built').pattern})")

    @cached_property
    def _honoured(self) -> re.Pattern[str]:
        keys = (("planned", "honours_hoped"), ("honours",), ("honours_not",))
        hoped, honours, no_honour = (self.lexicon.pattern("years", *each).pattern for each in keys)
        return re.compile(rf"{_MONTH}(?:(?!{hoped}).){{0,{_NEAR}}}?(?:{honours})(?!{no_honour})")

    def _is_later(self, text: str, found: re.Match[str], year: int) -> bool:
        """Whether a later year opens a sentence on what is to be done or paid, in a text that has no other year."""
        if not _SENTENCE_START.search(text[: found.start()]) or str(year) in text:
            return False
        rest = _SENTENCE_END.split(text[found.end() :])[0]
        if self.lexicon.pattern("years", "later_not").search(rest):
            return False
        clause = _CLAUSE_END.split(rest)[0][:_REACH]
        paid = self.lexicon.pattern("years", "later_pay").search(clause)
        return clause.startswith(self.lexicon.words("years", "later_plans")) or paid is not None

    @cached_property
    def _old_plan(self) -> re.Pattern[str]:
        plans, done = (self.lexicon.pattern("years", key).pattern for key in ("old_plans", "old_plan_done"))
        return re.compile(rf"[^，,。；;、]{{0,10}}?(?:{plans})(?=$|[，,]|{done})")

    def _is_carried_out(self, rest: str) -> bool:
        """Whether the year is that of a plan or budget that is followed now: 按照2026年度收储计划支付……."""
        return self._old_plan.match(rest) is not None and not self.lexicon.pattern("years", "old_plan_not").search(rest)


def _around(text: str, found: re.Match[str]) -> str:
    end = found.end() + 14
    return text[found.start() : end] + ("…" if end < len(text) else "")
