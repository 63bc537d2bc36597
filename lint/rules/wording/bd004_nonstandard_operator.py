"""BD004 nonstandard-operator: >=, ≧, < typed for ≥, ≤."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.model.measure import Kind
from lint.model.target import MarkStyle, Operator, TargetKind
from lint.rules.base import Fixability, Flag, Group, Rule, RuleMeta, RuleOptions, option, quote
from lint.text.write import is_number, is_whole, number, standard, with_operator

_BROKEN = (TargetKind.GARBLED, TargetKind.BLANK)


class NonstandardOperator(Rule):
    """符号不规范。

    检查什么：用“>=”“≧”“<=”代替“≥”“≤”，或者只写“>”“<”。整个项目都这样写的，报一次；只有个别行的，逐行报。
    为什么：写法不统一，汇总时认不出；“<”不含本数，多半本意是“≤”。
    怎样改：统一写成“≥”“≤”“=”。
    依据：绩效目标申报表应当按要求填写规范（财预〔2015〕88号）。
    """

    meta = RuleMeta("BD004", "nonstandard-operator", "符号不规范", Severity.INFO, Group.WORDING, Fixability.SAFE)

    class Options(RuleOptions):
        """Options."""

        whole: int = option(3, "至少这么多行、并占有符号的行一半以上时，整个项目只报一次")

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag the project where most of its operators are nonstandard, else the rows that are."""
        signed = [row for row in project.rows if row.target.mark and row.target.kind not in _BROKEN]
        rows = [row for row in signed if self._standard(row)]
        if len(rows) >= self.options.whole and 2 * len(rows) > len(signed):
            first = rows[0]
            assert first.value and first.target.mark
            wrong = "、".join(dict.fromkeys(quote(_as_written(row)) for row in rows))
            right = "、".join(dict.fromkeys(f"“{self._standard(row)}”" for row in rows))
            message = f"{len(rows)} 行的符号写成{wrong}，应当写成{right}"
            yield Flag("value", first.value, message, f"统一改为{right}", "project", 0, first.target.mark.end)
            return
        for row in rows:
            yield self._row(row)

    def _row(self, row: Indicator) -> Flag:
        value, target, mark = row.value, row.target, row.target.mark
        assert value and mark
        sign, text = self._standard(row), None
        if mark.style is MarkStyle.TYPED:
            text = standard(value.text, target, self.lexicon) if is_number(target) else None
        elif is_number(target):
            text = self._inclusive(row)
        message = f"指标值{quote(value.text)}的符号“{_as_written(row)}”应当写成“{sign}”"
        advice = f"改为“{text}”" if text else f"把“{_as_written(row)}”写成“{sign}”"
        safe = mark.style is MarkStyle.TYPED
        return Flag("value", value, message, advice, "row", replacement=text, safe=safe, indicator=row)

    def _inclusive(self, row: Indicator) -> str:
        """A value with > or < written with ≥ or ≤: of things that are counted the number moves by one."""
        value, target = row.value, row.target
        assert value and target.mark and target.number is not None
        step = 1 if target.operator is Operator.GT else -1
        counted = self.lexicon.units.kind(target.unit) is Kind.COUNT and is_whole(target.number)
        if not counted or target.unit in self.lexicon.words("units", "measured"):
            return with_operator(value.text, target, Operator.GE if step > 0 else Operator.LE)
        moved = target.number + step
        sign = "=" if moved == 0 else "≥" if step > 0 else "≤"
        return f"{target.lead}{sign}{number(moved)}{target.unit}{target.rest}"

    def _standard(self, row: Indicator) -> str:
        """The standard sign for a row's operator, or nothing where it is standard already."""
        mark = row.target.mark
        if mark is None:
            return ""
        if mark.style is MarkStyle.TYPED:
            return str(mark.operator)
        if row.target.kind is TargetKind.DATE:
            return ""  # > before a date: SD003
        strict = self.lexicon.operators.strict.get(mark.text)
        return str(strict) if strict and mark.style is MarkStyle.SIGN else ""


def _as_written(row: Indicator) -> str:
    mark, value = row.target.mark, row.value
    assert mark and value
    return value.text[mark.start : mark.end]
