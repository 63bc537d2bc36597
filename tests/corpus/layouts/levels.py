"""Forms that name their levels in other ways: weights in them, stars, other words, whole departments."""

from __future__ import annotations

from dataclasses import replace

from tests.corpus.drawing import Box
from tests.corpus.layouts.base import layout
from tests.corpus.page import Page, columns, each, funds
from tests.corpus.samples import Entry, Gold, Sample, gold

_SHARES = {"成本指标": "0-20", "产出指标": "30-50", "效益指标": "20-30", "满意度指标": "0-10"}
_STARS = {"产出指标": "产出指标★", "质量指标": "质量指标★"}
_OLD = {"产出指标": "项目完成指标", "效益指标": "项目效益指标"}


@layout("V13 分值区间写在一级指标里", "（2027年）")
def fengjie(sample: Sample) -> tuple[Page, Gold]:
    page = Page(8)
    page.row(Box("项目名称", 1, 2), Box(sample.name, 1, 2), Box("业务主管部门", 1, 2), sample.department)
    page.row(Box("预算单位", 1, 2), Box(sample.unit, 1, 2), Box("项目编码", 1, 2), sample.code)
    page.row(
        Box("当年预算\n（万元）", 1, 2),
        sample.total,
        Box("本级财政资金", 1, 2),
        sample.fiscal,
        "其他资金",
        sample.other,
    )
    page.row(Box("项目概况", 1, 2), sample.overview)
    page.row(Box("立项依据", 1, 2), sample.basis)
    page.row(Box("当年绩效目标", 1, 2), sample.goal)
    entries = each(sample.rows, lambda _, e: replace(e, level1=f"{e.level1}（{_SHARES[e.level1]}）分"))
    cols = columns(
        "level1 一级指标 | level2 二级指标 | name 三级指标 | value 指标值 | weight 分值 | description 指标解释 2"
    )
    rows = page.indicators(entries, cols, label="绩效指标")
    parts = ("name", "unit", "code", "budget", "goals")
    return page, gold(sample, "财政项目支出绩效目标审批表", rows, *parts, purpose=sample.overview)


@layout("V15 核心指标带星号，名称里有占位", "（基础设施建设类）")
def revitalisation(sample: Sample) -> tuple[Page, Gold]:
    page = Page(6)
    page.row(Box("项目名称", 1, 2), sample.name)
    page.row(Box("主管部门", 1, 2), sample.department, "实施单位", sample.unit)
    funds(page, sample, "资金情况\n（万元）", ("年度资金总额：", "其中：财政拨款", "其他资金"), 2)
    page.row(Box("总体目标", 1, 2), sample.goal)

    def starred(number: int, entry: Entry) -> Entry:
        star = "★★★" if number % 3 == 1 else ""
        hint = f"（≥**{entry.unit}）" if entry.unit and number % 2 else ""
        return replace(entry, name=f"{star}{entry.name}{hint}", level2=_STARS.get(entry.level2, entry.level2))

    cols = columns("level1 一级指标 | level2 二级指标 | name 三级指标 2 | value 指标值")
    rows = page.indicators(each(sample.rows, starred), cols, label="绩\n效\n指\n标")
    title = "项目支出绩效目标申报表"
    return page, gold(sample, title, rows, "name", "unit", "budget", "goals")


@layout("V17 区域绩效目标表", "（2027年度）")
def regional(sample: Sample) -> tuple[Page, Gold]:
    page = Page(6)
    page.row(Box("专项名称", 1, 2), sample.name)
    page.row(Box("中央主管部门", 1, 2), "交通运输部", "省级主管部门", "省交通运输厅")
    page.row(Box("资金情况\n（万元）", 3, 2), "年度金额：", sample.total)
    page.row("其中：中央补助", sample.fiscal)
    page.row("地方资金", sample.other)
    goals = "\n".join(f"目标{number}：{goal}" for number, goal in enumerate(sample.goals, start=1))
    page.row("年度总体目标", goals)
    cols = columns("level1 一级指标 | level2 二级指标 | name 三级指标 2 | value 指标值")
    rows = page.indicators(sample.rows, cols, label="绩\n效\n指\n标")
    return page, gold(sample, "转移支付区域绩效目标表", rows, "name", "budget", "goals")


