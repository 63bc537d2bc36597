"""SD009 cost-budget-mismatch: the total cost of an indicator is not the project's budget."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.model.target import TargetKind
from lint.rules.base import Flag, Group, Relation, Rule, RuleMeta, quote
from lint.text.amounts import budget_yuan, plain
from lint.text.fold import fold
from lint.text.library import shared
from lint.text.quantities import NUMBER
from lint.text.write import group_of

_TEN = Decimal(10)
_POWERS = {_TEN: "十倍", _TEN**2: "一百倍", _TEN**3: "一千倍", _TEN**4: "一万倍"}
_LEAST = 2
_TELLING = 4
_WAN = Decimal(10_000)
_SOME = 20
"""Amounts nearer than a 20th to the budget may be what is left after savings or rounding."""


class CostBudgetMismatch(Rule):
    """成本指标的总额和预算数对不上。

    检查什么：成本指标说的是项目全部的钱（总成本、总费用、资金成本），金额却与预算数不同；描述说的是总额、合计，金额比预算
    数还大；任何一个金额指标恰好是预算数
    的十倍、百倍或十分之一、百分之一（145 万元写成 1450 万元）。单价、补助标准、其中一部分的钱不报；目标、用途里解释了这
    个金额的不报；10000 元和 1 万元是一样的。
    为什么：成本指标管不住预算，多半是小数点错位、数字颠倒，或者复制了别的项目的金额。
    怎样改：改成预算数；确实不同的，在名称里写明是哪一部分的钱。
    依据：成本指标应当与预算相匹配（财预〔2015〕88号）。
    """

    meta = RuleMeta("SD009", "cost-budget-mismatch", "成本指标与预算不符", Severity.ERROR, Group.APPROPRIATENESS)

    looks_at = frozenset({TargetKind.NUMBER})

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a total that differs from the budget."""
        target, value = indicator.target, indicator.value
        factor = self.lexicon.units.yuan.get(target.unit)
        if factor is None or value is None or not target.number or project.budget is None:
            return
        total, budget = project.budget.total, budget_yuan(project, self.lexicon.units.yuan)
        amount = target.number * factor
        if total is None or not budget or self._same(amount, budget, target.number, factor):
            return
        name = fold(indicator.text("name"))
        slipped = self._slipped(indicator, name, amount, budget, project)
        if not slipped and not self._differs(indicator, name, amount, budget, project):
            return
        if self._is_explained(target.number, amount, project):
            return
        said = f"{plain(budget / _WAN)} 万元" if budget >= _WAN else f"{plain(budget)} 元"
        message = f"指标值{quote(value.text)}与预算数 {said}不一致{slipped}"
        sign = target.operator or "≤"
        meant = f"{sign}{plain(budget / factor)}{target.unit}"
        advice = f"说的是全部的钱，改为“{meant}”；只是一部分，在名称里写明是哪一部分"
        yield Flag(
            "value",
            value,
            message,
            advice,
            "slip" if slipped else "total",
            related=(Relation("conflicts-with", "预算数", total),),
        )

    @staticmethod
    def _same(amount: Decimal, budget: Decimal, number: Decimal, factor: Decimal) -> bool:
        """Equal as far as the number is written out."""
        exponent = number.as_tuple().exponent
        place = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) * factor
        return abs(amount - budget) < max(place, Decimal(1))

    def _slipped(self, indicator: Indicator, name: str, amount: Decimal, budget: Decimal, project: Project) -> str:
        """How the digits of the budget were mixed up; nothing where that is not certain."""
        if group_of(indicator) != "成本" or self._has("single", name):
            return ""
        digits = budget.normalize().as_tuple().digits
        if len(digits) < _LEAST and not self._is_total(name, project) and not self._is_own_total(indicator, project):
            return ""
        high, low = max(amount, budget), min(amount, budget)
        if power := next((power for power in _POWERS if high == low * power), None):
            tenfold = any(power in _numbers(row.text("value")) for row in project.rows)
            return "" if tenfold else f"，差{_POWERS[power]}"  # ten things at a tenth of the budget each
        turned = sorted(f"{budget:.0f}") == sorted(f"{amount:.0f}")
        alone = len(digits) > _LEAST or self._is_only(project)
        return "，数字的次序不同" if turned and alone else ""

    def _differs(self, indicator: Indicator, name: str, amount: Decimal, budget: Decimal, project: Project) -> bool:
        """Whether a total is given for the whole project, and only once."""
        if group_of(indicator) != "成本" or self._has("longer", name):
            return False
        if not self._is_total(name, project):
            return amount - budget > budget / _SOME and self._is_told_total(indicator)
        if amount < budget and budget - amount <= budget / _SOME:
            return False
        return amount > budget or self._is_only(project)

    def _is_told_total(self, indicator: Indicator) -> bool:
        """Whether the description is a total (维护费总额, 印刷费和装订费合计), not of years or others' money."""
        told = fold(indicator.text("description"))
        if not told.endswith(self.lexicon.words("costs", "told_totals")) or not self._has("told_money", told):
            return False
        all_text = fold(indicator.text("name")) + told
        if any(self._has(key, all_text) for key in ("single", "spans", "others")):
            return False
        return not self._has("longer", self.lexicon.pattern("costs", "told_money").sub("", told))

    def _is_own_total(self, indicator: Indicator, project: Project) -> bool:
        """Whether it is the only cost, and a total of what the project is about."""
        own = shared(fold(indicator.text("name") + indicator.text("description")), fold(project.label)) > 0
        return own and self._is_told_total(indicator) and self._is_only(project)

    def _is_only(self, project: Project) -> bool:
        """Whether the project has no more than one cost in money."""
        yuan = self.lexicon.units.yuan
        return sum(row.target.unit in yuan and group_of(row) == "成本" for row in project.rows) <= 1

    def _is_total(self, name: str, project: Project) -> bool:
        """Whether a name speaks of all the project's money: 总成本, 资金成本, or the project's own name with 费用."""
        core, words = self.lexicon.measures.core(name)[0], self.lexicon.words
        if core in words("costs", "plain"):
            return True
        if core.endswith(totals := words("costs", "totals")):
            what = core.removesuffix(max((total for total in totals if core.endswith(total)), key=len))
            return not what or what in words("costs", "whole") or shared(what, fold(project.label)) > 0
        stem, whole = (_stem(text, words("costs", "endings")) for text in (core, fold(project.label)))
        return stem != core and len(stem) >= _TELLING and whole.endswith(stem)

    def _has(self, key: str, name: str) -> bool:
        return self.lexicon.pattern("costs", key).search(name) is not None

    @staticmethod
    def _is_explained(number: Decimal, amount: Decimal, project: Project) -> bool:
        """Whether goals or purpose speak of the amount."""
        cells = (*project.goals, project.purpose) if project.purpose else project.goals
        return any(number in (found := _numbers(cell.text)) or amount in found for cell in cells if cell)


def _stem(text: str, endings: tuple[str, ...]) -> str:
    while text.endswith(endings):
        text = text[: -max(len(ending) for ending in endings if text.endswith(ending))]
    return text


def _numbers(text: str) -> set[Decimal]:
    return {Decimal(found[0].replace(",", "")) for found in NUMBER.finditer(text)}
