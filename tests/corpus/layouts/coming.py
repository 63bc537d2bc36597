"""Forms that no list has: other words, other orders, other splits, as the next counties may write them."""

from __future__ import annotations

from dataclasses import replace

from tests.corpus.drawing import Box, Drawing
from tests.corpus.layouts.base import Drawn, layout, whole
from tests.corpus.page import Page, columns, each
from tests.corpus.samples import Gold, Sample, gold, samples


@layout("N2 名称在前，级别在后")
def name_first(sample: Sample) -> tuple[Page, Gold]:
    page = Page(7)
    page.row("项目名称", Box(sample.name, 1, 3), "预算单位", sample.unit)
    page.row("年度绩效目标", sample.goal)
    cols = columns(
        "-number 序号 | name 指标名称 | value 目标值 | level1 一级指标 | level2 二级指标 | description 指标说明 2"
    )
    entries = each(sample.rows, lambda n, e: replace(e, extra={"-number": str(n)}))
    rows = page.indicators(entries, cols, merged=())
    return page, gold(sample, "项目绩效目标表", rows, "name", "unit", "goals")


@layout("N3 表头两行：绩效目标值下分符号、数值、单位")
def two_lines(sample: Sample) -> tuple[Page, Gold]:
    page = Page(8)
    page.row("项目名称", Box(sample.name, 1, 3), "项目单位", sample.unit)
    page.row("年度目标", sample.goal)
    page.row(
        Box("绩效指标", len(sample.rows) + 2),
        Box("一级指标", 2),
        Box("二级指标", 2),
        Box("三级指标", 2),
        Box("绩效目标值", 1, 3),
        Box("指标解释", 2),
    )
    page.row("符号", "数值", "单位")
    cols = columns(
        "level1 一级指标 | level2 二级指标 | name 三级指标 | operator 符号"
        " | number 数值 | unit 单位 | description 指标解释"
    )
    rows = page.indicators(sample.rows, cols, head=False)
    return page, gold(sample, "项目支出绩效目标表", rows, "name", "unit", "goals")


@layout("N4 表头两行：分年度目标值，取预算年度", "2027年度预算", notices=["只读了2027年一列"])
def three_years(sample: Sample) -> tuple[Page, Gold]:
    page = Page(8)
    page.row("项目名称", Box(sample.name, 1, 3), "实施单位", sample.unit)
    page.row("年度目标", sample.goal)
    page.row(
        *(Box(head, 2) for head in ("一级指标", "二级指标", "三级指标")),
        Box("分年度目标值", 1, 3),
        Box("指标值确定依据", 2, 2),
    )
    page.row("2026年", "2027年", "2028年")
    cols = columns(
        "level1 一级指标 | level2 二级指标 | name 三级指标 | -last 2026年 | value 2027年 | -next 2028年 | basis 依据 2"
    )
    entries = each(sample.rows, lambda n, e: replace(e, extra={"-last": f"{n}个", "-next": f"{n + 9}个"}))
    rows = page.indicators(entries, cols, head=False)
    return page, gold(sample, "项目支出绩效目标申报表", rows, "name", "unit", "goals")


@layout("N5 标签一行、值在下一行")
def labels_above(sample: Sample) -> tuple[Page, Gold]:
    page = Page(6)
    page.row("项目编码", Box("项目名称", 1, 2), "主管部门", "项目单位", "资金总额")
    page.row(sample.code, Box(sample.name, 1, 2), sample.department, sample.unit, sample.total)
    page.row("年度绩效目标", sample.goal)
    cols = columns("level1 一级指标 | level2 二级指标 | name 三级指标 2 | value 指标值 | weight 权重（分）")
    rows = page.indicators(sample.rows, cols)
    budget = [sample.total, None, None]
    return page, gold(sample, "项目绩效目标表", rows, "code", "name", "unit", "goals", budget=budget)


@layout("N6 一级指标各成一节：一、产出指标（50分）")
def sections(sample: Sample) -> tuple[Page, Gold]:
    page = Page(5)
    page.row("项目名称", sample.name)
    page.row("年度绩效目标", sample.goal)
    cols = columns("level2 二级指标 | name 三级指标 2 | value 指标值 | basis 数据来源")
    page.row(*(Box(col.head, 1, col.right) for col in cols))
    rows: list[dict[str, str]] = []
    for number, level1 in enumerate(dict.fromkeys(entry.level1 for entry in sample.rows)):
        heading = f"{'一二三四'[number]}、{level1}"
        page.row(heading)
        entries = [entry for entry in sample.rows if entry.level1 == level1]
        rows += [{"level1": heading, **row} for row in page.indicators(entries, cols, head=False)]
    return page, gold(sample, "项目绩效目标表", rows, "name", "goals")


@layout("N7 词典里没有的叫法：指标维度、考核指标、目标要求", notices=["指标维度、考核指标、目标要求"])
def words(sample: Sample) -> tuple[Page, Gold]:
    page = Page(6)
    page.row("项目（活动）名称", Box(sample.name, 1, 2), "承担单位", sample.unit)
    page.row("预算资金（万元）", sample.total, "其中：本级财政资金", sample.fiscal, "其他来源资金", sample.other)
    page.row("本年度绩效目标", sample.goal)
    cols = columns(
        "level1 指标类别 | level2 指标维度 | name 考核指标 | value 目标要求"
        " | description 指标解释及计算方法 | basis 佐证材料"
    )
    rows = page.indicators(sample.rows, cols)
    return page, gold(sample, "项目绩效目标任务书", rows, "name", "unit", "budget", "goals")


