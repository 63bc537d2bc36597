"""CF004 duplicate-indicator: two rows of one project are the same indicator."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from itertools import islice

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.model.target import TargetKind
from lint.rules.base import Flag, Group, Relation, Rule, RuleMeta, quote
from lint.text.fold import essence, fold
from lint.text.similarity import differences

_LONG = 10
_MOST_COMPARED = 50
"""Of the rows with the same value, a row is compared with so many; equal descriptions are found among all."""
_MOST_CHANGES = 6
_MAY_END_A_NOTE = (")", "）", "]", "】", "%", "％")


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
        by_value: dict[Hashable, dict[str, Indicator]] = {}
        nothing = self.lexicon.placeholders.says_nothing
        for row in project.rows:
            name_text = row.name.text if row.name is not None else ""
            if name_text and nothing(name_text):
                continue
            name = self._name(name_text)
            words = row.description.text if row.description is not None else ""
            alike = by_value.setdefault(_value(row), {}) if words and row.value and row.value.text else None
            if name and (first := by_name.get(name)):
                yield self._same_name(row, first)
            elif alike and (first := self._same_meaning(row, essence(words), alike)):
                of = quote(first.text("name")) if first.text("name") else ""
                message = f"描述和指标值与第 {first.row} 行{of}的重复"
                yield self._flag(row, first, message, "删去重复的一行，或者改成衡量另一件事的指标", "meaning")
            by_name.setdefault(name, row)
            if alike is not None and not nothing(words):
                alike.setdefault(essence(words), row)

    def _name(self, text: str) -> str:
        """The name without a unit in brackets: 培训人数（人） is 培训人数."""
        if text[-1:] in _MAY_END_A_NOTE or "/" in text:
            core, note = self.lexicon.measures.core(fold(text))
            if note and self.lexicon.units.kind(note):
                return essence(core)
        return essence(text)

    @staticmethod
    def _same_meaning(row: Indicator, words: str, alike: Mapping[str, Indicator]) -> Indicator | None:
        """An earlier row with the same value whose description is the same, or differs in slips of the pen only."""
        if words in alike:
            return alike[words]
        near = islice(alike.items(), _MOST_COMPARED) if len(words) >= _LONG else ()
        return next((first for other, first in near if len(other) >= _LONG and _only_slips(row, first)), None)

    def _same_name(self, row: Indicator, first: Indicator) -> Flag:
        message = f"指标名称{quote(row.text('name'))}与第 {first.row} 行重复"
        same = all(fold(row.text(field)) == fold(first.text(field)) for field in ("description", "value"))
        advice = "删去重复的一行" if same else "说的是一件事的，删去一行；不是一件事的，在名称里写清各自的对象"
        return self._flag(row, first, message, advice, "name")

    @staticmethod
    def _flag(row: Indicator, first: Indicator, message: str, advice: str, message_id: str) -> Flag:
        field = "name" if message_id == "name" else "description"
        cell = row.cell(field) or row.anchor
        relation = Relation("same-as", f"第 {first.row} 行", first.cell(field) or first.anchor)
        return Flag(field, cell, message, advice, message_id, indicator=row, related=(relation,))


def _value(row: Indicator) -> Hashable:
    """A value for comparison: a number by operator, value and unit, however they are written."""
    target = row.target
    if target.kind is TargetKind.NUMBER:
        return target.lead, target.operator, target.number, target.unit, target.rest
    return fold(row.text("value"))


def _only_slips(row: Indicator, first: Indicator) -> bool:
    """Whether descriptions differ by single characters replaced, and at most two in a row added or left out.

    What differs in the names in the same way (县道优良率, 乡道优良率) is meant, not a slip.
    """
    one, other = essence(row.text("description")), essence(first.text("description"))
    if abs(len(one) - len(other)) > _MOST_CHANGES:
        return False
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - imported where there is something to compare

    if Levenshtein.distance(one, other, score_cutoff=_MOST_CHANGES) > _MOST_CHANGES:
        return False
    for mine, theirs in differences(one, other):
        if max(len(mine), len(theirs)) > (1 if mine and theirs else 2):
            return False
        if _is_named(mine, row, first) or _is_named(theirs, first, row):
            return False
    return True


def _is_named(piece: str, row: Indicator, other: Indicator) -> bool:
    return bool(piece) and piece in row.text("name") and piece not in other.text("name")
