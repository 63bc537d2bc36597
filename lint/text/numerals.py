"""Numbers as people write them: with thousands separators, in Chinese numerals, as 百分之九十五."""

from __future__ import annotations

from decimal import Decimal

from lint.text.regex import lazy

NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+|(?=\.\d))(?:\.\d+)?"
CHINESE = r"[零〇一二两三四五六七八九十百千]+(?:点[零〇一二三四五六七八九]+)?"
FRACTION = lazy(
    rf"(?P<base>百分之|千分之|万分之)(?P<number>{NUMBER}|{CHINESE})(?:(?:[-—~～至到]+)(?:百分之)?(?P<upper>{NUMBER}|{CHINESE}))?"
    r"|(?P<all>百分之?百)"
)
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000}


def decimal(text: str) -> Decimal:
    """The value of a number in digits."""
    return Decimal(text.replace(",", ""))


def chinese_number(text: str) -> Decimal | None:
    """The value of a numeral below ten thousand (二十五, 两百, 九十五点五), or None where it is none."""
    whole, point, part = text.partition("点")
    total, digit = 0, None
    for character in whole:
        scale = _SCALES.get(character)
        if scale:
            total += (1 if digit is None else digit) * scale
            digit = None
        elif digit is None or digit == 0:
            digit = _DIGITS[character]
        else:
            return None
    value = total + (digit or 0)
    return Decimal(f"{value}.{''.join(str(_DIGITS[c]) for c in part)}") if point else Decimal(value)


def any_number(text: str) -> Decimal | None:
    """The value of a number in digits or in Chinese numerals."""
    return decimal(text) if text[:1].isdigit() or text[:1] == "." else chinese_number(text)
