"""What was flagged in a document a moment ago, for a server that checks it again at every change.

Rules on rows and on projects see a project and nothing else, so their flags hold as long as it stays the same. It may
have moved: then all its cells have, by the same distance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from msgspec import Struct

from lint.engine.select import ActiveRule
from lint.model.cell import Cell
from lint.model.document import Category, Document, Indicator, Project
from lint.model.measure import Measure
from lint.model.target import Target
from lint.rules.base import Flag

_MOST = 16
"""Documents that are remembered."""

Flags = Iterable[tuple[Indicator | None, Iterable[Flag]]]
_Check = Callable[[], Iterable[Flag]]


class Kept(Struct):
    """A project as it was when it was checked, how far it has moved since, and its flags by rule once it was."""

    project: Project
    shift: int = 0
    checked: bool = False
    rows: dict[str, list[tuple[Indicator | None, list[Flag]]]] = {}
    whole: dict[str, list[tuple[Indicator | None, list[Flag]]]] = {}

    def flags_of_rows(self, active: ActiveRule) -> Flags:
        """The flags of each row by one rule: as kept, else as the rule gives them while they are asked for."""
        rule = active.rule
        if self.checked:
            return self.rows[rule.meta.code]
        made = self.rows[rule.meta.code] = []
        rows = (row for row in self.project.rows if row.target.kind in rule.looks_at)
        return _kept(((row, partial(rule.check_indicator, row, self.project)) for row in rows), made)

    def flags_of_whole(self, active: ActiveRule) -> Flags:
        """The flags of the project as a whole by one rule."""
        rule = active.rule
        if self.checked:
            return self.whole[rule.meta.code]
        made = self.whole[rule.meta.code] = []
        return _kept([(None, partial(rule.check_project, self.project))], made)


class Recall:
    """The projects of the documents that were checked last, by name."""

    def __init__(self) -> None:
        self._known: dict[str, Sequence[Kept]] = {}

    def of(self, document: Document) -> list[Kept]:
        """An entry for each project, already checked where the project is known."""
        known = self._known.get(document.path, ())
        kept = []
        for at, project in enumerate(document.projects):
            old = known[at].project if at < len(known) else None
            shift = project.anchor.place - old.anchor.place if old else 0
            if old is not None and same(old, project, shift):
                kept.append(Kept(old, shift, True, known[at].rows, known[at].whole))
            else:
                kept.append(Kept(project))
        return kept

    def keep(self, document: Document, kept: Sequence[Kept]) -> None:
        """Remember the projects of a document that was checked."""
        self._known.pop(document.path, None)
        for entry in kept:
            entry.checked = True
        self._known[document.path] = kept
        if len(self._known) > _MOST:
            del self._known[next(iter(self._known))]

    def forget(self, document: Document) -> None:
        """Remember nothing of a document."""
        self._known.pop(document.path, None)


def same(old: Project, new: Project, shift: int) -> bool:
    """Whether two projects are equal but for all cells having moved by ``shift``."""
    return _moved(old, new, shift, {}) if shift else old == new


_PLACELESS = frozenset((str, int, bool, type(None), Decimal, Target, Category, Measure))
"""Types of values in which no cell stands."""


def _moved(old: Any, new: Any, shift: int, met: dict[int, int]) -> bool:
    """Whether two values are so; ``met`` are those known to be, as rows and cells are held in several places."""
    kind = type(old)
    if type(new) is not kind:
        return False
    if kind in _PLACELESS:
        return bool(old == new)
    if kind is tuple:
        return len(old) == len(new) and all(_moved(a, b, shift, met) for a, b in zip(old, new, strict=True))
    if met.get(id(old)) == id(new):
        return True
    if kind is Cell:
        right = new.place - old.place == shift and old.text == new.text and old.raw == new.raw
        if not right or ((old.parts or new.parts) and not _moved(old.parts, new.parts, shift, met)):
            return False
    elif kind is dict:
        if list(old) != list(new) or not _moved(tuple(old.values()), tuple(new.values()), shift, met):
            return False
    elif isinstance(old, Struct):
        for name in kind.__struct_fields__:
            if not _moved(getattr(old, name), getattr(new, name), shift, met):
                return False
    else:
        return False
    met[id(old)] = id(new)
    return True


def _kept(checks: Iterable[tuple[Indicator | None, _Check]], made: list[tuple[Indicator | None, list[Flag]]]) -> Flags:
    """The flags as they come, written down in ``made``."""
    for row, check in checks:
        noted: list[Flag] = []
        yield row, _noted(check, noted)
        if noted:
            made.append((row, noted))


def _noted(check: _Check, into: list[Flag]) -> Iterator[Flag]:
    for flag in check():
        into.append(flag)
        yield flag
