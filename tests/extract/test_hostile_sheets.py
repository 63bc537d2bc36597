"""Spreadsheets that are damaged or made to exhaust their reader: one line each, and the other files are checked."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.extract.books import MAIN, data, packed, text, xlsx

MEMORY = 1024 * 1024 * 1024
PATIENCE = 120
"""Seconds after which a test gives up; far more than any of these files takes."""

FORM = (
    ("项目名称", "校舍维修"),
    ("一级指标", "二级指标", "三级指标", "指标值"),
    ("产出指标", "数量指标", "维修校舍数", "≥1所"),
)
SOUND = tuple(
    "".join(text(f"{'ABCD'[at]}{row}", word) for at, word in enumerate(words)) for row, words in enumerate(FORM, 1)
)


def run(tmp_path: Path, content: bytes, *options: str) -> tuple[dict[str, object], dict[str, object]]:
    """What became of a file, and of a sound one behind it, in a process with one GB of memory."""
    bad, good = tmp_path / "坏 文件.xlsx", tmp_path / "好.xlsx"
    bad.write_bytes(content)
    good.write_bytes(xlsx(data(*SOUND)))
    out = tmp_path / "读到的.json"
    command = [sys.executable, "-m", "lint", "extract", str(bad), str(good), "--output", str(out), *options]
    limit = lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))  # noqa: E731
    done = subprocess.run(command, preexec_fn=limit, timeout=PATIENCE, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
    first, second = json.loads(out.read_text("utf-8"))["inputs"]
    assert (second["status"], second["indicators"]) == ("checked", 1)
    return first, second


def rows(count: int, row: str) -> bytes:
    return f'<worksheet xmlns="{MAIN}"><sheetData>'.encode() + row.encode() * count + b"</sheetData></worksheet>"


def with_sheet(sheet: bytes) -> bytes:
    return xlsx("", others={"xl/worksheets/s0.xml": sheet})


def with_more(more: str) -> bytes:
    return xlsx(data(*SOUND).replace("</sheetData>", f"{more}</sheetData>"))


def entities(declared: str) -> bytes:
    sheet = f'<!DOCTYPE worksheet [{declared}]><worksheet xmlns="{MAIN}">{data("<c><v>&e9;</v></c>")}</worksheet>'
    return with_sheet(sheet.encode())


LAUGHS = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10 if n else 'x' * 10}'>" for n in range(10))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: xlsx(data(*SOUND))[:-40], "文件已损坏"),
        (lambda: with_sheet(b"<worksheet><sheetData>"), "文件已损坏"),
        (lambda: xlsx(data('<c r="A1" t="s"><v>99</v></c>')), "文件已损坏"),
        (lambda: xlsx(data('<c r="ZZZZ1"><v>1</v></c>')), "文件已损坏"),
        (lambda: xlsx(data('<c r="A1"><v>甲</v></c>')), "文件已损坏"),
        (lambda: xlsx("<mergeCells><mergeCell ref='A0'/></mergeCells>"), "文件已损坏"),
        (lambda: xlsx('<sheetData><row r="9999999999"><c><v>1</v></c></row></sheetData>'), "文件已损坏"),
        (lambda: entities(LAUGHS), "xl/worksheets/s0.xml"),
        (lambda: entities("<!ENTITY e9 SYSTEM 'file:///etc/hostname'>"), "DOCTYPE"),
        (lambda: entities("<!ENTITY % d SYSTEM 'http://127.0.0.1/x.dtd'> %d;<!ENTITY e9 ''>"), "xl/worksheets/s0.xml"),
        (lambda: with_more('<row r="1048576"/><row/>'), "文件已损坏"),
        (lambda: with_sheet(rows(21_000, f"<row>{'<c><v>1</v></c>' * 100}</row>")), "--max-cells"),
        (lambda: xlsx(data(*SOUND), strings=f"<si><t>{'甲' * 4_000_000}</t></si>"), "文件已损坏"),
        (lambda: packed({"xl/workbook.xml": b""}), "文件已损坏"),
        (lambda: packed({"xl/other.xml": b"<a/>"}), "缺少 xl/workbook.xml"),
    ],
)
def test_a_bad_workbook_is_one_line(make: Callable[[], bytes], message: str, tmp_path: Path) -> None:
    found, _ = run(tmp_path, make())
    assert found["status"] == "failed"
    assert message in str(found["reason"])
    assert "\n" not in str(found["reason"])


@pytest.mark.parametrize(
    ("make", "limit", "message"),
    [
        (lambda: with_sheet(rows(60_000, f"<row>{' ' * 70}<c/></row>")), ("--max-part", "4"), "--max-part"),
        (lambda: with_sheet(rows(7_000, "<row>" + '<c s="1"/>' * 10 + "</row>")), ("--max-cells", "50000"), "空行空列"),
        (lambda: xlsx(data(*SOUND), strings="<si><t/></si>" * 51_000), ("--max-cells", "50000"), "--max-cells"),
    ],
)
def test_a_workbook_over_a_limit_is_one_line(
    make: Callable[[], bytes], limit: tuple[str, str], message: str, tmp_path: Path
) -> None:
    found, _ = run(tmp_path, make(), *limit)
    assert found["status"] == "failed"
    assert message in str(found["reason"])
    assert "\n" not in str(found["reason"])


@pytest.mark.parametrize(
    "make",
    [
        lambda: xlsx(data(*SOUND) + "<x/>", others={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
        lambda: xlsx('<dimension ref="A1:XFD1048576"/>' + data(*SOUND)),
        lambda: xlsx(
            data(*SOUND).replace("</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
        ),
        lambda: xlsx(data(*SOUND) + '<mergeCells><mergeCell ref="A4:XFD1048576"/></mergeCells>'),
        lambda: xlsx(
            data(*SOUND)
            + "<mergeCells>"
            + "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(10, 200_009))
            + "</mergeCells>"
        ),
        lambda: with_more('<row><c s="1"/></row>' * 1_000_000),
    ],
    ids=["macros", "false size", "far corner", "merged to the end", "many merged", "a million empty rows"],
)
def test_an_odd_workbook_is_read(make: Callable[[], bytes], tmp_path: Path) -> None:
    found, _ = run(tmp_path, make())
    assert (found["status"], found["indicators"]) == ("checked", 1)


def test_all_of_a_sheet_merged_shows_its_first_cell(tmp_path: Path) -> None:
    content = xlsx(data(*SOUND) + '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')
    found, _ = run(tmp_path, content)
    assert (found["status"], found["indicators"]) == ("partial", 0)
