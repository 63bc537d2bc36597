"""Excel workbooks (xlsx, xlsm, strict ones): every sheet a grid, its cells with the text that Excel displays.

Formulas are not computed and macros not looked at: what counts is the result that was saved. Sheets are streamed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from lint.errors import InputError
from lint.extract.comments import UNREAD, said
from lint.extract.grid import Parsed, Slot
from lint.extract.package import Package, damaged
from lint.extract.readers.number_dates import serial_of
from lint.extract.readers.number_format import GENERAL
from lint.extract.readers.sheets import COLUMNS, ROWS, Book, Merge, Sheet
from lint.extract.readers.shown import ERROR, NO_RESULT, Look, Shown
from lint.extract.readers.xlsx_formats import BUILTIN
from lint.extract.source import Limits

SUMMARY = "_jixiao_summary"
"""A hidden name in a workbook that points to a sheet that we put in front of it: no part of the draft."""
_SPACES = (
    "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}",
    "{http://purl.oclc.org/ooxml/spreadsheetml/main}",
)
_IDS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_REF = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
ESCAPE = r"_x[0-9A-Fa-f]{4}_"
_ESCAPED = re.compile(ESCAPE)
_NUMBER = ("n", None)
_NOTES = ("comments", "threadedComment")
_BLANK = Look("")
_TRUE = ("1", "true", "on")
_BLANKS = 0.5
"""So many rows and blank cells, for each cell that a workbook may have, are walked over besides."""


def parse(data: bytes, limits: Limits) -> Parsed:
    """Read a workbook; `InputError` for what cannot be opened or is over the limits."""
    package = Package(data, limits)
    return _Workbook(package, limits).read()


class _Workbook:
    def __init__(self, package: Package, limits: Limits) -> None:
        self.package = package
        self.book = Book(limits)
        self.problems: list[str] = []
        self.most = self.room = int(limits.cells * (1 + _BLANKS))
        self.part = self._workbook_part()
        root = package.xml(self.part)
        self.date1904 = any(node.get("date1904") in _TRUE for node in _children(root, "workbookPr"))
        self.sheets = [sheet for group in _children(root, "sheets") for sheet in group if isinstance(sheet.tag, str)]
        self.related = package.relations(self.part)
        if ours := _summary_sheet(root):
            self.sheets = [sheet for sheet in self.sheets if sheet.get("name") != ours]

    def _workbook_part(self) -> str:
        related = self.package.relations("")
        part = next((target for kind, target in related.values() if kind == "officeDocument"), "xl/workbook.xml")
        if part.endswith(".bin"):
            raise InputError("二进制工作簿（xlsb）还不能读，请另存为 xlsx 再检查", skipped=True)
        return part

    def read(self) -> Parsed:
        """All sheets in the order of their tabs."""
        shared = self._part_of("sharedStrings")
        self.strings: list[str] = []
        for node in self.package.elements(shared, _tags("si")) if shared else ():
            self.strings.append(_string(node))
            self.book.check(len(self.strings))
        self.shown = Shown(self._formats(), self.date1904)
        for node in self.sheets:
            kind, part = self.related.get(next((node.get(key) for key in _IDS if node.get(key)), "") or "", ("", ""))
            name = node.get("name") or ""
            if kind == "worksheet" and part in self.package:
                self.book.add(_SheetReader(self, part).read(name, node.get("state") in ("hidden", "veryHidden")))
            elif kind in ("", "worksheet"):
                self.problems.append(f"工作表“{name}”在文件里找不到，没有读；请用 Excel 或 WPS 打开另存一份再检查")
        return Parsed(self.book.blocks, self.problems + self.book.problems)

    def _part_of(self, kind: str) -> str:
        return next((part for found, part in self.related.values() if found == kind and part in self.package), "")

    def _formats(self) -> list[str]:
        """The number format of each cell style."""
        part = self._part_of("styles")
        if not part:
            return [GENERAL]
        root = self.package.xml(part)
        codes = {str(number): code for number, code in BUILTIN.items()}
        for group in _children(root, "numFmts"):
            codes.update((node.get("numFmtId") or "", node.get("formatCode") or GENERAL) for node in group)
        styles = [style for group in _children(root, "cellXfs") for style in group]
        return [codes.get(style.get("numFmtId") or "0", GENERAL) for style in styles] or [GENERAL]

    def walk(self, count: int, name: str) -> None:
        """Count rows and cells on the way."""
        self.room -= count
        if self.room < 0:
            advice = "请删去表后面多余的空行空列再检查，或用 --max-cells 放宽"
            raise InputError(f"单元格连同空的超过 {self.most} 个（读到 {name}）；{advice}")


class _SheetReader:
    """Reads one sheet."""

    def __init__(self, workbook: _Workbook, part: str) -> None:
        self.workbook = workbook
        self.part = part
        self.sheet = Sheet(part, [], [], False, set(), [])
        self.columns: dict[str, int] = {}
        self.row = -1
        self.space = ""
        self.zeros = True
        self.takes = {"mergeCell": self._merge, "col": self._column, "sheetView": self._view}

    def read(self, name: str, hidden: bool) -> Sheet:
        """The sheet's filled cells and what is said about them."""
        row = ""
        try:
            for element in self.workbook.package.elements(self.part, _tags("row", *self.takes)):
                tag = element.tag
                if tag == row:
                    self._take_row(element)
                elif tag.endswith("}row"):
                    row, self.space = tag, tag.removesuffix("row")
                    self._take_row(element)
                else:
                    self.takes[tag.rpartition("}")[2]](element)
        except (ValueError, IndexError) as error:
            raise InputError(damaged(self.part)) from error
        return self.sheet._replace(name=name, hidden=hidden, notes=self._notes())

    def _notes(self) -> dict[tuple[int, int], tuple[str, ...]]:
        """What is said to jixiao in notes and in threads of comments."""
        package = self.workbook.package
        notes: dict[tuple[int, int], tuple[str, ...]] = {}
        for kind, part in package.relations(self.part).values():
            if kind not in _NOTES or part not in package:
                continue
            try:
                root = package.xml(part)
            except InputError:
                self.workbook.problems.append(UNREAD)
                continue
            for node in root.iter("{*}comment", "{*}threadedComment"):
                found = (child for child in node if isinstance(child.tag, str) and child.tag.endswith("}text"))
                text = said("\n".join(child.text or "" if not len(child) else _string(child) for child in found))
                if text and _REF.fullmatch(ref := node.get("ref", "")):
                    notes[_place(ref)] = (*notes.get(_place(ref), ()), text)
        return notes

    def _view(self, view: etree._Element) -> None:
        self.zeros = view.get("showZeros") not in ("0", "false")

    def _column(self, node: etree._Element) -> None:
        if node.get("hidden") in _TRUE or node.get("width") == "0":
            self.sheet.hidden_columns.append((int(node.get("min", "1")) - 1, int(node.get("max", "1")) - 1))

    def _merge(self, node: etree._Element) -> None:
        first, _, last = node.get("ref", "").partition(":")
        rows, columns = zip(_place(first), _place(last or first), strict=True)
        self.sheet.merges.append(Merge(min(rows), min(columns), max(rows), max(columns)))

    def _take_row(self, row: etree._Element) -> None:
        number = row.get("r")
        self.row = self.row + 1 if number is None else int(number) - 1
        if not 0 <= self.row < ROWS:
            raise ValueError(number)
        count = len(row)
        self.workbook.walk(count + 1, self.part)
        if count:
            if row.get("hidden") in _TRUE:
                self.sheet.hidden_rows.add(self.row)
            self._take_cells(row)
            self.workbook.book.check(len(self.sheet.slots))

    def _take_cells(self, row: etree._Element) -> None:
        """Take the filled cells of a row. This is where the time goes: the usual kinds of cells come first."""
        columns, add, strings, shown = self.columns, self.sheet.slots.append, self.workbook.strings, self.workbook.shown
        plain, known = shown.plain, shown.numbers
        space = self.space
        value, inline, at, cut = f"{space}v", f"{space}is", self.row, -len(str(self.row + 1))
        column = -1
        for cell in row:
            ref = cell.get("r")
            if ref is None:
                column += 1
            elif (found := columns.get(ref[:cut])) is not None:
                column = found
            else:
                column = _place(ref)[1]
                columns[ref.rstrip("0123456789")] = column
            if not len(cell):
                continue
            first, kind, style = cell[0], cell.get("t"), cell.get("s", "0")
            if kind == "s" and first.tag == value and style in plain:
                add(Slot(at, column, strings[int(first.text or "")]))
            elif kind == "inlineStr" and first.tag == inline and len(first) == 1 and style in plain:
                add(Slot(at, column, _string(first)))
            else:
                raw = first.text if first.tag == value else None
                look = known.get((raw, style)) if kind in _NUMBER and self.zeros else None
                text, problem, hidden = look or self._other(cell, kind, style)
                if text or problem:
                    add(Slot(at, column, text, 1, 1, hidden, problem, literal=text == raw))

    def _number(self, raw: str | None, style: str) -> Look:
        if not raw or (not self.zeros and float(raw) == 0):
            return _BLANK
        return self.workbook.shown.number(raw, style)

    def _other(self, cell: etree._Element, kind: str | None, style: str) -> Look:
        """What a cell of a less usual kind shows: a formula, a text of its own, an error, a yes or no, a date."""
        space = self.space
        value = cell.find(space + "v")
        raw = value.text or "" if value is not None else ""
        workbook = self.workbook
        text = ""
        match kind:
            case "inlineStr":
                text = "".join(_string(node) for node in cell.iterchildren(space + "is"))
            case "s" if raw:
                text = workbook.strings[int(raw)]
            case "str":
                text = unescaped(raw)
            case "b" if raw:
                return Look("TRUE" if raw in _TRUE else "FALSE")
            case "e" if raw:
                return Look(raw, ERROR.format(raw))
            case "d" if raw:
                return workbook.shown.number(str(serial_of(raw, workbook.date1904)), style)
            case _ if raw:
                return self._number(raw, style)
        if not text and kind != "str" and cell.find(space + "f") is not None:
            return Look("", NO_RESULT)
        return workbook.shown.text(text, style) if text else _BLANK


