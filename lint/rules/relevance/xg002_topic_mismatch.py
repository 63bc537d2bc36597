"""XG002 topic-mismatch: the description is about something else than the name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from msgspec import Struct

from lint.model.cell import Cell
from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.model.measure import Kind
from lint.rules.base import Flag, Group, Rule, RuleMeta, called, quote
from lint.rules.relevance.describe import describe
from lint.text.fold import essence, fold
from lint.text.lexicon import Lexicon
from lint.text.library import shared
from lint.text.regex import lazy
from lint.text.topics import Topics
from lint.text.write import CALLED

_MEASURED = (Kind.COUNT, Kind.TIME, Kind.RATIO, Kind.SATISFACTION)
_COUNTED = (Kind.COUNT, Kind.TIME, Kind.RATIO, Kind.MONEY)
_TEXTS = ("name", "description")
_LEAST_OBJECT = 2
_SHORTEST = 3
"""Shorter names (数量, 合格率) say too little to tell what is foreign to them."""
_BY_CHANCE = 2
"""So many characters a foreign description may have in common with the name by chance."""
_CERTIFIED = lazy(r"经[^，,。的]{1,12}的|由[^，,。的]{1,12}的|以[^，,。]{1,16}为准")
"""Who says so is no matter of the subject: 经疾控部门认定的."""
_LONGEST_SLOGAN = 20
_QUOTIENTS = (Kind.RATIO, Kind.SATISFACTION)
_FITS = 3
"""Pairs of characters that a description has in common with the name that it surely belongs to."""
_MOST = 0.6
"""Share of the pairs of a name that a description has which is its own."""
_REACHED = {"solved": "解决了多少", "passed": "合格的多少"}
_SHARE = lazy(r"占|÷|/|之比|比总")


class _Row(Struct, frozen=True, gc=False):
    """What is looked at of a row."""

    indicator: Indicator
    cell: Cell
    named: str
    told: str


class _Found(Struct, frozen=True, gc=False):
    """What the name is about, and what the description; or the row whose description it is."""

    named: str
    told: str
    row: _Row | None = None


class TopicMismatch(Rule):
    """描述和名称说的不是一件事。

    检查什么：名称说的是一件事，描述说的是另一件事，解释不了名称：“净化办公环境”的描述是“提高人文关怀”；“服务时间”的描述是
    “根据季度安排经费”；“设施长期使用”的描述是“组织培训的次数”；“案件解决率”的描述是律师参与的比例；“安全感”的描述是门禁的型号；描述是另一行的；
    名称或者描述是别的行业的事，项目里再没有提到过。
    为什么：描述是用来说明指标怎样算的，说的是另一件事，就不知道考核什么，多半是复制时错了行。
    怎样改：先定要考核什么，再把名称和描述改成同一件事；描述是从别的行、别的项目来的，改成本指标的。
    依据：绩效指标应当与绩效目标相关，表述清楚（财预〔2015〕88号）。
    已知误报：只报几样证据合在一起、说得死的；描述换了说法、范围宽一点窄一点、含糊但沾边的，不报。
    """

    meta = RuleMeta("XG002", "topic-mismatch", "描述与名称不是一件事", Severity.ERROR, Group.RELEVANCE)

    def __init__(self, lexicon: Lexicon, options: Mapping[str, Any] | None = None) -> None:
        super().__init__(lexicon, options)
        self._topics = Topics(lexicon.data.get("topics", {}))
        self._solving, self._passing = lexicon.words("topics", "solving"), lexicon.words("topics", "passing")
        self._inputs = lexicon.words("topics", "inputs")
        self._slogans = tuple(word for key in ("people", "places", "funds") for word in lexicon.words("topics", key))
        self._progresses = lexicon.words("topics", "progresses")
        self._trained = lexicon.words("topics", "trained")

    @cached_property
    def _trainings(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{self._pattern('trainings').pattern})的?(?:{self._pattern('trained').pattern})$")

    @cached_property
    def _spending(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{self._pattern('spendings').pattern}).{{0,6}}(?:{self._pattern('funds').pattern})$")

    @cached_property
    def _asked(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!的)(?:{self._pattern('asked').pattern})的?[件次人户项宗起单份]?数量?$")

    def _pattern(self, key: str) -> re.Pattern[str]:
        return self.lexicon.pattern("topics", key)

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag each description that surely is about something else, or belongs to another row."""
        rows = [row for entry in project.rows if (row := _read(entry))]
        strange = [_is_strange(row.named, row.told) for row in rows]
        strays = dict(self._of_other_rows(rows, strange)) if any(strange) else {}
        for at, row in enumerate(rows):
            found = (
                strays.get(at)
                or (self._progress(row) if strange[at] else None)
                or self._slogan(row)
                or self._training(row)
                or self._unsolved(row)
            )
            surveyed = self._is_survey(row)  # 知晓率: who was asked and what they could tell is no other subject
            if found is None and strange[at]:
                found = self._felt(row) or (None if surveyed else self._foreign(row, project))
            found = found or (None if surveyed else self._intruder(row, project))
            if found:
                yield self._flag(row, found, project)

    def _is_survey(self, row: _Row) -> bool:
        """What people know or think of something, by the share of those asked who do."""
        return self._pattern("opinions").search(row.named) is not None and bool(
            self._pattern("surveys").search(row.told)
        )

    def _flag(self, row: _Row, found: _Found, project: Project) -> Flag:
        name, title = quote(row.indicator.text("name")), called("description", project)
        advice = describe(row.indicator, project, self.lexicon)
        if found.row:
            whose = f"第 {found.row.indicator.row} 条指标{quote(found.row.indicator.text('name'))}"
            message = f"{title}{quote(row.cell.text)}说的是{whose}，与名称{name}无关"
            return Flag("description", row.cell, message, f"填错了行的改回来；{advice}", "row", indicator=row.indicator)
        if not found.named:
            message = f"{title}{quote(row.cell.text)}说的是{found.told}，名称{name}和本项目别处都没有说到"
            advice = f"多半填错了行，或者是从别的项目来的；按{name}重写，{advice}"
            return Flag("description", row.cell, message, advice, "sector", indicator=row.indicator)
        message = f"名称{name}说的是{found.named}，{title}{quote(row.cell.text)}说的却是{found.told}"
        advice += "；要考核描述说的事，名称、目标值随描述改写"
        return Flag("description", row.cell, message, advice, indicator=row.indicator)

    def _of_other_rows(self, rows: list[_Row], strange: list[bool]) -> Iterator[tuple[int, _Found]]:
        """Descriptions that stand twice and fit the other name only, or fit the name of another row.

        ``strange`` are the rows whose name and description have no two neighbouring characters in common.
        """
        same: dict[str, list[int]] = defaultdict(list)
        for at, row in enumerate(rows):
            same[row.told].append(at)
        for at, row in enumerate(rows):
            if not strange[at]:
                continue
            others = [other for other in same[row.told] if not strange[other]]
            if not (row.indicator.name_measure.kind in _QUOTIENTS and _SHARE.search(row.told)):
                # the denominator of a ratio names the count in the row above by its nature
                others += (other for other in (at - 1, at + 1) if 0 <= other < len(rows) and strange[other])
            found = next((other for other in others if shared(rows[other].named, row.told) >= _FITS), None)
            if found is None:
                found = self._owner(row, rows)
            if found is not None:
                yield at, _Found("", "", rows[found])

    def _owner(self, row: _Row, rows: list[_Row]) -> int | None:
        """The row that measures just what a description measures that has not one character of its own name."""
        kind = row.indicator.name_measure.kind
        if kind not in _COUNTED or self.lexicon.measures.sure(row.told).kind is not kind:
            return None
        if not {*_core(row)}.isdisjoint(row.told) or _SHARE.search(row.told):
            return None
        for at, other in enumerate(rows):
            size = len(core := _core(other)) - 1
            alike = other.indicator.name_measure.kind is kind and size >= _FITS
            if alike and shared(core, row.told) >= max(_FITS, _MOST * size):
                return at
        return None

    def _progress(self, row: _Row) -> _Found | None:
        """How far the works on one thing have come against whether another passed, or how many people came."""
        if not row.told.endswith(self._progresses):
            return None
        core = self.lexicon.measures.core(row.named)[0]
        mine, told = self._topics.sectors(row.named), self._topics.sectors(row.told)
        far = bool(mine and told and mine.isdisjoint(told))
        heads = self.lexicon.words("topics", "not_progress")
        heads += self.lexicon.words("topics", "not_progress_far") if far else ()
        head = next((head for head in heads if core.endswith(head)), "")
        what = self._pattern("checking").sub("", core.removesuffix(head))
        if not head or len(what) < _LEAST_OBJECT or not {*core}.isdisjoint(row.told):
            return None
        if self._pattern("any_object").search(what) or self._pattern("passed").search(row.told):
            return None
        if not far and not self._pattern("replaced").search(row.told):
            return None  # a step on the way: 沟槽开挖进度 for 管道焊接合格率
        end = next(word for word in self._progresses if row.told.endswith(word))
        return _Found(what + head, f"别的事的{end}")

    def _slogan(self, row: _Row) -> _Found | None:
        """A place against people and their management; a count or a time against arranging money."""
        named, told = row.named, row.told
        if len(told) > _LONGEST_SLOGAN or not told.endswith(self._slogans):
            return None
        people = self._pattern("people")
        for one, other in ((named, told), (told, named)):
            found = people.search(other)
            if found and self._is_place(one) and not self._pattern("places").search(other) and not people.search(one):
                return _Found("环境", found[0]) if one is named else _Found(found[0], "环境")
        kind = row.indicator.name_measure.kind
        if kind in _MEASURED and self._spending.search(told) and not self._pattern("money").search(named):
            return _Found(CALLED[kind], "经费的安排")
        return None

    def _is_place(self, text: str) -> bool:
        return self._pattern("places").search(text) is not None and not self._pattern("not_places").search(text)

    def _training(self, row: _Row) -> _Found | None:
        """The state of things against trainings held."""
        if not row.told.endswith(self._trained) or not (held := self._trainings.search(row.told)):
            return None
        if self._pattern("trainings").search(row.named):
            return None
        thing = self._pattern("things").search(row.named)
        if thing is None or not self._pattern("states").search(row.named) or self._pattern("things").search(row.told):
            return None
        return _Found(thing[0], held[0])

    def _unsolved(self, row: _Row) -> _Found | None:
        """A rate of what was solved or passed against the share of what only happened or was asked for."""
        core = self.lexicon.measures.core(row.named)[0] if row.named.endswith((")", "%")) else row.named
        if core.endswith(self._solving):
            reached, only = "solved", self._pattern("unsolved")
        elif core.endswith(self._passing):
            reached, only = "passed", self._asked
        else:
            return None
        part, *rest = _SHARE.split(row.told, 1)
        found = only.search(part) if rest and not self._pattern(reached).search(row.told) else None
        if found is None or shared(core, row.told) == 0:
            return None  # what came of it may stand for the solution
        return _Found(_REACHED[reached], f"{found[0]}了多少" if reached == "solved" else found[0])

    def _felt(self, row: _Row) -> _Found | None:
        """A feeling against what was bought or made public."""
        if not row.told.endswith(self._inputs) or not (felt := self._pattern("feelings").search(row.named)):
            return None
        given = next(word for word in self._inputs if row.told.endswith(word))
        return _Found(felt[0], given)

    def _foreign(self, row: _Row, project: Project) -> _Found | None:
        """A name of a sector that is nowhere else in the project, a description of the project's own sector."""
        mine = self._topics.sectors(row.named)
        if not mine or row.indicator.name_measure.kind is Kind.SATISFACTION:
            return None
        told = self._topics.sectors(row.told)
        core = self.lexicon.measures.core(row.named)[0].removesuffix(row.indicator.name_measure.head)
        if not told or mine & told or not {*essence(core)}.isdisjoint(row.told):
            return None
        own = [project.label, *(cell.text for cell in (project.title, project.purpose, *project.goals) if cell)]
        around = [*own, *(entry.text("description") for entry in project.rows)]
        around += (entry.text("name") for entry in project.rows if entry is not row.indicator)
        if mine & self._sectors(around) or not told & self._sectors(own):
            return None
        return _Found("、".join(sorted(mine)) + "的事", "、".join(sorted(told)) + "的事")

    def _intruder(self, row: _Row, project: Project) -> _Found | None:
        """A description of a sector that is nowhere else in the project, with nothing of its own name.

        It has to define a measure: fragments add to the name (混凝土路面 for 机耕路长度), lists name who is served.
        """
        if row.indicator.name_measure.kind not in _COUNTED or "、" in row.told:
            return None
        core = _core(row)
        if len(core) < _SHORTEST or not _is_strange(core, row.told):
            return None
        topics, text = self._topics, _CERTIFIED.sub("", row.told)
        words = topics.firm_words(text)
        if not words or self.lexicon.measures.read(row.told).kind not in _COUNTED:
            return None
        if len({*essence(core)}.intersection(text)) > _BY_CHANCE:
            return None
        own = (project.label, project.unit_name, *(cell.text for cell in (project.purpose, *project.goals) if cell))
        near = frozenset[str]().union(*(topics.near(fold(part)) for part in own if part))
        if not near:
            return None
        others = [entry for entry in project.rows if entry is not row.indicator]
        near |= topics.near(row.named) | self._sectors([fold(entry.text(key)) for entry in others for key in _TEXTS])
        foreign = [word for word in words if near.isdisjoint(topics.sectors(word)) and {*core}.isdisjoint(word)]
        return _Found("", "、".join(map(quote, foreign))) if foreign and 2 * len(foreign) >= len(words) else None

    def _sectors(self, texts: list[str]) -> frozenset[str]:
        return frozenset[str]().union(*map(self._topics.sectors, texts))


def _read(indicator: Indicator) -> _Row | None:
    """A row with name and description."""
    name, description = indicator.name, indicator.description
    if name is None or description is None or not name.text or not description.text:
        return None
    return _Row(indicator, description, fold(name.text), fold(description.text))


def _core(row: _Row) -> str:
    """A name without the word that tells its kind: 系统验收 of 系统验收合格率, 资料归档 of 资料归档率."""
    core = row.named.removesuffix(row.indicator.name_measure.head)
    return core if len(core) >= _SHORTEST else row.named[:-1]


def _is_strange(named: str, told: str) -> bool:
    """Whether a description has no two neighbouring characters of the name."""
    for at in range(len(named) - 1):  # noqa: SIM110 - twice as fast as any(), and hot
        if named[at : at + 2] in told:
            return False
    return True
