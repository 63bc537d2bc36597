"""Finding and reading the YAML data files.

What ships is read once with the YAML library and then kept as JSON in ``__pycache__`` beside it, as Python does with
its modules and where Python may: the library and the parsing take a sixth of the time of a small check. The copy
carries the digest of the YAML's bytes and is used for these bytes only.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from lint.errors import UsageError

_PACKAGE = Path(__file__).parents[1]
_KEPT = ("rulesets", "dictionaries")


def shipped(kind: str) -> Path:
    """The folder of a kind of data that ships: ``rulesets``, ``dictionaries`` or ``schema``.

    In an installed wheel the folders lie in ``lint/data``, in a checkout at the top of the repository.
    """
    installed = _PACKAGE / "data" / kind
    if installed.is_dir():
        return installed
    return _PACKAGE.parent / ("docs/schema" if kind == "schema" else kind)


class DataFile(msgspec.Struct, frozen=True):
    """A YAML file as read: its path, text, parsed content and the digest of its bytes."""

    path: Path
    text: str
    data: Any
    sha256: str


def read_yaml(path: Path) -> DataFile:
    """Read a YAML file in UTF-8.

    Raises:
        UsageError: it is missing, not readable, not UTF-8 or not YAML.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise UsageError(f"找不到文件 {path}") from None
    except OSError as error:
        raise UsageError(f"读不了文件 {path}：{error.strerror}") from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{path} 不是 UTF-8 编码，请另存为 UTF-8") from None
    digest = hashlib.sha256(raw).hexdigest()
    ours = any(map(path.is_relative_to, map(shipped, _KEPT)))
    return DataFile(path, text, _kept(path, text, digest) if ours else _parsed(path, text), digest)


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
