"""The source of a web page: its encoding, and the pages in a web archive (mhtml)."""

from __future__ import annotations

import codecs

from lint.errors import InputError
from lint.extract.encoding import decode
from lint.text.regex import lazy

_HEAD = 4096
_CHARSET = lazy(r"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)")
_ARCHIVE = lazy(r"\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?mime-version:")
_CODECS = {
    **dict.fromkeys(("gb2312", "gb_2312-80", "gbk", "x-gbk", "cp936", "gb18030"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs"), "big5hkscs"),
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
}
"""What pages call their encoding. Pages that call themselves Western hold Chinese all the same: the ladder decides."""
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LOST = "\ufffd"
_FEW = 1000
"""So many characters to one that is broken: a page with a flaw, in the encoding that it names."""


def is_archive(data: bytes) -> bool:
    """Whether the bytes are a web archive: they begin as a mail does."""
    return _ARCHIVE.match(data[:_HEAD].decode("latin-1").lower()) is not None


def source_of(data: bytes, encoding: str = "") -> tuple[str, str, list[str]]:
    """The source of a page (of all pages of an archive, one behind the other), its encoding, and what was lost.

    Raises:
        InputError: the bytes are text in none of the known encodings.
    """
    if not is_archive(data):
        return _decode(data, encoding)
    texts, names, problems = [], [], []
    for page, charset in _pages(data):
        text, name, lost = _decode(page, encoding, charset)
        texts.append(text)
        names.append(name)
        problems += lost
    if not texts:
        raise InputError("这个网页存档里没有网页，请用浏览器打开，另存为网页（.html）后再检查")
    return PAGE_END.join(texts), names[0], problems


PAGE_END = "\n<!--jixiao:page-->\n"
"""Parts the pages of an archive."""


def _pages(data: bytes) -> list[tuple[bytes, str]]:
    from email.parser import BytesParser  # noqa: PLC0415 - archives are rare
    from email.policy import compat32  # noqa: PLC0415

    pages = []
    for part in BytesParser(policy=compat32).parsebytes(data).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                pages.append((content, str(part.get_content_charset() or "")))
    return pages


def _decode(data: bytes, encoding: str, named: str = "") -> tuple[str, str, list[str]]:
    """UTF-8 that is sound is UTF-8, whatever the page says; else what it says; else the ladder for all text."""
    if encoding:
        return *decode(data, encoding), []
    if data.startswith(_MARKS):
        return *decode(data), []
    try:
        return data.decode("utf-8"), "UTF-8", []
    except UnicodeDecodeError:
        pass
    named = _CODECS.get(named, "") or _declared(data)
    if named:
        text = data.decode(named, errors="replace")
        lost = text.count(_LOST)
        if lost * _FEW <= len(text):
            problem = [f"有 {lost} 处文字编码坏了，显示为“{_LOST}”，请核对原文"] if lost > 0 else []
            return text, named.upper(), problem
    return *decode(data), []


def _declared(data: bytes) -> str:
    """The codec that a page names near its beginning; empty where it names none that Chinese pages are written in."""
    found = _CHARSET.search(data[:_HEAD].decode("latin-1").lower())
    return _CODECS.get(found[1], "") if found else ""
