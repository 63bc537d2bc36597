"""Cells parted by commas, semicolons or tabs (csv, tsv); a cell in quotes may hold any of these, and line breaks.

A record that begins with # and speaks to jixiao is a comment, whatever marks are in it.
"""

from __future__ import annotations

import re
from collections import Counter

from lint.errors import InputError
from lint.extract.comments import Remark, is_call, said_by_line
from lint.extract.describe import InSource, text
from lint.extract.encoding import decode
from lint.extract.flow import Run
from lint.extract.grid import Grid, Parsed, Slot, reading
from lint.extract.source import Limits, Reading, Source, too_many_cells

_MARKS = "\t,;"
_SAMPLE = 100_000
_RECORDS = 50
_LONGEST = 32_767
"""Characters of the longest cell of Excel: what goes on further behind a quote was never closed."""
_DECLARED = re.compile(r"\ufeff?sep=([,;\t|])\r?\n")
_END = re.compile(r"\r\n|\r|\n")
_LINE = re.compile(r"[^\r\n]*+")
_UNPAIRED = "这一格的引号没有配对，请核对这一格从哪里到哪里"


def read(source: Source) -> Reading:
    """Read a table of cells parted by marks; `InputError` for an unknown encoding and for limits exceeded."""
    content, encoding = decode(source.data, source.encoding)
    remarks: list[Remark] = []
    grid = Grid(_slots(content, source.limits, remarks))
    return reading(Parsed([grid], [], encoding, remarks), InSource(content, text), source.limits, content)


def _slots(content: str, limits: Limits, remarks: list[Remark]) -> list[Slot]:
    """The cells; comments are added to ``remarks``."""
    commented = "jixiao" in content.lower()
    declared = _DECLARED.match(content)
    mark = declared[1] if declared else mark_of(_without_calls(content[: 2 * _SAMPLE]) if commented else content)
    cell = _cell(mark)
    slots: list[Slot] = []
    at, end, row, column = (declared.end() if declared else 0), len(content), 0, 0
    quote = -1
    while at < end:
        if len(slots) > limits.cells:
            raise InputError(too_many_cells(limits))
        if column == 0:  # a line without quotes needs no pattern
            if commented and (remark := _remark(content, at, cell, mark)):
                remarks.append(remark)
                at = remark.at
                continue
            quote = quote if quote >= at else content.find('"', at)
            quote = quote if quote >= 0 else end
            stop = content.find("\n", at, quote)
            if stop >= 0:
                slots += _plain(row, content[at:stop], at, mark)
                at, row = stop + 1, row + 1
                continue
        found = cell.match(content, at)
        assert found is not None
        slots.append(_slot(row, column, found))
        at = found.end()
        if at < end and content[at] == mark:
            at += 1
            column += 1
            if at == end:
                slots.append(Slot(row, column, "", runs=((0, 0, at, at),)))
        elif at < end:
            ended = _END.match(content, at)
            at = ended.end() if ended else at + 1
            row, column = row + 1, 0
    return slots


def _remark(content: str, at: int, cell: re.Pattern[str], mark: str) -> Remark | None:
    """The comment that is the record at a place."""
    line = _LINE.match(content, at)
    assert line is not None
    if not is_call(line[0]):
        return None
    quoted = cell.match(content, at)
    if quoted is None or quoted[1] is None:
        said = said_by_line(line[0].strip('" ').rstrip(mark + '" '))
        end = line.end()
    else:
        said = said_by_line(quoted[1].replace('""', '"'))
        rest = _LINE.match(content, quoted.end())
        end = rest.end() if rest else quoted.end()
    ended = _END.match(content, end)
    return Remark(said, at, end, ended.end() if ended else end) if said else None


def _without_calls(content: str) -> str:
    return "".join(line for line in content.splitlines(keepends=True) if not is_call(line))


def _plain(row: int, line: str, at: int, mark: str) -> list[Slot]:
    slots: list[Slot] = []
    line = line.removesuffix("\r")
    if not line:
        return slots
    for column, raw in enumerate(line.split(mark)):
        size = len(raw)
        slots.append(Slot(row, column, raw, runs=((0, size, at, at + size),)))
        at += size + 1
    return slots


def _cell(mark: str) -> re.Pattern[str]:
    """A cell: in quotes up to a quote at the end of a cell, else up to the next mark or the end of the line."""
    quoted = rf"=?\"((?:[^\"]|\"\"){{0,{_LONGEST}}}+)\"[ ]*(?={mark}|[\r\n]|\Z)"
    return re.compile(rf"{quoted}|[^{mark}\r\n]*+")


def _slot(row: int, column: int, found: re.Match[str]) -> Slot:
    if found[1] is None:
        raw, begin = found[0], found.start()
        odd = raw.startswith('"') and raw.count('"') % 2 == 1
        return Slot(row, column, raw, problem=_UNPAIRED if odd else "", runs=((0, len(raw), begin, begin + len(raw)),))
    raw, begin = found[1], found.start(1)
    if '"' not in raw:
        return Slot(row, column, raw, runs=((0, len(raw), begin, begin + len(raw)),))
    runs: list[Run] = []
    at = 0
    for piece in raw.split('""'):
        if runs:
            runs.append((at, 1, begin - 2, begin))
            at += 1
        runs.append((at, len(piece), begin, begin + len(piece)))
        at += len(piece)
        begin += len(piece) + 2
    return Slot(row, column, raw.replace('""', '"'), runs=tuple(runs))


def mark_of(content: str) -> str:
    """What parts the cells: the mark by which most lines have the same number of cells, and more than one."""
    best = (0, 0, ",")
    for mark in _MARKS:
        widths = Counter(_widths(content[:_SAMPLE], mark))
        widths.pop(1, None)
        if widths:
            width, count = max(widths.items(), key=lambda entry: (entry[1] * (entry[0] - 1), entry[0]))
            best = max(best, (count * (width - 1), width, mark))
    return best[2]


def _widths(content: str, mark: str) -> list[int]:
    """The numbers of cells of the first lines."""
    cell, width, at = _cell(mark), 1, 0
    widths: list[int] = []
    while at < len(content) and len(widths) < _RECORDS:
        found = cell.match(content, at)
        assert found is not None
        at = found.end()
        if content[at : at + 1] == mark:
            width += 1
            at += 1
        else:
            ended = _END.match(content, at)
            at = ended.end() if ended else at + 1
            widths.append(width)
            width = 1
    return widths
