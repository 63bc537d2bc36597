"""SD010 uniform-targets: all ratio targets of a project are the same number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from lint.model.document import Document, Duty, Indicator, Project
from lint.model.finding import Severity
from lint.model.measure import Kind
from lint.model.target import TargetKind
from lint.rules.base import Flag, Group, Relation, Rule, RuleMeta, RuleOptions, option
from lint.text.amounts import plain
from lint.text.fold import fold

_ALL = 100
_ADVICE = "按每个指标自己的上年实际值、标准或合同分别确定，难易不同，数值应当不同"


class UniformTargets(Rule):
    """所有比率的目标值都一样。

    检查什么：一个项目里有五个以上比率指标（含满意度），目标值全是同一个数；职责活动表里五个以上指标的优、良、中、
    差标准完全相同。一个项目报一次。
    为什么：性质不同的指标不会恰好都是 90%，说明目标值是随手填的，没有测算。
    怎样改：逐个指标按上年实际、行业标准或合同测算。
    依据：绩效目标应当经过调查研究和科学论证、合理可行（财预〔2015〕88号）。
    """

    meta = RuleMeta("SD010", "uniform-targets", "目标值千篇一律", Severity.WARNING, Group.APPROPRIATENESS)

    class Options(RuleOptions):
        """Options."""

        least: int = option(5, "比率指标至少有这么多个才判断")

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag the project once, at its first ratio."""
        rows = [row for row in project.rows if self._is_ratio(row)]
        if len(rows) < self.options.least or len({self._share(row) for row in rows}) != 1:
            return
        value = rows[0].target.number
        if not value or (value == _ALL and all(row.measure.complete for row in rows)):
            return  # no accidents at all; all that is due is paid: the same number, and right
        cells = [row.value for row in rows if row.value is not None]
        message = f"{len(rows)} 个比率指标的目标值全是 {plain(value)}{rows[0].target.unit or '%'}"
        related = tuple(Relation("same-as", "同样的目标值", cell) for cell in cells[1:])
        yield Flag("table", cells[0], message, _ADVICE, related=related)

    def _is_ratio(self, row: Indicator) -> bool:
        target = row.target
        if target.kind is not TargetKind.NUMBER:
            return False
        by_unit = self.lexicon.units.kind(target.unit) is Kind.RATIO
        return by_unit or (not target.unit and row.measure.kind in (Kind.RATIO, Kind.SATISFACTION))

    @staticmethod
    def _share(row: Indicator) -> tuple[Decimal | None, bool, bool]:
        """What makes targets the same: number, size of the unit, and side."""
        target = row.target
        return target.number, target.unit == "‰", bool(target.operator and target.operator.is_ceiling)

    def check_duties(self, duties: Sequence[Duty], document: Document) -> Iterator[Flag]:
        """Flag the duties table once, where every indicator has the same graded standards."""
        entries = [
            entry
            for duty in duties
            for entry in duty.indicators
            if any(any(character.isdigit() for character in cell.text) for cell in entry.standards)
        ]
        graded = {tuple(fold(cell.text) for cell in entry.standards) for entry in entries}
        if len(entries) >= self.options.least and len(graded) == 1:
            shown = "、".join(cell.text for cell in entries[0].standards)
            message = f"{len(entries)} 个指标的优、良、中、差标准完全相同（{shown}）"
            yield Flag("value", entries[0].standards[0], message, _ADVICE, "duties")
