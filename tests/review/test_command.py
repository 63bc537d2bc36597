"""``jixiao review``: batches, the ruleset's way of grading, suppressions, hostile texts."""

from __future__ import annotations

import re
import zipfile
from functools import cache
from html import unescape
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from lint.api import Item, Limits, Linter, Session, file_item
from lint.config.grading import load_grading
from lint.review.opinion import Review, review
from lint.review.to_docx import render_docx
from lint.review.to_html import render_html
from lint.review.to_xlsx import render_xlsx
from tests.bench.generate import documents
from tests.cli.conftest import Cli, cli
from tests.conftest import ROOT
from tests.fix.schema import faults

__all__ = ["cli"]

GRADING = (ROOT / "rulesets" / "grading" / "default.yaml").read_text("utf-8")
STRICT = GRADING.replace("{name: 良, error: 0, warning: 2,", "{name: 良, error: 0, warning: 1,").replace(
    "grading: default", "grading: 本县"
)
HEAD = "一级指标\t二级指标\t三级指标\t指标值\n"


def _draft(name: str, value: str = "≥12所") -> str:
    return f"1、{name}绩效目标表\n项目名称\t{name}\n{HEAD}产出指标\t数量指标\t维修校舍数量\t{value}\n"


def _words(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        xml = "".join(archive.read(f"word/{name}.xml").decode() for name in ("document", "footer1"))
    return unescape(re.sub(r"<[^>]+>", "", xml))


@pytest.fixture
def bureau(tmp_path: Path) -> Path:
    """A folder whose ruleset names its way of grading."""
    folder = tmp_path / "报送"
    (folder / "规则").mkdir(parents=True)
    (folder / "规则" / "本县评级.yaml").write_text(STRICT, "utf-8")
    settings = 'ruleset: 本县\nversion: "1"\nextends: [submit]\ngrading: 规则/本县评级.yaml\n'
    (folder / "jixiao.yaml").write_text(settings, "utf-8")
    (folder / "教育局.txt").write_text(_draft("校舍维修"), "utf-8")
    return folder


def test_the_ruleset_names_its_way_of_grading(cli: Cli, bureau: Path) -> None:
    assert cli("review", bureau, "--output", "意见.docx").code in (0, 1)
    assert "评级办法 本县 2026.1（" in _words(Path("意见.docx"))
    assert "良：没有错误、警告不超过 1 个" in _words(Path("意见.docx"))


def test_the_option_outweighs_the_ruleset(cli: Cli, bureau: Path) -> None:
    Path("自带.yaml").write_text(GRADING, "utf-8")
    cli("review", bureau, "--grading", "自带.yaml", "--output", "意见.docx")
    assert "评级办法 default 2026.1（" in _words(Path("意见.docx"))


def test_drafts_with_different_ways_of_grading_are_refused(cli: Cli, bureau: Path) -> None:
    Path("别处.txt").write_text(_draft("道路养护"), "utf-8")
    outcome = cli("review", bureau, "别处.txt", "--output", "意见.docx")
    way = (bureau / "规则" / "本县评级.yaml").resolve()
    assert (outcome.code, Path("意见.docx").exists()) == (2, False)
    assert "这些文件的规则集用的评级办法不一样" in outcome.err
    assert way.name in outcome.err


def test_a_missing_way_of_grading_says_where(cli: Cli, bureau: Path) -> None:
    (bureau / "规则" / "本县评级.yaml").unlink()
    outcome = cli("review", bureau, "--output", "意见.docx")
    assert outcome.code == 2
    assert re.search(r"jixiao\.yaml:4 找不到评级办法的文件 .*本县评级\.yaml", outcome.err)


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "html"])
def test_a_batch_says_what_it_could_not_read(cli: Cli, suffix: str) -> None:
    folder = Path("报送")
    folder.mkdir()
    (folder / "好.txt").write_text(_draft("校舍维修"), "utf-8")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 not a document")
    (folder / "没有表.txt").write_text("这里没有绩效目标表。\n", "utf-8")
    outcome = cli("review", folder, "--output", f"意见.{suffix}")
    assert outcome.code == 3
    for name in ("坏.docx", "没有表.txt"):
        assert f"{name}：" in outcome.err
    text = _all(Path(f"意见.{suffix}").read_bytes(), suffix)
    assert ("坏.docx：没有检查，" in text, "没有表.txt：没有检查，" in text) == (True, True)


def test_without_any_project_there_is_no_opinion(cli: Cli) -> None:
    Path("没有表.txt").write_text("这里没有绩效目标表。\n", "utf-8")
    outcome = cli("review", "没有表.txt", "--output", "意见.docx")
    assert (outcome.code, Path("意见.docx").exists()) == (2, False)
    assert "没有读到项目，没有写审核意见" in outcome.err


