"""BD005 markup-residue: HTML or other markup left in the text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from lint.model.cell import Cell
from lint.model.document import Document, Duty, Indicator, Overall, Project
from lint.model.finding import Severity
from lint.rules.base import Fixability, Flag, Group, Rule, RuleMeta, called
from lint.text.regex import lazy

_MARKUP = lazy(
    r"[<＜]/?[A-Za-z][A-Za-z0-9]{0,9}(?::[A-Za-z]{1,9})?(?:\s[^<>＜＞]{0,200})?/?[>＞]|<!--.{0,200}?-->"
    r"|&(?:[A-Za-z]{2,8}|#\d{1,6}|#x[0-9A-Fa-f]{1,5});|&nbsp|(?<![:\w])\\[nrt](?![A-Za-z])|_x000[DdAa]_|\\u3000",
    re.S,
)
_SIGNS = lazy(r"[<＜&\\_]")
"""What every kind of markup has in it: a quick no for most cells."""
_RAISED = {"2": "²", "3": "³"}
_SUP = lazy(r"<sup>\s*([23])\s*</sup>", re.I)
_NBSP = r"\s*\xa0\s*(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff，。；、])\s*\xa0\s*"
_ROW = ("level1", "level2", "name", "description", "value", "basis")
_SHOWN = 40


class MarkupResidue(Rule):
    """文字里留有网页标记。

    检查什么：文字里有“<p>”“<br>”“&nbsp;”“\\\\n”一类的网页或程序标记。每个单元格报一次；项目的几个目标里都有的，合并
    报一次。
    为什么：从系统复制时带出来的，公开后很不严肃。
    怎样改：删掉标记，保留文字；“&gt;”一类代替符号的，改回符号。
    依据：绩效目标申报表应当按要求填写规范（财预〔2015〕88号）。
    """

    meta = RuleMeta("BD005", "markup-residue", "残留网页标记", Severity.WARNING, Group.WORDING, Fixability.SAFE)

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag each own cell of a row that has markup."""
        levels = (indicator.level1, indicator.level2)
        if not _SIGNS.search(indicator.wording) and not any(level and _SIGNS.search(level.text) for level in levels):
            return
        for name in _ROW:
            cell = indicator.cells[name]
            if cell is None or not _has_markup(cell):
                continue
            if name in ("level1", "level2") and self._is_from_above(name, cell, indicator, project):
                continue
            yield _flag(name, [cell], called(name, project))

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag the goals once, and the purpose, title and name."""
        fields = (
            ("goals", project.goals),
            ("purpose", (project.purpose,)),
            ("title", (project.name or project.title,)),
        )
        for name, cells in fields:
            hits = [cell for cell in cells if cell is not None and _has_markup(cell)]
            if hits:
                yield _flag(name, hits, called(name, project))

    def check_overall(self, overall: Overall, document: Document) -> Iterator[Flag]:
        """Flag the texts of the overall part, once."""
        cells = [overall.goal, *(part for item in overall.items for part in (item.goal, item.indicator))]
        hits = [cell for cell in cells if cell is not None and _has_markup(cell)]
        if hits:
            yield _flag("goals", hits, "总体部分")

    def check_duties(self, duties: Sequence[Duty], document: Document) -> Iterator[Flag]:
        """Flag the texts of the duties table, once."""
        cells = [
            cell
            for duty in duties
            for cell in (duty.duty, duty.content, duty.goal, *(entry.indicator for entry in duty.indicators))
        ]
        hits = [cell for cell in cells if cell is not None and _has_markup(cell)]
        if hits:
            yield _flag("goals", hits, "职责活动表")

    @staticmethod
    def _is_from_above(name: str, cell: Cell, indicator: Indicator, project: Project) -> bool:
        """Whether a level cell was carried down from a row above, which has the flag already."""
        return any(row.cells[name] is cell for row in project.rows if row.row < indicator.row)


def _has_markup(cell: Cell) -> bool:
    text = cell.text
    return _SIGNS.search(text) is not None and any(_is_markup(found) for found in _MARKUP.finditer(text))


def _is_markup(found: re.Match[str]) -> bool:
    return not found[0].startswith("&") or html.unescape(found[0]) != found[0]


def _cleaned(text: str) -> str:
    """The text with tags gone and entities turned into the characters that they stand for."""
    text = _SUP.sub(lambda found: _RAISED[found[1]], text)
    text = _MARKUP.sub(lambda found: html.unescape(found[0]) if found[0].startswith("&") else "", text)
    return re.sub(_NBSP, "", text).replace("\xa0", " ").strip()


def _flag(name: str, cells: Sequence[Cell], title: str) -> Flag:
    found = [mark for cell in cells for mark in _MARKUP.finditer(cell.text) if _is_markup(mark)]
    marks = list(dict.fromkeys(mark[0] for mark in found))
    shown = "、".join(f"“{mark}”" for mark in marks[:3]) + (f"等 {len(found)} 处" if len(marks) > 3 else "")
    clean = _cleaned(cells[0].text)
    single = len(cells) == 1
    remedy = "改回所代替的符号" if all(mark.startswith("&") for mark in marks) else "删去"
    advice = f"改为“{clean}”" if single and len(clean) <= _SHOWN else f"把{shown}{remedy}"
    message = f"{title}里留有网页标记{shown}"
    return Flag(name, cells[0], message, advice, "markup", replacement=clean if single else None, safe=single)
