"""The review opinion as a Word document: a cover for several projects, then a page or more for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from lint.review import texts
from lint.review.opinion import Graded, Opinion, Review
from lint.review.wordxml import CENTIMETRE, HEI, WIDTH, Cell, Look, document, paragraph, row, table

SHADES = ("C6E0B4", "DDEBF7", "FFE699", "F4B183")
"""From the best grade to the worst; the words stand beside, so that a grey print can be read."""
_HEAD = "E7E6E6"
_TITLE = Look(16, HEI, align="center", after=160, stays=True)
_HEADING = Look(11, HEI, before=160, after=80, stays=True)
_CENTRE, _SMALL = Look(align="center"), Look(9)
_SMALL_BOLD = Look(9, HEI, align="center")
_COVER = (3.2, 4.3, 1.7, 0.95, 0.95, 0.95, 4.95)
_FORM = (1.8, 3.8, 1.8, 9.6)
_FACTS = (2.0, 7.4, 2.0, 5.6)
_CHART_NAME, _CHART_WORDS = 4.2, 3.8
_STEPS = 60
"""Columns of the grid of which the chart's bars are made."""
_STAYING = 3
"""Lines, or rows, that stand on the page of the signature below them."""
_PARTED = 400
"""Characters of evidence, a quarter of a page, from which a row may be parted between pages."""
_SIGN_HEIGHT = 3 * CENTIMETRE


def render_docx(review: Review) -> bytes:
    """The document's bytes; the same review gives the same bytes."""
    several = len(review.opinions) != 1
    footer = (texts.PROPOSAL + texts.rule_of_grades(review), texts.basis(review))
    return document(_body(review, several), texts.COVER if several else texts.TITLE, footer)


def _body(review: Review, several: bool) -> Iterator[str]:
    if several:
        yield from _cover(review)
    else:
        yield from _missing(review)
    for opinion in review.opinions:
        yield from _opinion(opinion, review, breaks=several)
    if not several and review.elsewhere:
        yield from _elsewhere(review)


def _widths(centimetres: Sequence[float]) -> list[int]:
    """Columns that fill the width of the text."""
    made = [round(width * CENTIMETRE) for width in centimetres]
    return [*made[:-1], WIDTH - sum(made[:-1])]


def _shade(review: Review, grade: str) -> str:
    names = [entry.name for entry in review.grading.grades]
    return SHADES[min(names.index(grade), len(SHADES) - 1)]


def _missing(review: Review) -> Iterator[str]:
    """What was not checked, in bold: nobody may take it for clean."""
    for line in texts.unchecked(review):
        yield paragraph(f"没有全部检查　{line}", Look(bold=True, after=60))


def _elsewhere(review: Review, *, signed: bool = False) -> Iterator[str]:
    yield paragraph(texts.ELSEWHERE, _HEADING)
    lines = texts.elsewhere(review)
    for left, line in zip(range(len(lines), 0, -1), lines, strict=True):
        yield paragraph(line, Look(9, after=40, stays=signed and left <= _STAYING))


def _cover(review: Review) -> Iterator[str]:
    """Units, projects and grades in one table, those that need most work first."""
    yield paragraph(texts.COVER, _TITLE)
    yield paragraph(texts.intro(review), Look(after=60))
    yield from _missing(review)
    if review.opinions:
        yield paragraph("各单位的等级（项目个数）", _HEADING)
        yield _chart(review)
        if more := len(texts.bars(review)) - texts.MOST_BARS:
            yield paragraph(f"其余 {more} 个单位见下表。", _SMALL) if more > 0 else ""
        yield paragraph("项目（需要改的在前）", _HEADING)
        yield _projects(review)
    if review.elsewhere:
        yield from _elsewhere(review, signed=True)
    yield paragraph(texts.SIGNATURE, Look(before=400))


def _projects(review: Review) -> str:
    widths = _widths(_COVER)
    rows = [row([Cell([text], _SMALL_BOLD, fill=_HEAD) for text in texts.COVER_HEADINGS], widths, head=True)]
    last = 0 if review.elsewhere else len(review.opinions) - _STAYING
    for number, opinion in enumerate(review.by_need()):
        grade, stays = opinion.total.name, number >= last > 0
        plain, centre = Look(9, stays=stays), Look(9, align="center", stays=stays)
        cells = [Cell([texts.unit_of(opinion)], plain), Cell([texts.name_of(opinion)], plain)]
        cells.append(Cell([grade], centre, fill=_shade(review, grade)))
        cells += [Cell([str(count)], centre) for count in texts.counts(texts.all_findings(opinion))]
        cells.append(Cell([texts.weak_items(opinion, review.grading)], Look(8.5, stays=stays)))
        rows.append(row(cells, widths))
    return table(rows, widths)


