"""XG003 value-kind-mismatch: the value is of another kind than the name says."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.model.measure import Direction, Kind, Measure
from lint.model.target import Target, TargetKind
from lint.rules.advice import stated_advice
from lint.rules.base import NUMBERS, Flag, Group, Rule, RuleMeta, quote
from lint.text.regex import lazy
from lint.text.write import CALLED, form

_DATE = "date"
_WRITTEN: dict[str, str] = {**CALLED, Kind.RATIO: "百分比", _DATE: "日期"}
_NAMES: dict[str, str] = {
    Kind.COUNT: "……数量",
    Kind.RATIO: "……率",
    Kind.TIME: "……时间",
    Kind.MONEY: "……金额",
    _DATE: "……完成时间",
}
_GENERAL = ("数", "数量", "总数", "数目")
"""Counts whose words do not say of what: days may be counted, too."""
_COUNTERS = "人户次件个项家台"
_OPEN = Target(TargetKind.BLANK)
_NUMBERED = lazy(r"[\d%]|率|比例")


class ValueKindMismatch(Rule):
    """目标值和指标不是一类。

    检查什么：名称量的是数量、比率、时间、金额或满意度，目标值却是另一类：培训人数 ≥90%，合格率 ≥12人，响应时间 ≥80%，
    完成率“2027年12月底”。名称看不出种类的，看描述。
    为什么：人数不能用百分比考核，年底算不出完成没有。
    怎样改：先定要考核什么，名称、描述、目标值改成同一类。
    依据：绩效指标应当与目标值对应，可以衡量（财预〔2015〕88号）。
    已知误报：经费、支出、产量、规模等说不准用什么单位的，提高、降低多少的，分、倍、学时等单位，不报。
    """

    meta = RuleMeta("XG003", "value-kind-mismatch", "目标值与指标不是一类", Severity.ERROR, Group.RELEVANCE)

    looks_at = NUMBERS | {TargetKind.DATE}

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a value of a kind that the name, or else the description, excludes."""
        value, target = indicator.value, indicator.target
        if value is None:
            return
        given: str | None = _DATE if target.kind is TargetKind.DATE else self.lexicon.units.kind(target.unit)
        if given is None or given == indicator.name_measure.kind:
            return
        field, text, measure = self._measure(indicator)
        if given == measure.kind or measure.kind is Kind.NONE or not self._excludes(text, measure, given, target):
            return
        subject = quote(text)
        said = f"{subject}量的是" if field == "name" else f"描述{subject}说的是"
        message = f"{said}{CALLED[measure.kind]}，指标值{quote(value.text)}却是{_WRITTEN[given]}"
        yield Flag("value", value, message, self._advice(indicator, project, measure, given), str(given))

    def _measure(self, indicator: Indicator) -> tuple[str, str, Measure]:
        """What the row surely measures, and the field that tells it."""
        sure, name = self.lexicon.measures.sure, indicator.text("name")
        if indicator.name_measure.kind not in (Kind.NONE, Kind.QUALITY):
            return "name", name, sure(name)
        description = indicator.text("description")
        return "description", description, sure(description)

    def _excludes(self, text: str, measure: Measure, given: str, target: Target) -> bool:
        kind, unit = measure.kind, target.unit
        if given == Kind.RATIO:
            return kind is not Kind.SATISFACTION
        if given == _DATE:
            return kind is not Kind.TIME and not _NUMBERED.search(target.rest)
        if target.rest or unit in self.lexicon.words("measures", "loose_units"):
            return False
        if kind is Kind.RATIO:  # 事故发生率 0起, 2起/万车
            return measure.direction is not Direction.LOWER or (target.number != 0 and "/" not in unit)
        if kind is Kind.COUNT and given == Kind.TIME:
            return measure.head not in _GENERAL and not self.lexicon.measures.is_length(measure)
        if kind is Kind.COUNT and given == Kind.MONEY:
            return not self.lexicon.pattern("measures", "money_hints", "paid").search(text)
        return True

    def _advice(self, indicator: Indicator, project: Project, measure: Measure, given: str) -> str:
        """What to write for what is named, and what to call what is given."""
        target = indicator.target
        wanted = replace(indicator, target=_OPEN, measure=measure)
        counted = given == Kind.COUNT and target.unit in _COUNTERS
        renamed = f"……{target.unit}数" if counted else _NAMES[given]
        right = stated_advice(wanted, project, self.lexicon) or form(wanted, self.lexicon)
        return f"{right}；要考核{_WRITTEN[given]}的，名称改为“{renamed}”"
