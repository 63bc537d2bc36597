"""What notes need beside a sheet: the shapes in which they are shown, and the styles that mark a cell."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from copy import deepcopy

from lxml import etree

from lint.fix.notes.base import FILLS
from lint.model.finding import Severity

Element = etree._Element

_FILLS = {severity: f"FF{color}" for severity, color in FILLS.items()}
_SHAPE = re.compile(r"<(\w+):shape\b.*?</\1:shape>\s*", re.S)
_ROW, _COLUMN = re.compile(r"<\w+:Row\b[^>]*>\s*(\d+)"), re.compile(r"<\w+:Column\b[^>]*>\s*(\d+)")
_SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_EMPTY = f"<xml {_SPACES}>\n</xml>"
_BOX = (
    '<v:shapetype{spaces} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>\n'
)
_NOTE = (
    '<v:shape{spaces} id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;width:{width}pt;height:{height}pt;'
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


def can_hold(drawing: str) -> bool:
    """Whether boxes can be added to a drawing."""
    return not drawing or "</xml>" in drawing


def with_notes(drawing: str, places: Mapping[tuple[int, int], str]) -> str:
    """A drawing with a box for the note of each cell (row and column from 0, and the text that sets its size)."""
    drawing = drawing or _EMPTY
    used = {int(number) for number in re.findall(r'id="_x0000_s(\d{1,9})"', drawing)}
    first = max(used | {_FIRST - 1}) + 1
    root = drawing.partition("<xml")[2].partition(">")[0]
    spaces = "" if all(f" {space}" in f" {root}" for space in _SPACES.split()) else f" {_SPACES}"
    made = []
    for number, ((row, column), text) in enumerate(places.items(), first):
        lines = sum(len(line) // _SHARE + 1 for line in text.split("\n"))
        bottom = row + max(lines * _LINE // _ROWS_A_BOX, 4)
        box = {"left": column + 1, "right": column + 4, "top": max(row - 1, 0), "bottom": bottom}
        made.append(
            _NOTE.format(spaces=spaces, id=number, width=_WIDTH, height=lines * _LINE, row=row, column=column, **box)
        )
    if 'id="_x0000_t202"' not in drawing:  # it holds shapes of other kinds only, as buttons
        made.insert(0, _BOX.format(spaces=spaces))
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
        self.formats = found if found is not None else root.makeelement(f"{self.space}cellXfs")  # no cell has a style
        fills = root.find(f"{self.space}fills")
        self.fills = fills if fills is not None else self._placed("fills", ("numFmts", "fonts"))
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

    def _placed(self, name: str, before: Collection[str]) -> Element:
        """A new list, behind those that stand before it."""
        made = self.root.makeelement(f"{self.space}{name}")
        self.root.insert(sum(etree.QName(child).localname in before for child in self.root), made)
        return made

    def look(self, font: str, border: str = "", color: str = "", *, centred: bool = False) -> int:
        """A style for cells of ours: with the XML of its font and border, and a colour."""
        numbers = [self._added("fonts", font), self._added("borders", border) if border else 0]
        numbers.append(self._fill(color) if color else 0)
        made = etree.fromstring(
            f'<xf xmlns="{self.space[1:-1]}" numFmtId="0" fontId="{numbers[0]}" fillId="{numbers[2]}" '
            f'borderId="{numbers[1]}" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
            f'<alignment horizontal="{"center" if centred else "left"}" vertical="center" wrapText="1"/></xf>'
        )
        known = [etree.tostring(entry, method="c14n", exclusive=True, with_tail=False) for entry in self.formats]
        same = etree.tostring(made, method="c14n", exclusive=True)
        return known.index(same) if same in known else self._append(made)

    def _added(self, name: str, xml: str) -> int:
        """The number of an entry of a list of styles; a new one, unless there is just such a one."""
        found = self.root.find(f"{self.space}{name}")
        if found is None:
            found = self._placed(name, ("numFmts", "fonts", "fills"))
        made = etree.fromstring(xml.replace(">", f' xmlns="{self.space[1:-1]}">', 1))
        known = [etree.tostring(entry, method="c14n", exclusive=True, with_tail=False) for entry in found]
        same = etree.tostring(made, method="c14n", exclusive=True)
        if same in known:
            return known.index(same)
        found.append(made)
        found.set("count", str(len(found)))
        return len(found) - 1

    def _append(self, made: Element) -> int:
        self.formats.append(made)
        self.formats.set("count", str(len(self.formats)))
        self.changed = True
        return len(self.formats) - 1

    def _fill(self, color: str) -> int:
        for number, fill in enumerate(self.fills):
            if self._color(fill) == color:
                return number
        for reserved in ("none", "gray125")[len(self.fills) :]:  # programs show these two, whatever stands there
            kept = etree.SubElement(self.fills, f"{self.space}fill")
            etree.SubElement(kept, f"{self.space}patternFill", patternType=reserved)
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