@layout("N8 一级、二级写在一格：产出指标—数量指标")
def one_level(sample: Sample) -> tuple[Page, Gold]:
    page = Page(5)
    page.row("项目名称", sample.name)
    page.row("项目年度目标", sample.goal)
    page.row("指标类型", "指标名称", "指标值", "权重", "指标说明")
    for entry in sample.rows:
        page.row(f"{entry.level1}—{entry.level2}", entry.name, entry.value, entry.weight, entry.description)
    names = ("level1", "level2", "name", "value", "weight", "description")
    rows = [{name: entry[name] for name in names} for entry in sample.rows]
    return page, gold(sample, "项目绩效目标表", rows, "name", "goals")


@layout("N9 分季度的进度目标在全年目标值旁边")
def quarters(sample: Sample) -> tuple[Page, Gold]:
    page = Page(10)
    page.row("项目名称", Box(sample.name, 1, 4), "预算单位", sample.unit)
    page.row("年度绩效目标", sample.goal)
    page.row(
        *(Box(head, 2) for head in ("一级指标", "二级指标", "三级指标")),
        Box("全年目标值", 2),
        Box("分季度目标值", 1, 4),
        Box("备注", 2, 2),
    )
    page.row("一季度", "二季度", "三季度", "四季度")
    cols = columns("level1 一级 | level2 二级 | name 三级 | value 全年 | -a 一 | -b 二 | -c 三 | -d 四 | remark 备注 2")
    entries = each(sample.rows, lambda n, e: replace(e, extra={f"-{q}": f"{n}%" for q in "abcd"}))
    rows = page.indicators(entries, cols, head=False)
    return page, gold(sample, "项目绩效目标表", rows, "name", "unit", "goals")


@whole("N10 表题写在表的第一行，几个项目连在一张表里")
def stacked() -> Drawn:
    page = Page(7)
    found = []
    cols = columns("level1 一级指标 | level2 二级指标 | name 三级指标 2 | value 年度指标值 | remark 备注")
    for sample in samples():
        page.row("项目支出绩效目标表")
        page.row("（2027年度）")
        page.row("项目名称", Box(sample.name, 1, 2), "主管部门", sample.department)
        page.row("项目资金", "年度资金总额", sample.total, "财政拨款", sample.fiscal)
        page.row("年度绩效目标", sample.goal)
        rows = page.indicators(sample.rows, cols, label="绩效指标")
        budget = [sample.total, sample.fiscal, None]
        found.append(gold(sample, "项目支出绩效目标表", rows, "name", "goals", budget=budget))
    return Drawn(Drawing((page.form(),)), found)


@whole("N11 一个项目拆成几张表：基本信息、目标、指标")
def apart() -> Drawn:
    parts: list[object] = []
    found = []
    for sample in samples()[:2]:
        info = Page(4)
        info.row("项目名称", sample.name, "项目编码", sample.code)
        info.row("主管部门", sample.department, "预算单位", sample.unit)
        info.row("资金总额", sample.total, "财政拨款", sample.fiscal)
        goals = Page(2)
        for number, goal in enumerate(sample.goals, start=1):
            goals.row(f"目标{number}", goal)
        table = Page(6)
        cols = columns("level1 一级指标 | level2 二级指标 | name 三级指标 | value 指标值 | description 指标说明 2")
        rows = table.indicators(sample.rows, cols)
        title = "项目绩效目标申报表"
        parts += [title, "一、基本信息", info.form(), "二、年度绩效目标", goals.form(), "三、绩效指标", table.form()]
        budget = [sample.total, sample.fiscal, None]
        found.append(gold(sample, title, rows, "name", "code", "unit", "goals", budget=budget))
    return Drawn(Drawing(tuple(parts)), found)  # type: ignore[arg-type]


@layout("N12 历史值、行业值、计划值并列，方向单独一列")
def compared(sample: Sample) -> tuple[Page, Gold]:
    page = Page(9)
    page.row("项目名称", Box(sample.name, 1, 4), "项目单位", sample.unit)
    page.row("年度绩效目标", sample.goal)
    cols = columns(
        "level1 一级指标 | level2 二级指标 | name 三级指标 | direction 指标方向性 | baseline 历史值 | -norm 行业值"
        " | value 计划目标值 | weight 权重 | basis 评价依据"
    )
    entries = each(sample.rows, lambda n, e: replace(e, extra={"direction": "正向", "-norm": f"{n}"}))
    rows = page.indicators(entries, cols)
    return page, gold(sample, "项目支出绩效目标表", rows, "name", "unit", "goals")


@layout("N13 表头和下面各行的竖线没有对齐")
def ragged(sample: Sample) -> tuple[Page, Gold]:
    page = Page(8)
    page.row("项目名称", Box(sample.name, 1, 3), "预算单位", sample.unit)
    page.row("年度绩效目标", sample.goal)
    cols = columns("level1 一级指标 | level2 二级指标 | name 三级指标 2 | value 指标值 2 | weight 权重 | remark 备注")
    page.row(*(Box(col.head, 1, col.right) for col in cols))
    other = columns("level1 一级指标 | level2 二级指标 | name 三级指标 | value 指标值 3 | weight 权重 | remark 备注")
    half = len(sample.rows) // 2
    rows = page.indicators(sample.rows[:half], other, head=False)
    third = columns("level1 一级指标 | level2 二级指标 | name 三级指标 3 | value 指标值 | weight 权重 | remark 备注")
    rows += page.indicators(sample.rows[half:], third, head=False)
    return page, gold(sample, "项目支出绩效目标表", rows, "name", "unit", "goals")
