"""The review opinion: grades follow from findings by rules that are stated, and every format says the same."""

from __future__ import annotations

import re
import zipfile
from functools import cache
from html import unescape
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest

from lint.api import Linter, Session, file_item
from lint.config.grading import Grading, load_grading
from lint.errors import UsageError
from lint.extract.source import Limits
from lint.review.opinion import Review, review
from lint.review.texts import evidence, name_of
from lint.review.to_docx import render_docx
from lint.review.to_html import render_html
from lint.review.to_xlsx import render_xlsx
from tests.conftest import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))
RENDER = {"docx": render_docx, "xlsx": render_xlsx, "html": render_html}


@cache
def _linter() -> Linter:
    return Linter(draws=True)


@cache
def _grading() -> Grading:
    return load_grading(_linter().registry)


@cache
def _review() -> Review:
    items = [file_item(path, Limits()) for path in EXAMPLES]
    return review(Session(lambda item: _linter()).check(items), _grading())


def test_every_rule_speaks_to_one_item() -> None:
    grading = _grading()
    spoken = [code for item in grading.items for code in item.codes]
    assert len(spoken) == len(set(spoken))
    silent = {code for code in _linter().registry.by_code if code not in spoken}
    assert {code for code in silent if not code.startswith(("AQ", "INT", "SUP"))} == set()


@pytest.mark.parametrize(
    ("errors", "warnings", "grade"),
    [(0, 0, "优"), (0, 1, "良"), (0, 2, "良"), (0, 3, "中"), (1, 0, "中"), (2, 6, "中"), (3, 0, "差"), (0, 7, "差")],
)
def test_the_grade_of_an_item(errors: int, warnings: int, grade: str) -> None:
    assert _grading().grade(errors, warnings).name == grade


@pytest.mark.parametrize(
    ("items", "total"),
    [
        ("优优优优优优优优", "优"),
        ("优优优优优良良良", "优"),
        ("良良良良良良良良", "良"),
        ("优优优优优优优中", "中"),
        ("优优优优优优优差", "中"),
        ("中中中中优优优优", "中"),
        ("中中差差优优优优", "中"),
        ("差差差差优优优优", "中"),
        ("差差差差差优优优", "差"),
        ("差差差差差差差差", "差"),
    ],
)
def test_the_total(items: str, total: str) -> None:
    grading = _grading()
    by_name = {grade.name: grade for grade in grading.grades}
    assert grading.total([by_name[name] for name in items]).name == total


def test_every_finding_is_evidence_once() -> None:
    made = _review()
    told = [evidence(f) for opinion in made.opinions for graded in opinion.items for f in graded.findings]
    told += [evidence(finding) for opinion in made.opinions for finding in opinion.remarks]
    told += map(evidence, made.elsewhere)
    assert sorted(told) == sorted(map(evidence, made.report.findings))


def test_sound_projects_get_the_best_grade() -> None:
    sound = {opinion.project.name for opinion in _review().opinions if not opinion.findings}
    best = {opinion.project.name for opinion in _review().opinions if opinion.total.name == "优"}
    assert sound
    assert sound == best


def test_those_that_need_most_work_come_first() -> None:
    names = [grade.name for grade in _grading().grades]
    ranks = [names.index(opinion.total.name) for opinion in _review().by_need()]
    assert ranks == sorted(ranks, reverse=True)


def _text(data: bytes, suffix: str) -> str:
    """All words of a document, without the marks of its format."""
    if suffix == "html":
        return unescape(re.sub(r"<style>.*?</style>|<[^>]+>", "", data.decode(), flags=re.S))
    if suffix == "docx":
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = [archive.read(f"word/{name}.xml").decode() for name in ("document", "footer1")]
            return unescape(re.sub(r"<[^>]+>", "", "".join(parts)))
    book = openpyxl.load_workbook(BytesIO(data))
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)


@pytest.mark.parametrize("suffix", RENDER)
def test_every_format_has_all_of_it(suffix: str) -> None:
    made = _review()
    text = _text(RENDER[suffix](made), suffix)
    wanted = [name_of(opinion) for opinion in made.opinions]
    wanted += [evidence(finding) for finding in made.report.findings]
    wanted += [made.grading.seal.sha256[:8], *(seal.sha256[:8] for seal in made.report.rulesets), "供审核人参考"]
    assert [words for words in wanted if words not in text] == []


@pytest.mark.parametrize("suffix", RENDER)
def test_the_same_review_gives_the_same_bytes(suffix: str) -> None:
    assert RENDER[suffix](_review()) == RENDER[suffix](_review())


@pytest.mark.parametrize("suffix", RENDER)
def test_what_was_not_checked_is_said(suffix: str, tmp_path: Path) -> None:
    items = [file_item(EXAMPLES[0], Limits()), file_item(tmp_path / "missing.docx", Limits())]
    made = review(Session(lambda item: _linter()).check(items), _grading())
    assert "missing.docx：没有检查，找不到文件，请核对路径" in _text(RENDER[suffix](made), suffix)


def test_a_single_project_has_no_cover(tmp_path: Path) -> None:
    text = EXAMPLES[0].read_text("utf-8")
    begin = re.search(r"^1[、.].*绩效目标表$", text, re.M)
    assert begin
    end = re.search(r"^2[、.].*绩效目标表$", text, re.M)
    assert end
    path = tmp_path / "one.txt"
    path.write_text(text[begin.start() : end.start()], "utf-8")
    made = review(Session(lambda item: _linter()).check([file_item(path, Limits())]), _grading())
    paragraphs = [paragraph.text for paragraph in docx.Document(BytesIO(render_docx(made))).paragraphs]
    assert paragraphs[0] == "项目支出绩效目标审核意见表"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("WZ001", "WZ0011"), "没有规则“WZ0011”，是不是想写“WZ001”？"),
        (("worst: 差", "worst: 劣"), "没有等级“劣”，grades 里有：优、良、中、差"),
        (("grades:", "grade:"), "不认识的键“grade”，是不是想写“grades”？"),
    ],
)
def test_a_wrong_grading_says_where(change: tuple[str, str], message: str, tmp_path: Path) -> None:
    path = tmp_path / "grading.yaml"
    text = (ROOT / "rulesets" / "grading" / "default.yaml").read_text("utf-8")
    path.write_text(text.replace(*change), "utf-8")
    line = text[: text.index(change[0])].count("\n") + 1
    with pytest.raises(UsageError) as error:
        load_grading(_linter().registry, path)
    assert str(error.value) == f"{path}:{line} {message}"
