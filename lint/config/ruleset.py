"""Rulesets: which rules apply, how severe they are, with what options, and when a run fails."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """What a ruleset says of one rule."""

    severity: Severity | None = None
    options: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Ruleset:
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
    declared = [declared_rule(entry) for file in reversed(chain) for entry in file.data.get("declare", [])]
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
        for reference, entry in (data.get("rules") or {}).items():
            for rule in _resolve(registry, reference, file, ["rules", reference]):
                settings[rule.meta.code] = _overlay(settings.get(rule.meta.code), entry, rule, file, reference)
        for key in ("select", "ignore"):
            for position, reference in enumerate(data.get(key, [])):
                _resolve(registry, reference, file, [key, position])
    seals = tuple(Sealed(file.data["ruleset"], str(file.data["version"]), file.sha256) for file in chain)
    return Ruleset(chain[0].data["ruleset"], fail_on, select, tuple(ignore), settings, tuple(declared), seals)


def _chain(name: str, known: Mapping[str, Path]) -> list[DataFile]:
    """The file of a ruleset and those that it extends, nearest first."""
    chain: list[DataFile] = []
    reference, base = name, Path()
    while reference:
        path = _find(reference, known, base)
        if any(file.path == path for file in chain):
            raise UsageError(f"规则集 {path} 绕了一圈又继承自己，请检查 extends")
        file = read_yaml(path)
        if path.parent != shipped("rulesets"):
            validate(file, "ruleset-1")
        chain.append(file)
        reference, base = file.data.get("extends", ""), path.parent
    return chain


def _find(reference: str, known: Mapping[str, Path], base: Path) -> Path:
    if reference in known:
        return known[reference]
    path = base / reference
    if path.suffix in (".yaml", ".yml") or path.is_file():
        return path
    raise UsageError(f"没有规则集“{reference}”{did_you_mean(reference, known)}（自带的有：{'、'.join(known)}）")


def _resolve(registry: Registry, reference: str, file: DataFile, path: Sequence[Any]) -> tuple[type[Rule], ...]:
    try:
        return registry.resolve(reference)
    except UsageError as error:
        raise UsageError(f"{file.path}:{line_of(file, path)} {error}") from None


def _overlay(
    setting: RuleSetting | None, entry: Mapping[str, Any], rule: type[Rule], file: DataFile, reference: str
) -> RuleSetting:
    """What a file says of a rule, on top of what the rulesets below said."""
    options = {**((setting.options if setting else None) or {}), **entry.get("options", {})}
    try:
        make_options(rule, options)
    except UsageError as error:
        line = line_of(file, ["rules", reference, "options"])
        raise UsageError(f"{file.path}:{line} {error}") from None
    severity = Severity(entry["severity"]) if "severity" in entry else (setting.severity if setting else None)
    return RuleSetting(severity, options)
