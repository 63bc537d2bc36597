"""What may stand at a place of the command line; runs only while somebody presses Tab, and never says a word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from lint.api import Linter

    Items = list[CompletionItem[str]]
    Complete = Callable[[click.Context, click.Parameter, str], Items]

Candidates = Iterable[tuple[str, str]]
"""Values, each with what the shell shows beside it."""


def files(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
    """The shell's own completion of paths."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415

    return [CompletionItem(incomplete, type="file")]


def _completing(candidates: Callable[[click.Context, str], Candidates]) -> Complete:
    """Values that begin with what is written. Whatever is wrong (a broken ruleset, say) gives no values, no message."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
        from click.shell_completion import CompletionItem  # noqa: PLC0415

        try:
            return [CompletionItem(value, help=text) for value, text in candidates(ctx, incomplete)]
        except Exception:  # a traceback in the middle of a prompt helps nobody; the command itself will tell
            return []

    return complete


def _linter(ctx: click.Context) -> Linter:
    from lint.api import Linters, Settings  # noqa: PLC0415

    given = Settings(rulesets=ctx.params.get("rulesets") or (), search=not ctx.params.get("no_config"))
    return Linters(given).here()


def _rules(ctx: click.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """Codes and groups of codes; English and Chinese names where such a name was begun."""
    before, last = _parted(incomplete)
    by_code = _linter(ctx).registry.by_code
    groups = {code.rstrip("0123456789"): f"{rule.meta.group.value}（一类）" for code, rule in by_code.items()}
    names = [(name, text) for name, text in groups.items() if name]
    names += [(code, rule.meta.title) for code, rule in by_code.items()]
    if last:
        for code, rule in by_code.items():
            names += [(name, f"{code} {rule.meta.title}") for name in (rule.meta.slug, *rule.meta.aliases)]
            names.append((rule.meta.title, code))
    yield from ((before + name, text) for name, text in names if name.lower().startswith(last.lower()))


def _parted(incomplete: str) -> tuple[str, str]:
    """What is already written of a list with commas, and the value that was begun."""
    start = max(incomplete.rfind(","), incomplete.rfind("，")) + 1
    return incomplete[:start], incomplete[start:]


def _formats(ctx: click.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    before, last = _parted(incomplete)
    known = _linter(ctx).reporters
    yield from ((before + name, reporter.suffix) for name, reporter in known.items() if name.startswith(last))


def _ruleset_names(ctx: click.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    from lint.api import Linter  # noqa: PLC0415
    from lint.resources.files import read_yaml  # noqa: PLC0415

    for path in Linter().plugins.collect("jixiao_rulesets"):
        if path.stem.startswith(incomplete):
            yield path.stem, str(read_yaml(path).data.get("title", ""))


rules = _completing(_rules)
formats = _completing(_formats)
_rulesets = _completing(_ruleset_names)


def rulesets(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
    """Names; files where no name fits."""
    return [*files(ctx, param, incomplete), *_rulesets(ctx, param, incomplete)]
