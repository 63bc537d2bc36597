"""Edits in formats that are text: plain text, markdown, csv, web pages. The encoding and all other bytes stay."""

from __future__ import annotations

import codecs
import csv
import html
import io
from collections.abc import Sequence

from lint.extract.encoding import decode
from lint.extract.webpage import is_archive, source_of
from lint.fix.plan import span
from lint.fix.written import Written
from lint.model.finding import Edit

_ENCODINGS = (
    (codecs.BOM_UTF8, "utf-8"),
    (b"", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"", "utf-16-le"),
    (b"", "utf-16-be"),
    (b"", "gb18030"),
    (b"", "big5hkscs"),
)
_MOVED = "这里的文字和检查时不一样"
_UNWRITABLE = "文件的编码写不出“{text}”"
_BROKEN = "文件里有编码坏了的文字，改写会弄丢它们"
_ARCHIVE = "网页存档（mht）不能直接改，请另存为网页（html）"
_SPLITS = "改后的文字里有这种文件用来分隔的符号"


def write_text(data: bytes, edits: Sequence[Edit], format_name: str, encoding: str = "") -> Written:
    """The bytes with edits made, each where its expected text stands."""
    if format_name == "html" and is_archive(data):
        return Written.refusing(data, edits, _ARCHIVE)
    text = source_of(data, encoding)[0] if format_name == "html" else decode(data, encoding)[0]
    found = _encoding(data, text, encoding)
    if found is None:
        return Written.refusing(data, edits, _BROKEN)
    mark, codec = found
    pieces: list[str] = []
    refused: dict[int, str] = {}
    at = 0
    for number, edit in enumerate(edits):
        begin, end = span(edit.location)
        replacement = html.escape(edit.replacement, quote=False) if format_name == "html" else edit.replacement
        if begin < at or text[begin:end] != edit.expected:
            refused[number] = _MOVED
        elif not _encodable(replacement, codec):
            refused[number] = _UNWRITABLE.format(text=edit.replacement)
        elif _splits(replacement, format_name, text, begin):
            refused[number] = _SPLITS
        else:
            pieces += [text[at:begin], replacement]
            at = end
    return Written(mark + "".join([*pieces, text[at:]]).encode(codec), refused)


def _encoding(data: bytes, text: str, told: str) -> tuple[bytes, str] | None:
    """The mark at the beginning and the codec with which the text becomes the very same bytes again."""
    for mark, codec in (*_ENCODINGS, *([(b"", told)] if told else [])):
        if data.startswith(mark) and _encodable(text, codec) and mark + text.encode(codec) == data:
            return mark, codec
    return None


def _encodable(text: str, codec: str) -> bool:
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def _splits(replacement: str, format_name: str, text: str, begin: int) -> bool:
    """Whether the new text would part the cell in which it is written."""
    if format_name == "csv":
        quoted = text[max(text.rfind("\n", 0, begin), 0) : begin].count('"') % 2
        out = io.StringIO()
        csv.writer(out).writerow([replacement])
        return '"' in replacement or (not quoted and out.getvalue().rstrip("\r\n") != replacement)
    return format_name in ("text", "markdown") and any(mark in replacement for mark in "\t\n\r|│┃｜")
