"""``[tool.jixiao]`` of a pyproject.toml: the same keys as in a YAML file of settings."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Sequence
from datetime import date, time
from pathlib import Path
from typing import Any

from lint.errors import UsageError
from lint.resources.files import DataFile, decoded, read_raw

_TABLE = ("tool", "jixiao")
_MENTION = b"jixiao"
_AT = re.compile(r"at line (\d+)")


def read_toml(path: Path) -> DataFile | None:
    """The settings in a pyproject.toml; None where it has none.

    Raises:
        UsageError: it cannot be read, or mentions settings and is broken.
    """
    raw = read_raw(path)
    if _MENTION not in raw:
        return None
    text = decoded(raw, path)
    try:
        data: Any = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        line = found[1] if (found := _AT.search(str(error))) else 1
        raise UsageError(f"{path}:{line} 不是正确的 TOML，请检查引号、括号和等号") from None
    for key in _TABLE:
        data = data.get(key) if isinstance(data, dict) else None
    return None if data is None else DataFile(path, text, _plain(data), hashlib.sha256(raw).hexdigest())


def _plain(value: Any) -> Any:
    """Dates as text, as YAML files have them."""
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    return value.isoformat() if isinstance(value, (date, time)) else value


def toml_line(text: str, path: Sequence[Any]) -> int:
    """The line, from 1, of a setting: searched for key after key, which finds it wherever people write plainly."""
    lines = text.splitlines()
    at = _next(lines, 0, re.compile(r"\s*\[+\s*tool\s*\.\s*[\"']?jixiao\b"), 0)
    for number, step in enumerate(path):
        if isinstance(step, int):
            header = re.compile(rf"\s*\[\[.*\b{re.escape(str(path[number - 1]))}\s*\]\]")
            at = _next(lines, at, header, at, step)
        else:
            at = _next(lines, at, re.compile(rf"(^|.*[\s.\[{{,\"'])({re.escape(step)})[\"']?\s*[=.\]]"), at)
    return at + 1


def _next(lines: Sequence[str], start: int, wanted: re.Pattern[str], otherwise: int, skip: int = 0) -> int:
    """The number of the line from ``start`` on that begins as wanted."""
    found = (number for number in range(start, len(lines)) if wanted.match(lines[number]))
    return next((number for position, number in enumerate(found) if position == skip), otherwise)
