"""The numbers that goals and purpose promise: what is to be done, how much of it, at what rate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from lint.model.cell import Cell
from lint.model.document import Indicator, Project
from lint.model.measure import Kind
from lint.model.target import TargetKind
from lint.text.lexicon import Lexicon
from lint.text.quantities import (
    Quantity,
    chinese_counts,
    clauses,
    plain_text,
    quantities,
    sentence_start,
)
from lint.text.regex import lazy
from lint.text.write import is_whole, unit_of

_IN_WORDS = lazy(r"[二两三四五六七八九十][\u4e00-\u9fff]")
_HAS_NUMBER = lazy(r"\d")
_YEAR = lazy(r"(20\d\d)年")
_PERIOD = lazy(r"每个?(半年|季度|学期|[天日周月季年])")
_PHRASE = lazy(r"[\u4e00-\u9fff]+$")
_UNSURE = (TargetKind.WORDS, TargetKind.OTHER)
_LONGEST_HEAD = 16
_LEAST = 2
_LEAST_OF_PURPOSE = 5
"""Less than this in a purpose tells for whom (为3支队伍购置装备), not how much."""
_MONTHS = 12


class Task(Struct, frozen=True, gc=False):
    """A number that the project promises, at ``start`` of the folded text of a cell.

    ``head`` is what a ratio is called, ``ways`` the numbers that an indicator may carry it as, ``said`` how the project
    writes a number that ``text`` has in digits. ``asked`` marks a small number in words that only counts because an
    indicator asks for just this count, ``receiver`` the number of those for whom something is done.
    """

    field: str
    cell: Cell
    text: str
    start: int
    end: int
    number: Decimal
    value: Decimal
    unit: str
    kind: Kind
    clause: str
    ways: frozenset[Decimal]
    head: str = ""
    said: str = ""
    asked: bool = False
    receiver: bool = False

    @property
    def label(self) -> str:
        """How a message names it."""
        return self.said or self.head + self.text


def tasks(project: Project, year: int | None, lexicon: Lexicon) -> Iterator[Task]:
    """The numbers of goals and purpose that an indicator has to carry."""
    cells = [("goals", goal) for goal in project.goals]
    if project.purpose is not None:
        cells.append(("purpose", project.purpose))
    unsure = [row for row in project.rows if row.target.kind in _UNSURE and row.target.number is None]
    if unsure and any(_IN_WORDS.search(cell.text) for _, cell in cells):
        for row in unsure:
            if row.name_measure.kind is Kind.COUNT:
                yield from _asked(row, cells, lexicon)
    for field, cell in cells:
        if _HAS_NUMBER.search(cell.text):
            text = plain_text(cell.text)
            for quantity in quantities(text, lexicon):
                if task := _task(field, cell, text, quantity, year, lexicon):
                    yield task


def _task(field: str, cell: Cell, text: str, found: Quantity, year: int | None, lexicon: Lexicon) -> Task | None:
    few = found.value < (_LEAST if field == "goals" else _LEAST_OF_PURPOSE) and is_whole(found.number)
    if few or not found.exact or found.factor:
        return None
    lead, clause = text[found.begin : found.start], text[found.begin : found.finish]
    if _is_background(text, lead, found, year, lexicon):
        return None
    head, shown = "", text[found.start : found.end]
    times: tuple[Decimal, ...] = ()
    if found.kind is Kind.RATIO:
        head = _head(lead, clause, lexicon)
        if not head or found.unit not in ("%", "％"):
            return None
    elif found.kind is Kind.MONEY:
        if field != "goals" or not found.each:
            return None
        times = (Decimal(_MONTHS), 1 / Decimal(_MONTHS))
    elif found.kind is not Kind.COUNT or not _is_task(text, lead, found, lexicon):
        return None
    elif found.each:
        period = _PERIOD.search(lead)
        if period is None or not lead.endswith(lexicon.words("quantities", "promises")):
            return None
        shown += f"/{period[1]}"
        times = tuple(map(Decimal, lexicon.data["quantities"]["periods"].values()))
    either = (found.number, found.value)
    ways = frozenset((*either, *(number * n for n in times for number in either)))
    start, end = found.start, found.end
    receiver = lead.startswith(lexicon.words("quantities", "receivers")) and not _HAS_NUMBER.search(lead)
    return Task(
        field,
        cell,
        shown,
        start,
        end,
        found.number,
        found.value,
        found.unit,
        found.kind,
        clause,
        ways,
        head,
        receiver=receiver,
    )


def _is_background(text: str, lead: str, found: Quantity, year: int | None, lexicon: Lexicon) -> bool:
    """Whether the clause speaks of what is, of another year, or of a part of something."""
    if lexicon.pattern("quantities", "background").search(lead):
        return True
    parts = lexicon.words("quantities", "parts")[0]
    if parts in text and parts in text[sentence_start(text, found.start) : found.start]:
        return True
    return year is not None and any(int(other[1]) != year for other in _YEAR.finditer(lead))


def _is_task(text: str, lead: str, found: Quantity, lexicon: Lexicon) -> bool:
    words = lexicon.words
    after = text[found.end : found.end + 4]
    if found.unit in words("quantities", "not_tasks") or after.startswith(words("quantities", "not_things")):
        return False
    if lead.endswith("分"):
        return False
    return not (lead.endswith(words("quantities", "scopes")) and after.startswith(words("quantities", "places")))


def _head(lead: str, clause: str, lexicon: Lexicon) -> str:
    """The ratio that a clause names before its number, or nothing where it names none or speaks of payments."""
    if lexicon.pattern("quantities", "shares").search(clause):
        return ""
    between = lexicon.words("quantities", "reaching")
    while lead.endswith(between):
        lead = lead[: -max(len(word) for word in between if lead.endswith(word))]
    phrase = _PHRASE.search(lead)
    head = phrase[0][-_LONGEST_HEAD:] if phrase else ""
    return head if head and lexicon.measures.read(head).kind in (Kind.RATIO, Kind.SATISFACTION) else ""


def _asked(row: Indicator, cells: Sequence[tuple[str, Cell]], lexicon: Lexicon) -> Iterator[Task]:
    """The number in Chinese numerals that a row asks for and does not say: 光纤共三条 for 租赁光纤条数."""
    unit = unit_of(row, lexicon)
    for field, cell in cells if unit else ():
        text = plain_text(cell.text)
        for start, end, value in chinese_counts(text, unit):
            clause = next(text[begin:finish] for begin, finish in clauses(text) if start < finish)
            shown, ways = f"{value}{unit}", frozenset({value})
            said = text[start:end]
            yield Task(
                field, cell, shown, start, end, value, value, unit, Kind.COUNT, clause, ways, "", said, asked=True
            )
            return
