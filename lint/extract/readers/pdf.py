"""Born-digital PDF: pypdfium2 for characters and lines, tables by our own lattice (lint.extract.pdf)."""

from __future__ import annotations

from lint.errors import InputError
from lint.extract.grid import Parsed
from lint.extract.pdf.page import Page, pages
from lint.extract.pdf.stitch import blocks
from lint.extract.pdf.wide import warning
from lint.extract.source import Limits

_PICTURE = 0.4
_UNREADABLE = 0.3
_NAMED = 5


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
    return Parsed([*made], [*_problems(found, scanned), *warning(strips)])


def _problems(found: list[Page], scanned: list[int]) -> list[str]:
    if not scanned:
        return []
    named = "、".join(map(str, scanned[:_NAMED])) + ("等" if len(scanned) > _NAMED else "")
    return [f"共 {len(found)} 页，第 {named} 页是图片，没有读"]
