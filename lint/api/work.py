"""Examining the inputs of a run: from the cache, in this process, or in several, and always in their order."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from lint.api.examined import Examined
from lint.api.items import Item, Progress
from lint.api.linter import Linter
from lint.api.tasks import Answer, Lost, Task
from lint.model.document import Document
from lint.model.report import Input, Status

if TYPE_CHECKING:
    from lint.api.cache import Cache

AUTOMATIC = 0
_MOST, MOST_JOBS = 8, 60
"""By themselves, and where they are asked for: Windows cannot wait for more."""
_SHARE = 300_000
"""Bytes of input for which a process of its own pays: half a second of work."""
_DIED = "检查它的进程被系统中止了（多半是内存不足），请关掉别的程序再检查，或者把文件拆分"


class Means(Struct, frozen=True):
    """How to go about a run: the number of processes (0: as many as pay), and where outcomes are kept."""

    jobs: int = AUTOMATIC
    cache: Cache | None = None
    start_method: str = ""


ONE_PROCESS = Means(jobs=1)
Done = tuple[Examined, Document | None]


class Work(Struct):
    """The inputs of a run, each with the linter that judges it."""

    items: Sequence[Item]
    linters: Sequence[Linter]
    linter_for: Callable[[Item], Linter]
    means: Means
    progress: Progress
    _done: dict[int, Done] = field(default_factory=dict)
    _keys: dict[int, str] = field(default_factory=dict)
    _stamps: dict[int, bytes] = field(default_factory=dict)

    def run(self) -> Iterator[Done]:
        """What becomes of the inputs, in order; with the document, where its rules compare documents."""
        next_number = 0
        for _ in self._side_by_side() if self.processes > 1 else self._one_by_one():
            while next_number in self._done:
                yield self._done.pop(next_number)
                next_number += 1
        if self.means.cache:
            self.means.cache.close()

    @property
    def processes(self) -> int:
        """How many processes to use; 1 is this one."""
        if self.means.jobs != AUTOMATIC:
            return min(self.means.jobs, len(self.items), MOST_JOBS)
        shares = sum(item.size for item in self.items) // _SHARE
        return max(1, min(processors(), len(self.items), shares, _MOST))

    def _one_by_one(self) -> Iterator[None]:
        for task in self._tasks():
            if task is not None:
                linter = self.linters[task.number]
                made, document = linter.examine(task.number, task.item())
                if document is not None and not made.crashes:
                    self._keep(task.number, made)
                self._finish(task.number, made)
            yield

    def _side_by_side(self) -> Iterator[None]:
        from lint.api.workers import Workers  # noqa: PLC0415

        lost: list[Task] = []
        with Workers(self.linter_for, self.processes, self.means.start_method) as workers:
            for outcome in workers.run(self._to_send()):
                self._take(outcome, lost)
                yield
        for task in lost:  # once more, with all the memory that there is
            with Workers(self.linter_for, 1, self.means.start_method) as alone:
                for outcome in alone.run([task]):
                    self._take(outcome, None)
                    yield
        yield

    def _to_send(self) -> Iterator[Task]:
        """What is left to do, for other processes; everything is loaded before the first of them splits off."""
        loaded = False
        for task in self._tasks():
            if task is not None:
                for linter in () if loaded else {id(linter): linter for linter in self.linters}.values():
                    linter.prepare()
                loaded = True
                yield task

    def _take(self, outcome: Answer | Lost, lost: list[Task] | None) -> None:
        """Take an outcome in; inputs over which a process died are gathered in ``lost``, or have failed for good."""
        from lint.api.encoding import decode  # noqa: PLC0415

        if isinstance(outcome, Answer):
            number = outcome.number
            if outcome.lasting and self.means.cache:
                self.means.cache.put(self._keys.pop(number), outcome.examined)
            self._finish(number, decode(outcome.examined, number, self.items[number].name))
        elif lost is not None:
            lost.append(outcome.task)
        else:
            number, linter = outcome.task.number, self.linters[outcome.task.number]
            entry = Input(number, self.items[number].name, "unknown", Status.FAILED, _DIED)
            self._finish(number, Examined(replace(entry, profile=linter.ruleset.name, fail_on=linter.threshold)))

    def _finish(self, number: int, made: Examined, document: Document | None = None) -> None:
        self._done[number] = (made, document)
        self.progress(self.items[number].size)

    def _tasks(self) -> Iterator[Task | None]:
        """What is left to do: an input to examine, or None where one is done already."""
        for number, (item, linter) in enumerate(zip(self.items, self.linters, strict=True)):
            if linter.compares:  # other documents are looked at, too: nothing to keep, nothing to send
                self._finish(number, *linter.examine(number, item))
                yield None
                continue
            try:
                data = item.load()
            except Exception as error:  # says why in the entry of the input
                failed, _ = linter.examine(number, replace(item, load=partial(_raise, error)))
                self._finish(number, failed)
                yield None
                continue
            if (kept := self._kept(number, data)) is not None:
                self._finish(number, kept)
                yield None
                continue
            yield Task(number, item.name, str(item.path) if item.path else "", data)

    def _kept(self, number: int, data: bytes) -> Examined | None:
        """What an earlier run kept of the input; else its key is noted."""
        if self.means.cache is None:
            return None
        from lint.api.encoding import decode  # noqa: PLC0415 - only a run with a cache or other processes needs them
        from lint.api.stamp import key_of, stamp_of  # noqa: PLC0415

        item, linter = self.items[number], self.linters[number]
        stamp = self._stamps.get(id(linter)) or self._stamps.setdefault(id(linter), stamp_of(linter))
        key = key_of(stamp, linter, item, data)
        kept = self.means.cache.get(key)
        if kept is not None:
            with suppress(ValueError):
                return decode(kept, number, item.name)
        self._keys[number] = key
        return None

    def _keep(self, number: int, made: Examined) -> None:
        if self.means.cache:
            from lint.api.encoding import encode  # noqa: PLC0415

            with suppress(TypeError, ValueError, OverflowError):  # a plugin's data may be more than can be kept
                self.means.cache.put(self._keys.pop(number), encode(made))


def processors() -> int:
    """How many processes can run at the same time."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _raise(error: Exception) -> bytes:
    raise error
