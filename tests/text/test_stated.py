"""Targets that a project's own words state: taken where they are certain, and left alone where they are not."""

from __future__ import annotations

import pytest

from lint.api import Linter
from lint.testing.cases import read
from lint.text.stated import stated_target

DOCUMENT = """1、示例项目绩效目标表

项目名称：示例项目
资金用途 | {purpose}
绩效目标 | {goal}
一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据
产出指标 | {level2} | {name} | {description} | {value} | 实施方案
"""


def _stated(linter: Linter, name: str, goal: str, *, purpose: str = "日常支出", value: str = "≥0.00") -> str:
    level2 = "时效指标" if name.endswith(("时间", "时长")) else "质量指标" if name.endswith("率") else "数量指标"
    text = DOCUMENT.format(purpose=purpose, goal=goal, level2=level2, name=name, description="", value=value)
    project = read(text, linter).projects[0]
    assert project.goals[0].text == goal
    found = stated_target(project.rows[0], project, linter.lexicon)
    return found.target if found else ""


@pytest.mark.parametrize(
    ("name", "goal", "target"),
    [
        ("巡线次数", "每天巡线不低于2次，发现隐患及时上报。", "≥2次/天"),
        ("巡堤查险次数", "汛期每周巡堤查险不少于 3 次", "≥3次/周"),
        ("培训村医人数", "全年集中培训村医320名，考核合格后上岗", "≥320人"),
        ("维修学校数量", "完成9所农村学校校舍维修改造", "≥9所"),
        ("新建公厕座数", "新建公厕12座以上", "≥12座"),
        ("造林面积", "完成造林1.2万亩", "≥1.2万亩"),
        ("全年供餐天数", "全年供餐200天", "≥200天"),
        ("改造供水管道长度", "改造供水管道18.6公里", "≥18.6公里"),
        ("图书借阅人次", "图书借阅达到30,000人次", "≥30,000人次"),
        ("食材抽检合格率", "学校食堂食材抽检合格率达到98%以上", "≥98%"),
        ("苗木成活率", "栽植苗木2600株，苗木成活率不低于90%", "≥90%"),
        ("故障响应时间", "故障响应时间不超过2小时", "≤2小时"),
        ("就诊患者满意度", "就诊患者满意度保持在90%以上", "≥90%"),
        ("学生近视率", "学生近视率控制在45%以内", "≤45%"),
        ("每月巡查次数", "每月巡查4次", "≥4次"),
        ("举办惠民演出场次", "举办惠民演出40场，观众超过2万人次", "≥40场"),
        ("助餐服务覆盖率", "助餐服务覆盖率达到100%", "=100%"),
        ("演练次数", "组织防汛演练4次", "≥4次"),
    ],
)
def test_what_the_goal_states(name: str, goal: str, target: str, linter: Linter) -> None:
    assert _stated(linter, name, goal) == target


@pytest.mark.parametrize(
    ("name", "goal"),
    [
        ("培训人数", "培训教师120人，培训校长30人"),  # two figures
        ("巡线次数", "每人每天巡线不低于2次"),  # not the total
        ("走访户数", "每名网格员走访困难家庭20户"),
        ("维修设备台数", "2026年维修设备35台"),  # another year
        ("救助人次", "上年救助困难群众260人次"),  # the past
        ("接种人次", "接种人次比上年增加500人次"),  # a change
        ("慰问户数", "各乡镇慰问困难家庭30户"),  # a part
        ("受益人数", "受益群众1200人"),  # too general a name
        ("完成项目数量", "完成项目12个"),
        ("抽检批次", "抽检食品样品300份"),  # another unit
        ("培训期数", "举办培训班320人次"),
        ("水质达标率", "水质达标率提高5%"),  # a change
        ("设备完好率", "设备正常运行，故障率不高于3%"),  # another ratio
        ("设备故障率", "设备故障率达到95%"),  # the wrong way
        ("调解件数", "调解纠纷300余件"),  # about
        ("巡查次数", "每月巡查4次，汛期每周巡查2次"),
        ("改造管网长度", "改造管网3-5公里"),
        ("检查企业家数", "第3次检查企业"),
        ("服务老年人人数", "现有老年人3600人，开展居家服务"),
    ],
)
def test_what_is_not_certain_is_left_alone(name: str, goal: str, linter: Linter) -> None:
    assert _stated(linter, name, goal) == ""


def test_goal_and_purpose_must_agree(linter: Linter) -> None:
    assert _stated(linter, "培训村医人数", "培训村医320名", purpose="用于培训村医320人") == "≥320人"
    assert _stated(linter, "培训村医人数", "培训村医320名", purpose="用于培训村医300人") == ""
    assert _stated(linter, "培训村医人数", "提高村医能力", purpose="用于培训村医300人") == "≥300人"


@pytest.mark.parametrize(
    ("goal", "target"),
    [
        ("培训闸门工15人、管水员40人", ""),
        ("培训闸门工15人，管水员40人", ""),
        ("培训闸门工15人，清理渠道2.6公里", "≥15人"),
        ("培训闸门工15人；惠及农户3600人", "≥15人"),
    ],
)
def test_a_short_name_wants_the_only_figure_of_the_sentence(goal: str, target: str, linter: Linter) -> None:
    assert _stated(linter, "培训人数", goal) == target
