"""Comments in Word documents, anchored at the text that they are about, and a summary on a page in front."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from lxml import etree

from lint.extract.package import Package, parse_xml
from lint.extract.readers.docx import main_part
from lint.extract.source import Limits
from lint.extract.wordxml import OURS, Element, Names
from lint.fix.archive import with_parts
from lint.fix.notes.base import AUTHOR, INITIALS, Annotated, Note, Summary
from lint.fix.notes.wordsummary import summary_control
from lint.fix.parts import Parts
from lint.fix.plan import span
from lint.fix.wordtexts import Texts
from lint.model.place import FileLocation

_LOOSE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_DIGITS = 10
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def annotate_docx(data: bytes, notes: Sequence[Note], summary: Summary, limits: Limits) -> Annotated:
    """The document with a comment for each note; comments that were ours before are replaced, those of people stay."""
    package = Package(remove_docx(data, limits), limits)
    part = main_part(package)
    content = package.read(part)
    texts = Texts(package, part, content)
    root = parse_xml(content, part)
    document = _Document(root, texts.names)
    comments = _Comments(Parts(package), part, texts.names, document.marked())
    places = texts.elements(root), texts.owners(root)
    unplaced = []
    for number, note in enumerate(notes):
        if isinstance(note.location, FileLocation):
            unplaced.append(number)
            continue
        document.anchor(*_ends(texts, *places, note), comments.add(note))
    document.put_in_front(summary)
    comments.finish()
    comments.parts.put(part, root)
    return Annotated(with_parts(package.data, comments.parts.changed), tuple(unplaced))


def remove_docx(data: bytes, limits: Limits) -> bytes:
    """The document without our comments and summary; the very same bytes where there are none."""
    package = Package(data, limits)
    part = main_part(package)
    parts = Parts(package)
    root = package.xml(part)
    names = Names.of(root)
    document = _Document(root, names)
    changed = document.take_away()
    name = parts.related(part, "comments")
    if name and name in package:
        known = package.xml(name)
        ours = [node for node in known if _is_ours(node, names.word)]
        document.forget({node.get(f"{names.word}id") or "" for node in ours})
        for node in ours:
            known.remove(node)
        if ours:
            parts.put(name, known)
            changed = True
    if not changed:
        return data
    parts.put(part, root)
    return with_parts(data, parts.changed)


def _is_ours(node: Element, word: str) -> bool:
    return node.get(f"{word}author") == AUTHOR and node.get(f"{word}initials") == INITIALS


def _ends(
    texts: Texts, elements: Sequence[Element], owners: Sequence[Element], note: Note
) -> tuple[Element, Element | None, Element | None]:
    """The cell or paragraph of a note, and the first and last run of its stretch, if it has text of its own."""
    begin, end = span(note.location)
    owner = owners[texts.owner(begin)]
    pieces = [piece for piece in texts.pieces(begin, end) if piece.number >= 0]
    pieces = pieces or [piece for piece in texts.cell(begin) if piece.number >= 0]
    if not pieces:
        return owner, None, None
    return owner, elements[pieces[0].number].getparent(), elements[pieces[-1].number].getparent()


class _Document:
    """The tree of the document itself."""

    def __init__(self, root: Element, names: Names) -> None:
        self.root = root
        self.word = names.word
        self.body = root.find(names.body)
        self.names: Any = root.nsmap
        self._marks = [f"{self.word}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference")]

    def anchor(self, owner: Element, first: Element | None, last: Element | None, number: str) -> None:
        """Anchor a comment at the runs from first to last; in a blank cell, at its beginning.

        The marks stand in the paragraph itself: not in the tracked changes, content controls or text boxes of people.
        """
        begin, end = self._mark("commentRangeStart", number), self._mark("commentRangeEnd", number)
        reference = self._make("r")
        reference.append(self._mark("commentReference", number))
        if first is None or last is None:
            paragraph = self._paragraph(owner)
            first = last = self._outermost(paragraph)
            if first is None or last is None:
                at = 0 if paragraph.find(f"{self.word}pPr") is None else 1
                paragraph[at:at] = [begin, end, reference]
                return
        first, behind = self._outermost(first), self._outermost(last)
        assert first is not None
        assert behind is not None
        first.addprevious(begin)
        while (after := behind.getnext()) is not None and self._is_end(after):
            behind = after  # comments on one text end in the order of their numbers
        behind.addnext(end)
        end.addnext(reference)

    def _outermost(self, element: Element) -> Element | None:
        """What holds an element and stands in a paragraph that stands in no other; itself, where it is that."""
        found, child = None, element
        for parent in element.iterancestors():
            if parent.tag == f"{self.word}p":
                found = child
            child = parent
        return found

    def _paragraph(self, owner: Element) -> Element:
        """The first paragraph of a blank cell."""
        cell = f"{self.word}tc"
        if owner.tag != cell:
            return owner
        for paragraph in owner.iter(f"{self.word}p"):
            if next(paragraph.iterancestors(cell)) is owner:
                return paragraph
        paragraph = self._make("p")
        owner.append(paragraph)
        return paragraph

    def _is_end(self, element: Element) -> bool:
        if element.tag == f"{self.word}commentRangeEnd":
            return True
        return element.tag == f"{self.word}r" and element.find(f"{self.word}commentReference") is not None

    def forget(self, numbers: set[str]) -> None:
        """Take the anchors of comments away."""
        for mark in [mark for mark in self.root.iter(*self._marks) if mark.get(f"{self.word}id") in numbers]:
            parent = mark.getparent()
            assert parent is not None
            parent.remove(mark)
            if parent.tag == f"{self.word}r" and all(child.tag == f"{self.word}rPr" for child in parent):
                _remove(parent)

    def marked(self) -> list[str]:
        """The numbers of the comments of which the text has marks, even of those that are lost."""
        return [mark.get(f"{self.word}id") or "" for mark in self.root.iter(*self._marks)]

    def take_away(self) -> bool:
        """Take our summary away; whether there was one."""
        ours = [tag for tag in self.root.iter(f"{self.word}tag") if tag.get(f"{self.word}val") == OURS]
        for tag in ours:
            _remove(next(tag.iterancestors(f"{self.word}sdt")))
        return bool(ours)

    def put_in_front(self, summary: Summary) -> None:
        """The summary on a page of its own, in a content control by which it is found again."""
        assert self.body is not None
        taken = frozenset(node.get(f"{self.word}val") or "" for node in self.root.iter(f"{self.word}id"))
        self.body.insert(0, summary_control(summary, self.word[1:-1], taken))

    def _mark(self, name: str, number: str) -> Element:
        mark = self._make(name)
        mark.set(f"{self.word}id", number)
        return mark

    def _make(self, name: str) -> Element:
        return self.root.makeelement(f"{self.word}{name}", None, self.names)


class _Comments:
    """The part with the comments' texts."""

    def __init__(self, parts: Parts, document: str, names: Names, marked: Iterable[str]) -> None:
        self.parts = parts
        self.document = document
        self.word = names.word
        self.name = parts.related(document, "comments")
        self.is_new = not self.name
        spaces: Any = {"w": names.word[1:-1]}
        self.root = etree.Element(f"{self.word}comments", nsmap=spaces) if self.is_new else parts.xml(self.name)
        taken = {*marked, *(node.get(f"{self.word}id") or "" for node in self.root)}
        self.next = (
            max((int(number) for number in taken if number.isdecimal() and len(number) < _DIGITS), default=-1) + 1
        )

    def add(self, note: Note) -> str:
        """A comment; its number."""
        number = str(self.next)
        self.next += 1
        attributes = {"id": number, "author": AUTHOR, "initials": INITIALS}
        comment = etree.SubElement(self.root, f"{self.word}comment")
        for name, value in attributes.items():
            comment.set(f"{self.word}{name}", value)
        for line in note.lines:
            paragraph = etree.SubElement(comment, f"{self.word}p")
            text = etree.SubElement(etree.SubElement(paragraph, f"{self.word}r"), f"{self.word}t")
            text.text = line
            text.set(_SPACE, "preserve")
        return number

    def finish(self) -> None:
        """Put the part into the package."""
        if self.is_new:
            self.name = self.parts.free_name(f"{self.document.rpartition('/')[0]}/comments{{}}.xml")
            strict = "purl.oclc.org" in self.word
            self.parts.relate(self.document, _STRICT if strict else _LOOSE, self.name)
            self.parts.declare(self.name, _TYPE)
        self.parts.put(self.name, self.root)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
