"""The file of a baseline: read, written, and held against a run."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from lint.api.linter import Linter
from lint.engine import baseline
from lint.engine.baseline import Entry, Matched
from lint.errors import UsageError
from lint.model.finding import Finding, State
from lint.model.report import Report, Status

VERSION = "1.0"
_FINGERPRINTS = 1
_encode = msgspec.json.Encoder().encode


class _File(Struct, frozen=True):
    schema_version: str = field(name="schemaVersion")
    fingerprint_version: int = field(name="fingerprintVersion")
    entries: tuple[Entry, ...]


class Baseline(Struct, frozen=True):
    """The entries of a baseline, and the folder from which the names of files count."""

    path: Path
    entries: tuple[Entry, ...] = ()

    def files(self, report: Report) -> dict[int, str]:
        """The names by which the baseline knows the inputs of a run."""
        return {entry.id: self._name(entry.path) for entry in report.inputs}

    def _name(self, path: str) -> str:
        """Relative to the baseline, so that both can move together; one name whatever the system makes of accents."""
        try:
            relative = os.path.relpath(path, self.path.absolute().parent)
        except ValueError:  # another drive
            relative = os.path.abspath(path)  # noqa: PTH100 - the file need not exist
        return unicodedata.normalize("NFC", Path(relative).as_posix())

    def of(self, report: Report, linters: Sequence[Linter]) -> Baseline:
        """The baseline that covers the new findings of a run; ``linters`` are those of its inputs."""
        exempt = _exempt(linters)
        wanted = [one for one in report.findings if one.state is State.NEW and not exempt(one)]
        return replace(self, entries=baseline.entries_of(wanted, self.files(report)))

    def match(self, report: Report, linters: Sequence[Linter]) -> Matched:
        """Which findings of a run are known."""
        return baseline.match(self.entries, report.findings, self.files(report), _exempt(linters))

    def stale(self, left: Iterable[Entry], report: Report, linters: Sequence[Linter]) -> tuple[Entry, ...]:
        """What is left because it is mended."""
        files = self.files(report)
        codes = {id(linter): frozenset(rule.meta.code for rule in linter.chosen) for linter in linters}
        crashed = {finding.input for finding in report.findings if finding.code.startswith("INT")}
        judged = {
            files[entry.id]: codes[id(linters[entry.id])]
            for entry in report.inputs
            if entry.status is Status.CHECKED and entry.id not in crashed
        }
        return baseline.stale(left, judged, self._gone(files.values()))

    def _gone(self, present: Iterable[str]) -> set[str]:
        """The files that are neither in the run nor where they were."""
        folder = self.path.absolute().parent
        others = {entry.file for entry in self.entries} - set(present)
        return {name for name in others if not (folder / name).exists()}

    def apply(self, report: Report, linters: Sequence[Linter]) -> Report:
        """The run with known findings marked, and a note on entries that are of no use any more."""
        matched = self.match(report, linters)
        stale = sum(entry.count for entry in self.stale(matched.left, report, linters))
        notes = report.notes
        if stale:
            notes += (f"基线里有 {stale} 个问题已经没有了，用 jixiao baseline prune 从 {self.path} 里删去",)
        return replace(report, findings=matched.findings, notes=notes)

    def pruned(self, report: Report, linters: Sequence[Linter]) -> Baseline:
        """Without what is mended; what a renamed file has taken over belongs to it."""
        matched, files = self.match(report, linters), self.files(report)
        mended = {entry.key for entry in self.stale(matched.left, report, linters)}
        kept = [entry for entry in matched.left if entry.key not in mended]
        gone = self._gone(files.values())
        for finding, file in matched.known:
            moved = {finding.input: files[finding.input] if file in gone else file}
            kept += baseline.entries_of([finding], moved)
        return replace(self, entries=baseline.merged(kept))

    @property
    def size(self) -> int:
        """Number of findings that it covers."""
        return sum(entry.count for entry in self.entries)

    def text(self) -> str:
        """The content of its file: an entry a line, so that a change shows what came and went."""
        lines = ",\n".join(_encode(entry).decode() for entry in self.entries)
        head = f'{{"schemaVersion":"{VERSION}","fingerprintVersion":{_FINGERPRINTS},"entries":['
        return f"{head}\n{lines}\n]}}\n" if lines else f"{head}]}}\n"


def _exempt(linters: Sequence[Linter]) -> baseline.Exempt:
    def exempt(finding: Finding) -> bool:
        return finding.code.startswith(baseline.NEVER) or finding.code in linters[finding.input].ruleset.mandatory

    return exempt


def read_baseline(path: Path) -> Baseline:
    """The baseline in a file.

    Raises:
        UsageError: it is missing, not readable, or no baseline.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise UsageError(f"找不到基线文件 {path}，请先用 jixiao baseline write 建立") from None
    except OSError as error:
        raise UsageError(f"读不了基线文件 {path}：{error.strerror}") from None
    try:
        file = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=_File)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} 不是基线文件（{error}），请用 jixiao baseline write 重新建立") from None
    if file.schema_version.partition(".")[0] != VERSION.partition(".")[0] or file.fingerprint_version != _FINGERPRINTS:
        raise UsageError(f"基线文件 {path} 是别的版本的 jixiao 写的，请用 jixiao baseline write 重新建立")
    return Baseline(path, baseline.merged(file.entries))
