"""Loading and running rule cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from lint.api import Linter
from lint.engine.run import Runner
from lint.engine.select import ActiveRule
from lint.extract.document import assemble
from lint.extract.headers import Headers
from lint.extract.readers.text import TextReader
from lint.extract.source import Limits, Source
from lint.model.document import Document
from lint.model.finding import Finding, Section
from lint.rules.base import FIELD_NAMES

TITLE = "1、示例项目绩效目标表"
_SECTIONS = {Section.OVERALL: "总体 ", Section.DUTIES: "职责 "}
_KEYS = {"id", "doc", "source", "table", "text", "options", "expect"}


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a rule: a document and the complete list of findings that the rule has to make in it."""

    rule: str
    id: str
    text: str
    table: str = ""
    doc: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    expect: tuple[Mapping[str, str], ...] = ()


def load_cases(folder: Path) -> Iterator[Case]:
    """The cases of all YAML files of a folder, by file name.

    Raises:
        ValueError: a case has neither table nor text, an unknown key, or the name of another case of its rule.
    """
    for path in sorted(folder.glob("*.yaml")):
        data = yaml.safe_load(path.read_text("utf-8"))
        seen: set[str] = set()
        for entry in data["cases"]:
            unknown = set(entry) - _KEYS
            name = entry["id"]
            if unknown or name in seen or ("table" in entry) is ("text" in entry):
                raise ValueError(f"{path}: case {name!r}: unknown keys {unknown}, a name used twice, or no single text")
            seen.add(name)
            table = entry.get("table", "")
            yield Case(
                rule=data["rule"],
                id=name,
                text=entry.get("text") or f"{TITLE}\n{table}",
                table=table,
                doc=entry.get("doc", ""),
                options=entry.get("options", {}),
                expect=tuple(entry.get("expect", ())),
            )


def run(case: Case, linter: Linter | None = None) -> tuple[dict[str, str], ...]:
    """The findings of the case's rule in the case's document, in the shape of ``Case.expect``."""
    linter = linter or Linter()
    (rule,) = linter.registry.resolve(case.rule)
    document = read(case.text, linter)
    active = ActiveRule(rule(linter.lexicon, case.options), rule.meta.severity)
    return tuple(_seen(finding) for finding in Runner([active]).run(document, 0).findings)


def read(text: str, linter: Linter, name: str = "case.txt") -> Document:
    """A document read from text."""
    headers = Headers.from_data(linter.lexicon.data["headers"])
    reading = TextReader(headers).read(Source(name, text.encode(), "text", Limits()))
    return assemble(reading, name, "text", linter.lexicon, headers)


def _seen(finding: Finding) -> dict[str, str]:
    made = {
        "at": _place(finding),
        "severity": str(finding.severity),
        "message": finding.message,
        "suggestion": finding.suggestion,
    }
    if finding.fixes:
        made["fix"] = finding.fixes[0].edits[0].replacement
    return made


def _place(finding: Finding) -> str:
    subject = finding.subject
    if subject is None:
        return "文件"
    name = FIELD_NAMES[subject.field]
    where = _SECTIONS.get(subject.section, "")
    if subject.ordinal and subject.ordinal > 1:
        where = f"项目{subject.ordinal} "
    return f"{where}{name}@{subject.row}" if subject.row else f"{where}{name}"
