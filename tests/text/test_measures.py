"""What an indicator phrase measures, and which way is good."""

from __future__ import annotations

import pytest

from lint.api import Linter
from lint.model.measure import Direction, Kind, Ratio


@pytest.mark.parametrize(
    ("phrase", "kind", "direction"),
    [
        ("培训人数", Kind.COUNT, Direction.OPEN),
        ("培训人数（人）", Kind.COUNT, Direction.OPEN),
        ("安全事故起数", Kind.COUNT, Direction.LOWER),
        ("受理群众投诉数量", Kind.COUNT, Direction.OPEN),
        ("验收合格率", Kind.RATIO, Direction.HIGHER),
        ("验收合格率%", Kind.RATIO, Direction.HIGHER),
        ("合格台数÷总台数×100%", Kind.RATIO, Direction.OPEN),
        ("设备故障率", Kind.RATIO, Direction.LOWER),
        ("道路拥堵率", Kind.RATIO, Direction.LOWER),
        ("管网堵漏率", Kind.RATIO, Direction.OPEN),
        ("违建拆违率", Kind.RATIO, Direction.OPEN),
        ("能耗下降率", Kind.RATIO, Direction.HIGHER),
        ("抗菌药物使用率", Kind.RATIO, Direction.OPEN),
        ("群众满意度", Kind.SATISFACTION, Direction.HIGHER),
        ("满意群众占受访群众比例", Kind.SATISFACTION, Direction.HIGHER),
        ("满意度调查覆盖率", Kind.RATIO, Direction.HIGHER),
        ("群众不满意率", Kind.RATIO, Direction.LOWER),
        ("水质不达标率", Kind.RATIO, Direction.LOWER),
        ("补贴未按时发放率", Kind.RATIO, Direction.LOWER),
        ("考试不及格率", Kind.RATIO, Direction.LOWER),
        ("锅炉非正常运行率", Kind.RATIO, Direction.LOWER),
        ("不动产登记办结率", Kind.RATIO, Direction.HIGHER),
        ("未成年人入学率", Kind.RATIO, Direction.HIGHER),
        ("非税收入征收完成率", Kind.RATIO, Direction.HIGHER),
        ("系统无故障率", Kind.RATIO, Direction.HIGHER),
        ("设备平均无故障天数", Kind.COUNT, Direction.OPEN),
        ("无投诉社区数量", Kind.COUNT, Direction.OPEN),
        ("水费欠缴率", Kind.RATIO, Direction.LOWER),
        ("高峰错峰率", Kind.RATIO, Direction.OPEN),
        ("违法建筑拆除率", Kind.RATIO, Direction.HIGHER),
        ("抢修响应时间", Kind.TIME, Direction.LOWER),
        ("及时性（小时）", Kind.TIME, Direction.OPEN),
        ("完工时间", Kind.TIME, Direction.LOWER),
        ("设备质保期", Kind.TIME, Direction.OPEN),
        ("工程造价", Kind.MONEY, Direction.LOWER),
        ("印刷费", Kind.MONEY, Direction.OPEN),
        ("工程质量", Kind.QUALITY, Direction.OPEN),
        ("租用线路", Kind.NONE, Direction.OPEN),
        ("", Kind.NONE, Direction.OPEN),
    ],
)
def test_kind_and_direction(phrase: str, kind: Kind, direction: Direction, linter: Linter) -> None:
    measure = linter.lexicon.measures.read(phrase)
    assert (measure.kind, measure.direction) == (kind, direction)


@pytest.mark.parametrize(
    ("phrase", "ratio", "complete"),
    [
        ("任务完成率", Ratio.PART, True),
        ("资金使用率", Ratio.PART, True),
        ("森林覆盖率", Ratio.PART, False),
        ("绿色食品占比", Ratio.SHARE, False),
        ("双随机抽查率", Ratio.SHARE, False),
        ("税收增长率", Ratio.GROWTH, False),
        ("高中毛入学率", Ratio.GROWTH, False),
    ],
)
def test_sorts_of_ratio(phrase: str, ratio: Ratio, complete: bool, linter: Linter) -> None:
    measure = linter.lexicon.measures.read(phrase)
    assert (measure.ratio, measure.complete) == (ratio, complete)


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("护林员巡护次数", Kind.COUNT),
        ("疏浚河道长度", Kind.COUNT),
        ("施工安全事故起数", Kind.COUNT),
        ("处置及时性（小时）", Kind.TIME),
        ("校服采购单价", Kind.MONEY),
        ("农产品溢价率", Kind.RATIO),
        ("实到人数÷应到人数×100%", Kind.NONE),
        ("实到人数占应到人数的比例", Kind.RATIO),
        ("签到人数占应到人数", Kind.NONE),
        ("培训费总额除以参训人数", Kind.NONE),
        ("减少投诉件数", Kind.NONE),
        ("粮食产量", Kind.NONE),
        ("公用经费支出", Kind.NONE),
        ("食物中毒", Kind.NONE),
        ("就诊患者满意度", Kind.SATISFACTION),
        ("开展满意度调查", Kind.NONE),
        ("摄像机分辨率", Kind.NONE),
        ("灌溉水利用系数", Kind.NONE),
        ("提高办事效率", Kind.NONE),
    ],
)
def test_sure_only_where_it_can_be_nothing_else(phrase: str, kind: Kind, linter: Linter) -> None:
    assert linter.lexicon.measures.sure(phrase).kind is kind


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("聘用教师人数", "教师到岗率", True),
        ("供餐天数", "供餐时间", False),
        ("供餐天数", "供餐人数", False),
        ("审批时限", "受理到批准的工作日数", False),
        ("完工时间", "完工率", True),
        ("旅客满意度", "满意旅客的比例", False),
        ("旅客满意度", "旅客投诉件数", True),
        ("水质情况", "达标率", False),
    ],
)
def test_kinds_that_exclude_each_other(one: str, other: str, clash: bool, linter: Linter) -> None:
    measures = linter.lexicon.measures
    assert measures.clash(measures.sure(one), measures.sure(other)) is clash
