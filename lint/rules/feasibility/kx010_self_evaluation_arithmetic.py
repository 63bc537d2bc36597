"""KX010 self-evaluation-arithmetic: a score does not follow from weight, target and what was done."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.model.measure import Direction
from lint.model.target import Target, TargetKind
from lint.rules.base import Flag, Group, Relation, Rule, RuleMeta, quote
from lint.text.amounts import plain
from lint.text.fold import fold
from lint.text.numerals import decimal
from lint.text.regex import lazy

_POINTS = lazy(r"(\d{1,3}(?:\.\d+)?)分?")
_ROUNDING = Decimal("0.5")


class SelfEvaluationArithmetic(Rule):
    """自评得分与完成情况不符。

    检查什么：自评表里有分值、得分、实际完成值：得分高于分值；目标是“不少于”的，实际没有达到，却得了满分，或者得分高出按
    完成比例折算的分数半分以上（表里另有评分标准的不折算）；没有完成的原因空着。目标、实际完成值不是同一单位的数的不看。
    为什么：得分要能从完成值算出来，自评结果会被抽查复核。
    怎样改：得分=分值×实际完成值÷目标值，不超过分值；没有完成的写明原因和改进措施。
    依据：定量指标完成指标值的得满分，未完成的按完成值与指标值的比例记分（财预〔2020〕10号）。
    """

    meta = RuleMeta(
        "KX010",
        "self-evaluation-arithmetic",
        "自评得分不符",
        Severity.WARNING,
        Group.FEASIBILITY,
        references=("财预〔2020〕10号 项目支出绩效评价管理办法",),
        preview=True,
    )

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a score that is too high, or a gap without its reason."""
        value, missed = indicator.value, self._share(indicator)
        full, points = _points(indicator, "weight"), _points(indicator, "score")
        if value is None:
            return
        if full is not None and points is not None and (flagged := self._score(indicator, full, points, missed)):
            yield Flag("value", value, *flagged, related=_beside(indicator, actual="实际完成值", score="得分"))
        reason = indicator.cell("deviation")
        if missed is not None and reason is not None and not reason.text:
            message = f"实际完成{quote(indicator.text('actual'))}，没有达到{quote(value.text)}，没有写原因"
            related = _beside(indicator, actual="实际完成值", deviation="原因空着")
            yield Flag("value", value, message, "写明没有完成的原因和改进措施", "reason", related=related)

    @staticmethod
    def _score(indicator: Indicator, full: Decimal, points: Decimal, missed: Decimal | None) -> tuple[str, str] | None:
        """What is wrong with a score, and what to do."""
        if points > full:
            return f"得分 {plain(points)} 高于分值 {plain(full)}", f"得分不超过 {plain(full)}"
        if missed is None:
            return None
        done = f"实际完成{quote(indicator.text('actual'))}，没有达到{quote(indicator.text('value'))}"
        fair = full * missed
        scored = indicator.cell("scoring")
        if points == full and full:
            advice = f"按完成比例折算，例如 {plain(full)}×{plain(round(missed * 100, 1))}%≈{plain(round(fair, 1))} 分"
            return f"{done}，却得了满分 {plain(full)} 分", advice
        if (scored is None or not scored.text) and points > fair + _ROUNDING:
            message = f"{done}，得分 {plain(points)} 高于按比例折算的 {plain(round(fair, 1))} 分"
            return message, "按完成比例折算；另有评分标准的写明"
        return None

    def _share(self, indicator: Indicator) -> Decimal | None:
        """What share of its target a row has reached, where it is a floor that was missed."""
        target, cell = indicator.target, indicator.cell("actual")
        if cell is None or not cell.text or target.kind is not TargetKind.NUMBER or not target.number:
            return None
        operator = target.operator
        if (operator is not None and operator.is_ceiling) or indicator.measure.direction is Direction.LOWER:
            return None
        done = self.lexicon.targets.parse(cell.text)
        if done.kind is not TargetKind.NUMBER or done.number is None or not _same_unit(done, target):
            return None
        return done.number / target.number if done.number < target.number else None


def _beside(indicator: Indicator, **roles: str) -> tuple[Relation, ...]:
    cells = ((indicator.cell(field), said) for field, said in roles.items())
    return tuple(Relation("conflicts-with", said, cell) for cell, said in cells if cell is not None)


def _same_unit(done: Target, target: Target) -> bool:
    return done.unit == target.unit or (not done.unit and done.number is not None and done.number > 1)


def _points(indicator: Indicator, field: str) -> Decimal | None:
    found = _POINTS.fullmatch(fold(indicator.text(field)))
    return decimal(found[1]) if found else None
