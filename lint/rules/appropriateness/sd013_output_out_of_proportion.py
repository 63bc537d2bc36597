"""SD013 output-out-of-proportion: the output is worth far less than the money."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.model.target import TargetKind
from lint.rules.base import Flag, Group, Relation, Rule, RuleMeta, RuleOptions, option, quote
from lint.text.amounts import budget_yuan, plain
from lint.text.fold import fold
from lint.text.write import group_of

_WAN = Decimal(10_000)


class OutputOutOfProportion(Rule):
    """产出与花的钱不相称。

    检查什么：项目的数量指标全是宣传单、折页、横幅一类便宜的东西，按词典里每一件的高价（`costs` 的 `cheap`）算，也用不到
    预算的一半。还有别的数量指标的、没有预算数的不看。
    为什么：6 万元只印 10 份折页，要么数量写少了，要么还有别的事没有写进指标。
    怎样改：核对数量和单位；钱还用在别处的，补上那些事的数量指标。
    依据：绩效目标应当与预算确定的投资额或者资金量相匹配（财预〔2015〕88号）。
    """

    meta = RuleMeta(
        "SD013",
        "output-out-of-proportion",
        "产出与资金不相称",
        Severity.WARNING,
        Group.APPROPRIATENESS,
        preview=True,
    )

    class Options(RuleOptions):
        """Options."""

        share: float = option(50, "按高价算，用不到预算的百分之几才报")

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag the project once, at its first quantity."""
        budget = budget_yuan(project, self.lexicon.units.yuan)
        rows = [row for row in project.rows if group_of(row) == "数量"]
        if not budget or not rows:
            return
        worth = Decimal(0)
        for row in rows:
            most = self._most(row)
            if most is None:
                return
            worth += most
        first = rows[0].value
        if first is None or worth * 100 >= budget * Decimal(str(self.options.share)):
            return
        listed = "、".join(f"{row.text('name')}{row.text('value')}" for row in rows[:2])
        listed += "等" if len(rows) > 2 else ""
        message = f"数量指标只有{quote(listed)}，往高里算约 {plain(worth)} 元，预算是 {plain(budget / _WAN)} 万元"
        advice = "核对数量和单位；钱还用在别处的，补上那些事的数量指标"
        related = tuple(Relation("sum-of", "加在一起的", row.value) for row in rows[1:] if row.value is not None)
        yield Flag("value", first, message, advice, related=related, indicator=rows[0])

    def _most(self, row: Indicator) -> Decimal | None:
        """What a row's output costs at most, in 元; None where it is nothing cheap."""
        target, prices = row.target, self.lexicon.data.get("costs", {}).get("cheap", {})
        name = self.lexicon.measures.core(fold(row.text("name")))[0]
        for counter in self.lexicon.words("costs", "counters"):
            name = name.removesuffix(counter)
        thing = max((word for word in prices if name.endswith(word)), key=len, default=None)
        if thing is None or target.kind is not TargetKind.NUMBER or target.number is None or len(target.unit) != 1:
            return None
        return target.number * Decimal(str(prices[thing]))
