"""The forms of most provinces: a table for each project, fields above, indicators below."""

from __future__ import annotations

from dataclasses import replace

from tests.corpus.drawing import Box
from tests.corpus.layouts.base import layout
from tests.corpus.page import Page, columns, each, funds
from tests.corpus.samples import Entry, Gold, Sample, gold

_STEPS = ("3月底", "6月底", "10月底", "12月底")
_FUNDS = ("年度资金总额：", "其中：财政拨款", "其他资金")


def _upper(page: Page, sample: Sample, budget: str = "预算数") -> None:
    page.row("项目编码", Box(sample.code, 1, 2), "项目名称", sample.name)
    amounts = ("其中：财政资金", sample.fiscal, "其他资金", sample.other)
    page.row(Box("预算规模及资金用途", 2), budget, sample.total, *amounts)
    page.row(sample.purpose)
    page.row(Box("资金支出计划（%）", 2), *_STEPS)
    page.row(*sample.plan)


@layout("V1 六列，编码、资金用途、支出计划", "208 云溪区各单位")
def hebei(sample: Sample) -> tuple[Page, Gold]:
    page = Page(7)
    _upper(page, sample)
    page.row("绩效目标", sample.goal)
    cols = columns(
        "level1 一级指标 | level2 二级指标 | name 三级指标 | description 绩效指标描述"
        " | value 指标值 | basis 指标值确定依据 2"
    )
    rows = page.indicators(sample.rows, cols)
    title = f"{sample.name}绩效目标表"
    unit = {"unit": "云溪区各单位", "unit_code": "208"}
    return page, gold(sample, title, rows, "code", "name", "budget", "purpose", "plan", "goals", **unit)


@layout("V2 目标1、目标2各一行，效果指标")
def zone(sample: Sample) -> tuple[Page, Gold]:
    page = Page(7)
    _upper(page, sample)
    for number, goal in enumerate(sample.goals):
        left = () if number else (Box("绩效目标", len(sample.goals)),)
        page.row(*left, f"目标{number + 1}", goal)
    effect = {"效益指标": "效果指标"}
    entries = each(
        sample.rows,
        lambda _, e: replace(e, level1=effect.get(e.level1, e.level1), value=e.value.replace("≥", "≧")),
    )
    cols = columns(
        "level1 一级指标 | level2 二级指标 | name 三级指标 | description 绩效指标描述"
        " | value 指标值 | basis 指标值确定依据 2"
    )
    rows = page.indicators(entries, cols)
    return page, gold(sample, f"{sample.name}绩效目标表", rows, "code", "name", "budget", "purpose", "plan", "goals")


@layout("V4 五列，描述和指标值", "单位：万元")
def tianjin(sample: Sample) -> tuple[Page, Gold]:
    page = Page(6)
    page.row("项目名称", Box(sample.name, 1, 2), "项目单位", sample.unit)
    amounts = ("其中：财政资金", sample.fiscal)
    page.row(Box("预算规模及资金用途", 2), "预算数", sample.total, *amounts)
    page.row(sample.purpose)
    page.row("绩效目标", sample.goal)
    entries = each(sample.rows, lambda _, e: replace(e, value=e.value.replace("%", "百分比")))
    cols = columns("level1 一级指标 | level2 二级指标 | name 三级指标 | description 绩效指标描述 2 | value 指标值")
    rows = page.indicators(entries, cols)
    budget = [sample.total, sample.fiscal, None]
    return page, gold(sample, "项目支出绩效目标表", rows, "name", "unit", "purpose", "goals", budget=budget)


@layout("V5 竖排标签，中期目标、年度目标并列，指标1：，省略号行", "（2027年度）")
def central(sample: Sample) -> tuple[Page, Gold]:
    page = Page(7)
    page.row(Box("项目名称", 1, 2), sample.name)
    page.row(Box("主管部门及代码", 1, 2), Box(f"{sample.department} 316", 1, 2), "实施单位", sample.unit)
    page.row(Box("项目属性", 1, 2), Box("延续项目", 1, 2), "项目期", sample.period)
    funds_of = (
        ("资金总额：", "3000", sample.total),
        ("财政拨款", "3000", sample.fiscal),
        ("其他资金", "0", sample.other),
    )
    for number, (name, long, annual) in enumerate(funds_of):
        left = () if number else (Box("项目资金\n（万元）", 3, 2),)
        sides = ("其中：", "其中：") if number == 1 else ("", "") if number else ("中期", "年度")
        page.row(*left, sides[0] + name, long, Box(sides[1] + name, 1, 2), annual)
    page.row(Box("总体目标", 2), Box("中期目标（2027年—2029年）", 1, 3), "年度目标")
    page.row(Box(f"目标1：{sample.long}", 1, 3), "".join(f"目标{n}：{g}" for n, g in enumerate(sample.goals, start=1)))
    entries: list[Entry] = []
    number = 0
    for at, entry in enumerate(sample.rows):
        again = at and sample.rows[at - 1].level2 == entry.level2
        number = number + 1 if again else 1
        entries.append(replace(entry, name=f"指标{number}：{entry.name}"))
        if at + 1 == len(sample.rows) or sample.rows[at + 1].level2 != entry.level2:
            entries.append(replace(entry, name="……", value=""))
    cols = columns("level1 一级指标 | level2 二级指标 | name 三级指标 2 | value 指标值 | remark 备注")
    rows = page.indicators(entries, cols, label="绩\n效\n指\n标")
    rows = [row for row in rows if row["name"] != "……"]
    return page, gold(sample, "项目支出绩效目标申报表", rows, "name", "unit", "budget", "goals")


