"""What to write instead: the project's own words first, then its type's usual indicators, then the general form.

A number is never invented: it comes from the project's own text, or is N with a word on where it is to be found.
"""

from __future__ import annotations

from lint.model.document import Indicator, Project
from lint.model.measure import Kind
from lint.rules.base import FIELD_NAMES, quote
from lint.text.fold import fold
from lint.text.lexicon import Lexicon
from lint.text.library import Entry, shared
from lint.text.stated import stated_target
from lint.text.write import form, group_of

_OPEN_GROUPS = ("质量", "效益")
"""Here a name that measures nothing is to be replaced, so one word in common is enough."""
_ALIKE = 2


def target_advice(indicator: Indicator, project: Project, lexicon: Lexicon) -> str:
    """How to write the target of a row."""
    stated = stated_advice(indicator, project, lexicon)
    return stated or _usual(indicator, project, lexicon) or form(indicator, lexicon)


def stated_advice(indicator: Indicator, project: Project, lexicon: Lexicon) -> str:
    """The target that goals or purpose give for what a row measures; nothing where they do not."""
    stated = stated_target(indicator, project, lexicon)
    if stated is None:
        return ""
    where = project.called.get(stated.field) or FIELD_NAMES[stated.field]
    return f"写成“{stated.target}”，{where}里写了{quote(stated.clause)}"


def _usual(indicator: Indicator, project: Project, lexicon: Lexicon) -> str:
    """Advice from the library, or nothing where it knows no better than the general form."""
    category, group = indicator.category, group_of(indicator)
    if category is None or group == "满意度":
        return ""
    if is_definite(indicator, lexicon):
        entry = lexicon.library.same(project, indicator)
        if entry is None or entry.number is not None:
            return ""
        general, parted, _ = form(indicator, lexicon).partition("，")
        return f"{general}，N 取{entry.source}" if parted and f"“{entry.target}”" in general else ""
    name = fold(indicator.text("name"))
    entry = lexicon.library.suggest(project, category.name if group == "效益" else group, name)
    if entry is None or not _is_about(entry.name, name, project, open_group=group in _OPEN_GROUPS):
        return ""
    return f"换成能算出来的量，例如“{entry.phrase}”{_where_from(entry)}"


def _is_about(entry: str, name: str, project: Project, *, open_group: bool) -> bool:
    """Whether a usual indicator speaks of what the row, or at least the project's name, speaks of."""
    alike = shared(entry, name)
    return alike >= _ALIKE or (open_group and (alike > 0 or shared(entry, fold(project.label)) > 0))


def is_definite(indicator: Indicator, lexicon: Lexicon) -> bool:
    """Whether a row tells what it measures, by its words or by its unit."""
    unclear = (Kind.NONE, Kind.QUALITY)
    return (
        indicator.measure.kind not in unclear or (lexicon.units.kind(indicator.target.unit) or Kind.NONE) not in unclear
    )


def _where_from(entry: Entry) -> str:
    return "" if "N" not in entry.target else f"，N 取{entry.source}"


def formula_advice(indicator: Indicator, project: Project, lexicon: Lexicon) -> str:
    """How to say in a description what a row measures; nothing where the library does not know."""
    category = indicator.category
    if category is None:
        return ""
    if entry := lexicon.library.same(project, indicator):
        return f"写明算法，例如“{entry.formula}”"
    if is_definite(indicator, lexicon):
        return ""
    group = category.group
    entry = lexicon.library.suggest(project, category.name if group == "效益" else group, fold(indicator.text("name")))
    return f"换成能算的指标，例如“{entry.name}”：{entry.formula}" if entry else ""


def usual_indicator(group: str, project: Project, lexicon: Lexicon) -> str:
    """An indicator of a group with its target, usual for the project's type; nothing where the type is not known."""
    entry = lexicon.library.suggest(project, group, project.label)
    return entry.phrase if entry else ""
