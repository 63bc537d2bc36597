"""All that the outcome of an input depends on besides the input, as a digest."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib import metadata
from pathlib import Path, PurePath

import msgspec

from lint.api.items import Item
from lint.api.linter import Linter
from lint.rules.base import Rule
from lint.version import __version__

_PACKAGE = Path(__file__).parents[1]
_DEPENDENCIES = ("jieba", "lxml", "msgspec", "olefile", "pypdfium2", "rapidfuzz", "xlrd")


def stamp_of(linter: Linter) -> bytes:
    """The digest of program, rules with their settings, dictionaries, plugins and limits."""
    rules = [(one.rule.meta.code, one.severity, one.confidence, _options(one.rule)) for one in linter.rules]
    plugins = [(info.name, info.version, info.error) for info in linter.loaded_plugins]
    settings = (linter.ruleset.name, linter.threshold, linter.limits, linter.encoding, linter.draws)
    everything = (_program(), rules, plugins, settings, linter.seals, linter.dictionaries)
    return hashlib.sha256(msgspec.json.encode(everything)).digest()


def key_of(stamp: bytes, linter: Linter, item: Item, data: bytes) -> str:
    """The key of an input: its content, and of its name the suffix, by which kinds of text are told apart.

    A reader of a plugin may look at the whole name, and so does a ruleset that makes exceptions for some files.
    """
    by_name = linter.plugins.infos or linter.ruleset.overrides
    name = Path(item.path or item.name).absolute() if by_name else PurePath(item.name).suffix.lower()
    made = hashlib.sha256(stamp)
    made.update(f"{name}\0".encode())
    made.update(data)
    return made.hexdigest()


def _options(rule: Rule) -> list[tuple[str, str]]:
    return sorted((name, repr(value)) for name, value in vars(rule.options).items())


@cache
def _program() -> tuple[object, ...]:
    """This program, as it lies on the disk, and what it reads documents with."""
    files = sorted(
        (path.relative_to(_PACKAGE).as_posix(), status.st_size, status.st_mtime_ns)
        for path in _PACKAGE.rglob("*.py")
        if (status := path.stat())
    )
    return __version__, sys.version, files, [(name, metadata.version(name)) for name in _DEPENDENCIES]
