"""How to go about a run: --jobs, --cache, --cache-dir."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from msgspec.structs import replace

from lint.api.work import AUTOMATIC, MOST_JOBS, Means
from lint.cli import completing
from lint.cli.notices import notice
from lint.cli.options import filled

_Command = TypeVar("_Command", bound=Callable[..., Any])
_KEY = "jixiao.running"
_AUTO = "auto"


class _Jobs(click.ParamType[int]):
    """A number of processes, or auto."""

    name = "jobs"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number; `AUTOMATIC` for auto."""
        text = str(value).lower()
        if text == _AUTO:
            return AUTOMATIC
        if not (text.isascii() and text.isdigit() and len(text) < 4 and 0 < int(text) <= MOST_JOBS):
            self.fail(f"应当是 1 到 {MOST_JOBS} 的整数，或者 {_AUTO}", param, ctx)
        return int(text)


def _keep(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    ctx.meta.setdefault(_KEY, {})[param.name] = value


def run_options(command: _Command) -> _Command:
    """The options; `means` gives what they say."""
    for option in (
        click.option(
            "--cache-dir",
            metavar="文件夹",
            callback=lambda ctx, param, value: _keep(ctx, param, filled(ctx, param, value)),
            shell_complete=completing.files,
            expose_value=False,
            help="留在这个文件夹里",
        ),
        click.option(
            "--cache",
            is_flag=True,
            callback=_keep,
            expose_value=False,
            help="把每个文件的结果留下，没有改动的下次直接取用；留下的含有文件里的字",
        ),
        click.option(
            "--jobs",
            type=_Jobs(),
            default=_AUTO,
            metavar="个数",
            callback=_keep,
            expose_value=False,
            help=f"同时用几个进程检查；{_AUTO}（默认）文件多时才用几个，1 不另开进程",
        ),
    ):
        command = option(command)
    return command


def means(ctx: click.Context) -> Means:
    """What the options say. A folder that cannot be used is said, and the run goes on without."""
    given = ctx.meta.get(_KEY, {})
    jobs, folder = given.get("jobs", AUTOMATIC), given.get("cache_dir")
    if not (folder or given.get("cache")):
        return Means(jobs)
    from lint.api.cache import FolderCache, usual_folder  # noqa: PLC0415 - only where it was asked for

    cache = FolderCache(Path(folder) if folder else usual_folder())
    if cache.problem:
        notice(f"没有用缓存，{cache.folder} 用不了：{cache.problem}")
        return Means(jobs)
    return Means(jobs, cache)


def remembering(how: Means) -> Means:
    """The same for checks that follow one another: what did not change is not checked again."""
    if how.cache:
        return how
    from lint.api.cache import MemoryCache  # noqa: PLC0415

    return replace(how, cache=MemoryCache())
