"""Wrong, doubled and missing characters; words that hold a wrong one only by chance."""

from __future__ import annotations

import pytest

from lint.api import Linter
from lint.text.typos import TypoFinder

CHANCE = """
究竟争取多少名额 方案列明的支出 监督检查促进期中验收 调查体捡拾的垃圾袋数 种植班组人数 修建挡土墙长度 林木碳汇交易量
从末端治理转向源头 办公圆桌张数 投资询价次数 关注消费者投诉 取消售后服务费 大规模犯罪案件数 提振灾后重建信心
喷酒精消毒面积 景观侧石长度 外观侧面平整 目标淮河流域水质 强烈土腥味 回填理由充分 破坏境内遗址 合作社绝大多数社员
严峻工作形势 传统酬神活动 督促近期完成整改 途径济南的班次 控制渡口数量 作业极积水路段 燃煤碳排放量 接收人员名册
信贷物资 应急反应时间 不良反应监测报告数 化学反应釜台数 反应沉淀池座数 快速反应能力 反应迅速 按装机容量补助
公布署名文章 内部暑期值班 图形像素 通讯期间 交通迅速恢复 选拔入库人才 仲裁种类 总裁培训 担忧质量 派遣留学生
优抚持证对象 薪酬集中支付 不宜传播 便宜传感器 改善自来水 专题高标准 预防犯罪 案件列入 占比列全市第一 提案列入计划
认证卷宗 许可证卷烟 消费卷烟 登记薄弱环节 新建没有围墙的公园 核实拖欠工资 建设拖拉机库 违规犯错 警示犯罪
学校圆满完成 处分折抵 打折除外 集体经济收益村民分红 投资收益人数 三千旱厕改造 数千旱地 施工做好防护 员工做任务
叫做为民服务 新建康复中心 保健设施 保养植被 培养植树能手 预报消息 关注消防安全 庭审记录 委员会记录 散养户 编织袋
提防诈骗 选品中心 直播选品 一次一次 研究研究 人人参与 家家户户 保护拦河坝 职工工作服 社会组织组织活动
每次培训培训人数 提供服务服务对象 标准标准化 通过率通过验收 根据根据地历史 老人老人节慰问 数量的数量级 培训，培训
多多益善 天天 保洁员能正常上岗 保险公司能正常理赔 保运转、保工资 保温层能正常使用 …… 等等 （（2015）88号）
中国·北京 1、2、3、
""".split()
WRONG = {
    "经费及时拔付到位": "经费及时拨付到位",
    "秸杆禁烧巡查次数": "秸秆禁烧巡查次数",
    "发放问券份数": "发放问卷份数",
    "体捡报告出具时间": "体检报告出具时间",
    "黑臭水体冶理率": "黑臭水体治理率",
    "电信炸骗发案数": "电信诈骗发案数",
    "完成律": "完成率",
    "设备按装合格率": "设备安装合格率",
    "反应路面病害处置的及时程度": "反映路面病害处置的及时程度",
    "用于反应群众对环境的评价": "用于反映群众对环境的评价",
    "集中供热面积占总面积的比总": "集中供热面积占总面积的比重",
    "支付该活动所费用": "支付该活动所需费用",
    "2.保机房设备能稳定运行": "2.保障机房设备能稳定运行",
    "做好做好防汛工作": "做好防汛工作",
    "河道保洁情况情况": "河道保洁情况",
    "合格率率": "合格率",
    "保障运转。。 完成培训": "保障运转。 完成培训",
    "图书、、期刊": "图书、期刊",
    "按期完成，。": "按期完成。",
    "验收合格率100%%": "验收合格率100%",
    "收益农户数": "受益农户数",
    "典型案列汇编": "典型案例汇编",
    "安照合同约定支付": "按照合同约定支付",
    "示范区示范区建设": "示范区建设",
}


@pytest.fixture(scope="module")
def finder(linter: Linter) -> TypoFinder:
    return TypoFinder(linter.lexicon.data["typos"])


def corrected(finder: TypoFinder, text: str) -> str:
    for slip in reversed(finder.find(text)):
        text = text[: slip.start] + slip.right + text[slip.end :]
    return text


@pytest.mark.parametrize(("wrong", "right"), WRONG.items())
def test_a_slip_and_what_it_should_be(finder: TypoFinder, wrong: str, right: str) -> None:
    assert corrected(finder, wrong) == right
    assert finder.find(right) == []


@pytest.mark.parametrize("text", CHANCE)
def test_made_by_chance_of_words_that_are_right(finder: TypoFinder, text: str) -> None:
    assert finder.find(text) == []


def test_every_wrong_word_is_found_and_its_right_form_is_clean(linter: Linter, finder: TypoFinder) -> None:
    pairs = [entry.split("→") for entry in linter.lexicon.words("typos", "words")]
    assert len(pairs) > 400
    assert [wrong for wrong, right in pairs if corrected(finder, f"甲{wrong}乙") != f"甲{right}乙"] == []
    assert [right for _, right in pairs if finder.find(right)] == []


def test_nothing_is_found_without_words() -> None:
    finder = TypoFinder({})
    assert finder.find("秸杆、保网络能正常运行") == []
    assert [slip.right for slip in finder.find("水、、电")] == ["、"]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("满意人数占比比", "占比比", "占比"),
        ("完成成时间", "完成成", "完成"),
        ("按照照合同执行", "按照照", "按照"),
        ("居居民满意度", "居居民", "居民"),
        ("受访居居民的人数", "居居民", "居民"),
        ("培训的的人数", "的的", "的"),
        ("回收回收工作的及时性", "回收回收", "回收"),
    ],
)
def test_a_character_typed_twice(finder: TypoFinder, text: str, wrong: str, right: str) -> None:
    assert [(text[slip.start : slip.end], slip.right) for slip in finder.find(text)] == [(wrong, right)]


@pytest.mark.parametrize(
    "text",
    [
        "完成成果登记",
        "项目目的",
        "标的的质量",
        "农户户数",
        "管理理念",
        "清清楚楚",
        "安安全全",
        "居民民主议事",
        "占用耕地地块",
    ],
)
def test_characters_that_belong_to_two_words(finder: TypoFinder, text: str) -> None:
    assert finder.find(text) == []
