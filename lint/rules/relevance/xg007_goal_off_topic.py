"""XG007 goal-off-topic: a goal is about another project."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

from lint.model.cell import Cell
from lint.model.document import Document, Project
from lint.model.finding import Severity
from lint.model.measure import Kind
from lint.rules.base import Flag, Group, Relation, Rule, RuleMeta, name_of, quote
from lint.text.fold import essence, fold
from lint.text.lexicon import Lexicon
from lint.text.regex import lazy
from lint.text.topics import Topics, any_of

_SHORTEST = 6
"""Shorter goals say too little to tell what they are about."""
_LEAST = 2
"""Pairs of characters that a project's name needs to tell what the project is about."""
_SURE = 3
"""Pairs that a goal shares with another project's name, where it does not stand there too."""
_FEW = 8
"""A pair that stands in the names of more than every eighth project points to none of them."""
_TWICE = 2
_CHANCE = 10
"""One pair of so many may stand in the project by chance."""
_SHARED = 4
"""A goal of whose pairs more than every fourth stands in the project is about the project."""
_SAMPLE = 40
_CLAUSES = lazy(r"[,，。;；、]")
_COMMON = 0.3
"""Pairs that stand in more of the projects than this tell nothing."""


class GoalOffTopic(Rule):
    """绩效目标说的是别的项目的事。

    检查什么：绩效目标和本项目的名称、资金用途、指标没有一处对得上，却和另一个项目的名称对得上：“防汛物资储备”的目标写
    “完成河长制各项考核任务”；或者说的是另一个行业的事。
    为什么：目标是从别的项目复制来的，本项目要做什么、达到什么效果就没有写。
    怎样改：按本项目的内容重写。
    依据：绩效目标应当指向明确，与项目直接相关（财预〔2015〕88号）。
    已知误报：项目名称太笼统（“专项业务经费”）、看不出做什么的，不报；目标换了说法但沾边的，只说给谁带来好处的，不报。
    """

    meta = RuleMeta("XG007", "goal-off-topic", "目标与项目无关", Severity.ERROR, Group.RELEVANCE)

    def __init__(self, lexicon: Lexicon, options: Mapping[str, Any] | None = None) -> None:
        super().__init__(lexicon, options)
        self._topics = Topics(lexicon.data.get("topics", {}))
        self._pairs = lru_cache(maxsize=8192)(self._read)

    @cached_property
    def _idle(self) -> re.Pattern[str]:
        lists = (("topics", "plain"), ("phrases", "generic_doing"), ("phrases", "generic"))
        generic = any_of(word for dictionary, key in lists for word in self.lexicon.words(dictionary, key))
        return re.compile(rf"(?:{generic}|[^\u4e00-\u9fffA-Za-z])+")

    def check_document(self, document: Document) -> Iterator[Flag]:
        """Flag each project once, at its first goal that surely is about something else."""
        projects = document.projects
        if not any(project.goals for project in projects):
            return
        names = [self._pairs(fold(project.label)) for project in projects]
        known = _Known(projects, names)
        for at, project in enumerate(projects):
            if len(known.names[at]) < _LEAST and not self._topics.sectors(fold(project.label)):
                continue
            for goal in project.goals:
                if flag := self._look(at, goal, known):
                    yield flag
                    break

    def _look(self, at: int, goal: Cell, known: _Known) -> Flag | None:
        text = fold(goal.text)
        if len(text) < _SHORTEST or self.lexicon.placeholders.says_nothing(text):
            return None
        project = known.projects[at]
        if any(pair in text for pair in known.names[at]) or _is_alike(project.label, text):
            return None  # most goals
        said = self._pairs(text)
        twin = known.closest(at, goal, said) if len(known.names[at]) >= _LEAST else None
        sectors = self._foreign(project, goal, text) if twin is None else ""
        if twin is None and not sectors:
            return None
        around = known.around(at)
        shares = sum(pair in around for pair in said if not known.is_common(pair))
        if shares and (twin is not None or shares * _CHANCE > len(said)):
            return None
        advice = "按本项目要做什么、做多少、达到什么效果重写"
        if twin is None:
            message = f"绩效目标{quote(goal.text)}说的是{sectors}的事，与本项目{quote(project.label, 16)}无关"
            return Flag("goals", goal, message, advice, "sector", project=project)
        other = known.projects[twin]
        message = f"绩效目标{quote(goal.text)}说的是{name_of(other)}的事，与本项目{quote(project.label, 16)}无关"
        related = tuple(
            Relation("same-as", f"第 {other.ordinal} 个项目的绩效目标", cell, 100.0)
            for cell in other.goals
            if essence(cell.text) == essence(goal.text)
        )[:1]
        return Flag("goals", goal, message, advice, project=project, related=related)

    def _foreign(self, project: Project, goal: Cell, text: str) -> str:
        """The sectors that a goal is about, where nothing else in the project has to do with any of them."""
        topics = self._topics
        first, *later = _CLAUSES.split(text)
        aims = self.lexicon.words("topics", "aims")
        deeds = [clause for clause in later if not clause.startswith(aims)]
        told = topics.firm("，".join((first, *deeds)))
        if not told and self._is_odd(project, goal):
            told = self._of_deeds(deeds if first.startswith(aims) else [first, *deeds], text)
        if not told or not told.isdisjoint(topics.near(project.label)):
            return ""
        about = (project.unit_name, project.purpose.text if project.purpose else "")
        if not all(told.isdisjoint(topics.near(fold(part))) for part in about if part):
            return ""
        return "、".join(sorted(told)) if told.isdisjoint(topics.sectors(_around(project))) else ""

    def _of_deeds(self, deeds: Sequence[str], text: str) -> frozenset[str]:
        """The sector of what is done for those whom a goal names twice (中小学食堂配送, 学生), not of lists of them."""
        words = {*self._topics.found(text)}
        if len(words) < _TWICE or not any(map(self._topics.found, deeds)):
            return frozenset()
        return frozenset[str].intersection(*map(self._topics.sectors, words))

    def _is_odd(self, project: Project, goal: Cell) -> bool:
        """Whether another goal is plainly about the project: what is said of students here is no matter of wording."""
        others = [self._pairs(fold(other.text)) for other in project.goals if other is not goal]
        about = fold(project.label) + _around(project)
        return any(len(pairs) < _SHARED * sum(pair in about for pair in pairs) for pairs in others)

    def _read(self, text: str) -> frozenset[str]:
        """The pairs of neighbouring characters of what a text says beyond words that fit anywhere."""
        pieces = self._idle.split(text)
        return frozenset(piece[at : at + 2] for piece in pieces for at in range(len(piece) - 1))


