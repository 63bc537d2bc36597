"""Which settings judge a draft."""

from __future__ import annotations

from pathlib import Path

from lint.api import Linter, Selection
from lint.config.ruleset import DEFAULT

_CODEC = "utf-8"
"""What a draft is sent as; a web page may still say that its file is in another encoding."""


class Settings:
    """The linters of a server, set up once each until the settings change."""

    def __init__(self, ruleset: str = "", selection: Selection | None = None) -> None:
        self._ruleset = ruleset or DEFAULT
        self._selection = selection or Selection()
        self._linters: dict[Path | None, Linter] = {}

    def linter_for(self, path: Path | None) -> Linter:
        """The linter of a draft; it has no path before it is saved for the first time.

        Raises:
            UsageError: the settings are wrong.
        """
        folder = None
        if folder not in self._linters:
            self._linters[folder] = Linter(self._ruleset, self._selection, encoding=_CODEC, recalls=True)
        return self._linters[folder]

    def forget(self) -> None:
        """Read the settings anew for the next check."""
        self._linters = {}
