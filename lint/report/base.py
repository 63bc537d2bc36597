"""What a reporter is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from lint.model.report import Report


@dataclass(frozen=True, slots=True)
class Style:
    """How to draw for people: colours, and columns of the terminal (a Chinese character takes two)."""

    color: bool = False
    width: int = 100


class Reporter(Protocol):
    """Renders a report in one format. Pure: no printing, no files. Plain class attributes do for the properties."""

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
