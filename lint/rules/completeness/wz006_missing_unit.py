"""WZ006 missing-unit: the number has no unit and its kind needs one."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.model.measure import Kind, Ratio
from lint.model.target import Target
from lint.rules.base import NUMBERS, Fixability, Flag, Group, Rule, RuleMeta, quote
from lint.rules.completeness.wz005_default_zero_target import is_default_zero
from lint.text.fold import fold
from lint.text.units import SCALES
from lint.text.write import OR, group_of, harmless, is_number, unit_of, with_unit

_NEEDS_UNIT = {Kind.COUNT, Kind.RATIO, Kind.SATISFACTION, Kind.TIME, Kind.MONEY}
_RATIOS = {Kind.RATIO, Kind.SATISFACTION}


class MissingUnit(Rule):
    """数字后面没有计量单位。

    检查什么：指标值只有数字（“≥1200”“≥95”），而数量、比率、时间、金额、满意度都要有单位。名称或描述的括号里写了单
    位的不报；系数、指数、倍数、名次和“……比”本来没有单位，不报；率、占比和不该发生的事的“0”不报；小于等于 1 的比率
    （0.97，增长率除外）可能是小数写法，不在这里报。
    为什么：95 是 95% 还是 95 分，1200 是人还是人次，不写单位就无法考核。
    怎样改：补上单位，比率写“%”。
    依据：绩效指标应当细化量化（财预〔2015〕88号）。
    """

    meta = RuleMeta("WZ006", "missing-unit", "数字没有单位", Severity.WARNING, Group.COMPLETENESS, Fixability.UNSAFE)

    looks_at = NUMBERS

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a bare number where the name, the description or the category tells that a unit belongs to it."""
        value, target = indicator.value, indicator.target
        scaled = target.unit in SCALES  # ≥2.7万
        if value is None or (target.unit and not scaled) or not self._is_bare(target) or is_default_zero(target):
            return
        assert target.number is not None
        measure = indicator.measure
        kind = measure.kind
        if kind in (Kind.NONE, Kind.QUALITY):
            kind = {"数量": Kind.COUNT, "满意度": Kind.SATISFACTION}.get(group_of(indicator), kind)
        if kind not in _NEEDS_UNIT or self._unit_is_in_words(indicator) or self._has_no_dimension(indicator):
            return
        if scaled and kind is not Kind.COUNT:
            return  # 3万 of money is 3万元
        if target.number == 0 and harmless(indicator, self.lexicon):
            return
        if kind in _RATIOS and abs(target.number) <= 1 and measure.ratio is not Ratio.GROWTH:
            return
        message = f"指标值{quote(value.text)}没有计量单位"
        units = [] if scaled else self._units(indicator, kind)
        if not units:
            yield Flag("value", value, message, self._ask(indicator, kind))
            return
        written = [with_unit(value.text, target, unit) for unit in units]
        replacement = written[0] if len(units) == 1 else None
        yield Flag("value", value, message, f"改为“{'”或“'.join(written)}”", replacement=replacement)

    def _is_bare(self, target: Target) -> bool:
        """A number with nothing behind it, or with filler where its unit should stand (/ in the unit column)."""
        if not is_number(target) or self.lexicon.units.kind(target.lead):  # 百分比95
            return False
        return not target.rest or self.lexicon.placeholders.is_filler(target.rest)

    def _units(self, indicator: Indicator, kind: Kind) -> list[str]:
        """The units that it may be, where that is certain enough to be written."""
        if kind is Kind.MONEY or (kind is Kind.TIME and self._is_date(indicator)) or indicator.target.rest:
            return []
        unit = unit_of(indicator, self.lexicon) or ("%" if kind in _RATIOS else "")
        return unit.split(OR) if unit else []

    def _ask(self, indicator: Indicator, kind: Kind) -> str:
        if kind is Kind.MONEY:
            return "在数字后面写明单位（元或万元；按人、按套算的写“元/人”“元/套”）"
        if kind is Kind.TIME and self._is_date(indicator):
            return "写成日期，例如“YYYY年M月底前”"
        unit = unit_of(indicator, self.lexicon)
        return f"在数字后面写明单位，例如“{unit.split(OR)[0]}”" if unit else "在数字后面写明单位"

    def _is_date(self, indicator: Indicator) -> bool:
        core = self.lexicon.measures.core(fold(indicator.text("name")))[0]
        return core.endswith(self.lexicon.words("measures", "dates"))

    def _has_no_dimension(self, indicator: Indicator) -> bool:
        """有效利用系数, 投入产出比, 考核排名: numbers without a unit, whatever the description counts."""
        core, listed = self.lexicon.measures.core(fold(indicator.text("name")))[0], self.lexicon.words
        return core.endswith(listed("units", "dimensionless")) and not core.endswith(listed("units", "percentages"))

    def _unit_is_in_words(self, indicator: Indicator) -> bool:
        """及时性（小时）, 培训人数（人）: the unit stands in brackets."""
        for text in (indicator.text("name"), indicator.text("description")):
            note = self.lexicon.measures.core(fold(text))[1] if text else ""
            if note and self.lexicon.units.kind(note.removeprefix("单位:")):
                return True
        return False
