"""Edits in workbooks: the text of single cells, in the form that it has. Sheets without edits keep their bytes."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from copy import deepcopy
from string import ascii_uppercase

from lxml import etree
from msgspec import Struct

from lint.extract.describe import cell_name
from lint.extract.package import Package, parse_xml
from lint.extract.readers.xlsx import ESCAPE, unescaped
from lint.extract.source import Limits
from lint.fix.archive import SIGNED, is_signed, serialized, with_parts
from lint.fix.written import Written
from lint.model.finding import Edit
from lint.model.place import SheetLocation

_MOVED = "这里的文字和检查时不一样"
_LETTERS = ascii_uppercase
_FORMULA = "这一格是公式，要改公式"
_HEADER = "这一格是 Excel 表格的列名，请在 Excel 里改"
_UNIT = re.compile(rf"{ESCAPE}|.", re.DOTALL)
_LOOKS_ESCAPED = re.compile(rf"_(?={ESCAPE[1:]})")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def write_xlsx(data: bytes, edits: Sequence[Edit], limits: Limits) -> Written:
    """The workbook with edits made in its cells; every other part keeps its bytes."""
    book = Sheets(Package(data, limits))
    if is_signed(book.package):
        return Written.refusing(data, edits, SIGNED)
    by_sheet: dict[str, dict[str, list[int]]] = {}
    refused: dict[int, str] = {}
    for number, edit in enumerate(edits):
        location = edit.location
        part = book.parts.get(location.sheet) if isinstance(location, SheetLocation) else None
        if part and isinstance(location, SheetLocation):
            by_sheet.setdefault(part, {}).setdefault(location.ref, []).append(number)
        else:
            refused[number] = _MOVED
    parts: dict[str, bytes] = {}
    for part, wanted in by_sheet.items():
        content = book.package.read(part)
        root = parse_xml(content, part)
        found, headers = cells(root, wanted), book.headers(part)
        for ref, numbers in wanted.items():
            cell = found.get(ref)
            if cell is None:
                reason = _MOVED
            elif any(header.holds(ref) for header in headers):
                reason = _HEADER
            else:
                reason = _edit(cell, [edits[number] for number in numbers], book)
            refused |= dict.fromkeys(numbers, reason) if reason else {}
        if not refused.keys() >= {number for numbers in wanted.values() for number in numbers}:
            parts[part] = serialized(root, content)
    return Written(with_parts(data, parts) if parts else data, refused)


class Sheets:
    """The sheets of a workbook by name, and its shared strings."""

    def __init__(self, package: Package) -> None:
        self.package = package
        related = package.relations("").values()
        self.workbook = next((part for kind, part in related if kind == "officeDocument"), "xl/workbook.xml")
        self.related = package.relations(self.workbook)
        self.parts: dict[str, str] = {}
        for node in package.xml(self.workbook).iter("{*}sheet"):
            id_ = next((value for key, value in node.attrib.items() if str(key).endswith("}id")), "")
            if str(id_) in self.related:
                self.parts[node.get("name") or ""] = self.related[str(id_)][1]
        self._strings: list[etree._Element] | None = None

    def string(self, number: int) -> etree._Element:
        """A shared string."""
        if self._strings is None:
            part = next(part for kind, part in self.related.values() if kind == "sharedStrings")
            self._strings = list(self.package.xml(part).iterchildren("{*}si"))
        return self._strings[number]

    def headers(self, part: str) -> list[_Header]:
        """The header rows of the tables (Ctrl+T) of a sheet: Excel repairs a file where they do not fit the table."""
        tables = [name for kind, name in self.package.relations(part).values() if kind == "table"]
        roots = [self.package.xml(name) for name in tables if name in self.package]
        return [_Header.of(root.get("ref", "")) for root in roots if root.get("headerRowCount", "1") != "0"]


class _Header(Struct, frozen=True):
    """A row of cells, from one column to another."""

    row: str
    first: int
    last: int

    @staticmethod
    def of(ref: str) -> _Header:
        """The first row of a range."""
        first, _, last = ref.replace("$", "").partition(":")
        return _Header(first.lstrip(_LETTERS), _column(first), _column(last or first))

    def holds(self, ref: str) -> bool:
        """Whether a cell stands in it."""
        return ref.lstrip(_LETTERS) == self.row and self.first <= _column(ref) <= self.last


def cells(root: etree._Element, refs: Collection[str]) -> dict[str, etree._Element]:
    """The cells of a sheet with these names; rows and cells need not carry their names."""
    found = {}
    at = -1
    for row in root.iter("{*}row"):
        at = int(row.get("r") or at + 2) - 1
        column = -1
        for cell in row.iterchildren("{*}c"):
            named = cell.get("r")
            column = column + 1 if named is None else _column(named)
            ref = named or cell_name(at, column)
            if ref in refs:
                found[ref] = cell
    return found


def _column(ref: str) -> int:
    column = 0
    for letter in ref.rstrip("0123456789"):
        column = column * 26 + ord(letter) - 64
    return column - 1


def _edit(cell: etree._Element, edits: Sequence[Edit], book: Sheets) -> str:
    """Make the edits of a cell, which becomes one with a text of its own; why not, where that cannot be done."""
    tag = cell.tag.rpartition("}")[0] + "}"
    value, kind = cell.find(f"{tag}v"), cell.get("t", "n")
    if cell.find(f"{tag}f") is not None:
        return _FORMULA
    match kind:
        case "s" if value is not None:
            source = deepcopy(book.string(int(value.text or "")))
        case "inlineStr" if (inline := cell.find(f"{tag}is")) is not None:
            source = deepcopy(inline)
        case "n" | "str" if value is not None:
            source = cell.makeelement(f"{tag}is")
            etree.SubElement(source, f"{tag}t").text = value.text
        case _:
            return _MOVED
    for unspoken in source.findall(f"{tag}rPh") + source.findall(f"{tag}phoneticPr"):
        source.remove(unspoken)
    texts = list(source.iter(f"{tag}t"))
    for edit in sorted(edits, key=lambda edit: -_stretch(edit)[0]):
        if not _write(texts, edit):
            return _MOVED
    source.tag, source.tail = f"{tag}is", None
    for child in list(cell):
        if child.tag in (f"{tag}v", f"{tag}is"):
            cell.remove(child)
    cell.insert(0, source)
    cell.set("t", "inlineStr")
    return ""


def _stretch(edit: Edit) -> tuple[int, int]:
    assert isinstance(edit.location, SheetLocation)
    return edit.location.chars.start, edit.location.chars.end


def _write(texts: Sequence[etree._Element], edit: Edit) -> bool:
    """Put the replacement where the expected text begins; False where another text stands there."""
    begin, end = _stretch(edit)
    pieces = [_UNIT.findall(piece.text or "") for piece in texts]  # a character may be written as _x000D_
    if "".join(unescaped(unit) for units in pieces for unit in units)[begin:end] != edit.expected:
        return False
    at, replacement = 0, _LOOKS_ESCAPED.sub("_x005F_", edit.replacement)
    for piece, units in zip(texts, pieces, strict=True):
        before, after, touched, start = [], [], False, at
        for unit in units:
            width = len(unescaped(unit))
            if at < begin or (at == begin and not width):
                before.append(unit)
            elif at >= end:
                after.append(unit)
            else:
                touched = True
            at += width
        if touched or (start <= begin == end <= at and replacement):
            piece.text = "".join([*before, replacement, *after])
            if piece.text != piece.text.strip():
                piece.set(_SPACE, "preserve")
            replacement = ""
    return True
