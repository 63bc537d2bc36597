"""Copies of drafts: whole or not at all, and never over what a person wrote."""

from __future__ import annotations

import os
import random
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lint.cli.copies import Target

_TIMES = 200
_OLD, _NEW = b"old" * 40_000, b"new" * 40_000


def _write(path: Path, stop_at: int) -> int:
    """Write in a child process that is killed at its n-th step (a line of Python); how many steps there were."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        steps = 0

        def step(*_: object) -> Callable[..., object]:
            nonlocal steps
            steps += 1
            if steps == stop_at:
                os.kill(os.getpid(), signal.SIGKILL)
            return step

        sys.settrace(step)
        Target(path, backup=True).write(_NEW)
        sys.settrace(None)
        os.write(writing, str(steps).encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        return int(pipe.read() or 0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="这个系统没有 fork")
def test_killed_at_any_moment_the_file_is_whole(tmp_path: Path) -> None:
    """As when the power is cut: under the final name stands the old content or the new, never a part of it."""
    path = tmp_path / "draft.docx"
    path.write_bytes(_OLD)
    steps = _write(path, 0)
    assert path.read_bytes() == _NEW
    chance = random.Random(1)
    seen = set()
    for _ in range(_TIMES):
        for other in tmp_path.iterdir():
            other.unlink()
        path.write_bytes(_OLD)
        _write(path, chance.randint(1, steps))
        content = path.read_bytes()
        assert content in (_OLD, _NEW)
        assert [kept.read_bytes() for kept in tmp_path.glob("draft.docx.bak")] in ([], [_OLD])
        seen.add(content[:3])
    assert seen == {b"old", b"new"}


def test_the_backup_has_a_name_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text("one")
    assert Target(path, backup=True).write(b"two") == f"{path}（原来的在 {path}.bak）"
    assert Target(path, backup=True).write(b"three") == f"{path}（原来的在 {path}.bak1）"
    found = {entry.name: entry.read_text() for entry in tmp_path.iterdir()}
    assert found == {"draft.txt": "three", "draft.txt.bak": "one", "draft.txt.bak1": "two"}
