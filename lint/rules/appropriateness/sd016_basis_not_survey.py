"""SD016 basis-not-survey: the basis of a satisfaction target is neither a survey nor a statistic."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.model.measure import Kind
from lint.rules.appropriateness.bases import vague_basis
from lint.rules.base import NUMBERS, Flag, Group, Rule, RuleMeta, called, quote
from lint.text.fold import fold
from lint.text.regex import lazy

_LAST_YEAR = lazy(r"20\d\d年.*%")
_ADVICE = "写明取自哪次调查，例如“上年问卷调查结果”；没有调查过的先做一次，写明对象和份数"


class BasisNotSurvey(Rule):
    """满意度的依据不是调查。

    检查什么：满意度目标值的依据不是问卷、回访、测评、统计，也不是合同、标准里约定的，而是“实施方案”“预算批复”一类。
    “工作计划”等说了等于没说的，由 SD011 管。
    为什么：满意度只能从调查里来，别的文件推不出 90%。
    怎样改：写上年调查的结果；没有调查过的，先做一次。
    依据：绩效目标应当经过调查研究和科学论证（财预〔2015〕88号）。
    """

    meta = RuleMeta(
        "SD016", "basis-not-survey", "满意度依据不是调查", Severity.INFO, Group.APPROPRIATENESS, preview=True
    )

    looks_at = NUMBERS

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a basis without a word for a survey, a statistic or an agreed standard."""
        basis = indicator.basis
        if basis is None or indicator.measure.kind is not Kind.SATISFACTION:
            return
        text, placeholders = fold(basis.text), self.lexicon.placeholders
        if placeholders.says_nothing(basis.text) or self.lexicon.pattern("satisfaction", "survey").search(text):
            return
        if _LAST_YEAR.search(text) or vague_basis(self.lexicon)(basis.text):
            return  # 2025年92%; 按年度工作计划: left to SD011
        message = f"满意度的{called('basis', project)}{quote(basis.text)}不是调查，推不出目标值"
        yield Flag("basis", basis, message, _ADVICE)
