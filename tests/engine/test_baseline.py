"""What is known is covered, as often as it was known, and nothing else is."""

from __future__ import annotations

from msgspec.structs import replace

from lint.engine.baseline import Entry, entries_of, match, merged, stale
from lint.model.finding import Finding, Section, Severity, State, Subject
from lint.model.place import FileLocation


def finding(mark: str, number: int = 0, state: State = State.NEW, code: str = "SD001") -> Finding:
    subject = Subject(Section.PROJECT, "value", "≥60%", "校舍维修", path=("满意度指标", "家长满意度"))
    return Finding(
        code, "slug", "名称", Severity.ERROR, "slug.default", "说明", "建议", number, FileLocation(), None, subject,
        mark, 1, state=state,
    )  # fmt: skip


def states(entries: list[Entry], findings: list[Finding], files: dict[int, str]) -> list[str]:
    matched = match(entries, findings, files, lambda one: one.code.startswith("INT"))
    return [one.state.value for one in matched.findings]


def left(entries: list[Entry], findings: list[Finding], files: dict[int, str]) -> list[tuple[str, str, int]]:
    matched = match(entries, findings, files, lambda one: False)
    return [(entry.file, entry.fingerprint, entry.count) for entry in matched.left]


def entry(mark: str, file: str = "a.docx", count: int = 1, code: str = "SD001") -> Entry:
    return Entry(file, code, mark, count)


def test_as_many_are_known_as_were_known() -> None:
    findings = [finding("x"), finding("x"), finding("x"), finding("y")]
    assert states([entry("x", count=2)], findings, {0: "a.docx"}) == ["baselined", "baselined", "new", "new"]


def test_entries_of_a_file_in_the_run_cover_no_other_file() -> None:
    files = {0: "a.docx", 1: "b.docx"}
    assert states([entry("x")], [finding("x", 1)], files) == ["new"]
    assert left([entry("x")], [finding("x", 1)], files) == [("a.docx", "x", 1)]


def test_a_renamed_or_converted_file_is_covered_by_its_old_entries() -> None:
    assert states([entry("x")], [finding("x")], {0: "b.pdf"}) == ["baselined"]


def test_a_file_with_entries_of_its_own_takes_none_of_another() -> None:
    entries = [entry("x", "a.docx"), entry("x", "z.docx")]
    assert states(entries, [finding("x"), finding("x")], {0: "a.docx"}) == ["baselined", "new"]
    assert left(entries, [finding("x")], {0: "a.docx"}) == [("z.docx", "x", 1)]


def test_exempt_findings_are_never_known_and_use_nothing_up() -> None:
    findings = [finding("x", code="INT001"), finding("x")]
    assert states([entry("x")], findings, {0: "a.docx"}) == ["new", "baselined"]


def test_a_suppressed_finding_uses_its_entry_up_and_stays_suppressed() -> None:
    findings = [finding("x", state=State.SUPPRESSED), finding("x")]
    assert states([entry("x")], findings, {0: "a.docx"}) == ["suppressed", "new"]


def test_entries_tell_people_what_they_cover() -> None:
    made = entries_of([finding("x"), finding("y"), finding("x")], {0: "a.docx"})
    told = {"project": "校舍维修", "path": ("满意度指标", "家长满意度"), "field": "value", "value": "≥60%"}
    assert made == (Entry("a.docx", "SD001", "x", 2, **told), Entry("a.docx", "SD001", "y", 1, **told))  # type: ignore[arg-type]


def test_long_texts_are_shortened() -> None:
    subject = Subject(Section.PROJECT, "goals", "长" * 100)
    (made,) = entries_of([replace(finding("x"), subject=subject)], {0: "a.docx"})
    assert made.value == "长" * 40 + "…"


def test_entries_of_one_file_and_fingerprint_are_one() -> None:
    assert merged([entry("y"), entry("x"), entry("y", count=2)]) == (entry("x"), entry("y", count=3))


def test_stale_is_what_its_rule_does_not_find_any_more_or_whose_file_is_gone() -> None:
    entries = [entry("a"), entry("b", code="SD002"), entry("c", "b.docx"), entry("d", "c.docx")]
    found = stale(entries, {"a.docx": {"SD001"}}, {"c.docx"})
    assert [one.fingerprint for one in found] == ["a", "d"]
