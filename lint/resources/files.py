"""Finding and reading the YAML data files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from lint.errors import UsageError

_PACKAGE = Path(__file__).parents[1]
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def shipped(kind: str) -> Path:
    """The folder of a kind of data that ships: ``rulesets``, ``dictionaries`` or ``schema``.

    In an installed wheel the folders lie in ``lint/data``, in a checkout at the top of the repository.
    """
    installed = _PACKAGE / "data" / kind
    if installed.is_dir():
        return installed
    return _PACKAGE.parent / ("docs/schema" if kind == "schema" else kind)


@dataclass(frozen=True, slots=True)
class DataFile:
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
    try:
        data = yaml.load(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise UsageError(f"{path}{line} 不是正确的 YAML：{getattr(error, 'problem', '') or '格式有误'}") from None
    return DataFile(path, text, data, hashlib.sha256(raw).hexdigest())
