"""The files that a ruleset is made of: itself and what it extends, each once, base first."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from lint.config.find import is_configuration, read_settings
from lint.config.ruleset import Origin, strings
from lint.errors import UsageError
from lint.resources.files import DataFile, read_yaml, shipped
from lint.resources.validate import did_you_mean, validate

SCHEMA = "ruleset-1"
_MOST = 50
"""Files that one ruleset may be made of."""

PluginCheck = Callable[[str], str]
"""What is wrong with a required plugin; nothing where it is there."""


def sources(
    references: Sequence[str], known: Mapping[str, Path], missing: PluginCheck
) -> tuple[list[DataFile], list[DataFile]]:
    """The files of rulesets by name, title or path with those that they extend, and the named ones alone.

    What stands later outweighs.

    Raises:
        UsageError: one is missing, invalid, extends itself, or requires a plugin that is not there.
    """
    collector = _Collector(known, missing)
    named = [collector.add(reference, Path(), None, ()) for reference in references]
    return list(collector.files.values()), named


class _Collector:
    def __init__(self, known: Mapping[str, Path], missing: PluginCheck) -> None:
        self.known = known
        self.missing = missing
        self.files: dict[str, DataFile] = {}

    def add(self, reference: str, base: Path, origin: Origin | None, below: tuple[DataFile, ...]) -> DataFile:
        """Add a ruleset after those that it extends; ``below`` are the files that led to it."""
        path = self._find(reference, base, origin)
        real = os.path.realpath(path)
        for number, file in enumerate(below):
            if os.path.realpath(file.path) == real:
                circle = " → ".join(str(other.path) for other in (*below[number:], file))
                raise UsageError(f"{origin} 规则集绕了一圈又继承自己：{circle}")
        if real in self.files:
            return self.files[real]
        if len(self.files) + len(below) >= _MOST:
            raise UsageError(f"{origin or path} 继承的规则集太多，最多 {_MOST} 份")
        file = _read(path)
        self._check_plugins(file)
        extends = file.data.get("extends")
        for position, name in enumerate(strings(extends)):
            place = ("extends",) if isinstance(extends, str) else ("extends", position)
            self.add(name, path.parent, Origin(file, place), (*below, file))
        self.files[real] = file
        return file

    def _check_plugins(self, file: DataFile) -> None:
        for position, name in enumerate(file.data.get("plugins", ())):
            if reason := self.missing(name):
                raise UsageError(f"{Origin(file, ('plugins', position))} {reason}")

    def _find(self, reference: str, base: Path, origin: Origin | None) -> Path:
        """The file of a ruleset by its name, its path as seen from ``base``, or its title."""
        if reference in self.known:
            return self.known[reference]
        path, where = base / reference, f"{origin} " if origin else ""
        if path.is_file() or (is_configuration(path) and os.path.lexists(path)):  # reading it says what is wrong
            return path
        if path.suffix in (".yaml", ".yml", ".toml"):
            raise UsageError(f"{where}找不到规则集文件 {path}")
        titles = {str(read_yaml(file).data.get("title", name)): file for name, file in self.known.items()}
        if reference in titles:
            return titles[reference]
        hint = did_you_mean(reference, {*self.known, *titles}) or f"，可用的有：{'、'.join(self.known)}"
        raise UsageError(f"{where}没有规则集“{reference}”{hint}")


def _read(path: Path) -> DataFile:
    file = read_settings(path)
    if path.parent != shipped("rulesets"):
        validate(file, SCHEMA)
        for key in () if is_configuration(path) else ("ruleset", "version"):
            if key not in file.data:
                raise UsageError(f"{Origin(file)} 缺少键“{key}”")
    return file
