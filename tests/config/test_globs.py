"""Patterns for files and projects."""

from __future__ import annotations

from pathlib import Path

import pytest

from lint.config.globs import covers, names

BASE = Path("/县/本级")


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("*.txt", "/县/本级/甲/草稿.txt", True),
        ("*.txt", "/县/本级/甲/草稿.docx", False),
        ("旧", "/县/本级/旧/甲/草稿.txt", True),
        ("旧", "/县/旧/草稿.txt", False),
        ("草稿.txt", "/别处/草稿.txt", True),
        ("旧/*", "/县/本级/旧/草稿.txt", True),
        ("旧/*", "/县/本级/甲/旧/草稿.txt", False),
        ("**/旧/*.txt", "/县/本级/甲/乙/旧/草稿.txt", True),
        ("旧/**", "/县/本级/旧/甲/乙.txt", True),
        ("旧/**/乙.txt", "/县/本级/旧/乙.txt", True),
        ("/旧", "/县/本级/旧/乙.txt", True),
        ("./旧", "/县/本级/甲/旧/乙.txt", False),
        ("旧/", "/县/本级/甲/旧/乙.txt", True),
        ("旧\\乙.txt", "/县/本级/旧/乙.txt", True),
        ("甲/../乙", "/县/本级/乙", False),
        ("**", "/县/本级/乙", True),
        ("**", "/别处/乙", False),
        ("/", "/县/本级/乙", False),
        ("草?.txt", "/县/本级/草稿.txt", True),
        ("[", "/县/本级/草稿.txt", False),
    ],
)
def test_files(pattern: str, path: str, expected: bool) -> None:
    assert covers(pattern, BASE, Path(path)) is expected


def test_a_pattern_of_stars_ends_at_once() -> None:
    assert not covers("/".join(["**", "a*" * 50] * 50), BASE, BASE / ("/".join(["a" * 200] * 40)))
    assert not names("*a" * 200 + "b", "a" * 5000)


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("农村公路*", "农村公路 养护", True),
        ("农村公路(二期)", "农村公路（二期）", True),
        ("农村公路", "农村公路养护", False),
        ("41900027P?", "41900027P1", True),
        ("道路[2026]改造", "道路[2026]改造", True),
        ("*", "", False),
    ],
)
def test_projects(pattern: str, text: str, expected: bool) -> None:
    assert names(pattern, text) is expected
