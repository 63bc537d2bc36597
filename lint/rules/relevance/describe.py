"""What a description has to say, by what the name measures; shared by XG002 and XG006."""

from __future__ import annotations

from lint.model.document import Indicator, Project
from lint.model.measure import Kind
from lint.rules.advice import formula_advice
from lint.text.fold import fold
from lint.text.lexicon import Lexicon

_DEFINED: dict[str, str] = {
    Kind.COUNT: "写明数的是什么、以什么为准，例如“经验收确认的……数”“签到表记录的……数”",
    Kind.RATIO: "写明分子和分母，例如“……数占……总数的比例”",
    Kind.TIME: "写明从什么时候算到什么时候，或者以什么事情办完为准",
    Kind.MONEY: "写明包括哪些支出、怎样计算",
}
_VAGUE = "写明看什么、怎样算，例如“……数占……总数的比例”；算不出来的，换成能算的指标"
_SATISFIED = "问卷中表示满意的{}人数占受访{}人数的比例"
_LONGEST_WHO = 8


def describe(indicator: Indicator, project: Project, lexicon: Lexicon) -> str:
    """How to say in the description what the name measures."""
    measure = indicator.name_measure
    if measure.kind is not Kind.SATISFACTION:
        return formula_advice(indicator, project, lexicon) or _DEFINED.get(measure.kind, _VAGUE)
    who = lexicon.measures.core(fold(indicator.text("name")))[0].removesuffix(measure.head)
    if not who or who in lexicon.words("restated", "anyone"):
        return f"写明服务对象是谁、怎样计算，例如“{_SATISFIED.format('', '')}”"
    if not 1 < len(who) <= _LONGEST_WHO or "对" in who:
        who = ""
    return f"写明怎样调查、怎样计算，例如“{_SATISFIED.format(who, who)}”"
