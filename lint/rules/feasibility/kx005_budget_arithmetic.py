"""KX005 budget-arithmetic: the parts of an amount do not add up to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from lint.model.cell import Cell
from lint.model.document import Budget, Project
from lint.model.finding import Severity
from lint.model.measure import Kind
from lint.rules.base import Fixability, Flag, Group, Relation, Rule, RuleMeta, called
from lint.text.amounts import budget_yuan, plain, yuan
from lint.text.fold import fold_offsets
from lint.text.quantities import Quantity, plain_text, quantities
from lint.text.regex import lazy
from lint.text.sums import Sum, has_total, listed, slack, sums

_WAN = Decimal(10_000)
_CENT = Decimal(100)
_SMALL = Decimal(1000)
"""Less than this in 元, beside amounts in 万元, is likely to be 万元."""
_LEAST = 2
_MONEY = "元"
_IN_YUAN = lazy(r"\d\s*元")


class BudgetArithmetic(Rule):
    """各项金额加起来不等于总数。

    检查什么：预算数不等于财政资金加其他资金（其他资金空着按 0 算）；资金用途、绩效目标里列出的各项金额加起来，不等于
    后面写的合计，或者超过前面写的总数；资金用途从头到尾一项一项列金额，没有写合计，加起来不等于预算数；个别金额少写了
    “万”。单价乘数量能算准的，乘了再加；算不准、列不全的（其中……、……等）和万元后两位小数的四舍五入不报。
    为什么：总数和明细对不上，预算没有办法审，多半是改了一处忘了另一处，或者单位写错。
    怎样改：核对每一项，改成加得起来。
    依据：项目预算应当测算准确，绩效目标与预算相匹配（财预〔2015〕88号）。
    """

    meta = RuleMeta("KX005", "budget-arithmetic", "金额加不起来", Severity.ERROR, Group.FEASIBILITY, Fixability.UNSAFE)

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag the budget row and each text that does not add up."""
        if project.budget:
            yield from self._budget(project, project.budget)
        cells = [("purpose", project.purpose)] if project.purpose else []
        for name, cell in (*cells, *(("goals", goal) for goal in project.goals)):
            if cell is None or _MONEY not in cell.text:
                continue
            if cell.text.count(_MONEY) > 1 or "=" in cell.text:
                yield from self._text(name, cell, project)
            elif _IN_YUAN.search(cell.text) and (flag := self._alone(name, cell, project)):
                yield flag

    def _budget(self, project: Project, budget: Budget) -> Iterator[Flag]:
        total, fiscal, other = budget.total, budget.fiscal, budget.other
        factors, unit = self.lexicon.units.yuan, project.money_unit or _WAN
        if total is None or fiscal is None or other is None or not total.text or not fiscal.text:
            return
        blank = not other.text or self.lexicon.placeholders.is_unused(other.text)
        values = [yuan(cell.text, factors, unit) for cell in (total, fiscal)]
        values.append(Decimal(0) if blank else yuan(other.text, factors, unit))
        whole, one, two = values
        if whole is None or one is None or two is None or abs(whole - one - two) <= _CENT:
            return
        rest = "其他资金没有填" if blank else f"其他资金 {other.text}"
        message = f"财政资金 {fiscal.text}、{rest}，加起来是 {_written(one + two)}，预算数却是 {total.text}"
        gap = whole - one - two
        advice = "核对三个数，改成预算数=财政资金+其他资金"
        if slip := _unit_slip(whole, one, two):
            message = f"预算数 {total.text}，财政资金 {fiscal.text}、{rest}，对不上：{slip}"
            advice = "改成同一个单位"
        elif blank and gap > 0:
            advice = f"差的 {_written(gap)}是其他资金的，填在“其他资金”里；不是的，改预算数"
        related = tuple(Relation("sum-of", "加在一起的", cell) for cell in (fiscal, other))
        yield Flag("budget", total, message, advice, "funds", related=related)

    def _text(self, name: str, cell: Cell, project: Project) -> Iterator[Flag]:
        text = plain_text(cell.text)
        budget = budget_yuan(project, self.lexicon.units.yuan)
        found = list(sums(text, self.lexicon))
        for each in found:
            if not each.is_right:
                yield self._wrong(name, cell, each, budget, text, project)
                return
        if found or not budget or has_total(text, self.lexicon):
            return
        money = [one for one in quantities(text, self.lexicon) if one.kind is Kind.MONEY]
        whole = sum((one.value for one in money), Decimal(0))
        plain_parts = len(money) >= _LEAST and not any(one.each or one.factor for one in money)
        if plain_parts and whole != budget and (slip := _slip(money, budget)):
            yield self._unit(name, cell, slip, "预算数", budget, text)
        elif name == "purpose" and (parts := listed(text, self.lexicon)):
            yield from self._listed(cell, parts, text, project)

    def _alone(self, name: str, cell: Cell, project: Project) -> Flag | None:
        """The only amount of a text, in 元, with the digits of the budget in 万元."""
        budget = budget_yuan(project, self.lexicon.units.yuan)
        if not budget or budget < _WAN:
            return None
        text = plain_text(cell.text)
        money = [one for one in quantities(text, self.lexicon) if one.kind is Kind.MONEY]
        if len(money) != 1 or money[0].unit != _MONEY or money[0].number * _WAN != budget:
            return None
        slip = money[0]
        pieces = slip.number.as_tuple().exponent
        told = self.lexicon.pattern("quantities", "all_money").search(text, slip.begin, slip.start)
        if slip.each or slip.factor or not slip.exact or not (told or (isinstance(pieces, int) and pieces <= -_LEAST)):
            return None
        if self.lexicon.pattern("quantities", "priced").search(text, slip.begin, slip.finish):
            return None
        return self._unit(name, cell, slip, "预算数", budget, text)

    def _listed(self, cell: Cell, parts: tuple[Quantity, ...], text: str, project: Project) -> Iterator[Flag]:
        """Parts without a total of their own, against the budget or one of the funds it is made of."""
        funds = project.budget
        cells = (funds.total, funds.fiscal, funds.other) if funds else ()
        known = [self._yuan(one, project) for one in cells if one is not None]
        value = sum((part.value for part in parts), Decimal(0))
        gap = slack(parts) + _CENT
        if (
            not known
            or known[0] is None
            or any(part.value > known[0] for part in parts)
            or any(one is not None and abs(one - value) <= gap for one in known)
        ):
            return
        offsets = fold_offsets(cell.text)
        start, end = offsets[parts[0].start], offsets[parts[-1].end - 1] + 1
        more = value > known[0]
        message = (
            f"{called('purpose', project)}里列的各项 {_joined(parts)}＝{_written(value)}，"
            f"比预算数 {_written(known[0])} {'多' if more else '少'} {_written(abs(value - known[0]))}"
        )
        advice = "逐项核对金额，或者改预算数" if more else "逐项核对金额，漏了的项补上"
        yield Flag("purpose", cell, message, advice, "listed", start, end)

    def _yuan(self, cell: Cell, project: Project) -> Decimal | None:
        return yuan(cell.text, self.lexicon.units.yuan, project.money_unit or _WAN)

    def _wrong(self, name: str, cell: Cell, found: Sum, budget: Decimal | None, text: str, project: Project) -> Flag:
        total = found.total
        if slip := _slip(found.parts, total.value):
            return self._unit(name, cell, slip, "总数", total.value, text)
        offsets = fold_offsets(cell.text)
        start, end = offsets[total.start], offsets[total.end - 1] + 1
        if found.value == total.value * _WAN and total.unit == _MONEY:
            return self._unit(name, cell, total, "各项之和", found.value, text)
        gap = found.value - total.value
        how = f"{'多' if gap > 0 else '少'} {_written(abs(gap))}"
        message = (
            f"{called(name, project)}里各项 {_joined(found.parts)}＝{_written(found.value)}，"
            f"比写的总数 {text[total.start : total.end]} {how}"
        )
        advice = "逐项核对金额和总数，改成加得起来"
        if budget == found.value:
            advice = f"各项之和与预算数一致，总数改为 {_written(found.value)}"
        elif budget == total.value:
            advice = "总数与预算数一致，核对是哪一项金额写错，或者漏了哪一项"
        return Flag(name, cell, message, advice, "sum", start, end)

    @staticmethod
    def _unit(name: str, cell: Cell, slip: Quantity, of: str, value: Decimal, text: str) -> Flag:
        offsets = fold_offsets(cell.text)
        start, end = offsets[slip.start], offsets[slip.end - 1] + 1
        said, meant = text[slip.start : slip.end], f"{plain(slip.number)}万元"
        message = f"“{said}”少写了“万”：写成 {meant}，才与{of} {_written(value)}对得上"
        return Flag(name, cell, message, f"改为“{meant}”", "unit", start, end, meant)


