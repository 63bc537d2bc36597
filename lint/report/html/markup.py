"""HTML by hand: whatever is not `Markup` already gets escaped, so that no text of a draft is ever read as HTML."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from lint.report.columns import printable

_VOID = frozenset({"input", "meta", "rect"})


class Markup(str):
    """Text that is HTML."""

    __slots__ = ()


def text(value: str) -> Markup:
    """A text as it is read; what would hide it or turn the writing round is replaced."""
    return value if isinstance(value, Markup) else Markup(escape(printable(value)))


def tag(name: str, /, *children: str, **attributes: str | int | bool) -> Markup:
    """An element. ``class_`` is the attribute ``class``, ``data_rule`` is ``data-rule``; "" and False mean none."""
    made = [f"<{name}"]
    for key, value in attributes.items():
        if value is not False and value != "":
            written = "" if value is True else f'="{text(str(value))}"'
            made.append(f" {key.rstrip('_').replace('_', '-')}{written}")
    if name in _VOID:
        return Markup("".join([*made, "/>"]))
    made += [">", *map(text, children), f"</{name}>"]
    return Markup("".join(made))


def many(parts: Iterable[str], between: str = "") -> Markup:
    """Several one behind the other."""
    return Markup(text(between).join(map(text, parts)))


def bdi(value: str) -> Markup:
    """A name in the middle of a line: writing from right to left in it does not turn what follows."""
    return tag("bdi", value)


def marked(value: str, stretches: Iterable[tuple[int, int]], blank: str = "（空）") -> Markup:
    """A text with stretches marked; where there is no text to mark, a word for that."""
    if not value:
        return tag("mark", blank)
    made, done = [], 0
    for start, stop in sorted(stretches):
        begin, end = max(start, done), min(max(stop, start + 1), len(value))
        if begin < end:
            made += [text(value[done:begin]), tag("mark", value[begin:end])]
            done = end
    return many([*made, value[done:]])
