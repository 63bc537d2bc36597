"""A corrected draft: every change removes its finding and brings none, and nothing else is touched."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable
from functools import cache

import pytest

from lint.api.fixing import Fixed, Options, fix
from lint.errors import InputError
from lint.model.finding import Finding
from tests.corpus.draw import drawn
from tests.corpus.to_pdf import pdf_of
from tests.fix.drafts import (
    DRAFTS,
    OFFICE_DRAFTS,
    ORIGINALS,
    SOME,
    WRITERS,
    draft,
    item,
    linter,
    parts,
    session,
)

ALL = [(name, suffix, True) for name, suffix in DRAFTS] + [(name, suffix, False) for name in SOME for suffix in WRITERS]

pytestmark = pytest.mark.xdist_group("fixed drafts")


def place(finding: Finding) -> tuple[object, ...]:
    """What stays of a finding when its cell is written anew."""
    subject = finding.subject
    assert subject is not None
    return finding.code, subject.section, subject.ordinal, subject.row, subject.field


def counts(findings: Iterable[Finding]) -> Counter[tuple[object, ...]]:
    """How many findings there are at each place."""
    return Counter(place(finding) for finding in findings)


@cache
def _fixed(name: str, suffix: str, *, unsafe: bool, tracked: bool = False) -> Fixed:
    return fix(session(), item(draft(name, suffix), suffix), Options(unsafe, tracked))


@pytest.mark.parametrize(("name", "suffix", "unsafe"), ALL)
def test_changes_remove_their_findings_and_bring_none(name: str, suffix: str, unsafe: bool) -> None:
    fixed = _fixed(name, suffix, unsafe=unsafe)
    before, after = counts(fixed.before.findings), counts(fixed.after.findings)
    assert after - before == Counter()
    changed = {place(change.finding) for change in fixed.changes}
    assert not changed & set(before) - set(before - after)
    assert not (changed - set(before)) & set(after)  # one that only came to light when others were gone
    assert all(change.safe or unsafe for change in fixed.changes)


@pytest.mark.parametrize(("name", "suffix"), DRAFTS)
def test_a_second_time_nothing_is_left_to_change(name: str, suffix: str) -> None:
    once = _fixed(name, suffix, unsafe=True)
    twice = fix(session(), item(once.data, suffix), Options(unsafe=True))
    assert twice.data == once.data
    assert twice.changes == ()


@pytest.mark.parametrize(("name", "suffix"), OFFICE_DRAFTS)
def test_only_the_parts_with_changed_text_change(name: str, suffix: str) -> None:
    fixed = _fixed(name, suffix, unsafe=True)
    old, new = parts(draft(name, suffix)), parts(fixed.data)
    assert list(new) == list(old)
    changed = [part for part in old if old[part] != new[part]]
    sheets = {change.finding.location.label.partition("!")[0] for change in fixed.changes}
    assert len(changed) == (len(sheets) if suffix.endswith("xlsx") else min(len(fixed.changes), 1))
    assert all(part.startswith(("word/document.xml", "xl/worksheets/")) for part in changed)


@pytest.mark.parametrize(("name", "suffix"), [(name, suffix) for name in SOME for suffix in ("txt", "html")])
def test_in_text_only_the_edits_change(name: str, suffix: str) -> None:
    fixed = _fixed(name, suffix, unsafe=True)
    old, new = draft(name, suffix).decode(), fixed.data.decode()
    kept = difflib.SequenceMatcher(None, old.splitlines(), new.splitlines(), autojunk=False)
    changed = sum(end - begin for tag, begin, end, _, _ in kept.get_opcodes() if tag != "equal")
    assert changed <= len(fixed.changes)
    assert len(old.splitlines()) == len(new.splitlines())


@pytest.mark.parametrize("name", ORIGINALS)
def test_tracked_changes_read_as_the_plain_ones(name: str) -> None:
    plain = _fixed(name, "docx", unsafe=True)
    tracked = _fixed(name, "docx", unsafe=True, tracked=True)
    made = {(change.finding.fingerprint, change.finding.ordinal) for change in tracked.changes}
    assert made <= {(change.finding.fingerprint, change.finding.ordinal) for change in plain.changes}
    document = parts(tracked.data)["word/document.xml"]
    assert document.count(b"<w:ins ") == sum(bool(change.fix.edits[0].replacement) for change in tracked.changes)
    assert document.count(b"<w:del ") >= len(tracked.changes)


CELLS = {
    "operator behind": ("1800平方米以上", False, "≥1800平方米"),
    "two signs": (">=90%", False, "≥90%"),
    "a word for the sign": ("百分之九十五", False, "95%"),
    "garbled date": ("≥12027年10月底", True, "2027年10月底前"),
}


def _table(value: str) -> str:
    return (
        "1、示例项目绩效目标表\n"
        "项目编码\t13001\t项目名称\t示例项目\n"
        "绩效目标\t1、修补破损路面1800平方米，群众出行更安全。\n"
        "一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据\n"
        f"产出指标\t数量指标\t修补路面情况\t验收合格的修补情况\t{value}\t施工图\n"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encoding_and_line_ends_stay(encoding: str, newline: str) -> None:
    before = _table("1800平方米以上").replace("\n", newline).encode(encoding)
    after = _table("≥1800平方米").replace("\n", newline).encode(encoding)
    assert fix(session(), item(before, "txt"), Options(unsafe=True)).data == after


@pytest.mark.parametrize("value", CELLS)
def test_cells(value: str) -> None:
    text, unsafe, wanted = CELLS[value]
    fixed = fix(session(), item(_table(text).encode(), "txt"), Options(unsafe))
    assert fixed.data.decode() == _table(wanted)


def test_unsafe_changes_are_made_only_when_asked_for() -> None:
    data = _table("≥12027年10月底").encode()
    safe = fix(session(), item(data, "txt"), Options())
    assert (safe.data, safe.changes) == (data, ())
    assert safe.waiting >= 1


def test_a_format_that_cannot_be_written_says_so() -> None:
    (read,) = linter().extract([item(_table("≥0").encode(), "txt")])
    assert read.document is not None
    data = pdf_of(drawn(read.document))
    with pytest.raises(InputError, match="PDF 不能直接改，请另存为 docx 或 xlsx 再改"):
        fix(session(), item(data, "pdf"), Options())
