"""Born-digital PDF: pypdfium2 for characters and lines, tables by our own lattice (lint.extract.pdf)."""

from __future__ import annotations

from collections.abc import Sequence

from lint.errors import InputError
from lint.extract.grid import Grid, Line, Parsed, Slot
from lint.extract.pdf.page import Page, pages
from lint.extract.pdf.stitch import blocks
from lint.extract.pdf.wide import warning
from lint.extract.source import Limits
from lint.model.place import Region

_PICTURE = 0.4
_UNREADABLE = 0.3
_NAMED = 5
_MOST_NOTES = 1000
"""So many annotations of a page are looked at."""


def parse(data: bytes, limits: Limits) -> Parsed:
    """Tables and paragraphs of a PDF file.

    Raises:
        InputError: it is damaged, encrypted, a scan without text, or its characters have no known text.
    """
    found = list(pages(data, limits.pages))
    scanned = [page.number for page in found if not page.chars and page.pictured > _PICTURE]
    chars = sum(len(char.text) for page in found for char in page.chars)
    if not chars:
        if scanned:
            raise InputError("PDF 是扫描件，只有图片没有文字；请用原来的 Word、Excel 文件检查", skipped=True)
        raise InputError("PDF 里没有文字", skipped=True)
    if sum(page.unmapped for page in found) > _UNREADABLE * chars:
        reason = "PDF 的文字没有编码表，读出来是乱码；请用原来的 Word、Excel 文件检查"
        raise InputError(reason, skipped=True)
    made, strips = blocks(found)
    _annotate(made, found)
    return Parsed([*made], [*_problems(found, scanned), *warning(strips)])


def _annotate(made: Sequence[Grid | Line], found: Sequence[Page]) -> None:
    """Give each annotation to the cell or paragraph that it lies upon, else to the nearest one of its page."""
    pages = {page.number: page.notes for page in found if page.notes}
    if not pages:
        return
    parts: dict[int, list[tuple[Slot | Line, Region]]] = {}
    for block in made:
        for part in [block] if isinstance(block, Line) else block.slots:
            for region in part.regions:
                parts.setdefault(region.page, []).append((part, region))
    for number, notes in pages.items():
        for text, x, y in notes[:_MOST_NOTES]:
            near = min(parts.get(number, ()), key=lambda entry, x=x, y=y: _distance(entry[1], x, y), default=None)
            if near:
                near[0].comments += (text,)


def _distance(region: Region, x: float, y: float) -> float:
    """How far a point is from a box; 0 within it."""
    left, top, right, bottom = region.box
    return max(left - x, x - right, 0.0) + max(top - y, y - bottom, 0.0)


def _problems(found: list[Page], scanned: list[int]) -> list[str]:
    if not scanned:
        return []
    named = "、".join(map(str, scanned[:_NAMED])) + ("等" if len(scanned) > _NAMED else "")
    return [f"共 {len(found)} 页，第 {named} 页是图片，没有读"]
