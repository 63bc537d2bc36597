"""KX011 quantity-times-price: a quantity times its price is not the amount that the text gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from math import prod

from lint.model.cell import Cell
from lint.model.document import Project
from lint.model.finding import Severity
from lint.model.measure import Kind
from lint.rules.base import Flag, Group, Rule, RuleMeta, called
from lint.text.amounts import plain
from lint.text.fold import fold_offsets
from lint.text.quantities import Quantity, plain_text, quantities, sentence_start
from lint.text.sums import slack

_MONEY = "元"
_TIMES = "×*xX"
_SHARE = "%"
_MOST = 5
_YEARLY = tuple(map(Decimal, (1, 2, 4, 12)))
"""Halves, quarters and months of a year: 每月300元 may count twelve times without a word."""
_WAN = Decimal(10_000)


class QuantityTimesPrice(Rule):
    """数量乘单价不等于写的金额。

    检查什么：资金用途、绩效目标里的算式（420人×3天×450元=56.7万元）算错；写了数量、单价和得数（210 名，每人每月 300
    元，计 75.6 万元），用句子里的数和月数、季度数怎么乘都得不到这个数。有承担比例的、夹着别的金额的不看。
    为什么：测算的依据和金额对不上，预算没有办法审。
    怎样改：核对数量、单价和期数，把算式写全。
    依据：项目预算应当测算准确，绩效目标与预算相匹配（财预〔2015〕88号）。
    """

    meta = RuleMeta(
        "KX011", "quantity-times-price", "数量乘单价不符", Severity.WARNING, Group.FEASIBILITY, preview=True
    )

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag each text once, at the first amount that is no product."""
        cells = [("purpose", project.purpose)] if project.purpose else []
        for name, cell in (*cells, *(("goals", goal) for goal in project.goals)):
            if cell is None or _MONEY not in cell.text:
                continue
            text = plain_text(cell.text)
            found = list(quantities(text, self.lexicon))
            for at, amount in enumerate(found):
                if amount.kind is Kind.MONEY and amount.exact:
                    factors = _formula(text, found, at) or self._prices(text, found, at)
                    if factors and not _gives(factors, amount):
                        yield self._flag(name, cell, factors, amount, text, project)
                        break

    def _prices(self, text: str, found: Sequence[Quantity], at: int) -> tuple[Quantity, ...]:
        """A price, the number of what it is for, and whatever else the sentence counts; nothing where unsure."""
        amount = found[at]
        start = sentence_start(text, amount.start)
        before = [one for one in found[:at] if one.start >= start]
        money = [n for n, one in enumerate(before) if one.kind is Kind.MONEY]
        if amount.each or amount.factor or not money or not before[money[-1]].each:
            return ()
        used, price = before[money[-2] + 1 if len(money) > 1 else 0 :], before[money[-1]]
        between = text[price.end : amount.start]
        results = self.lexicon.pattern("quantities", "results", "totals").search(between)
        if results is None or any(not one.exact or one.factor for one in used) or _SHARE in text[start : amount.end]:
            return ()
        if self.lexicon.pattern("quantities", "not_parts").search(text, start, amount.start):
            return ()
        lead = text[price.begin : price.start]
        own = next((one for one in used if _is_for(lead, one)), None)
        if own is None or len(used) > _MOST:
            return ()
        return (price, own, *(one for one in used if one is not own and one is not price))

    @staticmethod
    def _flag(
        name: str, cell: Cell, factors: Sequence[Quantity], amount: Quantity, text: str, project: Project
    ) -> Flag:
        offsets = fold_offsets(cell.text)
        start, end = offsets[amount.start], offsets[amount.end - 1] + 1
        listed = "×".join(text[one.start : one.end] for one in sorted(factors, key=lambda one: one.start))
        value = prod((one.value for one in factors), start=Decimal(1))
        lead = text[factors[0].begin : factors[0].start]
        if "每月" in lead and not any(one.kind is Kind.TIME for one in factors):
            listed, value = f"{listed}×12个月", value * 12
        said = f"{plain(value / _WAN)} 万元" if value >= _WAN else f"{plain(value)} 元"
        message = f"{called(name, project)}里 {listed}＝{said}，写的是 {text[amount.start : amount.end]}"
        return Flag(name, cell, message, "核对数量、单价和期数，把算式写全", "product", start, end)


def _is_for(lead: str, count: Quantity) -> bool:
    """Whether a price is for each of what was counted: 每人 for 210 名, 每场 for 4 场."""
    people = ("人", "名", "位", "生")
    units = people if count.unit in people else (count.unit,)
    return count.kind is Kind.COUNT and not count.each and any(f"每{unit}" in lead for unit in units)


def _formula(text: str, found: Sequence[Quantity], at: int) -> tuple[Quantity, ...]:
    """The factors of 420人×3天×450元 before ``=``, whose result is ``found[at]``."""
    amount, factors = found[at], []
    if text[amount.start - 1 : amount.start] != "=":
        return ()
    end, begin = amount.start - 1, at
    while begin and found[begin - 1].end == end and found[begin - 1].exact:
        begin -= 1
        factors.append(found[begin])
        start = found[begin].start
        if text[start - 1 : start] not in tuple(_TIMES):
            whole = start == 0 or not (text[start - 1].isdigit() or text[start - 1] in ")+-÷/=")
            return tuple(factors) if whole and len(factors) > 1 else ()
        end = start - 1
    return ()


def _gives(factors: Sequence[Quantity], amount: Quantity) -> bool:
    """Whether the factors give the amount: the first two with any of the others, and the parts of a year."""
    gap = max(slack((amount,)), Decimal(1))
    values = [one.value for one in factors]
    if amount.factor:
        return abs(prod(values, start=Decimal(1)) - amount.value) <= gap
    base = values[0] * values[1]
    return any(
        abs(prod(some, start=base) * period - amount.value) <= gap
        for size in range(len(values) - 1)
        for some in combinations(values[2:], size)
        for period in _YEARLY
    )
