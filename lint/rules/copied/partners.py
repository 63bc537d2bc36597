"""Which other project shares most of a project's rows; shared by CF003 and CF007."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

MOST_TRIED = 200
"""So many projects are looked at for one that shares enough; the tables that are wholly the same come first."""


class Partners:
    """Projects, by a number of their own, and the groups of rows that they share."""

    def __init__(self, groups: Iterable[Iterable[int]]) -> None:
        """``groups`` holds for each group of rows the project of each row."""
        self.rows_of: dict[int, list[int]] = defaultdict(list)
        self.projects_of: list[list[int]] = []
        for number, group in enumerate(groups):
            for project in group:
                self.rows_of[project].append(number)
            self.projects_of.append(sorted(set(group)))
        self.alike: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for project in sorted(self.rows_of):
            self.alike[tuple(sorted(self.rows_of[project]))].append(project)

    def find(self, project: int, needed: int, allowed: Callable[[int], bool] | None = None) -> tuple[int, int] | None:
        """The first project, of those that are allowed, that shares ``needed`` rows, and how many it shares."""
        mine = self.rows_of.get(project, [])
        if len(mine) < needed:
            return None
        counts = Counter(mine)
        for other in islice(self._candidates(project, mine, needed, allowed), MOST_TRIED):
            shared = sum((counts & Counter(self.rows_of[other])).values())
            if shared >= needed:
                return other, shared
        return None

    def _candidates(
        self, project: int, mine: list[int], needed: int, allowed: Callable[[int], bool] | None
    ) -> Iterator[int]:
        """Each project once that may share ``needed`` rows.

        It then stands among the rarest ``len(mine) - needed + 1`` groups: only those have to be searched.
        """
        rarest = sorted(mine, key=lambda group: (len(self.projects_of[group]), group))[: len(mine) - needed + 1]
        seen = {project}
        for some in (self.alike[tuple(sorted(mine))], *(self.projects_of[group] for group in rarest)):
            for other in islice(some, MOST_TRIED):
                if other not in seen and (allowed is None or allowed(other)):
                    seen.add(other)
                    yield other
