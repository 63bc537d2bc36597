"""Rules declared in YAML, for people who do not program: a condition on fields, a message, a suggestion.

A condition names a field of the indicator row and one test: ``contains`` or ``equals`` (words), ``matches`` (a regular
expression without look-around), ``below`` or ``above`` (the target's number), ``blank`` (true or false), ``lookup``
(words of a dictionary, as dictionary.key). All conditions of a rule have to hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from lint.errors import UsageError
from lint.model.document import ROW_FIELDS, Indicator, Project
from lint.model.finding import Severity
from lint.rules.base import Flag, Group, Rule, RuleMeta
from lint.text.fold import fold
from lint.text.lexicon import Lexicon
from lint.text.words import words

_Test = Callable[[Indicator, Lexicon], bool]
_MAX_TEXT = 2000


class DeclaredRule(Rule):
    """A rule made from a ruleset's ``declare`` entry."""

    tests: tuple[_Test, ...] = ()
    field = "value"
    message = ""
    suggestion = ""

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a row for which every condition holds."""
        cell = indicator.cell(self.field)
        if cell is not None and all(test(indicator, self.lexicon) for test in self.tests):
            texts = {name: indicator.text(name) for name in ROW_FIELDS}
            message, advice = _filled(self.message, texts), _filled(self.suggestion, texts)
            yield Flag(self.field, cell, message, advice, "declared")


def declared_rule(entry: Mapping[str, Any]) -> type[Rule]:
    """The rule class of one ``declare`` entry (validated against the ruleset schema before).

    Raises:
        UsageError: a pattern is not a regular expression.
    """
    meta = RuleMeta(
        code=entry["code"],
        slug=entry["slug"],
        title=entry["title"],
        severity=Severity(entry.get("severity", "warning")),
        group=Group(entry.get("group", "表述")),
        references=tuple(entry.get("references", ())),
    )
    conditions = entry["when"]
    attributes: dict[str, Any] = {
        "__doc__": _page(entry),
        "__module__": __name__,
        "meta": meta,
        "tests": tuple(_test(meta.code, condition) for condition in conditions),
        "field": entry.get("at", conditions[0]["field"]),
        "message": entry["message"],
        "suggestion": entry.get("suggestion", ""),
    }
    return type(f"Declared{meta.code}", (DeclaredRule,), attributes)


def _page(entry: Mapping[str, Any]) -> str:
    what = entry.get("what") or entry["message"]
    return f"""{entry["title"]}。

    检查什么：{what}
    为什么：{entry.get("why", "规则集的规定。")}
    怎样改：{entry.get("suggestion", "按规则集的要求修改。")}
    依据：{"；".join(entry.get("references", ())) or "规则集"}
    """


def _test(code: str, condition: Mapping[str, Any]) -> _Test:
    field = condition["field"]
    ((kind, given),) = ((key, value) for key, value in condition.items() if key not in ("field", "not"))
    plain = _plain_test(code, field, kind, given)
    if condition.get("not"):
        return lambda indicator, lexicon: not plain(indicator, lexicon)
    return plain


def _plain_test(code: str, field: str, kind: str, given: Any) -> _Test:
    if kind in ("contains", "equals", "lookup"):
        return _word_test(field, kind, given)
    if kind == "matches":
        try:
            pattern = re.compile(given)
        except re.error as error:
            raise UsageError(f"规则 {code} 的 matches 不是正确的正则表达式：{error}") from None
        return lambda indicator, _: pattern.search(fold(indicator.text(field))[:_MAX_TEXT]) is not None
    if kind == "blank":
        return lambda indicator, _: (not indicator.text(field)) is given
    limit = Decimal(str(given))
    if kind == "below":
        return lambda indicator, _: indicator.target.number is not None and indicator.target.number < limit
    return lambda indicator, _: indicator.target.number is not None and indicator.target.number > limit


def _word_test(field: str, kind: str, given: Any) -> _Test:
    listed = words(given) if kind != "lookup" else ()

    def test(indicator: Indicator, lexicon: Lexicon) -> bool:
        known = lexicon.words(*str(given).split(".", 1)) if kind == "lookup" else listed
        text = fold(indicator.text(field))
        return text in known if kind == "equals" else any(word in text for word in known)

    return test


def _filled(template: str, texts: Mapping[str, str]) -> str:
    """The template with {name}, {value} … replaced; anything else in braces stays as it is."""
    return re.sub(r"\{(\w+)\}", lambda found: texts.get(found[1], found[0]), template)
