"""Numbers as a spreadsheet displays them: what a number format makes of a value.

Formats are compiled once; `shown` is what a person sees in the cell. What a format asks for that this module does not
know raises `UnknownFormatError`, so that its reader can say so.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from msgspec import Struct

from lint.extract.readers.number_dates import ELAPSED, is_date_token, shown_date

GENERAL = "General"
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<noon>AM/PM|A/P|上午/下午)|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|e(?![+-])"
    r"|aaaa?)|(?P<exponent>[eE][+-])|(?P<plain>.)",
    re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_CURRENCY = re.compile(r"\$([^-]*)(?:-.*)?")
_COLOR = re.compile(
    r"(?i)(black|blue|cyan|green|magenta|red|white|yellow|colou?r ?\d+|[黑蓝青绿红白黄]色?|洋红色?|颜色\d+)"
)
_SYSTEM_DATE = re.compile(r"\$-F800", re.I)
_LONG_DATE = 'yyyy"年"m"月"d"日"'
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_DIGITS = "0#?"
_WIDTH = 11
"""So many characters General gives a number without a sign."""
_MOST_DECIMALS = 30
_EXACT = Context(prec=400)
"""Room for every digit that a number of a sheet can have before and behind the point."""


class UnknownFormatError(Exception):
    """A number format, or a part of it, that is not known here."""


class Section(Struct, frozen=True):
    """One of the parts of a format between semicolons. A token is its kind and its text."""

    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, float] | None
    is_date: bool

    @property
    def kinds(self) -> set[str]:
        """The kinds of its tokens."""
        return {kind for kind, _ in self.tokens}


def shown(value: float, code: str, date1904: bool = False) -> str:
    """What a cell with this value and number format shows.

    Raises:
        UnknownFormatError: the format has something that is not known here.
    """
    if code == GENERAL:
        return general(value)
    sections = compiled(code)
    numbers = sections[:3]
    section, negative = _choose(value, numbers)
    if section.is_date:
        return shown_date(value, section.tokens, date1904)
    if not section.tokens:
        return ""
    kinds = section.kinds
    if "general" in kinds or kinds == {"@"}:
        text = "".join(general(value if negative else abs(value)) if k in "general@" else t for k, t in section.tokens)
        return text.strip()
    return _number(abs(value), section.tokens, negative and value < 0).strip()


def shown_text(text: str, code: str) -> str:
    """What a cell with a text and this number format shows."""
    if "@" not in code and code.count(";") < 3:
        return text
    sections = compiled(code)
    section = sections[3] if len(sections) > 3 else sections[-1]
    if len(sections) <= 3 and "@" not in section.kinds:
        return text
    return "".join(text if kind == "@" else literal for kind, literal in section.tokens)


def general(value: float) -> str:
    """A number in the format General: up to eleven characters, as Excel shows it."""
    text = repr(value)
    if len(text) <= _WIDTH and "e" not in text:
        return text.removesuffix(".0")
    if value == int(value) and abs(value) < 1e11:
        return str(int(value))
    sign, size = ("-", -value) if value < 0 else ("", value)
    power = Decimal(repr(size)).adjusted()
    if power >= _WIDTH or power < -9:
        return sign + _exponential(size)
    decimals = min(9, max(_WIDTH - 2 - max(power, 0), 0))
    text = str(_rounded(size, decimals))
    text = text.rstrip("0").rstrip(".") if "." in text else text
    if power < -4 and len(_plain(size)) > _WIDTH:
        return sign + _exponential(size)
    return sign + text


def _plain(size: float) -> str:
    return format(Decimal(repr(size)), "f")


def _exponential(size: float) -> str:
    mantissa, _, power = f"{size:.5e}".partition("e")
    return f"{mantissa.rstrip('0').rstrip('.')}E{power[0]}{power[1:].zfill(2)}"


def _rounded(size: float | Decimal, decimals: int) -> Decimal:
    """Rounded half up, from the fifteen digits that spreadsheets keep."""
    exact = size if isinstance(size, Decimal) else Decimal(format(size, ".15g"))
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _EXACT)


def _choose(value: float, sections: Sequence[Section]) -> tuple[Section, bool]:
    """The section that shows a value, and whether it shows the sign itself."""
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None or _COMPARE[section.condition[0]](value, section.condition[1]):
                below = section.condition is not None and section.condition[0] in "<=" and section.condition[1] <= 0
                return section, not below
        raise UnknownFormatError
    if value < 0 and len(sections) > 1:
        return sections[1], False
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], True


@lru_cache(maxsize=1024)
def compiled(code: str) -> tuple[Section, ...]:
    """The sections of a format code.

    Raises:
        UnknownFormatError: it has something that is not known here.
    """
    parts: list[list[tuple[str, str]]] = [[]]
    conditions: list[tuple[str, float] | None] = [None]
    if _SYSTEM_DATE.search(code):
        code = _LONG_DATE
    for match in _TOKEN.finditer(code):
        kind, text = str(match.lastgroup), match[str(match.lastgroup)]
        if kind == "plain" and text == ";":
            parts.append([])
            conditions.append(None)
        elif kind == "bracket":
            if condition := _CONDITION.fullmatch(text):
                conditions[-1] = (condition[1], float(condition[2]))
            elif literal := _bracket(text):
                parts[-1].append(literal)
        elif (token := _token(kind, text)) is not None:
            parts[-1].append(token)
    return tuple(_section(part, condition) for part, condition in zip(parts, conditions, strict=True))


def _section(tokens: list[tuple[str, str]], condition: tuple[str, float] | None) -> Section:
    is_date = any(is_date_token(kind) for kind, _ in tokens)
    if is_date:
        tokens = [("literal", text) if kind in ".,%/" else (kind, text) for kind, text in tokens]
        if any(kind in ("@", "general", "exponent", "#", "?") for kind, _ in tokens):
            raise UnknownFormatError
    return Section(tuple(tokens), condition, is_date)


def _bracket(text: str) -> tuple[str, str] | None:
    if ELAPSED.fullmatch(text):
        return "elapsed", text.lower()
    if currency := _CURRENCY.fullmatch(text):
        return ("literal", currency[1]) if currency[1] else None
    if _COLOR.fullmatch(text):
        return None
    raise UnknownFormatError


def _token(kind: str, text: str) -> tuple[str, str] | None:
    match kind:
        case "quoted" | "escaped":
            return "literal", text
        case "space":
            return "literal", " "
        case "fill":
            return None
        case "general":
            return "general", ""
        case "date":
            return "date", text.lower()
        case "noon" | "exponent":
            return kind, text
        case _:
            if text.isascii() and text.isalpha():
                raise UnknownFormatError
            return (text, text) if text in "0#?.,%/@" else ("literal", text)


def _number(size: float, tokens: tuple[tuple[str, str], ...], negative: bool) -> str:
    """A number without its sign in a section of digits."""
    if any(kind in ("/", "@") for kind, _ in tokens) and any(kind in _DIGITS for kind, _ in tokens):
        if any(kind == "@" for kind, _ in tokens):
            raise UnknownFormatError
        if _is_fraction(tokens):
            raise UnknownFormatError
    exponent = next((at for at, (kind, _) in enumerate(tokens) if kind == "exponent"), None)
    if exponent is not None:
        return _scientific(size, tokens, exponent, negative)
    whole, decimals, percents, thousands, groups = _shape(tokens)
    exact = Decimal(format(size, ".15g")).scaleb(2 * percents - 3 * thousands)
    number = _rounded(exact, min(decimals, _MOST_DECIMALS))
    sign = "-" if negative and (number or not whole + decimals) else ""
    return sign + _fill(tokens, number, whole, decimals, groups)


def _is_fraction(tokens: tuple[tuple[str, str], ...]) -> bool:
    at = next(at for at, (kind, _) in enumerate(tokens) if kind == "/")
    return any(kind in _DIGITS for kind, _ in tokens[:at]) and any(k in _DIGITS for k, _ in tokens[at:])


def _shape(tokens: tuple[tuple[str, str], ...]) -> tuple[int, int, int, int, bool]:
    """Places before and behind the point, percent signs, commas that divide by 1000, and whether commas part groups."""
    kinds = [kind for kind, _ in tokens]
    point = kinds.index(".") if "." in kinds else len(kinds)
    places = [at for at, kind in enumerate(kinds) if kind in _DIGITS]
    whole = sum(1 for at in places if at < point)
    last = places[-1] if places else -1
    last_whole = max((at for at in places if at < point), default=-1)
    commas = [at for at, kind in enumerate(kinds) if kind == ","]
    dividing = sum(1 for at in commas if last_whole < at < point or at > last)
    groups = any(places and places[0] < at < last_whole for at in commas)
    return whole, len(places) - whole, kinds.count("%"), dividing, groups


def _fill(tokens: tuple[tuple[str, str], ...], number: Decimal, whole: int, decimals: int, groups: bool) -> str:
    """The digits of a number set into the places of a section."""
    before, _, behind = format(number, "f").partition(".")
    before = before.lstrip("0")
    behind = behind.ljust(decimals, "0")
    made: list[str] = []
    seen = 0
    behind_point = False
    for kind, text in tokens:
        if kind in _DIGITS and not behind_point:
            left = whole - seen  # places from here to the point
            seen += 1
            if seen == 1:
                first = before[: max(len(before) - left + 1, 0)]
                digits = first or _pad(kind)
                start = max(len(before), left)
            else:
                at = len(before) - left
                digits = before[at] if at >= 0 else _pad(kind)
                start = left
            made.append(_grouped(digits, start) if groups else digits)
        elif kind in _DIGITS:
            at = seen - whole
            seen += 1
            rest = behind[at:decimals].strip("0")
            made.append(behind[at] if kind == "0" or rest else _pad(kind))
        elif kind == ".":
            behind_point = True
            made.append(before if not whole else "")
            made.append(".")
        elif kind != ",":
            made.append(text)
    return "".join(made)


def _pad(kind: str) -> str:
    return {"0": "0", "#": "", "?": " "}[kind]


def _grouped(digits: str, left: int) -> str:
    """Digits with a comma behind each that has a multiple of three digits to its right; ``left`` counts with them."""
    made = []
    for digit in digits:
        left -= 1
        made.append(f"{digit}," if left and left % 3 == 0 and digit.isdigit() else digit)
    return "".join(made)


def _scientific(size: float, tokens: tuple[tuple[str, str], ...], at: int, negative: bool) -> str:
    mantissa, rest = tokens[:at], tokens[at + 1 :]
    whole, decimals, _, _, _ = _shape(mantissa)
    exact = Decimal(format(size, ".15g"))
    step = max(whole, 1)
    power = (exact.adjusted() // step) * step if exact else 0
    number = _rounded(exact.scaleb(-power), decimals)
    if number >= Decimal(1).scaleb(step):
        power += step
        number = _rounded(exact.scaleb(-power), decimals)
    sign = "-" if power < 0 else "+" if tokens[at][1].endswith("+") else ""
    places = sum(1 for kind, _ in rest if kind in _DIGITS)
    digits = str(abs(power)).zfill(places)
    tail = "".join(text for kind, text in rest if kind not in _DIGITS)
    return (
        ("-" if negative and number else "")
        + _fill(mantissa, number, whole, decimals, False)
        + f"E{sign}{digits}{tail}"
    )
