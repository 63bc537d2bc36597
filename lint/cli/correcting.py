"""Correcting drafts, for ``fix`` and ``check --fix``: the options, and what is written and said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from msgspec import Struct
from msgspec.structs import replace

from lint.api.items import Item, display_name
from lint.errors import InputError, UsageError

if TYPE_CHECKING:
    from lint.api.fixing import Choose, Fixed
    from lint.api.linters import Settings
    from lint.api.session import Session
    from lint.cli.copies import Target
    from lint.report.base import Reporter

_Command = TypeVar("_Command", bound=Callable[..., Any])
_KEY = "jixiao.correcting"
_FLAGS = {
    "--unsafe-fixes": "把需要人工确认的改法也改上",
    "--diff": "只说要改什么，不写文件",
    "--in-place": "直接改原文件，原来的留一份 .bak",
    "--track-changes": "在 Word 文件里写成修订，可以逐条接受、拒绝",
}


class Wanted(Struct, frozen=True):
    """How the user wants drafts to be corrected."""

    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    in_place: bool = False
    track_changes: bool = False

    @property
    def stray(self) -> str:
        """An option that was given without --fix."""
        return next((name for name in _FLAGS if getattr(self, _field(name))), "") if not self.fix else ""


NOTHING = Wanted()


class Outcome(Struct, frozen=True):
    """What became of a draft: its content and its name as they are now, and the correction, if it could be made.

    ``told`` says it to people; ``unread`` that it cannot be checked either.
    """

    item: Item
    name: str
    told: str
    fixed: Fixed | None = None
    unread: bool = False


def _field(name: str) -> str:
    return name.removeprefix("--").replace("-", "_")


def fix_options(command: _Command) -> _Command:
    """--unsafe-fixes and its like; `wanted` gives what they say."""
    return _flags(command, _FLAGS)


def check_options(command: _Command) -> _Command:
    """The same for ``check``, with --fix in front."""
    return _flags(command, {"--fix": "先改好，写到副本里，再检查改好的；改了什么写在标准错误", **_FLAGS})


def _flags(command: _Command, flags: dict[str, str]) -> _Command:
    def keep(ctx: click.Context, param: click.Parameter, value: bool) -> None:
        ctx.meta.setdefault(_KEY, {})[param.name] = value

    for name, text in reversed(flags.items()):
        command = click.option(name, is_flag=True, expose_value=False, callback=keep, help=text)(command)
    return command


def wanted(ctx: click.Context) -> Wanted:
    """What the options say.

    Raises:
        UsageError: ``check`` was given one that needs --fix.
    """
    given: dict[str, bool] = ctx.meta.get(_KEY, {})
    found = Wanted(**given)
    if "fix" in given and found.stray:
        raise UsageError(f"{found.stray} 要和 --fix 一起用")
    return found


def split_output(
    outputs: Sequence[str], items: Sequence[Item], formats: Sequence[str], known: Mapping[str, Reporter]
) -> tuple[str | None, list[str]]:
    """Where the copy goes, and the outputs that are reports.

    The copy is the one with the draft's own suffix for which no format is named, neither before it nor by
    --output-format.

    Raises:
        UsageError: it is not clear which one is the copy.
    """
    named = {known[name].suffix for name in formats if name in known}
    own = {item.path.suffix.lower() for item in items if item.path} - named
    copies = [text for text in outputs if Path(text).suffix.lower() in own and text.partition(":")[0] not in known]
    if len(copies) > 1 or (copies and len(items) > 1):
        why = "一次改几份草稿，副本写在各自的旁边" if len(items) > 1 else f"{'、'.join(copies)} 只能有一个是副本"
        raise UsageError(f"{why}；要写报告请写明格式，如 text:{copies[-1]}")
    return (copies[0] if copies else None), [text for text in outputs if text not in copies]


def targets(items: Sequence[Item], output: str | None, want: Wanted) -> list[Target | None]:
    """Where corrected drafts go; nowhere with --diff.

    Raises:
        UsageError: they cannot go there.
    """
    from lint.cli.copies import target  # noqa: PLC0415 - `check` corrects seldom

    if want.diff:
        return [None] * len(items)
    return [target(item, items, output, in_place=want.in_place) for item in items]


def correct(
    session: Session,
    items: Sequence[Item],
    places: Sequence[Target | None],
    want: Wanted,
    settings: Settings,
    choose: Choose | None = None,
) -> Iterator[Outcome]:
    """Correct drafts one after the other and write them."""
    from lint.api.fixing import NoWriterError, Options, everything, fix  # noqa: PLC0415

    options = Options(want.unsafe_fixes, want.track_changes, settings.limits, settings.encoding)
    for item, place in zip(items, places, strict=True):
        try:
            fixed = fix(session, item, options, choose or everything)
        except InputError as error:
            yield Outcome(item, item.name, f"{item.name}：{error}", unread=not isinstance(error, NoWriterError))
            continue
        yield _written(item, fixed, place)


def _written(item: Item, fixed: Fixed, place: Target | None) -> Outcome:
    from lint.fix.changes import changes_text, closing  # noqa: PLC0415
    from lint.model.finding import State  # noqa: PLC0415

    told = place.write(fixed.data) if place and fixed.changes else ""
    planned = place is None
    left = sum(finding.state is State.NEW for finding in fixed.after.findings)
    text = changes_text(item.name, fixed.changes, fixed.dropped, planned=planned)
    text += closing(len(fixed.changes), left, fixed.waiting, planned=planned, written=told)
    if place is None or not fixed.changes:
        return Outcome(item, item.name, text, fixed)
    now = replace(item, load=lambda: fixed.data, size=len(fixed.data))
    return Outcome(now, display_name(place.path), text, fixed)
