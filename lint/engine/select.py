"""Which rules a run uses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from lint.config.confidence import Confidence
from lint.config.ruleset import Ruleset
from lint.errors import JixiaoError, UsageError
from lint.model.finding import Severity
from lint.rules.base import Rule
from lint.rules.references import ALL, Registry
from lint.text.lexicon import Lexicon


class Selection(Struct, frozen=True):
    """What the command line says of rules; references by code, prefix, slug or title."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()


class ActiveRule(Struct, frozen=True):
    """A rule of the run with its severity, and how far its findings can be trusted."""

    rule: Rule
    severity: Severity
    confidence: str = "high"


def choose(registry: Registry, ruleset: Ruleset, selection: Selection) -> list[type[Rule]]:
    """The rules that check documents and are on, by code.

    ``select`` on the command line replaces what the ruleset chose; ``extend_select`` adds; ``ignore`` has the last
    word, but for what the ruleset makes mandatory. A preview rule is on only where it is named by itself. What is
    excepted for some files or projects is off there whatever the command line selects.

    Raises:
        UsageError: a reference means no rule, or a mandatory one is ignored, or no rule is left: a run that checks
            nothing would look clean.
    """
    if selection.select:
        chosen = registry.codes(selection.select)
    else:
        chosen = registry.codes((*(ruleset.select or (ALL,)), *ruleset.extend_select))
        chosen -= registry.codes(ruleset.ignore)
    chosen |= registry.codes(selection.extend_select)
    ignored = registry.codes(selection.ignore)
    for code in sorted(ignored & set(ruleset.mandatory)):
        demand = ruleset.mandatory[code]
        raise UsageError(f"不能用 --ignore 跳过 {code}：{demand.by}（{demand.origin}）规定必须检查")
    chosen = chosen - ignored | set(ruleset.mandatory)
    always = {code for code, rule in registry.by_code.items() if rule.always}
    left = (chosen - registry.codes(ruleset.excepted) | set(ruleset.mandatory)) - always
    if not chosen - always:
        raise UsageError("没有剩下一条规则，什么都不会检查，请核对 --select、--ignore 和规则集的 select、ignore")
    return [rule for code, rule in sorted(registry.by_code.items()) if code in left]


def standing(registry: Registry, ruleset: Ruleset, selection: Selection) -> list[type[Rule]]:
    """The rules that are on whatever is selected, unless they are ignored by name; by code."""
    ignored = (registry.codes(ruleset.ignore) | registry.codes(selection.ignore)) - set(ruleset.mandatory)
    return [rule for code, rule in sorted(registry.by_code.items()) if rule.always and code not in ignored]


def activate(rules: Sequence[type[Rule]], ruleset: Ruleset, lexicon: Lexicon, trust: Confidence) -> list[ActiveRule]:
    """The rules made ready: options and severities as the ruleset sets them, confidence as measured.

    Raises:
        JixiaoError: a rule cannot be made ready.
    """
    active = []
    for rule in rules:
        setting = ruleset.settings.get(rule.meta.code)
        made = _made(rule, lexicon, setting.options if setting else None)
        active.append(ActiveRule(made, ruleset.severity(rule), trust.of(rule.meta.code, rule.meta.preview)))
    return active


def _made(rule: type[Rule], lexicon: Lexicon, options: Mapping[str, Any] | None) -> Rule:
    try:
        return rule(lexicon, options)
    except UsageError:
        raise
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        raise JixiaoError(
            f"规则 {rule.meta.code} 启动时出错（{what}），请反馈给它的作者，暂时可用 --ignore {rule.meta.code} 跳过"
        ) from error
