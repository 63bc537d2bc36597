"""One finding a line, for searching, for editors that jump to path:line:column."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.finding import Finding, State
from lint.model.report import Report
from lint.report.base import Style
from lint.report.columns import printable
from lint.report.said import SEVERITIES, gaps, span, state
from lint.report.to_text import COLORS, closing_line


class ConciseReporter:
    """A line for each finding, and for each thing that was not checked."""

    name = "concise"
    suffix = ".txt"
    encoding = None

    def render(self, report: Report, style: Style) -> str:
        """The whole report."""
        return "".join(self.pieces(report, style))

    def pieces(self, report: Report, style: Style) -> Iterator[str]:
        """The same line by line."""
        for finding in report.shown:
            yield _line(finding, report.inputs[finding.input].path, style)
        for gap in gaps(report):
            yield f"{printable(f'{gap.who}: {gap.what} {gap.reason}')}\n"
        for note in report.notes:
            yield f"说明: {printable(note)}\n"
        yield f"{closing_line(report)}\n"


def _line(finding: Finding, path: str, style: Style) -> str:
    where = span(finding.location)
    place = f"{path}:{where.start.line}:{where.start.column}" if where else f"{path}: {finding.location.label}"
    word = SEVERITIES[finding.severity] if finding.state is State.NEW else printable(state(finding))
    word = style.paint(word, COLORS[finding.severity])
    return f"{printable(place)}: {finding.code} {word} {printable(finding.message)}\n"
