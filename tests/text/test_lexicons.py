"""Every dictionary holds for words of sectors that the examples do not have: tests/fixtures/lexicons, by dictionary."""

from __future__ import annotations

import pytest

from lint.api import Item, Linter, Selection
from lint.config.dictionaries import shipped_dictionaries
from tests.conftest import ROOT
from tests.documents.scoring import flags
from tests.documents.sectors import FALSE, MISSED, Sector, load

FOLDER = ROOT / "tests" / "fixtures" / "lexicons"
LEXICONS = list(load(FOLDER))
ELSEWHERE = {"measures", "quantities", "spending", "stated"}
"""Dictionaries tested by phrases in the module of their name beside this one."""


@pytest.mark.parametrize("lexicon", LEXICONS, ids=lambda lexicon: lexicon.name)
def test_words_of_other_sectors(lexicon: Sector) -> None:
    linter = Linter(selection=Selection(select=lexicon.rules))
    report = linter.check([Item("表.txt", lexicon.text.encode)])
    found = {((project, row), code) for _, project, row, code in flags(report, lexicon.rules)}
    marks = lexicon.expected
    assert report.inputs[0].indicators == len(lexicon.rows)
    assert found - {key for key, mark in marks.items() if mark != MISSED} == set()
    assert {key for key, mark in marks.items() if mark in ("", FALSE)} - found == set()


def test_every_dictionary_has_cases() -> None:
    assert {path.stem for path in shipped_dictionaries()} == ELSEWHERE | {lexicon.name for lexicon in LEXICONS}
