"""The opinion on each project of a run: every item of the form with a grade and its evidence."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from lint.config.grading import Grade, Grading, Item
from lint.model.finding import Finding, Section, Severity, State
from lint.model.report import Input, Report, Status
from lint.model.view import ProjectView

_TOLD = (State.NEW, State.SUPPRESSED)


class Graded(Struct, frozen=True):
    """An item of the form: its grade, and the findings that it follows from.

    ``excused`` are suppressed findings, which do not count: who wrote the draft, or the configuration, says why.
    """

    item: Item
    grade: Grade
    findings: tuple[Finding, ...]
    excused: tuple[Finding, ...] = ()

    def count(self, severity: Severity) -> int:
        """Findings of a severity."""
        return sum(finding.severity is severity for finding in self.findings)


class Opinion(Struct, frozen=True):
    """The opinion on one project. ``remarks`` are findings that speak to no item of the form."""

    entry: Input
    project: ProjectView
    items: tuple[Graded, ...]
    total: Grade
    remarks: tuple[Finding, ...] = ()

    @property
    def findings(self) -> int:
        """How many findings the project has."""
        return sum(len(graded.findings) for graded in self.items) + len(self.remarks)

    @property
    def complete(self) -> bool:
        """Whether all of the file was checked."""
        return self.entry.status is Status.CHECKED


class Review(Struct, frozen=True):
    """The opinions of a run, those that need most work first; and what stands outside of projects.

    ``elsewhere`` are findings on the overall part, the duties table and files as a whole.
    """

    report: Report
    grading: Grading
    opinions: tuple[Opinion, ...]
    elsewhere: tuple[Finding, ...]

    @property
    def unchecked(self) -> tuple[Input, ...]:
        """The files that were not checked, or not wholly."""
        return tuple(entry for entry in self.report.inputs if entry.status is not Status.CHECKED)

    def by_need(self) -> list[Opinion]:
        """The opinions sorted by need: worst grade first, then most findings; otherwise in the order of the files."""
        grades = self.grading.grades
        return sorted(self.opinions, key=lambda opinion: (-grades.index(opinion.total), -opinion.findings))


def review(report: Report, grading: Grading) -> Review:
    """The review of a report, which has to have the views of its files."""
    found: dict[tuple[int, int], list[Finding]] = {}
    elsewhere = []
    for finding in report.findings:
        if finding.state not in _TOLD:
            continue
        subject = finding.subject
        if subject is None or subject.ordinal is None or subject.section is not Section.PROJECT:
            elsewhere += [finding] * (finding.state is State.NEW)
        else:
            found.setdefault((finding.input, subject.ordinal), []).append(finding)
    opinions = [
        _opinion(entry, project, found.get((entry.id, project.ordinal), []), grading)
        for entry in report.inputs
        if (view := report.views.get(entry.id)) is not None
        for project in view.projects
    ]
    return Review(report, grading, tuple(opinions), tuple(elsewhere))


def _opinion(entry: Input, project: ProjectView, told: Sequence[Finding], grading: Grading) -> Opinion:
    findings = [finding for finding in told if finding.state is State.NEW]
    suppressed = [finding for finding in told if finding.state is not State.NEW]
    items = []
    for item in grading.items:
        own = tuple(finding for finding in findings if finding.code in item.codes)
        errors = sum(finding.severity is Severity.ERROR for finding in own)
        warnings = sum(finding.severity is Severity.WARNING for finding in own)
        excused = tuple(finding for finding in suppressed if finding.code in item.codes)
        items.append(Graded(item, grading.grade(errors, warnings), own, excused))
    known = frozenset().union(*(item.codes for item in grading.items))
    remarks = tuple(finding for finding in findings if finding.code not in known)
    return Opinion(entry, project, tuple(items), grading.total([graded.grade for graded in items]), remarks)
