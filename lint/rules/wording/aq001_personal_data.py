"""AQ001 personal-data: an identity number, mobile number or bank account in a table that will be published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec.structs import replace

from lint.model.cell import Cell
from lint.model.document import Document, Duty, Indicator, Overall, Project
from lint.model.finding import Severity
from lint.rules.base import Flag, Group, Rule, RuleMeta, Shown, called
from lint.text.regex import lazy

_LONG = lazy(
    r"(?<![\dA-Za-z.])1[3-9]\d(?:[ -]?\d{4}){2}(?![\d.])|(?<![\dA-Za-z.])\d(?:[ -]?\d){14,18}[Xx]?(?![\dA-Za-z.])"
)
_DIGITS = lazy(r"\d(?:[ -]?\d){10}")
"""What every such number has in it: a quick no for most texts."""
_ROW = ("name", "description", "value", "basis")
_SHOWN = ("level2", *_ROW)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_BANK = "62"
"""How bank cards of China begin."""


class PersonalData(Rule):
    """表里有个人信息。

    检查什么：名称、描述、指标值、依据、绩效目标、资金用途里有身份证号（校验码对得上的）、手机号、银行卡号（校验位对得
    上的）。报告里只显示头尾几位。
    为什么：绩效目标要向社会公开，个人信息不能随表公布。
    怎样改：删去号码；需要说明的写人数或者单位名称。
    依据：绩效目标随部门预算公开（财预〔2015〕88号）。
    """

    meta = RuleMeta("AQ001", "personal-data", "个人信息", Severity.ERROR, Group.WORDING, preview=True)

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag each own cell of a row with such a number; the snippet shows the row with all of them masked."""
        if not _DIGITS.search(indicator.wording):
            return
        shown = [name for name in _SHOWN if indicator.cells.get(name) is not None]
        texts = tuple(_masked(indicator.text(name)) for name in shown)
        for name in _ROW:
            cell = indicator.cells.get(name)
            if cell is not None:
                yield from _flags(name, cell, called(name, project), Shown(texts, shown.index(name)))

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag the goals, the purpose and the name."""
        for goal in project.goals:
            yield from _flags("goals", goal, called("goals", project))
        for name, cell in (("purpose", project.purpose), ("title", project.name or project.title)):
            if cell is not None:
                yield from _flags(name, cell, called(name, project))

    def check_overall(self, overall: Overall, document: Document) -> Iterator[Flag]:
        """Flag the texts of the overall part."""
        for cell in (overall.goal, *(part for item in overall.items for part in (item.goal, item.indicator))):
            if cell is not None:
                yield from _flags("goals", cell, "总体部分")

    def check_duties(self, duties: Sequence[Duty], document: Document) -> Iterator[Flag]:
        """Flag the texts of the duties table."""
        for duty in duties:
            for cell in (duty.duty, duty.content, duty.goal, *(entry.indicator for entry in duty.indicators)):
                if cell is not None:
                    yield from _flags("goals", cell, "职责活动表")


def _flags(name: str, cell: Cell, title: str, shown: Shown | None = None) -> Iterator[Flag]:
    """A flag for each number of a cell; the flag's own cell is masked, so that no report shows the number."""
    if not _DIGITS.search(cell.text) or cell.parts:
        return
    text = _masked(cell.text)
    masked = replace(cell, text=text, raw=cell.raw.replace(cell.text, text) if cell.text in cell.raw else text)
    for found in _LONG.finditer(cell.text):
        if kind := _kind(found[0]):
            shown = shown or Shown((text,), 0)
            message = f"{title}里有{kind}“{_hidden(found[0])}”"
            yield Flag(
                name,
                masked,
                message,
                "删去号码，需要说明的写人数或者单位名称",
                _kind_id(kind),
                *found.span(),
                shown=shown,
            )


def _kind_id(kind: str) -> str:
    """The message id of a kind of number."""
    return {"身份证号": "identity", "手机号": "mobile", "银行卡号": "bank"}[kind]


def _kind(text: str) -> str | None:
    """What a long number is, if it is certain."""
    digits = re.sub(r"[ -]", "", text).upper()
    if len(digits) == 11:
        return "手机号"
    if len(digits) == 18 and _is_identity(digits):
        return "身份证号"
    if digits.isdigit() and 16 <= len(digits) <= 19 and digits.startswith(_BANK) and _is_luhn(digits):
        return "银行卡号"
    return None


def _is_identity(digits: str) -> bool:
    """Whether 18 characters are an identity number: a date in them and the right check character at the end."""
    if not digits[:17].isdigit() or digits[0] == "0":
        return False
    try:
        born = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    weighed = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits[:17], strict=True))
    return 1900 <= born.year <= 2100 and _CHECKS[weighed % 11] == digits[17]


def _is_luhn(digits: str) -> bool:
    doubled = (int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _hidden(text: str) -> str:
    """A number with all but its first three and last two characters hidden; it keeps its length."""
    return "".join(c if at < 3 or at >= len(text) - 2 or not c.isalnum() else "*" for at, c in enumerate(text))


def _masked(text: str) -> str:
    return _LONG.sub(lambda found: _hidden(found[0]) if _kind(found[0]) else found[0], text)