def test_suppressed_findings_are_told_and_do_not_count(cli: Cli) -> None:
    Path("草稿.txt").write_text(_draft("校舍维修", "12"), "utf-8")
    cli("review", "草稿.txt", "--output", "前.docx")
    reason = "按合同约定的数量"
    entries = "suppress:\n  - {rule: WZ, reason: " + reason + "}\n"
    Path("草稿.txt.jixiao.yaml").write_text(entries, "utf-8")
    cli("review", "草稿.txt", "--output", "后.docx")
    cli("review", "草稿.txt", "--output", "不算.docx", "--no-suppressions")
    before, after, without = (_words(Path(f"{name}.docx")) for name in ("前", "后", "不算"))
    assert "送审单位说明" not in before
    assert re.search(rf"送审单位说明：{reason}（不计入：\[WZ006 ", after)
    assert "建议总评：优" in after
    assert without == before


def test_excluded_files_are_taken_on_demand(cli: Cli) -> None:
    Path("jixiao.yaml").write_text('ruleset: 本县\nversion: "1"\nextends: [submit]\nexclude: [旧稿.txt]\n', "utf-8")
    for name in ("新稿", "旧稿"):
        Path(f"{name}.txt").write_text(_draft(name), "utf-8")
    cli("review", ".", "--output", "一.docx")
    cli("review", ".", "--output", "二.docx", "--no-exclude")
    assert ("旧稿" in _words(Path("一.docx")), "旧稿" in _words(Path("二.docx"))) == (False, True)


# --- texts and sizes


def _review(texts: dict[str, str]) -> Review:
    linter = Linter(draws=True)
    items = [Item(name, text.encode) for name, text in texts.items()]
    return review(Session(lambda item: linter).check(items), load_grading(linter.registry))


def _all(data: bytes, suffix: str) -> str:
    if suffix == "xlsx":
        book = openpyxl.load_workbook(BytesIO(data))
        return "\n".join(str(c) for sheet in book for row in sheet.iter_rows(values_only=True) for c in row if c)
    if suffix == "docx":
        with zipfile.ZipFile(BytesIO(data)) as archive:
            data = archive.read("word/document.xml")
    return unescape(re.sub(r"<[^>]+>", "", data.decode()))


HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "<b>&amp;</b>", "]]>", "_x0041_", "https://x/", "\u202e倒\x0b", "{=1}")


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "html"])
def test_hostile_names_stay_texts(suffix: str) -> None:
    made = _review({f"{at}.txt": _draft(name, "若干") for at, name in enumerate(HOSTILE)})
    data = {"docx": render_docx, "xlsx": render_xlsx, "html": render_html}[suffix](made)
    text = _all(data, suffix)
    names = {opinion.project.name for opinion in made.opinions} - {""}
    assert len(names) >= len(HOSTILE) - 1
    assert [name for name in names if not re.search(r"[\x00-\x1f\u202e]", name) and name not in text] == []
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202e]", text)
    if suffix == "html":
        assert b"<b>" not in data
    else:
        assert faults(data) == []
    if suffix == "xlsx":
        with zipfile.ZipFile(BytesIO(data)) as archive:
            sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert [sheet for sheet in sheets if b"<f>" in sheet or b"<hyperlink" in sheet] == []


@cache
def _hundreds() -> Review:
    return _review({f"{at}.txt": text for at, text in enumerate(documents(150, 2))})


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "html"])
def test_several_hundred_projects_are_all_there(suffix: str) -> None:
    made = _hundreds()
    assert len(made.opinions) == 300
    data = {"docx": render_docx, "xlsx": render_xlsx, "html": render_html}[suffix](made)
    text = _all(data, suffix)
    assert [opinion.project.name for opinion in made.opinions if opinion.project.name not in text] == []
    if suffix != "html":
        assert faults(data) == []


def test_the_chart_shows_so_many_units_as_can_be_read() -> None:
    made = _review({f"单位{at:02}.txt": _draft(f"项目{at}", "若干" if at == 40 else "≥12所") for at in range(41)})
    text = _all(render_docx(made), "docx")
    chart = text[text.index("各单位的等级") : text.index("项目（需要改的在前）")]
    assert chart.count("单位") == 32  # thirty of them, the heading, and the line below
    assert "其余 11 个单位见下表。" in chart


def test_one_project_and_all_examples_follow_the_schema() -> None:
    linter = Linter(draws=True)
    items = [file_item(path, Limits()) for path in sorted((ROOT / "examples").glob("*.txt"))]
    many = review(Session(lambda item: linter).check(items), load_grading(linter.registry))
    one = _review({"一.txt": _draft("校舍维修", "若干")})
    assert [faults(render(made)) for made in (one, many) for render in (render_docx, render_xlsx)] == [[]] * 4
