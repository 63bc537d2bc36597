"""Office packages that are damaged or made to exhaust their reader."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import pytest

from lint.errors import InputError
from lint.extract.package import Package, parse_xml
from lint.extract.source import Limits

PART = "word/document.xml"


def archive(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return stream.getvalue()


def overlapping() -> bytes:
    """Two entries of the directory that share one local entry."""
    data = archive({"a.xml": b"<a/>", "b.xml": b"<a/>"})
    second = data.rindex(b"PK\x01\x02")
    return data[: second + 42] + struct.pack("<I", 0) + data[second + 46 :]


def damaged() -> bytes:
    data = bytearray(archive({PART: bytes(range(256)) * 40}))
    data[60:90] = b"\xff" * 30
    return bytes(data)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: b"PK\x03\x04 no archive", "文件已损坏，打不开"),
        (lambda: archive({PART: b"<a/>"})[:-30], "文件已损坏，打不开"),
        (lambda: archive({PART: b"\0" * (20 * 1024 * 1024)}), "像压缩炸弹"),
        (lambda: archive({f"{n}.xml": b"" for n in range(5_001)}), "像压缩炸弹"),
        (overlapping, "像压缩炸弹"),
        (damaged, rf"文件已损坏（{PART}）"),
        (lambda: archive({"other.xml": b"<a/>"}), f"缺少 {PART}"),
        (lambda: archive({PART: b"<a>" * 9}), rf"文件已损坏（{PART}）"),
        (lambda: archive({PART: b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>"}), "DOCTYPE"),
    ],
)
def test_a_bad_package_is_refused_in_one_line(make: Callable[[], bytes], message: str) -> None:
    with pytest.raises(InputError, match=message) as raised:
        Package(make(), Limits()).xml(PART)
    assert "\n" not in str(raised.value)


def test_a_part_over_the_limit_names_the_option() -> None:
    data = archive({PART: bytes(range(256)) * 8192})
    with pytest.raises(InputError, match=r"超过 1 MB 的上限.*--max-part"):
        Package(data, Limits(part=1024 * 1024)).read(PART)


def test_a_bomb_of_entities_does_not_go_off() -> None:
    lines = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10 if n else 'x' * 10}'>" for n in range(10))
    with pytest.raises(InputError):
        parse_xml(f"<!DOCTYPE a [{lines}]><a>&e9;</a>".encode(), "a.xml")


def test_relations_point_to_parts() -> None:
    targets = {"a": "styles.xml", "b": "/xl/sheet1.xml", "c": "../docProps/core.xml"}
    made = "".join(f'<r Id="{name}" Type="x/{name * 2}" Target="{target}"/>' for name, target in targets.items())
    outside = '<r Id="d" Type="x/hyperlink" Target="http://localhost/" TargetMode="External"/>'
    related = f"<!-- of Word --><rels><!-- none -->{made}{outside}</rels>".encode()
    package = Package(archive({PART: b"<a/>", "word/_rels/document.xml.rels": related}), Limits())
    assert package.relations(PART) == {
        "a": ("aa", "word/styles.xml"),
        "b": ("bb", "xl/sheet1.xml"),
        "c": ("cc", "docProps/core.xml"),
    }
    assert package.relations("") == {}
