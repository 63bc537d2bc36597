"""Shared fixtures of the tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import hypothesis
import pytest

from lint.api import Linter

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

# On CI the same cases each time: what is landed must not fail by chance. At home new ones are tried.
hypothesis.settings.register_profile("ci", derandomize=True)
if os.environ.get("CI") == "true":
    hypothesis.settings.load_profile("ci")

Run = Callable[..., subprocess.CompletedProcess[bytes]]


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes take no part in names of tests: an archive tells when it was made, and names must be the same each time."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def linter() -> Linter:
    """A linter with the default ruleset and the dictionaries that ship."""
    return Linter()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the five real documents; without it the tests that need them are skipped, but never under CI."""
    if not SHARED.is_dir():
        message = f"没有 {SHARED}：用到五份真实文件的测试没有运行"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return SHARED


@pytest.fixture
def jixiao(tmp_path: Path) -> Run:
    """Runs the command in a process of its own, in an empty folder."""

    def run(
        *arguments: str | Path,
        stdin: bytes = b"",
        env: Mapping[str, str] | None = None,
        cwd: Path = tmp_path,
    ) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "lint", *map(str, arguments)]
        environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT), **(env or {})}
        return subprocess.run(
            command, input=stdin, capture_output=True, cwd=cwd, env=environment, timeout=120, check=False
        )

    return run
