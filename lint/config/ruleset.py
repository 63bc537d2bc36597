"""Rulesets: which rules apply, how severe they are, with what options, and when a run fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct

from lint.errors import UsageError
from lint.model.finding import Severity
from lint.model.report import Sealed
from lint.resources.files import DataFile, read_yaml, shipped
from lint.resources.validate import did_you_mean, line_of, validate
from lint.rules.base import Rule, make_options
from lint.rules.declared import declared_rule
from lint.rules.references import Registry

DEFAULT = "submit"
NEVER = "never"


class RuleSetting(Struct, frozen=True):
    """What a ruleset says of one rule."""

    severity: Severity | None = None
    options: Mapping[str, Any] | None = None


class Ruleset(Struct, frozen=True):
    """A ruleset with all that it extends folded in. ``select`` empty means every stable rule."""

    name: str
    fail_on: Severity | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    settings: Mapping[str, RuleSetting]
    declared: tuple[type[Rule], ...]
    seals: tuple[Sealed, ...]


def shipped_rulesets() -> dict[str, Path]:
    """The rulesets that ship, by name."""
    return {path.stem: path for path in sorted(shipped("rulesets").glob("*.yaml"))}


def load_ruleset(name: str, known: Mapping[str, Path], rules: Iterable[type[Rule]]) -> Ruleset:
    """A ruleset by name or by path, with what it extends.

    Raises:
        UsageError: it is missing, invalid, extends itself, or names a rule or option that does not exist.
    """
    chain = _chain(name, known)
    declared = _declared(chain, list(rules))
    registry = Registry([*rules, *declared])
    select: tuple[str, ...] = ()
    ignore: list[str] = []
    settings: dict[str, RuleSetting] = {}
    fail_on: Severity | None = Severity.ERROR
    for file in reversed(chain):
        data = file.data
        if "fail_on" in data:
            fail_on = None if data["fail_on"] == NEVER else Severity(data["fail_on"])
        if data.get("select"):
            select = tuple(data["select"])
        ignore += data.get("ignore", [])
        named = {name: _resolve(registry, name, file, ["rules", name]) for name in data.get("rules", {})}
        for reference in sorted(named, key=lambda name: -len(named[name])):  # what is said of WZ001 outweighs WZ
            for rule in named[reference]:
                before = settings.get(rule.meta.code, RuleSetting())
                settings[rule.meta.code] = _overlay(before, data["rules"][reference], rule, file, reference)
        for key in ("select", "ignore"):
            for position, reference in enumerate(data.get(key, [])):
                _resolve(registry, reference, file, [key, position])
    seals = tuple(Sealed(file.data["ruleset"], str(file.data["version"]), file.sha256) for file in chain)
    return Ruleset(chain[0].data["ruleset"], fail_on, select, tuple(ignore), settings, tuple(declared), seals)


def _declared(chain: Sequence[DataFile], rules: list[type[Rule]]) -> list[type[Rule]]:
    """The rules that the files of a chain declare, those of the base first."""
    declared: list[type[Rule]] = []
    for file in reversed(chain):
        for number, entry in enumerate(file.data.get("declare", [])):
            here = partial(_place, file, ["declare", number])
            made = declared_rule(entry, here)
            try:
                Registry([*rules, *declared, made])
            except UsageError as error:
                raise UsageError(f"{here(('code',))} {error}") from None
            declared.append(made)
    return declared


def _place(file: DataFile, path: Sequence[Any], more: Sequence[Any] = ()) -> str:
    """``file:line`` of an entry."""
    return f"{file.path}:{line_of(file, [*path, *more])}"


def _before(file: DataFile) -> str:
    """What begins a message on the ruleset that a file extends."""
    return f"{_place(file, ['extends'])} "


def _chain(name: str, known: Mapping[str, Path]) -> list[DataFile]:
    """The file of a ruleset and those that it extends, nearest first."""
    chain = [_read(_find(name, known, Path(), lambda: ""))]
    while reference := chain[-1].data.get("extends"):
        where = partial(_before, chain[-1])
        path = _find(reference, known, chain[-1].path.parent, where)
        if any(path.resolve() == other.path.resolve() for other in chain):
            raise UsageError(
                f"{where()}规则集绕了一圈又继承自己：{' → '.join(str(f.path) for f in [*chain, chain[0]])}"
            )
        chain.append(_read(path))
    return chain


def _read(path: Path) -> DataFile:
    file = read_yaml(path)
    if path.parent != shipped("rulesets"):
        validate(file, "ruleset-1")
    return file


def _find(reference: str, known: Mapping[str, Path], base: Path, where: Callable[[], str]) -> Path:
    """The file of a ruleset by its name, or by its path as seen from ``base``."""
    if reference in known:
        return known[reference]
    path = base / reference
    if path.is_file():
        return path
    if path.suffix in (".yaml", ".yml"):
        raise UsageError(f"{where()}找不到规则集文件 {path}")
    hint = did_you_mean(reference, known) or f"，可用的有：{'、'.join(known)}"
    raise UsageError(f"{where()}没有规则集“{reference}”{hint}")


def _resolve(registry: Registry, reference: str, file: DataFile, path: Sequence[Any]) -> tuple[type[Rule], ...]:
    try:
        return registry.resolve(reference)
    except UsageError as error:
        raise UsageError(f"{_place(file, path)} {error}") from None


def _overlay(
    before: RuleSetting, entry: Mapping[str, Any], rule: type[Rule], file: DataFile, reference: str
) -> RuleSetting:
    """What a file says of a rule, on top of what was said before."""
    given = entry.get("options", {})
    for name, value in given.items():
        try:
            make_options(rule, {name: value})
        except UsageError as error:
            raise UsageError(f"{_place(file, ['rules', reference, 'options', name])} {error}") from None
    severity = Severity(entry["severity"]) if "severity" in entry else before.severity
    return RuleSetting(severity, {**(before.options or {}), **given})
