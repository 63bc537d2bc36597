"""Web pages: also those that Word and Excel save, web archives, and pages named .doc or .xls.

One pass over the source with a tokenizer of our own: parsers of HTML do not tell where in the source a text stands,
and a finding has to. What counts as a table, a row and a cell follows the HTML standard; pages may be broken.
"""

from __future__ import annotations

import re

from lint.errors import InputError
from lint.extract.comments import Remark, said_by_mark
from lint.extract.describe import InSource, html
from lint.extract.flow import LINE, PARAGRAPH, Flow
from lint.extract.grid import End, Grid, Line, Parsed, reading
from lint.extract.htmltable import Cell, Table, blocks_of, numbered
from lint.extract.source import Limits, Reading, Source
from lint.extract.webpage import PAGE_END, source_of
from lint.model.place import Parent

_ATTRIBUTES = r"(?:[^>\"'=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+|[\"'])*+"
_UNSEEN = "script|style|title|template|noscript|iframe|noembed|noframes|xmp|svg|math"
_TOKEN = re.compile(
    rf"<(?:({_UNSEEN})(?=[\s/>]){_ATTRIBUTES}>(?:[^<]++|<(?!/\1[\s/>]))*+"
    rf"|(/?)([a-z][^\s/>]*+)({_ATTRIBUTES})>"
    r"|!--(?:>|->|(?:[^-]++|-(?!-!?>))*+(?:--!?>|\Z))"
    r"|(?:[!?]|/(?![a-z]))[^>]*+(?:>|\Z)"
    r"|(?=/?[a-z]))",
    re.S | re.I,
)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_UNSHOWN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.I)
_HIDDEN = re.compile(r"\shidden(?=[\s=/]|\Z)", re.I)
_NUMBER = re.compile(r"\b(colspan|rowspan|span)\s*=\s*[\"']?\s*\+?(\d{1,6})", re.I)
_SHOWN_VALUE = re.compile(r"\bvalue\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.I)
_KIND = re.compile(r"\btype\s*=\s*[\"']?\s*(\w+)", re.I)
_ENTRIES = ("", "text", "number", "date", "tel")
_CELLS = ("td", "th")
_SECTIONS = ("tbody", "thead", "tfoot")
_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd section article header footer main nav aside center blockquote form "
    "fieldset legend address pre figure figcaption details summary hr caption option textarea".split()
)
_VOID = frozenset("img input meta link base col wbr hr br area embed param source track".split())
_OUTER = ("html", "body", "head", "tr", "tbody", "thead", "tfoot", "colgroup", "table", *_CELLS)
_CLOSED_BY_SELF = ("li", "dt", "dd", "option", "p")
_WIDEST, _LONGEST = 1000, 65534
_DEEPEST = 128
_DEEPEST_PATH = 40
_DEEPEST_TABLE = 32
_REMEMBERED = 5000
_PLAIN = (False, 1, 1, 1)
_TAGS_TO_A_CELL = 2


def read(source: Source) -> Reading:
    """Read a web page; `InputError` for what is none, and for limits exceeded."""
    text, encoding, problems = source_of(source.data, source.encoding)
    page = _Page(text, source.limits)
    blocks = page.read()
    parsed = Parsed(blocks, problems + page.problems, encoding, page.remarks)
    return reading(parsed, InSource(text, html), source.limits, text)


