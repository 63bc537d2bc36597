"""Finding and reading the YAML data files.

What ships is read once with the YAML library and then kept as JSON in ``__pycache__`` beside it, as Python does with
its modules and where Python may: the library and the parsing take a sixth of the time of a small check. The copy
carries the digest of the YAML's bytes and is used for these bytes only.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from lint.errors import UsageError

_PACKAGE = Path(__file__).parents[1]
_KEPT = ("rulesets", "dictionaries")
_REASONS = {errno.EACCES: "没有权限", errno.ELOOP: "链接绕成了圈", errno.ENAMETOOLONG: "文件名太长"}
_LARGEST = 2_000_000
"""Bytes of a file of settings or words that a user wrote."""
_DOCS = ("schema", "rules")


def shipped(kind: str) -> Path:
    """The folder of a kind of data that ships: ``rulesets``, ``dictionaries``, ``schema`` or ``rules`` (the pages).

    In an installed wheel the folders lie in ``lint/data``, in a checkout at the top of the repository.
    """
    installed = _PACKAGE / "data" / kind
    if installed.is_dir():
        return installed
    return _PACKAGE.parent / (f"docs/{kind}" if kind in _DOCS else kind)


class DataFile(msgspec.Struct, frozen=True):
    """A YAML file as read: its path, text, parsed content and the digest of its bytes."""

    path: Path
    text: str
    data: Any
    sha256: str


def read_yaml(path: Path) -> DataFile:
    """Read a YAML file in UTF-8.

    Raises:
        UsageError: it is missing, not readable, too large, not UTF-8 or not YAML.
    """
    raw = read_raw(path)
    text, digest = decoded(raw, path), hashlib.sha256(raw).hexdigest()
    ours = any(map(path.is_relative_to, map(shipped, _KEPT)))
    return DataFile(path, text, _kept(path, text, digest) if ours else _parsed(path, text), digest)


def read_raw(path: Path) -> bytes:
    """The bytes of a file of settings or words; never those of a device or a pipe, which might not end.

    Raises:
        UsageError: it is missing, no file, not readable or too large.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise UsageError(f"{path} 不是普通文件，读不了，请换一个名称或者移走")
        with path.open("rb") as stream:
            raw = stream.read(_LARGEST + 1)
    except FileNotFoundError:
        raise UsageError(f"找不到文件 {path}") from None
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, error.strerror)
        raise UsageError(f"读不了文件 {path}：{reason}") from None
    if len(raw) > _LARGEST:
        raise UsageError(f"{path} 太大，最多 {_LARGEST // 1_000_000} MB")
    return raw


def decoded(raw: bytes, path: Path) -> str:
    """The text of a file.

    Raises:
        UsageError: it is not UTF-8.
    """
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{path} 不是 UTF-8 编码，请另存为 UTF-8") from None


def _parsed(path: Path, text: str) -> Any:
    from lint.resources.parse import parse  # noqa: PLC0415 - the YAML library takes as long as all that is read with it

    return parse(text, path)


def _kept(path: Path, text: str, digest: str) -> Any:
    """The content of a file that ships: as it was kept, else parsed and kept."""
    beside = _beside(path)
    try:
        known, _, kept = beside.read_bytes().partition(b"\n")
        if known == digest.encode():
            return msgspec.json.decode(kept)
    except (OSError, msgspec.DecodeError):
        pass
    data = _parsed(path, text)
    if not sys.dont_write_bytecode:
        _keep(beside, data, digest)
    return data


def _beside(path: Path) -> Path:
    return path.parent / "__pycache__" / f"{path.stem}.json"


def _keep(beside: Path, data: Any, digest: str) -> None:
    """Keep the content of a file, if JSON can hold it and the folder may be written to."""
    encoded = msgspec.json.encode(data)
    if msgspec.json.decode(encoded) != data:
        return
    draft = beside.with_suffix(f".{os.getpid()}")
    try:
        beside.parent.mkdir(exist_ok=True)
        draft.write_bytes(digest.encode() + b"\n" + encoded)
        draft.replace(beside)
    except OSError:
        with suppress(OSError):
            draft.unlink()


def keep_all() -> None:
    """Keep all that ships, whatever Python may write by itself: part of setting up a checkout."""
    for kind in _KEPT:
        for path in shipped(kind).rglob("*.yaml"):
            file = read_yaml(path)
            _keep(_beside(path), file.data, file.sha256)


if __name__ == "__main__":
    keep_all()
