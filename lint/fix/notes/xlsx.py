"""Notes in workbooks, at the cells that they are about, which are coloured; and a sheet in front with the summary."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree

from lint.extract.package import Package
from lint.extract.source import Limits
from lint.fix.archive import with_parts
from lint.fix.notes.base import AUTHOR, Annotated, Note, Summary, worst
from lint.fix.notes.sheetparts import Styles, can_hold, with_notes, without_notes
from lint.fix.notes.summarysheet import add_summary, drop_summary, escaped
from lint.fix.parts import Parts
from lint.fix.xlsx import Sheets, cells
from lint.model.finding import Severity
from lint.model.place import SheetLocation

Element = etree._Element

_CUT = "\n—— 绩效审核 ——\n"
"""What parts our words from those of a person in one note."""
_THREAD = "tc="
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_BEFORE = frozenset(
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios "
    "autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations "
    "hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches "
    "ignoredErrors smartTags drawing".split()
)
"""What stands before the drawing of notes in a sheet."""
_LONGEST = 32_000
"""Characters that a note can hold, with some room for those of people."""
_REF = re.compile(r"([A-Z]+)(\d+)")


def annotate_xlsx(data: bytes, notes: Sequence[Note], summary: Summary, limits: Limits) -> Annotated:
    """The workbook with a note for each cell that has findings; notes that were ours before are replaced."""
    package = Package(remove_xlsx(data, limits), limits)
    book = Sheets(package)
    parts = Parts(package)
    by_sheet: dict[str, dict[str, list[int]]] = {}
    unplaced = []
    for number, note in enumerate(notes):
        where = note.location
        if isinstance(where, SheetLocation) and where.sheet in book.parts:
            by_sheet.setdefault(book.parts[where.sheet], {}).setdefault(where.ref, []).append(number)
        else:
            unplaced.append(number)
    styles = Styles(parts.xml(name)) if (name := parts.related(book.workbook, "styles")) else None
    for part, wanted in by_sheet.items():
        sheet = _Sheet(parts, part)
        refused = sheet.write({ref: _joined([notes[at] for at in found]) for ref, found in wanted.items()})
        unplaced += [at for ref in refused for at in wanted[ref]]
        if styles is not None:
            sheet.mark({ref: worst([notes[at].severity for at in found]) for ref, found in wanted.items()}, styles)
        sheet.finish()
    add_summary(parts, book.workbook, summary, styles)
    if styles is not None and styles.changed:
        parts.put(name, styles.root)
    return Annotated(with_parts(package.data, parts.changed), tuple(sorted(unplaced)))


def remove_xlsx(data: bytes, limits: Limits) -> bytes:
    """The workbook without our notes, colours and summary; the very same bytes where there are none."""
    package = Package(data, limits)
    book = Sheets(package)
    parts = Parts(package)
    drop_summary(parts, book.workbook)
    name = parts.related(book.workbook, "styles")
    styles = Styles(parts.xml(name)) if name else None
    for part in book.parts.values():
        if part in package and parts.related(part, "comments"):
            sheet = _Sheet(parts, part)
            refs = sheet.erase()
            if refs:
                if styles is not None:
                    sheet.unmark(refs, styles)
                sheet.finish()
    if styles is not None and styles.changed:
        parts.put(name, styles.root)
    return with_parts(data, parts.changed) if parts.changed else data


class _Sheet:
    """A sheet with its notes, under way."""

    def __init__(self, parts: Parts, part: str) -> None:
        self.parts = parts
        self.part = part
        self.root = parts.xml(part)
        self.space = self.root.tag.rpartition("}")[0] + "}"
        self.comments = parts.related(part, "comments")
        spaces: Any = {None: self.space[1:-1]}
        self.notes = parts.xml(self.comments) if self.comments else etree.Element(f"{self.space}comments", nsmap=spaces)
        self.authors = self._child("authors")
        self.list = self._child("commentList")

    def _child(self, name: str) -> Element:
        found = self.notes.find(f"{self.space}{name}")
        return found if found is not None else etree.SubElement(self.notes, f"{self.space}{name}")

    def write(self, texts: Mapping[str, str]) -> list[str]:
        """Write the notes of cells; the cells that have a conversation of people already, and get none."""
        known = {node.get("ref") or "": node for node in self.list}
        author = self._author()
        drawing = self._drawing()
        holds = can_hold(self.parts.read(drawing).decode("utf-8", "replace") if drawing else "")
        new, refused = {}, []
        for ref, text in texts.items():
            if (node := known.get(ref)) is None:
                if not holds:
                    refused.append(ref)
                    continue
                node = etree.SubElement(self.list, f"{self.space}comment", ref=ref, authorId=str(author))
                etree.SubElement(node, f"{self.space}text")
                self._say(node, text)
                new[_place(ref)] = text
            elif self._name(node).startswith(_THREAD):
                refused.append(ref)
            else:
                self._say(node, _CUT + text)
        ordered = sorted(self.list, key=lambda node: _place(node.get("ref") or "A1"))
        self.list[:] = ordered
        if new:
            self._draw(new)
        return refused

    def _author(self) -> int:
        names = [node.text for node in self.authors]
        if AUTHOR not in names:
            etree.SubElement(self.authors, f"{self.space}author").text = AUTHOR
            names.append(AUTHOR)
        return names.index(AUTHOR)

    def _name(self, node: Element) -> str:
        names = [author.text or "" for author in self.authors]
        number = int(node.get("authorId") or 0)
        return names[number] if number < len(names) else ""

    def _say(self, node: Element, text: str) -> None:
        said = node.find(f"{self.space}text")
        if said is None:
            said = etree.SubElement(node, f"{self.space}text")
        run = said.makeelement(f"{self.space}r")
        said.insert(sum(child.tag in (f"{self.space}t", f"{self.space}r") for child in said), run)
        piece = etree.SubElement(run, f"{self.space}t")
        piece.text = escaped(text)
        piece.set(_SPACE, "preserve")

    def _drawing(self) -> str:
        """The drawing with the boxes of notes; a sheet may have others, for pictures in its header."""
        node = self.root.find(f"{self.space}legacyDrawing")
        id_ = (
            next((value for key, value in node.attrib.items() if str(key).endswith("}id")), "")
            if node is not None
            else ""
        )
        return self.parts.relations(self.part).get(str(id_), ("", ""))[1]

    def _draw(self, places: Mapping[tuple[int, int], str]) -> None:
        """Give the notes boxes in which they are shown."""
        known = self._drawing()
        name = known or self.parts.free_name("xl/drawings/vmlDrawing{}.vml")
        boxes = self.parts.read(name).decode("utf-8", "replace") if known else ""
        self.parts.changed[name] = with_notes(boxes, places).encode()
        kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        if "purl.oclc.org" in self.space:
            kinds = "http://purl.oclc.org/ooxml/officeDocument/relationships"
        if not known:
            self.parts.declare_suffix("vml", _DRAWING)
            id_ = self.parts.relate(self.part, f"{kinds}/vmlDrawing", name)
            spaces: Any = {"r": kinds}
            drawing = self.root.makeelement(f"{self.space}legacyDrawing", {f"{{{kinds}}}id": id_}, spaces)
            before = [node for node in self.root if str(node.tag).rpartition("}")[2] in _BEFORE]
            before[-1].addnext(drawing)
        if not self.comments:
            self.comments = self.parts.free_name("xl/comments{}.xml")
            self.parts.relate(self.part, f"{kinds}/comments", self.comments)
            self.parts.declare(self.comments, _COMMENTS)

    def erase(self) -> list[str]:
        """Take our notes away; the cells that had one."""
        gone, refs = [], []
        for node in list(self.list):
            ref = node.get("ref") or ""
            if self._name(node) == AUTHOR:
                self.list.remove(node)
                gone.append(_place(ref))
                refs.append(ref)
                continue
            said = node.find(f"{self.space}text")
            runs = list(said) if said is not None else []
            cut = next((at for at, run in enumerate(runs) if _text(run).startswith(_CUT)), None)
            if cut is not None and said is not None:
                del said[cut:]
                refs.append(ref)
        drawing = self._drawing()
        if gone and drawing:
            before = self.parts.read(drawing).decode("utf-8", "replace")
            self.parts.changed[drawing] = without_notes(before, set(gone)).encode()
        return refs

    def mark(self, severities: Mapping[str, Severity], styles: Styles) -> None:
        """Colour cells, blank ones too."""
        found = cells(self.root, severities)
        for ref, severity in severities.items():
            cell = found[ref] if ref in found else self._new_cell(ref)
            if cell is not None:
                cell.set("s", str(styles.marked(int(cell.get("s") or 0), severity)))

    def unmark(self, refs: Sequence[str], styles: Styles) -> None:
        """Take the colours away."""
        for cell in cells(self.root, refs).values():
            cell.set("s", str(styles.unmarked(int(cell.get("s") or 0))))

    def _new_cell(self, ref: str) -> Element | None:
        """A blank cell in a row that exists."""
        row, column = _place(ref)
        for node in self.root.iter(f"{self.space}row"):
            if node.get("r") == str(row + 1):
                names = [cell.get("r") for cell in node]
                if None in names:
                    return None
                at = sum(_place(name or "A1")[1] < column for name in names)
                cell = node.makeelement(f"{self.space}c", {"r": ref})
                node.attrib.pop("spans", "")  # a hint, which may be wrong now
                node.insert(at, cell)
                return cell
        return None

    def finish(self) -> None:
        """Put the parts into the package."""
        self.parts.put(self.part, self.root)
        if self.comments:
            self.parts.put(self.comments, self.notes)


def _joined(notes: Sequence[Note]) -> str:
    """The notes of one cell as one."""
    text = "\n\n".join("\n".join(note.lines) for note in notes)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……\n这一格的问题太多，没有写全，请看检查报告。"


def _text(run: Element) -> str:
    return "".join(str(text) for text in run.itertext())


def _place(ref: str) -> tuple[int, int]:
    found = _REF.match(ref)
    column = 0
    for letter in found[1] if found else "A":
        column = column * 26 + ord(letter) - 64
    return (int(found[2]) if found else 1) - 1, column - 1
