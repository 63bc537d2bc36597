"""Number formats: what a cell shows, by a table of cases of which LibreOffice has the last word where it agrees."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lint.extract.readers.number_dates import NoDateError
from lint.extract.readers.number_format import GENERAL, UnknownFormatError, general, shown, shown_text
from tests.conftest import ROOT

CASES: dict[str, list[Any]] = yaml.safe_load((ROOT / "tests/fixtures/number_formats.yaml").read_text("utf-8"))
NUMBERS = [
    *CASES["numbers"],
    *CASES["dates"],
    *CASES["excel_only"],
    *([value, GENERAL, text] for value, text in CASES["general"]),
]


@pytest.mark.parametrize(("value", "code", "text"), NUMBERS)
def test_numbers(value: float, code: str, text: str) -> None:
    assert shown(value, code) == text


@pytest.mark.parametrize(("text", "code", "expected"), CASES["texts"])
def test_texts(text: str, code: str, expected: str) -> None:
    assert shown_text(text, code) == expected


@pytest.mark.parametrize("code", CASES["unknown"])
def test_what_is_not_known_is_said(code: str) -> None:
    with pytest.raises(UnknownFormatError):
        shown(0.5, code)


@pytest.mark.parametrize("value", [-1, 3_000_000, 1e300])
def test_numbers_that_are_no_dates(value: float) -> None:
    with pytest.raises(NoDateError):
        shown(value, "yyyy-mm-dd")


def test_dates_counted_from_1904() -> None:
    assert shown(43099, "yyyy-mm-dd", date1904=True) == "2021-12-31"


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_general_is_short_and_close(value: float) -> None:
    text = general(value)
    assert len(text.removeprefix("-")) <= 12
    assert float(text) == pytest.approx(value, rel=1e-5, abs=1e-9)


@given(
    st.floats(allow_nan=False, allow_infinity=False), st.text("0#?.,%;-\"'[]@\\_*GeneralymdhsE+年月¥红 ≥", max_size=12)
)
def test_no_format_crashes(value: float, code: str) -> None:
    try:
        assert isinstance(shown(value, code), str)
    except (UnknownFormatError, NoDateError):
        return
