"""jixiao: a linter for the performance indicators (绩效指标) of Chinese budget units.

From Python: ``lint.check("草稿.docx").findings``; see docs/guide/python.md. Importing this package loads nothing else.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from os import PathLike

    from lint.errors import InputError, JixiaoError, UsageError
    from lint.extract.source import Limits
    from lint.model.finding import Edit, Finding, Fix, Related, Severity, State, Subject, Suppression
    from lint.model.place import Location
    from lint.model.report import Input, Report, Status
    from lint.version import __version__

    AnyPath = str | PathLike[str]
    Names = str | Iterable[str]

_PLACES = {
    "lint.errors": ("InputError", "JixiaoError", "UsageError"),
    "lint.extract.source": ("Limits",),
    "lint.model.finding": ("Edit", "Finding", "Fix", "Related", "Severity", "State", "Subject", "Suppression"),
    "lint.model.place": ("Location",),
    "lint.model.report": ("Input", "Report", "Status"),
    "lint.version": ("__version__",),
}
"""Where the public names are defined; each is imported when it is first used."""

__all__ = [
    "Edit",
    "Finding",
    "Fix",
    "Input",
    "InputError",
    "JixiaoError",
    "Limits",
    "Location",
    "Related",
    "Report",
    "Severity",
    "State",
    "Status",
    "Subject",
    "Suppression",
    "UsageError",
    "__version__",
    "check",
    "render",
]


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
    progress: Callable[[int], None] = lambda size: None,
) -> Report:
    """Check files and folders, as ``jixiao check`` does; nothing is printed, and no input raises an exception.

    Args:
        paths: files and folders; folders are walked.
        ruleset: names or files of rulesets, in place of the configuration that would be found.
        config: whether ``jixiao.yaml`` is looked for.
        select: codes, prefixes or names of rules: only these.
        ignore: not these.
        extend_select: these, too.
        fail_on: error, warning, info or never, for `Report.exit_code`; empty leaves it to the ruleset.
        baseline: a file of known findings.
        jobs: number of processes; 0 as many as pay. More than one needs a main module that can be imported.
        cache: a folder in which outcomes are kept; None keeps nothing.
        encoding: of texts, where it is not told rightly.
        limits: what an input may cost.
        tables: keep the text of the tables, for formats that draw them (html).
        progress: told the size of each input that is done.

    Raises:
        UsageError: a ruleset, rule, baseline or other argument is wrong. Inputs that cannot be read are no error: their
            `Input.status` says so, and `Report.complete` is false.
    """
    from lint.api.check import check as run  # noqa: PLC0415 - importing the package loads nothing

    return run(
        paths,
        ruleset=ruleset,
        config=config,
        select=select,
        ignore=ignore,
        extend_select=extend_select,
        fail_on=fail_on,
        baseline=baseline,
        jobs=jobs,
        cache=cache,
        encoding=encoding,
        limits=limits,
        tables=tables,
        progress=progress,
    )


def render(report: Report, output_format: str) -> str | bytes:
    """A report in an output format of ``jixiao check``; bytes where the format is no text (xlsx).

    Raises:
        UsageError: there is no such format.
    """
    from lint.api.check import render as run  # noqa: PLC0415

    return run(report, output_format)


def __getattr__(name: str) -> object:
    for module, names in _PLACES.items():
        if name in names:
            from importlib import import_module  # noqa: PLC0415

            return getattr(import_module(module), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
