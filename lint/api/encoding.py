"""What became of an input, as bytes: for the cache, and for what processes send one another.

Only values of known types come out of the bytes, whoever wrote them; nothing in them is ever run.
"""

from __future__ import annotations

from collections.abc import Iterable
from sys import intern
from types import MappingProxyType
from typing import Any

import msgspec
from msgspec.structs import force_setattr, replace

from lint.api.examined import Examined
from lint.model.finding import NO_DATA, Finding


def _plain(thing: Any) -> Any:
    if isinstance(thing, MappingProxyType):
        return dict(thing)
    raise NotImplementedError


_encoder = msgspec.msgpack.Encoder(enc_hook=_plain)
_decoder = msgspec.msgpack.Decoder(Examined)


def encode(examined: Examined) -> bytes:
    """The bytes.

    Raises:
        TypeError: a plugin's rule put something into a finding's data that JSON cannot hold either.
    """
    return _encoder.encode(examined)


def decode(data: bytes, number: int, name: str) -> Examined:
    """What the bytes say, as of input ``number`` of the run with this name.

    Raises:
        ValueError: they are not what `encode` made.
    """
    examined = _decoder.decode(data)
    entry = examined.entry
    _share(examined.findings)
    if entry.id != number:
        _renumber(examined.findings, number)
    if (entry.id, entry.path) != (number, name):
        examined = replace(examined, entry=replace(entry, id=number, path=name))
    return examined


def _share(findings: Iterable[Finding]) -> None:
    """Let equal texts be one text again: a run may have hundreds of thousands of findings, each with a row of cells."""
    texts: dict[str, str] = {}
    one = texts.setdefault
    for finding in findings:
        force_setattr(finding, "code", intern(finding.code))
        force_setattr(finding, "slug", intern(finding.slug))
        force_setattr(finding, "title", intern(finding.title))
        force_setattr(finding, "message_id", intern(finding.message_id))
        if not finding.data:
            force_setattr(finding, "data", NO_DATA)
        if snippet := finding.snippet:
            force_setattr(snippet, "cells", tuple([one(text, text) for text in snippet.cells]))
        if subject := finding.subject:
            force_setattr(subject, "project", one(subject.project, subject.project))
            force_setattr(subject, "value", one(subject.value, subject.value))
            force_setattr(subject, "path", tuple([one(text, text) for text in subject.path]))


def _renumber(findings: Iterable[Finding], number: int) -> None:
    """Findings just decoded belong to nobody else, so they may still be changed."""
    for finding in findings:
        force_setattr(finding, "input", number)
        for related in finding.related:
            force_setattr(related, "input", number)
