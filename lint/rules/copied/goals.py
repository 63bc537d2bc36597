"""Which goals stand (nearly) the same in several projects; shared by CF001 and CF007."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lint.model.cell import Cell
from lint.model.document import Project
from lint.rules.copied.rows import is_adapted, is_compared
from lint.text.fold import essence
from lint.text.lexicon import Lexicon
from lint.text.similarity import Groups, likeness, near_pairs

_SIBLINGS = 60
"""Projects with names as alike as this do the same work on other objects (第一中学宿舍维修, 第二中学宿舍维修)."""


class Goal(NamedTuple):
    """A goal with its project; ``text`` is what is compared of it."""

    project: Project
    cell: Cell
    text: str


def compared_goals(projects: Iterable[Project], least: int, lexicon: Lexicon) -> Iterator[Goal]:
    """The goals with ``least`` characters or more, besides those that every unit has to write (官方提法)."""
    lawful = lexicon.pattern("copies", "lawful")
    for project in projects:
        if is_compared(project, lexicon):
            for cell in project.goals:
                text = lawful.sub("", essence(cell.text))
                if len(text) >= least and not lexicon.placeholders.says_nothing(cell.text):
                    yield Goal(project, cell, text)


def goal_groups(goals: Sequence[Goal], near: float) -> dict[str, int]:
    """By text the group of goals that are (nearly) the same; those adapted to sibling projects are apart."""
    texts = list(dict.fromkeys(goal.text for goal in goals))
    groups = Groups(len(texts))
    first = {goal.text: goal.project.label for goal in reversed(goals)}
    labels = [(first[text],) for text in texts]
    for pair in near_pairs(texts, near):
        siblings = likeness(labels[pair.first][0], labels[pair.second][0]) >= _SIBLINGS
        if not (siblings and is_adapted(texts, pair.first, pair.second, labels)):
            groups.join(pair.first, pair.second)
    return {text: groups.find(index) for index, text in enumerate(texts)}
