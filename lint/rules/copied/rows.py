"""Which indicator rows stand (nearly) the same in several projects; shared by CF002, CF003 and CF007."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple, Protocol, TypeAlias

from msgspec import Struct

from lint.model.document import Document, Indicator, Project
from lint.model.measure import Kind
from lint.model.target import TargetKind
from lint.text.fold import essence, fold
from lint.text.lexicon import Lexicon
from lint.text.regex import lazy
from lint.text.similarity import Groups, by_key, differences, near_pairs

NEAR = 85
"""Similarity of rows that say something: one or two words changed."""
NEAR_EMPTY = 60
"""Similarity of rows that measure nothing (提高……能力, ≥0): empty talk stays the same with other nouns in it."""
NEAR_WORDS = 60
"""Similarity of values in words (资金支付情况, 资金使用情况) where name and description are the same."""
_SPECIFIC = 2
"""A description of satisfaction with so many characters besides the name and the formula says something of its own."""
_MOST_LABELS = 50
_DEFINITE = lazy(r"[\d一二三四五六七八九十百千万ⅠⅡⅢⅣⅤ甲乙丙]")
"""Numbers and grades: where these differ, the targets do."""


class CopiedRow(Struct, frozen=True):
    """A row with its project; ``group`` is the same for rows that are (nearly) the same."""

    project: Project
    indicator: Indicator
    group: int


class _Key(NamedTuple):
    """What is compared of a row; ``empty`` says that it measures nothing."""

    name: str
    description: str
    value: tuple[object, ...]
    empty: bool


ProjectRow: TypeAlias = tuple[Project, Indicator]
"""A row with its project."""


def is_compared(project: Project, lexicon: Lexicon) -> bool:
    """Whether a project is compared with others: the table of a whole department repeats its projects by nature."""
    title = project.title.text if project.title else ""
    return not any(word in title for word in lexicon.words("copies", "of_department"))


def copied_rows(document: Document, lexicon: Lexicon) -> dict[int, list[CopiedRow]]:
    """Groups of rows that stand in two projects or more, by group; rows in document order."""
    found = {}
    for group, rows in enumerate(row_groups(document.projects, lexicon)):
        if len({project.ordinal for project, _ in rows}) > 1:
            rows.sort(key=lambda pair: (pair[0].ordinal, pair[1].row))
            found[group] = [CopiedRow(project, row, group) for project, row in rows]
    return found


def row_groups(projects: Iterable[Project], lexicon: Lexicon) -> Iterator[list[ProjectRow]]:
    """Rows that are (nearly) the same, two or more; a group's keys in order, the rows of a key in order."""
    read = _Reader(lexicon)
    distinct: dict[_Key, list[ProjectRow]] = {}
    for project in projects:
        if is_compared(project, lexicon):
            for row in project.rows:
                if key := read.key(row):
                    distinct.setdefault(key, []).append((project, row))
    groups = _near_groups(distinct)
    members: dict[int, list[ProjectRow]] = {}
    for index, rows in enumerate(distinct.values()):
        group = groups.find(index)
        if group == index and group not in members:
            members[group] = rows  # most groups are one key, standing once
        else:
            members[group] += rows
    yield from (rows for rows in members.values() if len(rows) > 1)


def is_generic(row: Indicator, lexicon: Lexicon) -> bool:
    """Satisfaction of nobody in particular: equal by its nature."""
    if row.name_measure.kind is not Kind.SATISFACTION:
        return False
    name, description = fold(row.text("name")), fold(row.text("description"))
    if any(word in name for word in lexicon.words("copies", "generic_satisfaction")):
        return True
    rest = lexicon.pattern("copies", "satisfaction_formula").sub("", description)
    return len(essence("".join(character for character in rest if character not in name))) < _SPECIFIC


