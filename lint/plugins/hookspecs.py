"""The points where a plugin may join in.

Each hook is called once, when a run is set up; what it returns is collected into plain lists. New arguments may be
added to a hook, none is ever removed or renamed, and an implementation may leave out those that it does not need.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from lint.extract.source import Reader
    from lint.report.base import Reporter
    from lint.rules.base import Rule
    from lint.text.lexicon import Lexicon

PROJECT = "jixiao"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def jixiao_rules() -> Iterable[type[Rule]]:  # type: ignore[empty-body]
    """Rule classes. Import their modules inside the hook, so that other commands start without them."""


@hookspec
def jixiao_readers(lexicon: Lexicon) -> Iterable[Reader]:  # type: ignore[empty-body]
    """Readers for file formats. A plugin's reader takes precedence over a built-in one for the same format."""


@hookspec
def jixiao_reporters() -> Iterable[Reporter]:  # type: ignore[empty-body]
    """Output formats, each with its name."""


@hookspec
def jixiao_rulesets() -> Iterable[Path]:  # type: ignore[empty-body]
    """Ruleset files; the name of a ruleset is the file's name without suffix."""


@hookspec
def jixiao_dictionaries() -> Iterable[Path]:  # type: ignore[empty-body]
    """Dictionary files; words of a dictionary that ships under the same name are added to it."""
