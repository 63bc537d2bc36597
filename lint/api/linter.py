"""Reading and checking single inputs by one ruleset."""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Iterable, Sequence, Set
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from lint.api.entries import entry_of, schema_name, unreadable
from lint.api.examined import Examined, Extracted
from lint.api.items import Item, Progress, ignore_progress
from lint.config.confidence import load_confidence
from lint.config.dictionaries import load_lexicon
from lint.config.ruleset import DEFAULT, Ruleset, load_ruleset
from lint.engine.run import Outcome, Runner
from lint.engine.select import ActiveRule, Selection, activate, choose
from lint.errors import InputError, UsageError
from lint.extract.document import assemble
from lint.extract.headers import Headers
from lint.extract.sniff import sniff
from lint.extract.source import Limits, Reader, Reading, Source
from lint.extract.trace import Trace
from lint.model.document import Document
from lint.model.finding import Severity
from lint.model.report import Input, PluginInfo, Report, RuleInfo, Sealed, Status
from lint.model.view import View
from lint.plugins.manager import Plugins
from lint.report.base import Reporter
from lint.rules.base import Rule
from lint.rules.references import Registry
from lint.text.lexicon import Lexicon

if TYPE_CHECKING:
    from lint.engine.explain import Explanation


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
    draws: bool = False
    """A reporter of the run draws the tables: what is examined has its `View`."""

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
            return Extracted(Input(number, item.name, schema_name(format_name), status, str(error), digest))
        except Exception as error:
            reason = f"读取时程序出错（{type(error).__name__}: {error}），请把文件反馈给维护者"
            entry = Input(number, item.name, schema_name(format_name), Status.FAILED, reason, digest)
            return Extracted(entry, crash=traceback.format_exc())
        return Extracted(entry_of(number, document, reading, digest), document, trace=trace)

    def _read(self, name: str, data: bytes, format_name: str) -> Reading:
        reader = self._readers.get(format_name)
        if reader is None:
            raise InputError(unreadable(format_name), skipped=True)
        return reader.read(Source(name, data, format_name, self.limits, self.encoding))

    def examine(self, number: int, item: Item) -> tuple[Examined, Document | None]:
        """Read and check an input by itself, as input ``number`` of the run; its document, where there is one."""
        extracted = self._extract(number, item)
        entry = replace(extracted.entry, profile=self.ruleset.name, fail_on=self.threshold)
        document = extracted.document
        if document is None:
            return Examined(entry, crashes=(extracted.crash,) if extracted.crash else ()), None
        outcome = self._runner.run(document, number)
        return Examined(entry, outcome.findings, outcome.crashes, self._view(document)), document

    def _view(self, document: Document) -> View | None:
        if not self.draws:
            return None
        from lint.engine.view import view  # noqa: PLC0415 - only some reporters draw

        return view(document)

    def prepare(self) -> None:
        """Load now what would be loaded on first use."""
        _ = self._runner, self._readers, self._headers

    @cached_property
    def _runner(self) -> Runner:
        return Runner(self.rules)

    @property
    def compares(self) -> bool:
        """Whether a rule wants to see all documents of the run together."""
        return self._runner.compares

    def compare(self, documents: Sequence[tuple[int, Document]]) -> Outcome:
        """Check documents against each other; each comes with the number of its input."""
        return self._runner.run_all(documents)

    def check(self, items: Sequence[Item], progress: Progress = ignore_progress) -> Report:
        """Read and check items, in order, all by this linter's ruleset."""
        from lint.api.session import Always, Session  # noqa: PLC0415 - a session is made of linters

        return Session(Always(self)).check(items, progress)

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

    @cached_property
    def threshold(self) -> Severity | None:
        """The severity from which a finding decides; None for never."""
        if not self.fail_on:
            return self.ruleset.fail_on
        return None if self.fail_on == "never" else Severity(self.fail_on)

    @property
    def seals(self) -> tuple[Sealed, ...]:
        """The rulesets that judge, sealed."""
        return self.ruleset.seals + load_confidence().seals

    @property
    def dictionaries(self) -> tuple[Sealed, ...]:
        """The dictionaries that take part, sealed."""
        return self._lexicon[1]

    def infos(self, codes: Set[str]) -> tuple[RuleInfo, ...]:
        """What a report says of the rules with these codes."""
        return tuple(_info(rule) for rule in self.chosen if rule.meta.code in codes)


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
        rule.__doc__ or "",
    )
