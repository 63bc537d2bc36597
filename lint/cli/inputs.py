"""From the paths on the command line to the items of a run: files, folders, standard input."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import click

from lint.api import Item, Limits, display_name, file_item
from lint.errors import InputError, UsageError
from lint.extract.sniff import DOCUMENT_SUFFIXES
from lint.extract.source import read_stream

STDIN = "-"
_LOCK_FILES = ("~$", ".~", ".")


def collect(paths: Sequence[str], stdin_name: str | None, limits: Limits) -> list[Item]:
    """Items in the order of the command line, each file once. A folder without documents becomes an item that fails.

    Files of a folder that are no documents are counted in a notice on standard error.

    Raises:
        UsageError: no path was given.
    """
    if not paths:
        raise UsageError("请写上要检查的文件或文件夹，例如 jixiao check 草稿.txt；从管道读入写 -")
    items: list[Item] = []
    seen: set[str] = set()
    for text in paths:
        for item in _items(text, stdin_name, limits):
            if item.name not in seen:
                seen.add(item.name)
                items.append(item)
    return items


def _items(text: str, stdin_name: str | None, limits: Limits) -> Iterable[Item]:
    if text == STDIN:
        return [Item(stdin_name or STDIN, lambda: read_stream(sys.stdin.buffer, limits))]
    path = Path(text)
    if not path.is_dir():
        return [file_item(path, limits)]
    documents, others = _walk(path)
    if others:
        kinds = "、".join(f"{suffix} {count} 个" for suffix, count in sorted(others.items()))
        click.echo(f"jixiao: 文件夹 {text} 里有不是文档的文件，没有检查：{kinds}", err=True)
    if not documents:
        return [Item(display_name(path), _failing("文件夹里没有可以检查的文件"))]
    return [file_item(document, limits) for document in documents]


def _walk(folder: Path) -> tuple[list[Path], Counter[str]]:
    """Documents below a folder by path, and the number of other files by suffix; hidden and lock files are left out."""
    documents: list[Path] = []
    others: Counter[str] = Counter()
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.startswith(_LOCK_FILES):
                continue
            path = Path(parent, name)
            if path.suffix.lower() in DOCUMENT_SUFFIXES:
                documents.append(path)
            else:
                others[path.suffix.lower() or "无后缀"] += 1
    return documents, others


def _failing(message: str) -> Callable[[], bytes]:
    def load() -> bytes:
        raise InputError(message, skipped=True)

    return load
