"""Running rules over a document: every rule's flags become findings, a rule that crashes becomes one too."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from lint.engine.findings import FindingMaker, sort_key
from lint.engine.select import ActiveRule
from lint.model.document import Document, Indicator, Project
from lint.model.finding import Finding, Section
from lint.model.target import TargetKind
from lint.rules.base import ALL_KINDS, Flag, Rule

CRASH = "INT001"

_Check = Callable[[], Iterator[Flag]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The findings of one document in document order, and the traces of rules that crashed on it."""

    findings: tuple[Finding, ...]
    crashes: tuple[str, ...] = ()


class Runner:
    """Runs the rules of a run over documents, one after the other."""

    def __init__(self, rules: Sequence[ActiveRule]) -> None:
        self._indicator = _having(rules, "check_indicator")
        self._project = _having(rules, "check_project")
        self._document = _having(rules, "check_document")
        self._overall = _having(rules, "check_overall")
        self._duties = _having(rules, "check_duties")
        self._run = _having(rules, "check_run")

    def run(self, document: Document, number: int) -> Outcome:
        """Check one document, which is input ``number`` of the run."""
        job = _Job(FindingMaker(document, number))
        for project in document.projects:
            by_kind = _by_kind(project.rows)
            for active in self._indicator:
                kinds = active.rule.looks_at
                if kinds is ALL_KINDS:
                    job.over_rows(active, project.rows, project)
                    continue
                for kind, rows in by_kind.items():
                    if kind in kinds:
                        job.over_rows(active, rows, project)
            for active in self._project:
                job.take(active, partial(active.rule.check_project, project), project)
        for active in self._document:
            job.take(active, partial(active.rule.check_document, document))
        if document.overall:
            for active in self._overall:
                check = partial(active.rule.check_overall, document.overall, document)
                job.take(active, check, section=Section.OVERALL)
        if document.duties:
            for active in self._duties:
                job.take(active, partial(active.rule.check_duties, document.duties, document), section=Section.DUTIES)
        return job.finish()

    @property
    def compares(self) -> bool:
        """Whether a rule wants to see all documents of the run together."""
        return bool(self._run)

    def run_all(self, documents: Sequence[tuple[int, Document]]) -> Outcome:
        """Check the documents of a run against each other; each comes with the number of its input."""
        numbers = {id(document): number for number, document in documents}
        makers = {id(document): FindingMaker(document, number, numbers) for number, document in documents}
        findings: list[Finding] = []
        crashes: list[str] = []
        for active in self._run:
            try:
                for flag in active.rule.check_run([document for _, document in documents]):
                    findings.append(makers[id(flag.document)].make(active, flag, flag.project, flag.indicator))
            except Exception:
                crashes.append(traceback.format_exc())
                findings.append(next(iter(makers.values())).crash(CRASH, active.rule.meta.code, "在比对几个文件"))
        return Outcome(tuple(sorted(findings, key=sort_key)), tuple(crashes))


def _by_kind(rows: Sequence[Indicator]) -> dict[TargetKind, list[Indicator]]:
    found: dict[TargetKind, list[Indicator]] = {}
    for row in rows:
        found.setdefault(row.target.kind, []).append(row)
    return found


def _having(rules: Iterable[ActiveRule], method: str) -> list[ActiveRule]:
    return [active for active in rules if type(active.rule).implements(method)]


class _Job:
    """Findings and crashes of one document, while it is checked."""

    def __init__(self, maker: FindingMaker) -> None:
        self.maker = maker
        self.findings: list[Finding] = []
        self.crashes: dict[str, str] = {}

    def over_rows(self, active: ActiveRule, rows: Sequence[Indicator], project: Project) -> None:
        check, make = active.rule.check_indicator, self.maker.make
        for row in rows:
            try:
                for flag in check(row, project):
                    self.findings.append(make(active, flag, project, row))
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
                self.findings.append(self.maker.make(active, flag, project, None, section))
        except Exception:
            self._crashed(active.rule)

    def _crashed(self, rule: Rule) -> None:
        self.crashes.setdefault(rule.meta.code, traceback.format_exc())

    def finish(self) -> Outcome:
        for code in self.crashes:
            self.findings.append(self.maker.crash(CRASH, code))
        return Outcome(tuple(sorted(self.findings, key=sort_key)), tuple(self.crashes.values()))
