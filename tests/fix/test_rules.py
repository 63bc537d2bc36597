"""Every rule that offers a fix, on all its cases: the fix removes the finding, brings none, and is made once."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from lint.api import Linter, Selection, Session
from lint.api.fixing import Fixed, Options, fix
from lint.rules.base import Fixability
from lint.testing import Case
from tests.corpus.draw import drawn
from tests.fix.drafts import WRITERS, item, linter
from tests.fix.test_fix import counts, place
from tests.rules.test_cases import CASES

_NO_PROJECT = "部门总体绩效目标里的标记"
_FIXED = [
    case for case in CASES if case.text and case.id != _NO_PROJECT and any("fix" in entry for entry in case.expect)
]
_SUFFIXES = ("txt", "docx", "xlsx")
ALL = [pytest.param(case, suffix, id=f"{case.rule}-{case.id}-{suffix}") for case in _FIXED for suffix in _SUFFIXES]


@cache
def _session() -> Session:
    """With all rules that offer fixes, those in preview too."""
    everything = Linter(selection=Selection(extend_select=tuple({case.rule for case in _FIXED})))
    return Session(lambda item: everything)


@cache
def _data(text: str, suffix: str) -> bytes:
    if suffix == "txt":
        return text.encode()
    (read,) = linter().extract([item(text.encode(), "txt")])
    assert read.document is not None
    return WRITERS[suffix](drawn(read.document))


@cache
def _fixed(text: str, suffix: str) -> Fixed:
    return fix(_session(), item(_data(text, suffix), suffix), Options(unsafe=True))


@pytest.mark.parametrize(("case", "suffix"), ALL)
def test_its_finding_is_gone_and_none_has_come(case: Case, suffix: str) -> None:
    fixed = _fixed(case.text, suffix)
    before, after = counts(fixed.before.findings), counts(fixed.after.findings)
    assert after - before == Counter()
    assert not {place(change.finding) for change in fixed.changes} - set(before - after)
    offers = {place(finding) for finding in fixed.before.findings if finding.fixes}
    assert offers & set(after) <= {place(entry.finding) for entry in fixed.dropped}
    again = fix(_session(), item(fixed.data, suffix), Options(unsafe=True))
    assert (again.data, again.changes) == (fixed.data, ())


@pytest.mark.parametrize("suffix", _SUFFIXES)
def test_every_rule_that_claims_to_fix_does(suffix: str) -> None:
    claimed = {
        rule.meta.code
        for rule in linter().registry.by_code.values()
        if rule.meta.fixability in (Fixability.SAFE, Fixability.UNSAFE)
    }
    done = {change.finding.code for case in _FIXED for change in _fixed(case.text, suffix).changes}
    assert claimed - done == set()


@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        ("BD001", "反应受补农户的满意程渡", "反映受补农户的满意程度"),
        ("WZ006", "≥320", "≥320人"),
        ("XG004", "时效指标", "质量指标"),
        ("SD003", "≥10%", "≤10%"),
    ],
)
def test_likely_fixes(rule: str, old: str, new: str) -> None:
    made = {
        (change.finding.code, edit.expected, edit.replacement, change.safe)
        for case in _FIXED
        if case.rule == rule
        for change in _fixed(case.text, "txt").changes
        for edit in change.fix.edits
    }
    assert (rule, old, new, False) in made