@layout("V6 长期、年度两组列并列", "（2027年度）", notices=["只读了右边一组"])
def sides(sample: Sample) -> tuple[Page, Gold]:
    page = Page(8)
    page.row(Box("项目名称", 1, 2), sample.name)
    page.row(Box("主管部门", 1, 2), Box(sample.department, 1, 2), Box("实施单位", 1, 2), sample.unit)
    funds(page, sample, "项目资金（万元）", _FUNDS, 2)
    page.row(Box("总体目标", 2), Box("长期目标（2027年—2029年）", 1, 3), "年度目标")
    page.row(Box(sample.long, 1, 3), sample.goal)
    label = Box("绩效指标", len(sample.rows) + 1)
    heads = ("二级指标", "三级指标", "指标值")
    page.row(label, "一级指标", *heads, *heads)
    spans: dict[tuple[int, str], int] = {}
    begins = [0, 0]
    names = ("level1", "level2")
    for at, entry in enumerate(sample.rows):
        for number, name in enumerate(names):
            above = names[: number + 1]
            if all(entry[one] == sample.rows[begins[number]][one] for one in above) and at:
                spans[begins[number], name] = spans.get((begins[number], name), 1) + 1
                spans[at, name] = 0
            else:
                begins[number] = at
    for at, entry in enumerate(sample.rows):
        boxes = []
        if spans.get((at, "level1"), 1):
            boxes.append(Box(entry.level1, spans.get((at, "level1"), 1)))
        level2 = Box(entry.level2, spans.get((at, "level2"), 1))
        own = spans.get((at, "level2"), 1) > 0
        long = (f"三年{entry.name}", entry.value) if at % 2 else ("", "")
        page.row(*boxes, *((level2,) if own else ()), *long, *((level2,) if own else ()), entry.name, entry.value)
    rows = [{name: entry[name] for name in ("level1", "level2", "name", "value")} for entry in sample.rows]
    return page, gold(sample, "项目支出绩效目标表", rows, "name", "unit", "budget", "goals")


@layout("V6 长期、年度两组行上下排列", notices=["长期绩效指标一组"])
def blocks(sample: Sample) -> tuple[Page, Gold]:
    page = Page(6)
    page.row("项目名称", Box(sample.name, 1, 2), "预算单位", sample.unit)
    page.row("资金总额", sample.total, "财政拨款", sample.fiscal, "其他资金", sample.other)
    page.row("长期绩效目标", Box(sample.long, 1, 2), "年度绩效目标", sample.goal)
    cols = columns("level1 一级指标 | level2 二级指标 | name 指标内容 | value 指标值 | remark 备注")
    long = each(sample.rows[:4], lambda _, e: replace(e, name=f"三年{e.name}"))
    page.indicators(long, cols, label="长期绩效指标")
    rows = page.indicators(sample.rows, cols, label="年度绩效指标")
    return page, gold(sample, "项目绩效目标申报表", rows, "name", "unit", "budget", "goals")


@layout("V7 没有三级指标，指标内容占两列")
def contents(sample: Sample) -> tuple[Page, Gold]:
    page = Page(6)
    page.row("项目名称", Box(sample.name, 1, 2), "项目负责人", sample.person)
    page.row("主管部门", Box(sample.department, 1, 2), "项目单位", sample.unit)
    page.row("项目概况", sample.overview)
    page.row("项目总目标", sample.long)
    page.row("年度绩效目标", sample.goal)
    cols = columns("level1 一级指标 | level2 二级指标 | name 指标内容 2 | value 指标值")
    rows = page.indicators(sample.rows, cols, label="绩效指标")
    return page, gold(
        sample, "绩效目标表", rows, "name", "unit", purpose=sample.overview, goals=[sample.long, *sample.goals]
    )


@layout("V8 指标性质、指标值、度量单位、权重")
def triple(sample: Sample) -> tuple[Page, Gold]:
    page = Page(8)
    page.row("项目名称", sample.name)
    page.row("主管部门", Box(sample.department, 1, 3), "实施单位", sample.unit)
    page.row("项目资金（万元）", "年度资金总额", sample.total, "财政拨款", sample.fiscal, "其他资金", sample.other)
    page.row("年度目标", sample.goal)
    cols = columns(
        "level1 一级指标 | level2 二级指标 | name 三级指标 | operator 绩效指标性质"
        " | number 绩效指标值 | unit 绩效度量单位 | weight 权重"
    )
    rows = page.indicators(sample.rows, cols, label="绩效指标")
    return page, gold(sample, "项目支出绩效目标表", rows, "name", "unit", "budget", "goals")


@layout("V8 计量单位、指标性质、指标值", "编制单位：云溪区财政局　　　　单位：万元")
def chongqing(sample: Sample) -> tuple[Page, Gold]:
    page = Page(8)
    page.row("项目名称", Box(sample.name, 1, 3), "业务主管部门", sample.department)
    page.row("项目编码", Box(sample.code, 1, 3), "当年预算", sample.total)
    page.row("项目概况", sample.overview)
    page.row("立项依据", sample.basis)
    page.row("当年绩效目标", sample.goal)
    cols = columns(
        "level1 一级指标 | level2 二级指标 | name 三级指标 2 | unit 计量单位"
        " | operator 指标性质 | number 指标值 | weight 权重（%）"
    )
    rows = page.indicators(sample.rows, cols)
    budget = [sample.total, None, None]
    others = {"budget": budget, "purpose": sample.overview, "unit": "云溪区财政局"}
    return page, gold(sample, "重点专项资金绩效目标申报表", rows, "name", "code", "goals", **others)
