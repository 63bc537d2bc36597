"""Writing targets: the corrected text where it can be known, else its form with unit and direction filled in.

A correction changes the cell's own text where it is wrong and keeps the rest, notes in brackets included.
"""

from __future__ import annotations

import re
from decimal import Decimal

from lint.model.document import Indicator
from lint.model.measure import Direction, Kind
from lint.model.target import MarkStyle, Operator, Target, TargetKind
from lint.text.fold import fold, fold_offsets
from lint.text.lexicon import Lexicon
from lint.text.numerals import CHINESE
from lint.text.regex import lazy
from lint.text.units import PERCENT
from lint.text.words import spaced

OR = "或"
_COUNTABLE = 10**15
_PERCENT_KINDS = (Kind.RATIO, Kind.SATISFACTION)
_RATIO_UNITS = ("%", "‰", "个百分点", "百分点")
_INCLUDING = lazy(r"[(（]含[^()（）]*[)）]")
_NUMBER = lazy(rf"(?:\d[\d,，.．\s]*|{CHINESE})\s*")
_NO_POINT = ("季度", "半年", "全年", "初")
"""Edges of a date that are no point in time: 前 would mean before it begins."""
_DATE_GOES_ON = "-—–~～至到、和及,，"
_BY_CATEGORY = {
    "数量": "写成数量，例如“≥N（写明单位）”，N 取实施方案、合同或任务文件",
    "质量": "写明评定等级（例如“合格”）或比率（例如“验收合格率=100%”），名称随之改写",
    "时效": "写成日期或时长，例如“YYYY年M月底前完成”“≤N个工作日”",
    "成本": "写成金额，例如“≤N万元”，N 取预算批复、合同或支出标准",
    "经济效益": "换成能算出来的量，例如“……收入增加≥N万元”“……成本下降≥N%”，名称随之改写",
    "社会效益": "换成能算出来的量，例如“受益人数≥N人”“……覆盖率≥N%”“……发生率≤N%”，名称随之改写",
    "生态效益": "换成能算出来的量，例如“达标天数≥N天”“……治理率≥N%”，名称随之改写",
    "可持续影响": "换成能算出来的量，例如“……使用年限≥N年”“……完好率≥N%”“……制度≥N项”，名称随之改写",
}
_TIMELY = lazy("及时|按时|按期|准时|快速|迅速")
_IN_TIME = "换成能算出来的量，例如“……及时率≥N%”“≤N小时”“YYYY年M月底前”，名称随之改写"
_IN_GENERAL = "换成能算出来的量，例如“……数≥N（写明单位）”“……率≥N%”，名称随之改写"
CALLED: dict[str, str] = {
    Kind.COUNT: "数量",
    Kind.RATIO: "比率",
    Kind.TIME: "时间",
    Kind.MONEY: "金额",
    Kind.SATISFACTION: "满意度",
}
"""What a definite kind of measure is called in messages."""
_SOURCES = {
    Kind.COUNT: "N 取实施方案、合同或任务文件里的数量",
    Kind.RATIO: "N 取上年实际值、行业标准或合同约定",
    Kind.SATISFACTION: "N 取上年满意度调查的结果",
    Kind.MONEY: "N 取预算批复、合同或支出标准",
    Kind.TIME: "时间取合同、任务文件或服务承诺",
}


def number(value: Decimal) -> str:
    """A number as it was written, without an exponent; any zero as 0."""
    return f"{value:f}" if value else "0"


def group_of(indicator: Indicator) -> str:
    """The group of an indicator's category (数量, 质量, …), or nothing."""
    return indicator.category.group if indicator.category else ""


def is_cost(indicator: Indicator, lexicon: Lexicon) -> bool:
    """Whether it is money to be kept down: by its name (造价), or because it stands under 成本."""
    measure = indicator.measure
    is_money = measure.kind is Kind.MONEY or lexicon.units.kind(indicator.target.unit) is Kind.MONEY
    if not is_money or measure.paid or measure.direction is Direction.HIGHER:
        return False
    if measure.kind is Kind.MONEY and measure.direction is Direction.LOWER:
        return True
    return group_of(indicator) == "成本" and not lexicon.measures.is_change(indicator.text("name"))


