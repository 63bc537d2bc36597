"""What applies to a draft, and where each setting comes from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lint.api.linter import Linter
from lint.api.linters import Linters
from lint.config.applied import Applied, AppliedRule, Setting
from lint.config.ruleset import Ruleset
from lint.rules.base import Rule

PLAIN = ("fail_on", "min_tables", "min_indicators", "suppressions", "max_suppressed")
"""Settings that are one value."""


def applied(linters: Linters, path: Path) -> Applied:
    """What applies to the draft at a path, which need not exist.

    Raises:
        UsageError: a configuration, ruleset or dictionary is wrong.
    """
    linter = linters.at(path)
    ruleset = linter.ruleset
    return Applied(
        path,
        ruleset,
        {key: Setting(_value(ruleset, key), ruleset.origins.get((key,))) for key in PLAIN},
        tuple(_rules(linter)),
        ruleset.overrides,
        tuple(override for override in linters.overrides(path) if not override.projects),
        linters.excluded(path),
    )


def _value(ruleset: Ruleset, key: str) -> Any:
    value = getattr(ruleset, key)
    return "never" if key == "fail_on" and value is None else value


def _rules(linter: Linter) -> Iterator[AppliedRule]:
    ruleset, on = linter.ruleset, {active.rule.meta.code for active in linter.rules}
    for code, rule in sorted(linter.registry.by_code.items()):
        options = vars(linter.options_of(rule))
        yield AppliedRule(
            rule,
            Setting(ruleset.severity(rule), ruleset.origins.get(("severity", code))),
            {name: Setting(value, ruleset.origins.get(("options", code, name))) for name, value in options.items()},
            None if code in on else _why_off(ruleset, code, rule),
            ruleset.mandatory.get(code),
        )


def _why_off(ruleset: Ruleset, code: str, rule: type[Rule]) -> Setting:
    if origin := ruleset.origins.get(("ignore", code)):
        return Setting("ignore", origin)
    if rule.meta.preview:
        return Setting("preview")
    return Setting("select", ruleset.origins.get(("select",)))
