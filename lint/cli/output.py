"""Where reports go: standard output and files, several formats in one run."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from lint.errors import UsageError
from lint.model.report import Report
from lint.report.base import Reporter, Style
from lint.resources.validate import did_you_mean

_NARROWEST, _WIDEST, _USUAL = 60, 160, 100


@dataclass(frozen=True, slots=True)
class Destination:
    """A format and where it goes; ``path`` None is standard output."""

    reporter: Reporter
    path: Path | None


def plan(formats: Sequence[str], outputs: Sequence[str], known: Mapping[str, Reporter]) -> list[Destination]:
    """Which format goes where.

    A file takes the format of its suffix where that was asked for (or nothing was), else the first format that is not
    yet placed. What is left goes to standard output, where there is room for one.

    Raises:
        UsageError: an unknown format, several formats for standard output, or a folder that is not there.
    """
    for name in formats:
        if name not in known:
            hint = did_you_mean(name, known) or f"，可用的有：{'、'.join(known)}"
            raise UsageError(f"没有输出格式“{name}”{hint}")
    left = list(dict.fromkeys(formats))
    by_suffix = {reporter.suffix: name for name, reporter in known.items()}
    placed = []
    for output in outputs:
        path = Path(output)
        _check_writable(path)
        name = by_suffix.get(path.suffix.lower(), "")
        if not name or (formats and name not in formats):
            name = left[0] if left else (formats[-1] if formats else "text")
        if name in left:
            left.remove(name)
        placed.append(Destination(known[name], path))
    if not outputs and not left:
        left = ["text"]
    if len(left) > 1:
        raise UsageError(f"屏幕上只能输出一种格式，{'、'.join(left)} 要各用 --output 写到文件")
    return placed + [Destination(known[name], None) for name in left]


def _check_writable(path: Path) -> None:
    """Find out before the run, not after it."""
    if path.is_dir():
        raise UsageError(f"{path} 是文件夹，--output 后面要写文件名")
    folder = path.absolute().parent
    if not folder.is_dir():
        raise UsageError(f"文件夹 {folder} 不存在，请先建立或换一个位置")
    if not os.access(folder, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise UsageError(f"没有权限写 {path}，请换一个位置")


def deliver(report: Report, destinations: Sequence[Destination]) -> None:
    """Render and write; files whole or not at all, the closing line on standard error if nothing is printed."""
    for destination in destinations:
        reporter = destination.reporter
        if destination.path is None:
            _print(reporter.render(report, _screen()), reporter.encoding)
        else:
            write_file(destination.path, reporter.render(report, Style()), reporter.encoding or "utf-8")


def _screen() -> Style:
    terminal = sys.stdout.isatty()
    columns = shutil.get_terminal_size((_USUAL, 24)).columns if terminal else _USUAL
    return Style(color=terminal and not os.environ.get("NO_COLOR"), width=max(_NARROWEST, min(columns, _WIDEST)))


def _print(text: str, encoding: str | None) -> None:
    """Print, in the encoding that the format demands, else in the console's own."""
    if encoding and hasattr(sys.stdout, "buffer"):
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode(encoding))
        sys.stdout.buffer.flush()
    else:
        click.echo(text, nl=False, color=True)


def write_file(path: Path, text: str, encoding: str = "utf-8") -> None:
    """Write beside, then rename: nobody ever sees half a file.

    Raises:
        UsageError: it cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.absolute().parent, prefix=f".{path.name}.", suffix=".tmp")
        beside = Path(name)
        try:
            with os.fdopen(handle, "w", encoding=encoding, newline="\n") as stream:
                stream.write(text)
            beside.chmod(path.stat().st_mode if path.exists() else 0o666 & ~_umask())
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UsageError(f"写不了 {path}：{error.strerror or error}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