def _unit_slip(whole: Decimal, fiscal: Decimal, other: Decimal) -> str:
    """Which of the three is in 元 where the others are in 万元, or the other way round."""
    added = fiscal + other
    if abs(added - whole * _WAN) <= _CENT * _WAN or abs(fiscal - (whole - other) * _WAN) <= _CENT * _WAN:
        return "财政资金像是按元填的"
    if abs(whole - added * _WAN) <= _CENT * _WAN:
        return "预算数像是按元填的"
    return "其他资金像是按元填的" if other and abs(other - (whole - fiscal) * _WAN) <= _CENT * _WAN else ""


def _slip(parts: Sequence[Quantity], total: Decimal) -> Quantity | None:
    """The one small amount in 元 that makes the sum right when it is read as 万元."""
    whole = sum((part.value for part in parts), Decimal(0))
    small = [part for part in parts if part.unit == _MONEY and part.value < _SMALL]
    if len(small) != 1 or len(parts) < _LEAST:
        return None
    meant = whole - small[0].value + small[0].number * _WAN
    return small[0] if abs(meant - total) <= slack(parts) else None


def _joined(parts: Sequence[Quantity]) -> str:
    return "＋".join(_written(part.value, bare=True) for part in parts)


def _written(value: Decimal, *, bare: bool = False) -> str:
    """An amount as people write it: in 万元 where it is one or more."""
    if abs(value) >= _WAN:
        return plain(value / _WAN) + ("" if bare else " 万元")
    return plain(value) + (" 元" if not bare else "元")
