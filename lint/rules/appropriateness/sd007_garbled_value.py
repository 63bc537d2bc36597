"""SD007 garbled-value: the value is broken."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.model.measure import Kind
from lint.model.target import Target, TargetKind
from lint.rules.base import Fixability, Flag, Group, Rule, RuleMeta, quote
from lint.text.dates import SERIAL_DATES
from lint.text.regex import lazy
from lint.text.write import as_deadline, group_of, is_whole

_FAULTS = {
    "year": ("年份多出一位，多半是默认的数字和年份连写了", "写成正确的日期，例如“YYYY年M月底前”"),
    "calendar": ("日历上没有这个日期", "核对日期，写成“YYYY年M月D日前”或“YYYY年M月底前”"),
    "run_on": ("月和日没有分开，看不出是哪一天", "写成“YYYY年M月D日前”或“YYYY年M月底前”"),
    "together": ("两个值连写在一起，分不清哪个是目标", "只留一个值，写清符号、数字和单位；确有两个目标的，分成两行"),
    "doubled": ("单位写了两遍", "只留一个单位"),
    "operators": ("连写了两个符号", "只留一个符号"),
    "opposed": ("前面和后面的比较词方向相反", "只留一个：至少的写“≥”，至多的写“≤”"),
    "letter": ("数字里混进了字母 O", "把字母 O 改成数字 0"),
    "number": ("数字写坏了", "核对数字"),
}
"""What is wrong with a value, and what to do, by the fault that the parser found."""
_LETTERS = lazy(r"(?<=\d)[OoＯ]+(?![A-Za-z])")
_YEAR = lazy(r"(20\d\d)年度?")
_EXTRA_DIGITS = lazy(r"\d+(?=\d{4}\s*年)")


class GarbledValue(Rule):
    """指标值是坏的。

    检查什么：数字和日期连写（≥12023年12月底）、两个值连写（≥90%95%）、单位连写（50万元万元）、符号连写（≥≤5%）、日历上没有的日期（13月）、月日没有分开的日期
    （2027年1130前），    数字里混进字母（≥9O%），以及丢了格式、变成五位数的日期（46022）。
    为什么：这样的值无法理解，更无法考核，多半是系统默认值没有删、或者复制时出了错。
    怎样改：改成一个明确的值；日期写成“2027年12月底前完成”。
    依据：绩效目标申报表应当填写准确（财预〔2015〕88号）。
    """

    meta = RuleMeta("SD007", "garbled-value", "指标值错乱", Severity.ERROR, Group.APPROPRIATENESS, Fixability.UNSAFE)

    looks_at = frozenset({TargetKind.GARBLED, TargetKind.NUMBER})

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a value that the parser found garbled, or a day number where a date belongs."""
        value, target = indicator.value, indicator.target
        if value is None:
            return
        if target.kind is TargetKind.GARBLED:
            what, advice = _FAULTS[target.fault]
            text = self._corrected(value.text, target)
            message = f"指标值{quote(value.text)}错乱：{what}"
            yield Flag("value", value, message, f"改为“{text}”" if text else advice, target.fault, replacement=text)
        elif self._is_day_number(indicator):
            message = f"指标值{quote(value.text)}像是丢了格式的日期"
            yield Flag("value", value, message, "改成日期，例如“YYYY年M月底前完成”", "serial")

    def _corrected(self, text: str, target: Target) -> str | None:
        """The text that is certainly meant: a year without its extra digit, one unit or sign of two that are alike."""
        if target.fault == "year" and target.date and 2000 <= (target.date.year or 0) <= 2099:
            text = _EXTRA_DIGITS.sub("", text, count=1)
            return as_deadline(text, self.lexicon.targets.parse(text))
        if target.fault == "doubled":
            return text[: text.rindex(target.unit)] if text.count(target.unit) > 1 else None
        if target.fault == "letter":
            return _LETTERS.sub(lambda found: "0" * len(found[0]), text)
        if target.fault == "together" and target.date and (year := _YEAR.fullmatch(target.rest)):
            return self._dated(text, target, year[1])
        mark = target.mark
        if target.fault == "operators" and mark and target.rest.startswith(mark.text):
            return text[: mark.start] + text[mark.end :].lstrip()
        return None

    def _dated(self, text: str, target: Target, year: str) -> str | None:
        """A date with a year behind it once: 12月31日前 of 2027 for 2027年12月31日2027年 and 12月底前2027年."""
        assert target.date
        text = text[: text.rindex(year)]
        if target.date.year is None:
            text = f"{year}年{text}"
        elif target.date.year != int(year) or target.date.month is None:
            return None
        return as_deadline(text, self.lexicon.targets.parse(text))

    @staticmethod
    def _is_day_number(indicator: Indicator) -> bool:
        target = indicator.target
        if target.kind is not TargetKind.NUMBER or target.unit or target.number is None:
            return False
        kind = indicator.measure.kind
        timely = kind is Kind.TIME or (group_of(indicator) == "时效" and kind in (Kind.NONE, Kind.QUALITY))
        return timely and is_whole(target.number) and int(target.number) in SERIAL_DATES
