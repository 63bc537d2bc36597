"""Processes that examine inputs side by side.

Each process has one input at a time, so that one that dies (killed, out of memory) takes down one input only, and it is
known which. A process reads no file: the bytes are sent to it.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import NoReturn

import msgspec
from msgspec import Struct

from lint.api.encoding import encode
from lint.api.items import Item
from lint.api.linter import Linter
from lint.api.tasks import Answer, Lost, Task

_PATIENCE = 2.0
_CAN_WAIT = hasattr(signal, "pthread_sigmask")
_INTERRUPT = frozenset({signal.SIGINT})
_START_METHODS = ("fork", "spawn")

LinterFor = Callable[[Item], Linter]


class DefectError(Exception):
    """A defect of ours in another process."""


class _Worker(Struct, eq=False):
    process: BaseProcess
    connection: Connection
    task: Task


class Workers:
    """At most so many processes, started when there is work for them; a context manager that ends them."""

    def __init__(self, linter_for: LinterFor, most: int, method: str = "") -> None:
        self._linter_for = linter_for
        self._most = most
        self._context = multiprocessing.get_context(method or _start_method())
        self._busy: dict[Connection, _Worker] = {}
        self._idle: list[_Worker] = []

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        """End at once, with the processes that a reader started in turn."""
        workers = [*self._busy.values(), *self._idle]
        for worker in workers:
            worker.connection.close()
            worker.process.terminate()
        for worker in workers:
            worker.process.join(_PATIENCE)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()

    def run(self, tasks: Iterable[Task]) -> Iterator[Answer | Lost]:
        """What becomes of the tasks, in whatever order they are done."""
        for task in tasks:
            done: list[Answer | Lost] = []
            while len(self._busy) >= self._most:
                done += self._finished()
            self._give(task)  # before anybody looks at what is done: no process waits for that
            yield from done
        while self._busy:
            yield from self._finished()

    def _give(self, task: Task) -> None:
        encoded = msgspec.msgpack.encode(task)
        worker = self._idle.pop() if self._idle else self._start(task)
        worker.task = task
        self._busy[worker.connection] = worker
        with suppress(OSError):  # it has died: the next look at it says so
            worker.connection.send_bytes(encoded)

    def _start(self, task: Task) -> _Worker:
        ours, theirs = self._context.Pipe()
        forked = self._context.get_start_method() == "fork"
        arguments = (theirs, ours if forked else None, self._linter_for, gc.get_threshold())
        process = self._context.Process(target=_work, args=arguments, daemon=True)  # type: ignore[attr-defined]
        with _undisturbed():
            process.start()
        theirs.close()
        return _Worker(process, ours, task)

    def _finished(self) -> Iterator[Answer | Lost]:
        """Wait for the first process that is done, or dead; all that are by then."""
        for connection in wait(list(self._busy)):
            assert isinstance(connection, Connection)
            worker = self._busy.pop(connection)
            try:
                answer = msgspec.msgpack.decode(connection.recv_bytes(), type=Answer)
            except (EOFError, OSError):
                connection.close()
                worker.process.join(_PATIENCE)
                yield Lost(worker.task)
                continue
            self._idle.append(worker)
            if answer.defect:
                raise DefectError(answer.defect)
            yield answer


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl+C waits until a new process can deal with it."""
    if _CAN_WAIT:
        signal.pthread_sigmask(signal.SIG_BLOCK, _INTERRUPT)
    try:
        yield
    finally:
        if _CAN_WAIT:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _INTERRUPT)


def _start_method() -> str:
    """A copy of this process is at work at once, but is safe only where nothing else runs in it."""
    safe = sys.platform == "linux" and threading.active_count() == 1
    return _START_METHODS[0] if safe else _START_METHODS[1]


def _work(
    connection: Connection, other_end: Connection | None, linter_for: LinterFor, gc_threshold: tuple[int, int, int]
) -> None:
    """A process: examine what comes, until nothing comes any more."""
    if other_end is not None:
        other_end.close()  # else it would keep itself waiting when the parent has died
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends us
    signal.signal(signal.SIGTERM, _end)
    if _CAN_WAIT:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _INTERRUPT)
    gc.set_threshold(*gc_threshold)
    gc.freeze()  # what was there before stays where it is
    while True:
        try:
            task = msgspec.msgpack.decode(connection.recv_bytes(), type=Task)
        except (EOFError, OSError):
            return
        connection.send_bytes(msgspec.msgpack.encode(examine(task, linter_for)))


def examine(task: Task, linter_for: LinterFor) -> Answer:
    """What becomes of a task."""
    try:
        item = task.item()
        made, document = linter_for(item).examine(task.number, item)
        return Answer(task.number, encode(made), document is not None and not made.crashes)
    except Exception as error:
        return Answer(task.number, defect=f"{type(error).__name__}: {error}")


def _end(*_: object) -> NoReturn:
    """Ends by an exception, so that a reader's own process is ended, too."""
    sys.exit(1)
