"""How far rules can be trusted: levels by measured precision, on documents that the authors had not seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from lint.api import Item, Linter, Selection
from lint.config.confidence import (
    Counts,
    Levels,
    Measured,
    MeasuredSet,
    load_confidence,
    measured_path,
    read_measured,
    written_measured,
)
from lint.resources.files import read_yaml
from lint.rules import builtin_rules
from tests.documents.sectors import FOLDER
from tests.engine.test_run_of_files import FIRST
from tests.score.__main__ import main, parse

LEVELS = Levels(("reworked", "unseen"), (("high", 10, 0.95), ("medium", 3, 0.8)), 3)
SETS = tuple(MeasuredSet(use, use, 1, 2, 3) for use in ("seen", "reworked", "unseen"))


@pytest.mark.parametrize(
    ("seen", "reworked", "unseen", "level"),
    [
        ((50, 50), (0, 0), (0, 0), "low"),  # sound only where its author looked
        ((0, 0), (10, 10), (0, 0), "high"),
        ((0, 20), (8, 8), (2, 2), "high"),
        ((0, 0), (9, 9), (0, 0), "medium"),  # not enough
        ((0, 0), (20, 18), (0, 0), "medium"),
        ((0, 0), (20, 15), (0, 0), "low"),
        ((0, 0), (60, 60), (3, 2), "low"),  # what was never corrected tells the truth
        ((0, 0), (60, 60), (2, 1), "high"),
        ((0, 0), (60, 60), (5, 4), "medium"),
        ((0, 0), (2, 2), (0, 0), "low"),
    ],
)
def test_levels(seen: tuple[int, int], reworked: tuple[int, int], unseen: tuple[int, int], level: str) -> None:
    figures = {one.name: Counts(0, 0, *counts) for one, counts in zip(SETS, (seen, reworked, unseen), strict=True)}
    assert LEVELS.of("WZ001", Measured(SETS, {"WZ001": figures})) == level


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    measured = Measured(SETS, {"WZ001": {"seen": Counts(3, 2, 2, 1)}, "BD001": {"unseen": Counts(1, 1, 4, 4)}})
    (tmp_path / "a.yaml").write_text(written_measured(measured), "utf-8")
    assert read_measured(read_yaml(tmp_path / "a.yaml").data) == measured


def test_the_figures_that_ship_are_whole() -> None:
    """Every stable rule that the labels know was measured, and none that is gone stands in the file."""
    measured, rules = load_confidence().measured, {rule.meta.code: rule.meta for rule in builtin_rules()}
    assert set(measured.counts) - set(rules) == set()
    assert {code for code, meta in rules.items() if not meta.preview} - set(measured.counts) == {"BD006"}
    assert all(
        counts.found <= counts.must and counts.right <= counts.flags
        for by in measured.counts.values()
        for counts in by.values()
    )
    assert written_measured(measured) == measured_path().read_text("utf-8")


def test_findings_carry_the_confidence_of_their_rule_and_the_report_its_sources() -> None:
    linter = Linter(selection=Selection(extend_select=("XG010", "WZ011")))
    report = linter.check([Item("草稿.txt", FIRST.replace("≥960场", "≥0").encode)])
    known = load_confidence()
    wanted = {f.code: known.of(f.code, linter.registry.by_code[f.code].meta.preview) for f in report.findings}
    assert {f.code: f.confidence for f in report.findings} == wanted
    assert (wanted["WZ005"], wanted["WZ011"]) == ("high", "low")
    assert [seal.id for seal in report.rulesets][-2:] == ["confidence-levels", "confidence-measured"]


def test_measuring_keeps_the_figures_of_sets_that_are_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "measured.yaml"
    file.write_text(written_measured(Measured(SETS[:1], {"WZ001": {"seen": Counts(3, 2, 2, 1)}})), "utf-8")
    main(["--write", str(file), "seen:seen:gone=gone", f"own:reworked:{FOLDER}"])
    measured = read_measured(read_yaml(file).data)
    assert [(one.name, one.use) for one in measured.sets] == [("seen", "seen"), ("own", "reworked")]
    assert (measured.counts["WZ001"]["seen"], measured.counts["WZ001"]["own"].must) == (Counts(3, 2, 2, 1), 1)
    out, err = capsys.readouterr()
    assert "| WZ001 指标值为空 | 4 |" in out and "seen 没有量" in err
    main(["--write", str(file), "--only", f"own:unseen:{FOLDER}"])
    assert [(one.name, one.use) for one in read_measured(read_yaml(file).data).sets] == [("own", "unseen")]


def test_a_set_on_the_command_line() -> None:
    one = parse("第三批:unseen:/文件=/标注")
    assert (one.name, one.use, one.documents, one.labels) == ("第三批", "unseen", Path("/文件"), Path("/标注"))
    assert (parse("/文件=/标注").use, parse("甲:/文件=/标注").name) == ("seen", "甲")
    with pytest.raises(SystemExit, match="unsen"):
        parse("甲:unsen:/文件=/标注")
