"""Inputs in several processes: the same report in the same order, whatever becomes of a process."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec import Struct

from lint.api import Item, Linter, Linters, Session, file_item
from lint.api.session import Always
from lint.api.work import AUTOMATIC, Means, Work
from lint.api.workers import DefectError
from lint.errors import InputError
from lint.model.report import Report, Status
from tests.conftest import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))


@pytest.fixture(scope="module")
def items(linter: Linter) -> list[Item]:
    """Drafts, and an input that cannot be read between them."""
    items = [file_item(path, linter.limits) for path in EXAMPLES]
    return [items[0], file_item(Path("missing.txt"), linter.limits), *items[1:], Item("-", _empty)]


def _empty() -> bytes:
    raise InputError("文件是空的")


def checked(linter_for: Always | Odd, items: Sequence[Item], jobs: int, method: str = "") -> Report:
    return Session(linter_for, means=Means(jobs, start_method=method)).check(items)


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_the_report_is_the_same(method: str, linter: Linter, items: list[Item]) -> None:
    one, two = checked(Always(linter), items, 1), checked(Always(linter), items, 2, method)
    assert one == two
    assert [entry.status for entry in two.inputs].count(Status.FAILED) == 2


def test_configurations_are_the_same_in_another_process(linter: Linter, tmp_path: Path) -> None:
    for name, draft in zip("ab", EXAMPLES, strict=False):
        (tmp_path / name).mkdir()
        (tmp_path / name / "draft.txt").write_bytes(draft.read_bytes())
    (tmp_path / "b" / "jixiao.yaml").write_text(
        "extends: review\nignore: [WZ]\noverrides:\n  - files: ['d*']\n    rules: {SD001: {severity: info}}\n", "utf-8"
    )
    items = [file_item(path, linter.limits) for path in sorted(tmp_path.glob("*/*.txt"))]
    one = Session(Linters().of).check(items)
    assert len({entry.profile for entry in one.inputs}) == 2
    for method in ("fork", "spawn"):
        assert Session(Linters().of, means=Means(2, start_method=method)).check(items) == one


class Odd(Struct, frozen=True):
    """Does something odd in another process than ours when a certain input comes."""

    linter: Linter
    name: str
    parent: int
    once: Path | None = None
    error: bool = False

    def __call__(self, item: Item) -> Linter:
        if item.name == self.name and os.getpid() != self.parent and not (self.once and self.once.exists()):
            if self.error:
                raise ZeroDivisionError("somewhere")
            if self.once:
                self.once.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return self.linter


def test_an_input_over_which_a_process_dies_has_failed(linter: Linter, items: list[Item]) -> None:
    expected = checked(Always(linter), items, 1)
    bad = items[2].name
    report = checked(Odd(linter, bad, os.getpid()), items, 2, "fork")
    failed = report.inputs[2]
    assert (failed.id, failed.path, failed.status, failed.profile) == (2, bad, Status.FAILED, "submit")
    assert failed.reason == "检查它的进程被系统中止了（多半是内存不足），请关掉别的程序再检查，或者把文件拆分"
    others = [entry for entry in expected.inputs if entry.id != 2]
    assert [entry for entry in report.inputs if entry.id != 2] == others
    assert report.findings == tuple(finding for finding in expected.findings if finding.input != 2)
    assert report.exit_code == 3


def test_an_input_is_tried_once_more_alone(linter: Linter, items: list[Item], tmp_path: Path) -> None:
    odd = Odd(linter, items[2].name, os.getpid(), once=tmp_path / "died")
    assert checked(odd, items, 2, "fork") == checked(Always(linter), items, 1)


def test_a_defect_in_a_process_is_one_here(linter: Linter, items: list[Item]) -> None:
    with pytest.raises(DefectError, match="ZeroDivisionError: somewhere"):
        checked(Odd(linter, items[2].name, os.getpid(), error=True), items, 2, "fork")


def test_progress_counts_every_input(linter: Linter, items: list[Item]) -> None:
    for jobs in (1, 2):
        seen: list[int] = []
        Session(Always(linter), means=Means(jobs, start_method="fork")).check(items, seen.append)
        assert sorted(seen) == sorted(item.size for item in items)


def test_inputs_that_are_compared_stay_together(linter: Linter, items: list[Item]) -> None:
    comparing = Linter(selection=type(linter.selection)(select=("CF007",)))
    assert checked(Always(comparing), items, 2) == checked(Always(comparing), items, 1)


@pytest.mark.parametrize(
    ("jobs", "sizes", "processes"),
    [
        (1, [10**7] * 4, 1),
        (3, [1] * 4, 3),
        (9, [1] * 4, 4),
        (AUTOMATIC, [1000] * 100, 1),
        (AUTOMATIC, [10**8], 1),
        (AUTOMATIC, [10**7] * 4, 2),
    ],
)
def test_as_many_processes_as_pay(jobs: int, sizes: list[int], processes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lint.api.work.processors", lambda: 2)
    items = [Item(str(number), bytes, size) for number, size in enumerate(sizes)]
    assert Work(items, [], lambda item: Linter(), Means(jobs), lambda size: None).processes == processes