class _Page:
    """A page under way: the text that is being put together, and the elements that are open around it.

    ``stack`` are the open elements of the cell under way (of the page, outside of tables): name, number among its
    like, and how many of each name it holds. ``mute`` and ``hidden`` are the depths from which text is not seen: left
    out, or kept and marked.
    """

    def __init__(self, text: str, limits: Limits) -> None:
        self.text = text
        self.limits = limits
        self.problems: list[str] = []
        self.remarks: list[Remark] = []
        self.parents: dict[int, Parent] = {}
        self.known: dict[str, tuple[bool, int, int, int]] = {}
        self.pages: list[Grid | Line | End] = []
        self._begin()

    def _begin(self) -> None:
        self.blocks: list[Grid | Line | End] = []
        self.stack: list[_Open] = [_Open("")]
        self.flow = Flow()
        self.owner: Cell | None = None
        self.table: Table | None = None
        self.kept: list[tuple[list[_Open], Flow, Cell | None, int, int, int]] = []
        self.mute = self.hidden = self.verbatim = 0
        self.skipped = 0

    def read(self) -> list[Grid | Line | End]:
        """All blocks of the page."""
        at, room = 0, self.limits.cells * _TAGS_TO_A_CELL
        for found in _TOKEN.finditer(self.text):
            begin = found.start()
            if begin > at:
                self._take(at, begin)
            at = found.end()
            name = found[3]
            if name is None:
                if at - begin == 1:
                    line = self.text.count("\n", 0, begin) + 1
                    self.problems.append(f"第 {line} 行的标签没有写完，后面的内容没有读")
                    at = len(self.text)
                    break
                if found[0] == PAGE_END.strip():
                    self._finish()
                elif said := self._said(found[0]):
                    self.remarks.append(Remark(said, begin, at, self._speaks_from(begin)))
                continue
            room -= 1
            if room < 0:
                limit = self.limits.cells * _TAGS_TO_A_CELL
                raise InputError(f"网页里的标签超过 {limit} 个，请拆分后再检查，或用 --max-cells 放宽")
            if found[2]:
                self._end(name.lower(), begin)
            else:
                self._start(name.lower(), found[4], found.start(4), at)
        if at < len(self.text):
            self._take(at, len(self.text))
        self._finish()
        numbered(self.pages, self.parents)
        return self.pages

    def _said(self, token: str) -> str:
        return said_by_mark(token) if token.startswith("<!--") and not self.skipped else ""

    def _speaks_from(self, begin: int) -> int:
        """Where the cell or row begins that a comment stands in; its own place outside of rows."""
        if self.owner:
            return self.owner.begin
        return self.table.row[0].begin if self.table and self.table.row else begin

    def _finish(self) -> None:
        while self.table:
            self._end_table(len(self.text))
        self._flush()
        if self.pages and self.blocks:
            self.pages.append(End())
        self.pages += self.blocks
        self._begin()

    def _take(self, begin: int, end: int) -> None:
        if self.mute or self.skipped:
            return
        if not self.verbatim:
            self.flow.feed(self.text, begin, end)
            return
        for line in self.text[begin:end].splitlines(keepends=True):
            self.flow.feed(self.text, begin, begin + len(line))
            begin += len(line)
            if line[-1] in "\r\n":
                self._break()

    def _start(self, name: str, attributes: str, begin: int, end: int) -> None:
        """Take a start tag; its attributes begin at ``begin``, it ends at ``end``."""
        if self.skipped:
            self.skipped += name == "table"
        elif name in _CELLS:
            self._start_cell(name, attributes, end)
        elif name == "tr":
            table = self._open_table(end)
            self._end_cell(end)
            table.begin_row(self._attributes(attributes)[0])
        elif name == "br":
            self.flow.part(LINE)
        elif name == "table":
            self._start_table(attributes, end)
        elif name in _SECTIONS:
            table = self._open_table(end)
            self._end_cell(end)
            table.begin_section(name)
        elif name in _VOID:
            self._void(name, attributes, begin)
        elif name not in _OUTER and not attributes.endswith("/"):
            self._push(name, attributes)

    def _push(self, name: str, attributes: str) -> None:
        block = name in _BLOCKS
        if block:
            self._break()
            if name in _CLOSED_BY_SELF and self.stack[-1].name == name:
                self._pop(len(self.stack) - 1)
        top = self.stack[-1]
        number = top.tally[name] = top.tally.get(name, 0) + 1
        if len(self.stack) >= _DEEPEST:
            return
        self.stack.append(_Open(name, number))
        unseen = name == "option" and "selected" not in attributes.lower()
        if unseen or (attributes and self._attributes(attributes)[0]):
            if unseen or self.owner or not block:
                self.mute = self.mute or len(self.stack)
            else:
                self.hidden = self.hidden or len(self.stack)
        if name == "pre":
            self.verbatim = self.verbatim or len(self.stack)

    def _void(self, name: str, attributes: str, begin: int) -> None:
        if name == "hr":
            self._break()
        elif name == "col" and self.table:
            hidden, _, _, span = self._attributes(attributes)
            table, first = self.table, self.table.columns
            table.columns += min(span, _WIDEST)
            if hidden and table.columns <= self.limits.cells:
                table.hidden_columns.update(range(first, table.columns))
        elif name == "input" and not self.mute:
            kind, value = _KIND.search(attributes), _SHOWN_VALUE.search(attributes)
            if value and (kind[1].lower() if kind else "") in _ENTRIES:
                left, right = value.span(value.lastindex or 0)
                self.flow.feed(self.text, begin + left, begin + right)

    def _end(self, name: str, begin: int) -> None:
        if self.skipped:
            self.skipped -= name == "table"
        elif name in _CELLS:
            self._end_cell(begin)
        elif name == "table":
            self._end_table(begin)
        elif name in _OUTER:
            if self.table and name not in ("html", "body", "head", "colgroup"):
                self._end_cell(begin)
                self.table.row = None
                if name != "tr":
                    self.table.section = None
        elif name == "br":
            self.flow.part(LINE)
        else:
            if name in _BLOCKS:
                self._break()
            stack = self.stack
            for depth in range(len(stack) - 1, 0, -1):
                if stack[depth].name == name:
                    self._pop(depth)
                    break

    def _pop(self, depth: int) -> None:
        """Close the elements from a depth on."""
        del self.stack[depth:]
        if self.mute > depth:
            self.mute = 0
        if self.hidden > depth:
            self.hidden = 0
        if self.verbatim > depth:
            self.verbatim = 0

    def _open_table(self, begin: int) -> Table:
        """The table under way; rows and cells without one make one."""
        if self.table is None:
            self._start_table("", begin)
        assert self.table is not None
        return self.table

    def _start_table(self, attributes: str, begin: int) -> None:
        if self.table and self.table.cell is None:
            self._end_table(begin)
        if self.table and self.table.level >= _DEEPEST_TABLE:
            self.skipped = 1
            problem = f"表格嵌套超过 {_DEEPEST_TABLE} 层，更里面的没有读"
            if problem not in self.problems:
                self.problems.append(problem)
            return
        self._break()
        hidden = bool(self.hidden or self.mute or self._attributes(attributes)[0])
        hidden = hidden or (self.table is not None and self.table.hidden)
        top, depth = self.stack[-1], len(self.stack)
        self.stack.append(_Open("table", top.tally.get("table", 0) + 1))
        top.tally["table"] = self.stack[-1].number
        self.table = Table(self.table, self._path(), begin, depth, hidden)

    def _end_table(self, end: int) -> None:
        table = self.table
        if table is None:
            return
        self._end_cell(end)
        self._break()
        self._pop(table.depth)
        self.table = table.outer
        if self.owner is None:
            self.blocks += blocks_of(table, self.parents, self.limits)
        elif lone := table.lone:
            self.flow.take(lone.flow)
        elif made := blocks_of(table, self.parents, self.limits):
            self.owner.spill()
            self.flow = self.owner.flow
            self.owner.blocks += made

    def _start_cell(self, name: str, attributes: str, end: int) -> None:
        table = self._open_table(end)
        self._end_cell(end)
        hidden, right, down, _ = self._attributes(attributes)
        cell = table.add(name, end, (min(max(right, 1), _WIDEST), min(down, _LONGEST)), hidden)
        self.kept.append((self.stack, self.flow, self.owner, self.mute, self.hidden, self.verbatim))
        self.stack, self.flow, self.owner = [_Open("")], cell.flow, cell
        self.mute = self.hidden = self.verbatim = 0

    def _end_cell(self, end: int) -> None:
        """End the cell under way of the innermost table, if there is one."""
        table = self.table
        if table and table.cell:
            table.cell.end = end
            if table.cell.blocks:
                table.cell.spill()
            table.cell = None
            self.stack, self.flow, self.owner, self.mute, self.hidden, self.verbatim = self.kept.pop()

    def _break(self) -> None:
        """Part paragraphs."""
        if self.owner:
            self.flow.part(PARAGRAPH)
        elif self.flow.parts:
            self._flush()

    def _flush(self) -> None:
        if self.flow.parts:
            path, hidden = self._path(), bool(self.hidden)
            self.blocks += [Line(text, hidden=hidden, runs=runs, path=path) for text, runs in self.flow.paragraphs()]
        self.flow = Flow()

    def _path(self) -> str:
        """The way to the innermost open element."""
        start = f"{self.owner.table.path} > {self.owner.path}" if self.owner else "body"
        if len(self.stack) > _DEEPEST_PATH:
            return ""
        return " > ".join([start, *(f"{open_.name}:nth-of-type({open_.number})" for open_ in self.stack[1:])])

    def _attributes(self, text: str) -> tuple[bool, int, int, int]:
        """Whether an element is hidden, and its colspan, rowspan and span."""
        if not text:
            return _PLAIN
        found = self.known.get(text)
        if found is None:
            bare = "hidden" in text.lower() and _HIDDEN.search(_QUOTED.sub('""', text))
            numbers = {word.lower(): int(number) for word, number in reversed(_NUMBER.findall(text))}
            spans = (numbers.get("colspan", 1), numbers.get("rowspan", 1), numbers.get("span", 1))
            found = (bool(bare or _UNSHOWN.search(text)), *spans)
            if len(self.known) < _REMEMBERED:
                self.known[text] = found
        return found


class _Open:
    """An open element."""

    __slots__ = ("name", "number", "tally")

    def __init__(self, name: str, number: int = 1) -> None:
        self.name = name
        self.number = number
        self.tally: dict[str, int] = {}
