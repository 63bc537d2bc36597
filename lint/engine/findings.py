"""From a rule's flag to a finding: location, subject, snippet, fix and fingerprint."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping

from lint.engine.select import ActiveRule
from lint.model.cell import Cell
from lint.model.document import Document, Indicator, Project
from lint.model.finding import (
    Applicability,
    Edit,
    Finding,
    Fix,
    Related,
    Section,
    Severity,
    Snippet,
    Subject,
)
from lint.model.place import FileLocation, Location, moved, order
from lint.rules.base import FIELD_NAMES, Flag, Relation
from lint.text.fold import fold

_ROLES = ("copied-from", "same-as", "conflicts-with", "defined-at", "expected-from", "sum-of")
"""Roles of related places in the report's schema."""
_SHOWN = ("level2", "name", "description", "value", "basis")


class FindingMaker:
    """Makes the findings of one document; ``numbers`` are those of the run's documents, by identity."""

    def __init__(self, document: Document, number: int, numbers: Mapping[int, int] | None = None) -> None:
        self.document = document
        self.number = number
        self.numbers = numbers or {}
        self.seen: Counter[str] = Counter()
        self.shift = 0
        """How far the cells of flags have moved since they were read; not 0 for flags of an earlier check only."""

    def make(
        self,
        active: ActiveRule,
        flag: Flag,
        project: Project | None,
        indicator: Indicator | None,
        section: Section = Section.PROJECT,
    ) -> Finding:
        """The finding of a flag; the flag's own project and indicator take precedence.

        Raises:
            ValueError: the flag has a field or a relation that no report knows.
        """
        meta = active.rule.meta
        if flag.field not in FIELD_NAMES:
            raise ValueError(f"flag on unknown field {flag.field!r}; known are {', '.join(FIELD_NAMES)}")
        project, indicator = flag.project or project, flag.indicator or indicator
        subject = _subject(flag, project, indicator, section)
        fingerprint = _fingerprint(meta.code, subject)
        self.seen[fingerprint] += 1
        return Finding(
            code=meta.code,
            slug=meta.slug,
            title=meta.title,
            severity=active.severity,
            message_id=f"{meta.slug}.{flag.message_id}",
            message=flag.message,
            suggestion=flag.suggestion,
            input=self.number,
            location=self._locate(flag.cell, flag.start, flag.end),
            snippet=_snippet(flag, project, indicator),
            subject=subject,
            fingerprint=fingerprint,
            ordinal=self.seen[fingerprint],
            data=flag.data,
            fixes=self._fixes(flag),
            related=tuple(map(self._related, flag.related)) if flag.related else (),
            confidence=active.confidence,
        )

    def crash(self, code: str, rule: str, what: str = "在检查这个文件") -> Finding:
        """The finding that says that a rule crashed on this document."""
        fingerprint = hashlib.blake2b(f"{code}\0{rule}\0{what}".encode(), digest_size=16).hexdigest()
        self.seen[fingerprint] += 1
        return Finding(
            code=code,
            slug="rule-crashed",
            title="规则出错",
            severity=Severity.ERROR,
            message_id="rule-crashed.default",
            message=f"规则 {rule} {what}时出错，它的结果不完整",
            suggestion="其他规则照常检查；请把文件和这条信息反馈给维护者，暂时可用 --ignore 跳过这条规则",
            input=self.number,
            location=FileLocation(),
            snippet=None,
            subject=None,
            fingerprint=fingerprint,
            ordinal=self.seen[fingerprint],
            data={"rule": rule},
        )

    def _locate(self, cell: Cell, start: int = 0, end: int | None = None) -> Location:
        place, first, last = cell.stretch(start, end)
        return self.document.locator.locate(moved(place, self.shift), first, last)

    def _related(self, relation: Relation) -> Related:
        if relation.role not in _ROLES:
            raise ValueError(f"relation with unknown role {relation.role!r}; known are {', '.join(_ROLES)}")
        document = relation.document or self.document
        number = self.number if document is self.document else self.numbers[id(document)]
        place, start, end = relation.cell.stretch()
        location = document.locator.locate(moved(place, self.shift), start, end)
        return Related(relation.role, relation.message, number, location, relation.similarity)

    def _fixes(self, flag: Flag) -> tuple[Fix, ...]:
        """The fix of a flag, where the text to replace stands in one piece."""
        cell = flag.written or flag.cell
        if flag.replacement is None or cell.parts:
            return ()
        origin, start, end = cell.stretch() if flag.written else cell.stretch(flag.start, flag.end)
        place = moved(origin, self.shift)
        expected = cell.raw[start:end]
        if not self.document.locator.holds(place, start, end, expected):
            return ()
        edit = Edit(self.document.locator.locate(place, start, end), expected, flag.replacement)
        applicability = Applicability.SAFE if flag.safe else Applicability.UNSAFE
        title = f"改为“{flag.replacement}”" if flag.replacement else f"删去“{expected}”"
        return (Fix(title, applicability, (edit,)),)


def sort_key(finding: Finding) -> tuple[int, int, str, str, int]:
    """Document order, then code: total and the same in every run."""
    return finding.input, order(finding.location), finding.code, finding.fingerprint, finding.ordinal


def _subject(flag: Flag, project: Project | None, indicator: Indicator | None, section: Section) -> Subject:
    return Subject(
        section=section,
        field=flag.field,
        value=flag.cell.text,
        project=project.label if project else "",
        project_code=project.code.text if project and project.code else "",
        ordinal=project.ordinal if project else None,
        path=indicator.path if indicator else (),
        row=indicator.row if indicator else None,
        unit=(project.unit_name or project.unit_code or "") if project else "",
    )


def _fingerprint(code: str, subject: Subject) -> str:
    """Made of meaning, not of place: rule, project, indicator path, field, folded value."""
    parts = (code, subject.section.value, fold(subject.project), *map(fold, subject.path), subject.field)
    text = "\0".join((*parts, fold(subject.value)))
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _snippet(flag: Flag, project: Project | None, indicator: Indicator | None) -> Snippet:
    end = len(flag.cell.text) if flag.end is None else flag.end
    if shown := flag.shown:
        return Snippet(shown.texts, shown.index, shown.shift + flag.start, shown.shift + end)
    if indicator is None and project and flag.field in _SHOWN:
        indicator = next((row for row in project.rows if row.cell(flag.field) is flag.cell), None)
    if indicator is None:
        return Snippet((flag.cell.text,), 0, flag.start, end)
    cells = [cell for name in _SHOWN if (cell := indicator.cell(name)) is not None]
    if not any(cell is flag.cell for cell in cells):
        cells.insert(0, flag.cell)
    index = next(number for number, cell in enumerate(cells) if cell is flag.cell)
    return Snippet(tuple(cell.text for cell in cells), index, flag.start, end)
