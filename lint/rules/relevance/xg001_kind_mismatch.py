"""XG001 kind-mismatch: name and description measure different things."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.model.measure import NO_MEASURE, Kind, Measure
from lint.model.target import Target, TargetKind
from lint.rules.base import Flag, Group, Rule, RuleMeta, quote
from lint.text.fold import fold
from lint.text.library import shared
from lint.text.regex import lazy
from lint.text.write import CALLED

_DEFINED: dict[str, str] = {
    Kind.COUNT: "写明数的是什么、怎样数",
    Kind.RATIO: "写明分子和分母，例如“……数占……总数的比例”",
    Kind.TIME: "写明从什么时候算到什么时候，或者什么时候完成",
    Kind.MONEY: "写明包括哪些支出、怎样计算",
    Kind.SATISFACTION: "写明调查谁、怎样计算，例如“满意人数占受访人数的比例”",
}
_SHOWN = {Kind.SATISFACTION: Kind.RATIO}
"""The kind of unit that shows a kind of measure, where they differ."""
_GENERAL: dict[str, str] = {Kind.RATIO: "“……率”", Kind.SATISFACTION: "“……满意度”"}
_LONGEST_NAME = 18
_COUNTED = lazy(r"(?:总?人?数量?|总数|总量)$")


class KindMismatch(Rule):
    """描述说的和名称不是一类。

    检查什么：名称和描述都能看出量的是什么，却不是一类：名称是人数，描述说到会率；名称是完成率，描述说完成时间；名称是
    成本，描述说资金使用率。
    为什么：描述是用来解释指标怎样算的，两边说的不是一回事，就不知道考核什么。
    怎样改：先定要考核什么，名称、描述、目标值改成同一类。
    依据：绩效指标应当与绩效目标相关，表述清楚（财预〔2015〕88号）。
    已知误报：名称或描述里只有质量、情况、效果等看不出种类的词，描述是算式或者“占……”“按……”的，不报；满意度用满意人数
    的比例解释，不报；比率的描述只写分母出自哪里（“区统计局常住人口数”），不报。
    """

    meta = RuleMeta("XG001", "kind-mismatch", "描述与名称不是一类", Severity.ERROR, Group.RELEVANCE)

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a description that surely measures something of another kind than the name does."""
        description = indicator.description
        if description is None or not description.text or indicator.name_measure.kind in (Kind.NONE, Kind.QUALITY):
            return
        measures = self.lexicon.measures
        told = measures.sure(description.text)
        if told.kind is Kind.NONE:
            told = self._spent(indicator, description.text)
        if told.kind is Kind.NONE or told.kind is indicator.name_measure.kind:
            return
        named = measures.sure(indicator.text("name"))
        if not measures.clash(named, told) or (named.kind is Kind.SATISFACTION and "满意" in description.text):
            return
        name = indicator.text("name")
        if named.kind is Kind.RATIO and told.kind is Kind.COUNT and self._is_source(name, description.text):
            return
        message = f"名称{quote(name)}是{CALLED[named.kind]}，描述{quote(description.text)}说的却是{CALLED[told.kind]}"
        yield Flag("description", description, message, self._advice(indicator, named, told), str(told.kind))

    def _spent(self, indicator: Indicator, text: str) -> Measure:
        """What a description measures that ends in 经费 or 支出, where the value is of the kind that is named."""
        kind, pattern = indicator.name_measure.kind, self.lexicon.pattern
        if kind is Kind.MONEY or not text.endswith(self.lexicon.words("measures", "spent")):
            return NO_MEASURE
        if self._given(indicator.target) is not _SHOWN.get(kind, kind):
            return NO_MEASURE
        if pattern("measures", "spent", "money_hints").search(indicator.text("name")):
            return NO_MEASURE
        if pattern("measures", "received", "relations").search(text):
            return NO_MEASURE
        return self.lexicon.measures.read(text)

    def _is_source(self, name: str, text: str) -> bool:
        """Whether a description only says whose number the ratio is of: 区统计局常住人口数 for 常住人口参保率."""
        counted = _COUNTED.sub("", self.lexicon.measures.core(fold(text))[0])
        found = list(self.lexicon.pattern("measures", "sources").finditer(counted))
        if not found and not counted.endswith(self.lexicon.words("measures", "populations")):
            return False
        thing = counted[found[-1].end() :] if found else counted
        return len(thing) > 1 and thing in fold(name)

    def _advice(self, indicator: Indicator, named: Measure, told: Measure) -> str:
        """How to describe what is named, and what to call what is described; first what leaves the value as it is."""
        description = fold(indicator.text("description"))
        core = self.lexicon.measures.core(description)[0]
        for word in self.lexicon.words("measures", "telling"):
            core = core.removeprefix(word)
        short = len(core) <= _LONGEST_NAME and not core.endswith("的" + told.head)
        renamed = f"“{core}”" if short else _GENERAL.get(told.kind, f"“……{told.head}”")
        if self._given(indicator.target) is _SHOWN.get(told.kind, told.kind):
            kept = CALLED[named.kind]
            return f"名称改为{renamed}；仍要考核{kept}的，描述{_DEFINED[named.kind]}，目标值写成{kept}"
        name, wanted = indicator.text("name"), CALLED[told.kind]
        if not shared(fold(name), description):
            return f"描述像是填错了行；按{quote(name)}重写，{_DEFINED[named.kind]}"
        return f"描述{_DEFINED[named.kind]}；要考核{wanted}的，名称改为{renamed}，目标值写成{wanted}"

    def _given(self, target: Target) -> Kind | None:
        return Kind.TIME if target.kind is TargetKind.DATE else self.lexicon.units.kind(target.unit)
