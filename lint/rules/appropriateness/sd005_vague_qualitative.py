"""SD005 vague-qualitative: the target is an unmeasurable state."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import Document, Indicator, Overall, Project
from lint.model.finding import Severity
from lint.model.target import TargetKind
from lint.rules.base import Flag, Group, Rule, RuleMeta, quote
from lint.text.fold import fold
from lint.text.write import form

_DIGITS = "0123456789零一二两三四五六七八九十百千%"


class VagueQualitative(Rule):
    """目标值是说不清程度的状态。

    检查什么：指标值写“有效提升”“稳步增长”“及时处理”“维护稳定”“是”“否”一类的话，没有数字和日期；总体部分的绩效指标
    整段没有一个数字。
    为什么：提升多少算有效、多快算及时，没有标准，年底怎么写都对。
    怎样改：换成可以考核的量：人数、比率、次数、日期，或者写明评定标准的等级；“是否做到”改成完成率或完成时间。
    依据：绩效目标应当细化量化，不能量化的应当采用可衡量的定性表述（财预〔2015〕88号）。
    已知误报：合格、优秀等有评定标准的等级，“不发生……”“全覆盖”等能考核的说法，不报；“按规定执行”等做法由 SD006 管。
    """

    meta = RuleMeta("SD005", "vague-qualitative", "目标值含糊", Severity.WARNING, Group.APPROPRIATENESS)

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a target in words that names a state."""
        value = indicator.value
        if value is None or indicator.target.kind is not TargetKind.WORDS or not self._is_vague(fold(value.text)):
            return
        message = f"指标值{quote(value.text)}说不清程度，无法考核"
        yield Flag("value", value, message, form(indicator, self.lexicon))

    def check_overall(self, overall: Overall, document: Document) -> Iterator[Flag]:
        """Flag indicators of 分项绩效目标 without any number."""
        for item in overall.items:
            cell = item.indicator
            if cell is None or not cell.text or any(character in _DIGITS for character in cell.text):
                continue
            words = self.lexicon.words
            if not any(word in cell.text for word in words("phrases", "measurable")) and any(
                word in cell.text for word in words("phrases", "vague")
            ):
                message = f"绩效指标{quote(cell.text)}没有数字，无法考核"
                advice = "用数字或时间写明做到什么程度，例如“……完成率达到N%”“M月底前完成……”"
                yield Flag("value", cell, message, advice, "overall")

    def _is_vague(self, text: str) -> bool:
        words = self.lexicon.words
        bare = text.strip("。.，,;；")
        if bare in words("phrases", "vague_whole"):
            return True
        if bare.startswith(words("phrases", "procedures")) or bare.endswith(words("phrases", "noun_endings")):
            return False
        if any(word in bare for word in words("phrases", "measurable")):
            return False
        return any(word in bare for word in words("phrases", "vague"))
