"""Tables and samples for the guide that come from the code and the data files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import yaml

from builder.markdown import escaped, table
from builder.measured import confidence_levels, measured_rules, measured_sets
from lint.api import Item, Linter, Selection
from lint.config.dictionaries import shipped_dictionaries
from lint.config.grading import load_grading
from lint.model.target import Target, TargetKind
from lint.report.base import Style
from lint.report.model_json import model_json
from lint.report.rule_page import option_rows, plain_value
from lint.report.to_json import JsonReporter
from lint.rules import builtin_rules
from lint.rules.base import FIELD_NAMES
from lint.text.words import words

FILES = Path(__file__).parents[1] / "guide" / "files"

TARGETS = {
    "数字、符号和单位": "≥2次 ≤53.63_万元 =100% 10000元 20元/户 ≤450元/人·天 1,200人 ≥3.5万㎡",
    "键盘打的符号": ">=0.00元 ≧3 ＜5%",
    "写成文字的符号": "不少于20次 控制在5万元以内 90%以上 20人以下 3天内 约30公里 10余人",
    "数字前面有话": "每年不少于两次 全年4次 预计改造12所",
    "写成汉字的数": "两次 十二场 百分之九十五以上",
    "不规范的单位": "≥100_百分比 ≥0.97比例 =100.00(%)",
    "区间": "90%-95% 2-3次 5至8名",
    "日期": "2023年12月底 2027年12月31日前 2027-06-30 12月底前 第四季度 2027年1-6月 预计2023年12月底支出完成",
    "没有数字": "有效提升 是 优秀 一级 不超预算",
    "没有填完": "≥ ≥元",
    "错乱": "≥12023年12月底完成支出 ≥90%95% ≥≤5% 2026年13月底",
    "只看懂一部分": "100%完成 150件（次） 1:1 完成全县12个乡镇的改造任务",
}
"""Values for the table of the page on targets; _ stands for a blank."""
_KINDS = {
    TargetKind.BLANK: "空",
    TargetKind.NUMBER: "数字",
    TargetKind.RANGE: "区间",
    TargetKind.DATE: "日期",
    TargetKind.WORDS: "文字",
    TargetKind.GARBLED: "错乱",
    TargetKind.OTHER: "没看懂",
}
_TARGET_COLUMNS = ["目标值", "种类", "符号", "数字", "单位", "日期", "前后的其他文字"]


def targets() -> str:
    """How values are parsed."""
    parse = Linter().lexicon.targets.parse
    lines = []
    for heading, values in TARGETS.items():
        texts = [value.replace("_", " ") for value in values.split(" ")]
        rows = [[f"`{text}`", *_parsed(parse(text))] for text in texts]
        lines += [f"**{heading}**", "", *table(_TARGET_COLUMNS, rows), ""]
    return "\n".join(lines)


def _parsed(target: Target) -> list[str]:
    numbers = [str(number) for number in (target.number, target.upper) if number is not None]
    others = [f"“{escaped(text)}”" for text in (target.lead, target.rest) if text]
    unit = escaped(target.unit)
    return [
        _KINDS[target.kind],
        str(target.operator or ""),
        " 到 ".join(numbers),
        unit,
        _date(target),
        "、".join(others),
    ]


def _date(target: Target) -> str:
    if (date := target.date) is None:
        return ""
    parts = [(date.year, "年"), (date.month, "月"), (date.day, "日")]
    return "".join(f"{number}{name}" for number, name in parts if number) + date.edge


_COLUMNS = {
    **FIELD_NAMES,
    "operator": "符号",
    "baseline": "上年值",
    "weight": "权重",
    "direction": "方向",
    "value_type": "指标值类型",
    "scoring": "评分标准",
    "actual": "实际完成值",
    "score": "得分",
    "deviation": "偏差原因",
    "remark": "备注",
}
_MOST_WORDS = 6


def columns() -> str:
    """The columns of an indicator table, and what their headers may be called."""
    rows = []
    for field, entry in Linter().lexicon.data["headers"]["columns"].items():
        ways = words(entry)
        more = " 等" if len(ways) > _MOST_WORDS else ""
        rows.append([_COLUMNS.get(field, field), f"`{field}`", "、".join(ways[:_MOST_WORDS]) + more])
    return "\n".join([*table(["字段", "JSON 里的名称", "认得的表头"], rows), ""])


def dictionaries() -> str:
    """The dictionaries that ship: what the first comment of each says, and its word lists."""
    rows = []
    for path in shipped_dictionaries():
        text = path.read_text("utf-8")
        notes = [line[1:].strip() for line in text.splitlines() if line.startswith("#") and "$schema" not in line]
        keys = [f"`{key}`" for key in yaml.safe_load(text) if key not in ("dictionary", "version")]
        rows.append([f"[{path.stem}](../../dictionaries/{path.name})", escaped(notes[0]), " ".join(keys)])
    return "\n".join([*table(["词典", "放什么", "词表"], rows), ""])


def options() -> str:
    """The options of all rules."""
    rows = [
        [f"[{rule.meta.code}](../rules/{rule.meta.code}.md)", f"`{name}`", plain_value(default), escaped(doc)]
        for rule in builtin_rules()
        for name, default, doc in option_rows(rule)
    ]
    return "\n".join([*table(["规则", "选项", "默认", "含义"], rows), ""])


def report() -> str:
    """A whole JSON report of one finding, without the digests of what took part."""
    linter = Linter(selection=Selection(select=("BD003",)))
    item = Item("一格.txt", (FILES / "一格.txt").read_bytes)
    made = json.loads(JsonReporter().render(linter.check([item]), Style()))
    tool = {name: made["tool"][name] for name in ("name", "version", "profile", "language")}
    made["tool"] = tool | {"rulesets": ["…"], "dictionaries": ["…"], "plugins": []}
    return f"```json\n{json.dumps(made, ensure_ascii=False, indent=2)}\n```\n"


def model() -> str:
    """What ``extract`` gives for one indicator, with one place only."""
    item = Item("一格.txt", (FILES / "一格.txt").read_bytes)
    made = model_json(Linter().extract([item]))
    (project,) = made["documents"][0]["projects"]
    (row,) = project["indicators"]
    row["locations"] = {"value": row["locations"]["value"]}
    del project["locations"]
    return f"```json\n{json.dumps(made, ensure_ascii=False, indent=1)}\n```\n"


def grading() -> str:
    """Which rules speak to which item of the review opinion, and how many findings make which grade."""
    made = load_grading(Linter().registry)
    limits = [["没有上限" if limit is None else str(limit) for limit in (g.error, g.warning)] for g in made.grades]
    grades = [[grade.name, *found, grade.means] for grade, found in zip(made.grades, limits, strict=True)]
    items = [
        [item.block, item.item, escaped(item.question), "、".join(f"[{code}](../rules/{code}.md)" for code in codes)]
        for item in made.items
        if (codes := sorted(item.codes))
    ]
    first = table(["等级", "错误最多", "警告最多", "意思"], grades)
    return "\n".join([*first, "", *table(["审核内容", "要点", "看什么", "规则"], items)]) + "\n"


PARTS: dict[str, Callable[[], str]] = {
    "targets": targets,
    "columns": columns,
    "dictionaries": dictionaries,
    "grading": grading,
    "options": options,
    "report": report,
    "model": model,
    "measured_sets": measured_sets,
    "measured_rules": measured_rules,
    "confidence_levels": confidence_levels,
}
