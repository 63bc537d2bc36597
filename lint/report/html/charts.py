"""How many findings by rule and by project: bars, each with its numbers beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from lint.model.finding import State
from lint.model.report import Report
from lint.report.html.listing import group_key, group_title
from lint.report.html.markup import Markup, many, tag
from lint.report.html.words import KINDS, kind, was_read

_MOST = 15
"""Bars of a chart; the rest is one line."""
_WIDTH, _HEIGHT = 240, 14


class _Bar:
    """A bar: what it is called, what it filters, and its findings by kind."""

    def __init__(self, label: Markup, wanted: str) -> None:
        self.label, self.wanted = label, wanted
        self.counts: Counter[str] = Counter()


def charts(report: Report) -> Iterator[Markup]:
    """The part of the page with the pictures."""
    rules: dict[str, _Bar] = {}
    projects: dict[tuple[int, str], _Bar] = {}
    several = len(report.inputs) > 1
    for finding in report.findings:
        if finding.state is not State.NEW:
            continue
        code, key = finding.code, (finding.input, group_key(finding))
        if code not in rules:
            label = many([tag("span", code, class_="code"), finding.title], " ")
            rules[code] = _Bar(label, f"rule={code}")
        if key not in projects:
            path = tag("bdi", report.inputs[finding.input].path, class_="path") if several else ""
            projects[key] = _Bar(many([group_title(finding), path], " "), f"project={key[0]}/{key[1]}")
        rules[code].counts[kind(finding)] += 1
        projects[key].counts[kind(finding)] += 1
    if not rules:
        return
    total = sum(entry.projects for entry in report.inputs if was_read(entry))
    clean = total - sum(key.isdigit() for _, key in projects)
    yield Markup('<section id="charts">')
    yield _chart("按规则", "规则", rules.values(), "")
    yield _chart("按项目", "项目", projects.values(), f"另有 {clean} 个项目没有发现问题。" if clean > 0 else "")
    yield Markup("</section>\n")


def _chart(title: str, what: str, bars: Iterable[_Bar], more: str) -> Markup:
    ordered = sorted(bars, key=lambda bar: -bar.counts.total())
    rest = ordered[_MOST:]
    if rest:
        more = f"其余 {len(rest)} 个{what}共 {sum(bar.counts.total() for bar in rest)} 个问题。{more}"
    header = tag("tr", tag("th", what, scope="col"), tag("th", "问题数", scope="colgroup", colspan=2))
    table = tag("table", tag("thead", header), tag("tbody", *_lines(ordered[:_MOST])), class_="chart")
    return tag("section", tag("h2", title), table, tag("p", more, class_="note") if more else "")


def _lines(bars: Sequence[_Bar]) -> Iterator[Markup]:
    most = max(bar.counts.total() for bar in bars)
    for bar in bars:
        label = tag("span", bar.label, data_filter=bar.wanted)
        told = [
            tag("span", f"{sign}{bar.counts[name]}", class_=f"sign {name}", title=word)
            for name, (sign, word) in KINDS.items()
            if bar.counts[name]
        ]
        total = tag("td", tag("b", str(bar.counts.total())), " ", many(told, " "))
        yield tag("tr", tag("th", label, scope="row"), tag("td", _drawn(bar.counts, most)), total)


def _drawn(counts: Counter[str], most: int) -> Markup:
    """The bar itself; what it shows stands beside it as text, so that it says nothing to a reader of the screen."""
    at, parts = 0.0, []
    for name in KINDS:
        wide = _WIDTH * counts[name] / most
        if wide:
            parts.append(tag("rect", x=f"{at:.1f}", y=0, width=f"{wide:.1f}", height=_HEIGHT, class_=name))
            at += wide
    box = f"0 0 {_WIDTH} {_HEIGHT}"
    return tag("svg", *parts, class_="bar", viewBox=box, preserveAspectRatio="none", aria_hidden="true")
