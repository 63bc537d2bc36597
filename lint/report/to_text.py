"""The report for people: by file, project and row, the flagged cells marked under the row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from lint.model.finding import Finding, Section, Severity, Snippet, State, Suppression
from lint.model.report import Input, Report, Status
from lint.report.base import Style
from lint.report.columns import printable, shorten, width
from lint.report.said import SECTIONS, SEVERITIES, gaps

COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_DIM = "2"
_BAR = " | "
_INDENT = "    "
_SMALLEST_FLAGGED, _SMALLEST = 12, 6
_MARK = "~"
_BLANK = "（空）"
_AROUND = 12


class TextReporter:
    """The report for people."""

    name = "text"
    suffix = ".txt"
    encoding = None

    def render(self, report: Report, style: Style) -> str:
        """The report as lines for a terminal."""
        page = _Page(style)
        findings = {number: list(group) for number, group in groupby(report.shown, key=lambda f: f.input)}
        known = Counter(finding.input for finding in report.findings if finding.state is State.BASELINED)
        for entry in report.inputs:
            if entry.status in (Status.CHECKED, Status.PARTIAL):
                page.input(entry, findings.get(entry.id, []), known[entry.id])
        page.lines += ending(report, style)
        return "".join(f"{line}\n" for line in page.lines)


class _Shown(Struct, frozen=True):
    """A line of cells, and the columns of it that are flagged."""

    text: str
    marks: tuple[tuple[int, int], ...]


class _Page:
    """Collects the lines of a report."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.lines: list[str] = []

    def input(self, entry: Input, findings: Sequence[Finding], known: int) -> None:
        """One file: what was seen in it, then its findings by project and row; ``known`` ones are only counted."""
        seen = f"{entry.projects} 个项目、{entry.indicators} 条指标"
        if entry.other_tables:
            seen += f"，另有 {entry.other_tables} 张表不是绩效目标表，没有检查"
        if not findings and (entry.projects or entry.status is Status.CHECKED):
            seen += "，没有发现新问题" if known else "，没有发现问题"
        self.lines += [f"{self.style.paint(printable(entry.path), '1')}  {seen}", ""]
        for key, group in groupby(findings, key=_place):
            members = list(group)
            self._heading(key, members[0])
            for row in _rows(members):
                self._row(row)
            self.lines.append("")

    def _heading(self, key: tuple[Section | None, int | None], first: Finding) -> None:
        section, ordinal = key
        if section is None:
            return
        subject = first.subject
        name = subject.project if subject else ""
        title = SECTIONS.get(section) or f"第 {ordinal} 个项目" + (f"  {name}" if name else "")
        self.lines.append(self.style.paint(printable(title), "1;34"))

    def _row(self, findings: Sequence[Finding]) -> None:
        """Findings on one row (or one cell): the place, the cells with marks, then finding by finding."""
        first = findings[0]
        place = f"  {first.location.label}"
        if first.subject and first.subject.row:
            place += f"，第 {first.subject.row} 条指标"
        self.lines.append(self.style.paint(place, "2"))
        if first.snippet and any(first.snippet.cells):
            shown = _show([f.snippet for f in findings if f.snippet], self.style.width - len(_INDENT))
            self.lines.append(_INDENT + shown.text)
            marks = _marks(shown)
            if marks:
                counted = [f.severity for f in findings if f.state is not State.SUPPRESSED]
                worst = max(counted, key=lambda severity: severity.rank, default=None)
                self.lines.append(_INDENT + self.style.paint(marks, COLORS[worst] if worst else _DIM))
        for finding in findings:
            if finding.suppression:
                self._suppressed(finding, finding.suppression)
                continue
            label = self.style.paint(SEVERITIES[finding.severity], COLORS[finding.severity])
            self.lines.append(f"{_INDENT}{label} {self.style.paint(finding.code, '1')} {printable(finding.message)}")
            if finding.suggestion:
                self.lines.append(f"{_INDENT}     建议：{printable(finding.suggestion)}")

    def _suppressed(self, finding: Finding, said: Suppression) -> None:
        """A finding that does not count: what it is, and who says why, where."""
        owner, until = said.owner and f"负责人 {said.owner}", said.until and f"到 {said.until} 为止"
        for line in (
            f"忽略 {finding.code} {finding.message}",
            f"     理由：{said.reason}（{'，'.join(filter(None, (owner, until, said.source)))}）",
        ):
            self.lines.append(_INDENT + self.style.paint(printable(line), _DIM))


def ending(report: Report, style: Style) -> list[str]:
    """What was not checked, or not wholly; what else there is to say of the run; how much was checked."""
    lines = [f"{style.paint(gap.what, '31')}  {printable(f'{gap.who}：{gap.reason}')}" for gap in gaps(report)]
    lines += [f"{style.paint('说明', '36')}  {printable(note)}" for note in report.notes]
    return [*lines, closing_line(report)]


