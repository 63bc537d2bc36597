"""Readers of formats that are grids of cells: each format is a module with ``parse(data, limits) -> Parsed``."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from msgspec import Struct

from lint.extract.describe import pdf, sheet, word
from lint.extract.grid import Describe, Parsed, reading
from lint.extract.isolated import parse_isolated
from lint.extract.source import Limits, Reading, Source

_HERE = __name__.rpartition(".")[0]


class GridReader(Struct, frozen=True):
    """Reads the formats of one module, which is imported when the first file comes.

    ``isolated`` formats are read in a process of their own: their libraries can abort, or take any time and memory.
    """

    formats: frozenset[str]
    module: str
    describe: Describe
    isolated: bool = False

    def read(self, source: Source) -> Reading:
        """Read a source; `InputError` for what the module refuses and for limits exceeded."""
        name = f"{_HERE}.{self.module}"
        if self.isolated:
            return reading(parse_isolated(name, source.data, source.limits), self.describe, source.limits)
        parse: Callable[[bytes, Limits], Parsed] = import_module(name).parse
        return reading(parse(source.data, source.limits), self.describe, source.limits)


class SourceReader(Struct, frozen=True):
    """Reads formats that are text with tables in it: their module has ``read``, and is imported when it is needed."""

    formats: frozenset[str]
    module: str

    def read(self, source: Source) -> Reading:
        """Read a source; `InputError` for what the module refuses and for limits exceeded."""
        read: Callable[[Source], Reading] = import_module(f"{_HERE}.{self.module}").read
        return read(source)


GRID_READERS: tuple[GridReader, ...] = (
    GridReader(frozenset({"docx"}), "docx", word),
    GridReader(frozenset({"doc", "wps"}), "doc", word, isolated=True),
    GridReader(frozenset({"pdf"}), "pdf", pdf, isolated=True),
    GridReader(frozenset({"xlsx"}), "xlsx", sheet),
    GridReader(frozenset({"ods"}), "ods", sheet),
    GridReader(frozenset({"xls", "et"}), "xls", sheet, isolated=True),
)
"""The shipped ones."""

SOURCE_READERS: tuple[SourceReader, ...] = (
    SourceReader(frozenset({"html"}), "html"),
    SourceReader(frozenset({"csv"}), "csv"),
)
"""The shipped ones, likewise."""

__all__ = ["GRID_READERS", "SOURCE_READERS", "GridReader", "SourceReader", "pdf", "sheet", "word"]
