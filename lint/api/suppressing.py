"""Suppressions of a run, gathered from comments, files beside the drafts and configurations, and applied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from lint.api.examined import Examined
from lint.api.items import Item
from lint.api.linter import Linter
from lint.api.sidecar import Beside, beside
from lint.config.ruleset import REFUSED, SHOWN, SuppressEntry
from lint.engine.findings import sort_key
from lint.engine.spoken import CONFIG, Entry, Named, spoken
from lint.engine.suppress import Judged, Terms, about, expired, judge
from lint.model.comment import Noted
from lint.model.finding import Finding
from lint.model.report import Input, Status

_READ = (Status.CHECKED, Status.PARTIAL)
_ROWS = ("check_indicator", "check_project", "check_overall", "check_duties", "check_document")


class Suppressing(Struct, frozen=True):
    """What the user says of suppressions: the day to judge by, whether they count, whether to list what they hide."""

    today: date = field(default_factory=date.today)
    count: bool = True
    show: bool = False


class Suppressed(Struct, frozen=True):
    """The inputs and findings of a run when suppressions were applied, and what is to be said of them besides."""

    inputs: tuple[Input, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    show: bool


def suppress(
    items: Sequence[Item],
    linters: Sequence[Linter],
    examined: Sequence[Examined],
    findings: Sequence[Finding],
    settings: Suppressing,
    compared: Set[int] = frozenset(),
) -> Suppressed:
    """Apply all suppressions of a run; ``compared`` are the numbers of the inputs that were compared with others."""
    own: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        own[finding.input].append(finding)
    inputs = [made.entry for made in examined]
    drafts: dict[int, tuple[Judged, Terms]] = {}
    used: dict[str, frozenset[str]] = defaultdict(frozenset)
    left = 0
    for number, (item, linter, made) in enumerate(zip(items, linters, examined, strict=True)):
        if made.entry.status not in _READ:
            continue
        found, refused = _gathered(item, linter, made.comments, settings)
        left += refused
        if found.problems:
            inputs[number] = _partial(made.entry, found.problems)
        terms = _terms(linter, made.entry, settings.today, number in compared)
        drafts[number] = judged, _ = judge(own[number], found.entries, terms), terms
        for entry, hit in zip(judged.entries, judged.hits, strict=True):
            if entry.key:
                used[entry.key] |= hit
    made_findings = [*(f for number in own.keys() - drafts.keys() for f in own[number])]
    for number, (judged, terms) in drafts.items():
        made_findings += [*judged.findings, *about(judged, terms, number, used)]
    return Suppressed(
        tuple(inputs),
        tuple(sorted(made_findings, key=sort_key)),
        tuple(_notes(linters, left, settings)),
        settings.show or any(linter.ruleset.suppressions == SHOWN for linter in linters),
    )


def one_draft(item: Item, linter: Linter, made: Examined, settings: Suppressing) -> tuple[Finding, ...]:
    """The findings of a draft by itself, with what suppressions say of them."""
    return suppress([item], [linter], [made], made.findings, settings).findings


def _gathered(item: Item, linter: Linter, comments: Sequence[Noted], settings: Suppressing) -> tuple[Beside, int]:
    """The entries for a draft, and the number of those that do not count."""
    config = [_configured(entry) for entry in linter.ruleset.suppress if _covers(entry, item)]
    found = beside(item)
    entries = [*map(spoken, comments), *found.entries]
    if not settings.count:
        return replace(found, entries=()), len(entries) + len(config)
    if linter.ruleset.suppressions == REFUSED:
        return replace(found, entries=tuple(config)), len(entries)
    return replace(found, entries=(*entries, *config)), 0


def _covers(entry: SuppressEntry, item: Item) -> bool:
    path = item.path or Path(item.name)
    return not entry.files or any(glob.covers(path) for glob in entry.files)


def _configured(entry: SuppressEntry) -> Entry:
    named = Named(entry.project or None, entry.indicator or None)
    source = f"{entry.origin.file.path.name} 第 {entry.origin.line} 行"
    return Entry(CONFIG, entry.rules, entry.reason, entry.owner, entry.until, source, named=named)


def _terms(linter: Linter, entry: Input, today: date, compared: bool) -> Terms:
    """What holds for a draft; of one that was not read wholly, no rule has seen all."""
    on = {active.rule.meta.code: active for active in linter.rules}
    ran = [
        code
        for code, active in on.items()
        if any(map(active.rule.implements, _ROWS)) or (compared and active.rule.implements("check_run"))
    ]
    ruleset = linter.ruleset
    return Terms(
        registry=linter.registry,
        about={active.rule.meta.code: active for active in linter.standing},
        ran=frozenset(ran) if entry.status is Status.CHECKED else frozenset(),
        today=today,
        mandatory=frozenset(ruleset.mandatory),
        most=ruleset.max_suppressed,
    )


def _partial(entry: Input, problems: Sequence[str]) -> Input:
    reasons = [entry.reason, *(f"忽略说明没有读：{problem}" for problem in problems)]
    return replace(entry, status=Status.PARTIAL, reason="；".join(reason for reason in reasons if reason))


def _notes(linters: Sequence[Linter], left: int, settings: Suppressing) -> Iterator[str]:
    """What does not count, and entries of configurations that have had their day."""
    if left:
        why = "规则集不许忽略" if settings.count else "按 --no-suppressions"
        yield f"{why}，{left} 条忽略说明没有用"
    past: Mapping[str, SuppressEntry] = {
        str(entry.origin): entry
        for linter in linters
        for entry in linter.ruleset.suppress
        if settings.count and expired(entry.until, settings.today)
    }
    for where, entry in past.items():
        yield f"{where} 忽略 {'、'.join(entry.rules)} 的有效期到 {entry.until} 为止，已经过了，不再起作用"
