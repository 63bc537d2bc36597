"""Suppressions: which findings they take back, and what there is to say of the suppressions themselves."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from lint.engine.run import CRASH
from lint.engine.select import ActiveRule
from lint.engine.spoken import COMMENT, CONFIG, Entry
from lint.engine.suppressible import Index
from lint.errors import UsageError
from lint.model.finding import Finding, Section, Snippet, State, Subject, Suppression
from lint.model.place import FileLocation
from lint.rules.references import ALL, Registry
from lint.rules.suppressions import SUPPRESSION_CODES
from lint.text.fold import fold


class Terms(Struct, frozen=True):
    """What holds for the suppressions of a draft.

    ``about`` are the rules on suppressions that are on, by code; ``ran`` those that were run over the whole draft.
    """

    registry: Registry
    about: Mapping[str, ActiveRule]
    ran: frozenset[str]
    today: date
    mandatory: frozenset[str] = frozenset()
    most: int | None = None


_SUGGESTIONS = {
    "SUP001.no-reason": "写明理由，例如“理由：合同约定，见附件”",
    "SUP001.not-understood": "写成“jixiao: 忽略 SD001 理由：……”，规则写代码或名称，有效期写成 2027-06-30",
    "SUP002.default": "问题已经改好的，删去这条说明；位置写错的，移到有问题的那一行",
    "SUP003.default": "把问题改好，删去这条说明；确实还要忽略的，重新写理由和有效期",
    "SUP004.default": "按规则改好，删去这条说明；有特殊情况的，请定规则集的部门处理",
    "SUP005.default": "能改的改好，只留下确实不用改的",
}


class Judged(Struct, frozen=True):
    """The entries of a draft against its findings: which findings are suppressed, and by entry the rules that it hit.

    ``meant`` has by entry, and in it by reference, the codes that it means.
    """

    findings: tuple[Finding, ...]
    entries: tuple[Entry, ...]
    meant: tuple[Mapping[str, frozenset[str]], ...]
    hits: tuple[frozenset[str], ...]


def judge(findings: Sequence[Finding], entries: Iterable[Entry], terms: Terms) -> Judged:
    """Suppress what entries with a reason, in force, say of the findings of a draft; not of mandatory rules."""
    entries = tuple(entries)
    if not entries:
        return Judged(tuple(findings), (), (), ())
    index = Index(findings)
    by: dict[int, Entry] = {}
    known: dict[object, frozenset[str]] = {}
    taken: list[Entry] = []
    meant: list[Mapping[str, frozenset[str]]] = []
    hits: list[frozenset[str]] = []
    for given in entries:
        entry, codes = _resolved(given, terms.registry)
        taken.append(entry)
        meant.append(codes)
        if entry.fault or not entry.reasoned:
            hits.append(frozenset())
            continue
        all_codes = frozenset().union(*codes.values())
        again = (all_codes, entry.named, entry.aims, _expired(entry, terms))
        if again not in known:
            hit = set()
            for code in all_codes:
                if found := index.of(entry, code):
                    hit.add(code)
                    if code not in _untouchable(terms) and not _expired(entry, terms):
                        for number in found:
                            by.setdefault(number, entry)
            known[again] = frozenset(hit)
        hits.append(known[again])
    kept = [_taken_back(finding, by.get(number)) for number, finding in enumerate(findings)]
    return Judged(tuple(kept), tuple(taken), tuple(meant), tuple(hits))


def _taken_back(finding: Finding, entry: Entry | None) -> Finding:
    """The finding as an entry leaves it."""
    if entry is None:
        return finding
    location = entry.location if entry.kind == COMMENT else None
    said = Suppression(entry.kind, entry.reason, entry.source, entry.owner, entry.until, location)
    return replace(finding, state=State.SUPPRESSED, suppression=said)


def _resolved(entry: Entry, registry: Registry) -> tuple[Entry, Mapping[str, frozenset[str]]]:
    """The entry with the codes that each of its references means; at fault where one means none."""
    codes: dict[str, frozenset[str]] = {}
    for reference in entry.rules:
        if reference.upper() == ALL:
            return replace(entry, fault=entry.fault or "忽略说明要写明是哪条规则，不能一次忽略全部"), {}
        try:
            codes[reference] = frozenset(rule.meta.code for rule in registry.resolve(reference))
        except UsageError as error:
            return replace(entry, fault=entry.fault or f"忽略说明里{error}"), {}
    return entry, codes


def expired(until: str, today: date) -> bool:
    """Whether a day is over; the day itself still counts."""
    return bool(until) and until < today.isoformat()


def _expired(entry: Entry, terms: Terms) -> bool:
    return expired(entry.until, terms.today)


def _untouchable(terms: Terms) -> frozenset[str]:
    return terms.mandatory | SUPPRESSION_CODES


def about(judged: Judged, terms: Terms, number: int, used: Mapping[str, frozenset[str]]) -> list[Finding]:
    """The findings about the suppressions of a draft, which is input ``number``.

    ``used`` has by key the codes that entries which several drafts share have hit anywhere.
    """
    said: list[tuple[str, str, str, Entry | None]] = []
    crashed = {finding.data.get("rule") for finding in judged.findings if finding.code == CRASH}
    ran = frozenset(terms.ran - crashed)
    for entry, meant, hit in zip(judged.entries, judged.meant, judged.hits, strict=True):
        if entry.kind != CONFIG:
            everywhere = hit | used.get(entry.key, frozenset())
            said += [(*what, entry) for what in _of_entry(entry, meant, hit, everywhere, ran, terms)]
    count = sum(finding.state is State.SUPPRESSED for finding in judged.findings)
    if terms.most is not None and count > terms.most:
        said.append(("SUP005", "default", f"按说明忽略了 {count} 个问题，最多可以忽略 {terms.most} 个", None))
    seen: Counter[str] = Counter()
    return [
        _finding(terms.about[code], message_id, message, entry, number, seen)
        for code, message_id, message, entry in said
        if code in terms.about
    ]


def _of_entry(
    entry: Entry,
    meant: Mapping[str, frozenset[str]],
    hit: frozenset[str],
    everywhere: frozenset[str],
    ran: frozenset[str],
    terms: Terms,
) -> Iterator[tuple[str, str, str]]:
    if entry.fault:
        yield "SUP001", "not-understood", entry.fault
        return
    names = "、".join(entry.rules)
    if not entry.reasoned:
        yield "SUP001", "no-reason", f"忽略 {names} 没有写理由，不起作用"
        return
    barred = _untouchable(terms)
    for codes in meant.values():
        named = codes & barred if len(codes) == 1 else codes & barred & hit
        if named:
            kept = "、".join(sorted(named))
            why = "必须检查" if named & terms.mandatory else "说的就是忽略说明"
            yield "SUP004", "default", f"规则 {kept} {why}，不能忽略"
    if _expired(entry, terms):
        yield "SUP003", "default", f"忽略 {names} 的有效期到 {entry.until} 为止，已经过了，不再起作用"
        return
    unused = [
        reference
        for reference, codes in meant.items()
        if terms.registry.codes([reference]) <= ran | barred and not codes & everywhere and not codes <= barred
    ]
    if unused:
        yield "SUP002", "default", f"忽略 {'、'.join(unused)} 没有用上：{_where(entry)}没有这样的问题"


def _where(entry: Entry) -> str:
    named = entry.named
    if named is None:
        return "这里"
    parts = [named.project, named.indicator, named.field]
    shown = "、".join(f"第 {part} 个" if isinstance(part, int) else f"“{part}”" for part in parts if part is not None)
    return f"{shown}里" if shown else "这份文件里"


def _finding(
    active: ActiveRule, message_id: str, message: str, entry: Entry | None, number: int, seen: Counter[str]
) -> Finding:
    """A finding about an entry, or about all of a draft."""
    meta, kind, text, project = active.rule.meta, "", "", ""
    snippet, subject = None, None
    if entry is not None:
        kind, text, project = entry.kind, entry.text, entry.project
        snippet = Snippet((text,), 0, 0, len(text)) if text else None
        if entry.ordinal is not None:
            subject = Subject(Section.PROJECT, "table", text, project, ordinal=entry.ordinal)
    parts = (meta.code, kind, fold(project), fold(text or message))
    fingerprint = hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()
    seen[fingerprint] += 1
    return Finding(
        code=meta.code,
        slug=meta.slug,
        title=meta.title,
        severity=active.severity,
        message_id=f"{meta.slug}.{message_id}",
        message=message,
        suggestion=_SUGGESTIONS[f"{meta.code}.{message_id}"],
        input=number,
        location=entry.location if entry else FileLocation(),
        snippet=snippet,
        subject=subject,
        fingerprint=fingerprint,
        ordinal=seen[fingerprint],
    )
