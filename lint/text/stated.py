"""What the project's own words state for an indicator row: 每天巡线不低于2次 for 巡线次数 is ≥2次/天.

Only what is certain: the name's words and the one figure that fits them stand in the same clause, and no other clause
says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from lint.model.document import Indicator, Project
from lint.model.measure import Direction, Kind
from lint.model.target import Operator
from lint.text.fold import fold
from lint.text.lexicon import Lexicon
from lint.text.regex import lazy
from lint.text.write import OR, operator_for, unit_of

_SENTENCES = lazy(r"[。;!?]|(?<!\d)\.|\.(?!\d)")
_CLAUSES = lazy(r"[:()]|,(?!\d{3})")
_PARTS = lazy(r"、")
_NUMBER = lazy(r"(?<![\d.,\-—~第前每A-Za-z])(?<!\d[至到])(\d[\d,]*(?:\.\d+)?)(?![\d.\-—~])(?![至到]\d)")
_YEAR = lazy(r"20\d\d年")
_EACH = lazy(r"每(?:个)?")
_LARGE = "万亿"
_LONGEST_UNIT = 4
_GAP = 6
"""How many characters may stand between a name and its figure."""
_LEAST = 2
_MOST_PIECES = 3
_WHOLE_NAME = (Kind.RATIO, Kind.SATISFACTION, Kind.TIME)
_UNIT_KINDS = {Kind.SATISFACTION: Kind.RATIO}


class Stated(Struct, frozen=True, gc=False):
    """A target that the project's own words state: the field and the clause where they stand."""

    target: str
    field: str
    clause: str


class _Figure(Struct, frozen=True, gc=False):
    start: int
    end: int
    number: str
    unit: str
    operator: Operator | None


def stated_target(indicator: Indicator, project: Project, lexicon: Lexicon) -> Stated | None:
    """The target that description, goals or purpose state for a row, or None where that is not certain."""
    kind = indicator.name_measure.kind
    if kind not in (Kind.COUNT, *_WHOLE_NAME):
        return None
    core = lexicon.measures.core(fold(indicator.text("name")))[0]
    words = core if kind in _WHOLE_NAME else _object(core, indicator, lexicon)
    if not words:
        return None
    found: dict[str, Stated] = {}
    for field, text in _texts(indicator, project):
        for part, clause, sentence in _clauses(text):
            if not _covered(words, part):
                continue
            around = sentence if len(words) <= _LEAST else clause
            if target := _read(part, around, core, words, indicator, lexicon):
                found.setdefault(target, Stated(target, field, part))
    return found.popitem()[1] if len(found) == 1 else None


def _texts(indicator: Indicator, project: Project) -> Iterator[tuple[str, str]]:
    yield "description", indicator.text("description")
    for goal in project.goals:
        yield "goals", goal.text
    if project.purpose:
        yield "purpose", project.purpose.text


@lru_cache(maxsize=4096)
def _clauses(text: str) -> tuple[tuple[str, str, str], ...]:
    """The parts of a text that have a number in them, folded: each with its clause and its sentence."""
    sentences = (sentence for line in text.splitlines() for sentence in _SENTENCES.split(fold(line)))
    return tuple(
        (part, clause, sentence)
        for sentence in sentences
        for clause in _CLAUSES.split(sentence)
        for part in _PARTS.split(clause)
        if _NUMBER.search(part)
    )


def _object(core: str, indicator: Indicator, lexicon: Lexicon) -> str:
    """What a name counts, without its counter: 巡线 of 巡线次数; nothing where it is too general."""
    stem = core.removesuffix(indicator.name_measure.head)
    unit = unit_of(indicator, lexicon)
    if unit and indicator.name_measure.head in ("数", "数量"):
        stem = stem.removesuffix(unit)
    for word in lexicon.words("stated", "around"):
        stem = stem.replace(word, "")
    return stem if len(lexicon.pattern("stated", "plain").sub("", stem)) >= _LEAST else ""


