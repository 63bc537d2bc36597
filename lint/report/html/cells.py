"""The tables of the drafts, with the flagged cells marked: by colour, by sign and by the numbers of the findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from lint.model.finding import Finding, Section
from lint.model.report import Input, Report
from lint.model.view import ProjectView, ViewCell, ViewRow
from lint.report.html.anchors import Anchors, Numbered, cell_name
from lint.report.html.markup import Markup, many, marked, tag, text
from lint.report.html.words import KINDS, SECTIONS, kind, project_title, sign, was_read

_Column = tuple[str, str]


def tables(report: Report, anchors: Anchors) -> Iterator[Markup]:
    """The part of the page with the tables, piece by piece."""
    drawn = [entry for entry in report.inputs if entry.id in report.views and _has_tables(report, entry)]
    missing = [entry for entry in report.inputs if was_read(entry) and entry.id not in report.views]
    if not drawn and not missing:
        return
    yield Markup('<section id="tables"><h2>表格</h2>')
    yield tag(
        "p", "按读到的内容画出，", _legend(anchors), "点号码回到上面的问题。" if anchors.findings else "", class_="note"
    )
    if missing:
        yield tag("p", _left_out(drawn, missing), class_="note left-out")
    for entry in drawn:
        yield _Sheet(entry, report, anchors).draw()
    yield Markup("</section>\n")


def _has_tables(report: Report, entry: Input) -> bool:
    view = report.views[entry.id]
    return bool(view.projects or view.overall or view.duties)


def _legend(anchors: Anchors) -> Markup:
    used = {kind(entry.finding) for entry in anchors.findings}
    signs = [sign(name) for name in KINDS if name in used]
    return many(["有问题的格子涂了颜色、标了记号（", many(signs, "、"), "）和号码，"]) if signs else Markup("")


def _left_out(drawn: Sequence[Input], missing: Sequence[Input]) -> str:
    names = "、".join(entry.path for entry in missing[:3]) + (" 等" if len(missing) > 3 else "")
    return (
        f"内容太多，这里只画了 {len(drawn)} 个文件的表；{names} {len(missing)} 个文件的表没有画。"
        "问题一个不少，都在上面的清单里；要看这些文件的表，请分开检查。"
    )


class _Sheet:
    """The tables of one input."""

    def __init__(self, entry: Input, report: Report, anchors: Anchors) -> None:
        self.entry, self.anchors = entry, anchors
        self.view = report.views[entry.id]

    def draw(self) -> Markup:
        parts = [tag("h3", tag("bdi", self.entry.path))]
        if self.view.overall:
            body = tag("tbody", *self._overall())
            parts.append(
                self._part("overall", text(SECTIONS[Section.OVERALL]), Markup(""), tag("table", body, class_="head"))
            )
        if self.view.duties:
            parts.append(
                self._part(
                    "duties",
                    text(SECTIONS[Section.DUTIES]),
                    Markup(""),
                    self._rows(self.view.duties, "行", "rows duties"),
                )
            )
        parts += [self._project(project) for project in self.view.projects]
        return tag("section", *parts, Markup("\n"), class_="file", data_file=self.entry.id)

    def _part(self, key: str, title: Markup, whole: Markup, *drawn: Markup) -> Markup:
        boxes = (tag("div", table, class_="scroll", tabindex=0, role="region", aria_label="表格") for table in drawn)
        number = self.entry.id
        heading = tag("h4", title, id=f"t{number}-{key}")
        return tag("article", heading, whole, *boxes, class_="project", data_project=f"{number}/{key}")

    def _project(self, project: ProjectView) -> Markup:
        flags = self.anchors.at_project.get((self.entry.id, project.ordinal), ())
        whole = tag("p", "整张表：", many(map(_worded, flags)), class_="whole") if flags else Markup("")
        drawn = [tag("table", tag("tbody", *self._head(project.cells)), class_="head")] if project.cells else []
        if project.rows:
            drawn.append(self._rows(project.rows, "序号"))
        return self._part(str(project.ordinal), project_title(project.ordinal, project.name), whole, *drawn)

    def _head(self, cells: Sequence[ViewCell]) -> Iterator[Markup]:
        """The cells above the indicators, one row a field."""
        for called, group in groupby(cells, key=lambda cell: cell.called):
            members = list(group)
            label = tag("th", called, scope="row")
            if len(members) == 1 and not members[0].part:
                yield tag("tr", label, self._cell("td", members[0]))
                continue
            steps = [cell.part or f"{number}." for number, cell in enumerate(members, start=1)]
            parts = (
                tag("div", tag("span", step, class_="step"), self._cell("span", cell), class_="part")
                for step, cell in zip(steps, members, strict=True)
            )
            kept = tag("div", *parts, class_="parts" if members[0].part else "")
            yield tag("tr", label, tag("td", kept))

    def _overall(self) -> Iterator[Markup]:
        for cell in self.view.overall:
            if cell.called:
                yield tag("tr", tag("th", cell.called, scope="row"), self._cell("td", cell))
            else:
                yield tag("tr", self._cell("th", cell, colspan=2, scope="colgroup"))

    def _rows(self, rows: Sequence[ViewRow], counted: str, kept: str = "rows") -> Markup:
        """Rows below a header; a cell that is merged over several rows stands in the first of them."""
        columns = _columns(rows)
        header = [tag("th", counted, scope="col")]
        header += [
            tag("th", called + (f"（{part}）" if part else ""), scope="col", class_=f"of-{field}")
            for (field, part), called in columns.items()
        ]
        cells = [{(cell.field, cell.part): cell for cell in row.cells} for row in rows]
        body = []
        for at, row in enumerate(rows):
            drawn = [tag("th", str(row.number), scope="row")]
            for column in columns:
                cell = cells[at].get(column)
                if at and cell is not None and _same(cells[at - 1].get(column), cell):
                    continue
                drawn.append(self._spanned(cell, _span(cells, at, column)) if cell else tag("td"))
            body.append(tag("tr", *drawn))
        return tag("table", tag("thead", tag("tr", *header)), tag("tbody", *body), class_=kept)

    def _spanned(self, cell: ViewCell, rows: int) -> Markup:
        return self._cell("td", cell, rowspan=rows) if rows > 1 else self._cell("td", cell)

    def _cell(self, element: str, cell: ViewCell, **attributes: str | int) -> Markup:
        """A cell: its text, the flagged stretches of it, and the findings on it."""
        name = cell_name(self.entry.id, cell)
        found = self.anchors.at_cell.get(name, ())
        if name in self.anchors.targets:
            attributes["id"] = name
        if not found:
            return tag(element, cell.text, **attributes)
        kinds = {kind(entry.finding) for entry in found}
        worst = next(name for name in KINDS if name in kinds)
        stretches = (_stretch(entry.finding, cell.text) for entry in found)
        partly = [stretch for stretch in stretches if stretch != (0, len(cell.text))]
        shown = marked(cell.text, partly)
        return tag(element, shown, Markup(" "), *map(_flag, found), class_=f"flagged {worst}", **attributes)


def _columns(rows: Sequence[ViewRow]) -> dict[_Column, str]:
    """The columns in the draft's order: as they stand in the first of the fullest rows."""
    called: dict[_Column, str] = {}
    fullest = max(rows, key=lambda row: len(row.cells))
    ordered = sorted(fullest.cells, key=lambda cell: cell.places[0][0] if cell.places else 0)
    for cell in (*ordered, *(cell for row in rows for cell in row.cells)):
        called.setdefault((cell.field, cell.part), cell.called)
    return called


