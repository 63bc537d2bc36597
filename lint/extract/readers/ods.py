"""OpenDocument spreadsheets (ods): every sheet a grid, its cells with the text that the program displayed and saved."""

from __future__ import annotations

from lxml import etree
from msgspec.structs import replace

from lint.errors import InputError
from lint.extract.comments import said
from lint.extract.grid import Parsed, Slot
from lint.extract.package import Package, damaged
from lint.extract.readers.number_format import general, shown
from lint.extract.readers.sheets import COLUMNS, ROWS, Book, Merge, Sheet
from lint.extract.readers.shown import ERROR, NO_RESULT, Look
from lint.extract.source import Limits

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _TEXT, _OFFICE, _STYLE = (f"{{{_ODF}{name}:1.0}}" for name in ("table", "text", "office", "style"))
_CELL, _ROW, _SHEET = f"{_TABLE}table-cell", f"{_TABLE}table-row", f"{_TABLE}table"
_COLUMN, _KIND = f"{_TABLE}table-column", f"{_STYLE}style"
_TYPE, _FORMULA = f"{_OFFICE}value-type", f"{_TABLE}formula"
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_ERROR_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_NOTE = f"{_OFFICE}annotation"
_LEFT_OUT = frozenset({_NOTE, f"{_TEXT}ruby-text", f"{_TEXT}note"})
_DRAWN = f"{{{_ODF}drawing:1.0}}"
_HIDDEN = ("collapse", "filter")
_PART = "content.xml"
_REPEATS = 1024
"""A cell or row with text is read so many times where it is repeated."""
_REPEATED = "工作表“{}”里有格子或行重复了 {} 次，只读了前 {} 次；请删去多余的再检查"


def parse(data: bytes, limits: Limits) -> Parsed:
    """Read a spreadsheet; `InputError` for what cannot be opened or is over the limits."""
    package = Package(data, limits)
    manifest = "META-INF/manifest.xml"
    if manifest in package and b"encryption-data" in package.read(manifest):
        raise InputError("文件加了密码，请去掉密码后再检查", skipped=True)
    reader = _Reader(limits)
    try:
        for element in package.elements(_PART, (_KIND, _COLUMN, _ROW, _SHEET)):
            reader.take(element)
    except ValueError as error:
        raise InputError(damaged(_PART)) from error
    return Parsed(reader.book.blocks, reader.problems + reader.book.problems)


