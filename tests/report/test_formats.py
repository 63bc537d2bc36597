"""Every format of a report that has everything in it, as a whole: golden files, written anew with JIXIAO_GOLDEN=1."""

from __future__ import annotations

import io
import os
from pathlib import Path

import openpyxl
import pytest

from lint.plugins.builtin import jixiao_reporters
from lint.report.base import Reporter, Style, rendered
from lint.version import __version__
from tests.report.made import HOSTILE, REPORT, hostile

GOLDEN = Path(__file__).parent / "golden" / "formats"
REPORTERS = {reporter.name: reporter for reporter in jixiao_reporters()}
OWN_TESTS = {"html"}
"""Formats with golden tests of their own."""


def whole(reporter: Reporter) -> str:
    """The report as text; a workbook cell by cell."""
    made = b"".join(
        piece if isinstance(piece, bytes) else piece.encode() for piece in rendered(reporter, REPORT, Style())
    )
    if reporter.name != "xlsx":
        return made.decode()
    book = openpyxl.load_workbook(io.BytesIO(made))
    lines = []
    for sheet in book:
        rows = (["" if cell.value is None else str(cell.value) for cell in row] for row in sheet.rows)
        lines += [f"== {sheet.title}", *("\t".join(row).rstrip() for row in rows)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", sorted(REPORTERS.keys() - OWN_TESTS))
def test_a_whole_report(name: str) -> None:
    suffix = ".txt" if name == "xlsx" else REPORTERS[name].suffix
    path = GOLDEN / f"{name}{suffix}"
    made = whole(REPORTERS[name]).replace(__version__, "VERSION")
    if os.environ.get("JIXIAO_GOLDEN"):
        path.write_text(made, "utf-8")
    assert made == path.read_text("utf-8")


@pytest.mark.parametrize("name", sorted(REPORTERS))
def test_the_same_bytes_every_time(name: str) -> None:
    first, second = (list(rendered(REPORTERS[name], REPORT, Style())) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
@pytest.mark.parametrize("name", sorted(REPORTERS))
def test_any_text_can_be_written(name: str, text: str) -> None:
    for piece in rendered(REPORTERS[name], hostile(text), Style()):
        assert isinstance(piece, bytes) or piece.encode() is not None
