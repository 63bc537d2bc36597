"""What was decided on the way from tables to projects; written down only when somebody asks (``extract --explain``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from lint.extract.blocks import Row, Table
from lint.extract.headers import Headers
from lint.extract.layout import Columns
from lint.extract.shapes import key
from lint.model.cell import Cell
from lint.text.fold import fold

_SERIES = ("plan",)
"""Fields with several values."""


class Kind(StrEnum):
    """What a table was taken for."""

    INDICATORS = "绩效指标表"
    FIELDS = "项目信息"
    DUTIES = "职责活动表"
    OTHER = "其他表"


@dataclass(frozen=True, slots=True)
class Taken:
    """A cell that names something: what for (empty where it was not understood), why, and the cell that it names."""

    cell: Cell
    field: str
    why: str
    value: Cell | None = None


@dataclass(slots=True)
class Decision:
    """What was decided about one table."""

    anchor: Cell
    rows: int
    columns: int
    kind: Kind = Kind.OTHER
    why: str = ""
    taken: list[Taken] = field(default_factory=list)


class Trace:
    """The decisions about the tables of one document, in order."""

    def __init__(self) -> None:
        self.tables: list[Decision] = []

    def begin(self, table: Table) -> None:
        """A table comes."""
        first = next((cell for row in table.rows for cell in row.cells if cell.text), table.rows[0].cells[0])
        self.tables.append(Decision(first, len(table.rows), max(len(row.cells) for row in table.rows)))

    def decide(self, kind: Kind, why: str) -> None:
        """What the table is."""
        decision = self.tables[-1]
        decision.kind, decision.why = kind, why

    def goes_on(self, indicators: bool) -> None:
        """The table has no header, and belongs to the project under way."""
        if indicators:
            self.decide(Kind.INDICATORS, "没有表头，接着上一张指标表")
        else:
            self.decide(Kind.FIELDS, "没有指标的表头，属于上面的表题")

    def header(self, columns: Columns, rows: Sequence[Row], headers: Headers) -> None:
        """A row was taken for a header of indicators; the one below it may be its second line."""
        row, below = rows[0], rows[1] if len(rows) > 1 else None
        fields = {at: name for name, at in columns.index.items()}
        own = {at: label for label, at in columns.project.items()}
        refined = columns.with_value_parts(below, headers) if below else None
        for at, cell in enumerate(row.cells):
            if not cell.text:
                continue
            if at in fields:
                told = fields[at] in columns.told
                self._take(
                    cell, fields[at], "词典里没有，看格里的内容" if told else _why(cell.text, fields[at], headers)
                )
            elif at in own:
                self._take(cell, own[at], "词典里有；各个项目在一张表里")
            elif refined is None or at not in refined.index.values():
                self._take(cell, "", _left(cell.text, fields, headers))
        if below and refined:
            for name, at in sorted(refined.index.items(), key=lambda entry: entry[1]):
                if below.cells[at].text and columns.index.get(name) != at:
                    self._take(below.cells[at], name, "表头的第二行")

    def duties(self, row: Row, index: Mapping[str, int]) -> None:
        """A row was taken for the header of a table of duties."""
        self.decide(Kind.DUTIES, "有职责活动、绩效目标、绩效指标这几列")
        for name, at in index.items():
            self._take(row.cells[at], name, "词典里有")

    def labels(self, found: Iterable[tuple[str, Cell, Cell | None]]) -> None:
        """Cells above the indicators name fields of the project."""
        if self.tables:
            self.tables[-1].taken += [
                Taken(cell, name, "词典里有", value if name not in _SERIES else None) for name, cell, value in found
            ]

    def _take(self, cell: Cell, name: str, why: str) -> None:
        self.tables[-1].taken.append(Taken(cell, name, why))


class _Silent(Trace):
    """Takes nothing down."""

    def begin(self, table: Table) -> None: ...

    def decide(self, kind: Kind, why: str) -> None: ...

    def header(self, columns: Columns, rows: Sequence[Row], headers: Headers) -> None: ...

    def duties(self, row: Row, index: Mapping[str, int]) -> None: ...

    def labels(self, found: Iterable[tuple[str, Cell, Cell | None]]) -> None: ...


SILENT: Trace = _Silent()
"""For when nobody asks."""


def _why(text: str, name: str, headers: Headers) -> str:
    word = key(text)
    if any(name == known for _, known in headers.columns.get(word, ())):
        return "词典里有" if word == fold(text) else f"词典里有“{word}”"
    if any(name == known for _, known in headers.shape(text)):
        return "词典里没有，看写法"
    return "词典里没有，看位置：" + ("在一级指标后面" if name == "level2" else "在二级指标和指标值之间")


def _left(text: str, fields: Mapping[int, str], headers: Headers) -> str:
    """Why a cell of a header was taken for nothing."""
    known = headers.columns.get(key(text), ()) or headers.shape(text)
    doubled = any(name in fields.values() for _, name in known)
    return "这一栏已经有了，不读" if doubled else "词典里没有，不读"
