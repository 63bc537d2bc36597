"""What a reporter is."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Protocol

from msgspec import Struct

from lint.model.report import Report


class Style(Struct, frozen=True):
    """How to draw for people: colours, and columns of the terminal (a Chinese character takes two)."""

    color: bool = False
    width: int = 100

    def paint(self, text: str, code: str) -> str:
        """The text in a colour, by its ANSI code, where there are colours."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and text else text


class Reporter(Protocol):
    """Renders a report in one format. Pure: no printing, no files. Plain class attributes do for the properties.

    A reporter may also have a method ``pieces`` with the parameters of ``render``, which gives the report in pieces;
    ``binary = True`` if it gives bytes, which no terminal gets to see; and ``wants_tables = True`` if it draws the
    tables in ``Report.views``.
    """

    @property
    def name(self) -> str:
        """Name of the format."""
        ...

    @property
    def suffix(self) -> str:
        """Suffix of files in the format, with the dot; of several formats with one suffix it means the first."""
        ...

    @property
    def encoding(self) -> str | None:
        """The encoding that the format demands, if it does."""
        ...

    def render(self, report: Report, style: Style) -> str | bytes:
        """The whole report."""
        ...


class Later(Struct, frozen=True):
    """A reporter that is known by name and suffix, and imported only when it has something to render."""

    name: str
    suffix: str
    where: str
    """Module and class, ``lint.report.to_json:JsonReporter``."""
    encoding: str | None = "utf-8"
    binary: bool = False
    wants_tables: bool = False

    def render(self, report: Report, style: Style) -> str | bytes:
        """The whole report."""
        return self._reporter().render(report, style)

    def pieces(self, report: Report, style: Style) -> Iterable[str | bytes]:
        """The same in pieces."""
        return rendered(self._reporter(), report, style)

    def _reporter(self) -> Reporter:
        module, _, name = self.where.partition(":")
        reporter: Reporter = getattr(import_module(module), name)()
        return reporter


def rendered(reporter: Reporter, report: Report, style: Style) -> Iterable[str | bytes]:
    """The report in pieces, where the reporter can."""
    pieces = getattr(reporter, "pieces", None)
    return pieces(report, style) if pieces else (reporter.render(report, style),)
