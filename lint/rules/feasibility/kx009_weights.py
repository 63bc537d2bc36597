"""KX009 weights: the weights do not add up to what the form says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from lint.model.cell import Cell
from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.rules.base import Flag, Group, Relation, Rule, RuleMeta, called, quote
from lint.text.amounts import plain
from lint.text.fold import fold
from lint.text.numerals import decimal
from lint.text.regex import lazy

_WEIGHT = lazy(r"(\d{1,3}(?:\.\d+)?)[%分]?")
_STATED = lazy(r"\(?(\d{1,3}(?:\.\d+)?)分\)?$")
_LEAST = 3
_WHOLES = (Decimal(100), Decimal(90))
"""The execution of the budget often has ten of the hundred."""
_FRACTIONS = (Decimal(1), Decimal("0.9"))


class Weights(Rule):
    """权重加起来不对。

    检查什么：表里有权重（分值）一列，每条指标都填了数，加起来不是 100，也不是 90（预算执行率另占 10 分）；一级指标写了
    分值（产出指标（50分）），下面各条加起来不等于它。有空着的、填的不是数的不看。
    为什么：总分不对，自评得分没有办法比。
    怎样改：调整各条的权重，使合计等于 100（预算执行率占 10 分的，等于 90）。
    依据：单位自评指标的权重由各单位确定，原则上预算执行率和一级指标权重统一设置（财预〔2020〕10号）。
    """

    meta = RuleMeta(
        "KX009",
        "weights",
        "权重合计不对",
        Severity.WARNING,
        Group.FEASIBILITY,
        references=("财预〔2020〕10号 项目支出绩效评价管理办法",),
        preview=True,
    )

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag the table once for its sum, else each group whose stated share is another."""
        found = [(row, cell, _value(cell)) for row in project.rows if (cell := row.cell("weight")) is not None]
        given = [(row, cell, value) for row, cell, value in found if value is not None]
        if len(given) < _LEAST or len(given) != len(project.rows):
            return
        cells = [cell for _, cell, _ in given]
        whole = sum((value for _, _, value in given), Decimal(0))
        wholes = _FRACTIONS if all(value < 1 for _, _, value in given) else _WHOLES
        if whole not in wholes:
            said = f"{called('weight', project) if 'weight' in project.called else '权重'}"
            message = f"{len(given)} 条指标的{said}加起来是 {plain(whole)}，不是 {plain(wholes[0])}"
            advice = f"调整到合计 {plain(wholes[0])}；预算执行率另占一成的，合计 {plain(wholes[1])}"
            related = tuple(Relation("sum-of", "加在一起的", cell) for cell in cells[1:])
            yield Flag("table", cells[0], message, advice, related=related)
            return
        yield from self._levels(given)

    @staticmethod
    def _levels(given: Sequence[tuple[Indicator, Cell, Decimal]]) -> Iterator[Flag]:
        groups: dict[str, list[tuple[Indicator, Cell, Decimal]]] = {}
        for entry in given:
            groups.setdefault(entry[0].text("level1"), []).append(entry)
        for level1, entries in groups.items():
            stated = _STATED.search(fold(level1))
            added = sum((value for _, _, value in entries), Decimal(0))
            first = entries[0][0].level1
            if stated and first is not None and added != decimal(stated[1]):
                message = f"{quote(level1)}下面各条加起来是 {plain(added)} 分，写的是 {stated[1]} 分"
                related = tuple(Relation("sum-of", "加在一起的", cell) for _, cell, _ in entries)
                yield Flag("level1", first, message, "调整各条的分值，加起来等于写明的分值", "level", related=related)


def _value(cell: Cell) -> Decimal | None:
    found = _WEIGHT.fullmatch(fold(cell.text))
    return decimal(found[1]) if found else None
