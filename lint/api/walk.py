"""From paths to the items of a run: files as they are, folders with all documents below them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from glob import escape
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from lint.api.items import Item, display_name, file_item
from lint.api.sidecar import SUFFIX, draft_of
from lint.config.find import NAMES
from lint.config.ruleset import FileGlob
from lint.errors import InputError, UsageError
from lint.extract.sniff import DOCUMENT_SUFFIXES
from lint.extract.source import Limits
from lint.report.columns import printable

_LOCK_FILES = ("~$", ".~", ".")

Excluded = Callable[[Path], FileGlob | None]
"""The pattern of a configuration that leaves a file out."""
Say = Callable[[str], None]
"""Takes what the user should know of the choice of files, a line at a time."""
Found = Iterable[tuple[str, Item]]
"""Items, each with what tells it from others: the real path, so that one file by two names is checked once."""


def excluded_none(path: Path) -> None:
    """Nothing is left out."""


def collect(paths: Iterable[str], items_of: Callable[[str], Found]) -> list[Item]:
    """The items of paths in order, each once.

    Raises:
        UsageError: a path without a name.
    """
    items: dict[str, Item] = {}
    for text in paths:
        if not text.strip():
            raise UsageError("有一个文件名是空的，请写上要检查的文件或文件夹")
        for key, item in items_of(text):
            items.setdefault(key, item)
    return list(items.values())


def items_of(text: str, limits: Limits, say: Say, excluded: Excluded = excluded_none) -> Found:
    """The items of one path. A folder without documents becomes an item that fails.

    Files of a folder that are no documents are said, and so is what a configuration leaves out, be it in a folder or
    named by itself: editors and hooks name files that nobody chose.
    """
    path = Path(text)
    if not _is_folder(path):
        if not left_out(path, excluded, say):
            yield os.path.realpath(path), _file(path, limits)
        return
    found, without = _split(_walk(path), excluded)
    for source, count in without.items():
        say(f"文件夹 {text} 里有 {count} 个文件按 {source} 的 exclude 没有检查（要检查请加 --no-exclude）")
    if found.others:
        kinds = "、".join(f"{kind} {count} 个" for kind, count in sorted(found.others.items()))
        say(f"文件夹 {text} 里有不是文档的文件，没有检查：{kinds}")
    for document in found.documents:
        yield os.path.realpath(document), _file(document, limits)
    for folder in found.closed:
        yield os.path.realpath(folder), _failing(folder, "打不开这个文件夹，请检查权限")
    if not found.documents and not found.closed:
        why = "文件夹里的文件都被 exclude 排除了" if without else "文件夹里没有可以检查的文件"
        yield os.path.realpath(path), _failing(path, why)


def lost_sidecars(text: str) -> list[str]:
    """What there is to say of files in a folder that stand beside no draft."""
    lost = []
    for path in _walk(Path(text)).sidecars if _is_folder(Path(text)) else ():
        name = draft_of(path.name)
        if not (path.with_name(name).is_file() or any(map(_is_document, path.parent.glob(f"{escape(name)}.*")))):
            lost.append(f"{display_name(path)} 旁边没有草稿“{name}”，里面的忽略说明没有用")
    return lost


def left_out(path: Path, excluded: Excluded, say: Say) -> bool:
    """Whether a configuration leaves out a file that was named, which is said."""
    if (glob := excluded(path)) is None:
        return False
    source = glob.origin.file.path
    say(f"已按 {source} 跳过 {display_name(path)}：exclude 里有“{glob.pattern}”（要检查请加 --no-exclude）")
    return True


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that is too long: reading it will say so
        return False


def _file(path: Path, limits: Limits) -> Item:
    item = file_item(path, limits)
    return replace(item, name=printable(item.name))


def _is_document(path: Path) -> bool:
    return path.suffix.lower() in DOCUMENT_SUFFIXES


class _Found(Struct, frozen=True):
    """What is below a folder: documents, other files by kind, folders that cannot be opened, files beside drafts."""

    documents: list[Path]
    others: Counter[str]
    closed: list[Path]
    sidecars: list[Path]


def _walk(top: Path) -> _Found:
    """Look through a folder; hidden and lock files are left out."""
    found = _Found([], Counter(), [], [])
    for parent, folders, names in os.walk(top, onerror=lambda error: found.closed.append(Path(error.filename))):
        found.others["文件夹链接"] += sum(Path(parent, name).is_symlink() for name in folders)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.startswith(_LOCK_FILES) or name in NAMES:
                continue
            path = Path(parent, name)
            if name.endswith(SUFFIX):
                found.sidecars.append(path)
            elif path.suffix.lower() not in DOCUMENT_SUFFIXES:
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


def _failing(path: Path, message: str) -> Item:
    return Item(printable(display_name(path)), partial(_fail, message))


def _fail(message: str) -> bytes:
    raise InputError(message, skipped=True)
