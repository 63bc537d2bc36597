"""``make bench``: start-up beside bare Python, rows a second, memory, and growth. Prints figures, asserts nothing."""

from __future__ import annotations

import compileall
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from lint.resources.files import keep_all
from tests.bench import editor, formats, notes, runs
from tests.bench.generate import document

ROOT = Path(__file__).parents[2]

ROWS = 50_000
STARTS = 15
ROUNDS = 3
PROJECTS = (100, 1_000, 10_000)
SMALL = "项目名称\t校舍维修\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t维修校舍数量\t≥12所\n"


@dataclass(frozen=True, slots=True)
class Run:
    """One process: seconds on the clock and peak memory in MiB."""

    seconds: float
    memory: float


def run(arguments: Sequence[str]) -> Run:
    """Run a process to its end.

    Raises:
        RuntimeError: it ended with another exit code than 0 or 1.
    """
    start = perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(arguments)} ended with {process.returncode}")
    return Run(seconds, usage.ru_maxrss / 1024)


def start_up(folder: Path) -> None:
    """Time of the smallest commands, in turn, beside an interpreter that does nothing."""
    small = folder / "small.txt"
    small.write_text(SMALL, "utf-8")
    commands = {
        "python -c pass": ["-c", "pass"],
        "jixiao --version": ["-m", "lint", "--version"],
        "jixiao check（一个小文件）": ["-m", "lint", "check", str(small)],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(STARTS):
        for name, arguments in commands.items():
            times[name].append(run(arguments).seconds)
    bare = statistics.median(times["python -c pass"])
    for name, seconds in times.items():
        middle = statistics.median(seconds)
        print(f"{middle * 1000:8.1f} ms  {middle / bare:5.1f} 倍  {name}")


def throughput(folder: Path) -> None:
    """Rows a second on generated documents, for half the rows and for all."""
    best: dict[int, Run] = {}
    for rows in (ROWS // 2, ROWS):
        path = folder / f"{rows}.txt"
        path.write_text(document(rows), "utf-8")
        arguments = ["-m", "lint", "check", str(path), "--output", str(folder / "report.json")]
        best[rows] = min((run(arguments) for _ in range(ROUNDS)), key=lambda one: one.seconds)
        one = best[rows]
        print(f"{rows:8} 行  {one.seconds:6.2f} 秒  {rows / one.seconds:7.0f} 行/秒  内存峰值 {one.memory:5.0f} MiB")
    print(f"行数加倍，时间为 {best[ROWS].seconds / best[ROWS // 2].seconds:.2f} 倍")


def copied() -> None:
    """What the rules on copied text cost as projects grow tenfold; each size in a process of its own."""
    for projects in PROJECTS:
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.copied", str(projects)], stdout=subprocess.PIPE, cwd=ROOT, check=True
        )
        found = json.loads(done.stdout)
        rules = "  ".join(f"{name} {cost[0]:.2f}（{cost[1]}）" for name, cost in found["rules"].items())
        print(f"{projects:6} 个项目  读取 {found['reading']:.2f} 秒  {rules}  内存峰值 {found['memory']:.0f} MiB")


def main() -> None:
    """Print all figures."""
    compileall.compile_dir(ROOT / "lint", quiet=1)  # an installed package is compiled
    keep_all()
    print(f"Python {platform.python_version()}，{platform.machine()}，{os.cpu_count()} 核")
    if sys.argv[1:2] == ["runs"]:
        runs.measure(*map(int, sys.argv[2:3]))
        return
    if sys.argv[1:2] == ["notes"]:
        notes.measure()
        return
    with tempfile.TemporaryDirectory() as name:
        start_up(Path(name))
        throughput(Path(name))
    formats.measure()
    editor.measure()
    print("比对雷同：各条规则的秒数（和报出的个数）")
    copied()


if __name__ == "__main__":
    main()