class _Reader:
    """Takes styles, columns, rows and sheets, each when its end is read."""

    def __init__(self, limits: Limits) -> None:
        self.book = Book(limits)
        self.problems: list[str] = []
        self.hidden_styles: set[str] = set()
        self.sheet: etree._Element | None = None
        self.found = Sheet("", [], [], False, set(), [])
        self.row = self.column = 0

    def take(self, element: etree._Element) -> None:
        """Take the next element."""
        tag = element.tag
        if tag == _KIND:
            for node in element.iterchildren(f"{_STYLE}table-properties"):
                if node.get(f"{_TABLE}display") == "false":
                    self.hidden_styles.add(element.get(f"{_STYLE}name", ""))
        elif tag == _SHEET:
            if self._is_at(element):
                self.book.add(self.found)
        elif self._is_at(next(element.iterancestors(_SHEET), None)):
            if tag == _ROW:
                self._take_row(element)
            else:
                self._take_column(element)

    def _is_at(self, sheet: etree._Element | None) -> bool:
        """Whether a table is a sheet, no table within one; its first part makes it the sheet at hand."""
        if sheet is None or next(sheet.iterancestors(_SHEET), None) is not None:
            return False
        if sheet is not self.sheet:
            self.sheet = sheet
            hidden = sheet.get(f"{_TABLE}style-name", "") in self.hidden_styles
            self.found = Sheet(sheet.get(f"{_TABLE}name", ""), [], [], hidden, set(), [], {})
            self.row = self.column = 0
        return True

    def _take_column(self, column: etree._Element) -> None:
        count = _count(column, "number-columns-repeated")
        if column.get(f"{_TABLE}visibility") in _HIDDEN:
            self.found.hidden_columns.append((self.column, self.column + count - 1))
        self.column += count

    def _take_row(self, row: etree._Element) -> None:
        count = _count(row, "number-rows-repeated")
        cells = self._cells(row) if self.row < ROWS else []
        if cells:
            for at in range(self.row, self.row + self._repeats(count)):
                for slot, merge in cells:
                    self.found.slots.append(replace(slot, row=at))
                    if merge:
                        self.found.merges.append(Merge(at, merge.left, at + merge.bottom, merge.right))
                if row.get(f"{_TABLE}visibility") in _HIDDEN:
                    self.found.hidden_rows.add(at)
                self.book.check(len(self.found.slots))
        self.row += count

    def _cells(self, row: etree._Element) -> list[tuple[Slot, Merge | None]]:
        """The filled cells of a row, and the ranges that begin there, counted from the row."""
        found: list[tuple[Slot, Merge | None]] = []
        column = 0
        for cell in row:
            count = int(cell.get(f"{_TABLE}number-columns-repeated") or 1)
            if cell.tag == _CELL and column < COLUMNS:
                self._take_note(cell, column)
                down, right = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
                look = _look(cell) if len(cell) or cell.get(_TYPE) or cell.get(_FORMULA) else None
                if look and (look.text or look.problem):
                    literal = cell.get(_TYPE) in (None, "string") and cell.get(_FORMULA) is None
                    merge = Merge(0, column, down - 1, column + right - 1) if down > 1 or right > 1 else None
                    for at in range(column, column + self._repeats(count)):
                        found.append((Slot(0, at, look.text, 1, 1, look.hidden, look.problem, literal=literal), merge))
            column += count
        return found

    def _take_note(self, cell: etree._Element, column: int) -> None:
        """Take what is said to jixiao in a cell's comment."""
        for note in cell.iterchildren(_NOTE):
            if text := said("\n".join(_text(node) for node in note.iterchildren(*_PARAGRAPHS))):
                self.found.notes[self.row, column] = (text,)

    def _repeats(self, count: int) -> int:
        if count > _REPEATS:
            self.problems.append(_REPEATED.format(self.found.name, count, _REPEATS))
        return min(count, _REPEATS)


def _count(element: etree._Element, name: str) -> int:
    """An attribute that counts; 1 where it is missing. `ValueError` where it is no number above 0."""
    count = int(element.get(_TABLE + name) or 1)
    if count < 1:
        raise ValueError(count)
    return count


def _look(cell: etree._Element) -> Look:
    """What a cell shows."""
    text = "\n".join(_text(node) for node in cell.iterchildren(*_PARAGRAPHS))
    kind = cell.get(_TYPE)
    if cell.get(_ERROR_TYPE) == "error":
        return Look(text, ERROR.format(text or "#N/A"))
    if text or kind is None:
        return Look(text, "" if text or cell.get(_FORMULA) is None else NO_RESULT)
    shows = _value(cell, kind)  # the format shows nothing of the value, or the program writes no texts
    return Look("") if shows == "0" else Look(shows, "", True)


def _value(cell: etree._Element, kind: str) -> str:
    value = cell.get(f"{_OFFICE}value")
    match kind:
        case "percentage" if value and float(value):
            return shown(float(value), "0.00%")
        case "date":
            return (cell.get(f"{_OFFICE}date-value") or "").partition("T")[0]
        case "boolean":
            return (cell.get(f"{_OFFICE}boolean-value") or "").upper()
        case "string":
            return cell.get(f"{_OFFICE}string-value") or ""
        case _:
            return general(float(value)) if value else ""


def _text(node: etree._Element) -> str:
    """The text of a paragraph, without notes and what is drawn upon it."""
    made = [node.text or ""]
    for child in node:
        tag = child.tag
        if tag == f"{_TEXT}s":
            made.append(" " * min(int(child.get(f"{_TEXT}c") or 1), _REPEATS))
        elif tag == f"{_TEXT}tab":
            made.append("\t")
        elif tag == f"{_TEXT}line-break":
            made.append("\v")
        elif isinstance(tag, str) and tag not in _LEFT_OUT and not tag.startswith(_DRAWN):
            made.append(_text(child))
        made.append(child.tail or "")
    return "".join(made)
