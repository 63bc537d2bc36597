"""The sheet in front of an annotated workbook. A hidden name says that it is ours, so that readers leave it out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from itertools import count
from typing import Any

from lxml import etree
from msgspec import Struct

from lint.extract.describe import cell_name
from lint.extract.readers.xlsx import SUMMARY
from lint.fix.notes.base import FILLS, SEVERITIES, Summary
from lint.fix.notes.sheetparts import Styles
from lint.fix.parts import Parts
from lint.report.columns import wrapped

Element = etree._Element

_NAME = "绩效检查结果"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_WIDTHS = (12, 46, 12, 12)
_LINE = 15.0
"""Points of height."""
_FONT = '<font>{bold}<sz val="{size}"/><name val="{name}"/><charset val="134"/></font>'
_EDGE = '<{side} style="thin"><color indexed="64"/></{side}>'
_BORDER = (
    f"<border>{''.join(_EDGE.format(side=side) for side in ('left', 'right', 'top', 'bottom'))}<diagonal/></border>"
)
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class _Looks(Struct, frozen=True):
    """The numbers of the styles of the sheet's cells."""

    title: int = 0
    line: int = 0
    head: int = 0
    cell: int = 0
    centred: int = 0
    severities: Mapping[str, int] = {}

    @staticmethod
    def of(styles: Styles) -> _Looks:
        """Those of a workbook, which gets them."""
        song = _FONT.format(bold="", size=11, name="宋体")
        return _Looks(
            styles.look(_FONT.format(bold="", size=18, name="黑体"), centred=True),
            styles.look(song),
            styles.look(_FONT.format(bold="<b/>", size=11, name="宋体"), _BORDER, "FFE7E6E6", centred=True),
            styles.look(song, _BORDER),
            styles.look(song, _BORDER, centred=True),
            {
                SEVERITIES[severity]: styles.look(song, _BORDER, f"FF{color}", centred=True)
                for severity, color in FILLS.items()
            },
        )


def escaped(text: str) -> str:
    """The text, so that ``_x0041_`` in it is not taken for a character."""
    return _ESCAPE.sub("_x005F_", text)


def add_summary(parts: Parts, workbook: str, summary: Summary, styles: Styles | None) -> None:
    """Put a sheet with the summary in front of the others."""
    root = parts.xml(workbook)
    space = root.tag.rpartition("}")[0] + "}"
    sheets = root.find(f"{space}sheets")
    assert sheets is not None
    known = {node.get("name") for node in sheets}
    name = next(name for name in (_NAME, *(f"{_NAME}{at}" for at in range(2, len(known) + 3))) if name not in known)
    part = _free_part(parts, workbook)
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    if "purl.oclc.org" in space:
        kinds = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    id_ = parts.relate(workbook, f"{kinds}/worksheet", part)
    parts.declare(part, _TYPE)
    parts.put(part, _sheet(space, summary, _Looks() if styles is None else _Looks.of(styles)))
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


def _free_part(parts: Parts, workbook: str) -> str:
    """A part for the sheet: the one that an earlier summary left, or a new one."""
    used = {target for _, target in parts.relations(workbook).values()}
    return next(name for at in count(1) if (name := f"xl/worksheets/jixiao{at}.xml") not in used)


def _sheet(space: str, summary: Summary, looks: _Looks) -> Element:
    """The sheet: the lines go over all columns; it prints on the width of a page."""
    rows: list[str] = []
    merged = []
    for at, line in enumerate((summary.title, *summary.lines), 1):
        rows.append(_row(at, [(line, looks.title if at == 1 else looks.line)], len(wrapped(line, sum(_WIDTHS) - 4))))
        merged.append(f'<mergeCell ref="A{at}:{cell_name(at - 1, len(_WIDTHS) - 1)}"/>')
    styles = (looks.centred, looks.cell, looks.centred, looks.centred)
    rows.append(_row(len(rows) + 1, [], 1))
    if summary.rows:
        rows.append(_row(len(rows) + 1, [(text, looks.head) for text in summary.header], 1.4))
    for texts in summary.rows:
        cells = [(text, looks.severities.get(text, style)) for text, style in zip(texts, styles, strict=True)]
        rows.append(_row(len(rows) + 1, cells, len(wrapped(texts[1], _WIDTHS[1] - 2)) * 1.2))
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(_WIDTHS, 1)
    )
    return etree.fromstring(
        f'<worksheet xmlns="{space[1:-1]}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{''.join(rows)}</sheetData>"
        f'<mergeCells count="{len(merged)}">{"".join(merged)}</mergeCells>'
        '<printOptions horizontalCentered="1"/>'
        '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" fitToHeight="0"/></worksheet>'
    )


def _row(number: int, cells: Sequence[tuple[str, int]], lines: float) -> str:
    made = "".join(
        f'<c r="{cell_name(number - 1, column)}" s="{style}" t="inlineStr">'
        f'<is><t xml:space="preserve">{escape(escaped(text), quote=False)}</t></is></c>'
        for column, (text, style) in enumerate(cells)
    )
    height = 30 if number == 1 else lines * _LINE
    return f'<row r="{number}" ht="{height:.1f}" customHeight="1">{made}</row>'