def _summary_sheet(root: etree._Element) -> str:
    """The name of the sheet that is ours, if there is one."""
    names = (node for group in _children(root, "definedNames") for node in group if isinstance(node.tag, str))
    found = next((node.text or "" for node in names if node.get("name") == SUMMARY), "")
    return found.rpartition("!")[0].strip("'")


def _tags(*names: str) -> list[str]:
    return [space + name for space in _SPACES for name in names]


def _children(node: etree._Element, name: str) -> Iterable[etree._Element]:
    return node.iterchildren(_tags(name))


def _string(node: etree._Element) -> str:
    """The text of a string, its runs joined; how its characters are pronounced is left out."""
    if len(node) == 1 and node[0].tag.endswith("}t"):
        return unescaped(node[0].text or "")
    made = []
    for child in node:
        kind = child.tag.rpartition("}")[2]
        if kind == "t":
            made.append(child.text or "")
        elif kind == "r":
            made += [part.text or "" for part in child if part.tag.endswith("}t")]
    return unescaped("".join(made))


def unescaped(text: str) -> str:
    """Text with characters that XML cannot hold, which are written as _x000D_, put back or left out."""
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    code = int(match[0][2:6], 16)
    return "" if (code < 32 and code not in (9, 10)) or 0xD800 <= code < 0xE000 else chr(code)


def _place(ref: str) -> tuple[int, int]:
    """Row and column of a cell's name, from 0. `ValueError` where it is none."""
    match = _REF.fullmatch(ref)
    if match is None:
        raise ValueError(ref)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    if column > COLUMNS or int(match[2]) > ROWS:
        raise ValueError(ref)
    return int(match[2]) - 1, column - 1
