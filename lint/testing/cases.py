"""Loading and running rule cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from lint.api import Linter
from lint.engine.compare import Compared, compare
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
_TEXTS = {"table", "text", "files"}
_KEYS = {"id", "doc", "source", "options", "expect", *_TEXTS}
NAME = "case.txt"


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a rule: a document, or several, and the complete list of findings that the rule has to make."""

    rule: str
    id: str
    text: str
    table: str = ""
    doc: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    expect: tuple[Mapping[str, str], ...] = ()


def load_cases(folder: Path) -> Iterator[Case]:
    """The cases of all YAML files of a folder, by file name.

    Raises:
        ValueError: a case has not one of table, text and files, an unknown key, or the name of another of its rule.
    """
    for path in sorted(folder.glob("*.yaml")):
        data = yaml.safe_load(path.read_text("utf-8"))
        seen: set[str] = set()
        for entry in data["cases"]:
            unknown = set(entry) - _KEYS
            name = entry["id"]
            if unknown or name in seen or len(_TEXTS & set(entry)) != 1:
                raise ValueError(f"{path}: case {name!r}: unknown keys {unknown}, a name used twice, or no single text")
            seen.add(name)
            table = entry.get("table", "")
            yield Case(
                rule=data["rule"],
                id=name,
                text="" if "files" in entry else entry.get("text") or f"{TITLE}\n{table}",
                table=table,
                files=entry.get("files", {}),
                doc=entry.get("doc", ""),
                options=entry.get("options", {}),
                expect=tuple(entry.get("expect", ())),
            )


def run(case: Case, linter: Linter | None = None) -> tuple[dict[str, str], ...]:
    """The findings of the case's rule in the case's document, in the shape of ``Case.expect``."""
    linter = linter or Linter()
    (rule,) = linter.registry.resolve(case.rule)
    active = ActiveRule(rule(linter.lexicon, case.options), rule.meta.severity)
    names = [*case.files, NAME]
    return tuple(
        _seen(finding, names[finding.input] if case.files else "") for finding in findings(case, active, linter)
    )


def findings(case: Case, active: ActiveRule, linter: Linter) -> list[Finding]:
    """The findings of a rule in a case's document, or in its files one after the other."""
    runner = Runner([active])
    if not case.files:
        return list(runner.run(read(case.text, linter), 0).findings)
    documents = [(number, read(text, linter, name)) for number, (name, text) in enumerate(case.files.items())]
    return [
        *(found for number, document in documents for found in runner.run(document, number).findings),
        *compare([Compared(number, document, runner) for number, document in documents]).findings,
    ]


def read(text: str, linter: Linter, name: str = NAME) -> Document:
    """A document read from text."""
    headers = Headers.from_data(linter.lexicon.data["headers"])
    reading = TextReader(headers).read(Source(name, text.encode(), "text", Limits()))
    return assemble(reading, name, "text", linter.lexicon, headers)


def _seen(finding: Finding, file: str) -> dict[str, str]:
    made = {
        "at": f"{file} {_place(finding)}".strip(),
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
