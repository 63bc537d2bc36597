"""Rewriting some parts of an office package; the bytes of every other part stay as they are."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

from lint.extract.package import Package

SIGNED = "文件有数字签名，一改就失效；请先去掉签名再改"
_HEAD = b"<?xml"


def with_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The package with the parts of these names replaced, in place, and new ones added at the end.

    Names, order, dates and attributes of the entries stay.
    """
    out = io.BytesIO()
    left = dict(parts)
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = left.pop(entry.filename.replace("\\", "/").lstrip("/"), None)
            new.writestr(entry, old.read(entry) if content is None else content, entry.compress_type)
        for name, content in left.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = 0o600 << 16
            new.writestr(entry, content, zipfile.ZIP_DEFLATED)
        new.comment = old.comment
    return out.getvalue()


def serialized(root: etree._Element, before: bytes) -> bytes:
    """A part's XML, with a declaration if it had one."""
    tree = root.getroottree()
    if not before.lstrip(b"\xef\xbb\xbf").startswith(_HEAD):
        return bytes(etree.tostring(tree, encoding="UTF-8", xml_declaration=False))
    alone = bool(tree.docinfo.standalone)
    return bytes(etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=alone))


def is_signed(package: Package) -> bool:
    """Whether the package carries a digital signature, which any change makes void."""
    return any(name.startswith("_xmlsignatures/") for name in package.names)
