"""Tables of a web page under way, and the blocks that they become."""

from __future__ import annotations

from collections.abc import Iterable

from lint.extract.flow import Flow, Run
from lint.extract.grid import End, Grid, Line, Slot
from lint.extract.source import Limits
from lint.extract.spans import lay
from lint.model.place import Parent

_HEAD, _FOOT = "thead", "tfoot"


class Cell:
    """A cell: its text, and what else stands in it (nested tables, and then the text between them, too)."""

    __slots__ = ("begin", "blocks", "down", "end", "flow", "hidden", "path", "right", "table")

    def __init__(self, table: Table, path: str, begin: int, span: tuple[int, int], hidden: bool) -> None:
        self.table = table
        self.path = path
        self.begin = begin
        self.end = begin
        self.right, self.down = span
        self.hidden = hidden
        self.flow = Flow()
        self.blocks: list[Grid | Line | End] = []

    def spill(self) -> None:
        """Make the text so far paragraphs: a table comes, or has come before."""
        self.blocks += _lines(self)
        self.flow = Flow()

    @property
    def runs(self) -> tuple[Run, ...]:
        """Where the text comes from; all of the cell where it is blank."""
        return tuple(self.flow.runs) or ((0, 0, self.begin, self.end),)


class Table:
    """A table with its rows in parts, as its tags come."""

    def __init__(self, outer: Table | None, path: str, begin: int, depth: int, hidden: bool) -> None:
        self.outer = outer
        self.path = path
        self.begin = begin
        self.depth = depth
        self.hidden = hidden
        self.level: int = outer.level + 1 if outer else 1
        self.head: list[list[Cell]] | None = None
        self.foot: list[list[Cell]] | None = None
        self.bodies: list[list[list[Cell]]] = []
        self.section: list[list[Cell]] | None = None
        self.row: list[Cell] | None = None
        self.cell: Cell | None = None
        self.row_hidden = False
        self.hidden_columns: set[int] = set()
        self.columns = 0
        self._way = ""
        self._sections: dict[str, int] = {}
        self._cells: dict[str, int] = {}

    def begin_section(self, name: str) -> None:
        """Begin a part; the first head stands above and the first foot below all others, wherever they are written."""
        self.row = None
        self.section = []
        if name == _HEAD and self.head is None:
            self.head = self.section
        elif name == _FOOT and self.foot is None:
            self.foot = self.section
        else:
            self.bodies.append(self.section)
        count = self._sections[name] = self._sections.get(name, 0) + 1
        self._way = f"{name}:nth-of-type({count}) > tr:nth-of-type("

    def begin_row(self, hidden: bool) -> None:
        """Begin a row, in a body where no part is open."""
        if self.section is None:
            self.begin_section("tbody")
        assert self.section is not None
        self.row = []
        self.section.append(self.row)
        self.row_hidden = hidden
        self._cells = {}

    def add(self, name: str, begin: int, span: tuple[int, int], hidden: bool) -> Cell:
        """Begin a cell, in a row of its own where none is open."""
        if self.row is None:
            self.begin_row(False)
        assert self.row is not None
        assert self.section is not None
        count = self._cells[name] = self._cells.get(name, 0) + 1
        path = f"{self._way}{len(self.section)}) > {name}:nth-of-type({count})"
        self.cell = Cell(self, path, begin, span, hidden or self.row_hidden)
        self.row.append(self.cell)
        return self.cell

    @property
    def groups(self) -> list[list[list[Cell]]]:
        """The parts as a browser shows them."""
        return [*([self.head] if self.head else []), *self.bodies, *([self.foot] if self.foot else [])]

    @property
    def lone(self) -> Cell | None:
        """The only cell, where there is but one and it holds only text."""
        cells = [cell for group in self.groups for row in group for cell in row]
        return cells[0] if len(cells) == 1 and not cells[0].blocks else None


def blocks_of(table: Table, parents: dict[int, Parent], limits: Limits) -> list[Grid | Line | End]:
    """What a table becomes: one grid, or several where rows hold tables; those rows dissolve into what is in them.

    A table that has nothing else but such rows and single texts only arranges the page. The grids go by the place at
    which their table begins; ``parents`` takes the cells, numbered likewise, that hold others.
    """
    placed = lay(table.groups, limits)
    broken = {row for row, _, _, _, cell in placed if cell.blocks}
    if not broken:
        slots = [_slot(*entry, table) for entry in placed]
        return [Grid(_seen(slots), table.begin, "", None, table.hidden, table.path)] if slots else []
    filled = [row for row, _, _, _, cell in placed if cell.flow.parts and row not in broken]
    arranges = len(filled) == len(set(filled))
    blocks: list[Grid | Line | End] = []
    under_way: list[Slot] = []
    for row, column, down, right, cell in placed:
        if not arranges and row not in broken:
            stop = next((number for number in range(row, row + down) if number in broken), row + down)
            under_way.append(_slot(row, column, stop - row, right, cell, table))
            continue
        if under_way:
            blocks.append(Grid(_seen(under_way), table.begin, "", None, table.hidden, table.path))
            under_way = []
        cell.spill()
        for block in cell.blocks:
            if isinstance(block, Grid) and not arranges:
                parents.setdefault(block.index, Parent(table.begin, row + 1, column + 1))
            blocks.append(block)
    if under_way:
        blocks.append(Grid(_seen(under_way), table.begin, "", None, table.hidden, table.path))
    return blocks


def _slot(row: int, column: int, down: int, right: int, cell: Cell, table: Table) -> Slot:
    flow = cell.flow
    hidden = cell.hidden or column in table.hidden_columns
    text = flow.parts[0] if len(flow.parts) == 1 else "".join(flow.parts)
    return Slot(row, column, text, down, right, hidden, runs=cell.runs, path=cell.path)


def _seen(slots: list[Slot]) -> list[Slot]:
    """Without hidden rows that hold nothing: Excel writes one for the widths of columns."""
    if not any(slot.hidden for slot in slots):
        return slots
    shown = {slot.row for slot in slots if slot.text or not slot.hidden}
    return [slot for slot in slots if slot.row in shown] or slots


def _lines(cell: Cell) -> list[Line]:
    path = f"{cell.table.path} > {cell.path}"
    hidden = cell.hidden or cell.table.hidden
    return [Line(text, hidden=hidden, runs=runs, path=path) for text, runs in cell.flow.paragraphs()]


def numbered(blocks: Iterable[Grid | Line | End], parents: dict[int, Parent]) -> None:
    """Number tables and paragraphs as they stand in the page, instead of by where they begin."""
    grids = [block for block in blocks if isinstance(block, Grid)]
    begins = {grid.index for grid in grids} | {parent.index for parent in parents.values()}
    numbers = {begin: number for number, begin in enumerate(sorted(begins), start=1)}

    def parent_of(begin: int) -> Parent | None:
        found = parents.get(begin)
        if found is None:
            return None
        return Parent(numbers[found.index], found.row, found.column, parent_of(found.index))

    for grid in grids:
        grid.parent = parent_of(grid.index)
        grid.index = numbers[grid.index]
    for number, line in enumerate((block for block in blocks if isinstance(block, Line)), start=1):
        line.number = number
