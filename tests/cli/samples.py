"""Small documents of our own writing for the tests of the command line and of the reports."""

from __future__ import annotations

from collections.abc import Sequence

HEADER = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")
COUNT = ("产出指标", "数量指标", "新建书屋数量", "年内建成并开放的书屋数", "≥6个", "书屋建设实施方案")
QUALITY = ("", "质量指标", "书屋验收合格率", "一次验收合格书屋数占建成数的比例", "≥98%", "文化站验收办法")
TIME = ("", "时效指标", "书屋建成时间", "全部书屋对外开放的日期", "2027年9月底前", "书屋建设实施方案")
COST = ("", "成本指标", "书屋平均造价", "每个书屋的建设和购书支出", "≤3万元/个", "书屋建设合同")
BENEFIT = ("效益指标", "社会效益指标", "借阅人次增长率", "全年借阅人次较上年增长的比例", "≥8%", "上年借阅统计")
SATISFACTION = ("满意度指标", "服务对象满意度指标", "读者满意度", "满意读者占受访读者的比例", "≥92%", "读者问卷调查")
ROWS = (COUNT, QUALITY, TIME, COST, BENEFIT, SATISFACTION)


def draft(rows: Sequence[Sequence[str]] = ROWS, *, name: str = "乡村书屋建设补助", number: int = 1) -> str:
    """A project table without anything to flag, but for what stands in ``rows``."""
    lines = [
        f"{number}、{name}绩效目标表",
        "单位：万元",
        f"项目编码\t41900027P0001001{number:03d}A\t\t项目名称\t{name}",
        "预算规模及资金用途\t预算数\t18.00\t其中：财政资金\t18.00\t其他资金\t0",
        f"\t用于{name}，共 6 个，每个 3 万元。",
        "资金支出计划（%）\t3月底\t6月底\t10月底\t12月底",
        "\t20.00%\t50.00%\t80.00%\t100.00%",
        f"绩效目标\t1.{name}：建成 6 个书屋并对外开放。2.借阅人次较上年增长 8% 以上。",
        *("\t".join(row) for row in (HEADER, *rows)),
    ]
    return "\n".join(lines) + "\n"


def changed(row: Sequence[str], **cells: str) -> tuple[str, ...]:
    """The row with other cells: name, description, value, basis."""
    names = ("level1", "level2", "name", "description", "value", "basis")
    return tuple(cells.get(name, text) for name, text in zip(names, row, strict=True))


CLEAN = draft()
WITH_INFO = draft((changed(COUNT, value="6个以上"), *ROWS[1:]))
"""One finding, a hint: BD003."""
WITH_WARNING = draft((changed(COUNT, value="≥6"), *ROWS[1:]))
"""One finding, a warning: WZ006."""
WITH_ERROR = draft((changed(COUNT, value=""), *ROWS[1:]))
"""One finding, an error: WZ001."""
