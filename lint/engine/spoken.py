"""What a suppression says, in a comment, in a sidecar or in a configuration: an entry.

The form of a comment: ``jixiao: 忽略 规则[,规则] 理由：文字 [负责人：某某] [有效期至：2027-06-30]``.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from lint.extract.comments import LONGEST
from lint.model.comment import Aim, Noted
from lint.model.place import FileLocation, Location
from lint.text.regex import lazy

COMMENT, SIDECAR, CONFIG = "comment", "sidecar", "config"
_HEAD = lazy(r"(?i:jixiao)\s*[:：]?\s*(?i:忽略|ignore)[\s:：]*")
_KEY = lazy(r"(?:^|(?<=[\s,，;；。、]))(?i:(理由|原因|reason)|(负责人|owner)|(有效期[至到]?|until))\s*[:：]")
_KEYS = ("reason", "owner", "until")
_PARTED = lazy(r"[\s,，、;；]+")
_TRIMMED = " \t\r\n\u3000\xa0,，;；、"
_DATE = lazy(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_MEANING = lazy(r"\w")
_SHOWN = 40


class Named(Struct, frozen=True):
    """What an entry speaks of by name; what is None is not limited. Numbers count from 1."""

    project: str | int | None = None
    indicator: str | int | None = None
    field: str | None = None


class Entry(Struct, frozen=True):
    """A suppression as it is written.

    ``rules`` are references. ``source`` is where it stands, for people, and ``location`` where a finding about it goes,
    with the project there. It speaks of what is ``named``, else of ``aims``. ``fault`` says why it was not understood.
    Entries with the same ``key`` are one that several drafts share.
    """

    kind: str
    rules: tuple[str, ...] = ()
    reason: str = ""
    owner: str = ""
    until: str = ""
    source: str = ""
    location: Location = FileLocation()
    named: Named | None = None
    aims: tuple[Aim, ...] = ()
    fault: str = ""
    key: str = ""
    text: str = ""
    project: str = ""
    ordinal: int | None = None

    @property
    def reasoned(self) -> bool:
        """Whether it has a reason that says something."""
        return bool(_MEANING.search(self.reason))


def spoken(comment: Noted) -> Entry:
    """The entry that a comment makes."""
    text, where = comment.text, comment.location
    entry = Entry(
        COMMENT,
        source=f"{where.label}的批注",
        location=where,
        aims=comment.aims,
        text=text,
        project=comment.project,
        ordinal=comment.ordinal,
    )
    if len(text) > LONGEST:
        return replace(entry, fault=f"这条忽略说明超过 {LONGEST} 字，没有读")
    head = _HEAD.match(text)
    if head is None:
        return replace(entry, fault=f"忽略说明“{_short(text)}”看不懂")
    rules, said = _split(text[head.end() :])
    if not rules:
        return replace(entry, fault="忽略说明没有写要忽略哪条规则")
    return checked(replace(entry, rules=rules, **said))


def checked(entry: Entry) -> Entry:
    """The entry with its date in the usual form; at fault where that is none."""
    if not entry.until:
        return entry
    found = _DATE.fullmatch(entry.until.strip(_TRIMMED + "。"))
    try:
        until = date(*map(int, found.groups())) if found else None
    except ValueError:
        until = None
    if until is None:
        return replace(entry, fault=f"忽略说明里的有效期“{_short(entry.until)}”不是日期")
    return replace(entry, until=until.isoformat())


def references(text: str) -> tuple[str, ...]:
    """The rules that a text lists."""
    return tuple(part for part in _PARTED.split(text) if part)


def _split(text: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """The rules, and what is said with a key; a key that comes again belongs to the text before it."""
    said: dict[str, str] = {}
    name, begin, head = "", 0, text
    for found in _KEY.finditer(text):
        key = _KEYS[found.lastindex - 1] if found.lastindex else ""
        if key in said or key == name:
            continue
        if name:
            said[name] = text[begin : found.start()].strip(_TRIMMED)
        else:
            head = text[: found.start()]
        name, begin = key, found.end()
    if name:
        said[name] = text[begin:].strip(_TRIMMED)
    return references(head), {key: " ".join(value.split()) for key, value in said.items()}


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
