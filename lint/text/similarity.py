"""Finding texts that are the same or nearly so, without comparing every text with every other.

Texts are compared only inside blocks: where one or two words of a text were changed, its beginning or its end stayed.
Inside a block the comparison runs in rapidfuzz. A block that stays large is sorted, and each text compared with those
just before it: the work grows with the number of texts, not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

SMALL_BLOCK = 48
"""Blocks up to this size are compared as a whole; larger ones are parted by beginnings and endings."""
_EDGES = (4, 8, 12)
WINDOW = 48
"""With so many texts before it a text of a block is compared."""


class Pair(NamedTuple):
    """Two texts by index, the earlier first, and how alike they are (0-100)."""

    first: int
    second: int
    similarity: float


def near_pairs(texts: Sequence[str], cutoff: float, members: Sequence[int] | None = None) -> Iterator[Pair]:
    """For each text the most similar one before it, if it reaches ``cutoff``; texts are distinct.

    ``members`` are the indices to look at (all by default). One partner is enough: groups follow by joining pairs.
    """
    members = range(len(texts)) if members is None else members
    if len(members) < 2:
        return
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - imported where there is something to compare

    for block in _blocks(texts, members):
        for at, index in enumerate(block[1:], start=1):
            before = block[max(0, at - WINDOW) : at]
            choices = [texts[other] for other in before]
            found = process.extractOne(texts[index], choices, scorer=fuzz.ratio, score_cutoff=cutoff)
            if found:
                other = before[found[2]]
                yield Pair(min(other, index), max(other, index), found[1])


def likeness(one: str, other: str) -> float:
    """How alike two texts are (0-100)."""
    from rapidfuzz import fuzz  # noqa: PLC0415

    return fuzz.ratio(one, other)


def most_alike(text: str, others: Sequence[str]) -> int:
    """The index of the text that is most like another."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415

    found = process.extractOne(text, others, scorer=fuzz.ratio)
    return int(found[2])


def differences(one: str, other: str) -> list[tuple[str, str]]:
    """The stretches in which two texts differ, as they stand in the first and in the second."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415

    changes = Levenshtein.opcodes(one, other)
    return [
        (one[change.src_start : change.src_end], other[change.dest_start : change.dest_end])
        for change in changes
        if change.tag != "equal"
    ]


def _blocks(texts: Sequence[str], members: Sequence[int]) -> Iterator[Sequence[int]]:
    """Blocks of texts that begin or end alike; where many do, they have to be alike for longer."""
    if len(members) <= SMALL_BLOCK:
        if len(members) > 1:
            yield members
        return
    for at_end in (False, True):
        yield from _parted(texts, members, at_end, _EDGES)


def _parted(
    texts: Sequence[str], members: Sequence[int], at_end: bool, edges: Sequence[int]
) -> Iterator[Sequence[int]]:
    size, *longer = edges
    blocks: dict[str, list[int]] = defaultdict(list)
    for index in members:
        blocks[texts[index][-size:] if at_end else texts[index][:size]].append(index)
    for block in blocks.values():
        if len(block) > SMALL_BLOCK and longer:
            yield from _parted(texts, block, at_end, longer)
        elif len(block) > SMALL_BLOCK:
            yield sorted(block, key=lambda index: texts[index][::-1] if at_end else texts[index])
        elif len(block) > 1:
            yield block


class Groups:
    """Joins indices into groups (union-find); a group is known by its smallest index."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, index: int) -> int:
        """The smallest index of the group that ``index`` belongs to."""
        parent = self._parent
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    def join(self, one: int, other: int) -> None:
        """Make one group of two."""
        one, other = self.find(one), self.find(other)
        if one != other:
            self._parent[max(one, other)] = min(one, other)


def by_key(keys: Iterable[Hashable]) -> Iterator[list[int]]:
    """Indices of equal keys, in order; only those that stand more than once."""
    found: dict[Hashable, list[int]] = {}
    for index, key in enumerate(keys):
        if key in found:
            found[key].append(index)
        else:
            found[key] = [index]
    return (members for members in found.values() if len(members) > 1)
