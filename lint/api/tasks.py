"""Inputs on their way to other processes, and what comes back."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from lint.api.items import Item


class Task(Struct, frozen=True, array_like=True):
    """An input to examine: its number in the run, and its content."""

    number: int
    name: str
    path: str
    data: bytes

    def item(self) -> Item:
        """The input with its content at hand."""
        return Item(self.name, lambda: self.data, len(self.data), Path(self.path) if self.path else None)


class Answer(Struct, frozen=True, array_like=True):
    """What became of a task: the encoded `Examined`, and whether it may be kept; or the defect that came up."""

    number: int
    examined: bytes = b""
    lasting: bool = False
    defect: str = ""


class Lost(Struct, frozen=True):
    """The process died over the task."""

    task: Task
