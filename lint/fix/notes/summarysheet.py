"""The sheet in front of an annotated workbook. A hidden name says that it is ours, so that readers leave it out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree

from lint.extract.describe import cell_name
from lint.extract.readers.xlsx import SUMMARY
from lint.fix.notes.base import Summary
from lint.fix.parts import Parts

Element = etree._Element

_NAME = "绩效检查结果"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WIDTHS = (10, 26, 10, 10)


def add_summary(parts: Parts, workbook: str, summary: Summary) -> None:
    """Put a sheet with the summary in front of the others."""
    root = parts.xml(workbook)
    space = root.tag.rpartition("}")[0] + "}"
    sheets = root.find(f"{space}sheets")
    assert sheets is not None
    known = {node.get("name") for node in sheets}
    name = next(name for name in (_NAME, *(f"{_NAME}{at}" for at in range(2, len(known) + 3))) if name not in known)
    part = parts.free_name("xl/worksheets/jixiao{}.xml")
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    if "purl.oclc.org" in space:
        kinds = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    id_ = parts.relate(workbook, f"{kinds}/worksheet", part)
    parts.declare(part, _TYPE)
    parts.put(part, _sheet(space, summary))
    number = max(int(node.get("sheetId") or 0) for node in sheets) + 1
    attributes = {"name": name, "sheetId": str(number), f"{{{kinds}}}id": id_}
    spaces: Any = root.nsmap
    sheets.insert(0, sheets.makeelement(f"{space}sheet", attributes, spaces))
    _shift(root, space, 1)
    names = root.find(f"{space}definedNames")
    if names is None:
        names = root.makeelement(f"{space}definedNames")
        _behind(root, names, space, ("sheets", "functionGroups", "externalReferences"))
    mark = names.makeelement(f"{space}definedName", {"name": SUMMARY, "hidden": "1"})
    mark.text = f"'{name}'!$A$1"
    names.insert(0, mark)
    parts.put(workbook, root)


def drop_summary(parts: Parts, workbook: str) -> None:
    """Take our sheet away, if there is one. Its part stays in the package, where nothing points to it."""
    root = parts.xml(workbook)
    space = root.tag.rpartition("}")[0] + "}"
    mark = next((node for node in root.iter(f"{space}definedName") if node.get("name") == SUMMARY), None)
    sheets = root.find(f"{space}sheets")
    if mark is None or sheets is None:
        return
    name = (mark.text or "").rpartition("!")[0].strip("'")
    node = next((node for node in sheets if node.get("name") == name), None)
    names = mark.getparent()
    assert names is not None
    names.remove(mark)
    if not len(names):
        root.remove(names)
    if node is not None and len(sheets) > 1:
        id_ = next(value for key, value in node.attrib.items() if str(key).endswith("}id"))
        at = sheets.index(node)
        sheets.remove(node)
        parts.unrelate(workbook, str(id_))
        _shift(root, space, -1, at)
    parts.put(workbook, root)


def _shift(root: Element, space: str, by: int, at: int = 0) -> None:
    """Names and windows point to sheets by their number in the row of tabs."""
    for node in root.iter(f"{space}definedName"):
        own = node.get("localSheetId")
        if own is not None and int(own) >= at:
            node.set("localSheetId", str(max(int(own) + by, 0)))
    for view in root.iter(f"{space}workbookView"):  # two sheets that are both selected would be edited together
        view.set("activeTab", str(max(int(view.get("activeTab") or 0) + by, 0)))


def _behind(root: Element, made: Element, space: str, names: Sequence[str]) -> None:
    last = [node for node in root if node.tag in [space + name for name in names]][-1]
    last.addnext(made)


def _sheet(space: str, summary: Summary) -> Element:
    spaces: Any = {None: space[1:-1]}
    root = etree.Element(f"{space}worksheet", nsmap=spaces)
    columns = etree.SubElement(root, f"{space}cols")
    for number, width in enumerate(_WIDTHS, 1):
        etree.SubElement(columns, f"{space}col", min=str(number), max=str(number), width=str(width), customWidth="1")
    data = etree.SubElement(root, f"{space}sheetData")
    lines: list[Sequence[str]] = [(summary.title,), *((line,) for line in summary.lines), ()]
    lines += [summary.header, *summary.rows] if summary.rows else []
    for at, texts in enumerate(lines):
        row = etree.SubElement(data, f"{space}row", r=str(at + 1))
        for column, text in enumerate(texts):
            cell = etree.SubElement(row, f"{space}c", r=cell_name(at, column), t="inlineStr")
            piece = etree.SubElement(etree.SubElement(cell, f"{space}is"), f"{space}t")
            piece.text = text
            piece.set(_SPACE, "preserve")
    return root