class _Reader:
    """Makes the keys of rows."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.says_nothing = lexicon.placeholders.says_nothing
        self.lead = lexicon.pattern("copies", "lead")
        self.units = lexicon.words("copies", "units")
        self.form_rows = frozenset(lexicon.words("copies", "form_rows"))
        self.lawful = lexicon.pattern("copies", "lawful_rows")

    def key(self, row: Indicator) -> _Key | None:
        """What is compared of a row: its words without wrapping and units, its value without the unit.

        None for a row that was not filled in (blank, 无, 涉密), which is a matter of other rules, and for one that the
        form prints in every table or all units have to write.
        """
        name, value, description, target = row.name, row.value, row.description, row.target
        if name is None or value is None or self.says_nothing(name.text) or self.says_nothing(value.text):
            return None
        told: tuple[object, ...]
        if target.kind is TargetKind.NUMBER:
            told = (target.lead, target.operator, target.number, essence(target.rest))
        else:
            told = (essence(value.text),)
        words = self._bare(description.text) if description is not None else ""
        empty = row.measure.kind in (Kind.NONE, Kind.QUALITY)
        bare = self._bare(name.text)
        return None if bare in self.form_rows or self.lawful.search(bare) else _Key(bare, words, told, empty)

    def _bare(self, text: str) -> str:
        """A text without its lead-in (反映) and without a unit at its end."""
        text = fold(text)
        if lead := self.lead.match(text):
            text = text[lead.end() :]
        if text.endswith(self.units):
            text = text.removesuffix(max((unit for unit in self.units if text.endswith(unit)), key=len))
        return essence(text)


def _near_groups(distinct: Mapping[_Key, list[ProjectRow]]) -> Groups:
    """Join rows of which two of name, description and value are the same and the third is nearly so."""
    keys = list(distinct)
    labels = _Labels(list(distinct.values()))
    groups = Groups(len(keys))
    names, descriptions = [key.name for key in keys], [key.description for key in keys]
    values = [str(key.value[0]) if len(key.value) == 1 else "" for key in keys]
    told = [description or index for index, description in enumerate(descriptions)]  # no two blanks are the same
    wordy = [index if not value or _DEFINITE.search(value) else "" for index, value in enumerate(values)]
    parts = (
        (descriptions, NEAR, [(key.name, key.value) for key in keys]),
        (names, NEAR, list(zip(told, (key.value for key in keys), strict=True))),
        (values, NEAR_WORDS, list(zip(names, descriptions, wordy, strict=True))),
    )
    for texts, near, same in parts:
        for members in by_key(same):
            empty = all(keys[index].empty for index in members)
            _join(groups, texts, members, min(near, NEAR_EMPTY) if empty else near, None if empty else labels)
    return groups


class Labels(Protocol):
    """The names of the projects in which each text stands."""

    def __getitem__(self, index: int, /) -> Iterable[str]:
        """Those of the text at an index."""


class _Labels:
    """The names of the first projects in which each key stands; asked for near pairs only, again and again."""

    def __init__(self, rows: Sequence[list[ProjectRow]]) -> None:
        self.rows = rows
        self.of = cache(self._of)

    def __getitem__(self, index: int) -> set[str]:
        return self.of(index)

    def _of(self, index: int) -> set[str]:
        return {project.label for project, _ in islice(self.rows[index], _MOST_LABELS)}


def _join(
    groups: Groups,
    texts: Sequence[str],
    members: Sequence[int],
    cutoff: float,
    labels: Labels | None,
) -> None:
    """Join those members whose texts are alike, or have the same characters in another order.

    Where ``labels`` of the projects are given, rows are apart that were adapted to their projects.
    """
    for pair in near_pairs(texts, cutoff, members):
        if labels is None or not is_adapted(texts, pair.first, pair.second, labels):
            groups.join(pair.first, pair.second)
    for same in by_key("".join(sorted(texts[index])) for index in members):
        for position in same[1:]:
            groups.join(members[same[0]], members[position])


def is_adapted(texts: Sequence[str], one: int, other: int, labels: Labels) -> bool:
    """Whether what differs is a number or grade, or what the two projects themselves are about (县道, 乡道).

    ``labels`` are the names of the projects in which each text stands.
    """
    for mine, theirs in differences(texts[one], texts[other]):
        if _DEFINITE.search(mine) and _DEFINITE.search(theirs):
            return True
        if _is_of(mine, texts[one], labels[one]) and _is_of(theirs, texts[other], labels[other]):
            return True
    return False


def _is_of(piece: str, text: str, labels: Iterable[str]) -> bool:
    """Whether a piece of a text stands in a project's name; a single character together with one beside it."""
    if len(piece) != 1:
        return not piece or any(piece in label for label in labels)
    at = text.index(piece)
    pairs = [pair for pair in (text[max(0, at - 1) : at + 1], text[at : at + 2]) if len(pair) > 1]
    return any(pair in label for label in labels for pair in pairs)
