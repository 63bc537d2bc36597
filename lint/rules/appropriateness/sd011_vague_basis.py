"""SD011 vague-basis: most bases of a project do not say where its targets come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from lint.model.document import Project
from lint.model.finding import Severity
from lint.model.measure import Kind
from lint.rules.appropriateness.bases import vague_basis
from lint.rules.base import Flag, Group, Relation, Rule, RuleMeta, RuleOptions, option, quote
from lint.text.lexicon import Lexicon
from lint.text.write import group_of

_SOURCES = {
    Kind.COUNT: "数量写实施方案、任务文件或合同",
    Kind.RATIO: "比率写上年实际值或行业标准",
    Kind.TIME: "时间写合同工期或文件要求的期限",
    Kind.MONEY: "金额写预算批复、合同或支出标准",
    Kind.SATISFACTION: "满意度写上年问卷调查的结果",
}


class VagueBasis(Rule):
    """依据说了等于没说。

    检查什么：一个项目一半以上的指标，依据整格都是“工作安排”“按照年度工作计划”“历史经验”“按规定执行”一类的话，不
    知道是哪份文件、哪个标准。写了文件名、文号、合同、标准、统计、调查的不算；个别几格这样写的不报。一个项目报一次。
    为什么：看不出指标值是怎样测算出来的，审核时无从核对，年底也说不清为什么定这么多。
    怎样改：逐条写明能查到的出处。
    依据：绩效目标应当经过调查研究和科学论证（财预〔2015〕88号）；指标值可以按计划标准、行业标准、历史标准等确定
    （财预〔2021〕101号）。
    """

    meta = RuleMeta(
        "SD011",
        "vague-basis",
        "依据含糊",
        Severity.INFO,
        Group.APPROPRIATENESS,
        references=(
            "财预〔2015〕88号 中央部门预算绩效目标管理办法",
            "财预〔2021〕101号 中央部门项目支出核心绩效目标和指标设置及取值指引（试行）",
        ),
    )

    class Options(RuleOptions):
        """Options."""

        least: int = option(3, "至少有这么多条依据含糊才报")
        share: float = option(50, "含糊的依据超过这个百分数才报")

    def __init__(self, lexicon: Lexicon, options: Mapping[str, Any] | None = None) -> None:
        super().__init__(lexicon, options)
        self._is_vague = vague_basis(lexicon)

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag the project once, at its first vague basis."""
        filled = [row for row in project.rows if row.basis is not None and row.basis.text]
        if len(filled) < self.options.least:
            return
        rows = [row for row in filled if row.basis is not None and self._is_vague(row.basis.text)]
        if len(rows) < self.options.least or len(rows) * 100 <= len(filled) * self.options.share:
            return
        cells = [row.basis for row in rows if row.basis is not None]
        texts = [text for text, _ in Counter(cell.text for cell in cells).most_common(2)]
        shown = "".join(quote(text) for text in texts) + ("一类的话" if len(texts) > 1 else "")
        whole = len(rows) == len(filled)
        number = f"{len(filled)} 条指标的依据都" if whole else f"{len(filled)} 条依据里有 {len(rows)} 条"
        message = f"{number}是{shown}，看不出指标值从哪里来"
        first = Kind.SATISFACTION if group_of(rows[0]) == "满意度" else rows[0].measure.kind
        example = f"，例如{_SOURCES[first]}" if first in _SOURCES else ""
        advice = f"逐条写明能查到的文件（带文号）、合同、标准、上年实际值或调查{example}"
        related = tuple(Relation("same-as", "同样含糊的依据", cell) for cell in cells[1:])
        yield Flag("basis", cells[0], message, advice, related=related)
