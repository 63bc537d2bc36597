"""The list of findings, by file and project; what is here reads well without the tables, too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from lint.model.finding import Finding, Related, Section, Suppression
from lint.model.report import Report
from lint.report.html.anchors import Anchors, Numbered
from lint.report.html.markup import Markup, bdi, many, marked, tag, text
from lint.report.html.words import CONFIDENCE, SECTIONS, kind, project_title, sign
from lint.rules.base import FIELD_NAMES

_BAR = " ｜ "


def listing(report: Report, anchors: Anchors) -> Iterator[Markup]:
    """The part of the page with the findings, file by file."""
    yield Markup('<section id="findings"><h2>问题</h2>')
    if not anchors.findings:
        yield tag("p", "没有要列出的问题。", class_="note")
    for number, group in groupby(anchors.findings, key=lambda entry: entry.finding.input):
        found = list(group)
        path = report.inputs[number].path
        heading = tag("h3", tag("bdi", path), " ", _count(found))
        groups = _groups(found, number, report, anchors)
        yield tag("section", heading, *groups, Markup("\n"), class_="file", data_file=number, data_path=path)
    yield Markup("</section>\n")


def _count(found: Sequence[Numbered]) -> Markup:
    return tag("span", f"{len(found)} 个问题", class_="count", data_all=len(found))


def group_key(finding: Finding) -> str:
    """The part of its file to which a finding belongs: a project's number, a section, or the file itself."""
    subject = finding.subject
    if subject is None:
        return "file"
    return str(subject.ordinal) if subject.ordinal is not None else subject.section.value


def group_title(finding: Finding) -> Markup:
    """What that part is called."""
    subject = finding.subject
    if subject is None:
        return text("整个文件")
    if subject.ordinal is not None:
        return project_title(subject.ordinal, subject.project)
    return text(SECTIONS.get(subject.section, "整个文件"))


def table_name(finding: Finding) -> str:
    """The name of the table in which a finding is, where that is drawn."""
    return f"t{finding.input}-{group_key(finding)}"


def _groups(found: Sequence[Numbered], number: int, report: Report, anchors: Anchors) -> Iterator[Markup]:
    groups: dict[str, list[Numbered]] = {}
    for entry in found:
        groups.setdefault(group_key(entry.finding), []).append(entry)
    for key, members in groups.items():
        title = group_title(members[0].finding)
        see: Markup | str = ""
        if number in report.views and key != "file":
            see = tag("a", "看表格", href=f"#{table_name(members[0].finding)}", class_="see")
        heading = tag("h4", title, " ", _count(members), " ", see)
        items = tag("ol", *(_item(entry, report, anchors) for entry in members))
        yield tag("section", heading, items, class_="group", data_project=f"{number}/{key}", id=f"g{number}-{key}")


def _item(entry: Numbered, report: Report, anchors: Anchors) -> Markup:
    finding, name = entry.finding, kind(entry.finding)
    parts = [
        tag("p", *_head(entry, report), class_="what"),
        tag("p", finding.message, class_="message"),
    ]
    if finding.suggestion:
        parts.append(tag("p", tag("b", "建议："), finding.suggestion, class_="advice"))
    if (shown := finding.snippet) and any(shown.cells):
        cells = list(map(text, shown.cells))
        cells[shown.index] = marked(shown.cells[shown.index], [(shown.start, shown.end)])
        parts.append(tag("p", many(cells, _BAR), class_="row"))
    parts += _related(finding, report, anchors)
    if finding.suppression:
        parts.append(tag("p", tag("b", "忽略的理由："), _reason(finding.suppression), class_="why"))
    number, code = entry.number, finding.code
    return tag("li", *parts, id=f"f{number}", value=number, class_=f"finding {name}", data_kind=name, data_rule=code)


def _head(entry: Numbered, report: Report) -> Iterator[Markup]:
    finding = entry.finding
    yield tag("span", f"{entry.number}", class_="number")
    yield sign(kind(finding))
    yield tag("span", finding.code, class_="code")
    yield tag("span", finding.title, class_="title")
    if (sure := CONFIDENCE.get(finding.confidence)) is not None:
        yield tag("span", sure, class_="sure")
    subject = finding.subject
    where = [finding.location.label]
    if subject and subject.row:
        where.append(f"第 {subject.row} 条指标")
    if subject and subject.section is Section.PROJECT and subject.field not in ("table", "title"):
        where.append(FIELD_NAMES.get(subject.field, subject.field))
    yield tag("span", "，".join(where), class_="place")
    if entry.cell:
        yield tag("a", "看这一格", href=f"#{entry.cell}", class_="see")
    elif finding.input in report.views and group_key(finding) != "file":
        yield tag("a", "看表格", href=f"#{table_name(finding)}", class_="see")


def _related(finding: Finding, report: Report, anchors: Anchors) -> Iterator[Markup]:
    """The places that belong to a finding; those of which the same is said, in one line."""
    for message, group in groupby(finding.related, key=lambda related: related.message):
        places = many((_place(related, finding, report, anchors) for related in group), "、")
        yield tag("p", tag("b", "对照："), message, "（", places, "）", class_="related")


def _place(related: Related, finding: Finding, report: Report, anchors: Anchors) -> Markup:
    place = text(related.location.label)
    if related.input != finding.input:
        place = many([bdi(report.inputs[related.input].path), place], " ")
    link = anchors.link(related.input, related.location)
    return tag("a", place, href=f"#{link}") if link else place


def _reason(suppression: Suppression) -> Markup:
    more = [
        suppression.source,
        f"负责人 {suppression.owner}" if suppression.owner else "",
        f"到 {suppression.until} 为止" if suppression.until else "",
    ]
    told = "，".join(filter(None, more))
    return many([bdi(suppression.reason), f"（{told}）" if told else ""])
