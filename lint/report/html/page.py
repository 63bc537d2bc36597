"""The page as a whole: one file that loads nothing, whose style and script are the only ones that may run."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

from lint.model.report import Report
from lint.report.html.anchors import Anchors
from lint.report.html.cells import tables
from lint.report.html.charts import charts
from lint.report.html.filters import filters
from lint.report.html.head import head, scope
from lint.report.html.listing import listing
from lint.report.html.markup import Markup, many, tag

_HERE = Path(__file__).parent
_LONG = 2_000
"""Findings and cells from which the browser lays out only what is seen."""


def page(report: Report) -> Iterator[str]:
    """The page in pieces."""
    anchors = Anchors(report)
    style, script = _asset("style.css"), _asset("script.js")
    size = len(anchors.findings) + sum(view.size for view in report.views.values())
    yield Markup('<!DOCTYPE html>\n<html lang="zh-CN">\n')
    yield tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", f"绩效目标表检查报告（{len(report.inputs)} 个文件）"),
        tag("style", style),
    )
    yield Markup(f'\n<body class="{"long" if size > _LONG else "short"}">\n')
    yield tag("header", *head(report))
    yield from charts(report)
    yield filters(report, anchors)
    yield Markup("<main>")
    yield from listing(report, anchors)
    yield from tables(report, anchors)
    yield Markup("</main>\n")
    yield tag("footer", *scope(report))
    yield many([tag("script", script), Markup("\n</body>\n</html>\n")])


def _asset(name: str) -> Markup:
    """A file that ships beside this one; never with the end of its element in it."""
    return Markup((_HERE / name).read_text("utf-8"))


def _policy(style: str, script: str) -> str:
    """Nothing is loaded from anywhere; of styles and scripts only these two take effect."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(source: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(source.encode()).digest()).decode()
