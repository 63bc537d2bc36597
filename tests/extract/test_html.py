"""Web pages: what is read, and where in the source it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from lint.api import Linter, file_item
from lint.errors import InputError
from lint.extract.blocks import Paragraph, Table
from lint.extract.readers.html import read
from lint.extract.source import Limits, Reading, Source
from lint.model.place import HtmlLocation
from lint.model.report import Status


def page(source: str | bytes, limits: Limits | None = None, encoding: str = "") -> Reading:
    data = source if isinstance(source, bytes) else source.encode()
    return read(Source("网页.html", data, "html", limits or Limits(), encoding))


def texts(reading: Reading) -> list[str | list[list[str]]]:
    """Paragraphs, and tables as rows of texts; the places that a merged cell covers are ↑ or blank."""
    found: list[str | list[list[str]]] = []
    for block in reading.blocks:
        if isinstance(block, Paragraph):
            found.append(block.cell.text)
        elif isinstance(block, Table):
            found.append(
                [
                    ["↑" if number in row.covered else cell.text for number, cell in enumerate(row.cells)]
                    for row in block.rows
                ]
            )
    return found


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>甲</p><table><tr><td>1<td>2</table>乙", ["甲", [["1", "2"]], "乙"]),
        ("<table><td>1<td>2<tr><td>3<td>4", [[["1", "2"], ["3", "4"]]]),
        ("<tr><td>1</td><td>2</td></tr>", [[["1", "2"]]]),
        ("<table><tr><td rowspan=2>1<td>2<tr><td>3</table>", [[["1", "2"], ["↑", "3"]]]),
        ("<table><tr><td rowspan=0>1<td>2<tr><td>3<tr><td>4</table>", [[["1", "2"], ["↑", "3"], ["↑", "4"]]]),
        ("<table><tr><td colspan=2>1<tr><td>2<td>3</table>", [[["1", ""], ["2", "3"]]]),
        ("<table><tr><td colspan=99>题<tr><td>2<td>3</table>", [[["题", ""], ["2", "3"]]]),
        ("<table><tbody><tr><td rowspan=9>1<td>2</tbody><tbody><tr><td>3<td>4</table>", [[["1", "2"], ["3", "4"]]]),
        ("<table><tfoot><tr><td>尾</tfoot><tr><td>中<thead><tr><th>首</table>", [[["首"], ["中"], ["尾"]]]),
        ("<table><caption>题</caption><tr><td>1<td>2</table>", ["题", [["1", "2"]]]),
        ("<table>走失的字<tr><td>1<td>2</table>", ["走失的字", [["1", "2"]]]),
        (
            "<table><tr><td>1<td><table><tr><td>框里的字</table><tr><td>2<td>3</table>",
            [[["1", "框里的字"], ["2", "3"]]],
        ),
        (
            "<table><tr><td>页面<tr><td><p>题</p><table><tr><td>1<td>2<tr><td>3<td>4</table>注</table>",
            ["页面", "题", [["1", "2"], ["3", "4"]], "注"],
        ),
        ("<table><tr><td>1<table><tr><td>2<td>3", ["1", [["2", "3"]]]),
        ("<table><tr><td>1</tr></table></table></td></div>后面", [[["1"]], "后面"]),
    ],
)
def test_tables(source: str, expected: list[object]) -> None:
    assert texts(page(source)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>绩效\n目标", "绩效目标"),
        ("<p>WPS\n Office", "WPS Office"),
        ("<p>  甲   乙  ", "甲 乙"),
        ("<p>甲<b> 乙</b>", "甲 乙"),
        ("<p>&ge;90&#37;&nbsp;以上&unknown;", "≥90%\xa0以上&unknown;"),
        ("<p>a<!-- 注 --><!--[if gte mso 9]><xml>9</xml><![endif]-->b<![if !x]>c<![endif]><?php x ?>d", "abcd"),
        ("<script>if (a<b) '<p>'</script><style>p>a{}</style><title>题</title>甲<noscript>请启用</noscript>", "甲"),
        ("<p>甲<span style='DISPLAY: none'>隐</span><i hidden>隐</i>乙", "甲乙"),
        ("<p style='overflow: hidden'>甲</p>", "甲"),
        ("<select><option>差<option selected>好</select>", "好"),
        ("<p>预算<input value='12.5'>万元<input type=hidden value=x>", "预算12.5万元"),
        ("a<b title='x>y' data-a=\"'\">c", "ac"),
        ("3 < 5 & 6 > 4", "3 < 5 & 6 > 4"),
    ],
)
def test_text(source: str, expected: str) -> None:
    assert texts(page(source)) == [expected]


def test_lines_and_paragraphs_of_a_cell_are_joined() -> None:
    assert texts(page("<table><tr><td>产出<br>指标<td><p>第一段</p>\n<div>第二段</div></table>")) == [
        [["产出指标", "第一段第二段"]]
    ]


def test_line_breaks_part_paragraphs_outside_of_tables_only_where_these_show() -> None:
    found = texts(page("甲项目<br>绩效目标表<br><br>正文<br>　　第二段<br>&nbsp;&nbsp;第三段"))
    assert found == ["甲项目绩效目标表", "正文", "第二段", "第三段"]


def test_preformatted_text_keeps_its_lines() -> None:
    assert texts(page("<pre>第一行\n第二行</pre>第三行")) == ["第一行", "第二行", "第三行"]


class TestEncodings:
    TEXT = "<meta charset={}><p>镕基区绩效目标"

    @pytest.mark.parametrize(
        ("label", "codec"),
        [("gb2312", "gb18030"), ("utf-8", "gb18030"), ("x", "gb18030"), ("gb2312", "utf-8"), ("iso-8859-1", "gbk")],
    )
    def test_what_the_page_says_may_be_wrong(self, label: str, codec: str) -> None:
        reading = page(self.TEXT.format(label).encode(codec))
        assert texts(reading) == ["镕基区绩效目标"]

    @pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
    def test_byte_order_marks(self, codec: str) -> None:
        assert texts(page(self.TEXT.format("gbk").encode(codec))) == ["镕基区绩效目标"]

    def test_big5_where_the_page_says_so(self) -> None:
        assert texts(page("<meta charset=big5><p>績效目標".encode("big5"))) == ["績效目標"]

    def test_the_user_has_the_last_word(self) -> None:
        assert texts(page("<meta charset=gbk><p>績效目標".encode("big5"), encoding="big5")) == ["績效目標"]

    def test_a_broken_character_is_said(self) -> None:
        data = ("<meta charset=gb2312><p>" + "绩效目标" * 500).encode("gb18030") + b"\xff<p>" + "完".encode("gbk")
        reading = page(data)
        assert texts(reading) == ["绩效目标" * 500 + "\ufffd", "完"]
        assert [notice.message for notice in reading.notices] == ["有 1 处文字编码坏了，显示为“\ufffd”，请核对原文"]


class TestPlaces:
    SOURCE = (
        "<html><body>\n<div><p>题</p></div><div>\n<table>\n"
        "<tr><th>名称</th><th>指标值</th></tr>\n"
        "<tr><td>维修率</td>\n<td class=x> <b>&ge;</b>90%以上</td></tr></table></div></body></html>"
    )

    def find(self, text: str, piece: str) -> HtmlLocation:
        reading = page(self.SOURCE)
        for block in reading.blocks:
            for row in block.rows if isinstance(block, Table) else ():
                for cell in row.cells:
                    if cell.text == text:
                        at = text.index(piece)
                        where = reading.locator.locate(*cell.stretch(at, at + len(piece)))
                        assert isinstance(where, HtmlLocation)
                        return where
        raise AssertionError(text)

    @pytest.mark.parametrize(
        ("piece", "raw"),
        [("90%以上", "90%以上"), ("0%", "0%"), ("≥", "&ge;"), ("≥9", "&ge;</b>9"), ("≥90%以上", "&ge;</b>90%以上")],
    )
    def test_the_range_is_the_stretch_in_the_source(self, piece: str, raw: str) -> None:
        where = self.find("≥90%以上", piece)
        assert self.SOURCE[where.start.offset : where.end.offset] == raw
        assert where.start.line == 6

    def test_line_columns_path_and_cell(self) -> None:
        where = self.find("≥90%以上", "90%")
        assert (where.start.line, where.start.column, where.label) == (6, 25, "表1 第2行 第2列")
        assert where.path == (
            "body > div:nth-of-type(2) > table:nth-of-type(1) > tbody:nth-of-type(1) > tr:nth-of-type(2) > "
            "td:nth-of-type(2)"
        )

    def test_nested_tables_say_in_which_cell(self) -> None:
        reading = page("<table><tr><td>甲<td>乙<tr><td>丙<td><table><tr><td>1<td>2<tr><td>3<td>4</table></table>")
        labels = []
        for block in reading.blocks:
            first = block.cell if isinstance(block, Paragraph) else block.rows[0].cells[0]  # type: ignore[union-attr]
            labels.append((first.text, reading.locator.locate(*first.stretch()).label))
        assert labels[:3] == [("甲", "表1 第1行 第1列"), ("丙", "第 1 行"), ("1", "内嵌表2 第1行 第1列")]

    def test_hidden_rows_are_read_and_marked(self) -> None:
        reading = page("<table><tr><td>1<td>2<tr style='display:none'><td>3<td>4</table>")
        table = reading.blocks[0]
        assert isinstance(table, Table)
        assert [reading.locator.locate(*row.cells[0].stretch()).label for row in table.rows] == [
            "表1 第1行 第1列",
            "表1 第2行 第1列（隐藏）",
        ]


HEADER = "<tr><td>一级指标<td>二级指标<td>三级指标<td>绩效指标描述<td>指标值<td>指标值确定依据"


def draft(value: str) -> str:
    row = f"<tr><td>产出指标<td>质量指标<td>桥梁验收合格率<td>验收合格的桥梁占完工桥梁的比例<td>{value}<td>验收规范"
    return f"<p>桥梁维修绩效目标表<table>{HEADER}{row}</table>"


@pytest.mark.parametrize(
    ("value", "edits"),
    [
        ("95%以上", [("95%以上", "≥95%")]),
        ("<span>95%以上</span>", [("95%以上", "≥95%")]),
        ("95%<b>以上</b>", []),
        ("95&#37;以上", []),
    ],
)
def test_only_what_stands_in_the_source_as_it_is_shown_can_be_edited(
    value: str, edits: list[tuple[str, str]], tmp_path: Path, linter: Linter
) -> None:
    path = tmp_path / "网 页.html"
    path.write_text(draft(value), "utf-8")
    report = linter.check([file_item(path, linter.limits)])
    (finding,) = [finding for finding in report.findings if finding.code == "BD003"]
    made = [edit for fix in finding.fixes for edit in fix.edits]
    assert [(edit.expected, edit.replacement) for edit in made] == edits
    for edit in made:
        assert isinstance(edit.location, HtmlLocation)
        assert draft(value)[edit.location.start.offset : edit.location.end.offset] == edit.expected


def test_a_web_archive_is_read_page_by_page() -> None:
    import quopri  # noqa: PLC0415

    def part(kind: str, body: str) -> str:
        coded = quopri.encodestring(body.encode("gb18030")).decode()
        return f'--x\nContent-Type: {kind}; charset="gb2312"\nContent-Transfer-Encoding: quoted-printable\n\n{coded}\n'

    pages = [f"<table><tr><td>表{number}<td>预算</table>" for number in (1, 2)]
    archive = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n'
    archive += part("text/css", "p {}") + "".join(part("text/html", body) for body in pages) + "--x--\n"
    assert texts(page(archive)) == [[["表1", "预算"]], [["表2", "预算"]]]


class TestHostile:
    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            ("<table><tr><td>1</td><td style='a>2</td></tr>" + "<td '" * 50_000, None),
            ("<a " * 200_000, []),
            ("<!-- 没有结束" + "<p>甲" * 100_000, []),
            ("甲<script>" + "<b>" * 200_000, ["甲"]),
            ("<b>" * 100_000 + "甲" + "</b></i>" * 100_000, ["甲"]),
            ("&" * 200_000 + "&#99999999999999999999;", None),
            ("<td" + " a=b" * 200_000 + ">甲", [[["甲"]]]),
        ],
    )
    def test_broken_tags_take_no_time(self, source: str, expected: list[object] | None) -> None:
        found = texts(page(source))
        assert expected is None or found == expected

    def test_a_tag_without_an_end_is_said(self) -> None:
        assert [notice.message for notice in page("<p>甲</p>\n<table class=").notices] == [
            "第 2 行的标签没有写完，后面的内容没有读"
        ]

    def test_twenty_thousand_nested_tables(self) -> None:
        reading = page("<table><tr><td>甲<td>乙" * 20_000)
        assert [notice.message for notice in reading.notices] == ["表格嵌套超过 32 层，更里面的没有读"]

    def test_spans_beyond_all_bounds(self) -> None:
        cells = "<td rowspan=65534 colspan=1000>甲" * 200
        rows = f"<table><tr>{cells}" + "<tr><td>乙" * 100 + "</table>"
        (table,) = texts(page(rows))
        assert len(table) == 101
        assert len(table[0]) == 201

    @pytest.mark.parametrize(
        "source",
        [
            "<table>" + "<tr><td rowspan=65534>甲<td rowspan=65533>乙" * 3000,
            "<p>甲" * 30_000,
            "<table>" + "<tr><td>甲" * 30_000,
        ],
    )
    def test_more_than_the_limits_allow_is_refused(self, source: str) -> None:
        with pytest.raises(InputError, match="--max-cells"):
            page(source, Limits(cells=10_000))


def test_a_page_without_any_table_is_skipped_with_the_reason(tmp_path: Path, linter: Linter) -> None:
    path = tmp_path / "通知.html"
    path.write_text("<html><body><script>var a = 1;</script></body></html>", "utf-8")
    (entry,) = linter.extract([file_item(path, linter.limits)])
    assert (entry.entry.status, entry.entry.reason) == (Status.SKIPPED, "没有找到绩效目标表")
