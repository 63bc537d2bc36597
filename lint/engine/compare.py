"""Rules that see all documents of a run: each over the documents for which it has the same options."""

from __future__ import annotations

import traceback
from collections.abc import Sequence

from msgspec import Struct

from lint.engine.findings import FindingMaker, sort_key
from lint.engine.run import CRASH, Outcome, Runner
from lint.engine.select import ActiveRule
from lint.model.document import Document
from lint.model.finding import Finding


class Compared(Struct, frozen=True):
    """A document that is compared with others: the number of its input, and who runs the rules on it."""

    number: int
    document: Document
    runner: Runner


def compare(documents: Sequence[Compared]) -> Outcome:
    """Check documents against each other, whichever rulesets judge them."""
    groups: dict[object, tuple[ActiveRule, list[Compared]]] = {}
    for one in documents:
        for active in one.runner.between:
            rule = active.rule
            key = (type(rule), id(rule.lexicon), repr(sorted(vars(rule.options).items())))
            groups.setdefault(key, (active, []))[1].append(one)
    outcomes = [_compared(active, own) for active, own in groups.values() if len(own) > 1]
    for one in documents:
        one.document.forget()
    findings = sorted((finding for outcome in outcomes for finding in outcome.findings), key=sort_key)
    return Outcome(tuple(findings), tuple(crash for outcome in outcomes for crash in outcome.crashes))


def _compared(active: ActiveRule, documents: Sequence[Compared]) -> Outcome:
    """What one rule says; of a document, as that one's own rules have it."""
    numbers = {id(one.document): one.number for one in documents}
    runners = {id(one.document): one.runner for one in documents}
    makers = {id(one.document): FindingMaker(one.document, one.number, numbers) for one in documents}
    findings: list[Finding] = []
    try:
        for flag in active.rule.check_run([one.document for one in documents]):
            runner, maker = runners[id(flag.document)], makers[id(flag.document)]
            own = next(own for own in runner.between if own.rule.meta.code == active.rule.meta.code)
            if judged := runner.judged(own, flag.project):
                findings.append(maker.make(judged, flag, flag.project, flag.indicator))
    except Exception:
        crash = next(iter(makers.values())).crash(CRASH, active.rule.meta.code, "在比对几个文件")
        return Outcome((*findings, crash), (traceback.format_exc(),))
    return Outcome(tuple(findings))
