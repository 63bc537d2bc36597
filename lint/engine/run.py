"""Running rules over a document: every rule's flags become findings, a rule that crashes becomes one too."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby

from msgspec import Struct

from lint.engine.findings import FindingMaker, sort_key
from lint.engine.recall import Flags, Kept, Recall
from lint.engine.select import ActiveRule
from lint.model.document import Document, Indicator, Project
from lint.model.finding import Finding, Section
from lint.model.unread import unread_cells, unread_rows
from lint.rules.base import ALL_KINDS, Flag, Rule

CRASH = "INT001"
_PORTION = 1000
"""Rows that the rules take at a time."""

_Check = Callable[[], Iterator[Flag]]
RulesOf = Callable[[Project], Mapping[str, ActiveRule]]
"""The rules of one project by code; the same mapping for projects with the same rules."""
_Judge = Callable[[ActiveRule, Project | None], ActiveRule | None]


class Outcome(Struct, frozen=True):
    """The findings of one document in document order, and the traces of rules that crashed on it."""

    findings: tuple[Finding, ...]
    crashes: tuple[str, ...] = ()


class Runner:
    """Runs the rules of a run over documents, one after the other.

    Rules on rows and projects take a document in portions, each rule the whole portion: a rule's words and patterns
    stay in the processor's cache, and what was computed of a text in the caches that all rules share.

    Where ``rules_of`` gives rules of their own to projects, what rules on the whole document say of a project is judged
    by them too.
    """

    def __init__(
        self, rules: Sequence[ActiveRule], rules_of: RulesOf | None = None, recall: Recall | None = None
    ) -> None:
        self._rules = rules
        self._rules_of = rules_of
        self._recall = recall
        self.between = [active for active in rules if active.rule.implements("check_run")]
        """The rules that want to see all documents of the run together."""

    def run(self, document: Document, number: int) -> Outcome:
        """Check one document, which is input ``number`` of the run."""
        unread = unread_cells(document)
        job = _Job(FindingMaker(document, number), unread, self.judged)
        if self._recall and not unread:
            self._check_again(document, job, self._recall)
        else:
            unread_anchors = unread_rows(document, unread)
            for rules, projects in self._portions(document.projects):
                self._check_rows(projects, rules, job, unread_anchors)
        for active in self._rules:
            rule = active.rule
            if rule.implements("check_document"):
                job.take(active, partial(rule.check_document, document))
            if document.overall and rule.implements("check_overall"):
                check = partial(rule.check_overall, document.overall, document)
                job.take(active, check, section=Section.OVERALL)
            if document.duties and rule.implements("check_duties"):
                job.take(active, partial(rule.check_duties, document.duties, document), section=Section.DUTIES)
        document.forget()
        return job.finish()

    def judged(self, active: ActiveRule, project: Project | None) -> ActiveRule | None:
        """The rule as it stands for a project; None where it is off there."""
        if self._rules_of is None or project is None:
            return active
        return self._rules_of(project).get(active.rule.meta.code)

    def _portions(self, projects: Sequence[Project]) -> Iterator[tuple[Sequence[ActiveRule], Sequence[Project]]]:
        """The projects in order, some hundred rows at a time, with the rules that they have in common."""
        if self._rules_of is None:
            yield from ((self._rules, portion) for portion in _portions(projects))
            return
        pairs = [(self._rules_of(project), project) for project in projects]
        for _, group in groupby(pairs, key=lambda pair: id(pair[0])):
            own = list(group)
            rules = list(own[0][0].values())
            yield from ((rules, portion) for portion in _portions([project for _, project in own]))

    def _check_again(self, document: Document, job: _Job, recall: Recall) -> None:
        """As `_check_rows` over all portions, in the same order; rules run on projects that are not known yet."""
        entries = recall.of(document)
        recall.forget(document)
        at = 0
        for rules, projects in self._portions(document.projects):
            kept = entries[at : at + len(projects)]
            at += len(projects)
            for active in rules:
                if active.rule.implements("check_indicator"):
                    for entry in kept:
                        job.over_kept(active, entry, entry.flags_of_rows(active))
                if active.rule.implements("check_project"):
                    for entry in kept:
                        job.over_kept(active, entry, entry.flags_of_whole(active))
        job.maker.shift = 0
        if not job.crashes:
            recall.keep(document, entries)

    def _check_rows(
        self, projects: Sequence[Project], rules: Sequence[ActiveRule], job: _Job, unread: frozenset[int]
    ) -> None:
        every = [(row, project) for project in projects for row in project.rows if row.anchor.place not in unread]
        rows = {ALL_KINDS: every}
        for active in rules:
            rule = active.rule
            if rule.implements("check_indicator"):
                kinds = rule.looks_at
                if kinds not in rows:
                    rows[kinds] = [pair for pair in every if pair[0].target.kind in kinds]
                job.over_rows(active, rows[kinds])
            if rule.implements("check_project"):
                for project in projects:
                    job.take(active, partial(rule.check_project, project), project)


def _portions(projects: Sequence[Project]) -> Iterator[Sequence[Project]]:
    """The projects in order, as many at a time as have some hundred rows."""
    begin, rows = 0, 0
    for end, project in enumerate(projects, start=1):
        rows += len(project.rows)
        if rows >= _PORTION or end == len(projects):
            yield projects[begin:end]
            begin, rows = end, 0


class _Job:
    """Findings and crashes of one document, while it is checked."""

    def __init__(self, maker: FindingMaker, unread: frozenset[int], judged: _Judge) -> None:
        self.maker = maker
        self.unread = unread
        self.judged = judged
        self.findings: list[Finding] = []
        self.crashes: dict[str, str] = {}

    def over_rows(self, active: ActiveRule, rows: Iterable[tuple[Indicator, Project]]) -> None:
        check, make = active.rule.check_indicator, self.maker.make
        for row, project in rows:
            try:
                for flag in check(row, project):
                    self.findings.append(make(active, flag, project, row))
            except Exception:
                self._crashed(active.rule)

    def over_kept(self, active: ActiveRule, entry: Kept, flags: Flags) -> None:
        self.maker.shift = entry.shift
        for row, some in flags:
            try:
                for flag in some:
                    self.findings.append(self.maker.make(active, flag, entry.project, row))
            except Exception:
                self._crashed(active.rule)

    def take(
        self,
        active: ActiveRule,
        check: _Check,
        project: Project | None = None,
        section: Section = Section.PROJECT,
    ) -> None:
        try:
            for flag in check():
                if flag.cell.place in self.unread:
                    continue
                if judged := self.judged(active, flag.project or project):
                    self.findings.append(self.maker.make(judged, flag, project, None, section))
        except Exception:
            self._crashed(active.rule)

    def _crashed(self, rule: Rule) -> None:
        self.crashes.setdefault(rule.meta.code, traceback.format_exc())

    def finish(self) -> Outcome:
        for code in self.crashes:
            self.findings.append(self.maker.crash(CRASH, code))
        return Outcome(tuple(sorted(self.findings, key=sort_key)), tuple(self.crashes.values()))
