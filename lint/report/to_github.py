"""Workflow commands of GitHub Actions: each finding is shown at its line of the change."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.finding import Finding, Severity, State
from lint.model.report import Report
from lint.report.base import Style
from lint.report.columns import printable
from lint.report.said import advised, gaps, span, state
from lint.report.to_text import closing_line

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


class GithubReporter:
    """One command a line, nothing but commands: no text of a draft can pass for one."""

    name = "github"
    suffix = ".txt"
    encoding = "utf-8"

    def render(self, report: Report, style: Style) -> str:
        """The whole report."""
        return "".join(self.pieces(report, style))

    def pieces(self, report: Report, style: Style) -> Iterator[str]:
        """The same line by line."""
        for finding in report.shown:
            yield _finding(finding, report.inputs[finding.input].path)
        for gap in gaps(report):
            if gap.input is None:
                yield _command("error", f"{gap.who}：{gap.reason}", title=gap.what)
            else:
                yield _command("error", f"{gap.who}：{gap.reason}", file=gap.who, title=gap.what)
        for note in report.notes:
            yield _command("notice", note, title="jixiao")
        yield _command("notice", closing_line(report), title="jixiao")


def _finding(finding: Finding, path: str) -> str:
    title, new = f"{finding.code} {finding.title}", finding.state is State.NEW
    name = _COMMANDS[finding.severity] if new else "notice"
    text = advised(finding) if new else f"{state(finding)}；{advised(finding)}"
    where = span(finding.location)
    if where is None:
        return _command(name, f"{finding.location.label}：{text}", file=path, title=title)
    start, end = where.start, where.end
    lines = {"line": str(start.line), "endLine": str(end.line)}
    if start.line == end.line:
        lines |= {"col": str(start.column), "endColumn": str(end.column)}
    return _command(name, text, file=path, **lines, title=title)


def _command(name: str, text: str, **properties: str) -> str:
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {listed}::{_data(text)}\n"


def _data(text: str) -> str:
    return printable(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
