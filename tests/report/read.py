"""Reading a report of any format as its consumer would, as plain text: for tests of what it says."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
from markdown_it import MarkdownIt

from tests.report.github import commands


def said(name: str, data: bytes) -> str:
    """All that a report says."""
    return "\n".join(_READERS.get(name, _plain)(data))


def _plain(data: bytes) -> Iterator[str]:
    yield data.decode()


def _json(data: bytes) -> Iterator[str]:
    for line in data.decode().splitlines() if data.startswith(b'{"type"') else [data.decode()]:
        yield from _strings(json.loads(line))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
    else:
        yield str(value)


def _xml(data: bytes) -> Iterator[str]:
    for element in ET.fromstring(data).iter():
        yield from element.attrib.values()
        yield element.text or ""


def _html(data: bytes) -> Iterator[str]:
    text = re.sub(r"<(style|script)\b.*?</\1>", "", data.decode(), flags=re.DOTALL)
    yield html.unescape(re.sub(r"<[^>]*>", "", text))


def _github(data: bytes) -> Iterator[str]:
    for command in commands(data.decode()):
        yield from (*command.properties.values(), command.data)


def _markdown(data: bytes) -> Iterator[str]:
    for token in MarkdownIt("commonmark").enable("table").parse(data.decode()):
        yield "".join(child.content for child in token.children or ())


def _xlsx(data: bytes) -> Iterator[str]:
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        for row in sheet.iter_rows(values_only=True):
            yield from map(str, row)


_READERS = {
    "json": _json,
    "jsonlines": _json,
    "sarif": _json,
    "gitlab": _json,
    "junit": _xml,
    "html": _html,
    "github": _github,
    "markdown": _markdown,
    "xlsx": _xlsx,
}
