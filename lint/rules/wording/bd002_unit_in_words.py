"""BD002 unit-in-words: 百分比 for %."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.rules.base import Fixability, Flag, Group, Rule, RuleMeta, quote
from lint.text.units import PERCENT
from lint.text.words import spaced
from lint.text.write import is_number, standard


class UnitInWords(Rule):
    """单位写成了汉字。

    检查什么：指标值的单位写成“百分比”“百分之……”，名称、描述末尾的括号里把“%”写成“（百分比）”。
    为什么：“≥95百分比”不是规范的写法，汇总和比较时也认不出。
    怎样改：写成“%”：≥95%。
    依据：计量单位使用法定符号（国家标准 GB 3100—1993）。
    """

    meta = RuleMeta(
        "BD002",
        "unit-in-words",
        "单位写成汉字",
        Severity.INFO,
        Group.WORDING,
        Fixability.SAFE,
        references=("GB3100—1993 国际单位制及其应用",),
    )

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag the unit of the value, and units in brackets at the end of name and description."""
        if not self._words.search(indicator.wording):
            return
        written = self.lexicon.units.written
        value, target = indicator.value, indicator.target
        if value is not None and is_number(target) and (target.unit in written or target.unit == PERCENT):
            text = standard(value.text, target, self.lexicon)
            sign = written.get(target.unit, "%")
            message = f"指标值{quote(value.text)}的单位“{target.unit}”应当写成“{sign}”"
            message_id = "percent" if target.unit == PERCENT else "default"
            yield Flag("value", value, message, f"改为“{text}”", message_id, replacement=text, safe=True)
        for name in ("name", "description"):
            cell = indicator.cell(name)
            found = self._in_brackets.search(cell.text) if cell is not None else None
            if cell is None or found is None:
                continue
            right = f"（{written[found[1]]}）"
            start, end = found.span()
            text = cell.text[:start] + right + cell.text[end:]
            message = f"{quote(cell.text)}里的“{found[1]}”应当写成“{written[found[1]]}”"
            yield Flag(name, cell, message, f"改为“{text}”", "bracket", start, end, replacement=right, safe=True)

    @cached_property
    def _words(self) -> re.Pattern[str]:
        return re.compile("|".join(map(spaced, (*self.lexicon.units.written, PERCENT))))

    @cached_property
    def _in_brackets(self) -> re.Pattern[str]:
        return re.compile(rf"[(（]\s*({'|'.join(map(re.escape, self.lexicon.units.written)) or '(?!)'})\s*[)）]")
