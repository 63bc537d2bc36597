"""Decoding text by a ladder: byte order mark, strict UTF-8, UTF-16 without a mark, GB18030.

Measured on short and long samples this beats general detectors for Chinese office text (reference/libraries.md, §7).
"""

from __future__ import annotations

import codecs

from lint.errors import InputError
from lint.text.regex import lazy

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8（带 BOM）"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_CUT = 3
_SAMPLE = 4096
_USUAL = lazy(r"[\t\r\n\x20-\x7e\u2010-\u203b\u2264\u2265\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]")
_MOSTLY = 0.95


def decode(data: bytes, encoding: str = "") -> tuple[str, str]:
    """Text and the name of its encoding; ``encoding`` is the codec that the user says it has.

    Raises:
        InputError: the bytes are text in none of the known encodings, or not in the one that the user says.
    """
    if encoding:
        return _as_told(data, encoding), encoding.upper()
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, codec, name), name
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        if error.start >= len(data) - _CUT and error.start > 0:  # cut in the last character
            return data[: error.start].decode("utf-8"), "UTF-8"
    if unmarked := utf16_without_mark(data):
        return _strict(data, unmarked, "UTF-16"), "UTF-16"
    return _strict(data, "gb18030", "GB18030"), "GB18030"


def _strict(data: bytes, codec: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        known = "UTF-8、UTF-16 或 GB18030"
        raise InputError(f"文字编码不是 {known}（按 {name} 解码失败），请另存为 UTF-8 后再检查") from None


def _as_told(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeError:
        raise InputError(f"按 --encoding {encoding} 解码失败，请换一种编码，或者不写这个选项") from None


def utf16_without_mark(data: bytes) -> str | None:
    """The codec of UTF-16 text that lacks a byte order mark: read so, nearly all of it is Chinese or plain ASCII."""
    sample = data[:_SAMPLE]
    if len(sample) < 4 or len(data) % 2:
        return None
    for codec in ("utf-16-le", "utf-16-be"):
        text = sample.decode(codec, errors="replace")
        if len(_USUAL.findall(text)) >= _MOSTLY * len(text):
            return codec
    return None
