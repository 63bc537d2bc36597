"""CF007 copied-from-elsewhere: a table, goal or row stands in another file of the run too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Generic, NamedTuple, TypeVar

from lint.model.document import Document, Project
from lint.model.finding import Severity
from lint.rules.base import Flag, Group, Relation, Rule, RuleMeta, RuleOptions, name_of, option, quote
from lint.rules.copied.goals import Goal, compared_goals, goal_groups
from lint.rules.copied.partners import Partners
from lint.rules.copied.rows import ProjectRow, is_generic, row_groups
from lint.text.fold import essence, fold
from lint.text.similarity import likeness

T = TypeVar("T")

_MOST_TRIED = 50
_MOST_OF_A_FILE = 2
"""Of a goal or row that stands in many places, so many files are looked at for its twin, and so many places of each."""


class CopiedFromElsewhere(Rule):
    """目标、指标、整张表与同一次检查的另一份文件雷同。

    检查什么：一次检查几份文件时，绩效目标、整张指标表、写得具体的指标行，在另一份文件里相同或几乎相同（只改一两个词）。
    整张表雷同的只报表，不再逐行报。同一个项目（项目编码相同，或者单位和项目名称都相同）的几份文件不互相比对。官方提法、
    各单位统一设定的指标、没有写明对象的满意度、短的通用行不报。
    为什么：不同单位、不同项目写得一样，多半是从别人的表里复制来的，没有按自己的情况改。
    怎样改：按本项目的对象、数量和标准重写；确实是几个单位合做的一件事，写清各自承担的部分。
    依据：绩效目标应当与项目直接相关，指标应当与项目密切相关（财预〔2015〕88号）。
    已知误报：上级统一下发、要求各单位照填的指标，可以加进词典 copies 的 lawful_rows。
    """

    meta = RuleMeta("CF007", "copied-from-elsewhere", "与其他文件雷同", Severity.WARNING, Group.COPIED, preview=True)

    class Options(RuleOptions):
        """Options."""

        least: int = option(16, "短于这么多字的目标不比较")
        near: int = option(85, "目标相似到这个百分数就算雷同")
        rows: int = option(5, "指标少于这么多行的项目，不判断整张表")
        share: int = option(66, "雷同的行达到这个百分数，就报整张表")
        row_least: int = option(24, "名称和描述合起来短于这么多字的行不报")

    def check_run(self, documents: Sequence[Document]) -> Iterator[Flag]:
        """Flag each project by its table and its first copied goal, and single rows where the table is its own."""
        places = {
            id(project): _Place(file, document, number, _identity(project))
            for number, (file, document, project) in enumerate(
                (file, document, project) for file, document in enumerate(documents) for project in document.projects
            )
        }
        projects = [project for document in documents for project in document.projects]
        copied = set()
        groups = list(row_groups(projects, self.lexicon))
        for flag in self._tables(projects, groups, places):
            copied.add(id(flag.project))
            yield flag
        yield from self._goals(projects, places)
        yield from self._rows(groups, places, copied)

    def _tables(
        self, projects: Sequence[Project], groups: Sequence[Sequence[ProjectRow]], places: _Places
    ) -> Iterator[Flag]:
        owners = [places[id(project)] for project in projects]
        partners = Partners([[places[id(project)].number for project, _ in group] for group in groups])
        for project, mine in zip(projects, owners, strict=True):
            needed = -(-len(project.rows) * self.options.share // 100)
            if len(project.rows) < self.options.rows:
                continue
            found = partners.find(mine.number, needed, lambda other, mine=mine: mine.is_apart(owners[other]))  # type: ignore[misc]
            if found:
                other, shared = projects[found[0]], found[1]
                where = _told(owners[found[0]], other)
                message = f"{len(project.rows)} 行指标有 {shared} 行与{where}的相同或几乎相同"
                similarity = 100 * shared / len(project.rows)
                relation = Relation("same-as", where, other.anchor, similarity, owners[found[0]].document)
                advice = "按本项目要做的事重新设指标；几个单位合做一件事的，写清各自承担的部分"
                yield Flag(
                    "table",
                    project.anchor,
                    message,
                    advice,
                    "table",
                    related=(relation,),
                    project=project,
                    document=mine.document,
                )

    def _goals(self, projects: Sequence[Project], places: _Places) -> Iterator[Flag]:
        goals = list(compared_goals(projects, self.options.least, self.lexicon))
        group_of = goal_groups(goals, self.options.near)
        same: _Spread[Goal] = _Spread(places)
        near: _Spread[Goal] = _Spread(places)
        for goal in goals:
            same.add(goal.text, goal.project, goal)
            near.add(group_of[goal.text], goal.project, goal)
        done = set()
        for goal in goals:
            if id(goal.project) in done:
                continue
            twins = same.others(goal.text, goal.project) or near.others(group_of[goal.text], goal.project)
            alike = [likeness(goal.text, twin.text) for twin in twins]
            if alike and (similarity := max(alike)) >= self.options.near:
                done.add(id(goal.project))
                yield _goal_flag(goal, twins[alike.index(similarity)], similarity, places)

    def _rows(self, groups: Iterable[Sequence[ProjectRow]], places: _Places, copied: set[int]) -> Iterator[Flag]:
        for group in groups:
            first = group[0][1]
            if len(essence(first.text("name") + first.text("description"))) < self.options.row_least:
                continue
            if is_generic(first, self.lexicon):
                continue
            spread: _Spread[ProjectRow] = _Spread(places)
            for project, row in group:
                spread.add(None, project, (project, row))
            for project, row in group:
                if id(project) not in copied and (twins := spread.others(None, project)):
                    yield _row_flag((project, row), twins[0], places)


class _Place(NamedTuple):
    """Where a project stands in the run: the number of its file, and its own among all projects."""

    file: int
    document: Document
    number: int
    identity: frozenset[Hashable]

    def is_apart(self, other: _Place) -> bool:
        """Whether two projects are worth comparing: in two files, and not one project handed in twice."""
        return self.file != other.file and self.identity.isdisjoint(other.identity)


_Places = dict[int, _Place]
"""By the identity of the project."""


def _identity(project: Project) -> frozenset[Hashable]:
    """What tells a project: its code, and its name together with its unit."""
    code = essence(project.code.text) if project.code else ""
    name, unit = fold(project.label), fold(project.unit_code or project.unit_name or "")
    return frozenset(filter(None, (code, (name, unit) if name else None)))


class _Spread(Generic[T]):
    """The first places of each file at which something stands: enough to find a twin, however often it stands."""

    def __init__(self, places: _Places) -> None:
        self.places = places
        self.found: dict[Hashable, dict[int, list[tuple[_Place, T]]]] = defaultdict(dict)

    def add(self, key: Hashable, project: Project, what: T) -> None:
        """Remember a place, unless its file has enough of them."""
        place = self.places[id(project)]
        of_file = self.found[key].setdefault(place.file, [])
        if len(of_file) < _MOST_OF_A_FILE:
            of_file.append((place, what))

    def others(self, key: Hashable, project: Project) -> list[T]:
        """Places in other files of projects that are not this one."""
        mine = self.places[id(project)]
        tried = islice(self.found[key].values(), _MOST_TRIED)
        return [what for of_file in tried for place, what in of_file if mine.is_apart(place)]


def _told(place: _Place, project: Project) -> str:
    return f"“{place.document.path}”{name_of(project)}"


def _goal_flag(goal: Goal, twin: Goal, similarity: float, places: _Places) -> Flag:
    mine, other = places[id(goal.project)], places[id(twin.project)]
    how = "相同" if similarity == 100 else f"几乎相同（相似度 {similarity:.0f}%）"
    where = _told(other, twin.project)
    message = f"绩效目标{quote(goal.cell.text)}与{where}的{how}"
    advice = "按本项目要做的事、做多少、达到什么效果重写"
    relation = Relation("same-as", f"{where}的绩效目标", twin.cell, similarity, other.document)
    return Flag(
        "goals",
        goal.cell,
        message,
        advice,
        "goal",
        related=(relation,),
        project=goal.project,
        document=mine.document,
    )


def _row_flag(mine: ProjectRow, twin: ProjectRow, places: _Places) -> Flag:
    (project, row), (other, like) = mine, twin
    fields = ("name", "description", "value")
    same = all(fold(row.text(name)) == fold(like.text(name)) for name in fields)
    similarity = likeness(*("".join(essence(each.text(name)) for name in fields) for each in (row, like)))
    place = places[id(other)]
    where = f"{_told(place, other)}第 {like.row} 行"
    relation = Relation("same-as", where, like.name or like.anchor, similarity, place.document)
    return Flag(
        "name",
        row.name or row.anchor,
        f"这一行与{where}的{'相同' if same else '几乎相同'}",
        "按本项目的对象、数量和标准改写",
        "row",
        related=(relation,),
        project=project,
        indicator=row,
        document=places[id(project)].document,
    )
