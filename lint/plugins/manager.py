"""Collecting plugins: the built-in one first, then installed ones by name."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import Any

import pluggy

from lint.model.report import PluginInfo
from lint.plugins import builtin, hookspecs

ENTRY_POINTS = "jixiao"
"""Entry point group of plugins."""


class Plugins:
    """All plugins of a run. ``infos`` lists the installed ones, with the error of each that could not be loaded."""

    def __init__(self) -> None:
        self._manager = pluggy.PluginManager(hookspecs.PROJECT)
        self._manager.add_hookspecs(hookspecs)
        self._manager.register(builtin, name="builtin")
        found = sorted(entry_points(group=ENTRY_POINTS), key=lambda entry: (entry.name, entry.value))
        self.infos = tuple(map(self._load, found))

    def _load(self, entry: EntryPoint) -> PluginInfo:
        version = entry.dist.version if entry.dist else ""
        try:
            self._manager.register(entry.load(), name=entry.name)
            self._manager.check_pending()  # a misspelt hook is an error, not silence
        except Exception as error:
            if self._manager.has_plugin(entry.name):
                self._manager.unregister(name=entry.name)
            return PluginInfo(entry.name, version, f"{type(error).__name__}: {error}")
        return PluginInfo(entry.name, version)

    def collect(self, hook: str, **arguments: Any) -> list[Any]:
        """What all plugins give for a hook, the built-in one first."""
        batches = getattr(self._manager.hook, hook)(**arguments)
        return [thing for batch in reversed(batches) for thing in batch]
