"""From the paths on the command line to the items of a run: files, folders, standard input."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from lint.api import Item, Limits, walk
from lint.api.walk import Excluded, Found, excluded_none
from lint.cli.notices import notice
from lint.errors import UsageError
from lint.extract.source import read_stream

STDIN = "-"


def collect(
    paths: Sequence[str], stdin_name: str | None, limits: Limits, excluded: Excluded = excluded_none
) -> list[Item]:
    """Items in the order of the command line, each file once; what is left out is said on standard error.

    Raises:
        UsageError: no path was given, or one without a name.
    """
    if not paths:
        raise UsageError("请写上要检查的文件或文件夹，例如 jixiao check 草稿.txt；从管道读入写 -")

    def items_of(text: str) -> Found:
        if text != STDIN:
            return walk.items_of(text, limits, notice, excluded)
        if stdin_name and walk.left_out(Path(stdin_name), excluded, notice):
            return ()
        return [(STDIN, Item(stdin_name or STDIN, lambda: read_stream(sys.stdin.buffer, limits)))]

    return walk.collect(paths, items_of)


def lost_sidecars(paths: Sequence[str]) -> list[str]:
    """What there is to say of files in checked folders that stand beside no draft."""
    return [note for text in paths if text != STDIN for note in walk.lost_sidecars(text)]
