"""Rules declared in YAML, for people who do not program: a condition on fields, a message, a suggestion.

A condition names a field of the indicator row and one test: ``contains`` or ``equals`` (words), ``matches`` (a regular
expression), ``below`` or ``above`` (the target's number, field ``value``), ``blank`` (true or false), ``lookup``
(contains words of a dictionary, as dictionary.key). All conditions of a rule have to hold.

Texts are folded before they are compared: blanks are gone, full-width signs narrowed. A condition that could therefore
never hold is refused when the ruleset is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from lint.errors import UsageError
from lint.model.document import ROW_FIELDS, Indicator, Project
from lint.model.finding import Severity
from lint.resources.validate import did_you_mean
from lint.rules.base import Flag, Group, Rule, RuleMeta
from lint.text.fold import fold
from lint.text.lexicon import Lexicon
from lint.text.words import words

_Test = Callable[[Indicator, Lexicon], bool]
Place = Callable[[Sequence[str | int]], str]
"""``file:line`` of what stands under a path of keys in a ``declare`` entry."""
_MAX_TEXT = 2000


class DeclaredRule(Rule):
    """A rule made from a ruleset's ``declare`` entry."""

    tests: tuple[_Test, ...] = ()
    field = "value"
    message = ""
    suggestion = ""
    lookups: tuple[tuple[str, str], ...] = ()
    """Word lists that the conditions name, each with the place of the condition."""

    def __init__(self, lexicon: Lexicon, options: Mapping[str, Any] | None = None) -> None:
        super().__init__(lexicon, options)
        for reference, place in self.lookups:
            _check_lookup(reference, place, lexicon)

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a row for which every condition holds."""
        cell = indicator.cell(self.field)
        if cell is not None and all(test(indicator, self.lexicon) for test in self.tests):
            texts = {name: indicator.text(name) for name in ROW_FIELDS}
            message, advice = _filled(self.message, texts), _filled(self.suggestion, texts)
            yield Flag(self.field, cell, message, advice, "declared")


def declared_rule(entry: Mapping[str, Any], place: Place) -> type[Rule]:
    """The rule class of one ``declare`` entry (validated against the ruleset schema before).

    Raises:
        UsageError: a condition could never hold, or always; with the place.
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
    places = [place(("when", number)) for number in range(len(conditions))]
    attributes: dict[str, Any] = {
        "__doc__": _page(entry),
        "__module__": __name__,
        "meta": meta,
        "tests": tuple(map(_test, conditions, places)),
        "lookups": tuple((when["lookup"], at) for when, at in zip(conditions, places, strict=True) if "lookup" in when),
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


def _test(condition: Mapping[str, Any], place: str) -> _Test:
    field = condition["field"]
    ((kind, given),) = ((key, value) for key, value in condition.items() if key not in ("field", "not"))
    plain = _plain_test(field, kind, given, place)
    if condition.get("not"):
        return lambda indicator, lexicon: not plain(indicator, lexicon)
    return plain


def _plain_test(field: str, kind: str, given: Any, place: str) -> _Test:
    if kind == "lookup":
        return lambda indicator, lexicon: _has_any(indicator.text(field), lexicon.words(*given.split(".", 1)))
    if kind in ("contains", "equals"):
        return _word_test(field, kind, given, place)
    if kind == "matches":
        pattern = _pattern(given, place)
        return lambda indicator, _: pattern.search(fold(indicator.text(field))[:_MAX_TEXT]) is not None
    if kind == "blank":
        return lambda indicator, _: (not indicator.text(field)) is given
    if field != "value":
        raise UsageError(f"{place} {kind} 比的是目标值的数字，field 应当写 value")
    limit = Decimal(str(given))
    if kind == "below":
        return lambda indicator, _: indicator.target.number is not None and indicator.target.number < limit
    return lambda indicator, _: indicator.target.number is not None and indicator.target.number > limit


def _word_test(field: str, kind: str, given: str | list[str], place: str) -> _Test:
    known = words(given)
    if not known or not all(known):
        raise UsageError(f"{place} {kind} 里有空的词")
    if kind == "equals":
        return lambda indicator, _: fold(indicator.text(field)) in known
    return lambda indicator, _: _has_any(indicator.text(field), known)


def _has_any(text: str, known: Sequence[str]) -> bool:
    folded = fold(text)
    return any(word in folded for word in known)


def _pattern(given: str, place: str) -> re.Pattern[str]:
    if r"\b" in given:
        raise UsageError(f"{place} matches 里的 \\b 在汉字之间不起作用，请去掉")
    if (odd := next((character for character in given if fold(character) != character), None)) is not None:
        advice = f"请改成半角的“{fold(odd)}”（括号等前面加 \\）" if fold(odd) else "请去掉，或者写成 \\s*"
        what = f"全角的“{odd}”" if fold(odd) else "空格"
        raise UsageError(f"{place} matches 里有{what}，比对的文字里没有它，{advice}")
    try:
        return re.compile(given)
    except re.error as error:
        raise UsageError(f"{place} matches 不是正确的正则表达式（{error}）") from None


def _check_lookup(reference: str, place: str, lexicon: Lexicon) -> None:
    known = [
        f"{dictionary}.{entry}"
        for dictionary, content in lexicon.data.items()
        for entry, listed in content.items()
        if isinstance(listed, (str, list))
    ]
    if reference not in known:
        raise UsageError(f"{place} 没有词表“{reference}”{did_you_mean(reference, known)}")


def _filled(template: str, texts: Mapping[str, str]) -> str:
    """The template with {name}, {value} … replaced; anything else in braces stays as it is."""
    return re.sub(r"\{(\w+)\}", lambda found: texts.get(found[1], found[0]), template)
