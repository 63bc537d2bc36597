"""Self-evaluation: target, actual value, weight, score, reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tests.corpus.drawing import Box
from tests.corpus.layouts.base import layout
from tests.corpus.page import Page, columns, each
from tests.corpus.samples import Gold, Sample, gold

_HEADS = ("年初预算数", "全年预算数\n（A）", "全年执行数\n（B）", "分值", "执行率\n（B/A）", "得分")


def _funds(page: Page, sample: Sample, names: Sequence[str], wide: int) -> None:
    page.row(Box("项目资金\n（万元）", len(names) + 1, wide), "", *_HEADS)
    amounts = (sample.total, sample.fiscal, *("0" for _ in names[3:]), sample.other)
    for number, (name, amount) in enumerate(zip(names, amounts, strict=True)):
        page.row(name, amount, amount, amount, *(("—", "100%", "—") if number else ("10", "100%", "10")))


@layout("V21 自评表，年度指标值、实际完成值、分值、得分", "（2027年度）")
def central(sample: Sample) -> tuple[Page, Gold]:
    page = Page(9)
    page.row(Box("项目名称", 1, 2), sample.name)
    page.row(Box("主管部门", 1, 2), Box(sample.department, 1, 3), "实施单位", sample.unit)
    _funds(page, sample, ("年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金"), 2)
    page.row(Box("年度总体目标", 2), Box("预期目标", 1, 4), "实际完成情况")
    page.row(Box(sample.goal, 1, 4), sample.done)
    entries = each(sample.rows, lambda _, e: replace(e, extra={"deviation": "无"}))
    cols = columns(
        "level1 一级指标 | level2 二级指标 | name 三级指标 | value 年度~指标值 | actual 实际~完成值"
        " | weight 分值 | score 得分 | deviation 偏差原因分析及改进措施"
    )
    rows = page.indicators(entries, cols, label="绩\n效\n指\n标")
    page.row(Box("总分", 1, 6), "100", "100", "")
    return page, gold(sample, "项目支出绩效自评表", rows, "name", "unit", "budget", "goals")


@layout("V21 自评表，分值在年度指标值前面，三级指标占两列", "（2027年度）")
def early_weight(sample: Sample) -> tuple[Page, Gold]:
    page = Page(9)
    page.row("项目名称", sample.name)
    page.row("主管部门", Box(sample.department, 1, 4), "实施单位", sample.unit)
    _funds(page, sample, ("年度资金总额", "其中：财政拨款", "其他资金"), 2)
    page.row(Box("年度总体目标", 2), Box("年初设定目标", 1, 4), "年度总体目标完成情况")
    page.row(Box(sample.goal, 1, 4), sample.done)
    entries = each(sample.rows, lambda _, e: replace(e, extra={"deviation": ""}))
    cols = columns(
        "level1 一级指标 | level2 二级指标 | name 三级指标 2 | weight 分值 | value 年度指标值"
        " | actual 全年实际完成值 | score 得分 | deviation 未完成原因和改进措施"
    )
    rows = page.indicators(entries, cols)
    page.row(Box("总 分", 1, 4), "100", "", "", "99", "")
    return page, gold(sample, "项目支出绩效自评表", rows, "name", "unit", "budget", "goals")


@layout("V22 自评表，符号、数值、单位和实际完成值", "公开14表")
def triple(sample: Sample) -> tuple[Page, Gold]:
    page = Page(10)
    page.row("项目名称", sample.name)
    page.row("主管部门", Box(sample.department, 1, 4), "实施单位", sample.unit)
    _funds(page, sample, ("年度资金总额", "其中：财政拨款", "其他资金"), 3)
    page.row("年度目标", sample.goal)
    entries = each(sample.rows, lambda _, e: replace(e, extra={"deviation": "无偏差"}))
    cols = columns(
        "level1 一级指标 | level2 二级指标 | name 三级指标 | operator 指标性质 | number 指标值 | unit 度量单位"
        " | actual 实际完成值 | weight 分值 | score 得分 | deviation 偏差原因分析及改进措施"
    )
    rows = page.indicators(entries, cols)
    return page, gold(sample, "项目支出绩效自评表", rows, "name", "unit", "budget", "goals")


@layout("V22 自评表，没有级别的列，指标名称、计量单位、指标性质、指标值")
def plain(sample: Sample) -> tuple[Page, Gold]:
    page = Page(8)
    page.row("专项名称", sample.name)
    page.row("主管部门", Box(sample.department, 1, 3), "实施单位", sample.unit)
    page.row("当年绩效目标", sample.goal)
    cols = columns(
        "name 指标名称 2 | unit 计量单位 | operator 指标性质 | number 指标值"
        " | actual 全年完成值 | weight 权重 | score 得分"
    )
    entries = each(sample.rows, lambda _, e: replace(e, level1="", level2=""))
    rows = page.indicators(entries, cols)
    return page, gold(sample, "项目自评表", rows, "name", "unit", "goals")
