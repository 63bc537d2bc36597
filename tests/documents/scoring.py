"""Comparing what was read and flagged with hand-made tables and labels."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lint.api import Extracted, Linter, file_item
from lint.model.report import Report
from lint.report.model_json import model_json

PROJECT = ("title", "unit_code", "unit_name", "code", "name", "purpose", "goals", "budget", "plan")
ROW = ("level1", "level2", "name", "description", "value", "basis")

_IGNORED = re.compile(r"<[^<>]{1,20}>|[\s/]+")
"""What hand-made tables leave open: blanks, how two names in a cell are parted, markup."""

Key = tuple[str, int, int | None, str]


def extracted(linter: Linter, paths: Iterable[Path]) -> dict[str, dict[str, Any]]:
    """Documents as ``jixiao extract`` prints them, by file name without suffix."""
    found: list[Extracted] = linter.extract(file_item(path, linter.limits) for path in paths)
    return {Path(document["path"]).stem: document for document in model_json(found)["documents"]}


def content(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The projects of a document with their words only: no places, blanks or markup, no empty rows of the template."""
    return [
        {
            **{key: _plain(project.get(key)) for key in PROJECT},
            "indicators": [
                {key: _plain(row.get(key)) for key in ROW} for row in project["indicators"] if not row.get("filler")
            ],
        }
        for project in document["projects"]
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    return _IGNORED.sub("", value or "")


def labels(folder: Path, codes: Iterable[str]) -> dict[Key, str]:
    """Labels by document, project, row and code, with their strength."""
    wanted, found = set(codes), {}
    for path in sorted(folder.glob("*.json")):
        for label in json.loads(path.read_text("utf-8")):
            if label["code"] in wanted:
                found[path.stem, label["project"], label["row"], label["code"]] = label["strength"]
    return found


def flags(report: Report, codes: Iterable[str]) -> set[Key]:
    """Findings about projects, by the same key."""
    wanted = set(codes)
    return {
        (Path(report.inputs[finding.input].path).stem, finding.subject.ordinal, finding.subject.row, finding.code)
        for finding in report.findings
        if finding.code in wanted and finding.subject and finding.subject.ordinal is not None
    }


def missed(known: dict[Key, str], found: set[Key]) -> list[Key]:
    """`must` labels without a flag."""
    return sorted((key for key, strength in known.items() if strength == "must" and not is_met(key, found)), key=str)


def unlabelled(known: dict[Key, str], found: set[Key]) -> list[Key]:
    """Flags that no label asks for or allows."""
    whole = {(key[0], key[1], key[3]) for key in known if key[2] is None}
    return sorted((key for key in found if key not in known and (key[0], key[1], key[3]) not in whole), key=str)


def is_met(key: Key, found: set[Key]) -> bool:
    """Whether a label has its flag; one on a whole project is met by any flag of its code in the project."""
    if key[2] is not None:
        return key in found
    return any(flag[0] == key[0] and flag[1] == key[1] and flag[3] == key[3] for flag in found)