def _span(cells: Sequence[dict[_Column, ViewCell]], at: int, column: _Column) -> int:
    """Over how many rows a cell is merged."""
    end = at + 1
    while end < len(cells) and _same(cells[end].get(column), cells[at][column]):
        end += 1
    return end - at


def _same(one: ViewCell | None, other: ViewCell) -> bool:
    return one is not None and one.number == other.number


def _stretch(finding: Finding, cell: str) -> tuple[int, int]:
    """The flagged stretch of a cell's text; all of it where the finding shows another text."""
    if shown := finding.snippet:
        content = shown.cells[shown.index]
        if content.endswith(cell):
            before = len(content) - len(cell)
            return max(0, shown.start - before), max(0, shown.end - before)
    return 0, len(cell)


def _flag(entry: Numbered) -> Markup:
    """The mark in a cell: sign and number, a link to the finding."""
    finding, name = entry.finding, kind(entry.finding)
    mark, word = KINDS[name]
    said = f"{word} {finding.code} {finding.message}"
    label = f"{word}，第 {entry.number} 个问题"
    number = f"#f{entry.number}"
    return tag("a", f"{mark}{entry.number}", class_=f"flag {name}", href=number, title=said, aria_label=label)


def _worded(entry: Numbered) -> Markup:
    return tag("span", _flag(entry), " ", text(entry.finding.message), class_="said")