def closing_line(report: Report) -> str:
    """What was checked and what was found, in one line; what was not checked is never left out."""
    checked = [entry for entry in report.inputs if entry.status in (Status.CHECKED, Status.PARTIAL)]
    missed = len(report.inputs) - len(checked)
    if not checked:
        return "没有检查任何文件。"
    projects, rows = sum(entry.projects for entry in checked), sum(entry.indicators for entry in checked)
    counts = [(report.count(severity), word) for severity, word in SEVERITIES.items()]
    found = "、".join(f"{count} 个{word}" for count, word in counts if count)
    seen = f"检查了 {len(checked)} 个文件、{projects} 个项目、{rows} 条指标"
    known = report.in_state(State.BASELINED)
    if not projects and any(entry.status is Status.PARTIAL for entry in checked):
        nothing = "没有读出项目"
    else:
        nothing = "没有发现新问题" if known else "没有发现问题"
    line = f"{seen}，{'发现 ' + found if found else nothing}。"
    line += f"另有 {known} 个存量问题（基线）。" if known else ""
    ignored = report.in_state(State.SUPPRESSED)
    line += f"另有 {ignored} 个按说明忽略。" if ignored else ""
    return line + (f"另有 {missed} 个文件没有检查。" if missed else "")


def _place(finding: Finding) -> tuple[Section | None, int | None]:
    subject = finding.subject
    return (subject.section, subject.ordinal) if subject else (None, None)


def _rows(findings: Sequence[Finding]) -> Iterator[list[Finding]]:
    """Findings of a project gathered by row, and by place where they have none; in order of appearance."""
    gathered: dict[object, list[Finding]] = {}
    for finding in findings:
        row = finding.subject.row if finding.subject else None
        cells = finding.snippet.cells if finding.snippet else ()
        key = ("row", row) if row else ("place", finding.location.label, cells)
        gathered.setdefault(key, []).append(finding)
    yield from gathered.values()


def _show(snippets: Sequence[Snippet], columns: int) -> _Shown:
    """The cells of a row in one line, at most ``columns`` wide, with the stretches that are flagged."""
    fullest = max(snippets, key=lambda snippet: len(snippet.cells))
    cells = [printable(text) for text in fullest.cells]
    flagged: dict[int, list[tuple[int, int]]] = {}
    for snippet in snippets:
        shift = _shift(snippet.cells, fullest.cells)
        if shift is not None:
            index = shift + snippet.index
            cells[index] = cells[index] or _BLANK
            end = snippet.end if snippet.cells[snippet.index] else len(_BLANK)
            flagged.setdefault(index, []).append((snippet.start, end))
    texts = _fitted(cells, flagged, columns)
    line, marks, at = "", [], 0
    for index, (text, dropped) in enumerate(texts):
        if index:
            line, at = line + _BAR, at + len(_BAR)
        for start, end in flagged.get(index, ()):
            left, right = max(0, start - dropped), max(0, end - dropped)
            from_column = at + width(text[:left])
            marks.append((from_column, max(from_column + 1, at + width(text[:right]))))
        line, at = line + text, at + width(text)
    return _Shown(line, tuple(marks))


def _shift(cells: Sequence[str], fullest: Sequence[str]) -> int | None:
    """Where the cells stand among the fullest ones of the row: some findings show one cell more at the beginning."""
    found = (at for at in range(len(fullest) - len(cells) + 1) if fullest[at : at + len(cells)] == cells)
    return next(found, None)


def _fitted(cells: Sequence[str], flagged: dict[int, list[tuple[int, int]]], columns: int) -> list[tuple[str, int]]:
    """The cells shortened to fit, each with the number of characters dropped at its beginning.

    Cells that are not flagged give way first; of a long flagged one the part around the flag is kept.
    """
    texts = [(text, 0) for text in cells]
    room = columns - len(_BAR) * (len(cells) - 1)
    for chosen in (False, True):
        for index in sorted(range(len(cells)), key=lambda i: -width(texts[i][0])):
            over = sum(width(text) for text, _ in texts) - room
            if over <= 0:
                return texts
            text = texts[index][0]
            if (index in flagged) is not chosen:
                continue
            space = max(_SMALLEST_FLAGGED if chosen else _SMALLEST, width(text) - over)
            texts[index] = _around(text, flagged[index][0][0], space) if chosen else (shorten(text, space), 0)
    return texts


def _around(text: str, start: int, columns: int) -> tuple[str, int]:
    """A long text cut down to the part around ``start``."""
    dropped = start - min(_AROUND, columns // 4)
    if dropped <= 1 or width(text) <= columns:
        return shorten(text, columns), 0
    return "…" + shorten(text[dropped:], columns - 1), dropped - 1


def _marks(shown: _Shown) -> str:
    end = width(shown.text)
    line = [" "] * end
    for start, stop in shown.marks:
        for column in range(start, min(stop, end)):
            line[column] = _MARK
    return "".join(line).rstrip()
