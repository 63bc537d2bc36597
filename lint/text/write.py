"""Writing targets: the corrected text where it can be known, else its form with unit and direction filled in."""

from __future__ import annotations

from decimal import Decimal

from lint.model.document import Indicator
from lint.model.measure import Direction, Kind, Measure
from lint.model.target import Deadline, Operator, Target
from lint.text.lexicon import Lexicon

_OR = "或"
_PERCENT_KINDS = (Kind.RATIO, Kind.SATISFACTION)
_BY_GROUP = {
    "数量": "≥N（写明单位）",
    "质量": "≥N%",
    "时效": "YYYY年M月底前完成",
    "成本": "≤N万元",
    "效益": "≥N%",
    "满意度": "≥N%",
}
_SOURCES = {
    Kind.COUNT: "N 取实施方案、合同或任务文件里的数量",
    Kind.RATIO: "N 取上年实际值、行业标准或合同约定",
    Kind.SATISFACTION: "N 取上年满意度调查的结果",
    Kind.MONEY: "N 取预算批复、合同或支出标准",
    Kind.TIME: "时间取合同、任务文件或服务承诺",
}


def number(value: Decimal) -> str:
    """A number as it was written, without an exponent."""
    return f"{value:f}"


def unit_of(indicator: Indicator, lexicon: Lexicon) -> str:
    """The unit that an indicator needs, as far as its words tell it; nothing where they do not.

    It is % for ratios, else what stands in brackets, the counter in 次数 and 座数, or what the dictionary calls usual.
    Where several are usual (米或公里) they come as one string.
    """
    kind = indicator.measure.kind
    if kind in _PERCENT_KINDS:
        return "%"
    for text in (indicator.text("name"), indicator.text("description")):
        core, note = lexicon.measures.core(text) if text else ("", "")
        if note and lexicon.units.kind(note):
            return note
        usual = next((unit for ending, unit in lexicon.units.usual.items() if core.endswith(ending)), "")
        if usual:
            return usual
        counter = core.removesuffix("数量").removesuffix("数")
        if counter != core:
            for size in (2, 1):
                if lexicon.units.kinds.get(counter[-size:]) in (Kind.COUNT, Kind.TIME):
                    return counter[-size:]
    return "万元" if kind is Kind.MONEY else ""


def operator_for(measure: Measure) -> Operator:
    """The operator that fits the good direction of a measure; costs are kept down, the rest is reached."""
    if measure.direction is Direction.LOWER or (measure.kind is Kind.MONEY and not measure.paid):
        return Operator.LE
    return Operator.GE


def form(indicator: Indicator, lexicon: Lexicon) -> str:
    """The form of a sound target for an indicator, with a word on where the number comes from."""
    measure = indicator.measure
    group = indicator.category.group if indicator.category else ""
    if measure.kind in (Kind.NONE, Kind.QUALITY):
        if group == "满意度":
            measure = Measure(Kind.SATISFACTION, direction=Direction.HIGHER)
        else:
            return f"写成可以考核的值，例如“{_BY_GROUP.get(group, '≥N%')}”，数字写明依据"
    sign = operator_for(measure)
    unit = unit_of(indicator, lexicon)
    if measure.kind is Kind.TIME:
        pattern = "≤N小时”或“YYYY年M月底前" if measure.direction is Direction.LOWER else "YYYY年M月底前"
        return f"填写“{pattern}”，{_SOURCES[Kind.TIME]}"
    if measure.direction is Direction.LOWER and measure.kind is Kind.COUNT:
        return f"填写“≤N{unit or '起'}”；不允许发生的填“=0{unit or '起'}”"
    if _OR in unit:
        unit = f"（{unit}）"
    return f"填写“{sign}N{unit or '（写明单位）'}”，{_SOURCES[measure.kind]}"


def deadline(date: Deadline, rest: str = "") -> str:
    """A date as a deadline: 2027年12月底前完成支出."""
    text = f"{date.year}年" if date.year else ""
    text += f"{date.month}月" if date.month else ""
    text += (
        f"{date.day}日" if date.day else ("底" if "底" in date.edge or not date.edge else date.edge.removesuffix("前"))
    )
    return text + "前" + rest


def with_operator(target: Target, operator: Operator, unit: str | None = None) -> str:
    """A number target written anew with an operator sign before the number."""
    assert target.number is not None
    return f"{target.lead}{operator}{number(target.number)}{target.unit if unit is None else unit}"
