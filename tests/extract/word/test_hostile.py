"""Word files that are damaged, or made to exhaust their reader: one clear line each, and the others are read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lint.api import Linter, file_item
from tests.extract.word.write import NAMESPACES, cell, docx, packed, paragraph, row, table

HEADER = row("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")
BODY = row("产出指标", "数量指标", "维修教室数量", "完成维修的教室数量", "≥12间", "年度计划")
GOOD = paragraph("校舍维修项目绩效目标表") + table(HEADER, BODY)
DOCUMENT = "word/document.xml"
CONTENT = f"<w:document {NAMESPACES}><w:body>{GOOD}</w:body></w:document>"
OUTSIDE = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
LAUGHS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "哈哈哈哈"}">' for n in range(10))


def nested(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + paragraph("里") + ("</w:tc></w:tr></w:tbl>" + paragraph("")) * depth


def broken() -> bytes:
    """The document part is damaged; the archive's directory is not."""
    data = bytearray(docx(GOOD + paragraph("文" * 3000)))
    start = data.index(b"word/document.xml") + 40
    data[start : start + 60] = b"\xff" * 60
    return bytes(data)


def encrypted_part() -> bytes:
    data = bytearray(docx(GOOD))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.rindex(mark)
        data[at + (6 if mark == b"PK\x03\x04" else 8)] |= 1
    return bytes(data)


AGAIN = "请用办公软件打开另存一份再检查"
CLOSED = f"文件已损坏，打不开；{AGAIN}"
DAMAGED = f"文件已损坏（{DOCUMENT}）；{AGAIN}"
BOMB = "压缩包的内容不正常（像压缩炸弹），没有读取"
DECLARED = f"文件里的 {DOCUMENT} 带有 DOCTYPE 声明，正常的文档没有，没有读取"

BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "零字节": (lambda: b"", "文件是空的"),
    "乱码": (lambda: b"PK\x03\x04" + b"?" * 26 + b"word/" + os.urandom(2000), CLOSED),
    "截断": (lambda: docx(GOOD)[:-40], CLOSED),
    "坏块": (broken, DAMAGED),
    "加密的部件": (encrypted_part, "文件加了密码，请去掉密码后再检查"),
    "大文字": (lambda: docx(paragraph("文" * 40_000_000)), BOMB),
    "三百万行": (lambda: docx(table("<w:tr/>" * 3_000_000)), BOMB),
    "内部实体": (lambda: docx(GOOD, prefix=f"<!DOCTYPE w:document [{LAUGHS}]>"), DECLARED),
    "外部实体": (lambda: docx(GOOD, prefix=OUTSIDE), DECLARED),
    "很深": (
        lambda: docx("<w:sdt>" * 5000 + "</w:sdt>" * 5000),
        f"文件里的 {DOCUMENT} 嵌套太深，没有读取；{AGAIN}",
    ),
    "表里套表": (lambda: docx(nested(40)), "表里套表超过 16 层，没有读取；请把里面的表移到外面再检查"),
    "没有正文的部件": (lambda: packed({"word/其他.xml": "<a/>"}), f"文件不完整：缺少 {DOCUMENT}；{AGAIN}"),
    "没有正文": (lambda: packed({DOCUMENT: f"<w:document {NAMESPACES}/>"}), f"文件不完整：没有正文；{AGAIN}"),
    "不是 XML": (lambda: packed({DOCUMENT: "一段文字"}), DAMAGED),
}

FINE: dict[str, Callable[[], bytes]] = {
    "控制字符": lambda: docx(GOOD.replace("年度计划", "年度\x0b计划")),
    "控制字符的编号": lambda: docx(GOOD.replace("年度计划", "年度&#11;计划&#x1F;")),
    "很大的图片": lambda: packed({DOCUMENT: CONTENT, "word/media/图.png": b"\0" * 100_000_000}),
    "宏": lambda: packed({DOCUMENT: CONTENT, "word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
    "别处的路径": lambda: packed({DOCUMENT: CONTENT, "../../etc/passwd": "x"}),
    "外部模板": lambda: packed(
        {
            DOCUMENT: CONTENT,
            "word/_rels/settings.xml.rels": '<Relationships><Relationship Id="r1" TargetMode="External" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
            'Target="file:///tmp/none.dotm"/></Relationships>',
        }
    ),
    "很多列": lambda: docx(GOOD + table(row(cell("一", more='<w:gridSpan w:val="2000000000"/>')) * 50)),
}


def write(folder: Path, made: dict[str, Callable[[], bytes]]) -> list[Path]:
    paths = []
    for name, make in made.items():
        paths.append(folder / f"{name}.docx")
        paths[-1].write_bytes(make())
    return paths


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_one_clear_line(name: str, tmp_path: Path) -> None:
    (path,) = write(tmp_path, {name: BAD[name][0]})
    linter = Linter()
    (found,) = linter.extract([file_item(path, linter.limits)])
    assert (found.entry.reason, found.document, found.crash) == (BAD[name][1], None, "")


@pytest.mark.parametrize("name", FINE)
def test_an_odd_file_is_read(name: str, tmp_path: Path) -> None:
    (path,) = write(tmp_path, {name: FINE[name]})
    linter = Linter()
    (found,) = linter.extract([file_item(path, linter.limits)])
    assert found.document is not None, found.entry.reason
    rows = [[row.text(name) for name in ("name", "value", "basis")] for row in found.document.projects[0].indicators]
    assert (rows, found.entry.status.value) == ([["维修教室数量", "≥12间", "年度计划"]], "checked")


@pytest.mark.skipif(os.name != "posix", reason="limits of memory are those of POSIX")
def test_all_of_them_in_one_run_within_a_gigabyte(tmp_path: Path) -> None:
    paths = write(tmp_path, {**{name: make for name, (make, _) in BAD.items()}, "好的": lambda: docx(GOOD)})
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (2 ** 30, 2 ** 30))\n"
        "from lint.cli.main import main; main()"
    )
    command = [sys.executable, "-c", code, "check", "--output-format", "json", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    states = {entry["path"].rpartition("/")[2]: entry["status"] for entry in json.loads(done.stdout)["inputs"]}
    assert states == {**{path.name: "failed" for path in paths}, "加密的部件.docx": "skipped", "好的.docx": "checked"}
    assert (done.returncode, b"Traceback" in done.stderr) == (3, False)
