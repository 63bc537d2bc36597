"""A rule's case as an example: the document, the flagged cells in bold, and what the linter says of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from builder.markdown import Rows, escaped, table
from lint.api import Linter
from lint.engine.select import ActiveRule
from lint.model.finding import Finding
from lint.model.place import FileLocation
from lint.report.rule_page import SEVERITIES
from lint.rules.base import FIELD_NAMES
from lint.testing import Case
from lint.testing.cases import findings

Marks = set[tuple[int, int]]
"""Lines and columns at which findings begin."""
_HEADER = "指标值"


def example(case: Case, linter: Linter) -> list[str]:
    """The case as lines of Markdown."""
    (rule,) = linter.registry.resolve(case.rule)
    active = ActiveRule(rule(linter.lexicon, case.options), rule.meta.severity)
    found = findings(case, active, linter)
    lines = []
    for number, (name, text) in enumerate(case.files.items() or [("", case.table or case.text)]):
        lines += [f"文件 `{name}`：", ""] if name else []
        lines += _document(text, bool(case.table), _marks(found, number))
    if case.options:
        lines += ["选项：" + "，".join(f"`{name}: {value}`" for name, value in case.options.items()), ""]
    return [*lines, *_result(found, list(case.files)), ""]


def _marks(found: Sequence[Finding], number: int) -> Marks:
    places = [finding.location for finding in found if finding.input == number]
    return {(place.start.line, place.start.column) for place in places if not isinstance(place, FileLocation)}


def _result(findings: Sequence[Finding], files: Sequence[str]) -> Iterator[str]:
    if not findings:
        yield "检查结果：没有问题。"
        return
    yield from ["检查结果：", ""]
    for finding in findings:
        file = f"`{files[finding.input]}` " if files else ""
        yield f"- **{SEVERITIES[finding.severity]}** {file}{_where(finding)}：{escaped(finding.message)}<br>"
        yield f"  建议：{escaped(finding.suggestion)}"


def _where(finding: Finding) -> str:
    subject = finding.subject
    if subject is None:
        return "整个文件"
    project = f"第 {subject.ordinal} 个项目，" if subject.ordinal and subject.ordinal > 1 else ""
    row = f"第 {subject.row} 条指标，" if subject.row else ""
    return f"{project}{row}{FIELD_NAMES[subject.field]}"


def _document(text: str, is_table: bool, marks: Marks) -> Iterator[str]:
    """Paragraphs and tables. A case given as a table has a title line above it that is not shown."""
    source = text.splitlines()
    barred = [line for line in source if "|" in line]
    bordered = all(line.lstrip().startswith("|") for line in barred)
    rows: list[list[str]] = []
    for number, line in enumerate(source, start=2 if is_table else 1):
        if "|" in line:
            rows.append(list(_cells(line, bordered, [column for at, column in marks if at == number])))
        elif line.strip():
            yield from _tables(rows)
            rows = []
            yield from [escaped(line.strip()), ""]
    yield from _tables(rows)


def _cells(line: str, bordered: bool, columns: Sequence[int]) -> Iterator[str]:
    """The cells of a row; the bar before a cell is its own: there stands what a short row lacks."""
    begin, parts = 0, line.split("|")
    for index, part in enumerate(parts):
        end = begin + len(part)
        is_edge = index in (0, len(parts) - 1) and not part.strip()
        if not (bordered and is_edge):
            text = escaped(part.strip())
            yield f"**{text or '（空）'}**" if any(begin <= column <= end for column in columns) else text
        begin = end + 1


def _tables(rows: Rows) -> Iterator[str]:
    """Rows as two tables: the fields of the project, and the indicators under their header."""
    at = next((index for index, row in enumerate(rows) if _HEADER in row), len(rows))
    if fields := rows[:at]:
        yield from [*table([""] * max(map(len, fields)), fields), ""]
    if at < len(rows):
        yield from [*table(rows[at], rows[at + 1 :]), ""]
