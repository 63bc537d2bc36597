"""Regular expressions that are compiled when they are first used.

The rules have a hundred of them, most need a kind of text that a document may not have, and compiling those with
Chinese character classes takes milliseconds each: a third of the time of a small check.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn", "pattern")


def lazy(source: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern that behaves as ``re.compile(source, flags)``; after the first use it is as fast, too.

    Raises:
        re.error: at the first use, where the source is wrong.
    """
    return cast("re.Pattern[str]", _Lazy(source, flags))


class _Lazy:
    """Takes over the compiled pattern's methods when the first of them is asked for."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)
