"""Where reports go: standard output and files, several formats in one run."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from lint.api import Item
from lint.cli.stream import emit, in_bytes, reason
from lint.errors import UsageError
from lint.model.report import Report
from lint.report.base import Reporter, Style, rendered
from lint.resources.validate import did_you_mean

_ANY = ".txt"
_NARROWEST, _WIDEST, _USUAL = 60, 160, 100


class Destination(Struct, frozen=True):
    """A format and where it goes; ``path`` None is standard output."""

    reporter: Reporter
    path: Path | None


def plan(
    formats: Sequence[str], outputs: Sequence[str], known: Mapping[str, Reporter], items: Sequence[Item]
) -> list[Destination]:
    """Which format goes where.

    A file takes the format that is named before it (json:结果.json), else that of its suffix, those first that were
    asked for; else the first format that is not yet placed. What is left goes to standard output, where there is room
    for one. Any text may stand in a .txt, so that it says least.

    Raises:
        UsageError: an unknown format, several for standard output, bytes for a terminal, or a file that cannot or must
            not be written.
    """
    for name in formats:
        _check_known(name, known)
    left = list(dict.fromkeys(formats))
    placed: list[Destination] = []
    for output in outputs:
        name, path = _named(output, known)
        if any(_same(path, other.path) for other in placed):
            raise UsageError(f"{path} 写了两次，每个 --output 要用不同的文件名")
        check_writable(path, items)
        name = name or _fitting(path, formats, left, known)
        if name in left:
            left.remove(name)
        placed.append(Destination(known[name], path))
    if not outputs and not left:
        left = ["text"]
    if len(left) > 1:
        raise UsageError(f"屏幕上只能输出一种格式，{'、'.join(left)} 要各用 --output 写到文件")
    for name in left:
        if getattr(known[name], "binary", False) and on_terminal():
            suffix = known[name].suffix
            raise UsageError(f"{name} 不能显示在屏幕上，请写到文件，例如 --output 结果{suffix}")
    return placed + [Destination(known[name], None) for name in left]


def _check_known(name: str, known: Mapping[str, Reporter]) -> None:
    if name not in known:
        hint = did_you_mean(name, known) or f"，可用的有：{'、'.join(known)}"
        raise UsageError(f"没有输出格式“{name}”{hint}")


def _named(output: str, known: Mapping[str, Reporter]) -> tuple[str, Path]:
    """The format named before a path, if one is (C:\\结果.json names none), and the path."""
    name, colon, path = output.partition(":")
    if colon and name in known:
        if not path:
            raise UsageError(f"--output {output} 后面要写文件名")
        return name, Path(path)
    if len(name) > 1 and name.isascii() and name.isalpha() and colon and did_you_mean(name, known):
        _check_known(name, known)
    return "", Path(output)


def _fitting(path: Path, formats: Sequence[str], left: Sequence[str], known: Mapping[str, Reporter]) -> str:
    """The format of a file for which none is named."""
    suffix = path.suffix.lower()
    for names in (left, formats, known):
        for name in names:
            if suffix and known[name].suffix == suffix and not (formats and names is known and suffix == _ANY):
                return name
    if suffix and not formats:
        hint = f"请写成 格式:{path}，可用的格式有：{'、'.join(known)}"
        raise UsageError(f"看后缀不知道 {path} 要写成什么格式，{hint}")
    return left[0] if left else (formats[-1] if formats else "text")


def check_writable(path: Path, items: Sequence[Item]) -> None:
    """Find out before the run, not after it. A document that is checked is never written over.

    Raises:
        UsageError: the file cannot or must not be written.
    """
    try:
        is_folder, exists = path.is_dir(), path.exists()
    except OSError as error:
        raise UsageError(f"写不了 {path}：{reason(error)}") from None
    if is_folder:
        raise UsageError(f"{path} 是文件夹，--output 后面要写文件名")
    folder = path.absolute().parent
    if not folder.is_dir():
        what = "不是文件夹" if folder.exists() else "不存在，请先建立或换一个位置"
        raise UsageError(f"写不了 {path}：文件夹 {folder} {what}")
    if not os.access(path if exists else folder, os.W_OK):
        raise UsageError(f"没有权限写 {path}，请换一个位置")
    if exists and any(_same(path, Path(item.name)) for item in items):
        raise UsageError(f"{path} 是要检查的文件，写进去就把原文盖掉了，请换一个文件名")


def apart(destinations: Sequence[Destination], copies: Sequence[Path]) -> None:
    """Refuse a report that would be written over a corrected draft.

    Raises:
        UsageError: it would.
    """
    for destination in destinations:
        if any(_same(copy, destination.path) for copy in copies):
            raise UsageError(f"{destination.path} 是改好的副本，报告请换一个文件名")


def _same(path: Path, other: Path | None) -> bool:
    return other is not None and os.path.realpath(path) == os.path.realpath(other)


def deliver(report: Report, destinations: Sequence[Destination]) -> None:
    """Render and write; files whole or not at all."""
    for destination in destinations:
        reporter = destination.reporter
        if destination.path is None:
            emit(rendered(reporter, report, _screen()), reporter.encoding)
        else:
            write_file(destination.path, rendered(reporter, report, Style()), reporter.encoding or "utf-8")


def _screen() -> Style:
    terminal = on_terminal()
    columns = shutil.get_terminal_size((_USUAL, 24)).columns if terminal else _USUAL
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return Style(color=terminal and not plain, width=max(_NARROWEST, min(columns, _WIDEST)))


def on_terminal() -> bool:
    """Whether standard output is seen by a person as it comes."""
    return sys.stdout is not None and sys.stdout.isatty()


def write_file(path: Path, text: Iterable[str | bytes], encoding: str = "utf-8") -> None:
    """Write beside, then rename: nobody ever sees half a file. A link stays, a device is written to.

    Raises:
        UsageError: it cannot be written.
    """
    real = Path(os.path.realpath(path))
    pieces = (in_bytes(piece, encoding) for piece in text)
    try:
        if real.exists() and not real.is_file():
            with real.open("wb") as stream:
                stream.writelines(pieces)
        else:
            _replace(real, pieces)
    except OSError as error:
        raise UsageError(f"写不了 {path}：{reason(error)}") from None


def _replace(path: Path, pieces: Iterable[bytes]) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:20]}.", suffix=".tmp")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(pieces)
            stream.flush()
            os.fsync(stream.fileno())
        beside.chmod(path.stat().st_mode if path.exists() else 0o666 & ~_umask())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
