"""``check --watch``: check again whenever something that matters has changed.

Files are looked at again and again rather than reported by the system: that works on network drives, too.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from pathlib import Path

import click

from lint.config.find import NAMES, PYPROJECT
from lint.errors import JixiaoError
from lint.extract.sniff import DOCUMENT_SUFFIXES

_EVERY = 1.0
_SHARE = 5
"""Looking takes at most this part of the time."""
_PATIENCE = 10
"""Looks at a file that is empty or gone for the moment, as it is while it is being saved."""
_CLEAR = "\x1b[H\x1b[2J\x1b[3J"
_SETTINGS = (".yaml", ".yml", ".toml")
_SIDECAR = ".jixiao.yaml"

Snapshot = dict[Path, tuple[int, int]]


def watch(check: Callable[[], int], paths: Sequence[str], used: Set[Path], sleep: Callable[[float], None]) -> int:
    """Check, wait for a change, check again, until Ctrl+C; the exit code of the last check.

    ``used`` are other files that matter; a check may add to them.
    """
    while True:
        before = _look(paths, used)
        code = _checked(check)
        before = {**_look((), used), **before}
        try:
            click.echo("\njixiao: 等待改动，按 Ctrl+C 结束", err=True)
            _wait(before, lambda: _look(paths, used), sleep)
        except KeyboardInterrupt:
            return code
        if sys.stdout is not None and sys.stdout.isatty():
            click.echo(_CLEAR, nl=False, color=True)


def _checked(check: Callable[[], int]) -> int:
    """The exit code; what is wrong with the settings at the moment is said, and may be mended."""
    try:
        return check()
    except JixiaoError as error:
        click.echo(f"jixiao: {error}", err=True)
        return error.exit_code


def _wait(before: Snapshot, look: Callable[[], Snapshot], sleep: Callable[[float], None]) -> None:
    """Until something is different from before, and has stayed so for a moment: nobody wants to read half a file."""
    last, patience = before, _PATIENCE
    while True:
        begun = time.monotonic()
        now = look()
        if now == last and now != before:
            unsaved = [path for path, (_, size) in before.items() if size and now.get(path, (0, 0))[1] == 0]
            patience -= 1
            if not unsaved or not patience:
                return
        last = now
        sleep(max(_EVERY, _SHARE * (time.monotonic() - begun)))


def _look(paths: Sequence[str], used: Iterable[Path]) -> Snapshot:
    """When the files were changed, and their size; those that are there."""
    seen: Snapshot = {}
    for path in (*used, *_files(paths)):
        try:
            status = path.stat()
        except OSError:
            continue
        seen[path] = (status.st_mtime_ns, status.st_size)
    return seen


def _files(paths: Sequence[str]) -> Iterator[Path]:
    """The drafts, and the settings that lie beside and above them."""
    above: set[Path] = set()
    for text in paths:
        path = Path(text)
        if path.is_dir():
            yield from _below(path)
        else:
            yield path
            yield Path(f"{path}{_SIDECAR}")
        above.update(path.absolute().parents, [path.absolute()] if path.is_dir() else [])
    for folder in sorted(above):
        yield from (folder / name for name in (*NAMES, PYPROJECT))


def _below(top: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(top):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.lower().endswith((*DOCUMENT_SUFFIXES, *_SETTINGS)):
                yield Path(parent, name)
