"""What became of an input comes back from its bytes as it was, whatever stands in it and whatever format it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_type_hints

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from lint.api import Item, Linter, file_item
from lint.api.encoding import decode, encode
from lint.api.examined import Examined
from lint.model.finding import Finding
from tests.conftest import ROOT
from tests.corpus.draw import drawn
from tests.documents.test_formats import WRITERS

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
st.register_type_strategy(int, st.integers(0, 2**31))
st.register_type_strategy(float, st.floats(allow_nan=False))
st.register_type_strategy(Mapping, st.dictionaries(st.text(max_size=3), JSON, max_size=2))
FEW = {"findings": st.lists(st.from_type(Finding), max_size=3).map(tuple)}
EXAMINED = st.builds(
    Examined, **{name: FEW.get(name, st.from_type(of)) for name, of in get_type_hints(Examined).items()}
)
"""Every field is filled, those to come too."""


@settings(max_examples=10, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(EXAMINED)
def test_anything_comes_back_as_it_was(examined: Examined) -> None:
    entry = examined.entry
    assert decode(encode(examined), entry.id, entry.path) == examined


@pytest.mark.parametrize("name", WRITERS)
def test_every_format_comes_back_as_it_was(name: str, linter: Linter) -> None:
    suffix, write = WRITERS[name]
    path = next((ROOT / "examples").glob("*.txt"))
    (original,) = linter.extract([file_item(path, linter.limits)])
    assert original.document is not None
    data = write(drawn(original.document))
    examined, _ = linter.examine(3, Item(f"a.{suffix}", lambda: data))
    assert examined.findings
    assert decode(encode(examined), 3, f"a.{suffix}") == examined


def test_another_number_and_name_are_those_of_the_run(linter: Linter) -> None:
    data = next((ROOT / "examples").glob("*.txt")).read_bytes()
    first, _ = linter.examine(0, Item("a.txt", lambda: data))
    second, _ = linter.examine(7, Item("b/c.txt", lambda: data))
    assert decode(encode(first), 7, "b/c.txt") == second


def test_texts_of_the_rule_are_shared_as_before(linter: Linter) -> None:
    data = next((ROOT / "examples").glob("*.txt")).read_bytes()
    examined, _ = linter.examine(0, Item("a.txt", lambda: data))
    titles: dict[str, Any] = {}
    for finding in decode(encode(examined), 0, "a.txt").findings:
        assert titles.setdefault(finding.title, finding.title) is finding.title


@pytest.mark.parametrize("data", [b"", b"\xc1", b"\x90", b"\x93\x00\x00\x00", b"text"])
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        decode(data, 0, "a.txt")
