"""XG004 wrong-category: the indicator measures something that belongs to another level-2 category."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from lint.model.cell import Cell
from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.model.measure import Direction, Kind, Measure, Ratio
from lint.model.target import Target, TargetKind
from lint.rules.base import NUMBERS, Fixability, Flag, Group, Rule, RuleMeta, quote
from lint.text.fold import fold
from lint.text.lexicon import Lexicon
from lint.text.regex import lazy

_CHANGE = "效益指标写带来的变化，例如“受益人数≥N人”“……发生率≤N%”"
_TIMELY = "时效指标写日期、时长或及时率，例如“YYYY年M月底前完成”“……及时率≥N%”"
_COST = "成本指标写花多少钱，例如“总成本≤N万元”“单位成本≤N元/…”"
_MONTH = lazy(r"\d月|上半年|季度")
_UNTOLD = (Kind.NONE, Kind.QUALITY)
_AT_HOME = {
    "数量": frozenset({Kind.COUNT, Kind.RATIO}),
    "质量": frozenset({Kind.RATIO, Kind.SATISFACTION, Kind.QUALITY}),
    "时效": frozenset({Kind.TIME}),
    "成本": frozenset[Kind](),
    "效益": frozenset({Kind.COUNT}),
    "满意度": frozenset({Kind.SATISFACTION}),
}
"""Kinds of measure that are never flagged in a group: no need to look closer."""


class _Row(Struct, frozen=True, gc=False):
    """What is looked at of a row: name (``core`` without notes) and description, and what the name surely measures."""

    indicator: Indicator
    name: str
    core: str
    description: str
    sure: Measure
    measured: Measure
    """The same, or what the description surely measures where the name tells no kind."""

    @property
    def text(self) -> str:
        return f"{self.name}\n{self.description}"

    @property
    def target(self) -> Target:
        return self.indicator.target


_CATEGORY = "指标"
_MOVES = ("数量", "质量", "时效", "成本")
"""Groups of categories of one level 1: a row may move among them where it stands."""
_OUTPUTS = tuple(f"{name}{_CATEGORY}" for name in _MOVES)


class _Found(Struct, frozen=True, gc=False):
    """What a misplaced row is, where it belongs (nowhere, if empty), and what the category wants instead."""

    what: str
    right: str
    instead: str = ""
    described: bool = False
    """Whether the description told, not the name."""


class WrongCategory(Rule):
    """指标放错了二级指标。

    检查什么：时效指标下面是与时间无关的完成率、次数、金额；成本指标下面是资金到位率、使用率、培训人数；质量指标下面是人数、
    天数、金额；效益指标下面是本项目的完成率、出勤率、发放率、资金使用率、采购台数；满意度放在别的指标下面，满意度下面不是
    满意度；经济效益下面是社会稳定，社会效益下面是产值，生态效益下面是人文关怀。名称看不出量的是什么的，看描述。
    为什么：每一类指标回答一个问题（做多少、做得怎样、什么时候、花多少钱、带来什么），放错了，这一类就等于没有。
    怎样改：移到应当放的二级指标下面，再给这一类补一条指标。
    依据：二级指标的划分见绩效目标申报表的填报说明（财预〔2015〕88号）和核心绩效指标设置指引（财预〔2021〕101号）。
    已知误报：数量指标下面的比率，可以算数量，也可以算质量，不报；有一点说得通的不报。
    """

    meta = RuleMeta(
        "XG004",
        "wrong-category",
        "二级指标放错",
        Severity.WARNING,
        Group.RELEVANCE,
        Fixability.UNSAFE,
        references=(
            "财预〔2015〕88号 中央部门预算绩效目标管理办法",
            "财预〔2021〕101号 中央部门项目支出核心绩效目标和指标设置及取值指引",
        ),
    )

    def __init__(self, lexicon: Lexicon, options: Mapping[str, Any] | None = None) -> None:
        super().__init__(lexicon, options)
        keys = ("completions", "outputs", "attendance", "passed")
        self._outputs = tuple(word for key in keys for word in lexicon.words("misplaced", key))
        self._made = lexicon.words("misplaced", "made")
        self._made_of = tuple(made + head for made in self._made for head in lexicon.words("misplaced", "made_of"))
        self._checks: Mapping[str, Callable[[_Row, Project], _Found | None]] = {
            "数量": self._quantity,
            "质量": self._quality,
            "时效": self._time,
            "成本": self._cost,
            "效益": self._benefit,
            "满意度": self._satisfaction,
        }

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a row that surely belongs elsewhere."""
        category, name = indicator.category, indicator.name
        if category is None or name is None or not name.text:
            return
        check = self._checks.get(category.group)
        kind = indicator.name_measure.kind
        if check is None or (kind in _AT_HOME[category.group] and not self._may_stray(category.name, name.text)):
            return
        if category.group == "成本" and kind is Kind.MONEY and self._given(indicator.target) is Kind.MONEY:
            return
        folded = fold(name.text)
        sure, told = self._sure(name.text), fold(indicator.text("description"))
        measured = self._sure(told) if kind in _UNTOLD and told else sure
        row = _Row(indicator, folded, self._core(folded), told, sure, measured)
        found = check(row, project)
        if found:
            here = indicator.text("level2") or indicator.text("level1")
            move = f"移到“{found.right}”下面" if found.right else "删去，预算执行得怎样在自评时另外计分"
            advice = move + (f"；{found.instead}" if found.instead else "")
            told = f"描述{quote(row.description)}说的" if found.described else quote(name.text)
            message = f"{told}是{found.what}，不应放在{quote(fold(here))}下面"
            cell, right = self._own_category(indicator, project, found.right)
            yield Flag("name", name, message, advice, replacement=right, written=cell)

    @staticmethod
    def _own_category(indicator: Indicator, project: Project, right: str) -> tuple[Cell | None, str | None]:
        """The row's category cell and what to write there, where it is the row's alone and of the same level 1."""
        cell, category = indicator.level2, indicator.category
        if cell is None or category is None or category.group not in _MOVES or right not in _OUTPUTS:
            return None, None
        if sum(row.level2 is not None and row.level2.place == cell.place for row in project.indicators) > 1:
            return None, None
        return cell, right if cell.text.endswith(_CATEGORY) else right.removesuffix(_CATEGORY)

    def _may_stray(self, category: str, name: str) -> bool:
        """Whether a row at home in its group may still be in the wrong category of it, or the project's own output."""
        other = category.startswith(("生态", "经济"))
        return other or (category.startswith("社会") and (name.startswith(self._made) or name.endswith(self._made_of)))

    def _sure(self, text: str) -> Measure:
        return self.lexicon.measures.sure(text)

    def _has(self, key: str, text: str) -> re.Match[str] | None:
        return self.lexicon.pattern("misplaced", key).search(text)

    def _ends(self, key: str, text: str) -> bool:
        return text.endswith(self.lexicon.words("misplaced", key))

    def _core(self, text: str) -> str:
        return self.lexicon.measures.core(text)[0]

    def _given(self, target: Target) -> Kind | None:
        return self.lexicon.units.kind(target.unit) if target.unit else None

    def _quantity(self, row: _Row, project: Project) -> _Found | None:
        return self._as_satisfaction(row) or self._as_date(row) or self._as_cost(row)

    def _quality(self, row: _Row, project: Project) -> _Found | None:
        """Amounts, sums of money and dates of completion; events that should not happen tell the quality."""
        sure = row.sure
        if found := self._as_date(row):
            return found
        if sure.kind is Kind.MONEY and not self._has("qualities", row.name):
            return _Found("金额", "成本指标")
        counted = sure.kind is Kind.COUNT and sure.direction is Direction.OPEN and self._ends("amounts", sure.head)
        if not counted or not row.target.number or self._is_ceiling(row.target):
            return None
        text = f"{row.name}\n{self._without('qualities_in_name', row.description)}"
        if self._given(row.target) not in (Kind.COUNT, Kind.TIME) or self._has("qualities", text):
            return None
        return _Found("数量", "数量指标", "质量指标写合格率、达标率等")

    def _time(self, row: _Row, project: Project) -> _Found | None:
        """Ratios and counts that have nothing to do with time."""
        if found := self._as_satisfaction(row):
            return found
        if self._ends("scopes", row.name) and not self._has("timely_counts", row.text):
            return _Found("服务的范围，与时间无关", "数量指标", _TIMELY)
        target, measured = row.target, row.measured
        if target.kind is TargetKind.DATE:
            return None
        told = measured is not row.sure and measured.kind is not Kind.NONE
        if measured.kind is Kind.RATIO:
            timely = self._has("timely", self._without("timeless", row.text))
            spent = self._has("funds", row.name) and self._ends("fund_ratios", row.core)
            if timely or spent or self._has("timely_names", row.name) or target.kind is TargetKind.WORDS:
                return None
            return _Found("与时间无关的比率", "质量指标", _TIMELY, told)
        given, plain = self._given(target), "/" not in target.unit and not self._has(self._timing(row), row.text)
        mixed = given is Kind.RATIO and row.sure.kind is Kind.COUNT  # XG003 flags the value
        if (given is Kind.COUNT or mixed) and target.kind in NUMBERS and plain:
            counted = measured.kind is Kind.COUNT or (measured.kind is Kind.NONE and self._ends("events", row.name))
            season = told and self._has("timely", self._without("timeless", self._without("all_year", row.text)))
            if counted and measured.direction is Direction.OPEN and not season:
                return _Found("与时间无关的数量", "数量指标", _TIMELY, told)
        if found := self._as_cost(row):
            return found
        if given is Kind.MONEY and plain and not _MONTH.search(row.text):
            right = "经济效益指标" if self._has("earned", row.text) else "数量指标或成本指标"
            return _Found("与时间无关的金额", right, _TIMELY)
        return None

    def _timing(self, row: _Row) -> str:
        """The words that make a count one of time; to be in time is in the nature of going out to an emergency."""
        return "timed" if self._ends("sorties", row.core) and self._is_floor(row.target) else "timely_counts"

    def _cost(self, row: _Row, project: Project) -> _Found | None:
        """How money is paid and used, and what costs nothing."""
        target, category = row.target, row.indicator.category
        if category and self._has("other_costs", category.name):
            return None
        if found := self._as_satisfaction(row) or self._as_date(row):
            return found
        if not self._is_ceiling(target) and (found := self._as_spending(row)):
            return found
        if self._has("costly", row.text) or self._has("costly_names", row.name):
            return None
        measured = row.measured
        told = measured is not row.sure and measured.kind is not Kind.NONE
        if measured.kind is Kind.RATIO and not self._is_ceiling(target):
            kept = measured.ratio is Ratio.GROWTH or measured.direction is Direction.LOWER
            if kept or self._has("natural", row.name):  # what the works cost the environment
                return None
            return _Found("与花钱多少无关的比率", "质量指标", _COST, told)
        counted = measured.kind is Kind.COUNT or self._ends("kinds", row.name)
        if counted and self._given(target) is Kind.COUNT and (self._is_floor(target) or self._is_output(row)):
            return _Found("与花钱多少无关的数量", "数量指标", _COST, told)
        return None

    def _is_output(self, row: _Row) -> bool:
        """Whether a number is of what is done, not of what is used up or kept down (出差人次, 用电量, 返工次数)."""
        size = row.target.unit in self.lexicon.words("units", "measured")
        kept = not row.target.number or row.measured.direction is not Direction.OPEN
        return not size and not kept and not self._has("thrifty", row.text)

    def _benefit(self, row: _Row, project: Project) -> _Found | None:
        """The project's own work and spending, and what is another kind of benefit."""
        if found := self._as_satisfaction(row) or self._as_date(row) or self._as_spending(row) or self._as_output(row):
            return found
        kind = row.indicator.category.name if row.indicator.category else ""
        if kind.startswith("经济"):
            return self._as_uneconomic(row)
        if kind.startswith("社会"):
            return self._as_economic(row)
        if kind.startswith("生态"):
            return self._as_unnatural(row, project)
        return None

    def _satisfaction(self, row: _Row, project: Project) -> _Found | None:
        """Deeds, amounts, dates and money in place of what people think of them."""
        if self._has("satisfied", f"{row.text}\n{row.indicator.text('value')}"):
            return None
        wanted = "满意度指标写服务对象的满意度，例如“……满意度≥N%”"
        if row.sure.kind in (Kind.COUNT, Kind.MONEY, Kind.TIME) and row.sure.direction is Direction.OPEN:
            right = {Kind.COUNT: "数量指标", Kind.MONEY: "成本指标", Kind.TIME: "时效指标"}[row.sure.kind]
            return _Found("完成的工作，不是满意度", right, wanted)
        rated = self._given(row.target) is Kind.RATIO  # what people think of 道路养护
        deed = not rated and self._ends("deeds", row.core) and not self._has("people", row.name)
        if deed or (row.sure.kind is Kind.RATIO and self._ends("deed_ratios", row.core)):
            return _Found("要做的工作，不是满意度", "产出指标", wanted)
        return None

    def _as_satisfaction(self, row: _Row) -> _Found | None:
        measure = row.indicator.name_measure
        if measure.kind is Kind.NONE and "满意" in row.description and not self.lexicon.measures.is_change(row.name):
            measure = row.indicator.measure if "占" in row.description else self._sure(row.description)
        elif measure.kind is Kind.SATISFACTION:
            measure = row.sure
        if measure.kind is not Kind.SATISFACTION:
            return None
        described = measure is not row.sure
        return _Found("满意度", "满意度指标", "那里已经有的，这一条删去", described)

    def _as_date(self, row: _Row) -> _Found | None:
        dated = row.target.kind is TargetKind.DATE and row.sure.kind is Kind.TIME
        return _Found("完成的时间", "时效指标") if dated and self._ends("completion_dates", row.core) else None

    def _as_cost(self, row: _Row) -> _Found | None:
        cost = row.sure.kind is Kind.MONEY and row.sure.direction is Direction.LOWER
        return _Found("成本", "成本指标") if cost and self._given(row.target) is Kind.MONEY else None

    def _as_spending(self, row: _Row) -> _Found | None:
        """资金使用率, 经费支付进度: how the budget is carried out."""
        spent, described = self._is_spending(row, row.core), False
        if not spent and row.sure.kind in (Kind.NONE, Kind.MONEY) and row.description:
            spent = described = self._is_spending(row, self._core(row.description))
        if not spent:
            return None
        cost = row.indicator.category is not None and row.indicator.category.group == "成本"
        return _Found("预算执行的情况", "", _COST if cost else _CHANGE, described)

    def _is_spending(self, row: _Row, core: str) -> bool:
        category = row.indicator.category
        assert category is not None
        economic = category.name.startswith("经济效益")
        process = self._ends("fund_ratios", core) or (
            category.group == "效益" and not economic and self._ends("fund_efficiency", core)
        )
        if not process or not self._has("funds", core) or self._has("fund_outcomes", core):
            return False
        return category.group != "成本" or not self._ends("fund_ceilings", core) or self._is_floor(row.target)

    def _as_output(self, row: _Row) -> _Found | None:
        """工作完成率, 会议出勤率, 补贴发放率, 设备验收合格率: the work itself, not what comes of it."""
        core = row.core
        if core.endswith("质量"):
            done = self._ends("works", core.removesuffix("质量"))
            return _Found("做活的质量", "质量指标", _CHANGE) if done else None
        category = row.indicator.category
        if category and category.name.startswith("社会") and row.sure.kind is Kind.COUNT:
            made = core.startswith(self._made) or core.endswith(self._made_of)
            counted = made and self._ends("made_of", core) and not self._has("outcomes", row.text)
            return _Found("完成的工作量", "数量指标", _CHANGE) if counted else None
        if row.sure.kind is not Kind.RATIO:
            return None
        if core.startswith(self.lexicon.words("misplaced", "participation")):
            return _Found("参加活动的情况", "产出指标", _CHANGE)
        if not core.endswith(self._outputs):
            return None
        for ending in self.lexicon.words("misplaced", "completions"):
            if core.endswith(ending) and not self._without("bare", core.removesuffix(ending)):
                return _Found("项目自身的完成情况", "产出指标", _CHANGE)
        if self._ends("outputs", core) and self._has("paid_out", core):
            return _Found("项目自身的完成情况", "产出指标", _CHANGE)
        if self._ends("attendance", core) and self._has("gatherings", core):
            return _Found("参加活动的情况", "产出指标", _CHANGE)
        passed = self._ends("passed", core) and self._has("passed_objects", core)
        if passed and not self._has("passed_outcomes", row.text):
            return _Found("产出的质量", "质量指标", _CHANGE)
        return None

    def _as_uneconomic(self, row: _Row) -> _Found | None:
        if self._given(row.target) is Kind.MONEY:
            return None
        for key, right in (("social", "社会效益"), ("ecological", "生态效益")):
            if self._has(key, row.name) and not self._has("economic", row.text):
                return _Found(right, f"{right}指标", "经济效益指标写增加的收入、节约的成本等")
        return None

    def _as_economic(self, row: _Row) -> _Found | None:
        """Turnover and taxes; what the poor earn is a matter of society, too."""
        earned = row.core.endswith(self.lexicon.words("misplaced", "turnover"))
        if not earned or self._given(row.target) not in (Kind.MONEY, Kind.RATIO) or self._has("poor", row.text):
            return None
        return _Found("经济效益", "经济效益指标", "社会效益指标写受益的人、减少的事故等")

    def _as_unnatural(self, row: _Row, project: Project) -> _Found | None:
        text = self._without("artificial", row.text)
        cared = self._has("cared", row.name) and not self._has("natural", self._without("artificial", row.name))
        if not cared and (self._has("natural", text) or not self._has("administrative", text)):
            return None
        inward = self._has("inward", row.name)
        if not inward and self._has("natural", self._without("artificial", fold(project.label))):
            return None
        right = "经济效益指标" if self._has("earned", row.name) else "社会效益指标"
        return _Found("与生态环境无关的内容", right, "项目不影响生态环境的，不设生态效益指标")

    def _without(self, key: str, text: str) -> str:
        return self.lexicon.pattern("misplaced", key).sub("", text)

    @staticmethod
    def _is_ceiling(target: Target) -> bool:
        return target.operator is not None and target.operator.is_ceiling

    @staticmethod
    def _is_floor(target: Target) -> bool:
        return target.operator is not None and target.operator.is_floor
