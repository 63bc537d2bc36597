"""Random edits in random drafts: no text is lost or changed that was not the edit's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from lint.extract.grid import Grid, Line, Parsed
from lint.extract.readers import docx, xlsx
from lint.extract.source import Limits
from lint.fix.docx import write_docx
from lint.fix.plan import span
from lint.fix.text import write_text
from lint.fix.written import Written
from lint.fix.xlsx import write_xlsx
from lint.model.cell import Cell
from lint.model.document import Document
from lint.model.finding import Edit
from tests.corpus.drawing import Box, Drawing, Form
from tests.fix.drafts import WRITERS, item, linter

_LIMITS = Limits()
_FIELDS = ("name", "description", "value", "basis")
_HEADS = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")
_LEVELS = (("产出指标", "数量指标"), ("产出指标", "质量指标"), ("效益指标", "社会效益指标"))
_WRITE: dict[str, Callable[[bytes, Sequence[Edit]], Written]] = {
    "txt": lambda data, edits: write_text(data, edits, "text"),
    "docx": lambda data, edits: write_docx(data, edits, _LIMITS),
    "tracked.docx": lambda data, edits: write_docx(data, edits, _LIMITS, tracked=True),
    "xlsx": lambda data, edits: write_xlsx(data, edits, _LIMITS),
}
_text = st.text("甲乙丙19%≥、 <&>\"'_x０𠮷", max_size=8)
_edit = st.tuples(st.integers(0, 99), st.integers(0, 9), st.integers(1, 9), _text, st.booleans())


def _drawing(texts: Sequence[str]) -> Drawing:
    """A project with a row for every four texts; each cell begins with a number of its own."""
    rows = [tuple(map(Box, _HEADS))]
    for number, levels in enumerate(_LEVELS):
        own = enumerate(texts[4 * number : 4 * number + 4])
        rows.append(tuple(map(Box, (*levels, *(f"{number}{at}号{text}号" for at, text in own)))))
    return Drawing(("1、示例项目绩效目标表", Form("", tuple(rows), (30,) * 6)))


def _edits(document: Document, wanted: Sequence[tuple[int, int, int, str, bool]]) -> list[Edit]:
    """One edit a cell; some expect what does not stand there."""
    cells: list[Cell] = [cell for row in document.projects[0].rows for name in _FIELDS if (cell := row.cells[name])]
    made = {}
    for number, start, size, replacement, right in wanted:
        cell = cells[number % len(cells)]
        begin = start % len(cell.raw)
        end = min(begin + size, len(cell.raw))
        expected = cell.raw[begin:end] if right else cell.raw[begin:end] + "丁"
        made[cell.place] = Edit(document.locator.locate(cell.place, begin, end), expected, replacement)
    return sorted(made.values(), key=lambda edit: span(edit.location))


def _texts(data: bytes, suffix: str) -> list[str]:
    """All texts, one behind the other, as `span` counts."""
    if suffix == "txt":
        return [data.decode()]
    parsed: Parsed = (docx if suffix.endswith("docx") else xlsx).parse(data, _LIMITS)
    found = []
    for block in parsed.blocks:
        if isinstance(block, Grid):
            found += [slot.text for slot in block.slots]
        elif isinstance(block, Line):
            found.append(block.text)
    return found


@pytest.mark.parametrize("suffix", _WRITE)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(texts=st.lists(_text, min_size=12, max_size=12), wanted=st.lists(_edit, max_size=6))
def test_nothing_changes_but_the_edits(
    suffix: str, texts: list[str], wanted: list[tuple[int, int, int, str, bool]]
) -> None:
    own = suffix.rpartition(".")[2]
    data = WRITERS[own](_drawing(texts))
    (read,) = linter().extract([item(data, own)])
    assume(read.document is not None and read.document.projects)
    assert read.document is not None
    edits = _edits(read.document, wanted)
    written = _WRITE[suffix](data, edits)
    assert {number for number, edit in enumerate(edits) if edit.expected.endswith("丁")} <= set(written.refused)
    made = [edit for number, edit in enumerate(edits) if number not in written.refused]
    before = _texts(data, suffix)
    if not made:
        assert written.data == data
    assert _texts(written.data, suffix) == _applied(before, made)


def _applied(texts: Sequence[str], edits: Sequence[Edit]) -> list[str]:
    """The texts with edits made."""
    joined = "\0".join(texts)
    for edit in reversed(edits):
        begin, end = span(edit.location)
        assert joined[begin:end] == edit.expected
        joined = joined[:begin] + edit.replacement + joined[end:]
    return joined.split("\0")
