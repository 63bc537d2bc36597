"""The cache: what was kept gives the same bytes, and what is not right in it is as good as nothing."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from lint.api import Item, Limits, Linter, Selection, Session, file_item
from lint.api.cache import FolderCache, MemoryCache
from lint.api.session import Always
from lint.api.stamp import key_of, stamp_of
from lint.api.work import Means
from lint.model.report import Report
from lint.report.base import Style
from tests.conftest import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))[:2]
KEY = "0" * 64


def run(linter: Linter, folder: Path, jobs: int = 1, paths: list[Path] = EXAMPLES) -> Report:
    items = [file_item(path, linter.limits) for path in paths]
    return Session(Always(linter), means=Means(jobs, FolderCache(folder), "fork")).check(items)


@pytest.fixture
def untouched(linter: Linter) -> Report:
    return Session(Always(linter)).check([file_item(path, linter.limits) for path in EXAMPLES])


def no_examine(*_: object) -> None:
    raise AssertionError("examined")


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_second_run_takes_what_the_first_kept(
    jobs: int, linter: Linter, tmp_path: Path, untouched: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(linter, tmp_path / "c", jobs) == untouched
    assert len(list((tmp_path / "c").iterdir())) == 2
    monkeypatch.setattr(Linter, "examine", no_examine)
    for second in (1, 2):
        assert run(linter, tmp_path / "c", second) == untouched


def test_every_format_has_the_same_bytes(linter: Linter, tmp_path: Path) -> None:
    drawing = replace(linter, draws=True)
    plain = Session(Always(drawing)).check([file_item(path, linter.limits) for path in EXAMPLES])
    run(drawing, tmp_path)
    kept = run(drawing, tmp_path)
    assert kept.views
    for name, reporter in linter.reporters.items():
        assert reporter.render(kept, Style()) == reporter.render(plain, Style()), name


def test_a_renamed_file_and_another_place_in_the_run(linter: Linter, tmp_path: Path) -> None:
    run(linter, tmp_path / "c")
    moved = [tmp_path / "b" / "甲.txt", tmp_path / "b" / "乙.txt"]
    for path, original in zip(moved, reversed(EXAMPLES), strict=True):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(original.read_bytes())
    expected = Session(Always(linter)).check([file_item(path, linter.limits) for path in moved])
    assert run(linter, tmp_path / "c", paths=moved) == expected
    assert len(list((tmp_path / "c").iterdir())) == 2


@pytest.mark.parametrize(
    "other",
    [
        Linter(ruleset_name="review"),
        Linter(selection=Selection(ignore=("WZ005",))),
        Linter(fail_on="info"),
        Linter(limits=Limits(cells=10)),
        Linter(encoding="gb18030"),
        Linter(draws=True),
    ],
)
def test_other_settings_are_another_key(other: Linter) -> None:
    item = Item("a.txt", bytes)
    keys = {key_of(stamp_of(one), one, item, b"text") for one in (Linter(), other)}
    assert len(keys) == 2
    assert key_of(stamp_of(Linter()), Linter(), item, b"text") in keys, "equal settings, the same key"


def test_other_options_are_another_key(tmp_path: Path) -> None:
    keys = set()
    for floor in (80, 85, 85):
        path = tmp_path / "rules.yaml"
        head = "ruleset: ours\nversion: '1'\nextends: submit\n"
        path.write_text(f"{head}rules:\n  SD001:\n    options:\n      floor: {floor}\n", "utf-8")
        linter = Linter(ruleset_name=str(path))
        keys.add(key_of(stamp_of(linter), linter, Item("a.txt", bytes), b"text"))
    assert len(keys) == 2


def test_content_and_suffix_are_in_the_key(linter: Linter) -> None:
    stamp = stamp_of(linter)
    pairs = [("a.txt", b"1"), ("a.txt", b"2"), ("a.md", b"1"), ("b.txt", b"1"), ("B.TXT", b"1")]
    assert len({key_of(stamp, linter, Item(name, bytes), data) for name, data in pairs}) == 3


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


BROKEN: dict[str, Callable[[Path], Any]] = {
    "a byte changed": _flip,
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:-9]),
    "empty": lambda path: path.write_bytes(b""),
    "head only": lambda path: path.write_bytes(path.read_bytes()[:40]),
    "something else": lambda path: path.write_text("{}"),
    "the other one": lambda path: path.write_bytes(
        next(other for other in path.parent.iterdir() if other != path).read_bytes()
    ),
    "a folder": _folder,
}


@pytest.mark.parametrize("how", BROKEN)
def test_what_is_not_right_is_as_good_as_nothing(how: str, linter: Linter, tmp_path: Path, untouched: Report) -> None:
    run(linter, tmp_path)
    BROKEN[how](next(tmp_path.iterdir()))
    assert run(linter, tmp_path) == untouched
    assert run(linter, tmp_path) == untouched


def test_bytes_that_are_whole_and_no_outcome_are_as_good_as_nothing(linter: Linter, untouched: Report) -> None:
    cache = MemoryCache()
    items = [file_item(path, linter.limits) for path in EXAMPLES]
    Session(Always(linter), means=Means(1, cache)).check(items)
    assert len(cache.kept) == len(EXAMPLES)
    for key in cache.kept:
        cache.kept[key] = b"\x93\x01\x02\x03"
    assert Session(Always(linter), means=Means(1, cache)).check(items) == untouched


def test_in_memory_only_what_the_last_run_used_is_kept() -> None:
    cache = MemoryCache()
    cache.put("a", b"1")
    cache.put("b", b"2")
    cache.close()
    assert (cache.get("a"), cache.get("c")) == (b"1", None)
    cache.close()
    assert cache.kept == {"a": b"1"}


def test_a_file_of_another_user_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = FolderCache(tmp_path)
    cache.put(KEY, b"data")
    assert cache.get(KEY) == b"data"
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    assert cache.get(KEY) is None
    assert FolderCache(tmp_path).problem == "是别人的文件夹"


@pytest.mark.parametrize("fails", ["mkstemp", "replace"])
def test_a_full_disk_does_not_disturb(
    fails: str, linter: Linter, tmp_path: Path, untouched: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(*((tempfile, "mkstemp") if fails == "mkstemp" else (Path, "replace")), full)
    assert run(linter, tmp_path) == untouched
    assert list(tmp_path.iterdir()) == []


def test_only_the_user_can_read_it(linter: Linter, tmp_path: Path) -> None:
    run(linter, tmp_path / "a" / "c")
    assert stat.S_IMODE((tmp_path / "a" / "c").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "a" / "c").iterdir()} == {0o600}


def test_what_was_not_used_for_the_longest_time_makes_room(tmp_path: Path) -> None:
    write("notes.txt", tmp_path)
    cache = FolderCache(tmp_path, room=400)
    for number in range(4):
        cache.put(str(number), b"x" * 100)
        os.utime(cache._path(str(number)), (number, number))
    cache.get("0")
    cache.close()
    assert [number for number in range(4) if cache.get(str(number))] == [0, 3]
    assert (tmp_path / "notes.txt").exists(), "only our own files go"


def write(name: str, folder: Path) -> None:
    (folder / name).write_text("x" * 1000)


def test_inputs_that_failed_are_not_kept(linter: Linter, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "no.pdf").write_bytes(b"%PDF-1.4 broken")
    report = run(linter, tmp_path / "c", paths=[tmp_path / "empty.txt", tmp_path / "no.pdf", tmp_path / "missing.txt"])
    assert not report.complete
    assert list((tmp_path / "c").iterdir()) == []
