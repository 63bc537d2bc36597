"""Files that LibreOffice has to convert; the tests with a true LibreOffice are skipped, and say so, without it."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from lint.api import Linter, file_item
from lint.errors import InputError
from lint.extract import libreoffice
from lint.extract.libreoffice import convert, find_office
from lint.extract.source import Limits, Source

ROWS = (
    ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"),
    ("产出指标", "数量指标", "维修教室数量", "完成维修的教室数量", "≥12间", "年度计划"),
)
installed = pytest.mark.skipif(not find_office(), reason="LibreOffice is not installed: conversions are not tested")
posix = pytest.mark.skipif(os.name != "posix", reason="stands in for LibreOffice with a shell script")


def escaped(text: str) -> str:
    return "".join(f"\\u{ord(character)}?" for character in text)


def rtf(*rows: tuple[str, ...]) -> bytes:
    """A table in RTF."""
    edges = "".join(f"\\cellx{1500 * number}" for number in range(1, len(rows[0]) + 1))
    body = ""
    for row in rows:
        body += f"\\trowd{edges}" + "".join(f"\\intbl {escaped(text)}\\cell " for text in row) + "\\row\n"
    title = escaped("校舍维修项目绩效目标表")
    return f"{{\\rtf1\\ansi\\deff0{{\\fonttbl{{\\f0 SimSun;}}}}{title}\\par\n{body}\\pard\\par}}".encode()


@installed
def test_rtf_is_read_and_its_places_say_that_it_was_converted(tmp_path: Path) -> None:
    path = tmp_path / "草稿 一.doc"
    path.write_bytes(rtf(*ROWS))
    linter = Linter()
    (found,) = linter.extract([file_item(path, linter.limits)])
    assert found.document is not None, found.entry.reason
    (row,) = found.document.projects[0].indicators
    value = row.cell("value")
    assert value is not None
    assert (row.text("name"), value.text) == ("维修教室数量", "≥12间")
    assert found.document.locator.locate(*value.stretch()).label == "表1 第2行 第5列（转换后）"


@installed
def test_what_it_cannot_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with pytest.raises(InputError, match=r"LibreOffice 也读不了这份 ODT 文档；请打开另存为 \.docx 再检查"):
        convert(Source("草稿.odt", b"PK\x03\x04" + bytes(range(256)) * 8, "odt", Limits()), "docx")


def stand_in(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program in the place of LibreOffice."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setattr(libreoffice, "find_office", lambda: str(program))


@posix
def test_one_that_hangs_is_ended_with_all_that_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note = tmp_path / "process"
    stand_in(tmp_path, f"sleep 300 &\necho $! > {note}\nwait", monkeypatch)
    with pytest.raises(InputError, match=r"LibreOffice 转换了 1 秒还没有完，已经停下；.*--max-seconds"):
        convert(Source("草稿.rtf", b"{\\rtf1}", "rtf", Limits(seconds=1)), "docx")
    process = int(note.read_text())
    for _ in range(50):
        if not _alive(process):
            break
        time.sleep(0.1)
    assert not _alive(process)


def _alive(process: int) -> bool:
    """Whether a process runs; one that has ended and waits for its parent does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@posix
def test_its_folder_is_gone_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note = tmp_path / "folder"
    stand_in(tmp_path, f"echo $TMPDIR > {note}", monkeypatch)
    with pytest.raises(InputError, match="LibreOffice 也读不了这份 RTF 文档"):
        convert(Source("草稿.rtf", b"{\\rtf1}", "rtf", Limits()), "docx")
    assert not Path(note.read_text().strip()).exists()


def test_without_it_the_message_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "find_office", lambda: "")
    path = tmp_path / "草稿.rtf"
    path.write_bytes(rtf(*ROWS))
    linter = Linter()
    (found,) = linter.extract([file_item(path, linter.limits)])
    reason = "读 RTF 文档要用 LibreOffice，没有找到；请安装 LibreOffice，或另存为 .docx 再检查"
    assert (found.entry.status.value, found.entry.reason) == ("skipped", reason)
