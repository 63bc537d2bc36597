"""CF002 copied-indicator: a row stands (nearly) the same in another project."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import Document
from lint.model.finding import Severity
from lint.rules.base import Flag, Group, Relation, Rule, RuleMeta, name_of
from lint.rules.copied.rows import CopiedRow, copied_rows, is_generic
from lint.text.fold import fold


class CopiedIndicator(Rule):
    """指标行与其他项目雷同。

    检查什么：一行的名称、描述、指标值，在同一文件的另一个项目里完全一样或几乎一样（只改一两个词，或只换了单位）。
    涉及的各行都报。没有写明对象的通用满意度行、整行涉密的行不报。
    为什么：不同项目的产出和效果不会一字不差，多半是复制后没有改，看不出本项目做了什么。
    怎样改：写明本项目的对象、数量和标准。
    依据：绩效指标应当与项目密切相关（财预〔2015〕88号）。
    """

    meta = RuleMeta("CF002", "copied-indicator", "指标雷同", Severity.WARNING, Group.COPIED)

    def check_document(self, document: Document) -> Iterator[Flag]:
        """Flag every row of every group that stands in several projects."""
        for members in document.derive(copied_rows, self.lexicon).values():
            if is_generic(members[0].indicator, self.lexicon):
                continue
            projects = len({member.project.ordinal for member in members})
            for member in members:
                other = next(m for m in members if m.project.ordinal != member.project.ordinal)
                yield self._flag(member, other, projects)

    def _flag(self, member: CopiedRow, other: CopiedRow, projects: int) -> Flag:
        row, twin = member.indicator, other.indicator
        same = all(fold(row.text(name)) == fold(twin.text(name)) for name in ("name", "description", "value"))
        how = "相同" if same else "几乎相同"
        place = f"{name_of(other.project)}第 {twin.row} 行"
        more = f"等 {projects - 1} 个项目" if projects > 2 else ""
        return Flag(
            "name",
            row.name or row.anchor,
            f"这一行与{place}{more}的{how}",
            "按本项目的对象、数量和标准改写；两个项目做的是同一件事的，考虑合并",
            "same" if same else "near",
            related=(Relation("same-as", place, twin.name or twin.anchor),),
            project=member.project,
            indicator=row,
        )
