"""Standard output and standard error as they really are: closed, full, in an encoding that lacks characters."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable
from typing import IO, Any, TextIO

import click

from lint.errors import JixiaoError, UsageError

CLOSED = "输出还没有写完就被关闭了，后面的内容没有输出"
_REASONS = {
    errno.ENOSPC: "磁盘空间不足",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOENT: "文件夹不存在",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EISDIR: "这是文件夹",
    errno.ENAMETOOLONG: "文件名太长",
}


class ClosedError(JixiaoError):
    """Whoever reads our output has gone away (``| head``)."""

    exit_code = 3


def reason(error: OSError) -> str:
    """Why the system refused, in Chinese where it is one of the usual reasons."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


def emit(text: Iterable[str | bytes], encoding: str | None = None) -> None:
    """Put pieces on standard output: text in the encoding that the format demands, else in the console's own.

    Raises:
        ClosedError: the reader went away.
        UsageError: there is no standard output, or no room.
    """
    stream = sys.stdout
    if stream is None:
        raise UsageError("标准输出是关闭的，结果没有地方输出，可以用 --output 写到文件")
    try:
        raw = encoding or not stream.isatty()
        for piece in text:
            if raw or isinstance(piece, bytes):
                stream.flush()
                _write_all(stream.buffer, in_bytes(piece, encoding) if encoding else _encoded(piece, stream))
            else:
                click.echo(piece, nl=False, color=True)
        stream.flush()
    except BrokenPipeError:
        abandon(stream)
        raise ClosedError(CLOSED) from None
    except OSError as error:
        abandon(stream)
        raise UsageError(f"结果写不出去：{reason(error)}") from None


def in_bytes(piece: str | bytes, encoding: str) -> bytes:
    """A piece of a report as it is written."""
    return piece if isinstance(piece, bytes) else piece.encode(encoding)


def _encoded(text: str | bytes, stream: TextIO) -> bytes:
    if isinstance(text, bytes):
        return text
    return text.replace("\n", os.linesep).encode(stream.encoding or "utf-8", stream.errors or "strict")


def _write_all(binary: IO[bytes], data: bytes) -> None:
    """An unbuffered stream (PYTHONUNBUFFERED) takes what it can and says how much that was."""
    rest = memoryview(data)
    while rest:
        rest = rest[binary.write(rest) :]


def abandon(stream: IO[Any] | None) -> None:
    """Let what is still to be written to a broken stream go nowhere, so that the interpreter can end in peace."""
    if stream is not None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def one_place() -> bool:
    """Whether standard output and standard error are read together: one terminal, or one file or pipe (``2>&1``)."""
    out, err = sys.stdout, sys.stderr
    if out is None or err is None:
        return False
    if out.isatty() and err.isatty():
        return True
    try:
        first, second = os.fstat(out.fileno()), os.fstat(err.fileno())
    except (OSError, ValueError):  # no real streams
        return False
    return first.st_ino != 0 and os.path.samestat(first, second)  # pipes of Windows have no number
