"""The lists that an office package keeps of its parts: content types and relations."""

from __future__ import annotations

from posixpath import basename, dirname, relpath
from typing import Any

from lxml import etree

from lint.extract.package import Package, parse_xml, relations_in
from lint.fix.archive import serialized

_TYPES = "[Content_Types].xml"
_CONTENT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"


class Parts:
    """The parts of a package that change, under way. Parts that are only read are not in ``changed``."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.changed: dict[str, bytes] = {}

    def read(self, name: str) -> bytes:
        """The bytes of a part as they are now."""
        return self.changed[name] if name in self.changed else self.package.read(name)

    def xml(self, name: str) -> etree._Element:
        """The root of a part as it is now."""
        return parse_xml(self.read(name), name)

    def put(self, name: str, root: etree._Element) -> None:
        """Take the new content of a part."""
        before = self.read(name) if name in self.changed or name in self.package else b"<?xml"
        self.changed[name] = serialized(root, before)

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """The parts to which a part points as it is now, with the kind of the relation, by id."""
        name = _relations_of(part)
        if name in self.changed:
            return relations_in(self.xml(name), part)
        return self.package.relations(part)

    def related(self, part: str, kind: str) -> str:
        """The part to which another one points with a relation of a kind; empty where there is none."""
        return next((target for found, target in self.relations(part).values() if found == kind), "")

    def relate(self, part: str, kind: str, target: str) -> str:
        """Let a part point to another; ``kind`` is the whole address of the relation's type. Its id."""
        name = _relations_of(part)
        known = name in self.changed or name in self.package
        spaces: Any = {None: _RELATIONS[1:-1]}
        root = self.xml(name) if known else etree.Element(f"{_RELATIONS}Relationships", nsmap=spaces)
        used = {node.get("Id") for node in root}
        number = next(number for number in range(1, len(used) + 2) if f"rIdJx{number}" not in used)
        address = relpath(target, dirname(part) or ".")
        etree.SubElement(root, f"{_RELATIONS}Relationship", Id=f"rIdJx{number}", Type=kind, Target=address)
        self.put(name, root)
        return f"rIdJx{number}"

    def unrelate(self, part: str, id_: str) -> None:
        """Forget a relation."""
        name = _relations_of(part)
        root = self.xml(name)
        for node in root:
            if node.get("Id") == id_:
                root.remove(node)
        self.put(name, root)

    def declare(self, part: str, content_type: str) -> None:
        """Say what a new part is."""
        root = self.xml(_TYPES)
        name = f"/{part}"
        if not any(node.get("PartName") == name for node in root):
            etree.SubElement(root, f"{_CONTENT}Override", PartName=name, ContentType=content_type)
            self.put(_TYPES, root)

    def declare_suffix(self, suffix: str, content_type: str) -> None:
        """Say what parts with a suffix are, unless that is said already."""
        root = self.xml(_TYPES)
        known = {(node.get("Extension") or "").lower() for node in root}
        if suffix not in known:
            root.insert(0, root.makeelement(f"{_CONTENT}Default", {"Extension": suffix, "ContentType": content_type}))
            self.put(_TYPES, root)

    def free_name(self, pattern: str) -> str:
        """The first name of a pattern such as xl/comments{}.xml that no part has."""
        number = 1
        while pattern.format(number) in self.package or pattern.format(number) in self.changed:
            number += 1
        return pattern.format(number)


def _relations_of(part: str) -> str:
    return f"{dirname(part)}/_rels/{basename(part)}.rels".lstrip("/")
