"""Loading dictionaries into a lexicon."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from lint.errors import UsageError
from lint.model.report import Sealed
from lint.resources.files import DataFile, read_yaml, shipped
from lint.resources.validate import closest, line_of, validate
from lint.text.lexicon import Lexicon
from lint.text.words import merge

_META = ("dictionary", "version")
_NEAR = 85
"""How alike (0-100) a new dictionary's name may be to one that ships."""


def load_lexicon(paths: Iterable[Path]) -> tuple[Lexicon, tuple[Sealed, ...]]:
    """The lexicon that dictionary files make, in their order; later files extend earlier ones of the same name.

    Files that did not ship with the tool are validated.

    Raises:
        UsageError: a file is missing, broken or not a dictionary.
    """
    merged: dict[str, Mapping[str, Any]] = {}
    seals = []
    for path in paths:
        file = read_yaml(path)
        if path.parent != shipped("dictionaries"):
            validate(file, "dictionary-1")
            _check_name(file)
        name = file.data["dictionary"]
        content = {key: value for key, value in file.data.items() if key not in _META}
        merged[name] = merge(merged.get(name, {}), content)
        seals.append(_seal(name, file))
    return Lexicon(merged), tuple(seals)


def _check_name(file: DataFile) -> None:
    """A misspelt name would make a new dictionary that nothing ever reads."""
    name, ours = file.data["dictionary"], [path.stem for path in shipped_dictionaries()]
    if name not in ours and (near := closest(name, ours, _NEAR)):
        line = line_of(file, ["dictionary"])
        raise UsageError(f"{file.path}:{line} 没有词典“{name}”，是不是想写“{near}”？新的词典请用不相近的名称")


def _seal(name: str, file: DataFile) -> Sealed:
    return Sealed(name, str(file.data.get("version", "")), file.sha256)


def shipped_dictionaries() -> list[Path]:
    """The dictionary files that ship, by name."""
    return sorted(shipped("dictionaries").glob("*.yaml"))
