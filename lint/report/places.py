"""Locations as the report's schema has them."""

from __future__ import annotations

from typing import Any

from lint.model.finding import Snippet
from lint.model.place import (
    Chars,
    FileLocation,
    GridPlace,
    HtmlLocation,
    Location,
    Parent,
    PdfLocation,
    Position,
    Region,
    SheetLocation,
    TextLocation,
    WordLocation,
)

SEPARATOR = " | "


def location_json(location: Location, number: int, snippet: Snippet | None = None) -> dict[str, Any]:
    """A location in input ``number``, as the schema has it."""
    made: dict[str, Any] = {"input": number, "label": location.label, **_place(location)}
    if snippet:
        made["snippet"] = _snippet(snippet)
    return made


def _place(location: Location) -> dict[str, Any]:
    match location:
        case TextLocation():
            return {"kind": "text", "range": _range(location)}
        case HtmlLocation():
            made: dict[str, Any] = {"kind": "html", "range": _range(location), "path": location.path}
            return made | _table(location.table)
        case WordLocation():
            made = {"kind": "docx", "part": location.part, "paragraph": location.paragraph}
            return made | {"chars": _chars(location.chars)} | _table(location.table)
        case SheetLocation():
            made = {"kind": "xlsx", "sheet": location.sheet, "ref": location.ref, "chars": _chars(location.chars)}
            return made | _table(location.table) | ({"merged": location.merged} if location.merged else {})
        case PdfLocation():
            made = {"kind": "pdf", "regions": [_region(region) for region in location.regions]}
            return made | {"chars": _chars(location.chars)} | _table(location.table)
        case FileLocation():
            return {"kind": "file"}


def _range(location: TextLocation | HtmlLocation) -> dict[str, Any]:
    return {"start": _position(location.start), "end": _position(location.end)}


def _position(position: Position) -> dict[str, int]:
    return {
        "line": position.line,
        "column": position.column,
        "columnUtf16": position.column_utf16,
        "offset": position.offset,
    }


def _chars(chars: Chars) -> dict[str, int]:
    return {
        "start": chars.start,
        "end": chars.end,
        "startUtf16": chars.start_utf16,
        "endUtf16": chars.end_utf16,
    }


def _table(table: GridPlace | None) -> dict[str, Any]:
    if table is None:
        return {}
    made: dict[str, Any] = {"index": table.index, "row": table.row, "column": table.column}
    made |= {"rowSpan": table.row_span, "columnSpan": table.column_span}
    return {"table": made | ({"parent": _parent(table.parent)} if table.parent else {})}


def _parent(parent: Parent) -> dict[str, Any]:
    made: dict[str, Any] = {"index": parent.index, "row": parent.row, "column": parent.column}
    return made | ({"parent": _parent(parent.parent)} if parent.parent else {})


def _region(region: Region) -> dict[str, Any]:
    made: dict[str, Any] = {"page": region.page, "bbox": list(region.box)}
    return made | ({"pageSize": list(region.size)} if region.size else {})


def _snippet(snippet: Snippet) -> dict[str, Any]:
    before = sum(len(text) + len(SEPARATOR) for text in snippet.cells[: snippet.index])
    return {
        "text": SEPARATOR.join(snippet.cells),
        "start": before + snippet.start,
        "end": before + snippet.end,
    }