def _chart(review: Review) -> str:
    """A bar a unit, of cells: its parts are as long as its projects of a grade are many."""
    bars = texts.bars(review)
    longest = max(sum(bar.counts) for bar in bars)
    names = [grade.name for grade in review.grading.grades]
    ends = [round(width * CENTIMETRE) for width in (_CHART_NAME, _CHART_WORDS)]
    steps = [(WIDTH - sum(ends)) // _STEPS] * _STEPS
    widths = [ends[0], *steps, WIDTH - ends[0] - sum(steps)]
    rows = []
    for bar in bars[: texts.MOST_BARS]:
        cells = [Cell([bar.unit], _SMALL)]
        for at, length in enumerate(_lengths(bar.counts, longest)):
            if length:
                fill = SHADES[min(at, len(SHADES) - 1)]
                cells.append(Cell([str(bar.counts[at])], Look(8, align="center"), length, fill))
        if blank := _STEPS - sum(cell.span for cell in cells[1:]):
            cells.append(Cell([""], _SMALL, blank))
        words = "、".join(f"{name} {count}" for name, count in zip(names, bar.counts, strict=True) if count)
        rows.append(row([*cells, Cell([words], _SMALL)], widths))
    return table(rows, widths, lines=False)


def _lengths(counts: Sequence[int], longest: int) -> list[int]:
    """How many steps the parts of a bar take: at least two each that is not empty, so that its number can be read."""
    ends = [0]
    for count in counts:
        ends.append(ends[-1] + count)
    made = [
        max(round(end * _STEPS / longest) - round(begin * _STEPS / longest), 2 * (end > begin))
        for begin, end in pairwise(ends)
    ]
    most = made.index(max(made))
    made[most] -= max(sum(made) - _STEPS, 0)
    return made


def _opinion(opinion: Opinion, review: Review, *, breaks: bool) -> Iterator[str]:
    """The form of one project."""
    yield paragraph(texts.TITLE, Look(16, HEI, align="center", after=160, stays=True, breaks=breaks))
    yield _facts(opinion)
    yield paragraph("", Look(4))
    widths = _widths(_FORM)
    rows = [
        row([Cell([text], Look(10, HEI, align="center"), fill=_HEAD) for text in texts.HEADINGS], widths, head=True)
    ]
    for block, group in groupby(opinion.items, key=lambda graded: graded.item.block):
        for number, graded in enumerate(group):
            first = Cell([block if number == 0 else ""], _CENTRE, merge="continue" if number else "restart")
            rows.append(_item(first, graded, review, widths))
    if opinion.remarks:
        rows.append(_wide("其他问题", [texts.evidence(finding) for finding in opinion.remarks], widths, whole=False))
    total = [line for line in (texts.conclusion(opinion), texts.partial(opinion)) if line]
    rows.append(_wide("总评", total, widths, Look(9.5, stays=True)))
    sign = [texts.DECISION, "", "", "", texts.SIGNATURE]
    rows.append(_wide(texts.OPINION, sign, widths, Look(10.5), height=_SIGN_HEIGHT))
    yield table(rows, widths)


def _facts(opinion: Opinion) -> str:
    widths = _widths(_FACTS)
    label = Look(10, HEI, align="center")
    rows = [
        row([Cell([text], Look(10) if at % 2 else label) for at, text in enumerate(words)], widths)
        for words in texts.facts(opinion)
    ]
    return table(rows, widths)


def _item(first: Cell, graded: Graded, review: Review, widths: Sequence[int]) -> str:
    grade, lines = graded.grade.name, texts.lines_of(graded)
    cells = (
        first,
        Cell([graded.item.item, graded.item.question], _SMALL),
        Cell([grade], _CENTRE, fill=_shade(review, grade)),
        Cell(lines, Look(8.5)),
    )
    return row(cells, widths, whole=sum(map(len, lines)) <= _PARTED)


def _wide(
    label: str, lines: Sequence[str], widths: Sequence[int], look: Look = _SMALL, *, whole: bool = True, height: int = 0
) -> str:
    """A row with a label and one cell over the rest."""
    cells = (Cell([label], Look(look.size, align="center", stays=look.stays)), Cell(lines, look, len(widths) - 1))
    return row(cells, widths, whole=whole, height=height)
