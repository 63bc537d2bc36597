"""CF004 duplicate-indicator: two rows of one project are the same indicator."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.rules.base import Flag, Group, Relation, Rule, RuleMeta, quote
from lint.text.fold import essence, fold

_LONG = 10
_MOST_CHANGES = 6


class DuplicateIndicator(Rule):
    """同一个项目里指标重复。

    检查什么：一个项目里两行指标同名，或者描述和指标值都相同（几乎相同）。报后面一行；涉密的行由 WZ003 管。
    为什么：同一件事考核两次，多半是凑数；同名不同义，年底不知道填哪个数。
    怎样改：删去重复的一行，或者改成另一个指标。
    依据：绩效指标应当简明、可区分（财预〔2021〕101号）。
    """

    meta = RuleMeta(
        "CF004",
        "duplicate-indicator",
        "指标重复",
        Severity.ERROR,
        Group.COPIED,
        references=("财预〔2021〕101号 中央部门项目支出核心绩效目标和指标设置及取值指引",),
    )

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag the later of two rows that are the same."""
        by_name: dict[str, Indicator] = {}
        by_meaning: dict[tuple[str, str], Indicator] = {}
        classified = self.lexicon.words("placeholders", "classified")
        for row in project.rows:
            name, description = essence(row.text("name")), essence(row.text("description"))
            if name in classified:
                continue
            meaning = (description, fold(row.text("value")))
            if name and (first := by_name.get(name)):
                message = f"指标名称{quote(row.text('name'))}与第 {first.row} 行重复"
                yield self._flag(row, first, message, "name")
            elif all(meaning) and (first := by_meaning.get(meaning) or self._near(row, meaning, by_meaning)):
                message = f"描述和指标值与第 {first.row} 行{quote(first.text('name'))}的重复"
                yield self._flag(row, first, message, "meaning")
            by_name.setdefault(name, row)
            by_meaning.setdefault(meaning, row)

    def _near(
        self, row: Indicator, meaning: tuple[str, str], earlier: dict[tuple[str, str], Indicator]
    ) -> Indicator | None:
        """An earlier row with the same value whose description differs in particles or slips of the pen only."""
        description, value = meaning
        if len(description) < _LONG:
            return None
        for (other, its_value), first in earlier.items():
            if its_value == value and len(other) >= _LONG and _only_slips(description, other):
                return first
        return None

    @staticmethod
    def _flag(row: Indicator, first: Indicator, message: str, message_id: str) -> Flag:
        field = "name" if message_id == "name" else "description"
        cell = row.cell(field) or row.anchor
        relation = Relation("same-as", f"第 {first.row} 行", first.cell(field) or first.anchor)
        advice = "删去重复的一行，或者改成衡量另一件事的指标"
        return Flag(field, cell, message, advice, message_id, indicator=row, related=(relation,))


def _only_slips(one: str, other: str) -> bool:
    """Whether texts differ by single characters replaced, and at most two in a row added or left out."""
    if abs(len(one) - len(other)) > _MOST_CHANGES:
        return False
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - imported where there is something to compare

    if Levenshtein.distance(one, other, score_cutoff=_MOST_CHANGES) > _MOST_CHANGES:
        return False
    for change in Levenshtein.opcodes(one, other):
        size = max(change.src_end - change.src_start, change.dest_end - change.dest_start)
        if (change.tag == "replace" and size > 1) or (change.tag in ("insert", "delete") and size > 2):
            return False
    return True
