"""Office packages (docx, xlsx, ods): zip archives of XML, read within bounds.

Nothing that the archive says of itself is believed: sizes are counted while inflating, entries may not overlap, and a
part with a DOCTYPE is refused, as none has a lawful one (reference/hostile-files.md, rules 2 and 3).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from posixpath import basename, dirname, normpath
from typing import cast

from lxml import etree

from lint.errors import InputError
from lint.extract.source import Limits

_MEMBERS = 5_000
_HARMLESS = 10 * 1024 * 1024
_RATIO = 200
_CHUNK = 1024 * 1024
_STREAMED = 128 * 1024
_MEGABYTE = 1024 * 1024
_ELEMENTS = 6_000_000
_FORBIDDEN = re.compile(
    rb"[\x01-\x08\x0b\x0c\x0e-\x1f]|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|[xX]0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]));"
)
_DAMAGED = "文件已损坏，打不开；请用办公软件打开另存一份再检查"
_SUSPECT = "压缩包的内容不正常（像压缩炸弹），没有读取"


class Package:
    """An office document's archive.

    Raises:
        InputError: it is no archive, is damaged, or is made to exhaust its reader.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.limits = limits
        self.data = data
        if data.count(b"PK\x01\x02") > 2 * _MEMBERS:  # before its directory takes any memory
            raise InputError(_SUSPECT)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
            raise InputError(_DAMAGED) from error
        entries = self._archive.infolist()
        _check(entries)
        self._entries = {entry.filename.replace("\\", "/").lstrip("/"): entry for entry in entries}
        self.names = tuple(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """The bytes of a part.

        Raises:
            InputError: the part is missing, damaged, encrypted or over the limit.
        """
        return b"".join(self._pieces(name, _CHUNK))

    def _pieces(self, name: str, chunk: int, streamed: bool = False) -> Iterator[bytes]:
        """The bytes of a part; what is ``streamed`` may be packed as tightly as it likes, only its size counts."""
        entry = self._entries.get(name)
        if entry is None:
            raise InputError(f"文件不完整：缺少 {name}；请用办公软件打开另存一份再检查")
        if entry.flag_bits & 1:
            raise InputError("文件加了密码，请去掉密码后再检查", skipped=True)
        size = 0
        try:
            with self._archive.open(entry) as stream:
                while piece := stream.read(chunk):
                    size += len(piece)
                    self._check_size(entry, size, streamed)
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise InputError(damaged(name)) from error

    def _check_size(self, entry: zipfile.ZipInfo, size: int, streamed: bool) -> None:
        if size > self.limits.part:
            limit = self.limits.part // _MEGABYTE
            raise InputError(f"文件里的 {entry.filename} 超过 {limit} MB 的上限，请拆分后再检查，或用 --max-part 放宽")
        if not streamed and size > _HARMLESS and size > _RATIO * max(entry.compress_size, 1):
            raise InputError(_SUSPECT)

    def elements(self, name: str, tags: Sequence[str]) -> Iterator[etree._Element]:
        """The elements of a part that have one of the tags, each when its end is read, and then forgotten.

        Raises:
            InputError: as for `xml`.
        """
        parser = etree.XMLPullParser(
            ("end",), tag=tags, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
        )
        checked = False
        try:
            for piece in self._pieces(name, _STREAMED, streamed=True):
                parser.feed(piece)
                last: etree._Element | None = None
                for _, element in cast("Iterator[tuple[str, etree._Element]]", parser.read_events()):
                    if not checked:
                        _refuse_doctype(element, name)
                        checked = True
                    yield element
                    last = element
                if last is not None and (parent := last.getparent()) is not None:
                    del parent[: parent.index(last)]
            root = parser.close()
        except (etree.XMLSyntaxError, ValueError) as error:
            raise InputError(damaged(name)) from error
        _refuse_doctype(root, name)

    def xml(self, name: str) -> etree._Element:
        """The root element of a part.

        Raises:
            InputError: as for `read`; or it is no well-formed XML, or declares entities.
        """
        return parse_xml(self.read(name), name)

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """The parts that a part (or the package, where it is empty) points to, with the kind of the relation, by id."""
        name = f"{dirname(part)}/_rels/{basename(part)}.rels".lstrip("/")
        if name not in self:
            return {}
        return relations_in(self.xml(name), part)


def relations_in(root: etree._Element, part: str) -> dict[str, tuple[str, str]]:
    """What a list of relations says of the parts that ``part`` points to."""
    found = {}
    for node in root:
        if isinstance(node.tag, str) and node.get("TargetMode") != "External":
            kind = (node.get("Type") or "").rpartition("/")[2]
            found[node.get("Id") or ""] = (kind, _target(part, node.get("Target") or ""))
    return found


def damaged(name: str) -> str:
    """What a user is told of a part that cannot be read."""
    return f"文件已损坏（{name}）；请用办公软件打开另存一份再检查"


def _target(base: str, target: str) -> str:
    """The part that a relation of the part ``base`` points to."""
    if target.startswith("/"):
        return normpath(target).lstrip("/")
    return normpath(f"{base.rpartition('/')[0]}/{target}").lstrip("/")


def _check(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse archives whose entries are too many, have one name twice, or lie on top of one another."""
    if len(entries) > _MEMBERS or len({entry.filename for entry in entries}) != len(entries):
        raise InputError(_SUSPECT)
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise InputError(_SUSPECT)
        end = entry.header_offset + entry.compress_size


def _parsed(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        cleaned = _FORBIDDEN.sub(b"", data)  # characters that XML forbids, but some programs write
        if cleaned == data or b"\0" in data:
            raise
        return etree.fromstring(cleaned, parser)


def parse_xml(data: bytes, name: str) -> etree._Element:
    """The root element of XML from an untrusted source; nothing outside of it is ever fetched.

    Raises:
        InputError: it is not well-formed, or declares entities.
    """
    if data.count(b"<") > _ELEMENTS:
        raise InputError(f"文件里的 {name} 太复杂（标记超过 {_ELEMENTS} 个），请拆分后再检查")
    try:
        root = _parsed(data)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "depth" in str(error):
            raise InputError(f"文件里的 {name} 嵌套太深，没有读取；请用办公软件打开另存一份再检查") from error
        raise InputError(damaged(name)) from error
    _refuse_doctype(root, name)
    return root


def _refuse_doctype(element: etree._Element, name: str) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise InputError(f"文件里的 {name} 带有 DOCTYPE 声明，正常的文档没有，没有读取")
