"""Which indicator rows of a document stand (nearly) the same in several projects; shared by CF002 and CF003."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lint.model.document import Document, Indicator, Project
from lint.model.measure import Kind
from lint.model.target import TargetKind
from lint.text.fold import essence, fold
from lint.text.lexicon import Lexicon
from lint.text.similarity import Groups, by_key, differences, near_pairs

NEAR = 85
"""Similarity of rows that say something: one or two words changed."""
NEAR_EMPTY = 60
"""Similarity of rows that measure nothing (提高……能力, ≥0): empty talk stays the same with other nouns in it."""
NEAR_WORDS = 60
"""Similarity of values in words (资金支付情况, 资金使用情况) where name and description are the same."""
_DEFINITE = re.compile(r"[\d一二三四五六七八九十百千万ⅠⅡⅢⅣⅤ甲乙丙]")
"""Numbers and grades: where these differ, the targets do."""
_SEVERAL = -1


@dataclass(frozen=True, slots=True)
class CopiedRow:
    """A row with its project; ``group`` is the same for rows that are (nearly) the same."""

    project: Project
    indicator: Indicator
    group: int


class _Key(NamedTuple):
    """What is compared of a row; ``empty`` says that it measures nothing."""

    name: str
    description: str
    value: str
    empty: bool


def is_compared(project: Project, lexicon: Lexicon) -> bool:
    """Whether a project is compared with others: the table of a whole department repeats its projects by nature."""
    title = project.title.text if project.title else ""
    return not any(word in title for word in lexicon.words("copies", "of_department"))


def copied_rows(document: Document, lexicon: Lexicon) -> dict[int, list[CopiedRow]]:
    """Groups of rows that stand in two projects or more, by group; rows in document order."""
    projects = [project for project in document.projects if is_compared(project, lexicon)]
    rows = [(project, row) for project in projects for row in project.rows if _says_something(row, lexicon)]
    keys = [_key(row, lexicon) for _, row in rows]
    distinct: dict[_Key, int] = {}
    ids = [distinct.setdefault(key, len(distinct)) for key in keys]
    labels: list[set[str]] = [set() for _ in distinct]
    for (project, _), index in zip(rows, ids, strict=True):
        labels[index].add(project.label)
    groups = _near_groups(list(distinct), labels)
    owner: dict[int, int] = {}  # the one project of each group, or SEVERAL
    members = [groups.find(key) for key in ids]
    for (project, _), group in zip(rows, members, strict=True):
        if owner.setdefault(group, project.ordinal) != project.ordinal:
            owner[group] = _SEVERAL
    found: dict[int, list[CopiedRow]] = defaultdict(list)
    for (project, row), group in zip(rows, members, strict=True):
        if owner[group] == _SEVERAL:
            found[group].append(CopiedRow(project, row, group))
    return found


def _says_something(row: Indicator, lexicon: Lexicon) -> bool:
    """Rows that were not filled in (blank, 无, 涉密) are a matter of other rules."""
    nothing = lexicon.placeholders.says_nothing
    return not nothing(row.text("name")) and not nothing(row.text("value"))


def _key(row: Indicator, lexicon: Lexicon) -> _Key:
    """What is compared of a row: its words without wrapping and units, its value without the unit."""
    target = row.target
    if target.kind is TargetKind.NUMBER and target.number is not None:
        value = f"{target.lead}{target.operator}{target.number.normalize():f}{essence(target.rest)}"
    else:
        value = essence(row.text("value"))
    empty = row.measure.kind in (Kind.NONE, Kind.QUALITY)
    return _Key(_bare(row.text("name"), lexicon), _bare(row.text("description"), lexicon), value, empty)


def _bare(text: str, lexicon: Lexicon) -> str:
    """A text without its lead-in (反映) and without a unit at its end."""
    text = fold(text)
    if lead := lexicon.pattern("copies", "lead").match(text):
        text = text[lead.end() :]
    if text.endswith(units := lexicon.words("copies", "units")):
        text = text.removesuffix(max((unit for unit in units if text.endswith(unit)), key=len))
    return essence(text)


def _near_groups(keys: list[_Key], labels: Sequence[Iterable[str]]) -> Groups:
    """Join rows of which two of name, description and value are the same and the third is nearly so."""
    groups = Groups(len(keys))
    descriptions, names, values = ([getattr(key, part) for key in keys] for part in ("description", "name", "value"))
    told = [description or index for index, description in enumerate(descriptions)]  # no two blanks are the same
    wordy = [index if _DEFINITE.search(value) else "" for index, value in enumerate(values)]
    parts = (
        (descriptions, NEAR, zip(names, values, strict=True)),
        (names, NEAR, zip(told, values, strict=True)),
        (values, NEAR_WORDS, zip(names, descriptions, wordy, strict=True)),
    )
    for texts, near, same in parts:
        for members in by_key(same):
            empty = all(keys[index].empty for index in members)
            _join(groups, texts, members, min(near, NEAR_EMPTY) if empty else near, None if empty else labels)
    return groups


def _join(
    groups: Groups,
    texts: Sequence[str],
    members: Sequence[int],
    cutoff: float,
    labels: Sequence[Iterable[str]] | None,
) -> None:
    """Join those members whose texts are alike, or have the same characters in another order.

    Where ``labels`` of the projects are given, rows are apart that were adapted to their projects.
    """
    for pair in near_pairs(texts, cutoff, members):
        if labels is None or not _is_adapted(texts, pair.first, pair.second, labels):
            groups.join(pair.first, pair.second)
    for same in by_key("".join(sorted(texts[index])) for index in members):
        for position in same[1:]:
            groups.join(members[same[0]], members[position])


def _is_adapted(texts: Sequence[str], one: int, other: int, labels: Sequence[Iterable[str]]) -> bool:
    """Whether what differs is a number or grade, or what the two projects themselves are about (县道, 乡道)."""
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
