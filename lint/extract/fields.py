"""Reading the rows above the indicators: labels with their values, the spending plan, the goals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, zip_longest

from lint.extract.headers import Headers
from lint.model.cell import Cell
from lint.model.document import Plan, PlanStep
from lint.model.place import moved
from lint.text.fold import fold
from lint.text.regex import lazy

_CHINESE = lazy(r"[\u4e00-\u9fff]")
_MERGED = 4
"""Neighbouring cells with the same text longer than this are one merged cell."""
_LABELS = 3
"""So many labels in a row without values may have them below."""
_COLON = lazy("[:：]")
_COLONS = 2
"""A label holds one colon at most (其中：财政拨款)."""
_GAPS = lazy(r"[ \u3000]{2,}|[ \u3000](?=(?:金额)?单位[:：])|[，；;]")


def labelled(cells: Sequence[Cell], labels: Sequence[str | None]) -> Iterator[tuple[str, Cell, Cell | None]]:
    """Label by label: the field's name, the label's cell, and the cell of its value.

    The value is the first filled cell before the next label, else the first blank one; None where two labels stand
    side by side.
    """
    places = [(index, label) for index, label in enumerate(labels) if label]
    for number, (index, label) in enumerate(places):
        stop = places[number + 1][0] if number + 1 < len(places) else len(cells)
        values = cells[index + 1 : stop]
        value = next((cell for cell in values if cell.text), values[0] if values else None)
        yield label, cells[index], value


def is_row_of_labels(cells: Sequence[Cell], labels: Sequence[str | None]) -> bool:
    """Whether a row holds nothing but labels, so that their values may stand below them."""
    filled = [label for cell, label in zip(cells, labels, strict=True) if cell.text]
    return len(filled) >= _LABELS and None not in filled and len({*filled}) == len(filled)


def is_below_labels(cells: Sequence[Cell], labels: Sequence[str | None], above: Sequence[str | None]) -> bool:
    """Whether a row holds values in the columns of the labels ``above``, and no labels of its own."""
    filled = [at for at, cell in enumerate(cells) if cell.text]
    return len(filled) > 1 and not any(labels) and all(at < len(above) and above[at] for at in filled)


def tidy(cells: Sequence[Cell], headers: Headers) -> Sequence[Cell]:
    """The cells of a row of fields as they are meant.

    A merged cell that was written out in each of its columns stands once; ``label：value`` in one cell are two cells.
    """
    last = ""
    for cell in cells:
        if (text := cell.text) and (text == last or ":" in text or "：" in text):
            break
        last = text
    else:
        return cells
    made: list[Cell] = []
    last = ""
    for cell in cells:
        text = cell.text
        if text and text == last and _is_merged(text, headers):
            made.append(Cell("", "", cell.place))
            continue
        last = text
        colon = (":" in text or "：" in text) and headers.label(text) is None
        made.extend((pair(cell, headers) if colon else None) or (cell,))
    return made


def _is_merged(text: str, headers: Headers) -> bool:
    return headers.label(text) is not None or (len(text) > _MERGED and _CHINESE.search(text) is not None)


def pair(cell: Cell, headers: Headers) -> tuple[Cell, Cell] | None:
    """Label and value where a cell holds both (项目名称：校舍改造, 其中：财政拨款：240)."""
    for colon in islice(_COLON.finditer(cell.text), _COLONS):
        at = colon.start()
        if at + 1 < len(cell.text) and headers.label(cell.text[:at]):
            return cell.slice(0, at), cell.slice(at + 1, len(cell.text))
    return None


def pairs(cell: Cell, headers: Headers) -> list[Cell]:
    """Labels and values in turn, of a paragraph that begins with such a pair; blanks part it from others."""
    text = cell.text
    if (":" not in text and "：" not in text) or pair(cell, headers) is None:
        return []
    found: list[Cell] = []
    start = 0
    stops = [*(gap for gap in _GAPS.finditer(text)), None]
    for gap, following in zip_longest(stops, stops[1:]):
        stop = gap.start() if gap else len(text)
        if (
            gap
            and gap[0].strip()
            and not pair(cell.slice(gap.end(), following.start() if following else len(text)), headers)
        ):
            continue  # a comma inside a value
        if both := pair(cell.slice(start, stop), headers):
            found.extend(both)
        elif not found:
            return []
        start = gap.end() if gap else stop
    return found


def inline_plan(label: Cell, cells: Sequence[Cell], headers: Headers) -> Plan | None:
    """A plan whose labels and values alternate in one row: 3月底 | 25% | 6月底 | 50%; None where they do not.

    A value is the first filled cell between its label and the next, else the first blank one.
    """
    places = [index for index, cell in enumerate(cells) if headers.is_step(cell.text)]
    steps = []
    for index, stop in zip(places, [*places[1:], len(cells)], strict=True):
        between = cells[index + 1 : stop] or (_after(cells[: index + 1]),)
        steps.append(PlanStep(fold(cells[index].text), next((c for c in between if c.text), between[0])))
    alternating = all(stop - index > 1 for index, stop in pairwise(places))
    return Plan(label, tuple(steps)) if alternating and any(step.cell.text for step in steps) else None


def plan_below(label: Cell, heads: Sequence[Cell], values: Sequence[Cell], headers: Headers) -> Plan:
    """A plan with its labels in one row and its values in the next, column by column.

    Where values do not stand below labels, columns have drifted: they are then assigned from the right, in order.
    """
    columns = [index for index, cell in enumerate(heads) if headers.is_step(cell.text)]
    filled = [index for index, cell in enumerate(values) if cell.text and not headers.label(cell.text)]
    names = [fold(heads[index].text) for index in columns]
    if set(filled) <= set(columns):
        cells = [values[index] if index < len(values) else _after(values) for index in columns]
        return Plan(label, tuple(map(PlanStep, names, cells)))
    blank = next((cell for cell in values if not cell.text), _after(values))
    cells = [blank] * max(0, len(names) - len(filled)) + [values[index] for index in filled][-len(names) :]
    return Plan(label, tuple(map(PlanStep, names, cells)), drifted=True)


def _after(cells: Sequence[Cell]) -> Cell:
    last = cells[-1]
    return Cell("", "", moved(last.place, len(last.raw)))
