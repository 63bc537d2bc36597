"""What applies to a draft, as values: each setting with the place that it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from lint.config.ruleset import Demand, FileGlob, Origin, Override, Ruleset
from lint.rules.base import Rule


class Setting(Struct, frozen=True):
    """A value, and where it stands; None where it has its default."""

    value: Any
    origin: Origin | None = None


class AppliedRule(Struct, frozen=True):
    """A rule with its state: ``off`` says why it is not on."""

    rule: type[Rule]
    severity: Setting
    options: Mapping[str, Setting]
    off: Setting | None = None
    mandatory: Demand | None = None


class Applied(Struct, frozen=True):
    """All settings for a draft. ``projects`` are the overrides for some of its projects."""

    path: Path
    ruleset: Ruleset
    settings: Mapping[str, Setting]
    rules: tuple[AppliedRule, ...]
    projects: tuple[Override, ...]
    files: tuple[Override, ...]
    excluded: FileGlob | None = None
