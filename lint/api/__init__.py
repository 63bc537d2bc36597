"""Checking inputs from Python: no printing, no exits, everything in the `Report`."""

from __future__ import annotations

from lint.api.examined import Examined, Extracted
from lint.api.items import Item, display_name, file_item
from lint.api.linter import Linter
from lint.api.linters import Linters, Settings
from lint.api.session import Always, Session
from lint.api.suppressing import Suppressing
from lint.engine.select import Selection
from lint.errors import UsageError
from lint.extract.source import Limits

__all__ = [
    "Always",
    "Examined",
    "Extracted",
    "Item",
    "Limits",
    "Linter",
    "Linters",
    "Selection",
    "Session",
    "Settings",
    "Suppressing",
    "UsageError",
    "display_name",
    "file_item",
]