def operator_for(indicator: Indicator, lexicon: Lexicon) -> Operator | None:
    """The operator that fits the good direction: costs are kept down, the rest is reached; None where it is open."""
    measure = indicator.measure
    if measure.direction is Direction.LOWER or is_cost(indicator, lexicon):
        return Operator.LE
    if measure.kind is Kind.MONEY and measure.paid:
        return Operator.EQ
    unclear = indicator.name_measure.kind in (Kind.NONE, Kind.QUALITY)
    if unclear and group_of(indicator) == "时效" and length_unit(indicator, lexicon):
        told = indicator.text("name") + indicator.text("description")
        return Operator.GE if lexicon.measures.is_change(told) else Operator.LE
    return None if measure.kind is Kind.TIME and measure.direction is Direction.OPEN else Operator.GE


def length_unit(indicator: Indicator, lexicon: Lexicon) -> str:
    """The unit of a length of time that name or description counts (到达现场的分钟数: 分钟), or nothing."""
    for name in ("description", "name"):
        core = lexicon.measures.core(fold(indicator.text(name)))[0]
        if core.endswith(lexicon.words("measures", "lengths")):
            counted = core.removesuffix("数")
            return next((unit for size in (3, 2, 1) if (unit := counted[-size:]) in lexicon.units.kinds), "")
    return ""


def unit_of(indicator: Indicator, lexicon: Lexicon) -> str:
    """The unit that an indicator needs, as far as its words tell it; nothing where they do not.

    It is % for ratios, else what stands in brackets, the counter in 次数 and 座数, or what the dictionary calls usual.
    Where several are usual (米或公里) they come as one string. The description is asked where the name tells nothing.
    """
    kind = indicator.measure.kind
    if kind in _PERCENT_KINDS or (group_of(indicator) == "满意度" and kind is not Kind.COUNT):
        return "%"
    if unit := length_unit(indicator, lexicon):
        return unit
    named = indicator.name_measure.kind not in (Kind.NONE, Kind.QUALITY)
    text = indicator.text("name" if named else "description")
    core, note = lexicon.measures.core(fold(text)) if text else ("", "")
    if note and lexicon.units.kind(note):
        return note
    if kind is Kind.MONEY:
        return "元/…" if lexicon.pattern("measures", "per_unit").search(core) else "万元"
    usual, counter = lexicon.units.usual, core.removesuffix("数量").removesuffix("数")
    for ending in lexicon.units.usual_endings:
        if core.endswith(ending) or (counter != core and counter.endswith(ending)):
            return usual[ending]
    if counter != core:
        for size in (2, 1):
            if lexicon.units.kinds.get(counter[-size:]) in (Kind.COUNT, Kind.TIME):
                return counter[-size:]
    return ""


def form(indicator: Indicator, lexicon: Lexicon) -> str:
    """The form of a sound target for an indicator, with a word on where the number comes from."""
    measure, given = indicator.measure, indicator.target
    counted = measure.kind is Kind.COUNT
    kind = Kind.SATISFACTION if group_of(indicator) == "满意度" and not counted else measure.kind
    unit = given.unit if given.unit and lexicon.units.kind(given.unit) else unit_of(indicator, lexicon)
    if lexicon.units.kind(unit) is Kind.RATIO and unit not in _RATIO_UNITS:
        unit = "%"
    if kind in (Kind.NONE, Kind.QUALITY):
        kind = lexicon.units.kind(given.unit) or kind
    if kind in (Kind.NONE, Kind.QUALITY):
        category = indicator.category
        if _TIMELY.search(indicator.text("name") + indicator.text("value")):
            return _IN_TIME
        by_category = _BY_CATEGORY.get(category.name.removesuffix("指标")) if category else None
        return by_category or _BY_CATEGORY.get(group_of(indicator), _IN_GENERAL)
    if kind is Kind.TIME and not given.unit:
        return _time(indicator, lexicon)
    sign = operator_for(indicator, lexicon) or Operator.GE
    if measure.direction is Direction.LOWER and kind is Kind.COUNT:
        return f"填写“≤N{unit or '起'}”；不允许发生的填“=0{unit or '起'}”"
    if OR in unit:
        unit = f"（{unit}）"
    return f"填写“{sign}N{unit or '（写明单位）'}”，{_SOURCES[kind]}"


