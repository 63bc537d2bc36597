"""The report as one html page: for people who do not program, to read, filter and print."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.report import Report
from lint.report.base import Style
from lint.report.html.page import page


class HtmlReporter:
    """A page that loads nothing and works offline, always UTF-8."""

    name = "html"
    suffix = ".html"
    encoding = "utf-8"
    wants_tables = True

    def render(self, report: Report, style: Style) -> str:
        """The page as one text."""
        return "".join(page(report))

    def pieces(self, report: Report, style: Style) -> Iterator[str]:
        """The same in pieces."""
        return page(report)
