"""From the paths on the command line to the items of a run: files, folders, standard input."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import click
from msgspec import Struct
from msgspec.structs import replace

from lint.api import Item, Limits, display_name, file_item
from lint.errors import InputError, UsageError
from lint.extract.sniff import DOCUMENT_SUFFIXES
from lint.extract.source import read_stream
from lint.report.columns import printable

STDIN = "-"
_LOCK_FILES = ("~$", ".~", ".")


def collect(paths: Sequence[str], stdin_name: str | None, limits: Limits) -> list[Item]:
    """Items in the order of the command line, each file once. A folder without documents becomes an item that fails.

    Files of a folder that are no documents are counted in a notice on standard error.

    Raises:
        UsageError: no path was given, or one without a name.
    """
    if not paths:
        raise UsageError("请写上要检查的文件或文件夹，例如 jixiao check 草稿.txt；从管道读入写 -")
    items: dict[str, Item] = {}
    for text in paths:
        if not text.strip():
            raise UsageError("有一个文件名是空的，请写上要检查的文件或文件夹")
        for key, item in _items(text, stdin_name, limits):
            items.setdefault(key, item)
    return list(items.values())


def _items(text: str, stdin_name: str | None, limits: Limits) -> Iterable[tuple[str, Item]]:
    """Items, each with what tells it from others: the real path, so that one file by two names is checked once."""
    if text == STDIN:
        yield STDIN, Item(stdin_name or STDIN, lambda: read_stream(sys.stdin.buffer, limits))
        return
    path = Path(text)
    if not _is_folder(path):
        yield os.path.realpath(path), _file(path, limits)
        return
    found = _walk(path)
    if found.others:
        kinds = "、".join(f"{kind} {count} 个" for kind, count in sorted(found.others.items()))
        click.echo(f"jixiao: {printable(f'文件夹 {text} 里有不是文档的文件，没有检查：{kinds}')}", err=True)
    for document in found.documents:
        yield os.path.realpath(document), _file(document, limits)
    for folder in found.closed:
        yield os.path.realpath(folder), Item(printable(display_name(folder)), _failing("打不开这个文件夹，请检查权限"))
    if not found.documents and not found.closed:
        yield os.path.realpath(path), Item(printable(display_name(path)), _failing("文件夹里没有可以检查的文件"))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that is too long: reading it will say so
        return False


def _file(path: Path, limits: Limits) -> Item:
    item = file_item(path, limits)
    return replace(item, name=printable(item.name))


class _Found(Struct, frozen=True):
    """Documents below a folder by path, the number of other files by kind, and folders that cannot be opened."""

    documents: list[Path]
    others: Counter[str]
    closed: list[Path]


def _walk(top: Path) -> _Found:
    """Look through a folder; hidden and lock files are left out."""
    found = _Found([], Counter(), [])
    for parent, folders, names in os.walk(top, onerror=lambda error: found.closed.append(Path(error.filename))):
        found.others["文件夹链接"] += sum(Path(parent, name).is_symlink() for name in folders)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.startswith(_LOCK_FILES):
                continue
            path = Path(parent, name)
            if path.suffix.lower() not in DOCUMENT_SUFFIXES:
                found.others[path.suffix.lower() or "无后缀"] += 1
            elif path.exists() and not path.is_file():
                found.others["不是普通文件的"] += 1
            else:
                found.documents.append(path)
    return replace(found, others=+found.others)


def _failing(message: str) -> Callable[[], bytes]:
    def load() -> bytes:
        raise InputError(message, skipped=True)

    return load
