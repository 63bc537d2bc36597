"""The input as bytes, with its limits, before any format is read."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, Protocol

from msgspec import Struct

from lint.errors import InputError
from lint.extract.blocks import Block
from lint.model.comment import Comment
from lint.model.document import Notice
from lint.model.place import Locator


class Limits(Struct, frozen=True):
    """What an input may cost; beyond it the input fails with a message (reference/hostile-files.md, rule 2)."""

    bytes: int = 100 * 1024 * 1024
    cells: int = 2_000_000
    part: int = 64 * 1024 * 1024
    """Bytes of one part of an office package, inflated."""
    pages: int = 2_000
    seconds: int = 60
    """How long a reader in a process of its own may take."""
    memory: int = 1024 * 1024 * 1024
    """Bytes of memory that it may take."""


class Source(Struct, frozen=True):
    """One input: the name it goes by, its bytes and its format as found by looking at them."""

    name: str
    data: bytes
    format: str
    limits: Limits
    encoding: str = ""
    """The codec of its text, where the user says it."""


class Reading(Struct, frozen=True):
    """What a reader makes of a source: blocks in document order, and how to find their places again."""

    blocks: Sequence[Block]
    locator: Locator
    encoding: str = ""
    notices: tuple[Notice, ...] = ()
    """What the reader saw and could not read, at its place."""
    comments: tuple[Comment, ...] = ()
    """What is said to jixiao in comments."""


class Reader(Protocol):
    """Reads one or more formats. Never guesses meaning; raises `InputError` for what it cannot read."""

    @property
    def formats(self) -> frozenset[str]:
        """The formats, by the names of the report's schema."""
        ...

    def read(self, source: Source) -> Reading:
        """Read a source of one of the reader's formats."""
        ...


def read_bytes(path: Path, limits: Limits) -> bytes:
    """The bytes of a file.

    Raises:
        InputError: it is missing, not a regular file, not readable, empty or over the limit.
    """
    try:
        with path.open("rb") as stream:
            before = os.fstat(stream.fileno())
            if before.st_size > limits.bytes:
                raise InputError(_too_large(limits))
            data = _bounded(stream, limits)
            after = os.fstat(stream.fileno())
            if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
                raise InputError("读的时候文件变了，请等它保存好再检查")
            return data
    except FileNotFoundError:
        raise InputError("找不到文件，请核对路径") from None
    except IsADirectoryError:
        raise InputError("是文件夹，不是文件") from None
    except PermissionError:
        raise InputError("没有读取权限，请检查文件是否被占用或加了权限") from None
    except OSError as error:
        raise InputError(f"读取失败：{error.strerror or error}") from None


def too_many_cells(limits: Limits) -> str:
    """What a user is told of a document with more cells than the limits allow."""
    return f"单元格超过 {limits.cells} 个的上限，请拆分后再检查，或用 --max-cells 放宽"


def read_stream(stream: BinaryIO, limits: Limits) -> bytes:
    """The bytes of standard input, under the same limits."""
    return _bounded(stream, limits)


def _bounded(stream: BinaryIO, limits: Limits) -> bytes:
    data = stream.read(limits.bytes + 1)
    if len(data) > limits.bytes:
        raise InputError(_too_large(limits))
    if not data.strip():
        raise InputError("文件是空的")
    return data


def _too_large(limits: Limits) -> str:
    return f"文件超过 {limits.bytes // (1024 * 1024)} MB 的上限，请拆分后再检查，或用 --max-size 放宽"
