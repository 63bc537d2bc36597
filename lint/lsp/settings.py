"""Which settings judge a draft."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from lint.api import Linter, Linters, Settings

_CODEC = "utf-8"
"""What a draft is sent as; a web page may still say that its file is in another encoding."""


class Judges:
    """The linters of a server, set up once each until the settings change."""

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = replace(settings or Settings(), encoding=_CODEC)
        self.forget()

    def forget(self) -> None:
        """Read configurations and dictionaries anew for the next check."""
        self._linters = Linters(self._settings)

    def linter_for(self, path: Path) -> Linter:
        """The linter of a draft, by its configuration; for one that was never saved, by that of the working directory.

        Raises:
            UsageError: the settings are wrong.
        """
        linter = self._linters.at(path)
        linter.recalls = True
        return linter

    def excluded(self, path: Path) -> str:
        """The pattern by which a configuration leaves a file out; empty where none does."""
        glob = self._linters.excluded(path)
        return glob.pattern if glob else ""
