"""What a reporter is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from msgspec import Struct

from lint.model.report import Report


class Style(Struct, frozen=True):
    """How to draw for people: colours, and columns of the terminal (a Chinese character takes two)."""

    color: bool = False
    width: int = 100


class Reporter(Protocol):
    """Renders a report in one format. Pure: no printing, no files. Plain class attributes do for the properties.

    A reporter may have a method ``pieces`` with the same parameters, too, which gives the text in pieces.
    """

    @property
    def name(self) -> str:
        """Name of the format."""
        ...

    @property
    def suffix(self) -> str:
        """Suffix of files in the format, with the dot."""
        ...

    @property
    def encoding(self) -> str | None:
        """The encoding that the format demands, if it does."""
        ...

    def render(self, report: Report, style: Style) -> str:
        """The whole report as text."""
        ...


def rendered(reporter: Reporter, report: Report, style: Style) -> Iterable[str]:
    """The report as text, in pieces where the reporter can."""
    pieces = getattr(reporter, "pieces", None)
    return pieces(report, style) if pieces else (reporter.render(report, style),)
