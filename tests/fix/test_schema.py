"""Annotated copies and review opinions follow the schemas on which Word and Excel insist."""

from __future__ import annotations

import pytest

from lint.api import Limits
from lint.api.annotating import annotate, unannotate
from tests.fix.drafts import OFFICE_DRAFTS, draft, item, session
from tests.fix.schema import faults

LIMITS = Limits()


@pytest.mark.parametrize(("name", "suffix"), OFFICE_DRAFTS)
def test_annotated_copies(name: str, suffix: str) -> None:
    made = annotate(session(), item(draft(name, suffix), suffix), LIMITS)
    again = annotate(session(), item(made.data, suffix), LIMITS)
    plain = unannotate(item(again.data, suffix), LIMITS)
    assert [faults(data) for data in (draft(name, suffix), made.data, again.data, plain)] == [[], [], [], []]
