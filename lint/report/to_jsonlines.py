"""One JSON object a line: the head, then each finding, then the end, by which a whole file is told from a cut one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.json import Encoder

from lint.model.report import Report
from lint.report.base import Style
from lint.report.to_json import finding_json, head_json

_encode = Encoder().encode


class JsonLinesReporter:
    """The JSON report for programs that read line by line, always UTF-8."""

    name = "jsonlines"
    suffix = ".jsonl"
    encoding = "utf-8"

    def render(self, report: Report, style: Style) -> str:
        """The whole report."""
        return "".join(self.pieces(report, style))

    def pieces(self, report: Report, style: Style) -> Iterator[str]:
        """The same line by line."""
        head = head_json(report)
        end = {name: head.pop(name) for name in ("complete", "exitCode", "summary")}
        yield _line("head", head)
        for finding in report.findings:
            yield _line("finding", finding_json(finding))
        yield _line("end", {"findings": len(report.findings), **end})


def _line(kind: str, content: dict[str, Any]) -> str:
    return _encode({"type": kind, **content}).decode() + "\n"
