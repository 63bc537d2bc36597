"""BD004 nonstandard-operator: >=, ≧, < typed for ≥, ≤."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.model.target import MarkStyle
from lint.rules.base import Fixability, Flag, Group, Rule, RuleMeta, option, quote


class NonstandardOperator(Rule):
    """符号不规范。

    检查什么：用“>=”“≧”“<=”代替“≥”“≤”，或者只写“>”“<”。整个项目都这样写的，报一次；只有个别行的，逐行报。
    为什么：写法不统一，汇总时认不出；“<”不含本数，多半本意是“≤”。
    怎样改：统一写成“≥”“≤”“=”。
    依据：绩效目标申报表应当按要求填写规范（财预〔2015〕88号）。
    """

    meta = RuleMeta("BD004", "nonstandard-operator", "符号不规范", Severity.INFO, Group.WORDING, Fixability.SAFE)

    @dataclass(frozen=True, slots=True)
    class Options:
        """Options."""

        whole: int = option(3, "至少这么多行、并占有符号的行一半以上时，整个项目只报一次")

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag the project where most of its operators are nonstandard, else the rows that are."""
        signed = [row for row in project.rows if row.target.mark]
        rows = [row for row in signed if self._standard(row)]
        if len(rows) >= self.options.whole and 2 * len(rows) > len(signed):
            first = rows[0]
            assert first.value and first.target.mark
            wrong = "、".join(dict.fromkeys(quote(row.target.mark.text) for row in rows if row.target.mark))
            right = "、".join(dict.fromkeys(f"“{self._standard(row)}”" for row in rows))
            message = f"{len(rows)} 行的符号写成{wrong}，应当写成{right}"
            yield Flag("value", first.value, message, f"统一改为{right}", "project", 0, first.target.mark.end)
            return
        for row in rows:
            yield self._row(row)

    def _row(self, row: Indicator) -> Flag:
        value, mark = row.value, row.target.mark
        assert value and mark
        sign = self._standard(row)
        text = value.text[: mark.start] + sign + value.text[mark.end :]
        message = f"指标值{quote(value.text)}的符号“{mark.text}”应当写成“{sign}”"
        safe = mark.style is MarkStyle.TYPED
        return Flag("value", value, message, f"改为“{text}”", "row", mark.start, mark.end, sign, safe, indicator=row)

    def _standard(self, row: Indicator) -> str:
        """The standard sign for a row's operator, or nothing where it is standard already."""
        mark = row.target.mark
        if mark is None:
            return ""
        if mark.style is MarkStyle.TYPED:
            return str(mark.operator)
        strict = self.lexicon.operators.strict.get(mark.text)
        return str(strict) if strict and mark.style is MarkStyle.SIGN else ""
