"""One call from Python: what ``jixiao check`` does, without printing."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from lint.api import walk
from lint.api.items import Progress, ignore_progress
from lint.api.kit import Kit
from lint.api.linters import Linters, Settings
from lint.api.session import Session
from lint.api.work import Means
from lint.engine.select import Selection
from lint.errors import UsageError
from lint.extract.source import Limits
from lint.model.finding import Severity
from lint.model.report import Report
from lint.report.base import Style

AnyPath = str | os.PathLike[str]
Names = str | Iterable[str]


def check(
    paths: AnyPath | Iterable[AnyPath],
    *,
    ruleset: AnyPath | Iterable[AnyPath] = (),
    config: bool = True,
    select: Names = (),
    ignore: Names = (),
    extend_select: Names = (),
    fail_on: str = "",
    baseline: AnyPath | None = None,
    jobs: int = 1,
    cache: AnyPath | None = None,
    encoding: str = "",
    limits: Limits | None = None,
    tables: bool = False,
    progress: Progress = ignore_progress,
) -> Report:
    """Check files and folders. `lint.check` tells what the arguments mean."""
    if fail_on not in ("", "never", *Severity):
        raise UsageError(f"fail_on 应当是 error、warning、info 或 never，现在是 {fail_on!r}")
    settings = Settings(
        rulesets=_all(ruleset),
        search=config,
        selection=Selection(_all(select), _all(ignore), _all(extend_select)),
        fail_on=fail_on,
        limits=limits or Limits(),
        encoding=encoding,
    )
    linters = Linters(settings)
    linters.draws = tables
    notes: list[str] = []
    if not (wanted := _all(paths)):
        raise UsageError("没有给出要检查的文件或文件夹")
    items = walk.collect(wanted, lambda text: walk.items_of(text, settings.limits, notes.append, linters.excluded))
    session = Session(linters.of, notes=(*linters.notes(items), *notes), means=_means(jobs, cache))
    if baseline is not None:
        from lint.api.baseline import read_baseline  # noqa: PLC0415

        session.baseline = read_baseline(Path(baseline))
    return replace(session.check(items, progress), excluded=not items)


def render(report: Report, output_format: str) -> str | bytes:
    """A report in an output format."""
    reporters = Kit().reporters
    if output_format not in reporters:
        raise UsageError(f"没有输出格式“{output_format}”，可用的有：{'、'.join(reporters)}")
    return reporters[output_format].render(report, Style())


def _all(given: AnyPath | Iterable[AnyPath]) -> tuple[str, ...]:
    """One name or path, or several, as texts."""
    several = (given,) if isinstance(given, str | os.PathLike) else given
    return tuple(os.fspath(one) for one in several)


def _means(jobs: int, cache: AnyPath | None) -> Means:
    if jobs < 0:
        raise UsageError(f"jobs 应当是 0（自动）或者进程的个数，现在是 {jobs}")
    if cache is None:
        return Means(jobs)
    from lint.api.cache import FolderCache  # noqa: PLC0415

    folder = FolderCache(Path(cache))
    if folder.problem:
        raise UsageError(f"缓存文件夹 {folder.folder} 用不了：{folder.problem}")
    return Means(jobs, folder)
