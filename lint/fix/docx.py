"""Edits in Word documents: in the runs where the text stands, so that its form stays; as tracked changes on request."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from itertools import count, groupby
from typing import Any

from lint.extract.package import Package, parse_xml
from lint.extract.readers.docx import main_part
from lint.extract.source import Limits
from lint.extract.wordxml import Element
from lint.fix.archive import SIGNED, is_signed, serialized, with_parts
from lint.fix.plan import span
from lint.fix.wordtexts import Piece, Texts, visible
from lint.fix.written import Written
from lint.model.finding import Edit

AUTHOR = "绩效审核"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MOVED = "这里的文字和检查时不一样"
_MIXED = "这里有换行、符号，或者 Word 自己填的文字（域、属性），不能直接改"


def write_docx(data: bytes, edits: Sequence[Edit], limits: Limits, *, tracked: bool = False) -> Written:
    """The document with edits made in its text; every other part keeps its bytes.

    ``tracked`` writes them as tracked changes, to be accepted or rejected in Word.
    """
    package = Package(data, limits)
    if is_signed(package):
        return Written.refusing(data, edits, SIGNED)
    part = main_part(package)
    content = package.read(part)
    texts = Texts(package, part, content)
    root = parse_xml(content, part)
    elements = texts.elements(root)
    writer = _Tracked(root, texts.names.word) if tracked else _Plain()
    refused: dict[int, str] = {}
    for number, edit in sorted(enumerate(edits), key=lambda pair: -span(pair[1].location)[0]):  # later ones first
        pieces = texts.pieces(*span(edit.location))
        if "".join(piece.text for piece in pieces) != edit.expected or not pieces:
            refused[number] = _MOVED
        elif any(piece.number < 0 or not _stands(piece, elements) for piece in pieces):
            refused[number] = _MIXED
        else:
            writer.write([(elements[piece.number], piece) for piece in pieces], edit.replacement)
    if len(refused) == len(edits):
        return Written(data, refused)
    return Written(with_parts(data, {part: serialized(root, content)}), refused)


def _stands(piece: Piece, elements: Sequence[Element]) -> bool:
    text = visible(elements[piece.number])
    return text[piece.start : piece.start + len(piece.text)] == piece.text


def _set(element: Element, text: str) -> None:
    element.text = text
    if text != text.strip():
        element.set(_SPACE, "preserve")


class _Plain:
    """Writes over the text."""

    def write(self, pieces: Sequence[tuple[Element, Piece]], replacement: str) -> None:
        """Put the replacement where the first piece stands, and take the others away."""
        for element, piece in pieces:
            text = visible(element)
            _set(element, text[: piece.start] + replacement + text[piece.start + len(piece.text) :])
            replacement = ""


class _Tracked:
    """Writes deletions and insertions that Word shows as such."""

    def __init__(self, root: Element, word: str) -> None:
        self.root = root
        self.word = word
        self.names: Any = root.nsmap
        used = [int(node.get(f"{word}id", "")) for node in root.iter() if (node.get(f"{word}id") or "").isdecimal()]
        self.ids = count(max(used, default=0) + 1)

    def write(self, pieces: Sequence[tuple[Element, Piece]], replacement: str) -> None:
        """Mark the pieces as deleted, and insert the replacement behind them in the form of the first."""
        inserted = self._mark("ins")
        for element, group in groupby(pieces, key=lambda pair: pair[0]):
            found = [piece for _, piece in group]
            run = self._alone(element, found[0].start, found[-1].start + len(found[-1].text))
            if not len(inserted):
                inserted.append(self._run_like(run, replacement))
            deleted = self._mark("del")
            run.addprevious(deleted)
            deleted.append(run)
            run[-1].tag = f"{self.word}delText"
        if replacement:
            deleted.addnext(inserted)

    def _alone(self, element: Element, begin: int, end: int) -> Element:
        """A run with nothing but the text of an element between two offsets.

        What stands before it stays where it is; what stands behind it gets a run of its own.
        """
        run = _parent(element)
        text = visible(element)
        behind = list(element.itersiblings())
        alone = self._run_like(run, text[begin:end])
        run.addnext(alone)
        if text[end:] or behind:
            after = self._run_like(run, text[end:])
            after.extend(behind)
            alone.addnext(after)
        if begin:
            _set(element, text[:begin])
        else:
            run.remove(element)
            if all(child.tag == f"{self.word}rPr" for child in run):
                _parent(run).remove(run)
        return alone

    def _run_like(self, run: Element, text: str) -> Element:
        """A run in the form of another, with a text of its own."""
        made = self._make("r")
        form = run.find(f"{self.word}rPr")
        if form is not None:
            made.append(deepcopy(form))
        if text:
            piece = self._make("t")
            _set(piece, text)
            made.append(piece)
        return made

    def _mark(self, name: str) -> Element:
        mark = self._make(name)
        mark.set(f"{self.word}id", str(next(self.ids)))
        mark.set(f"{self.word}author", AUTHOR)
        return mark

    def _make(self, name: str) -> Element:
        return self.root.makeelement(f"{self.word}{name}", None, self.names)


def _parent(element: Element) -> Element:
    parent = element.getparent()
    assert parent is not None
    return parent