@layout("V20 项目完成指标，指标值（包含数字及文字描述）", "表5-1")
def sichuan(sample: Sample) -> tuple[Page, Gold]:
    page = Page(6)
    page.row(Box("项目名称", 1, 2), sample.name)
    page.row(Box("预算单位", 1, 2), sample.unit)
    funds(page, sample, "项目资金申请\n（万元）", ("年度资金总额：", "财政拨款", "其他资金"), 2)
    page.row(Box("总体目标", 2), Box("年度目标", 1, 5))
    page.row(sample.goal)
    entries = each(sample.rows, lambda _, e: replace(e, level1=_OLD.get(e.level1, e.level1)))
    cols = columns("level1 一级指标 | level2 二级指标 | name 三级指标 2 | value 指标值（包含数字及文字描述）")
    rows = page.indicators(entries, cols, label="绩效指标")
    return page, gold(sample, "项目支出绩效目标申报表", rows, "name", "unit", "budget", "goals")


@layout("V28 部门整体支出，年度主要任务", "（2027年度）")
def department(sample: Sample) -> tuple[Page, Gold]:
    page = Page(7)
    page.row(Box("部门（单位）名称", 1, 2), sample.unit)
    page.row(Box("部门职能职责概述", 1, 2), sample.overview)
    page.row(Box("年度主要任务", 5), Box("任务名称", 2), Box("主要内容", 2, 2), Box("预算金额（万元）", 1, 3))
    page.row("总额", "财政拨款", "其他资金")
    page.row("夜间服务", Box("延长开放时间", 1, 2), "120.00", "100.00", "20.00")
    page.row("设施维护", Box("更换老旧设备", 1, 2), "66.40", "56.40", "10.00")
    page.row(Box("金额合计", 1, 3), "186.40", "156.40", "30.00")
    page.row("年度总体目标", sample.goal)
    cols = columns("level1 一级指标 | level2 二级指标 | name 三级指标 2 | value 指标值 2")
    rows = page.indicators(sample.rows, cols, label="年度绩效指标")
    return page, gold(sample, "部门整体支出绩效目标申报表", rows, "goals", name=sample.unit)


@layout("V28 整体支出，运行成本、管理效率、履职效能")
def pilot(sample: Sample) -> tuple[Page, Gold]:
    page = Page(7)
    page.row(Box("部门名称", 1, 2), sample.unit)
    page.row(Box("资金总额", 1, 2), sample.total, "其中：财政拨款", sample.fiscal, "其他资金", sample.other)
    page.row(Box("年度总体目标", 1, 2), sample.goal)
    levels = ("运行成本", "管理效率", "履职效能", "社会效应", "可持续发展能力", "服务对象满意度")
    lower = ("公用经费控制", "预算执行", "履职完成", "社会效益", "人才队伍", "服务对象满意度")
    entries = [
        replace(entry, level1=level, level2=below)
        for entry, level, below in zip(sample.rows, levels, lower, strict=False)
    ]
    cols = columns("level1 一级指标 | level2 二级指标 | name 三级指标 2 | value 指标值 | weight 分值权重")
    rows = page.indicators(entries, cols, label="绩效指标")
    budget = [sample.total, sample.fiscal, sample.other]
    return page, gold(sample, "部门整体绩效目标表", rows, "goals", "unit", budget=budget)


@layout("V5 绩效标准一列，目标值（含计量单位），名称占两列，填表人和审核", "填报单位：云溪区财政局")
def standards(sample: Sample) -> tuple[Page, Gold]:
    page = Page(7)
    page.row("项目名称", Box(sample.name, 1, 3), "项目类别", "其他运转类")
    page.row("项目负责人", Box(sample.person, 1, 3), "联系电话", sample.phone)
    page.row("资金总额", sample.total, "财政资金", sample.fiscal, "单位资金", sample.other)
    page.row("项目起止时间", sample.period)
    page.row("项目年度目标", sample.goal)
    entries = each(sample.rows, lambda n, e: replace(e, extra={"scoring": "完成得满分，未完成按比例得分"}))
    cols = columns(
        "level1 一级指标 | level2 二级指标 | name 三级指标 2 | value 目标值（含计量单位）"
        " | weight 分值 | scoring 评分标准"
    )
    rows = page.indicators(entries, cols, merged=("level1", "level2", "scoring"), number=True)
    page.row("合计", Box("", 1, 4), "100", "")
    page.row("其他说明", "无")
    page.row("填表人：林溪", Box("联系电话：6608854", 1, 3), "审核：周原")
    page.row("财政部门审核意见", "同意。")
    return page, gold(sample, "项目支出绩效目标申报表", rows, "name", "budget", "goals", unit="云溪区财政局")
