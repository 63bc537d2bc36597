"""``make score``: recall and precision of every rule on labelled documents, as a Markdown table.

A set is NAME:USE:DOCUMENTS=LABELS: a folder of documents and one of labels; documents without a label file of their
name are left out. USE is seen, reworked or unseen (see lint/config/confidence.py) and may be left out: seen; so may
the name. A folder of self-written tables (tests/fixtures/sectors) needs no labels.

``--write FILE`` also writes the figures to FILE, from which findings get their confidence. Sets of the file that are
not named, or whose folders are not there, keep the figures that they have; ``--only`` drops those that are not named.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from lint.api import Item, Linter, file_item
from lint.config.confidence import USES, Counts, Measured, MeasuredSet, measured_path, read_measured, written_measured
from tests.conftest import ROOT, SHARED
from tests.documents.scoring import Key, flags, is_met, labels, unlabelled
from tests.documents.sectors import EITHER, FALSE, load

DEFAULT = (
    f"examples:seen:{ROOT / 'examples'}={ROOT / 'tests' / 'fixtures' / 'examples' / 'labels'}",
    f"seeds:seen:{SHARED / 'seeds'}={SHARED / 'gold' / 'labels'}",
    f"sectors:reworked:{ROOT / 'tests' / 'fixtures' / 'sectors'}",
)
UNLABELLED = frozenset({"BD006"})
"""Codes that the codebook leaves out of the labels."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A set to measure."""

    name: str
    use: str
    documents: Path
    labels: Path | None

    @property
    def is_there(self) -> bool:
        return self.documents.is_dir() and (self.labels is None or self.labels.is_dir())


def parse(argument: str) -> Wanted:
    """A set as it is named on the command line.

    Raises:
        SystemExit: the use is unknown.
    """
    documents, _, folder = argument.partition("=")
    *named, documents = documents.split(":", 2)
    name, use = (*named, "seen")[:2] if named else (documents, "seen")
    if use not in USES:
        raise SystemExit(f"{argument}：材料的用处应当是 {'、'.join(USES)}，现在是 {use}")
    return Wanted(name, use, Path(documents), Path(folder) if folder else None)


def score(linter: Linter, wanted: Wanted) -> tuple[MeasuredSet, dict[str, Counts]]:
    """What is in a set, and the counts by code."""
    items, known = _labelled(linter, wanted)
    report = linter.check(items)
    codes = set(linter.registry.by_code) - UNLABELLED
    known = {key: strength for key, strength in known.items() if key[-1] in codes}
    found = flags(report, codes)
    must = [key for key, strength in known.items() if strength == "must"]
    wrong = set(unlabelled(known, found))
    parts = [_count(part) for part in (must, (key for key in must if is_met(key, found)), found, found - wrong)]
    size = sum(one.projects for one in report.inputs), sum(one.indicators for one in report.inputs)
    measured = {code: Counts(*(part[code] for part in parts)) for code in {code for part in parts for code in part}}
    return MeasuredSet(wanted.name, wanted.use, len(items), *size), measured


def _labelled(linter: Linter, wanted: Wanted) -> tuple[list[Item], dict[Key, str]]:
    if wanted.labels is not None:
        names = {path.stem for path in wanted.labels.glob("*.json")}
        paths = [path for path in sorted(wanted.documents.iterdir()) if path.stem in names]
        return [file_item(path, linter.limits) for path in paths], labels(wanted.labels, linter.registry.by_code)
    known, items = {}, []
    for sector in load(wanted.documents):
        items.append(Item(f"{sector.name}.txt", sector.text.encode))
        for (place, code), mark in sector.expected.items():
            if mark != FALSE:
                known[sector.name, *place, code] = "may" if mark == EITHER else "must"
    return items, known


def _count(keys: Iterable[Key]) -> Counter[str]:
    return Counter(key[-1] for key in keys)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "—"


def _print(measured: Measured, linter: Linter) -> None:
    total = Counts()
    print("| 规则 | 应报 | 报到 | 查全率 | 报了 | 报对 | 准确率 |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for code, rule in sorted(linter.registry.by_code.items()):
        counts = measured.of(code, USES)
        if any(counts):
            print(_line(f"{code} {rule.meta.title}", counts))
            total = Counts(*map(sum, zip(total, counts, strict=True)))
    print(_line("合计", total))


def _line(name: str, counts: Counts) -> str:
    recall, precision = _share(counts.found, counts.must), _share(counts.right, counts.flags)
    return f"| {name} | {counts.must} | {counts.found} | {recall} | {counts.flags} | {counts.right} | {precision} |"


def _kept(file: Path | None, only: bool, wanted: Sequence[Wanted]) -> Measured:
    """The figures of a file that are not measured anew."""
    if file is None or not file.is_file():
        return Measured((), {})
    measured = read_measured(yaml.safe_load(file.read_text("utf-8")))
    names = {one.name for one in wanted}
    sets = tuple(one for one in measured.sets if one.name in names or not only)
    return Measured(sets, measured.counts)


def main(arguments: Sequence[str]) -> None:
    """Score the sets that are named, or the default ones."""
    parser = argparse.ArgumentParser(prog="python -m tests.score", description=__doc__)
    parser.add_argument("--write", type=Path, nargs="?", const=measured_path(), metavar="FILE")
    parser.add_argument("--only", action="store_true", help="drop the sets of the file that are not named")
    parser.add_argument("sets", nargs="*", metavar="NAME:USE:DOCUMENTS=LABELS")
    options = parser.parse_args(arguments)
    linter = Linter()
    wanted = [parse(argument) for argument in options.sets or DEFAULT]
    kept = _kept(options.write, options.only, wanted)
    sets = {one.name: one for one in kept.sets}
    counts = {code: dict(by_set) for code, by_set in kept.counts.items()}
    for one in wanted:
        if not one.is_there:
            print(f"没有 {one.documents} 或 {one.labels}，{one.name} 没有量", file=sys.stderr)
            continue
        sets[one.name], measured = score(linter, one)
        for by_set in counts.values():
            by_set.pop(one.name, None)
        for code, figures in measured.items():
            counts.setdefault(code, {})[one.name] = figures
    measured = Measured(tuple(sets.values()), counts)
    _print(measured, linter)
    if options.write:
        options.write.write_text(written_measured(measured), "utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
