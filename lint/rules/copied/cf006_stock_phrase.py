"""CF006 stock-phrase: the cell is a phrase that fits any project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lint.model.cell import Cell
from lint.model.document import Document, Duty, Indicator, Project
from lint.model.finding import Severity
from lint.model.measure import Kind
from lint.rules.advice import formula_advice
from lint.rules.base import Flag, Group, Rule, RuleMeta, called, quote
from lint.text.fold import fold

_TELLING = (Kind.COUNT, Kind.RATIO, Kind.TIME, Kind.SATISFACTION)
_SHORTEST = 4
_UNKNOWN, _SPARE = 0.15, 2
"""What share of a text may be unknown, and how many characters."""
_ADVICE = "写明对象、内容和结果，例如“……人数”“……完成率”及其算法"
_GOAL_ADVICE = "写明做什么、做多少、达到什么效果"


class StockPhrase(Rule):
    """放在哪个项目都行的套话。

    检查什么：绩效指标描述（没有、空着的看名称），以及职责活动表的目标和指标，整句都由“提高、保障、工作、水平、能力”
    一类的词拼成，没有一个词说到本项目：“提高管理水平”“高质量完成工作”“按上级要求完成各项任务”。写明了对象的
    （“提高乡村医生业务能力”）不报。
    为什么：换一个项目也成立的话，等于没有说。
    怎样改：写明本项目的对象、内容和结果，能量化的量化。
    依据：绩效指标应当与项目密切相关（财预〔2015〕88号）。
    """

    meta = RuleMeta("CF006", "stock-phrase", "套话", Severity.WARNING, Group.COPIED)

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a description that is made of generic words only and measures nothing; the name where there is none."""
        told = indicator.description is not None and indicator.description.text
        field = "description" if told else "name"
        cell = indicator.cell(field)
        if cell is None or self.lexicon.measures.read(cell.text).kind in _TELLING:
            return
        if self._is_stock(cell, project):
            yield self._flag(field, cell, called(field, project), formula_advice(indicator, project, self.lexicon))

    def check_duties(self, duties: Sequence[Duty], document: Document) -> Iterator[Flag]:
        """Flag goals and indicators of duties that are made of generic words only."""
        for duty in duties:
            for name, cell in (("goals", duty.goal), *(("name", entry.indicator) for entry in duty.indicators)):
                if cell is not None and self._is_stock(cell):
                    yield self._flag(name, cell, called(name, None))

    @staticmethod
    def _flag(name: str, cell: Cell, title: str, advice: str = "") -> Flag:
        message = f"{title}{quote(cell.text)}放在哪个项目都行，没有说到这一项"
        general = _GOAL_ADVICE if name == "goals" else _ADVICE
        return Flag(name, cell, message, advice or general)

    def _without_shell(self, text: str) -> str:
        """A text without 反映 before it, and without 的情况 behind it where it speaks of a rise: 工作效率提高."""
        if lead := self.lexicon.pattern("copies", "lead").match(text):
            text = text[lead.end() :]
        shells = self.lexicon.words("phrases", "shells")
        if text.endswith(shells) and self.lexicon.pattern("phrases", "risen").search(text):
            return text[: -len(next(shell for shell in shells if text.endswith(shell)))].removesuffix("的")
        return text

    def _is_stock(self, cell: Cell, project: Project | None = None) -> bool:
        """Whether generic words cover the text, a word of doing or praising among them.

        The longest word that fits is taken first, without going back. In a long text one word may be unknown that the
        project never speaks of.
        """
        text = self._without_shell(fold(cell.text))
        if len(text) < _SHORTEST:
            return False
        generic, at, unknown = self.lexicon.pattern("phrases", "generic_doing", "generic"), 0, ""
        spare = min(_SPARE, int(len(text) * _UNKNOWN)) if project else 0
        while at < len(text):
            if found := generic.match(text, at):
                at = found.end()
            elif len(unknown) < spare:
                unknown, at = unknown + text[at], at + 1
            else:
                return False
        if self.lexicon.pattern("phrases", "generic_doing").search(text) is None:
            return False
        return not unknown or (project is not None and unknown in text and unknown not in _told(project))


def _told(project: Project) -> str:
    """What the project says of itself, but for the rows' descriptions."""
    cells = (project.purpose, *project.goals, *(row.name for row in project.rows))
    return fold("\n".join((project.label, *(cell.text for cell in cells if cell is not None))))
