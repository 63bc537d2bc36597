"""``python -m tests.bench.copied 1000``: what the rules on copied text cost with so many projects, in one process.

Prints JSON: processor seconds of reading, processor seconds and findings of each rule, peak memory in MiB.
"""

from __future__ import annotations

import json
import resource
import sys
from time import process_time
from typing import Any

from lint.api import Item, Linter, Selection
from lint.engine.compare import Compared, compare
from lint.engine.run import Runner
from tests.bench.generate import copied

RULES = ("CF001", "CF002", "CF003", "CF004", "CF007")
FILES = 20


def measure(projects: int) -> dict[str, Any]:
    """Read the projects in one file and in twenty, and run each rule by itself over them."""
    linter = Linter(selection=Selection(select=RULES))
    files = copied(projects, FILES)
    begin = process_time()
    extracted = linter.extract(Item(f"{n}.txt", text.encode) for n, text in enumerate(["\n".join(files), *files]))
    documents = [(n, one.document) for n, one in enumerate(extracted) if one.document]
    reading, costs = (process_time() - begin) / 2, {}
    for active in linter.rules:
        runner = Runner([active])
        begin = process_time()
        rest = [Compared(number, document, runner) for number, document in documents[1:]]
        outcome = compare(rest) if runner.between else runner.run(documents[0][1], 0)
        costs[active.rule.meta.code] = (process_time() - begin, len(outcome.findings))
    return {"reading": reading, "rules": costs, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1])), ensure_ascii=False))
