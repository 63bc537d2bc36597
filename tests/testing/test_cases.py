"""The tools for authors of rules: cases are loaded as written, and mistakes in them are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from lint.api import Linter
from lint.testing import load_cases, run

TABLE = """
    table: |
      一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据
      产出指标 | 数量指标 | 新建公厕座数 | 竣工验收的座数 | ≥0座 | 建设计划
"""


def _file(folder: Path, cases: str) -> Path:
    (folder / "WZ005.yaml").write_text(f"rule: WZ005\ncases:\n{cases}", "utf-8")
    return folder


def test_a_case_gives_the_complete_list_of_findings(tmp_path: Path, linter: Linter) -> None:
    (case,) = load_cases(_file(tmp_path, f"  - id: 默认的零\n    doc: bad{TABLE}"))
    (found,) = run(case, linter)
    assert (case.rule, case.id, case.doc, case.expect) == ("WZ005", "默认的零", "bad", ())
    assert (found["at"], found["severity"]) == ("指标值@1", "error")
    assert "≥0座" in found["message"] and found["suggestion"]
    assert "fix" not in found


def test_a_table_stands_below_a_title(tmp_path: Path) -> None:
    (case,) = load_cases(_file(tmp_path, f"  - id: 一\n{TABLE}"))
    assert case.text.splitlines()[1:] == case.table.splitlines()
    assert case.text.splitlines()[0].endswith("绩效目标表")


def test_a_document_is_taken_as_it_is(tmp_path: Path, linter: Linter) -> None:
    text = TABLE.replace("table:", "text:").replace("text: |\n", "text: |\n      2、公厕建设绩效目标表\n")
    (case,) = load_cases(_file(tmp_path, f"  - id: 一\n{text}"))
    assert case.table == "" and case.text.startswith("2、公厕建设")
    assert [found["at"] for found in run(case, linter)] == ["指标值@1"]


def test_options_of_the_rule_are_set(tmp_path: Path, linter: Linter) -> None:
    text = (
        "rule: SD001\ncases:\n  - id: 一\n    options: {floor: 95}\n    table: |\n"
        "      一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据\n"
        "      满意度指标 | 服务对象满意度指标 | 居民满意度 | 满意的居民占受访居民的比例 | ≥90% | 上年调查\n"
    )
    (tmp_path / "SD001.yaml").write_text(text, "utf-8")
    (case,) = load_cases(tmp_path)
    assert [found["at"] for found in run(case, linter)] == ["指标值@1"]


@pytest.mark.parametrize(
    "cases",
    [
        "  - id: 没有表\n    doc: bad\n",
        f"  - id: 两样都有\n    text: 话{TABLE}",
        f"  - id: 多一个键\n    expcet: []{TABLE}",
        f"  - id: 同名{TABLE}  - id: 同名{TABLE}",
    ],
)
def test_mistakes_in_a_file_of_cases_are_told(tmp_path: Path, cases: str) -> None:
    with pytest.raises(ValueError, match=r"WZ005\.yaml"):
        list(load_cases(_file(tmp_path, cases)))