class _Known:
    """What the names of all projects say, and where goals stand."""

    def __init__(self, projects: Sequence[Project], names: Sequence[frozenset[str]]) -> None:
        self.projects = projects
        self._naming: dict[str, list[int]] = defaultdict(list)
        for at, name in enumerate(names):
            for pair in name:
                self._naming[pair].append(at)
        self._goals: dict[str, set[int]] = defaultdict(set)
        for at, project in enumerate(projects):
            for goal in project.goals:
                self._goals[essence(goal.text)].add(at)
        self._most = max(_LEAST, len(projects) // _FEW)
        self.names = [frozenset(pair for pair in name if not self._is_usual(pair)) for name in names]
        self.around = lru_cache(maxsize=512)(lambda at: _around(projects[at]))
        self.is_common = lru_cache(maxsize=4096)(self._is_common)

    def _is_usual(self, pair: str) -> bool:
        """Whether a pair stands in so many names (信访, 公路) that it tells no project from another."""
        return len(self._naming[pair]) > max(_LEAST, _COMMON * len(self.projects))

    def closest(self, at: int, goal: Cell, said: frozenset[str]) -> int | None:
        """The other project with whose name a goal has most in common; None where that is not sure."""
        votes = Counter(
            other
            for pair in said
            if len(naming := self._naming.get(pair, ())) <= self._most
            for other in naming
            if other != at
        )
        same = self._goals[essence(goal.text)]
        sure = [(count, -other) for other, count in votes.items() if count >= _SURE or other in same]
        return -max(sure)[1] if sure else None

    def _is_common(self, pair: str) -> bool:
        sample = range(0, len(self.projects), max(1, len(self.projects) // _SAMPLE))
        return sum(pair in self.around(at) for at in sample) > max(_LEAST, _COMMON * len(sample))


def _around(project: Project) -> str:
    """What a project says besides its name and goals; satisfactions say whose, not what is done."""
    texts = [project.purpose.text if project.purpose else ""]
    for row in project.rows:
        if row.measure.kind is not Kind.SATISFACTION:
            texts += (row.text("name"), row.text("description"))
    return fold("\n".join(texts))


def _is_alike(name: str, goal: str) -> bool:
    """Whether a goal has half of the characters of a project's name: an abbreviation or another wording."""
    characters = {*essence(name)}
    return 2 * len(characters.intersection(goal)) >= len(characters)
