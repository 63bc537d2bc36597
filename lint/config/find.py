"""Which configuration applies to a file: the nearest one upward."""

from __future__ import annotations

import os
from pathlib import Path

from lint.errors import UsageError
from lint.resources.files import DataFile, read_yaml

NAMES = ("jixiao.yaml", "jixiao.yml")
PYPROJECT = "pyproject.toml"


def is_configuration(path: Path) -> bool:
    """Whether a file is one that is found by its name, and so needs none of its own."""
    return path.name in (*NAMES, PYPROJECT)


def read_settings(path: Path) -> DataFile:
    """A ruleset or configuration, not validated.

    Raises:
        UsageError: it cannot be read.
    """
    if path.suffix != ".toml":
        return read_yaml(path)
    file = _toml(path)
    if file is None:
        raise UsageError(f"{path} 里没有 [tool.jixiao] 一节")
    return file


def _toml(path: Path) -> DataFile | None:
    from lint.resources.toml import read_toml  # noqa: PLC0415 - few have one

    return read_toml(path)


class Finder:
    """Finds configurations, each folder looked at once."""

    def __init__(self) -> None:
        self._known: dict[Path, Path | None] = {}

    def find(self, folder: Path) -> Path | None:
        """The configuration that applies in a folder, named relative to the working directory where it lies below it.

        Raises:
            UsageError: there are two in one folder, or one that cannot be read.
        """
        here = Path(os.path.abspath(folder))  # noqa: PTH100 - resolves .., but follows no links
        passed = []
        for above in (here, *here.parents):
            if above in self._known:
                found = self._known[above]
                break
            passed.append(above)
            if (found := _in(above)) is not None:
                break
        else:
            found = None
        self._known.update(dict.fromkeys(passed, found))
        return found


def _in(folder: Path) -> Path | None:
    """The configuration in a folder itself."""
    found = [folder / name for name in NAMES if _exists(folder / name)]
    project = folder / PYPROJECT
    if _exists(project) and _toml(_shown(project)) is not None:
        found.append(project)
    if len(found) > 1:
        two = " 和 ".join(str(_shown(path)) for path in found)
        raise UsageError(f"同一个文件夹里有 {two}，不知道用哪一份，请只留一份（或者用 --ruleset 指定）")
    return _shown(found[0]) if found else None


def _exists(path: Path) -> bool:
    """Whether something of the name is there, a link that leads nowhere too: reading it will say what is wrong."""
    return os.path.lexists(path)


def _shown(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
