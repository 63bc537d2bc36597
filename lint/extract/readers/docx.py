"""Word documents (docx, docm, dotx; transitional and strict), read with one pass over the document part.

What is not seen (tracked deletions, the second copy of a text box, phonetic guides) is cut out of the tree first, and
what stands elsewhere than in its place (nested tables, text boxes) is set aside. Then the order of the elements alone
tells what belongs where, whatever wraps them (content controls, smart tags, insertions): a row's cells follow it, a
cell's paragraphs follow it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import accumulate

from msgspec import Struct, field

from lint.errors import InputError
from lint.extract.grid import End, Grid, Line, Parsed, Slot
from lint.extract.package import Package, parse_xml
from lint.extract.source import Limits, too_many_cells
from lint.extract.symbols import UNKNOWN, symbol
from lint.extract.wordtable import Merge, settle, spread
from lint.extract.wordxml import HIDDEN, OFF, Aside, Element, Names, clean, comments_of, set_aside
from lint.model.place import Parent

_VML = "{urn:schemas-microsoft-com:vml}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SPANS = 63
"""Word has no more columns in a table."""
_DEPTH = 16
_PRIVATE = re.compile(rb"\xef[\x80-\x83]")
_BUILT_UP = ("f", "sSup", "sSub", "sSubSup", "sPre", "rad", "nary", "limLow", "limUpp", "m", "eqArr")

_IS_PICTURE = "这一格是图片，里面的文字没有读"
_HAS_OBJECT = "这一格里有嵌入的对象（如公式），没有读"
_HAS_HIDDEN = "这一格里有隐藏的文字，没有检查"
_HAS_FORMULA = "这一格里有公式，分数线、上下标没有读出来"
_HAS_UNKNOWN = "这一格里有不认识的符号，没有读"
_INCLUDES = "文档里插入了别的文件，插入的内容没有读"


def parse(data: bytes, limits: Limits) -> Parsed:
    """The tables and paragraphs of a document.

    Raises:
        InputError: the package is damaged, or costs more than the limits allow.
    """
    package = Package(data, limits)
    name = main_part(package)
    content = package.read(name)
    root = parse_xml(content, name)
    names = Names.of(root)
    body = root.find(names.body)
    if body is None:
        raise InputError("文件不完整：没有正文；请用办公软件打开另存一份再检查")
    clean(body, names, symbols=_PRIVATE.search(content) is not None)
    comments, problems = comments_of(package, name, names)
    walk = Walk(name, names, limits, *set_aside(body, names), comments)
    walk.walk(body)
    return Parsed(walk.blocks, walk.problems + problems)


def main_part(package: Package) -> str:
    """The part that the package names as the document itself."""
    related = package.relations("").values()
    return next((part for kind, part in related if kind == "officeDocument"), "word/document.xml")


class _Table(Struct):
    """The table under way."""

    element: Element
    index: int
    parent: Parent | None
    depth: int
    slots: list[Slot] = field(default_factory=list)
    merged: dict[int, Merge] = field(default_factory=dict)
    edges: list[int] = field(default_factory=lambda: [0])
    ends: set[int] = field(default_factory=set)
    inner: list[tuple[Slot, list[Element]]] = field(default_factory=list)
    row: int = -1
    column: int = 0
    hidden: bool = False


class Walk:
    """Goes over the elements in document order; each handler is told of the beginning of one."""

    def __init__(
        self, part: str, names: Names, limits: Limits, nested: Aside, boxes: Aside, comments: dict[str, str]
    ) -> None:
        self.part = part
        self.names = names
        self.limits = limits
        self.blocks: list[Grid | Line | End] = []
        self.problems: list[str] = []
        self.val = f"{names.word}val"
        self.cell_tag = f"{names.word}tc"
        self.run_tag = f"{names.word}r"
        self.comments = comments  # by their ids, those that were not met yet
        self.pending: list[str] = []  # comments that begin between cells or paragraphs
        self.handlers = self._handlers()
        self.cells = 0
        self.tables = 0
        self.paragraphs = 0
        self.depth = 0
        self.number = 0  # of a nested table in its cell
        self.in_box = False
        self.nested = nested  # tables by the cell that holds them
        self.boxes = boxes  # text boxes by their paragraph
        self.waiting: list[Element] = []  # text boxes met in the block under way
        self.table: _Table | None = None
        self.parent: Parent | None = None
        self.cell: Element | None = None
        self.open = False  # whether a paragraph outside of tables is under way
        self.begin()

    def begin(self) -> None:
        """Begin a cell or paragraph."""
        self.pieces: list[str] = []
        self.secret: list[int] = []  # which pieces are hidden
        self.fields: list[bool] = []  # fields under way: whether their code is read, not yet their result
        self.span = 1
        self.merge: Merge | None = None
        self.begun = False
        self.picture = False
        self.code = ""
        self.problem = ""
        self.noted: list[str] = []

    def _handlers(self) -> dict[str, Callable[[Element], None]]:
        word, math = self.names.word, self.names.math
        own: dict[str, Callable[[Element], None]] = {
            "t": self._text,
            "p": self._paragraph,
            "tc": self._cell,
            "tr": self._row,
            "tbl": self._tbl,
            "gridSpan": self._grid_span,
            "vMerge": self._merge_down,
            "hMerge": self._merge_right,
            "gridCol": self._grid_column,
            "gridBefore": self._skip_columns,
            "hidden": self._hidden_row,
            "tab": self._tab,
            "ptab": self._tab,
            "br": self._break,
            "cr": self._break,
            "noBreakHyphen": self._hyphen,
            "sym": self._symbol,
            "fldChar": self._field,
            "instrText": self._code,
            "object": self._object,
            "altChunk": self._included,
            "subDoc": self._included,
        }
        if self.comments:
            own |= {"commentRangeStart": self._comment, "commentReference": self._comment}
        handlers = {word + name: handler for name, handler in own.items()}
        handlers |= {math + name: self._formula for name in _BUILT_UP}
        pictures = (f"{self.names.drawing}blip", f"{_VML}imagedata")
        return handlers | {f"{math}t": self._text, HIDDEN: self._secret} | dict.fromkeys(pictures, self._picture)

    def walk(self, root: Element) -> None:
        """Read what stands below an element."""
        handlers = self.handlers
        for element in root.iter(*handlers):
            handlers[element.tag](element)
        self._close()

    # ── tables, rows, cells, paragraphs ──

    def _tbl(self, element: Element) -> None:
        self._close()
        if self.parent is None:
            self.tables += 1
        number = self.tables if self.parent is None else self.number
        self.table = _Table(element, number, self.parent, self.depth)

    def _grid_column(self, element: Element) -> None:
        if self.table and self.table.row < 0:
            width = _integer(element.get(f"{self.names.word}w"))
            self.table.edges.append(self.table.edges[-1] + (width if width > 0 else 1000))

    def _row(self, element: Element) -> None:
        self._end_cell()
        if table := self.table:
            if table.row >= 0:
                table.ends.add(table.column)
            table.row += 1
            table.column = 0
            table.hidden = False

    def _skip_columns(self, element: Element) -> None:
        if self.table:
            self.table.column += min(max(_integer(element.get(self.val)), 0), _SPANS)

    def _hidden_row(self, element: Element) -> None:
        if self.table and element.get(self.val) not in OFF:
            self.table.hidden = True

    def _cell(self, element: Element) -> None:
        self._end_cell()
        self.cell = element
        self._take_pending()

    def _grid_span(self, element: Element) -> None:
        self.span = min(max(_integer(element.get(self.val)), 1), _SPANS)

    def _merge_down(self, element: Element) -> None:
        if element.get(self.val) != "restart":
            self.merge = Merge.DOWN

    def _merge_right(self, element: Element) -> None:
        if element.get(self.val) != "restart":
            self.merge = Merge.RIGHT

    def _end_cell(self) -> None:
        table, cell = self.table, self.cell
        if cell is None or table is None:
            return
        self.cell = None
        text, hidden, problem = self._taken()
        slot = Slot(max(table.row, 0), table.column, text, 1, self.span, hidden or table.hidden, problem)
        slot.comments = tuple(self.noted)
        if self.merge is not None:
            table.merged[len(table.slots)] = self.merge
        table.slots.append(slot)
        self._made(slot)
        table.column += self.span
        if self.nested and (inner := self.nested.pop(cell, None)):
            table.inner.append((slot, inner))
        self.cells += 1
        if self.cells > self.limits.cells:
            raise InputError(too_many_cells(self.limits))
        self.begin()

    def _paragraph(self, element: Element) -> None:
        if self.cell is not None and (
            element.getparent() is self.cell or next(element.iterancestors(self.cell_tag), None) is not None
        ):
            if self.begun:
                self.pieces.append("\n")
            self.begun = True
        else:
            self._close()
            self.open = True
            self.paragraphs += not self.in_box
            self._take_pending()
        if self.fields:
            self.fields.clear()
        if self.boxes and (boxes := self.boxes.pop(element, None)):
            self.waiting += boxes

    def _close(self) -> None:
        """End the table or paragraph under way; then comes what stands in its text boxes."""
        self._end_cell()
        if table := self.table:
            self.table = None
            self._end_table(table)
        elif self.open:
            self.open = False
            text, hidden, _ = self._taken()
            if text.strip() or self.noted:
                number, comments = max(self.paragraphs, 1), tuple(self.noted)
                line = Line(text, number, self.part, hidden, comments=comments)
                self.blocks.append(line)
                self._made(line)
            self.begin()
        if self.waiting:
            boxes, self.waiting = self.waiting, []
            outside, self.in_box = self.in_box, True
            for box in boxes:
                self.walk(box)
            self.in_box = outside

    def _end_table(self, table: _Table) -> None:
        table.ends.add(table.column)
        if len(table.ends) > 1:
            self._spread(table)
        slots = settle(table.slots, table.merged, table.edges)
        if slots:
            self.blocks.append(Grid(slots, table.index, self.part, table.parent))
        above = self.parent, self.depth
        for slot, tables in table.inner:
            if table.depth >= _DEPTH:
                raise InputError(f"表里套表超过 {_DEPTH} 层，没有读取；请把里面的表移到外面再检查")
            self.depth = table.depth + 1
            self.parent = Parent(table.index, slot.row + 1, slot.column + 1, table.parent)
            for self.number, inner in enumerate(tables, 1):
                self.walk(inner)
        self.parent, self.depth = above

    def _spread(self, table: _Table) -> None:
        """Place the rows of a table that have fewer columns than others by the widths of their cells."""
        row, properties = f"{self.names.word}tr", f"{self.names.word}tcPr/{self.names.word}tcW"
        rows: list[list[Slot]] = [[] for _ in range(table.row + 1)]
        for slot in table.slots:
            rows[slot.row].append(slot)
        widths = []
        for element in table.element.iter(row):
            found = [cell.find(properties) for cell in element.iter(self.cell_tag)]
            widths.append([self._twips(width) for width in found])
        longest = max(rows, key=lambda row: row[-1].column + row[-1].column_span if row else 0)
        last = longest[-1].column + longest[-1].column_span
        if len(table.edges) != last + 1:
            own = widths[longest[0].row]
            if len(own) != last or 0 in own:
                return
            table.edges = list(accumulate(own, initial=0))
        spread(rows, widths, table.edges)

    def _twips(self, width: Element | None) -> int:
        if width is None or width.get(f"{self.names.word}type", "dxa") != "dxa":
            return 0
        return max(_integer(width.get(f"{self.names.word}w")), 0)

    # ── comments ──

    def _comment(self, element: Element) -> None:
        """Take a comment where its range begins; between cells or paragraphs, it belongs to the next one."""
        text = self.comments.pop(element.get(f"{self.names.word}id", ""), "")
        if text:
            inside = next(element.iterancestors(self.names.word + "p", self.cell_tag), None) is not None
            (self.noted if inside else self.pending).append(text)

    def _take_pending(self) -> None:
        if self.pending:
            self.noted, self.pending = self.pending, []

    def _made(self, part: Slot | Line) -> None:
        """A cell or paragraph was read: for those who want to know from where."""

    # ── text ──

    def _taken(self) -> tuple[str, bool, str]:
        """The text of the cell or paragraph under way, whether it is hidden, and what of it was not read."""
        pieces, problem, hidden = self.pieces, self.problem, False
        if self.secret:
            seen = "".join(piece for number, piece in enumerate(pieces) if number not in self.secret)
            hidden = not seen.strip()
            text = "".join(pieces) if hidden else seen
            problem = problem or ("" if hidden else _HAS_HIDDEN)
        else:
            text = "".join(pieces)
        if self.picture and not text.strip():
            problem = problem or _IS_PICTURE
        return text, hidden, problem

    def _text(self, element: Element) -> None:
        text = element.text
        if not text or (self.fields and True in self.fields):
            return
        if (text[0] <= " " or text[-1] <= " ") and element.get(_SPACE) != "preserve":
            text = text.strip(" \t\r\n")
        if "\n" in text:
            text = " ".join(text.split())
        self.pieces.append(text)

    def _secret(self, element: Element) -> None:
        self.secret.append(len(self.pieces))
        self.pieces.append(element.text or "")

    def _write(self, text: str) -> None:
        if True not in self.fields:
            self.pieces.append(text)

    def _tab(self, element: Element) -> None:
        parent = element.getparent()
        if parent is not None and parent.tag == self.run_tag:  # not a tab stop of a paragraph's properties
            self._write("\t")

    def _break(self, element: Element) -> None:
        self._write("\v")

    def _hyphen(self, element: Element) -> None:
        self._write("-")

    def _symbol(self, element: Element) -> None:
        word = self.names.word
        character = symbol(element.get(f"{word}font", ""), _integer(element.get(f"{word}char"), 16))
        if character == UNKNOWN:
            self.problem = self.problem or _HAS_UNKNOWN
            character = character if self.cell is not None else ""
        self._write(character)

    def _field(self, element: Element) -> None:
        match element.get(f"{self.names.word}fldCharType"):
            case "begin":
                self.fields.append(True)
                self.code = ""
            case "separate" if self.fields:
                self.fields[-1] = False
            case "end" if self.fields:
                if self.fields.pop() and self.code.split()[:1] in (["EQ"], ["eq"]):
                    self.problem = self.problem or _HAS_OBJECT
            case _:
                pass

    def _code(self, element: Element) -> None:
        self.code += element.text or ""

    # ── what cannot be read ──

    def _picture(self, element: Element) -> None:
        self.picture = True

    def _object(self, element: Element) -> None:
        self.problem = self.problem or _HAS_OBJECT

    def _formula(self, element: Element) -> None:
        self.problem = self.problem or _HAS_FORMULA

    def _included(self, element: Element) -> None:
        if _INCLUDES not in self.problems:
            self.problems.append(_INCLUDES)


def _integer(text: str | None, base: int = 10) -> int:
    try:
        return int(text or "", base)
    except ValueError:
        return 0
