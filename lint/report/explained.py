"""How the tables of a document were read: which one is what, which header cell names which field, for what reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from lint.extract.trace import Decision, Taken, Trace
from lint.model.cell import Cell
from lint.model.document import Document
from lint.report.columns import printable, shorten, width
from lint.report.places import location_json
from lint.rules.base import FIELD_NAMES
from lint.text.words import words

_BROADEST = 40
_SAID = 20
"""Places that are named of one message."""
_UNKNOWN = "没有认出"
_UNLISTED = {"other_goal": "其他目标"}
"""Fields whose words stand elsewhere in the dictionary than those of the other fields."""


def field_names(headers: Mapping[str, Any]) -> dict[str, str]:
    """What fields are called: in messages, else by the first word that the dictionary ``headers`` has for them."""
    parts = [headers.get(part, {}) for part in ("duties", "labels", "columns")]
    listed = {name: ways[0] for part in parts for name, entry in part.items() if (ways := words(entry))}
    return {**_UNLISTED, **listed, **{name: FIELD_NAMES[name] for name in listed if name in FIELD_NAMES}}


def explained_text(document: Document, trace: Trace, names: Mapping[str, str]) -> str:
    """For a terminal."""
    lines = [f"{document.path}  {len(trace.tables)} 张表，{len(document.projects)} 个项目"]
    for number, decision in enumerate(trace.tables, start=1):
        lines += ["", *_table(number, decision, document, names)]
    if document.notices:
        lines += ["", "没有看懂的", *_noticed(document)]
    return "".join(f"{printable(line).rstrip()}\n" for line in lines)


def _noticed(document: Document) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for notice in document.notices:
        seen[notice.message] += 1
        if seen[notice.message] <= _SAID:
            yield f"  {_place(document, notice.cell)}：{notice.message}"
    yield from (f"  另有 {count - _SAID} 处：{message}" for message, count in seen.items() if count > _SAID)


def _table(number: int, decision: Decision, document: Document, names: Mapping[str, str]) -> Iterator[str]:
    size = f"{decision.rows} 行 {decision.columns} 列"
    yield f"第 {number} 张表  {_place(document, decision.anchor)} 起，{size}  {decision.kind.value}：{decision.why}"
    rows = [_row(taken, document, names) for taken in decision.taken]
    broad = [max(width(row[column]) for row in rows) for column in range(3)] if rows else []
    for *cells, last in rows:
        padded = (cell + " " * (room - width(cell)) for cell, room in zip(cells, broad, strict=True))
        yield "  " + "  ".join([*padded, last])


def _row(taken: Taken, document: Document, names: Mapping[str, str]) -> tuple[str, str, str, str]:
    field = names.get(taken.field, taken.field) if taken.field else _UNKNOWN
    value = f"，内容是“{shorten(taken.value.text, _BROADEST)}”" if taken.value and taken.value.text else ""
    return _place(document, taken.cell), shorten(taken.cell.text, _BROADEST), f"→ {field}", f"{taken.why}{value}"


def _place(document: Document, cell: Cell) -> str:
    return document.locator.locate(*cell.stretch()).label


def explained_json(document: Document, number: int, trace: Trace, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """For programs: one entry a table."""

    def place(cell: Cell) -> dict[str, Any]:
        return location_json(document.locator.locate(*cell.stretch()), number)

    return [
        {
            "kind": decision.kind.name.lower(),
            "why": decision.why,
            "rows": decision.rows,
            "columns": decision.columns,
            "location": place(decision.anchor),
            "cells": [
                {
                    "text": taken.cell.text,
                    "field": taken.field or None,
                    "name": names.get(taken.field, taken.field) or None,
                    "why": taken.why,
                    "value": taken.value.text if taken.value else None,
                    "location": place(taken.cell),
                }
                for taken in decision.taken
            ],
        }
        for decision in trace.tables
    ]
