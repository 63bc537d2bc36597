"""Exports of budget systems: trees of levels, goals with indicators of their own, values of other years."""

from __future__ import annotations

from dataclasses import replace

from tests.corpus.drawing import Box, Drawing
from tests.corpus.layouts.base import Drawn, layout, whole
from tests.corpus.page import Page, columns, each
from tests.corpus.samples import Gold, Sample, gold, samples

_WIDE = (
    "level1 一级指标 | level2 二级指标 | name 三级指标名称 | operator 计算符号 | number 年度指标值 | unit 计量单位"
    " | weight 权重 | baseline 上年指标值 | basis 指标值确定依据 | description 计算公式 | remark 备注"
)


def _upper(page: Page, sample: Sample) -> None:
    page.row("项目编码", Box(sample.code, 1, 4), Box("项目名称", 1, 2), sample.name)
    page.row("主管部门", Box(sample.department, 1, 4), Box("预算单位", 1, 2), sample.unit)
    page.row("资金总额", Box(sample.total, 1, 3), "财政拨款", Box(sample.fiscal, 1, 2), "其他资金", sample.other)


@layout("V27 每一级各占一行的树", "2027年度")
def tree(sample: Sample) -> tuple[Page, Gold]:
    page = Page(11)
    _upper(page, sample)
    page.row("年度绩效目标", sample.goal)
    rows = page.tree(sample.rows, columns(_WIDE))
    return page, gold(sample, "项目支出绩效目标申报表", rows, "code", "name", "unit", "budget", "goals")


@layout("V27 左边一列目标，依据合并", "2027年度")
def beside(sample: Sample) -> tuple[Page, Gold]:
    page = Page(12)
    _upper(page, sample)
    page.row("年度绩效目标", sample.goal)
    page.row("目标", *(Box(col.head, 1, col.right) for col in columns(_WIDE)))
    entries = each(sample.rows, lambda n, e: replace(e, basis="年度计划" if n < 4 else e.basis))
    rows = page.indicators(
        entries, columns(_WIDE), head=False, beside=[Box("年度目标")], merged=("level1", "level2", "basis")
    )
    return page, gold(sample, "项目支出绩效目标申报表", rows, "code", "name", "unit", "budget", "goals")


@layout("V27 每个目标下面挂自己的指标，目标占比")
def weighed(sample: Sample) -> tuple[Page, Gold]:
    page = Page(9)
    page.row("项目名称", Box(sample.name, 1, 4), "预算单位", sample.unit)
    page.row("资金总额", Box(sample.total, 1, 4), "其中：财政拨款", sample.fiscal)
    cols = columns(
        "level1 一级指标 | level2 二级指标 | name 三级指标 | operator 符号"
        " | number 指标值 | unit 计量单位 | weight 权重"
    )
    heads = [Box(col.head, 1, col.right) for col in cols]
    page.row("绩效目标", "目标占比（%）", *heads)
    cut = len(sample.rows) // len(sample.goals)
    rows = []
    for number, goal in enumerate(sample.goals):
        last = number + 1 == len(sample.goals)
        entries = sample.rows[number * cut : None if last else (number + 1) * cut]
        rows += page.indicators(entries, cols, head=False, beside=[Box(goal), Box("50")])
    budget = [sample.total, sample.fiscal, None]
    return page, gold(sample, "项目绩效目标表", rows, "name", "unit", "goals", budget=budget)


@layout("V11 带星号的表头，名称带单位，整列一样的说明合并", "单位：元")
def jiangxi(sample: Sample) -> tuple[Page, Gold]:
    page = Page(8)
    page.row("*项目名称", Box(sample.name, 1, 3), "*项目类别", Box("特定目标类", 1, 3))
    page.row("*年度资金总额", Box(sample.total, 1, 3), "*其中：财政拨款", sample.fiscal)
    page.row("*年度绩效目标", sample.goal)
    entries = each(
        sample.rows,
        lambda _, e: replace(e, name=f"{e.name}（{e.unit}）" if e.unit else e.name, description="该指标值数据合理"),
    )
    cols = columns(
        "level1 *一级指标 | level2 *二级指标 | name *三级指标 2 | operator *计算符号"
        " | number *目标值 | unit *度量单位"
        " | description 指标值说明"
    )
    rows = page.indicators(entries, cols, merged=("level1", "level2", "description"))
    budget = [sample.total, sample.fiscal, None]
    return page, gold(sample, "项目支出绩效目标", rows, "name", "goals", budget=budget)


@whole("V27 换页：表头重复，续表，合并的格子断成两半")
def pages() -> Drawn:
    sample = samples()[1]
    page = Page(11)
    _upper(page, sample)
    page.row("年度绩效目标", sample.goal)
    rows = page.indicators(sample.rows[:3], columns(_WIDE))
    after = Page(11)
    rows += after.indicators(
        [replace(sample.rows[3], level1=""), *(replace(e, level1="") for e in sample.rows[4:5]), *sample.rows[5:]],
        columns(_WIDE),
    )
    for row, entry in zip(rows, sample.rows, strict=True):
        row["level1"] = entry.level1
    title = "项目支出绩效目标申报表"
    made = Drawing((title, page.form(title), "第 1 页 共 2 页", "续表", after.form()))
    return Drawn(made, [gold(sample, title, rows, "code", "name", "unit", "budget", "goals")])
