"""WZ006 missing-unit: the number has no unit and its kind needs one."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.model.measure import Kind, Ratio
from lint.model.target import TargetKind
from lint.rules.base import Flag, Group, Rule, RuleMeta, quote
from lint.rules.completeness.wz005_default_zero_target import is_default_zero
from lint.text.write import number, unit_of

_NEEDS_UNIT = {Kind.COUNT, Kind.RATIO, Kind.SATISFACTION, Kind.TIME, Kind.MONEY}
_RATIOS = {Kind.RATIO, Kind.SATISFACTION}


class MissingUnit(Rule):
    """数字后面没有计量单位。

    检查什么：指标值只有数字（“≥1200”“≥95”），而数量、比率、时间、金额、满意度都要有单位。名称或描述的括号里写了单
    位的不报；率、占比的“0”不报；小于等于 1 的比率（0.97，增长率除外）可能是小数写法，不在这里报。
    为什么：95 是 95% 还是 95 分，1200 是人还是人次，不写单位就无法考核。
    怎样改：补上单位，比率写“%”。
    依据：绩效指标应当细化量化（财预〔2015〕88号）。
    """

    meta = RuleMeta("WZ006", "missing-unit", "数字没有单位", Severity.WARNING, Group.COMPLETENESS)

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a bare number where the name, the description or the category tells that a unit belongs to it."""
        value, target = indicator.value, indicator.target
        if (
            value is None
            or target.kind is not TargetKind.NUMBER
            or target.unit
            or target.rest
            or is_default_zero(target)
        ):
            return
        assert target.number is not None
        measure = indicator.measure
        kind = measure.kind
        if kind in (Kind.NONE, Kind.QUALITY):
            group = indicator.category.group if indicator.category else ""
            kind = {"数量": Kind.COUNT, "满意度": Kind.SATISFACTION}.get(group, kind)
        if kind not in _NEEDS_UNIT or self._unit_is_in_words(indicator):
            return
        if kind in _RATIOS and abs(target.number) <= 1 and measure.ratio is not Ratio.GROWTH:
            return
        units = (unit_of(indicator, self.lexicon) or ("%" if kind in _RATIOS else "")).split("或")
        text = f"{target.operator or ''}{number(target.number)}"
        written = "”或“".join(f"{text}{unit}" for unit in units)
        advice = f"改为“{written}”" if units[0] else "在数字后面写明单位"
        replacement = f"{value.text}%" if units == ["%"] else None
        yield Flag("value", value, f"指标值{quote(value.text)}没有计量单位", advice, replacement=replacement)

    def _unit_is_in_words(self, indicator: Indicator) -> bool:
        """及时性（小时）, 培训人数（人）: the unit stands in brackets."""
        for text in (indicator.text("name"), indicator.text("description")):
            note = self.lexicon.measures.core(text)[1] if text else ""
            if note and self.lexicon.units.kind(note.removeprefix("单位:").removeprefix("单位：")):
                return True
        return False