def _time(indicator: Indicator, lexicon: Lexicon) -> str:
    core, note = lexicon.measures.core(fold(indicator.text("name")))
    unit = note if lexicon.units.kind(note) is Kind.TIME else length_unit(indicator, lexicon)
    if unit and unit != "年":
        return f"填写“{operator_for(indicator, lexicon) or Operator.LE}N{unit}”，{_SOURCES[Kind.TIME]}"
    if unit or core.endswith(lexicon.words("measures", "long_time")):
        return "填写“≥N年”，N 取合同、设计文件或产品标准"
    if core.endswith(lexicon.words("measures", "dates")):
        return f"填写“YYYY年M月底前”，{_SOURCES[Kind.TIME]}"
    if indicator.measure.direction is Direction.LOWER:
        return f"填写“≤N（写明天、小时或个工作日）”，{_SOURCES[Kind.TIME]}"
    return f"填写“YYYY年M月底前”或者时长，{_SOURCES[Kind.TIME]}"


def harmless(indicator: Indicator, lexicon: Lexicon) -> bool:
    """Whether none at all is the best result: 事故, 拖欠工资情况; costs and times cannot be none."""
    measure = indicator.measure
    if measure.kind in (Kind.COUNT, Kind.RATIO) and measure.direction is Direction.LOWER:
        return True
    return bool(lexicon.pattern("measures", "harm_words").search(fold(indicator.text("name"))))


def with_operator(text: str, target: Target, operator: Operator) -> str:
    """A value's own text with an operator sign before its number, in place of the operator that it has."""
    assert target.number is not None
    if target.unit == PERCENT:
        upper = f"-{number(target.upper)}" if target.upper is not None else ""
        return f"{target.lead}{operator}{number(target.number)}{upper}%{target.rest}"
    mark, start = target.mark, target.start
    if mark is None:
        return text[:start].rstrip() + operator + _digits(text[start:], target.number)
    if mark.style is MarkStyle.POSTFIX:
        behind = text[start : mark.start].rstrip() + text[mark.end :]
        return text[:start] + operator + _digits(_INCLUDING.sub("", behind), target.number)
    between = text[mark.end : start].strip()
    return text[: mark.start].rstrip() + between + operator + _digits(text[start:], target.number)


def _digits(text: str, value: Decimal) -> str:
    """A text that begins with a number, with the number in plain digits and no blank behind it: 两次 as 2次."""
    found = _NUMBER.match(text)
    if not found:
        return text
    return (fold(found[0]) if found[0][0].isdigit() else number(value)) + text[found.end() :].replace("％", "%", 1)


def standard(text: str, target: Target, lexicon: Lexicon) -> str:
    """A value as it should be written: its operator as a sign before the number, its unit as a sign (% for 百分比)."""
    if target.mark and (target.mark.style is not MarkStyle.WORD or target.unit == PERCENT):
        text = with_operator(text, target, target.mark.operator)
    elif target.unit == PERCENT and target.number is not None:
        upper = f"-{number(target.upper)}" if target.upper is not None else ""
        return f"{target.lead}{number(target.number)}{upper}%{target.rest}"
    sign = lexicon.units.written.get(target.unit)
    if sign is None:
        return text
    *_, found = re.finditer(rf"\s*[(（]?\s*{spaced(target.unit)}\s*[)）]?", text)
    return text[: found.start()] + sign + text[found.end() :]


def as_deadline(text: str, target: Target) -> str:
    """A date value as a deadline: its operator left out, 前 behind the date where a single day or month is meant."""
    mark, rest = target.mark, target.rest
    begin = mark.end if mark else 0
    head = text[: mark.start] if mark else ""
    folded, offsets = fold(text), fold_offsets(text)
    if target.date is None or not folded.endswith(rest):
        return head + text[begin:].strip()
    end = offsets[len(folded) - len(rest) - 1] + 1
    date, after = fold(text[begin:end]), text[end:]
    ends = date.endswith(("前", "内", "止", *_NO_POINT)) or rest[:1] in tuple(_DATE_GOES_ON)
    if ends or target.date.period:
        return head + date + after
    whole_month = target.date.month is not None and target.date.day is None and not target.date.edge
    return f"{head}{date}{'底' if whole_month else ''}前{after}"


def with_unit(text: str, target: Target, unit: str) -> str:
    """A bare number with a unit behind it."""
    if target.mark and target.mark.style is not MarkStyle.SIGN:
        text = with_operator(text, target, target.mark.operator)
    return fold(text).rstrip("。.,，;；、") + unit


def is_number(target: Target) -> bool:
    """A number or a range of numbers."""
    return target.kind in (TargetKind.NUMBER, TargetKind.RANGE)


def is_whole(value: Decimal) -> bool:
    """A number without a fraction, small enough to count with (Decimal rounds what has more than 28 digits)."""
    return value == value.to_integral_value() and abs(value) < _COUNTABLE
