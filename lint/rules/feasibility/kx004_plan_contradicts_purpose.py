"""KX004 plan-contradicts-purpose: the purpose speaks of other dates or shares than the spending plan."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lint.model.cell import Cell
from lint.model.document import PlanStep, Project
from lint.model.finding import Severity
from lint.rules.base import Flag, Group, Relation, Rule, RuleMeta, called, quote
from lint.rules.feasibility import FULL, asks_for_sums, figures_of, shown_plan
from lint.text.amounts import budget_yuan, same_amount
from lint.text.fold import fold
from lint.text.quantities import plain_text
from lint.text.regex import lazy
from lint.text.spending import Said, Way, spending

_MONTH = lazy(r"(\d{1,2})月")
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_QUARTER = lazy(r"([一二三四1-4])季")
_DATED = lazy(r"\((\d{1,2}月[底末份前]{0,2})\)")
_WAN = Decimal(10_000)
_NEAR = Decimal(1)
_ROUGH = Decimal(10)
_AUTUMN = (9, 10)
"""The third quarter ends in September, and stands in plans as 10月底."""
_LAST = 12


class PlanContradictsPurpose(Rule):
    """支出计划和资金用途说的不一样。

    检查什么：资金用途里写了什么时候支出多少（上半年支出 50%、一季度支付 30%、三四季度全部支出、分两次各 50%），支出计划
    那一期却不是这个数。说的是当期还是累计，有一种对得上就不报；“约”“以上”从宽；只说其中一笔款（支付监考补助 60%）的，
    那时计划还是 0 才报；“年底前完成”不报，没有到 100% 由 KX003 报。
    为什么：同一张表里两个进度，不知道按哪个拨款、按哪个考核。
    怎样改：按合同约定和实施进度核定，两处改成一样。
    依据：资金支出计划应当与项目实施进度相匹配（财预〔2015〕88号）。
    """

    meta = RuleMeta("KX004", "plan-contradicts-purpose", "支出计划与用途矛盾", Severity.WARNING, Group.FEASIBILITY)

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag the first step that is not what the purpose says."""
        purpose, plan = project.purpose, project.plan
        hints = self.lexicon.words("spending", "hints")
        if purpose is None or plan is None or plan.drifted or not any(word in purpose.text for word in hints):
            return
        said = list(spending(_text(purpose), self.lexicon))
        steps = self._steps(project) if said else ()
        if not steps:
            return
        for each, before in zip(said, (None, *said), strict=False):
            found = _against(each, before, steps)
            if found:
                yield self._flag(each, found, purpose, project)
                return

    def _steps(self, project: Project) -> tuple[tuple[int, Decimal, PlanStep], ...]:
        """Month and cumulative share of each step; nothing where the plan cannot be read."""
        figures, plan = figures_of(project, self.lexicon), project.plan
        if plan is None or figures is None or not figures.filled:
            return ()
        last, budget = figures.filled[-1], budget_yuan(project, self.lexicon.units.yuan)
        whole = next((end for end in figures.ends if same_amount(last, end)), figures.ends[0])
        if not figures.signed and (last == 1 or (budget and same_amount(last, budget / _WAN))):
            whole = last
        if not whole:
            return ()
        adds_up = figures.by_period and not asks_for_sums(plan)
        steps, done = [], Decimal(0)
        for step, value in zip(plan.steps, figures.values, strict=True):
            month = _month_of(step.label)
            if month is None:
                return ()
            done = done + (value or 0) if adds_up else (done if value is None else value)
            steps.append((month, done * FULL / whole, step))
        return tuple(steps)

    def _flag(self, said: Said, step: PlanStep, purpose: Cell, project: Project) -> Flag:
        assert project.plan
        text = fold(purpose.text)[said.start : said.end]
        where = called("purpose", project)
        message = f"{where}写的是{quote(text)}，支出计划{step.label}却是{step.cell.text or '空的'}"
        advice = "按合同约定和实施进度核定，两处改成一样"
        related = (Relation("conflicts-with", where, purpose),)
        return Flag("plan", step.cell, message, advice, shown=shown_plan(project.plan, step), related=related)


def _text(cell: Cell) -> str:
    """What a text says, with the months that stand in brackets: 首付30%（3月）."""
    text, folded = plain_text(cell.text), fold(cell.text)
    for found in _DATED.finditer(folded):
        text = f"{text[: found.start()]} {found[1]} {text[found.end() :]}"
    return text


def _month_of(label: str) -> int | None:
    folded = fold(label)
    if found := _QUARTER.search(folded):
        return _QUARTERS[found[1]]
    if found := _MONTH.search(folded):
        return int(found[1])
    return {"上半年": 6, "下半年": _LAST, "年底": _LAST, "全年": _LAST}.get(folded)


def _against(said: Said, before: Said | None, steps: tuple[tuple[int, Decimal, PlanStep], ...]) -> PlanStep | None:
    """The step that says otherwise, or None."""
    if said.way is Way.EVEN:
        return _uneven(said, steps)
    if said.way is Way.LATER:
        return next((step for month, value, step in steps if month <= said.month and value > 0), None)
    later = [entry for entry in steps if entry[0] >= said.month or _is_at(entry[0], said.month)]
    if not later or said.month == _LAST:
        return None
    month, value, step = later[0]
    if said.way is Way.PART:
        return step if value == 0 and month < _LAST else None
    earlier = [share for other, share, _ in steps if other < month and said.since in (None, other)]
    unknown = bool(said.since) and not earlier and not said.summed
    if unknown or not _is_at(month, said.month) or said.floor or said.way is Way.DONE:
        return step if value < said.share - _NEAR else None
    ways = [value]
    if not said.summed:
        ways += [value - share for share in earlier if said.since != 0]
        ways += [value - before.share] if before and said.since is None else []
    slack = _ROUGH if said.roughly or (month != said.month and value > said.share) else _NEAR
    return None if any(abs(way - said.share) <= slack for way in ways) else step


def _is_at(month: int, other: int) -> bool:
    return month == other or (month in _AUTUMN and other in _AUTUMN)


def _uneven(said: Said, steps: tuple[tuple[int, Decimal, PlanStep], ...]) -> PlanStep | None:
    """The step that no number of equal payments makes; with quarters, the one that is not its number of them."""
    for month, value, step in steps:
        if said.month and said.roughly:  # in any month of each quarter
            done = month // said.month
            early = FULL * month / _LAST - value > said.share + _NEAR
            if early or value > said.share * (done + (month % said.month > 0)) + _NEAR:
                return step
        elif said.month:
            quarter = (month + 2) // 3 if month not in _AUTUMN else 3
            if abs(value - said.share * quarter) > _NEAR:
                return step
        elif min(value % said.share, said.share - value % said.share) > _NEAR:
            return step
    return None
