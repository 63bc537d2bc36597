"""Globs for files and projects: linear in time, the same on every system."""

from __future__ import annotations

import os
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path

from lint.text.fold import fold

_ANY_DEPTH = "**"


def covers(pattern: str, base: Path, path: Path) -> bool:
    """Whether a pattern of a file in folder ``base`` means ``path``, or a folder above it.

    A pattern without a slash means a name at any depth, one with a slash a path as seen from ``base``; ``*`` and ``?``
    stay within a name, ``**`` crosses folders.
    """
    steps = _steps(path, base)
    wanted = tuple(part for part in pattern.replace("\\", "/").split("/") if part not in ("", "."))
    if len(wanted) == 1 and not pattern.startswith(("/", "./")) and wanted != (_ANY_DEPTH,):
        return any(fnmatchcase(step, wanted[0]) for step in steps or (path.name,))
    return bool(wanted) and steps is not None and _reaches(wanted, steps)


def _reaches(wanted: Iterable[str], steps: tuple[str, ...]) -> bool:
    """Whether the pattern, step by step, is used up somewhere on the path."""
    ends = {0}
    for part in wanted:
        if part == _ANY_DEPTH:
            ends = set(range(min(ends), len(steps) + 1))
        else:
            ends = {end + 1 for end in ends if end < len(steps) and fnmatchcase(steps[end], part)}
        if not ends:
            return False
    return True


def _steps(path: Path, base: Path) -> tuple[str, ...] | None:
    """The names that lead from the folder to the path; None where it does not lie below."""
    above, parts = _parts(base), _parts(path)
    return parts[len(above) :] if parts[: len(above)] == above else None


def _parts(path: Path) -> tuple[str, ...]:
    return Path(os.path.abspath(path)).parts  # noqa: PTH100 - resolves .., but follows no links


def names(pattern: str, text: str) -> bool:
    """Whether a pattern means a name of a project or indicator, or its code; widths and blanks do not count."""
    wanted, text = fold(pattern), fold(text)
    return bool(text) and (text == wanted or fnmatchcase(text, wanted))
