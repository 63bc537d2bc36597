"""Checking inputs from Python: no printing, no exits, everything in the `Report`."""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from lint.config.confidence import load_confidence
from lint.config.dictionaries import load_lexicon
from lint.config.ruleset import DEFAULT, Ruleset, load_ruleset
from lint.engine.findings import sort_key
from lint.engine.run import Outcome, Runner
from lint.engine.select import ActiveRule, Selection, activate, choose
from lint.errors import InputError, UsageError
from lint.extract.document import assemble
from lint.extract.headers import Headers
from lint.extract.sniff import FORMATS, UNREAD, sniff
from lint.extract.source import Limits, Reader, Reading, Source, read_bytes
from lint.extract.trace import Trace
from lint.model.cell import Cell
from lint.model.document import Document
from lint.model.finding import Finding, Severity
from lint.model.report import Input, PluginInfo, Report, RuleInfo, Sealed, Status
from lint.plugins.manager import Plugins
from lint.report.base import Reporter
from lint.rules.base import Rule
from lint.rules.references import Registry
from lint.text.lexicon import Lexicon

if TYPE_CHECKING:
    from lint.engine.explain import Explanation

Progress = Callable[[int], None]
_MOST_MESSAGES = 3
"""Messages about one file that its line names; a line must stay one."""


class Item(Struct, frozen=True):
    """One thing to check: a name, and how to get its bytes (which may raise `InputError`)."""

    name: str
    load: Callable[[], bytes]
    size: int = 0


def file_item(path: Path, limits: Limits) -> Item:
    """A file as an item, named relative to the working directory where it lies below it."""
    try:
        size = path.stat().st_size
    except OSError:
        size = 0
    return Item(display_name(path), lambda: read_bytes(path, limits), size)


def display_name(path: Path) -> str:
    """The path as reports give it: with /, relative to the working directory where it lies below it."""
    absolute = path.absolute()
    here = Path.cwd()
    return (absolute.relative_to(here) if absolute.is_relative_to(here) else path).as_posix()


class Extracted(Struct, frozen=True):
    """What became of an input: its entry for the report, and the document if there is one."""

    entry: Input
    document: Document | None = None
    crash: str = ""
    """The trace, where reading failed by a defect of ours."""
    trace: Trace | None = None
    """What was decided about the tables, if that was asked for."""


