"""Reading and checking single inputs by one ruleset."""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from lint.api.entries import at_least, entry_of, schema_name, unreadable
from lint.api.examined import Examined, Extracted
from lint.api.items import Item, Progress, ignore_progress
from lint.api.kit import Kit, Words
from lint.config.confidence import load_confidence
from lint.config.ruleset import DEFAULT, Override, Ruleset
from lint.engine.noted import noted
from lint.engine.recall import Recall
from lint.engine.run import Runner
from lint.engine.select import ActiveRule, Selection, activate, choose, standing
from lint.errors import InputError, UsageError
from lint.extract.document import assemble
from lint.extract.sniff import sniff
from lint.extract.source import Limits, Reading, Source
from lint.extract.trace import Trace
from lint.model.document import Document, Project
from lint.model.finding import Severity
from lint.model.report import Input, PluginInfo, Report, RuleInfo, Sealed, Status
from lint.model.view import View
from lint.plugins.manager import Plugins
from lint.report.base import Reporter
from lint.rules.base import Rule, RuleOptions, make_options
from lint.rules.references import Registry
from lint.text.lexicon import Lexicon

if TYPE_CHECKING:
    from lint.engine.explain import Explanation


class Linter(Struct, dict=True):
    """Reads and checks by one ruleset; everything is loaded on first use, once.

    The ruleset is ``given``, or the one called ``ruleset_name``; settings that it makes for some files are in ``given``
    already (`Linters` does that).

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
    given: Ruleset | None = None
    kit: Kit = field(default_factory=Kit)
    recalls: bool = False
    """For a server: projects that have not changed since their document was last checked are not checked again."""
    _variants: dict[tuple[int, ...], dict[str, ActiveRule]] = field(default_factory=dict)

    @property
    def plugins(self) -> Plugins:
        """Installed plugins and the built-in one."""
        return self.kit.plugins

    @property
    def lexicon(self) -> Lexicon:
        """The merged dictionaries."""
        return self._words.lexicon

    @property
    def loaded_plugins(self) -> tuple[PluginInfo, ...]:
        """The installed plugins, after their rules were asked for."""
        return self.kit.infos()

    @cached_property
    def ruleset(self) -> Ruleset:
        """The ruleset in force."""
        return self.given or self.kit.ruleset([self.ruleset_name])

    @cached_property
    def _words(self) -> Words:
        words, plugins = self.kit.words(self.ruleset.dictionaries), self.ruleset.plugins
        if plugins:
            _ = words.readers  # a hook that fails is known when it was called
        for name, origin in plugins.items():
            if reason := self.kit.missing(name):
                raise UsageError(f"{origin} {reason}")
        return words

    @cached_property
    def registry(self) -> Registry:
        """All rules by name: those of plugins and those that the ruleset declares."""
        return Registry([*self.kit.plugin_rules, *self.ruleset.declared])

    @cached_property
    def chosen(self) -> list[type[Rule]]:
        """The rules that are on."""
        return choose(self.registry, self.ruleset, self.selection)

    @cached_property
    def standing(self) -> list[ActiveRule]:
        """The rules on suppressions."""
        rules = standing(self.registry, self.ruleset, self.selection)
        return activate(rules, self.ruleset, self.lexicon, load_confidence())

    @cached_property
    def rules(self) -> list[ActiveRule]:
        """The rules that are on, ready to run."""
        return activate(self.chosen, self.ruleset, self.lexicon, load_confidence())

    @property
    def reporters(self) -> dict[str, Reporter]:
        """Output formats by name."""
        return self.kit.reporters

    def extract(self, items: Iterable[Item], first: int = 0, *, explain: bool = False) -> list[Extracted]:
        """Read items into documents, numbered from ``first``; what cannot be read says why in its entry.

        ``explain`` also keeps what was decided about their tables.
        """
        return [self._extract(number, item, Trace() if explain else None) for number, item in enumerate(items, first)]

    def _extract(self, number: int, item: Item, trace: Trace | None = None) -> Extracted:
        format_name, digest = "unknown", ""
        try:
            data = item.load()
            digest = hashlib.sha256(data).hexdigest()
            format_name = sniff(item.name, data)
            reading = self._read(item.name, data, format_name)
            document = assemble(reading, item.name, format_name, self.lexicon, self._words.headers, trace)
        except InputError as error:
            status = Status.SKIPPED if error.skipped else Status.FAILED
            return Extracted(Input(number, item.name, schema_name(format_name), status, str(error), digest))
        except Exception as error:
            reason = f"读取时程序出错（{type(error).__name__}: {error}），请把文件反馈给维护者"
            entry = Input(number, item.name, schema_name(format_name), Status.FAILED, reason, digest)
            return Extracted(entry, crash=traceback.format_exc())
        return Extracted(entry_of(number, document, reading, digest), document, trace=trace)

    def _read(self, name: str, data: bytes, format_name: str) -> Reading:
        reader = self._words.readers.get(format_name)
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
        if not self.rules:
            why = "设置里的 overrides 把规则都关了，没有检查；不要检查的文件请写进 exclude"
            return Examined(replace(entry, status=Status.SKIPPED, reason=why)), None
        entry = at_least(entry, self.ruleset)
        outcome = self.runner.run(document, number)
        return Examined(entry, outcome.findings, outcome.crashes, self._view(document), noted(document)), document

    def _view(self, document: Document) -> View | None:
        if not self.draws:
            return None
        from lint.engine.view import view  # noqa: PLC0415 - only some reporters draw

        return view(document)

    def prepare(self) -> None:
        """Load now what would be loaded on first use."""
        _ = self.runner, self._words.readers, self._words.headers

    @cached_property
    def runner(self) -> Runner:
        """Runs the rules that are on."""
        return Runner(self.rules, self.rules_of if self._of_projects else None, Recall() if self.recalls else None)

    def options_of(self, rule: type[Rule]) -> RuleOptions:
        """The options of a rule, whether it is on or not."""
        made: RuleOptions = make_options(rule, self.ruleset.options(rule.meta.code))
        return made

    @property
    def _of_projects(self) -> list[Override]:
        """The overrides for some projects; what is for some files only, `Linters` has sorted out."""
        return [one for one in self.ruleset.overrides if one.projects and (self.given or not one.files)]

    def rules_of(self, project: Project) -> Mapping[str, ActiveRule]:
        """The rules of one project by code."""
        called = (project.label, project.name.text if project.name else "", project.code.text if project.code else "")
        overrides = self._of_projects
        numbers = tuple(n for n, override in enumerate(overrides) if override.is_for_project(*called))
        if numbers not in self._variants:
            self._variants[numbers] = self._variant([overrides[number] for number in numbers])
        return self._variants[numbers]

    def _variant(self, overrides: Sequence[Override]) -> dict[str, ActiveRule]:
        """The rules as overrides change them; those with the same options are not made again."""
        ruleset, base = self.ruleset, {active.rule.meta.code: active for active in self.rules}
        for override in overrides:
            ruleset = ruleset.with_override(override)
        made: dict[str, ActiveRule] = {}
        for rule in choose(self.registry, ruleset, self.selection):
            code = rule.meta.code
            if code in base and ruleset.options(code) == self.ruleset.options(code):
                made[code] = replace(base[code], severity=ruleset.severity(rule))
            else:
                (made[code],) = activate([rule], ruleset, self.lexicon, load_confidence())
        return made

    @property
    def compares(self) -> bool:
        """Whether a rule wants to see all documents of the run together."""
        return bool(self.runner.between)

    def check(self, items: Sequence[Item], progress: Progress = ignore_progress) -> Report:
        """Read and check items, in order, all by this linter's ruleset."""
        from lint.api.session import Always, Session  # noqa: PLC0415 - a session is made of linters

        return Session(Always(self)).check(items, progress)

    def explain(self, item: Item, place: str) -> tuple[Extracted, Explanation | None]:
        """Why a place of a document was flagged, or was not; None where the document could not be read.

        Raises:
            UsageError: no cell stands at the place.
        """
        from lint.api.suppressing import Suppressing, one_draft  # noqa: PLC0415 - they are applied to what linters make
        from lint.engine.explain import explain  # noqa: PLC0415 - `check` does without
        from lint.engine.spots import find  # noqa: PLC0415

        extracted = self._extract(0, item)
        document = extracted.document
        if document is None or not document.projects:
            return extracted, None
        spot, outcome = find(document, place), self.runner.run(document, 0)
        made = Examined(extracted.entry, outcome.findings, outcome.crashes, None, noted(document))
        findings = one_draft(item, self, made, Suppressing())
        known = [rule for rule in self.registry.by_code.values() if not rule.always]
        rules = list(self.rules_of(spot.project).values())
        return extracted, explain(document, spot, findings, rules, known)

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
        return self._words.seals

    def infos(self, codes: Set[str]) -> tuple[RuleInfo, ...]:
        """What a report says of the rules with these codes."""
        rules = [*self.chosen, *(type(active.rule) for active in self.standing)] if codes else []
        return tuple(_info(rule) for rule in rules if rule.meta.code in codes)


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
