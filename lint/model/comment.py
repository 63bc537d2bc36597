"""What is said to jixiao in the comments of a draft."""

from __future__ import annotations

from msgspec import Struct

from lint.model.place import Location, Place


class Comment(Struct, frozen=True, gc=False):
    """A comment: its text, and where it stands or what it is tied to.

    It speaks of what stands there, ``size`` characters from ``place``, else of what stands from ``begin`` to ``end``.
    """

    text: str
    place: Place
    size: int
    begin: Place
    end: Place


class Aim(Struct, frozen=True, gc=False):
    """A part of a document: a stretch, as `lint.model.place.order` counts, and the indicator rows in it.

    Rows are told by the number of their project and their number in it.
    """

    begin: int
    end: int
    rows: tuple[tuple[int, int], ...] = ()


class Noted(Struct, frozen=True, gc=False):
    """A comment as plain values: its text, where it stands, and what it speaks of: the first aim that has findings.

    ``project`` and ``ordinal`` are those of the project that it stands in or above.
    """

    text: str
    location: Location
    aims: tuple[Aim, ...]
    project: str = ""
    ordinal: int | None = None
