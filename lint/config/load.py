"""Folding the files of a ruleset into one: what stands later outweighs, but for mandatory rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from lint.config.ruleset import (
    NEVER,
    Demand,
    FileGlob,
    Origin,
    Override,
    Ruleset,
    RuleSetting,
    SuppressEntry,
    name_of,
    overlaid,
    seal_of,
    strings,
)
from lint.config.sources import PluginCheck, sources
from lint.errors import UsageError
from lint.model.finding import Severity
from lint.resources.files import DataFile
from lint.rules.base import Rule, make_options
from lint.rules.declared import declared_rule
from lint.rules.references import Registry

_STRICT = (Severity.INFO, Severity.WARNING, Severity.ERROR, NEVER)
"""Thresholds, the strictest first."""
_PLAIN = ("fail_on", "min_tables", "min_indicators", "suppressions", "max_suppressed")
"""Settings of which the last one counts."""
_WHOLE = ("check_document", "check_overall", "check_duties", "check_run")
"""Checks that see more than one project."""


def load_ruleset(
    references: Sequence[str],
    known: Mapping[str, Path],
    rules: Iterable[type[Rule]],
    missing: PluginCheck = lambda name: "",
) -> Ruleset:
    """Rulesets by name, title or path, with what they extend, as one; what is named later outweighs.

    Raises:
        UsageError: one is missing, invalid, extends itself, names a rule or option that does not exist, or weakens
            what another one makes mandatory.
    """
    files, named = sources(references, known, missing)
    declared = _declared(files, list(rules))
    fold = _Fold(Registry([*rules, *declared]))
    for file in files:
        fold.add(file)
    fold.check_overrides()
    return fold.made("+".join(map(name_of, named)), tuple(declared), files)


def _declared(files: Sequence[DataFile], rules: list[type[Rule]]) -> list[type[Rule]]:
    """The rules that the files declare, those of the base first."""
    declared: list[type[Rule]] = []
    for file in files:
        for number, entry in enumerate(file.data.get("declare", [])):
            here = partial(_place, Origin(file, ("declare", number)))
            made = declared_rule(entry, here)
            try:
                Registry([*rules, *declared, made])
            except UsageError as error:
                raise UsageError(f"{here(('code',))} {error}") from None
            declared.append(made)
    return declared


def _place(origin: Origin, more: Sequence[str | int]) -> str:
    return str(origin.at(*more))


_Key = tuple[str, ...]


class _Fold:
    """What the files say so far."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.settings: dict[str, RuleSetting] = {}
        self.mandatory: dict[str, Demand] = {}
        self.select: tuple[str, ...] = ()
        self.extend_select: list[str] = []
        self.ignore: list[str] = []
        self.plain: dict[str, Any] = {}
        self.plugins: dict[str, Origin] = {}
        self.dictionaries: dict[Path, Path] = {}
        self.grading: Path | None = None
        self.exclude: list[FileGlob] = []
        self.suppress: list[SuppressEntry] = []
        self.overrides: list[Override] = []
        self.origins: dict[tuple[str, ...], Origin] = {}

    def add(self, file: DataFile) -> None:
        """Put a file on top."""
        data, top = file.data, Origin(file)
        if "fail_on" in data:
            self._check_threshold(data["fail_on"], top.at("fail_on"))
        for key in _PLAIN:
            if key in data:
                self.plain[key] = data[key]
                self.origins[(key,)] = top.at(key)
        ignored = self._codes(data, "ignore", top)
        if data.get("select"):
            self._selected(self._codes(data, "select", top), top.at("select"))
            self.select = tuple(data["select"])
            self.origins["select",] = top.at("select")
        self.origins |= {("extend_select", code): at for code, at in self._codes(data, "extend_select", top).items()}
        self.extend_select += data.get("extend_select", [])
        for code, origin in ignored.items():
            self._refuse(code, origin, "不能跳过")
            self.origins["ignore", code] = origin
        self.ignore += data.get("ignore", [])
        settings, origins = self._said(data.get("rules", {}), top.at("rules"))
        self._check_settings(settings, origins)
        self.settings = overlaid(self.settings, settings)
        self.origins |= origins
        for code, origin in self._codes(data, "mandatory", top).items():
            if code in ignored:
                raise UsageError(f"{ignored[code]} {code} 在同一个文件里又写在 mandatory 里，不能跳过")
            self.mandatory.setdefault(code, Demand(name_of(file), origin))
        self._add_lists(file, top)

    def _add_lists(self, file: DataFile, top: Origin) -> None:
        data, base = file.data, file.path.absolute().parent
        for position, name in enumerate(data.get("plugins", [])):
            self.plugins.setdefault(name, top.at("plugins", position))
        for position, name in enumerate(data.get("dictionaries", [])):
            path = file.path.parent / name
            if not path.is_file():
                raise UsageError(f"{top.at('dictionaries', position)} 找不到词典文件 {path}")
            self.dictionaries.setdefault(path.resolve(), path)
        if "grading" in data:
            self.grading = file.path.parent / data["grading"]
            self.origins["grading",] = top.at("grading")
            if not self.grading.is_file():
                raise UsageError(f"{top.at('grading')} 找不到评级办法的文件 {self.grading}")
        self.exclude += _globs(data, base, top, "exclude")
        for number, entry in enumerate(data.get("suppress", [])):
            self.suppress.append(self._suppress(entry, base, top.at("suppress", number)))
        for number, entry in enumerate(data.get("overrides", [])):
            self.overrides.append(self._override(entry, base, top.at("overrides", number)))

    def _codes(self, data: Mapping[str, Any], key: str, top: Origin) -> dict[str, Origin]:
        """The codes that a list of references means, each with its place."""
        codes: dict[str, Origin] = {}
        for position, reference in enumerate(data.get(key, [])):
            origin = top.at(key, position)
            with _placed(origin):
                codes |= dict.fromkeys(self.registry.codes([reference]), origin)
        return codes

    def _said(self, rules: Mapping[str, Any], top: Origin) -> tuple[dict[str, RuleSetting], dict[_Key, Origin]]:
        """What a file says of rules, by code, and where each of it stands; what is said of WZ001 outweighs WZ."""
        named = {}
        for reference in rules:
            with _placed(top.at(reference)):
                named[reference] = self.registry.resolve(reference)
        settings: dict[str, RuleSetting] = {}
        origins: dict[_Key, Origin] = {}
        for reference in sorted(named, key=lambda name: -len(named[name])):
            origin = top.at(reference)
            for rule in named[reference]:
                code = rule.meta.code
                setting = _setting(rules[reference], rule, origin)
                settings = overlaid(settings, {code: setting})
                if setting.severity:
                    origins["severity", code] = origin.at("severity")
                for name in setting.options or {}:
                    origins["options", code, name] = origin.at("options", name)
        return settings, origins

    # --- mandatory rules

    def _selected(self, codes: Iterable[str], origin: Origin) -> None:
        for code in sorted(set(self.mandatory) - set(codes)):
            self._refuse(code, origin, "select 里不能没有它")

    def _refuse(self, code: str, origin: Origin, what: str) -> None:
        if (demand := self.mandatory.get(code)) is not None:
            raise UsageError(f"{origin} {code} {what}：{demand.by}（{demand.origin}）规定必须检查")

    def _check_threshold(self, fail_on: str, origin: Origin) -> None:
        """Refuse to let findings of mandatory rules decide no longer."""
        before = self.plain.get("fail_on", Severity.ERROR)
        if self.mandatory and _STRICT.index(fail_on) > _STRICT.index(before):
            demand = next(iter(self.mandatory.values()))
            raise UsageError(
                f"{origin} fail_on 不能从 {before} 放宽为 {fail_on}：{demand.by}（{demand.origin}）有必须检查的规则"
            )

    def _check_settings(self, settings: Mapping[str, RuleSetting], origins: Mapping[_Key, Origin]) -> None:
        """Refuse to lower the severity of a mandatory rule, or to change its options."""
        for code in sorted(set(settings) & set(self.mandatory)):
            setting, before = settings[code], self.settings.get(code, RuleSetting())
            rule = self.registry.by_code[code]
            if setting.severity and setting.severity.rank < (before.severity or rule.meta.severity).rank:
                self._refuse(code, origins["severity", code], "不能降低级别")
            now = vars(make_options(rule, before.options or {}))
            then = vars(make_options(rule, {**(before.options or {}), **(setting.options or {})}))
            for name in setting.options or {}:
                if now[name] != then[name]:
                    self._refuse(code, origins["options", code, name], f"不能改选项“{name}”")

    # --- entries of lists

    def _suppress(self, entry: Mapping[str, Any], base: Path, origin: Origin) -> SuppressEntry:
        references = strings(entry["rule"])
        for reference in references:
            with _placed(origin.at("rule")):
                self.registry.resolve(reference)
        return SuppressEntry(
            origin,
            references,
            entry["reason"],
            _globs(entry, base, origin, "files"),
            entry.get("project", ""),
            entry.get("indicator", ""),
            entry.get("owner", ""),
            entry.get("until", ""),
        )

    def _override(self, entry: Mapping[str, Any], base: Path, origin: Origin) -> Override:
        self._codes(entry, "select", origin)
        settings, places = self._said(entry.get("rules", {}), origin.at("rules"))
        ignored = {("ignore", code): place for code, place in self._codes(entry, "ignore", origin).items()}
        override = Override(
            origin,
            _globs(entry, base, origin, "files"),
            tuple(entry.get("projects", ())),
            tuple(entry.get("select", ())),
            tuple(entry.get("ignore", ())),
            settings,
            places | ignored,
            entry.get("reason", ""),
        )
        if not override.files and not override.projects:
            raise UsageError(f"{origin} 要写 files 或 projects，说明用在哪些文件或项目")
        if override.projects:
            self._check_projects(override)
        return override

    def _check_projects(self, override: Override) -> None:
        """Refuse what cannot differ from project to project."""
        if override.select:
            raise UsageError(f"{override.origin.at('select')} 按项目改的，不能写 select，请写 ignore")
        for code, setting in override.settings.items():
            if setting.options and any(map(self.registry.by_code[code].implements, _WHOLE)):
                place = override.origins["options", code, next(iter(setting.options))]
                raise UsageError(f"{place} {code} 把几个项目放在一起比，选项不能按项目改；级别可以改，也可以 ignore")

    def check_overrides(self) -> None:
        """Refuse overrides that weaken a mandatory rule, wherever it is demanded."""
        for override in self.overrides:
            for key, origin in override.origins.items():
                if key[0] == "ignore":
                    self._refuse(key[1], origin, "不能跳过")
            if override.select:
                self._selected(self.registry.codes(override.select), override.origin.at("select"))
            self._check_settings(override.settings, override.origins)

    def made(self, name: str, declared: tuple[type[Rule], ...], files: Sequence[DataFile]) -> Ruleset:
        """All of it as a ruleset."""
        fail_on = self.plain.pop("fail_on", Severity.ERROR)
        return Ruleset(
            name,
            None if fail_on == NEVER else Severity(fail_on),
            self.select,
            tuple(self.ignore),
            self.settings,
            declared,
            tuple(seal_of(file) for file in reversed(files)),
            files=tuple(file.path for file in reversed(files)),
            extend_select=tuple(self.extend_select),
            mandatory=self.mandatory,
            plugins=self.plugins,
            dictionaries=tuple(self.dictionaries.values()),
            grading=self.grading,
            exclude=tuple(self.exclude),
            suppress=tuple(self.suppress),
            overrides=tuple(self.overrides),
            origins=self.origins,
            **self.plain,
        )


def _globs(entry: Mapping[str, Any], base: Path, origin: Origin, key: str) -> tuple[FileGlob, ...]:
    return tuple(FileGlob(text, base, origin.at(key, number)) for number, text in enumerate(entry.get(key, ())))


def _setting(entry: Mapping[str, Any], rule: type[Rule], origin: Origin) -> RuleSetting:
    """What an entry says of a rule, its options checked."""
    given = entry.get("options", {})
    for name, value in given.items():
        with _placed(origin.at("options", name)):
            make_options(rule, {name: value})
    return RuleSetting(Severity(entry["severity"]) if "severity" in entry else None, given)


@contextmanager
def _placed(origin: Origin) -> Iterator[None]:
    """Say where, in front of what is wrong."""
    try:
        yield
    except UsageError as error:
        raise UsageError(f"{origin} {error}") from None
