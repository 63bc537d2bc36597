"""What lines above a table say of it: its title, who files it, the unit of money."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from lint.extract.blocks import Row
from lint.model.cell import Cell
from lint.text.fold import fold
from lint.text.lexicon import Lexicon
from lint.text.regex import lazy

_UNIT_LINE = lazy(r"(?P<code>\d{3,12})\s*(?P<name>[^\d\s年月日.．、，。；:：%][^，。；：“”]*)")
_LONGEST_UNIT = 60
_MONEY_NOTE = lazy(r"[(（]?(?:金额)?单位[:：][^()（）:：]{0,3}元[)）]?")
_MONEY_UNIT = lazy(r"(?:单位[:：]|[(（])(?P<unit>[^()（）:：]{0,3}元)")


class Heading(Struct, frozen=True):
    """What the paragraphs above a table said: title, unit, unit of money."""

    title: Cell | None = None
    title_text: str = ""
    unit_code: str | None = None
    unit_name: str | None = None
    money_unit: Decimal | None = None

    def titled(self, title: Cell | None = None, text: str = "") -> Heading:
        """The heading of another table by the same unit; its unit of money is not known yet."""
        return Heading(title, text, self.unit_code, self.unit_name)

    def with_line(self, text: str, lexicon: Lexicon) -> Heading:
        """The heading with what one more line says: the unit of money, the unit that files the table."""
        if unit := money_unit(text, lexicon):
            return replace(self, money_unit=unit)
        if (found := _UNIT_LINE.fullmatch(text)) and len(text) < _LONGEST_UNIT:
            return replace(self, unit_code=found["code"], unit_name=found["name"])
        return self


def is_remark(row: Row) -> bool:
    """Whether a row between a title and its table names who files it and the unit of money: 101 某局, 单位：万元."""
    *others, last = (cell for cell in row.cells if cell.text)
    return is_money_note(last.text) and all(_UNIT_LINE.fullmatch(cell.text) for cell in others)


def money_unit(text: str, lexicon: Lexicon) -> Decimal | None:
    """元 in the unit that a line (单位：万元) or a label (项目资金（万元）) states for bare amounts, if it does."""
    found = _MONEY_UNIT.search(fold(text)) if "元" in text else None
    return lexicon.units.yuan.get(found["unit"]) if found else None


def is_money_note(text: str) -> bool:
    """Whether a text says nothing but the unit of money: 单位：万元."""
    return "元" in text and _MONEY_NOTE.fullmatch(fold(text)) is not None
