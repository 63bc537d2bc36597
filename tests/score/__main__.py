"""``make score``: recall and precision of every rule on labelled documents, as a Markdown table.

A set is a folder of documents and one of labels (``DOCUMENTS=LABELS``); by default the examples, and the real documents
of ../shared where they are. A label file has the name of its document; documents without one are left out.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from lint.api import Linter, file_item
from tests.conftest import ROOT, SHARED
from tests.documents.scoring import Key, flags, is_met, labels, unlabelled

DEFAULT = (
    (ROOT / "examples", ROOT / "tests" / "fixtures" / "examples" / "labels"),
    (SHARED / "seeds", SHARED / "gold" / "labels"),
)
UNLABELLED = frozenset({"BD006"})
"""Codes that the codebook leaves out of the labels."""


def score(
    linter: Linter, documents: Path, folder: Path
) -> tuple[Counter[str], Counter[str], Counter[str], Counter[str]]:
    """By code: `must` labels, those found, flags, flags that are right (or neither right nor wrong)."""
    labelled = {path.stem for path in folder.glob("*.json")}
    paths = [path for path in sorted(documents.iterdir()) if path.stem in labelled]
    report = linter.check([file_item(path, linter.limits) for path in paths])
    codes = set(linter.registry.by_code) - UNLABELLED
    known, found = labels(folder, codes), flags(report, codes)
    must = [key for key, strength in known.items() if strength == "must"]
    met = [key for key in must if is_met(key, found)]
    wrong = set(unlabelled(known, found))
    return _count(must), _count(met), _count(found), _count(found - wrong)


def _count(keys: Iterable[Key]) -> Counter[str]:
    return Counter(key[-1] for key in keys)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "—"


def main(arguments: Sequence[str]) -> None:
    """Score the sets that are named, or the default ones."""
    linter = Linter()
    sets = [tuple(map(Path, argument.split("=", 1))) for argument in arguments] or list(DEFAULT)
    totals = [Counter[str](), Counter[str](), Counter[str](), Counter[str]()]
    for documents, folder in sets:
        if not documents.is_dir() or not folder.is_dir():
            print(f"没有 {documents} 或 {folder}，没有算进去", file=sys.stderr)
            continue
        for total, part in zip(totals, score(linter, documents, folder), strict=True):
            total.update(part)
    must, met, flagged, right = totals
    print("| 规则 | 应报 | 报到 | 查全率 | 报了 | 报对 | 准确率 |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for code, rule in sorted(linter.registry.by_code.items()):
        if must[code] or flagged[code]:
            shares = _share(met[code], must[code]), _share(right[code], flagged[code])
            name = f"{code} {rule.meta.title}"
            print(
                f"| {name} | {must[code]} | {met[code]} | {shares[0]} | {flagged[code]} | {right[code]} | {shares[1]} |"
            )
    whole = [total.total() for total in totals]
    shares = _share(whole[1], whole[0]), _share(whole[3], whole[2])
    print(f"| 合计 | {whole[0]} | {whole[1]} | {shares[0]} | {whole[2]} | {whole[3]} | {shares[1]} |")


if __name__ == "__main__":
    main(sys.argv[1:])
