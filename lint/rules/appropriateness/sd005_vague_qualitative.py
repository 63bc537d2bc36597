"""SD005 vague-qualitative: the target is an unmeasurable state."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.model.document import Document, Indicator, Overall, Project
from lint.model.finding import Severity
from lint.model.measure import Kind
from lint.model.target import TargetKind
from lint.rules.advice import is_definite, target_advice
from lint.rules.appropriateness.in_words import EVENT, FIGURE, RANK, lacks_amount
from lint.rules.base import Flag, Group, Rule, RuleMeta, quote
from lint.text.fold import fold
from lint.text.regex import lazy
from lint.text.write import form, group_of

_PERCENT = ("%", "个百分点", "百分点")
_LONGEST_GRADE = 10
_LONGEST_STATE = 12
_SHORTEST_PRAISE = 4
_IN_WORDS = lazy(r"[\u4e00-\u9fff、,和]{2,}")
_TITLE = lazy(r"《[^《》]*》")
"""The title of a document, whose words say nothing of the state."""


class VagueQualitative(Rule):
    """目标值是说不清程度的状态。

    检查什么：指标值写“有效提升”“稳步增长”“及时处理”“维护稳定”“是”“否”一类的话，没有数字和日期；效益指标的目标值是
    一句短话（“群众叫好”“蔚然成风”），里面没有等级、标准、次数、日期这样能查的东西；总体部分的绩效指标整段没有一个数字。
    为什么：提升多少算有效、多快算及时，没有标准，年底怎么写都对。
    怎样改：换成可以考核的量：人数、比率、次数、日期，或者写明评定标准的等级；“是否做到”改成完成率或完成时间。
    依据：绩效目标应当细化量化，不能量化的应当采用可衡量的定性表述（财预〔2015〕88号）。
    已知误报：合格、优秀等有评定标准的等级，以及描述里写明标准的“良好”“达标”，“不发生……”“全覆盖”等能考核的说法，不
    报；“按规定执行”等做法由 SD006 管。
    """

    meta = RuleMeta("SD005", "vague-qualitative", "目标值含糊", Severity.WARNING, Group.APPROPRIATENESS)

    looks_at = frozenset({TargetKind.WORDS})

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a target in words that names a state."""
        value = indicator.value
        if value is None:
            return
        text = _TITLE.sub("", fold(value.text)).strip("。.，,;；")
        if self._is_vague(text):
            if self._is_grade(text) and self._names_standard(indicator):
                return
        elif not self._is_mere_state(text, indicator):
            return
        lacks = text.endswith(_PERCENT) and self.lexicon.measures.is_change(text)
        what = "只写了增减和单位，没有数字" if lacks else "说不清程度，无法考核"
        message = f"指标值{quote(value.text)}{what}"
        advice = target_advice(indicator, project, self.lexicon)
        general = advice == form(indicator, self.lexicon) and not is_definite(indicator, self.lexicon)
        if text in self.lexicon.words("phrases", "yes_no") and general:
            advice = "换成“……完成率=100%”或“YYYY年M月底前完成”，名称随之改写"
        yield Flag("value", value, message, advice)

    def check_overall(self, overall: Overall, document: Document) -> Iterator[Flag]:
        """Flag indicators of 分项绩效目标 without any number."""
        for item in overall.items:
            cell = item.indicator
            if cell is None or not cell.text or FIGURE.search(fold(cell.text)):
                continue
            if self._measurable.search(cell.text) or not self.lexicon.pattern("phrases", "vague").search(cell.text):
                continue
            message = f"绩效指标{quote(cell.text)}没有数字，无法考核"
            advice = "用数字或时间写明做到什么程度，例如“……完成率达到N%”“M月底前完成……”"
            yield Flag("value", cell, message, advice, "overall")

    @property
    def _measurable(self) -> re.Pattern[str]:
        return self.lexicon.pattern("phrases", "measurable")

    def _is_vague(self, text: str) -> bool:
        words, pattern = self.lexicon.words, self.lexicon.pattern
        if text in words("phrases", "vague_whole") or text in words("phrases", "yes_no"):
            return True
        if self._is_mere_praise(text):
            return True
        if text.startswith(words("phrases", "measurable_first")) or EVENT.search(text):
            return False
        changes = text.startswith(words("phrases", "change_first"))
        if text.startswith(words("phrases", "procedures")) or (
            text.endswith(words("phrases", "noun_endings")) and not changes
        ):
            return False
        return not self._measurable.search(text) and bool(pattern("phrases", "vague").search(text))

    def _is_mere_praise(self, text: str) -> bool:
        """高标准完成, 保质保量: nothing but words of doing and praising, whichever they are."""
        doing, at = self.lexicon.pattern("phrases", "generic_doing"), 0
        while at < len(text) and (found := doing.match(text, at)):
            at = found.end()
        return at == len(text) >= _SHORTEST_PRAISE

    def _is_mere_state(self, text: str, indicator: Indicator) -> bool:
        """Whether a benefit's target is a short saying in which nothing can be checked: 蔚然成风, 群众叫好.

        For benefits only: values in words of other categories may name things and manners (双面, 现场检查).
        """
        if group_of(indicator) != "效益" or len(text) > _LONGEST_STATE or not _IN_WORDS.fullmatch(text):
            return False
        words, pattern = self.lexicon.words, self.lexicon.pattern
        if pattern("phrases", "checkable").search(text) or self._measurable.search(text):
            return False
        if FIGURE.search(text) or RANK.search(text) or EVENT.search(text) or text in words("phrases", "grades"):
            return False
        if text.startswith(words("phrases", "change_first")):
            return True
        if text.startswith(words("phrases", "procedures")) or text.endswith(words("phrases", "noun_endings")):
            return False
        if text.endswith((*words("phrases", "things"), *words("untargets", "stuff"))) or text == fold(
            indicator.text("name")
        ):
            return False
        if lacks_amount(text, indicator, self.lexicon):
            return False  # 数据共享部门数 接口开发: left to SD006
        known = self.lexicon.placeholders
        return not known.says_nothing(text) and self.lexicon.measures.read(text).kind is Kind.NONE

    def _is_grade(self, text: str) -> bool:
        """良好, 达标: a grade, where something says by which standard."""
        return len(text) <= _LONGEST_GRADE and bool(self.lexicon.pattern("phrases", "grades").search(text))

    def _names_standard(self, indicator: Indicator) -> bool:
        core = self.lexicon.measures.core(fold(indicator.text("name")))[0]
        if core.endswith(self.lexicon.words("phrases", "graded_names")):
            return True
        return "《" in indicator.text("description") or "标准" in indicator.text("description")
