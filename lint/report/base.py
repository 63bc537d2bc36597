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
    """Renders a report in one format. Pure: no printing, no files.

    ``suffix`` is the suffix of files that hold the format (``.json``); ``encoding`` is set where the format demands
    one, else the output's own is used.
    """

    name: str
    suffix: str
    encoding: str | None

    def render(self, report: Report, style: Style) -> str:
        """The whole report as text."""
        ...
