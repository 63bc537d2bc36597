"""Telling the format of a file by its bytes; the suffix only decides between kinds of text."""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import PurePath

from lint.extract.encoding import utf16_without_mark
from lint.extract.webpage import is_archive

_ZIP = b"PK\x03\x04"
_OPEN_DOCUMENT = rb"mimetypeapplication/vnd\.oasis\.opendocument\.(?:text|spreadsheet)"
_IN_ZIP = re.compile(rb"PK\x03\x04.{26}[/\\]?(word[/\\]|xl[/\\]|" + _OPEN_DOCUMENT + b")", re.S)
_ZIP_PARTS = {b"word": "docx", b"xl": "xlsx"}
_MAIN_PARTS = ((b"wordprocessingml.document", "docx"), (b"spreadsheetml.sheet", "xlsx"))
_OLE_STREAMS = {"EncryptedPackage": "encrypted", "WordDocument": "doc", "Workbook": "xls", "Book": "xls"}
_SIGNATURES = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?!-->).*?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|table|meta|div|style|title|center|section|article|tr|h[1-6])\b",
    re.I | re.S,
)
_OFFICE_XML = re.compile(rb"\s*<\?xml[^>]*>(?:[^<]|<[?!][^>]*>)*?<\?mso-application\s+progid=[\"'](word|excel)\b", re.I)
_BY_SUFFIX = {
    **dict.fromkeys((".md", ".markdown"), "markdown"),
    **dict.fromkeys((".html", ".htm"), "html"),
    **dict.fromkeys((".csv", ".tsv"), "csv"),
    ".json": "json",
}
_SHEETS = frozenset((".xls", ".xlsx", ".xlsm", ".et", ".ods"))
_CALL = re.compile(rb"[\s\"]*(?:#|\xef\xbc\x83|\xa3\xa3)\s*jixiao", re.I)
"""A line that speaks to jixiao is no part of a table (`lint.extract.comments`)."""
_SAME, _FEWEST_LINES, _FEWEST_MARKS = 0.8, 3, 3
_WPS = {".wps": {"doc": "wps"}, ".et": {"xls": "et"}}
_HEAD = 4096
_CONTENTS = 1024 * 1024

FORMATS = frozenset("docx doc wps xlsx xls et ods pdf html markdown csv text json".split())
"""Formats that the report's schema knows."""
_NO_DOCUMENT = "不是能检查的文档"
UNREAD = {
    "json": ("JSON 文件", _NO_DOCUMENT),
    "image": ("图片", "里面的字读不出来，请用原来的文件检查"),
    "archive": ("压缩包", "请解压后再检查"),
    "encrypted": ("加了密码的 Office 文件", "请去掉密码后再检查"),
    "unknown": ("二进制文件", _NO_DOCUMENT),
}
"""For formats that are no documents or cannot be read: what they are called, and what to do."""

_TEXTS = (".txt", ".text", ".md", ".markdown", ".csv", ".tsv", ".html", ".htm", ".mht", ".mhtml", ".rtf", ".odt")
_OFFICE = (".docx", ".docm", ".doc", ".wps", ".xlsx", ".xlsm", ".xls", ".et", ".ods", ".pdf")
_NAME = 30
"""Where the name of the first file of an archive begins."""
_OFFICE_NAMES = tuple(suffix.encode() for suffix in _OFFICE)
"""An archive that begins with such a file holds documents, which may stand in it as they are."""
DOCUMENT_SUFFIXES = frozenset((*_TEXTS, *_OFFICE))
"""Files of a folder that count as documents; the others are only counted."""


def sniff(name: str, data: bytes) -> str:
    """The format of a file, one of the names of the report's schema, or another (odt, rtf, a key of `UNREAD`)."""
    suffix = PurePath(name).suffix.lower()
    if data.startswith(_ZIP):
        return _zip_kind(data)
    if data.startswith(_OLE):
        kind = _ole_kind(data)
        return _WPS.get(suffix, {}).get(kind, kind)
    for signature, kind in _SIGNATURES:
        if data.startswith(signature) and (kind != "image" or b"\x00" in data[:_HEAD]):
            return kind
    head = data[:_HEAD]
    bare = head.replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe")
    if _HTML.match(bare) or is_archive(head):
        return "html"
    if office := _OFFICE_XML.match(bare):
        return "wordml" if office[1].lower() == b"word" else "spreadsheetml"
    if _is_binary(data):
        return "pdf" if b"%PDF-" in head[:1024] else "unknown"
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    marks = (b"\t", b",", b";") if suffix in _SHEETS else (b",",)
    return "csv" if any(_is_parted(head, mark) for mark in marks) else "text"


def _is_parted(head: bytes, mark: bytes) -> bool:
    """Whether nearly all lines have the same number of marks: a table, whatever it is called."""
    whole = head[: head.rfind(b"\n") + 1] if len(head) == _HEAD else head
    lines = [line for line in whole.splitlines() if line.strip() and not _CALL.match(line)]
    counts = Counter(line.count(mark) for line in lines)
    count, often = counts.most_common(1)[0] if counts else (0, 0)
    return count >= _FEWEST_MARKS and len(lines) >= _FEWEST_LINES and often >= _SAME * len(lines)


def _zip_kind(data: bytes) -> str:
    """What an archive holds, by the first telling name in it; parts of other names only by the list of contents."""
    found = _IN_ZIP.search(data)
    size = int.from_bytes(data[26:28], "little")
    if found and not data[_NAME : _NAME + size].lower().endswith(_OFFICE_NAMES):
        name = found[1]
        return _ZIP_PARTS.get(name[:-1]) or ("odt" if name.endswith(b"text") else "ods")
    import zipfile  # noqa: PLC0415 - hardly ever needed

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("[Content_Types].xml") as stream:
            contents = stream.read(_CONTENTS)
    except Exception:  # whatever is wrong with the archive: it is not one of ours
        return "archive"
    return next((kind for part, kind in _MAIN_PARTS if part in contents), "archive")


def _ole_kind(data: bytes) -> str:
    """What a compound file holds: by its streams, or where it is damaged, by their names anywhere in it."""
    import olefile  # noqa: PLC0415 - only such files need it

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            names = {entry[0].lower() for entry in file.listdir()}
    except Exception:  # olefile raises all kinds of errors on damaged files
        names = {name.lower() for name in _OLE_STREAMS if name.encode("utf-16-le") in data}
    return next((kind for name, kind in _OLE_STREAMS.items() if name.lower() in names), "unknown")


def _is_binary(data: bytes) -> bool:
    """Control bytes that no text has; NUL bytes only in UTF-16."""
    head = data[:_HEAD]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return False
    if 0 in head:
        return utf16_without_mark(data) is None
    controls = sum(byte < 32 and byte not in b"\t\n\v\f\r\x1b" for byte in head)
    return controls > len(head) // 20
