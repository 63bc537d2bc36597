"""What there is to check: names, and how to get the bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from lint.extract.source import Limits, read_bytes

Progress = Callable[[int], None]
"""Told the size of each item when it is done."""


def ignore_progress(size: int) -> None:
    """Nobody watches."""


class Item(Struct, frozen=True):
    """One thing to check: a name, and how to get its bytes (which may raise `InputError`).

    ``path`` is where it lies, for finding the settings that apply to it; by default what the name says.
    """

    name: str
    load: Callable[[], bytes]
    size: int = 0
    path: Path | None = None


def file_item(path: Path, limits: Limits) -> Item:
    """A file as an item, named relative to the working directory where it lies below it."""
    try:
        size = path.stat().st_size
    except OSError:
        size = 0
    return Item(display_name(path), lambda: read_bytes(path, limits), size, path)


def display_name(path: Path) -> str:
    """The path as reports give it: with /, relative to the working directory where it lies below it."""
    absolute = path.absolute()
    here = Path.cwd()
    return (absolute.relative_to(here) if absolute.is_relative_to(here) else path).as_posix()
