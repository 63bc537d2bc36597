"""``make bench``: from a keystroke in a draft of 60 tables to its findings, beside a bare reading of the same text."""

from __future__ import annotations

import random
import statistics
from pathlib import Path
from time import perf_counter

from lint.api import Item, Linter
from tests.bench.generate import document
from tests.lsp.client import Client

ROWS = 432
"""Rows of 60 tables."""
CHANGES = 25
_URI = (Path.cwd() / "bench-60.txt").as_uri()


def measure() -> None:
    """Change one cell after the other, and read the text as it is then."""
    text, chance = document(ROWS), random.Random(7)
    linter = Linter()
    (found,) = linter.extract([Item("bench.txt", text.encode)])
    client = Client()
    client.open(_URI, text)
    checked, read = [], []
    for _ in range(CHANGES):
        text = _with_another_value(text, chance)
        start = perf_counter()
        client.change(_URI, text)
        count = len(client.diagnostics(_URI))
        checked.append(perf_counter() - start)
        start = perf_counter()
        linter.extract([Item("bench.txt", text.encode)])
        read.append(perf_counter() - start)
    client.end()
    print(f"编辑器里改一格：{found.entry.projects} 张表、{found.entry.indicators} 行、{count} 个问题；毫秒")
    for name, times in (("改动到结果", checked), ("只读取", read)):
        low, middle, high = min(times), statistics.median(times), max(times)
        print(f"  {name}  最快 {1000 * low:4.0f}  中位 {1000 * middle:4.0f}  最慢 {1000 * high:4.0f}")


def _with_another_value(text: str, chance: random.Random) -> str:
    """The text with a digit put into one of its values."""
    values = [at for at, character in enumerate(text) if character == "≥"]
    at = chance.choice(values) + 1
    return text[:at] + str(chance.randint(1, 9)) + text[at:]


if __name__ == "__main__":
    measure()
