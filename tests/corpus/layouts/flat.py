"""One sheet for all projects; lists without a table; tables that are none of ours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tests.corpus.drawing import Box, Drawing
from tests.corpus.layouts.base import Drawn, whole
from tests.corpus.page import Page, columns, each
from tests.corpus.samples import Entry, Sample, gold, samples

_KINDS = {"定性": "定性"}
_EMPTY = ("", "经济成本指标"), ("", "社会成本指标"), ("", "生态环境成本指标")


def _hunan(sample: Sample) -> list[Entry]:
    return each(
        sample.rows,
        lambda _, e: replace(
            e,
            number=e.number if e.operator == "定性" else f"{e.operator}{e.number}",
            unit=e.unit or "-",
            extra={"scoring": "未达标酌情扣分", "value_type": _KINDS.get(e.operator, "定量"), "remark": "-"},
        ),
    )


@whole("V10 一张表列出全部项目，表头两行")
def hunan() -> Drawn:
    cols = columns(
        "level1 一级指标 | level2 二级指标 | name 三级指标 | number 指标值 | description 指标值内容"
        " | scoring 评（扣）分标准 | unit 度量单位 | value_type 指标值类型 | remark 备注"
    )
    page = Page(13)
    page.row(
        *(Box(head, 2) for head in ("单位代码", "单位（专项）名称", "资金总额", "实施期绩效目标")),
        Box("绩效指标", 1, 9),
    )
    page.row(*(col.head for col in cols))
    found = []
    for sample in samples():
        left = [Box(text) for text in (sample.unit_code, sample.name, sample.total, sample.goal)]
        rows = page.indicators(_hunan(sample), cols, head=False, beside=left)
        for row, entry in zip(rows, sample.rows, strict=True):
            row["value"] = entry.value
        budget = [sample.total, None, None]
        parts = ("name", "unit_code", "goals")
        title = "项目支出绩效目标表"
        found.append(gold(sample, title, rows, *parts, budget=budget))
    above = ("部门公开表23", "项目支出绩效目标表", "部门：208_云溪区　　　　金额单位：万元")
    return Drawn(Drawing((*above, page.form("项目支出绩效目标表"))), found)


@whole("N1 一张表列出全部项目，序号、预算单位、项目目标在左边，一行表头")
def numbered() -> Drawn:
    cols = columns("level1 一级指标 | level2 二级指标 | name 三级指标 | value 绩效指标值 | basis 指标值设定依据")
    page = Page(11)
    heads = ("序号", "预算单位", "项目名称", "预算金额", "其中：财政资金", "年度绩效目标")
    page.row(*heads, *(col.head for col in cols))
    found = []
    for number, sample in enumerate(samples(), start=1):
        texts = (str(number), sample.unit, sample.name, sample.total, sample.fiscal, sample.goal)
        rows = page.indicators(sample.rows, cols, head=False, beside=[Box(text) for text in texts])
        budget = [sample.total, sample.fiscal, None]
        found.append(gold(sample, "2027年项目绩效目标汇总表", rows, "name", "unit", "goals", budget=budget))
    page.row("制表人：林溪", Box("审核人：周原", 1, 10))
    return Drawn(Drawing(("2027年项目绩效目标汇总表", "单位：万元", page.form())), found)


@whole("一份文件里有预算表、名单和绩效目标表")
def among_others() -> Drawn:
    sample = samples()[2]
    budget = Page(4)
    budget.row("科目编码", "科目名称", "基本支出", "项目支出")
    budget.row("2200509", "气象服务", "120.50", "342.75")
    budget.row(Box("合计", 1, 2), "120.50", "342.75")
    people = Page(3)
    people.row("姓名", "职务", "联系电话")
    people.row("白露", "主任", "6603377")
    page = Page(5)
    page.row("项目名称", sample.name)
    page.row("年度绩效目标", sample.goal)
    rows = page.indicators(
        sample.rows, columns("level1 一级指标 | level2 二级指标 | name 三级指标 | value 指标值 | basis 指标依据")
    )
    drawing = Drawing(("收支预算总表", budget.form(), "项目支出绩效目标表", page.form(), "联系人名单", people.form()))
    return Drawn(drawing, [gold(sample, "项目支出绩效目标表", rows, "name", "goals")])


def _listed(entries: Iterable[Entry]) -> str:
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        groups.setdefault((entry.level1, entry.level2), []).append(entry)
    return "\n".join(
        f"【{level1}-{level2}】\n"
        + "\n".join(f"指标{number}:{entry.name}({entry.value})" for number, entry in enumerate(group, start=1))
        for (level1, level2), group in groups.items()
    )


@whole("V14 指标写在一格里：【产出指标-数量指标】指标1:名称(值)")
def prose() -> Drawn:
    page = Page(6)
    page.row("单位编码", "单位名称", "支出项目", "年度预算安排", "项目内容", "绩效目标")
    found = []
    for sample in samples():
        page.row(sample.unit_code, sample.unit, sample.name, sample.total, sample.overview, _listed(sample.rows))
        rows = [{"level1": e.level1, "level2": e.level2, "name": e.name, "value": e.value} for e in sample.rows]
        found.append(
            gold(
                sample,
                "项目绩效目标和指标",
                rows,
                "name",
                "unit",
                "unit_code",
                purpose=sample.overview,
                budget=[sample.total, None, None],
                goals=[],
            )
        )
    return Drawn(Drawing(("项目绩效目标和指标", "单位：万元", page.form())), found)


@whole("V14 指标写成编号的段落")
def paragraphs() -> Drawn:
    parts: list[str] = []
    found = []
    for sample in samples():
        title = f"{sample.name}绩效目标表"
        parts += [title, f"项目名称：{sample.name}", f"年度绩效目标：{sample.goal}", "绩效指标："]
        last = ""
        groups: dict[tuple[str, str], list[Entry]] = {}
        for entry in sample.rows:
            groups.setdefault((entry.level1, entry.level2), []).append(entry)
        for number, ((level1, level2), group) in enumerate(groups.items(), start=1):
            parts += [] if level1 == last else [f"{level1}："]
            last = level1
            parts.append(f"（{number}）{level2}：" + "；".join(f"{e.name}{e.value}" for e in group) + "。")
        rows = [{"level1": e.level1, "level2": e.level2, "name": e.name, "value": e.value} for e in sample.rows]
        found.append(gold(sample, title, rows, "name", "goals"))
    return Drawn(Drawing((*parts,)), found)