def _read(part: str, around: str, core: str, name: str, indicator: Indicator, lexicon: Lexicon) -> str:
    """The target in a part of a clause, or nothing; no other figure that fits may stand around it."""
    if _YEAR.search(around) or _is_unsure(part, core, lexicon):
        return ""
    kind = indicator.name_measure.kind
    unit = _unit(indicator, lexicon) if kind is Kind.COUNT else ""
    wanted = _UNIT_KINDS.get(kind) or lexicon.units.kind(unit.split(OR)[0]) or kind

    def figures(text: str) -> list[_Figure]:
        found = (figure for figure in _figures(text, lexicon) if lexicon.units.kind(figure.unit) is wanted)
        return [figure for figure in found if kind is not Kind.COUNT or _fitting(figure.unit, unit, lexicon)]

    fitting = figures(part)
    if len(fitting) != 1 or (kind is Kind.COUNT and len(figures(around)) != 1):
        return ""
    figure = fitting[0]
    if kind in _WHOLE_NAME and not 0 <= figure.start - part.find(name) - len(name) <= _GAP:
        return ""
    period = _period(part, core, lexicon)
    if period is None or (period and kind is not Kind.COUNT):
        return ""
    written = _fitting(figure.unit, unit, lexicon) if kind is Kind.COUNT else figure.unit
    operator = _operator(figure, wanted, indicator, lexicon)
    return f"{operator}{figure.number}{written}{period}" if operator else ""


def _operator(figure: _Figure, kind: Kind, indicator: Indicator, lexicon: Lexicon) -> Operator | None:
    """The operator that is stated or fits; None where what is stated goes the wrong way."""
    if kind is Kind.RATIO and figure.number == "100":
        return Operator.EQ
    lower = indicator.measure.direction is Direction.LOWER
    usual = operator_for(indicator, lexicon) or Operator.GE
    operator = figure.operator if figure.operator in (Operator.GE, Operator.LE) else usual
    if lower or kind is Kind.RATIO:
        return operator if operator is (Operator.LE if lower else Operator.GE) else None
    return operator


def _covered(name: str, clause: str) -> bool:
    """Whether a clause holds all of a name, in one to three pieces of two or more characters."""
    at = pieces = 0
    while at < len(name):
        size = next((size for size in range(len(name) - at, _LEAST - 1, -1) if name[at : at + size] in clause), 0)
        if not size:
            return False
        at, pieces = at + size, pieces + 1
    return 0 < pieces <= _MOST_PIECES


def _is_unsure(clause: str, core: str, lexicon: Lexicon) -> bool:
    """Whether a clause speaks of a part, of the past or of a change, and the name does not."""
    return any(found not in core for found in lexicon.pattern("stated", "partly", "past", "changes").findall(clause))


def _figures(clause: str, lexicon: Lexicon) -> Iterator[_Figure]:
    for found in _NUMBER.finditer(clause):
        tail = clause[found.end() :]
        large = tail[:1] if tail[:1] in tuple(_LARGE) else ""
        body = tail[len(large) :]
        sizes = range(min(_LONGEST_UNIT, len(body)), 0, -1)
        unit = next((body[:size] for size in sizes if body[:size] in lexicon.units.kinds), "")
        after = body[len(unit) :]
        if not unit or after[:1] in ("/", "每"):
            continue
        _, mark = lexicon.operators.at_start(after, 0)
        operator = mark.operator if mark else _before(clause[: found.start()], lexicon)
        yield _Figure(found.start(), found.end(), found[1], large + unit, operator)


def _before(text: str, lexicon: Lexicon) -> Operator | None:
    """The operator word with which a text ends, the longest that fits."""
    known = lexicon.operators.before
    return next((known[text[-size:]][0] for size in range(5, 0, -1) if text[-size:] in known), None)


def _unit(indicator: Indicator, lexicon: Lexicon) -> str:
    """The unit that a row counts in, several parted by 或; nothing where it does not tell."""
    unit, head = indicator.target.unit or unit_of(indicator, lexicon), indicator.name_measure.head
    return unit or (head if head in lexicon.units.kinds else "")


def _fitting(unit: str, wanted: str, lexicon: Lexicon) -> str:
    """The unit of a figure as the row wants it; nothing where it is another one."""
    same = lexicon.data.get("stated", {}).get("same", {})
    large, plain = (unit[:1], unit[1:]) if unit[0] in _LARGE else ("", unit)
    meant = wanted.split(OR) if wanted else [plain]
    for way in (plain, same.get(plain, plain)):
        if way in meant:
            return large + way
    return ""


def _period(clause: str, core: str, lexicon: Lexicon) -> str | None:
    """/天 where a clause counts by day; nothing where it counts in all, None where it counts by anything else."""
    each = list(_EACH.finditer(clause))
    if not each:
        return ""
    rest = clause[each[0].end() :]
    periods = sorted(lexicon.words("stated", "periods"), key=len, reverse=True)
    period = next((word for word in periods if rest.startswith(word)), "")
    if len(each) > 1 or not period:
        return None
    return "" if f"每{period}" in core else f"/{period}"
