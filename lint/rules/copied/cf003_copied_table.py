"""CF003 copied-table: most rows of a project stand nearly the same in one other project."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import Document, Project
from lint.model.finding import Severity
from lint.rules.base import Flag, Group, Relation, Rule, RuleMeta, RuleOptions, name_of, option
from lint.rules.copied.partners import Partners
from lint.rules.copied.rows import copied_rows


class CopiedTable(Rule):
    """整张表与其他项目雷同。

    检查什么：有五行以上指标的项目，三分之二以上的行在同一文件的另一个项目里相同或几乎相同。涉及的项目各报一次；整
    表涉密的不报。
    为什么：整张表是复制来的，指标与本项目无关。
    怎样改：按本项目重新设指标；两个项目本来是一件事的，合并申报。
    依据：绩效指标应当与项目密切相关（财预〔2015〕88号）。
    """

    meta = RuleMeta("CF003", "copied-table", "整表雷同", Severity.ERROR, Group.COPIED)

    class Options(RuleOptions):
        """Options."""

        least: int = option(5, "指标少于这么多行的项目不判断")
        share: int = option(66, "雷同的行达到这个百分数就报")

    def check_document(self, document: Document) -> Iterator[Flag]:
        """Flag each project with a table that is mostly another's."""
        groups = document.derive(copied_rows, self.lexicon)
        partners = Partners([[member.project.ordinal for member in members] for members in groups.values()])
        for project in document.projects:
            needed = -(-len(project.rows) * self.options.share // 100)
            if len(project.rows) >= self.options.least and (found := partners.find(project.ordinal, needed)):
                yield self._flag(project, document.projects[found[0] - 1], found[1])

    def _flag(self, project: Project, other: Project, shared: int) -> Flag:
        message = f"{len(project.rows)} 行指标有 {shared} 行与{name_of(other)}的相同或几乎相同"
        advice = "按本项目要做的事重新设指标；两个项目是同一件事的，合并申报"
        relation = Relation("same-as", name_of(other), other.anchor, 100 * shared / len(project.rows))
        return Flag("table", project.anchor, message, advice, project=project, related=(relation,))
