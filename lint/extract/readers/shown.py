"""What cells of a workbook show: their values in the number formats of their styles, each worked out once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lint.extract.readers.number_dates import NoDateError
from lint.extract.readers.number_format import GENERAL, UnknownFormatError, general, shown, shown_text

NO_RESULT = "公式没有计算结果；请用 Excel 或 WPS 打开，保存后再检查"
ERROR = "公式出错（{}），没有结果；请改正后再检查"
LOST_DIGITS = "数字超过 15 位，后面的位数存成表格时已经丢失；请设为文本格式重新填写"
UNKNOWN_FORMAT = "单元格的数字格式“{}”没有认出，按常规格式读的；请核对"
NO_DATE = "日期格式的单元格里不是日期，显示为 ####；请改正后再检查"

_KEPT_DIGITS = 1e15
_REMEMBERED = 100_000


class Look(NamedTuple):
    """The text of a cell, what is wrong with it, and whether its format hides it."""

    text: str
    problem: str = ""
    hidden: bool = False


class Shown:
    """Knows the number formats of a workbook's styles. A style is its number; one that is missing is the first."""

    def __init__(self, codes: Sequence[str], date1904: bool) -> None:
        self.codes = codes
        self.date1904 = date1904
        self.numbers: dict[tuple[str | None, str], Look] = {}
        """What is known of numbers as the file has them, in styles."""
        self.plain: set[str] = {"0"}
        """Styles that show texts as they are, as far as was seen."""

    def number(self, raw: str, style: str) -> Look:
        """A number as the file has it. `ValueError` where it is none."""
        look = self.numbers.get((raw, style))
        if look is None:
            if len(self.numbers) > _REMEMBERED:
                self.numbers.clear()
            look = self.numbers[raw, style] = self.value(float(raw), self._code(style))
        return look

    def value(self, value: float, code: str) -> Look:
        """A number in a format."""
        problem = LOST_DIGITS if abs(value) >= _KEPT_DIGITS and value == int(value) else ""
        try:
            text = shown(value, code, self.date1904)
        except UnknownFormatError:
            return Look(general(value), UNKNOWN_FORMAT.format(code))
        except NoDateError:
            return Look(general(value), NO_DATE)
        if not text and value:
            return Look(general(value), problem, True)
        return Look(text, problem)

    def text(self, text: str, style: str) -> Look:
        """A text in the format of a style."""
        if style in self.plain:
            return Look(text)
        code = self._code(style)
        if shown_text("x", code).strip() == "x":
            self.plain.add(style)
            return Look(text)
        found = shown_text(text, code)
        return Look(found.strip()) if found else Look(text, "", True)

    def _code(self, style: str) -> str:
        number = int(style or 0)
        return self.codes[number] if 0 <= number < len(self.codes) else GENERAL
