"""The XML of a Word document made ready for reading in one pass: what nobody sees is cut out, the rest in order."""

from __future__ import annotations

from functools import cache
from typing import TypeAlias

from lxml import etree
from msgspec import Struct

from lint.errors import InputError
from lint.extract.comments import UNREAD, said
from lint.extract.package import Package
from lint.extract.symbols import unprivate

Element: TypeAlias = etree._Element
Aside: TypeAlias = dict[Element, list[Element]]

HIDDEN = "hidden"
"""The tag that texts of hidden runs get."""
OURS = "jixiao"
"""The tag of content controls that we wrote ourselves, as the summary of findings: no part of the draft."""
OFF = frozenset({"0", "false", "off"})

_STRICT = "http://purl.oclc.org/ooxml/"
_LOOSE = "http://schemas.openxmlformats.org/"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_UNSEEN = "del moveFrom rt tcPrChange trPrChange tblPrChange tblPrExChange tblGridChange pPrChange rPrChange".split()


class Names(Struct, frozen=True):
    """The qualified names of a document: the strict form of the format has namespaces of its own."""

    word: str
    math: str
    drawing: str

    @staticmethod
    def of(root: Element) -> Names:
        """Those that go with the document's root."""
        return _names(etree.QName(root).namespace or "")

    def __call__(self, *names: str) -> tuple[str, ...]:
        """The tags of elements of the text."""
        return tuple(self.word + name for name in names)

    @property
    def body(self) -> str:
        """The tag of the text itself."""
        return f"{self.word}body"


@cache
def _names(namespace: str) -> Names:
    strict = namespace.startswith(_STRICT)
    base, year = (_STRICT, "") if strict else (_LOOSE, "/2006")
    made = (f"{base}{part}" for part in (f"officeDocument{year}/math", f"drawingml{year}/main"))
    return Names(f"{{{namespace}}}", *(f"{{{name}}}" for name in made))


def clean(body: Element, names: Names, *, symbols: bool) -> None:
    """Cut out of the tree what nobody sees; mark hidden text; write private characters of symbol fonts as Unicode."""
    word = names.word
    run, text = names("r", "t")
    vanish, choice, row_properties = f"{word}vanish", f"{_COMPATIBLE}AlternateContent", f"{word}trPr"
    cell_deleted = f"{word}cellDel"
    for tag in [tag for tag in body.iter(f"{word}tag") if tag.get(f"{word}val") == OURS]:
        _remove(next(tag.iterancestors(f"{word}sdt"), None))
    for element in list(body.iter(*names(*_UNSEEN), vanish, choice, cell_deleted)):
        parent = element.getparent()
        if parent is None:
            continue
        if element.tag == vanish:
            owner = parent.getparent()
            if owner is not None and owner.tag == run and element.get(f"{word}val") not in OFF:
                for piece in owner.iter(text):
                    piece.tag = HIDDEN
        elif element.tag == choice:
            for copy in list(element)[1:]:
                element.remove(copy)
        elif element.tag == cell_deleted or parent.tag == row_properties:
            _remove(parent.getparent())
        else:
            parent.remove(element)
    if symbols:
        fonts = f"{word}rPr/{word}rFonts"
        for piece in body.iter(text):
            owner = piece.getparent()
            found = owner.find(fonts) if owner is not None else None
            piece.text = unprivate(piece.text or "", found.get(f"{word}ascii", "") if found is not None else "")


def _remove(element: Element | None) -> None:
    parent = element.getparent() if element is not None else None
    if element is not None and parent is not None:
        parent.remove(element)


def set_aside(body: Element, names: Names) -> tuple[Aside, Aside]:
    """Take nested tables and text boxes out of their places; they are returned by the cell and by the paragraph."""
    table, box, cell, paragraph = names("tbl", "txbxContent", "tc", "p")
    nested: Aside = {}
    boxes: Aside = {}
    apart: list[Element] = []
    for element in body.iter(table, box):
        inside = (paragraph,) if element.tag == box else (cell, box)
        owner = next(element.iterancestors(*inside), None)
        if owner is not None and owner.tag != box:
            (boxes if element.tag == box else nested).setdefault(owner, []).append(element)
            apart.append(element)
    for element in apart:
        _remove(element)
    return nested, boxes


def comments_of(package: Package, part: str, names: Names) -> tuple[dict[str, str], list[str]]:
    """What is said to jixiao in comments, by their ids; and what of them could not be read."""
    made: dict[str, str] = {}
    problems = []
    for kind, name in package.relations(part).values():
        if kind != "comments" or name not in package:
            continue
        try:
            root = package.xml(name)
        except InputError:
            problems.append(UNREAD)
            continue
        for comment in root.iter(*names("comment")):
            lines = ("".join(text.text or "" for text in line.iter(*names("t"))) for line in comment.iter(*names("p")))
            if text := said("\n".join(lines)):
                made[comment.get(f"{names.word}id", "")] = text
    return made, problems
