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
from lint.text.sums import Sum, has_total, slack, sums

_WAN = Decimal(10_000)
_CENT = Decimal(100)
_SMALL = Decimal(1000)
"""Less than this in 元, beside amounts in 万元, is likely to be 万元."""
_LEAST = 2
_MONEY = "元"


class BudgetArithmetic(Rule):
    """各项金额加起来不等于总数。

    检查什么：预算数不等于财政资金加其他资金（其他资金空着按 0 算）；资金用途、绩效目标里列出的各项金额加起来，不等于
    后面写的合计，或者超过前面写的总数；个别金额少写了“万”。单价乘数量能算准的，乘了再加；算不准、列不全的（其中……）
    和万元后两位小数的四舍五入不报。
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
            if cell is not None and cell.text.count(_MONEY) > 1:
                yield from self._text(name, cell, project)

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
        if blank and gap > 0:
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
        if not found and budget and not has_total(text, self.lexicon):
            money = [one for one in quantities(text, self.lexicon) if one.kind is Kind.MONEY]
            whole = sum((one.value for one in money), Decimal(0))
            if len(money) >= _LEAST and not any(one.each or one.factor for one in money) and whole != budget:
                slip = _slip(money, budget)
                if slip:
                    yield self._unit(name, cell, slip, "预算数", budget, text)

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
        listed = "＋".join(_written(part.value, bare=True) for part in found.parts)
        message = (
            f"{called(name, project)}里各项 {listed}＝{_written(found.value)}，"
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


def _slip(parts: Sequence[Quantity], total: Decimal) -> Quantity | None:
    """The one small amount in 元 that makes the sum right when it is read as 万元."""
    whole = sum((part.value for part in parts), Decimal(0))
    small = [part for part in parts if part.unit == _MONEY and part.value < _SMALL]
    if len(small) != 1 or len(parts) < _LEAST:
        return None
    meant = whole - small[0].value + small[0].number * _WAN
    return small[0] if abs(meant - total) <= slack(parts) else None


def _written(value: Decimal, *, bare: bool = False) -> str:
    """An amount as people write it: in 万元 where it is one or more."""
    if abs(value) >= _WAN:
        return plain(value / _WAN) + ("" if bare else " 万元")
    return plain(value) + (" 元" if not bare else "元")