class Linter(Struct, dict=True):
    """Everything that a run needs, set up once from plugins, dictionaries and a ruleset.

    Raises:
        UsageError: the ruleset, a dictionary or the selection is wrong.
    """

    ruleset_name: str = DEFAULT
    selection: Selection = field(default_factory=Selection)
    fail_on: str = ""
    limits: Limits = field(default_factory=Limits)
    encoding: str = ""
    """The codec of texts, where the user says it."""

    @cached_property
    def plugins(self) -> Plugins:
        """Installed plugins and the built-in one."""
        return Plugins()

    @cached_property
    def _lexicon(self) -> tuple[Lexicon, tuple[Sealed, ...]]:
        return load_lexicon(self.plugins.collect("jixiao_dictionaries"))

    @property
    def lexicon(self) -> Lexicon:
        """The merged dictionaries."""
        return self._lexicon[0]

    @property
    def loaded_plugins(self) -> tuple[PluginInfo, ...]:
        """The installed plugins, after their rules were asked for."""
        _ = self.plugin_rules
        return self.plugins.infos

    @cached_property
    def plugin_rules(self) -> list[type[Rule]]:
        """Rule classes of all plugins."""
        return self.plugins.collect("jixiao_rules")

    @cached_property
    def ruleset(self) -> Ruleset:
        """The ruleset in force."""
        known: dict[str, Path] = {}
        for path in self.plugins.collect("jixiao_rulesets"):
            if path.stem in known:
                raise UsageError(f"规则集 {path.stem} 有两份：{known[path.stem]} 和 {path}，请给插件里的改名")
            known[path.stem] = path
        return load_ruleset(self.ruleset_name, known, self.plugin_rules)

    @cached_property
    def registry(self) -> Registry:
        """All rules by name: those of plugins and those that the ruleset declares."""
        return Registry([*self.plugin_rules, *self.ruleset.declared])

    @cached_property
    def chosen(self) -> list[type[Rule]]:
        """The rules that are on."""
        return choose(self.registry, self.ruleset, self.selection)

    @cached_property
    def rules(self) -> list[ActiveRule]:
        """The rules that are on, ready to run."""
        return activate(self.chosen, self.ruleset, self.lexicon, load_confidence())

    @cached_property
    def reporters(self) -> dict[str, Reporter]:
        """Output formats by name."""
        return {reporter.name: reporter for reporter in self.plugins.collect("jixiao_reporters")}

    @cached_property
    def _readers(self) -> dict[str, Reader]:
        readers: dict[str, Reader] = {}
        for reader in self.plugins.collect("jixiao_readers", lexicon=self.lexicon):
            readers.update(dict.fromkeys(reader.formats, reader))
        return readers

    @cached_property
    def _headers(self) -> Headers:
        return Headers.from_data(self.lexicon.data["headers"])

    def extract(self, items: Iterable[Item], *, explain: bool = False) -> list[Extracted]:
        """Read items into documents; what cannot be read says why in its entry.

        ``explain`` also keeps what was decided about their tables.
        """
        return [self._extract(number, item, Trace() if explain else None) for number, item in enumerate(items)]

    def _extract(self, number: int, item: Item, trace: Trace | None = None) -> Extracted:
        format_name, digest = "unknown", ""
        try:
            data = item.load()
            digest = hashlib.sha256(data).hexdigest()
            format_name = sniff(item.name, data)
            reading = self._read(item.name, data, format_name)
            document = assemble(reading, item.name, format_name, self.lexicon, self._headers, trace)
        except InputError as error:
            status = Status.SKIPPED if error.skipped else Status.FAILED
            return Extracted(Input(number, item.name, _schema_name(format_name), status, str(error), digest))
        except Exception as error:
            reason = f"读取时程序出错（{type(error).__name__}: {error}），请把文件反馈给维护者"
            entry = Input(number, item.name, _schema_name(format_name), Status.FAILED, reason, digest)
            return Extracted(entry, crash=traceback.format_exc())
        return Extracted(_entry(number, document, reading, digest), document, trace=trace)

    def _read(self, name: str, data: bytes, format_name: str) -> Reading:
        reader = self._readers.get(format_name)
        if reader is None:
            raise InputError(_unreadable(format_name), skipped=True)
        return reader.read(Source(name, data, format_name, self.limits, self.encoding))

    def check(self, items: Sequence[Item], progress: Progress = lambda size: None) -> Report:
        """Read and check items, in order. ``progress`` is told the size of each when it is done."""
        runner = Runner(self.rules)
        inputs: list[Input] = []
        findings: list[Finding] = []
        crashes: list[str] = []
        kept: list[tuple[int, Document]] = []
        for number, item in enumerate(items):
            extracted = self._extract(number, item)
            inputs.append(extracted.entry)
            crashes += [extracted.crash] if extracted.crash else []
            if extracted.document is not None:
                outcome: Outcome = runner.run(extracted.document, number)
                findings.extend(outcome.findings)
                crashes.extend(outcome.crashes)
                kept += [(number, extracted.document)] if runner.compares else []
            progress(item.size)
        if len(kept) > 1:
            outcome = runner.run_all(kept)
            findings = sorted([*findings, *outcome.findings], key=sort_key)
            crashes.extend(outcome.crashes)
        return self._report(inputs, findings, crashes)

    def explain(self, item: Item, place: str) -> tuple[Extracted, Explanation | None]:
        """Why a place of a document was flagged, or was not; None where the document could not be read.

        Raises:
            UsageError: no cell stands at the place.
        """
        from lint.engine.explain import explain  # noqa: PLC0415 - `check` does without
        from lint.engine.spots import find  # noqa: PLC0415

        extracted = self._extract(0, item)
        document = extracted.document
        if document is None or not document.projects:
            return extracted, None
        outcome = Runner(self.rules).run(document, 0)
        known = list(self.registry.by_code.values())
        return extracted, explain(document, find(document, place), outcome.findings, self.rules, known)

    def _report(self, inputs: list[Input], findings: list[Finding], crashes: list[str]) -> Report:
        codes = {finding.code for finding in findings}
        return Report(
            inputs=tuple(inputs),
            findings=tuple(findings),
            rules=tuple(_info(rule) for rule in self.chosen if rule.meta.code in codes),
            rulesets=self.ruleset.seals + load_confidence().seals,
            dictionaries=self._lexicon[1],
            plugins=self.plugins.infos,
            profile=self.ruleset.name,
            fail_on=self._threshold(),
            crashes=tuple(crashes),
        )

    def _threshold(self) -> Severity | None:
        if not self.fail_on:
            return self.ruleset.fail_on
        return None if self.fail_on == "never" else Severity(self.fail_on)


def _entry(number: int, document: Document, reading: Reading, digest: str) -> Input:
    status, reason = Status.CHECKED, ""
    if document.notices:
        status, reason = Status.PARTIAL, _noticed(document)
    elif not document.projects and not document.duties:
        status, reason = Status.SKIPPED, "没有找到绩效目标表"
    return Input(
        id=number,
        path=document.path,
        format=document.format,
        status=status,
        reason=reason,
        sha256=digest,
        encoding=reading.encoding,
        tables=document.tables,
        other_tables=document.other_tables,
        projects=len(document.projects),
        indicators=sum(len(project.indicators) for project in document.projects),
    )


def _noticed(document: Document) -> str:
    """What was not understood, in one line: every message once, with its first place."""
    places: dict[str, list[Cell]] = {}
    for notice in document.notices:
        places.setdefault(notice.message, []).append(notice.cell)
    said = []
    for message, cells in places.items():
        more = f"（共 {len(cells)} 处）" if len(cells) > 1 else ""
        said.append(f"{document.locator.locate(*cells[0].stretch()).label}：{message}{more}")
    rest = sum(len(cells) for cells in list(places.values())[_MOST_MESSAGES:])
    return "；".join(said[:_MOST_MESSAGES]) + (f"；还有 {rest} 处" if rest else "")


def _schema_name(format_name: str) -> str:
    return format_name if format_name in FORMATS else "unknown"


def _unreadable(format_name: str) -> str:
    name, advice = UNREAD.get(format_name, (format_name, "没有能读它的插件"))
    return f"这是{' ' if name[0].isascii() else ''}{name}，{advice}"


def _info(rule: type[Rule]) -> RuleInfo:
    meta = rule.meta
    return RuleInfo(
        meta.code,
        meta.slug,
        meta.title,
        meta.group.value,
        "preview" if meta.preview else "stable",
        meta.fixability.value,
        meta.references,
    )


__all__ = ["Extracted", "Item", "Limits", "Linter", "Selection", "UsageError", "display_name", "file_item"]
