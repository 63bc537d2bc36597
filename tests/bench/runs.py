"""Many documents: several processes beside one, a warm cache beside a cold one, and memory.

``python -m tests.bench runs [DOCUMENTS]``: 1 000 documents of 25 projects unless another number is given.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from tests.bench.generate import documents

ROOT = Path(__file__).parents[2]
DOCUMENTS, PROJECTS = 1_000, 25
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Cost:
    """Of a run: seconds on the clock, seconds of processors (own, and of the processes it started), peak memory."""

    seconds: float
    own: float
    others: float
    memory: float


def check(folder: Path, *options: str) -> Cost:
    """Check a folder, in a process of its own that says what it took."""
    start = perf_counter()
    arguments = ["check", str(folder), *options]
    command = [sys.executable, "-m", "tests.bench.runs", *arguments]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, check=False)
    seconds = perf_counter() - start
    if done.returncode:
        raise RuntimeError(done.stderr.decode())
    own, others, memory = json.loads(done.stderr.splitlines()[-1])
    return Cost(seconds, own, others, memory)


def measure(count: int = DOCUMENTS) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder, output = Path(name, "in"), Path(name)
        folder.mkdir()
        for number, text in enumerate(documents(count, PROJECTS), start=1):
            (folder / f"{number:04}.txt").write_text(text, "utf-8")
        size = sum(path.stat().st_size for path in folder.iterdir()) / 2**20
        print(f"{count} 份文件，每份 {PROJECTS} 个项目，共 {size:.1f} MiB")
        bare = ["--output", str(output / "report.json"), "--jobs"]
        one = _best("1 个进程", folder, [*bare, "1"])
        two = _best("2 个进程", folder, [*bare, "2"])
        print(f"2 个进程快到 {one.seconds / two.seconds:.2f} 倍")
        kept = ["--cache-dir", str(output / "cache")]
        cold = _line("第一次，留下结果", check(folder, *bare, "1", *kept))
        warm = _best("没有改动，取用结果", folder, [*bare, "1", *kept])
        print(f"取用结果快到 {cold.seconds / warm.seconds:.1f} 倍")
        sizes = [path.stat().st_size for path in (output / "cache").iterdir()]
        report = (output / "report.json").stat().st_size
        print(f"留下 {len(sizes)} 个文件，{sum(sizes) / 2**20:.1f} MiB；报告 {report / 2**20:.1f} MiB")


def _best(what: str, folder: Path, options: Sequence[str]) -> Cost:
    return _line(what, min((check(folder, *options) for _ in range(ROUNDS)), key=lambda cost: cost.seconds))


def _line(what: str, cost: Cost) -> Cost:
    print(
        f"{what}：{cost.seconds:.2f} 秒，处理器 {cost.own:.2f} 秒、其他进程 {cost.others:.2f} 秒，"
        f"内存峰值 {cost.memory:.0f} MiB",
        flush=True,
    )
    return cost


def main() -> None:
    """The command, with what it took as the last line on standard error."""
    import resource  # noqa: PLC0415 - not on Windows

    from lint.cli.main import main as command  # noqa: PLC0415

    try:
        command()
    except SystemExit as stop:
        own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
        figures = [own.ru_utime + own.ru_stime, others.ru_utime + others.ru_stime, own.ru_maxrss / 1024]
        print(json.dumps(figures), file=sys.stderr)
        os._exit(0 if stop.code in (0, 1) else 1)


if __name__ == "__main__":
    main()
