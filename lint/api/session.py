"""A run over many inputs: each by the linter of its settings, then against each other, then the report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from lint.api.examined import Examined
from lint.api.items import Item, Progress, ignore_progress
from lint.api.linter import Linter
from lint.api.suppressing import Suppressing, suppress
from lint.api.work import ONE_PROCESS, Means, Work
from lint.engine.compare import Compared, compare
from lint.model.finding import Finding
from lint.model.report import Input, Report
from lint.model.view import MOST_CELLS, View

if TYPE_CHECKING:
    from lint.api.baseline import Baseline

T = TypeVar("T")


class Session(Struct):
    """One run. ``linter_for`` gives the linter whose settings apply to an item; equal settings, the same linter."""

    linter_for: Callable[[Item], Linter]
    baseline: Baseline | None = None
    notes: tuple[str, ...] = ()
    """What the report shall say of the run besides."""
    means: Means = ONE_PROCESS
    most_cells: int = MOST_CELLS
    """So many cells of drafts are kept for reporters that draw them."""
    suppressing: Suppressing = field(default_factory=Suppressing)

    def check(self, items: Sequence[Item], progress: Progress = ignore_progress) -> Report:
        """Read and check items, in order."""
        linters = [self.linter_for(item) for item in items]
        examined: list[Examined] = []
        kept: list[Compared] = []
        views = Views(room=self.most_cells)
        for made, document in Work(items, linters, self.linter_for, self.means, progress).run():
            examined.append(views.take(made))
            if document is not None:
                kept.append(Compared(made.entry.id, document, linters[made.entry.id].runner))
        findings = [finding for made in examined for finding in made.findings]
        crashes = [trace for made in examined for trace in made.crashes]
        compared: set[int] = set()
        if len(kept) > 1:
            outcome = compare(kept)
            findings += outcome.findings
            crashes += outcome.crashes
            compared.update(one.number for one in kept)
        done = suppress(items, linters, examined, findings, self.suppressing, compared)
        judges = _distinct(linters) or [self.linter_for(Item("", bytes))]
        report = replace(
            _report(judges, done.inputs, done.findings, crashes),
            notes=(*self.notes, *done.notes),
            views=views.kept,
            show_suppressed=done.show,
        )
        return self.baseline.apply(report, linters) if self.baseline else report


class Always(Struct, frozen=True):
    """The same linter for every item."""

    linter: Linter

    def __call__(self, item: Item) -> Linter:
        """The linter."""
        return self.linter


class Views(Struct):
    """Keeps the views of a run as long as there is room, so that a long run does not hold the text of all files."""

    kept: dict[int, View] = {}
    room: int = MOST_CELLS

    def take(self, made: Examined) -> Examined:
        """Keep the view of an input, or let it go; the input without it."""
        if made.view is None:
            return made
        if made.view.size <= self.room:
            self.room -= made.view.size
            self.kept[made.entry.id] = made.view
        return replace(made, view=None)


def _report(
    linters: Sequence[Linter], inputs: tuple[Input, ...], findings: tuple[Finding, ...], crashes: Sequence[str]
) -> Report:
    codes = {finding.code for finding in findings}
    infos = {info.code: info for linter in linters for info in linter.infos(codes)}
    return Report(
        inputs=inputs,
        findings=findings,
        rules=tuple(info for _, info in sorted(infos.items())),
        rulesets=tuple(_distinct(seal for linter in linters for seal in linter.seals)),
        dictionaries=tuple(_distinct(seal for linter in linters for seal in linter.dictionaries)),
        plugins=linters[0].plugins.infos,
        profile="、".join(_distinct(linter.ruleset.name for linter in linters)),
        crashes=tuple(crashes),
    )


def _distinct(things: Iterable[T]) -> list[T]:
    """Each thing once, in order; linters are told apart by identity."""
    seen: dict[object, T] = {}
    for thing in things:
        seen.setdefault(id(thing) if isinstance(thing, Linter) else thing, thing)
    return list(seen.values())
