"""The rules: one a file, in a folder for each dimension of the official review form.

Adding a rule is adding a file: `builtin_rules` collects every rule class of these folders.
"""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

from lint.rules.base import Rule

GROUPS = ("completeness", "relevance", "appropriateness", "feasibility", "copied", "wording")


def builtin_rules() -> list[type[Rule]]:
    """The rule classes that ship, by code."""
    found: list[type[Rule]] = []
    for group in GROUPS:
        for entry in pkgutil.iter_modules([str(Path(__file__).parent / group)]):
            module = importlib.import_module(f"{__name__}.{group}.{entry.name}")
            found += [
                thing
                for thing in vars(module).values()
                if isinstance(thing, type) and issubclass(thing, Rule) and thing.__module__ == module.__name__
            ]
    return sorted(found, key=lambda rule: rule.meta.code)
