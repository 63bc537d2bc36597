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
from lint.config.ruleset import FileGlob
from lint.errors import InputError, UsageError
from lint.extract.sniff import DOCUMENT_SUFFIXES
from lint.extract.source import read_stream
from lint.report.columns import printable

STDIN = "-"
_LOCK_FILES = ("~$", ".~", ".")


Excluded = Callable[[Path], FileGlob | None]
"""The pattern of a configuration that leaves a file out."""


def _none(path: Path) -> None:
    """Nothing is left out."""


def collect(paths: Sequence[str], stdin_name: str | None, limits: Limits, excluded: Excluded = _none) -> list[Item]:
    """Items in the order of the command line, each file once. A folder without documents becomes an item that fails.

    Files of a folder that are no documents are counted in a notice on standard error, and so is what a configuration
    leaves out, be it in a folder or named by itself: editors and hooks name files that nobody chose.

    Raises:
        UsageError: no path was given, or one without a name.
    """
    if not paths:
        raise UsageError("请写上要检查的文件或文件夹，例如 jixiao check 草稿.txt；从管道读入写 -")
    items: dict[str, Item] = {}
    for text in paths:
        if not text.strip():
            raise UsageError("有一个文件名是空的，请写上要检查的文件或文件夹")
        for key, item in _items(text, stdin_name, limits, excluded):
            items.setdefault(key, item)
    return list(items.values())


def _items(text: str, stdin_name: str | None, limits: Limits, excluded: Excluded) -> Iterable[tuple[str, Item]]:
    """Items, each with what tells it from others: the real path, so that one file by two names is checked once."""
    if text == STDIN:
        if not (stdin_name and _left_out(Path(stdin_name), excluded)):
            yield STDIN, Item(stdin_name or STDIN, lambda: read_stream(sys.stdin.buffer, limits))
        return
    path = Path(text)
    if not _is_folder(path):
        if not _left_out(path, excluded):
            yield os.path.realpath(path), _file(path, limits)
        return
    found, left_out = _split(_walk(path), excluded)
    for source, count in left_out.items():
        _say(f"文件夹 {text} 里有 {count} 个文件按 {source} 的 exclude 没有检查（要检查请加 --no-exclude）")
    if found.others:
        kinds = "、".join(f"{kind} {count} 个" for kind, count in sorted(found.others.items()))
        _say(f"文件夹 {text} 里有不是文档的文件，没有检查：{kinds}")
    for document in found.documents:
        yield os.path.realpath(document), _file(document, limits)
    for folder in found.closed:
        yield os.path.realpath(folder), Item(printable(display_name(folder)), _failing("打不开这个文件夹，请检查权限"))
    if not found.documents and not found.closed:
        why = "文件夹里的文件都被 exclude 排除了" if left_out else "文件夹里没有可以检查的文件"
        yield os.path.realpath(path), Item(printable(display_name(path)), _failing(why))


def _left_out(path: Path, excluded: Excluded) -> bool:
    """Whether a configuration leaves out a file that was named, which is said."""
    if (glob := excluded(path)) is None:
        return False
    source = glob.origin.file.path
    _say(f"已按 {source} 跳过 {display_name(path)}：exclude 里有“{glob.pattern}”（要检查请加 --no-exclude）")
    return True


def _say(message: str) -> None:
    click.echo(f"jixiao: {printable(message)}", err=True)


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


def _split(found: _Found, excluded: Excluded) -> tuple[_Found, Counter[str]]:
    """What was found without what configurations leave out, and how many files each of them leaves out."""
    left_out: Counter[str] = Counter()
    documents = []
    for path in found.documents:
        if (glob := excluded(path)) is None:
            documents.append(path)
        else:
            left_out[str(glob.origin.file.path)] += 1
    return replace(found, documents=documents, closed=[path for path in found.closed if not excluded(path)]), left_out


def _failing(message: str) -> Callable[[], bytes]:
    def load() -> bytes:
        raise InputError(message, skipped=True)

    return load
