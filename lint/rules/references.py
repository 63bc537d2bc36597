"""Finding rules by what people call them: code, prefix of codes, slug or Chinese title."""

from __future__ import annotations

from collections.abc import Iterable

from lint.errors import UsageError
from lint.resources.validate import did_you_mean
from lint.rules.base import Rule

ALL = "ALL"


class Registry:
    """The rules of a run, by code.

    Raises:
        UsageError: two rules have the same code or slug.
    """

    def __init__(self, rules: Iterable[type[Rule]]) -> None:
        self.by_code: dict[str, type[Rule]] = {}
        self._by_name: dict[str, type[Rule]] = {}
        for rule in rules:
            meta = rule.meta
            for name in (meta.code, meta.slug, meta.title, *meta.aliases):
                if (other := self._by_name.get(name)) is not None:
                    raise UsageError(
                        f"规则 {meta.code}（{rule.__module__}）和 {other.meta.code}（{other.__module__}）重名：{name}"
                    )
                self._by_name[name] = rule
            self.by_code[meta.code] = rule

    def resolve(self, reference: str) -> tuple[type[Rule], ...]:
        """The rules that a reference means.

        Raises:
            UsageError: it means none.
        """
        if reference == ALL:
            return tuple(self.by_code.values())
        if (rule := self._by_name.get(reference) or self._by_name.get(reference.upper())) is not None:
            return (rule,)
        prefix = reference.upper()
        found = tuple(rule for code, rule in self.by_code.items() if prefix.isascii() and code.startswith(prefix))
        if not found or not reference:
            raise UsageError(f"没有规则“{reference}”{did_you_mean(reference, self._by_name)}")
        return found

    def codes(self, references: Iterable[str]) -> set[str]:
        """The codes that references mean; a preview rule only where it is named by itself.

        Raises:
            UsageError: one means no rule.
        """
        codes: set[str] = set()
        for reference in references:
            found = self.resolve(reference)
            codes |= {rule.meta.code for rule in found if len(found) == 1 or not rule.meta.preview}
        return codes
