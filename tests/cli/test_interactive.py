"""``fix --interactive`` on a terminal: each change is asked for, and nothing is written before the last answer."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.test_console import command, environment
from tests.cli.test_fix import DRAFT, ONLY

pty = pytest.importorskip("pty")
_VALUES = ("1800平方米以上", "900米以上", "30处以上")
_ROW = DRAFT.splitlines(keepends=True)[-1]
_THREE = DRAFT.removesuffix(_ROW) + "".join(_ROW.replace(_VALUES[0], value) for value in _VALUES)
_PROMPT = "改吗？"


def _answered(folder: Path, answers: str) -> tuple[int, str]:
    """The exit code and what was seen."""
    (folder / "草稿.txt").write_text(_THREE, "utf-8")
    master, slave = pty.openpty()
    whole = command("fix", "草稿.txt", *ONLY, "--interactive")
    seen = b""
    with subprocess.Popen(whole, stdin=slave, stdout=slave, stderr=slave, cwd=folder, env=environment()) as child:
        os.close(slave)
        asked = 0
        try:
            while piece := os.read(master, 65536):
                seen += piece
                while asked < min(len(answers), seen.decode("utf-8", "ignore").count(_PROMPT)):
                    os.write(master, f"{answers[asked]}\n".encode())
                    asked += 1
        except OSError:  # Linux: the other side is closed
            pass
    os.close(master)
    return child.returncode, seen.decode().replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("answers", "changed"),
    [("yny", (0, 2)), ("na", (1, 2)), ("yq", (0,)), ("xyyy", (0, 1, 2)), ("nnn", ())],
)
def test_answers(answers: str, changed: tuple[int, ...], tmp_path: Path) -> None:
    code, seen = _answered(tmp_path, answers)
    assert (tmp_path / "草稿.txt").read_text("utf-8") == _THREE
    copy = tmp_path / "草稿.fixed.txt"
    wanted = _THREE
    for number in changed:
        wanted = wanted.replace(_VALUES[number], "≥" + _VALUES[number].removesuffix("以上"))
    assert (copy.read_text("utf-8") if copy.exists() else "") == (wanted if changed else "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["草稿.fixed.txt", "草稿.txt"][not changed :]
    assert code == 0
    assert "Traceback" not in seen
