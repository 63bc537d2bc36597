"""Telling formats by their bytes."""

from __future__ import annotations

import io
import zipfile

import pytest

from lint.extract.sniff import sniff
from tests.extract.word.write import docx, packed


def _zip(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("name", "data", "wanted"),
    [
        ("草稿.txt", "绩效目标".encode(), "text"),
        ("草稿.txt", "绩效目标".encode("gb18030"), "text"),
        ("草稿.txt", "绩效目标\r\n".encode("utf-16"), "text"),
        ("草稿.txt", "产出\t数量\n".encode("utf-16-le"), "text"),
        ("草稿.md", "| 一级指标 |".encode(), "markdown"),
        ("草稿.csv", "一级指标,二级指标".encode(), "csv"),
        ("草稿.tsv", "一级指标\t二级指标".encode("gb18030"), "csv"),
        ("草稿.xls", "一级指标\t二级指标\t三级指标\t指标值\n".encode("gb18030") * 3, "csv"),
        ("草稿.txt", "一级指标,二级指标,三级指标,指标值\n".encode("gb18030") * 3, "csv"),
        ("草稿.txt", "一级指标\t二级指标\t三级指标\t指标值\n".encode("gb18030") * 3, "text"),
        ("草稿.xls", "说明，只有一句话".encode("gb18030"), "text"),
        ("草稿.txt", _zip("word/document.xml"), "docx"),
        ("草稿.docx", _zip("xl/workbook.xml"), "xlsx"),
        ("草稿.docx", _zip("其他.xml"), "archive"),
        ("报送.zip", packed({"报送/草稿.docx": _zip("word/document.xml")}), "archive"),
        ("草稿.doc", _zip("[Content_Types].xml", "word/document.xml"), "docx"),
        ("草稿.docx", _zip("word\\document.xml"), "docx"),
        ("草稿.docx", _zip("[Content_Types].xml", "xl/workbook.xml", "word/document.xml"), "xlsx"),
        ("草稿.docx", _zip("word/document.xml")[:-40], "docx"),
        ("草稿.docx", docx("<w:p/>", part="content/main.xml"), "docx"),
        ("草稿.docx", packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "ods"),
        ("草稿.ods", packed({"mimetype": "application/vnd.oasis.opendocument.text"}), "odt"),
        ("草稿.ods", packed({"mimetype": "application/vnd.oasis.opendocument.graphics"}), "archive"),
        ("草稿.doc", OLE + "WordDocument".encode("utf-16-le"), "doc"),
        ("草稿.wps", OLE + "WordDocument".encode("utf-16-le"), "wps"),
        ("草稿.et", OLE + "Workbook".encode("utf-16-le"), "et"),
        ("草稿.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("草稿.txt", b"%PDF-1.7 ...", "pdf"),
        ("草稿.txt", b"\xef\xbb\xbf<!DOCTYPE html><html>", "html"),
        ("草稿.xls", b"<html xmlns:x='urn:schemas-microsoft-com:office:excel'>", "html"),
        ("草稿.doc", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "html"),
        ("草稿.mht", b"From: <x>\r\nSubject: =?gb2312?B?\r\n =?=\r\nMIME-Version: 1.0\r\n", "html"),
        ("草稿.htm", "没有标签的正文".encode("gb18030"), "html"),
        ("草稿.txt", b"<?xml version='1.0'?>\n<!-- x -->\n<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML'>", "html"),
        ("草稿.txt", b"{\\rtf1", "rtf"),
        ("草稿.doc", b"{\\rtf1", "rtf"),
        ("草稿.docx", b"%PDF-1.7 ...", "pdf"),
        ("草稿.pdf", b"\x00\x01junk\n%PDF-1.4\n", "pdf"),
        ("草稿.xls", b"<?xml version='1.0'?>\r\n<?mso-application progid='Excel.Sheet'?><Workbook>", "spreadsheetml"),
        ("草稿.doc", b"<?xml version='1.0'?>\n<?mso-application progid='Word.Document'?><w:x>", "wordml"),
        ("数据.json", b'\xef\xbb\xbf{"a": 1}', "json"),
        ("扫描.png", b"\x89PNG\r\n\x1a\n\x00", "image"),
        ("程序.txt", bytes(range(32)) * 8, "unknown"),
        ("程序.txt", b"MZ\x90\x00\x03\x00\x00\x00\x04\x00", "unknown"),
        ("备忘.txt", b"BM is no picture here", "text"),
    ],
)
def test_format(name: str, data: bytes, wanted: str) -> None:
    assert sniff(name, data) == wanted
