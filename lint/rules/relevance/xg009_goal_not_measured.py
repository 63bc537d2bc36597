"""XG009 goal-not-measured: a goal states a number that no indicator carries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import combinations, pairwise

from msgspec import Struct

from lint.model.document import Document, Indicator, Project
from lint.model.finding import Severity
from lint.model.measure import Direction, Kind
from lint.model.target import TargetKind
from lint.model.unread import unread_cells, unread_rows
from lint.rules.base import Flag, Group, Rule, RuleMeta, called, quote
from lint.rules.relevance.tasks import Task, tasks
from lint.text.fold import fold, fold_offsets
from lint.text.numerals import CHINESE, chinese_number
from lint.text.quantities import DIGITS
from lint.text.regex import lazy
from lint.text.units import SCALES
from lint.text.write import operator_for, unit_of

_SCALED = lazy(rf"({DIGITS})\s?([{''.join(SCALES)}]?)")
_IN_WORDS = lazy(rf"({CHINESE})(?=[个名人次所座项条台套户处场期家份张件种批支辆间栋类门])")
"""两个台站, 十二场: numbers of things in Chinese numerals."""
_SHOWN = 4
_PAIRED = 12
_FULL = 100
_LONG = 4
_UNSAID = (TargetKind.BLANK, TargetKind.GARBLED, TargetKind.OTHER)


class Gap(Struct, frozen=True, gc=False):
    """A task that no indicator carries; ``row`` is the indicator that says otherwise, or should say it."""

    task: Task
    row: Indicator | None = None
    against: bool = False


class GoalNotMeasured(Rule):
    """目标里的数没有指标承载。

    检查什么：绩效目标、资金用途里写了要完成的数（210 人、8 个、自来水普及率 96%、每人 2400 元），三级指标里却找不到这
    个数，或者同一个比率在指标里写得更低。分项相加、单项乘以次数后能对上的，算找到了。现状和范围（现有 46 所、全县
    12 个乡镇）、付款比例、日期、文件号不看；资金用途里的金额不看；指标有、只是值空着的由 WZ001、WZ005
    报；有的指标行没有读到的项目，不说缺。
    为什么：目标里的任务不进指标，年底就没有办法考核。
    怎样改：给这个数设一条指标，或者改成和指标一样。
    依据：绩效指标应当与绩效目标相衔接，是绩效目标的细化和量化（财预〔2015〕88号）。
    已知误报：资金用途里只作背景、没有写“现有”“目前”等词的数。
    """

    meta = RuleMeta("XG009", "goal-not-measured", "目标没有指标承载", Severity.WARNING, Group.RELEVANCE)

    def check_document(self, document: Document) -> Iterator[Flag]:
        """Flag each project once, at the first number without an indicator."""
        unread = unread_rows(document, unread_cells(document))
        for project in document.projects:
            found = self._gaps(project, document.year) if project.rows else []
            if any(row.anchor.place in unread for row in project.rows):
                found = [gap for gap in found if gap.against]  # what is missing may stand where nothing was read
            if found:
                yield self._flag(found, project)

    def _gaps(self, project: Project, year: int | None) -> list[Gap]:
        wanted = list(tasks(project, year, self.lexicon))
        if not wanted:
            return []
        carried = Carried(project.rows)
        found: dict[tuple[Decimal, str], Gap | None] = {}
        for task in wanted:
            gap = self._ratio(task, project) if task.head else self._count(task, project, wanted, carried)
            key = (task.value, task.head or task.unit)
            found[key] = found.get(key, gap) if gap else None  # what is right in one place is right in all
        return [gap for gap in found.values() if gap]

    def _count(self, task: Task, project: Project, others: Sequence[Task], carried: Carried) -> Gap | None:
        if carried.holds(task, others) or (task.receiver and self._is_done(task, others, carried)):
            return None
        alike = [row for row in project.rows if self._counts(row, task)]
        if any(row.target.kind in _UNSAID or row.target.number == 0 for row in alike):
            return None
        row = next((row for row in alike if not carried.is_used(row, others)), None)
        return None if task.asked and row is None else Gap(task, row)

    @staticmethod
    def _is_done(task: Task, others: Sequence[Task], carried: Carried) -> bool:
        """Whether what is done for somebody (为8所学校配备电脑200台) is carried, so that for how many is a detail."""
        later = (other for other in others if other.clause == task.clause and other.start > task.start)
        return any(carried.holds(other, others) for other in later)

    def _counts(self, row: Indicator, task: Task) -> bool:
        """Whether a row is to count the very thing of a task."""
        if row.name_measure.kind is not task.kind or not about(row, task.clause):
            return False
        unit = unit_of(row, self.lexicon) or row.target.unit
        return task.kind is Kind.MONEY or not unit or same_unit(task.unit, unit)

    def _ratio(self, task: Task, project: Project) -> Gap | None:
        """The row of the same name has to ask for as much; else any about it with the same number will do."""
        known = self.lexicon.measures
        for row in project.rows:
            if _is_named(task.head, known.core(fold(row.text("name")))[0]) and not _reaches(row, task):
                return Gap(task, row, against=True)
        if known.read(task.head).kind is Kind.SATISFACTION:
            same = [row for row in project.rows if row.measure.kind is Kind.SATISFACTION]
            if same:
                return None if any(_reaches(row, task) for row in same) else Gap(task, same[0], against=True)
        for row in project.rows:
            if _is_named(task.head, known.core(fold(row.text("name")))[0]):
                return None
            if task.number in _numbers(row.wording) and about(row, task.head, all_of=True):
                return None
        return Gap(task)

    def _flag(self, gaps: Sequence[Gap], project: Project) -> Flag:
        first = next((gap for gap in gaps if gap.against), gaps[0])
        task, cell = first.task, first.task.cell
        offsets = fold_offsets(cell.text)
        start, end = offsets[task.start], offsets[task.end - 1] + 1
        where = called(task.field, project)
        if first.against and first.row is not None and first.row.value is not None:
            name, value = quote(first.row.text("name"), 16), first.row.value
            message = f"{where}写的是{quote(task.label)}，指标{name}的指标值是{quote(value.text)}"
            advice = "两处改成一样，按任务文件、方案或者上年实际值核定"
            return Flag(task.field, cell, message, advice, "against", start, end, project=project)
        shown = "".join(f"“{gap.task.label}”" for gap in gaps[:_SHOWN]) + ("等" if len(gaps) > _SHOWN else "")
        message = f"{where}里的{shown}没有指标承载"
        return Flag(task.field, cell, message, self._advice(first), "missing", start, end, project=project)

    def _advice(self, gap: Gap) -> str:
        task, row = gap.task, gap.row
        if task.head:
            sign = "≤" if self.lexicon.measures.read(task.head).direction is Direction.LOWER else "≥"
            return f"增加指标“{task.head}”，指标值写“{sign}{task.text}”"
        if row is not None:
            sign = operator_for(row, self.lexicon) or "≥"
            return f"把指标{quote(row.text('name'), 16)}的指标值改为“{sign}{task.text}”"
        kind, sign = ("补助（支出）标准的成本", "=") if task.kind is Kind.MONEY else ("数量", "≥")
        return f"按{quote(task.clause)}增加一条{kind}指标，指标值写“{sign}{task.text}”；不是任务的，写明是现状或者范围"


class Carried:
    """The numbers that the indicators of a project carry."""

    def __init__(self, rows: Sequence[Indicator]) -> None:
        self._rows = rows
        said = (row.wording.rpartition("\n")[0] if row.basis else row.wording for row in rows)
        self._written = "\n".join(said)

    @cached_property
    def _numbers(self) -> set[Decimal]:
        """The numbers of all rows, and what targets in the same unit add up to."""
        numbers, totals = _numbers(self._written), dict[str, list[Decimal]]()
        for row in self._rows:
            if row.target.number:
                totals.setdefault(row.target.unit, []).append(row.target.number)
        for values in totals.values():
            numbers.add(sum(values, Decimal(0)))
            numbers.update(one + other for one, other in combinations(values[:_PAIRED], 2))
        return numbers

    def holds(self, task: Task, others: Sequence[Task]) -> bool:
        """Whether a number, its sum with others of the same unit, or its multiple is there."""
        if _stands(str(task.number), self._written) or not self._numbers.isdisjoint(task.ways):
            return True
        same = [other.value for other in others if other.unit == task.unit and other.cell is task.cell]
        if len(same) > 1 and sum(same, Decimal(0)) in self._numbers:
            return True
        return any(
            task.number * other.number in self._numbers or task.value * other.number in self._numbers
            for other in others
            if other is not task and other.number > 1
        )

    def is_used(self, row: Indicator, others: Sequence[Task]) -> bool:
        """Whether a row carries the number of another task."""
        return any(not _numbers(row.text("value")).isdisjoint(other.ways) for other in others)


def _stands(number: str, text: str) -> bool:
    """Whether a number stands in a text by itself: a quick yes."""
    at = text.find(number)
    around = text[at - 1 : at] + text[at + len(number) : at + len(number) + 1]
    return at >= 0 and not any(character.isdigit() or character in ".," for character in around)


def _numbers(text: str) -> set[Decimal]:
    """The numbers of a text as written and with their scale."""
    found = set()
    for number, scale in _SCALED.findall(text):
        value = Decimal(number.replace(",", ""))
        found.add(value)
        if scale:
            found.add(value * SCALES[scale])
    found.update(number for word in _IN_WORDS.findall(text) if (number := chinese_number(word)) is not None)
    return found


def _is_named(head: str, name: str) -> bool:
    """Whether a phrase of a goal is the name of an indicator, or ends with it."""
    return bool(name) and (head == name or (len(name) >= _LONG and head.endswith(name)))


def _reaches(row: Indicator, task: Task) -> bool:
    """Whether a row asks for as much as the goal promises; one whose value is broken is left to other rules."""
    target = row.target
    if target.number is None or target.kind is TargetKind.GARBLED or target.number == 0:
        return target.kind is not TargetKind.WORDS
    if target.number == task.number or row.measure.kind not in (Kind.RATIO, Kind.SATISFACTION):
        return True
    if target.operator is not None and target.operator.is_ceiling:
        return target.number < task.number
    return task.number < target.number <= _FULL


def same_unit(one: str, other: str) -> bool:
    """The same unit, or two words for it."""
    people = ("人", "名", "位")
    return one in other.split("或") or (one in people and other in people)


def about(row: Indicator, text: str, *, all_of: bool = False) -> bool:
    """Whether two characters of what a row's name says (its description too: ``all_of``) stand in a text."""
    said = fold(row.text("name")).removesuffix(row.name_measure.head)
    if all_of:
        said += "," + fold(row.text("description"))
    return any(pair.isalpha() and pair in text for pair in map("".join, pairwise(said)))


__all__ = ["GoalNotMeasured"]
