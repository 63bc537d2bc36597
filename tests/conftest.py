"""Shared fixtures of the tests."""

from __future__ import annotations

import pytest

from lint.api import Linter


@pytest.fixture(scope="session")
def linter() -> Linter:
    """A linter with the default ruleset and the dictionaries that ship."""
    return Linter()
