"""Which indicator rows of a document stand (nearly) the same in several projects; shared by CF002 and CF003."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lint.model.document import Document, Indicator, Project
from lint.model.measure import Kind
from lint.model.target import TargetKind
from lint.text.fold import essence, fold
from lint.text.lexicon import Lexicon
from lint.text.similarity import Groups, by_key, near_pairs

NEAR = 85
"""Similarity of rows that say something: one or two words changed."""
NEAR_EMPTY = 60
"""Similarity of rows that measure nothing (提高……能力, ≥0): empty talk stays the same with other nouns in it."""
NEAR_WORDS = 60
"""Similarity of values in words (资金支付情况, 资金使用情况) where name and description are the same."""


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


def copied_rows(document: Document, lexicon: Lexicon) -> dict[int, list[CopiedRow]]:
    """Groups of rows that stand in two projects or more, by group; rows in document order."""
    rows = [(project, row) for project in document.projects for row in project.rows]
    keys = [_key(row, lexicon) for _, row in rows]
    distinct: dict[_Key, int] = {}
    ids = [distinct.setdefault(key, len(distinct)) for key in keys]
    groups = _near_groups(list(distinct))
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


def _key(row: Indicator, lexicon: Lexicon) -> _Key:
    """What is compared of a row: its words without wrapping and units, its value without the unit."""
    target = row.target
    value = f"{target.operator}{target.number}" if target.kind is TargetKind.NUMBER else essence(row.text("value"))
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


def _near_groups(keys: list[_Key]) -> Groups:
    """Join rows of which two of name, description and value are the same and the third is nearly so."""
    groups = Groups(len(keys))
    descriptions, names, values = ([getattr(key, part) for key in keys] for part in ("description", "name", "value"))
    told = [description or index for index, description in enumerate(descriptions)]  # no two blanks are the same
    wordy = [index if value[-1:].isdigit() else "" for index, value in enumerate(values)]  # numbers are no near match
    parts = (
        (descriptions, NEAR, zip(names, values, strict=True)),
        (names, NEAR, zip(told, values, strict=True)),
        (values, NEAR_WORDS, zip(names, descriptions, wordy, strict=True)),
    )
    for texts, near, same in parts:
        for members in by_key(same):
            cutoff = min(near, NEAR_EMPTY) if all(keys[index].empty for index in members) else near
            _join(groups, texts, members, cutoff)
    return groups


def _join(groups: Groups, texts: Sequence[str], members: Sequence[int], cutoff: float) -> None:
    """Join those members whose texts are alike, or have the same characters in another order."""
    for pair in near_pairs(texts, cutoff, members):
        groups.join(pair.first, pair.second)
    for same in by_key("".join(sorted(texts[index])) for index in members):
        for position in same[1:]:
            groups.join(members[same[0]], members[position])
