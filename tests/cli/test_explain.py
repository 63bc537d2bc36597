"""``jixiao extract --explain``: which table was taken for what, which header cell for which field, and why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Cli
from tests.cli.samples import CLEAN

Write = Callable[[str, str | bytes], Path]
FORM = """<table><tr><td>收入<td>支出<tr><td>10<td>10</table>
<p>桥梁维修绩效目标表</p>
<table>
<tr><td>项目名称<td colspan=5>桥梁维修
<tr><td>一级指标<td>二级指标<td>维修的事项<td>全年目标值（2027年）<td>指标值确定依据<td>归口处室
<tr><td>产出指标<td>数量指标<td>维修桥梁座数<td>≥3座<td>年度计划<td>养护科
</table>
<table><tr><td>效益指标<td>社会效益指标<td>绕行车辆减少率<td>≥80%<td>年度计划<td>养护科</table>
<p>另附：各科室填报的样式</p>
<table><tr><td>一级指标<td>二级指标<tr><td>产出指标<td>数量指标</table>
"""
EXPLAINED = """网页.html  4 张表，1 个项目

第 1 张表  表1 第1行 第1列 起，2 行 2 列  其他表：没有绩效指标的表头，不读

第 2 张表  表2 第1行 第1列 起，3 行 6 列  绩效指标表：有指标名称、指标值和别的栏目的表头
  表2 第1行 第1列  项目名称              → 项目名称        词典里有，内容是“桥梁维修”
  表2 第2行 第1列  一级指标              → 一级指标        词典里有
  表2 第2行 第2列  二级指标              → 二级指标        词典里有
  表2 第2行 第3列  维修的事项            → 指标名称        词典里没有，看位置：在二级指标和指标值之间
  表2 第2行 第4列  全年目标值（2027年）  → 指标值          词典里没有，看写法
  表2 第2行 第5列  指标值确定依据        → 指标值确定依据  词典里有
  表2 第2行 第6列  归口处室              → 没有认出        词典里没有，不读
"""


def test_what_was_taken_for_what_and_why(cli: Cli, write: Write) -> None:
    outcome = cli("extract", "--explain", write("网页.html", FORM))
    assert outcome.out.startswith(EXPLAINED)
    assert outcome.out[len(EXPLAINED) :] == (
        "\n第 3 张表  表3 第1行 第1列 起，1 行 6 列  绩效指标表：没有表头，接着上一张指标表\n"
        "\n第 4 张表  表4 第1行 第1列 起，2 行 2 列  其他表：像绩效目标表，表头没有认全\n"
        "\n没有看懂的\n  表4 第1行 第1列：这张表像绩效目标表，但表头没有认全，表里的内容没有检查\n"
    )


def test_the_same_as_json(cli: Cli, write: Write) -> None:
    outcome = cli("extract", "--explain", "--output-format", "json", write("网页.html", FORM))
    (document,) = outcome.json["documents"]
    assert [(table["kind"], table["rows"], table["columns"]) for table in document["explained"]] == [
        ("other", 2, 2),
        ("indicators", 3, 6),
        ("indicators", 1, 6),
        ("other", 2, 2),
    ]
    name = document["explained"][1]["cells"][0]
    assert {key: name[key] for key in ("text", "field", "name", "why", "value")} == {
        "text": "项目名称",
        "field": "project_name",
        "name": "项目名称",
        "why": "词典里有",
        "value": "桥梁维修",
    }
    assert name["location"]["label"] == "表2 第1行 第1列"
    assert document["explained"][1]["cells"][-1]["field"] is None


def test_nothing_is_kept_unless_asked_for(cli: Cli, write: Write) -> None:
    outcome = cli("extract", write("草稿.txt", CLEAN))
    assert "explained" not in outcome.json["documents"][0]


def test_files_that_cannot_be_read_say_why(cli: Cli, write: Write) -> None:
    outcome = cli("extract", "--explain", write("空.txt", b""), write("草稿.txt", CLEAN))
    assert outcome.code == 3
    assert outcome.out.startswith("空.txt  文件是空的\n\n草稿.txt  1 张表，1 个项目\n")


def test_into_a_file_by_its_suffix(cli: Cli, write: Write, tmp_path: Path) -> None:
    path = write("草稿.txt", CLEAN)
    assert cli("extract", "--explain", path, "--output", "说明.txt").out == ""
    assert (tmp_path / "说明.txt").read_text("utf-8").startswith("草稿.txt  1 张表")
    cli("extract", "--explain", path, "--output", "说明.json")
    assert (tmp_path / "说明.json").read_text("utf-8").startswith("{")


def test_text_without_explain_is_refused(cli: Cli, write: Write) -> None:
    outcome = cli("extract", write("草稿.txt", CLEAN), "--output-format", "text")
    assert (outcome.code, outcome.err) == (
        2,
        "jixiao: --output-format text 要和 --explain 一起用；读到的内容只输出为 JSON\n",
    )
