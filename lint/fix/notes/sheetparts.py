"""What notes need beside a sheet: the shapes in which they are shown, and the styles that mark a cell."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from copy import deepcopy

from lxml import etree

from lint.model.finding import Severity

Element = etree._Element

_FILLS = {Severity.ERROR: "FFFFD6D6", Severity.WARNING: "FFFFEBC2", Severity.INFO: "FFDDEBF7"}
"""Colours of marked cells; no office program offers just these, so they tell our marks from those of people."""
_SHAPE = re.compile(r"<v:shape\b.*?</v:shape>\s*", re.S)
_ROW, _COLUMN = re.compile(r"<x:Row>\s*(\d+)"), re.compile(r"<x:Column>\s*(\d+)")
_EMPTY = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel">\n'
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>\n</xml>'
)
_NOTE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;width:{width}pt;height:{height}pt;'
    'z-index:{id};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{left}, 15, {top}, 2, {right}, 31, {bottom}, 1</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>\n"
)
_FIRST = 90_001
_WIDTH, _LINE, _SHARE = 260, 15, 20
"""Points of width, points of height a line, and characters a line of the box that shows a note."""
_ROWS_A_BOX = 20


def with_notes(drawing: str, places: Mapping[tuple[int, int], str]) -> str:
    """A drawing with a box for the note of each cell (row and column from 0, and the text that sets its size)."""
    drawing = drawing or _EMPTY
    used = {int(number) for number in re.findall(r'id="_x0000_s(\d{1,9})"', drawing)}
    first = max(used | {_FIRST - 1}) + 1
    made = []
    for number, ((row, column), text) in enumerate(places.items(), first):
        lines = sum(len(line) // _SHARE + 1 for line in text.split("\n"))
        bottom = row + max(lines * _LINE // _ROWS_A_BOX, 4)
        box = {"left": column + 1, "right": column + 4, "top": max(row - 1, 0), "bottom": bottom}
        made.append(_NOTE.format(id=number, width=_WIDTH, height=lines * _LINE, row=row, column=column, **box))
    head, end, rest = drawing.rpartition("</xml>")
    return head + "".join(made) + end + rest


def without_notes(drawing: str, places: Collection[tuple[int, int]]) -> str:
    """A drawing without the boxes of the notes of some cells."""

    def kept(found: re.Match[str]) -> str:
        row, column = _ROW.search(found[0]), _COLUMN.search(found[0])
        return "" if row and column and (int(row[1]), int(column[1])) in places else found[0]

    return _SHAPE.sub(kept, drawing)


class Styles:
    """The cell styles of a workbook, with those added that mark cells."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.space = root.tag.rpartition("}")[0] + "}"
        self.changed = False
        found = root.find(f"{self.space}cellXfs")
        self.formats = found if found is not None else etree.SubElement(root, f"{self.space}cellXfs")
        fills = root.find(f"{self.space}fills")
        self.fills = fills if fills is not None else etree.SubElement(root, f"{self.space}fills")
        self._made: dict[tuple[int, Severity], int] = {}

    def marked(self, style: int, severity: Severity) -> int:
        """The style with a cell's colour; one that has a colour already stays as it is."""
        known = list(self.formats)
        if not 0 <= style < len(known) or known[style].get("fillId", "0") != "0":
            return style
        if (style, severity) not in self._made:
            made = deepcopy(known[style])
            made.set("fillId", str(self._fill(_FILLS[severity])))
            made.set("applyFill", "1")
            self._made[style, severity] = self._append(made)
        return self._made[style, severity]

    def unmarked(self, style: int) -> int:
        """The style without the colour, if it is one of ours."""
        known = list(self.formats)
        ours = {str(number) for number, fill in enumerate(self.fills) if self._color(fill) in _FILLS.values()}
        if not 0 <= style < len(known) or known[style].get("fillId") not in ours:
            return style
        plain = deepcopy(known[style])
        plain.set("fillId", "0")
        for number, other in enumerate(known):
            if _alike(plain, other):
                return number
        return self._append(plain)

    def _append(self, made: Element) -> int:
        self.formats.append(made)
        self.formats.set("count", str(len(self.formats)))
        self.changed = True
        return len(self.formats) - 1

    def _fill(self, color: str) -> int:
        for number, fill in enumerate(self.fills):
            if self._color(fill) == color:
                return number
        fill = etree.SubElement(self.fills, f"{self.space}fill")
        pattern = etree.SubElement(fill, f"{self.space}patternFill", patternType="solid")
        etree.SubElement(pattern, f"{self.space}fgColor", rgb=color)
        etree.SubElement(pattern, f"{self.space}bgColor", indexed="64")
        self.fills.set("count", str(len(self.fills)))
        return len(self.fills) - 1

    def _color(self, fill: Element) -> str:
        color = fill.find(f"{self.space}patternFill/{self.space}fgColor")
        return (color.get("rgb") or "") if color is not None else ""


def _alike(one: Element, other: Element) -> bool:
    skip = "applyFill"
    mine = {name: value for name, value in one.attrib.items() if name != skip}
    return mine == {name: value for name, value in other.attrib.items() if name != skip} and len(one) == len(other)
