"""Dates as targets give them: 2027年12月底前, 每月15日前, 四季度, 2027.06, 20271231."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from lint.model.target import Deadline
from lint.text.numerals import chinese_number

SERIAL_DATES = range(40_000, 55_000)
"""Day numbers of Excel for 2009 to 2050: a date that lost its format (layouts, §3)."""

_SPAN = r"(?:\s*[-—–~～至到]+\s*\d{1,2})?"
_DATE = re.compile(
    rf"(?:(?P<year>\d{{4,7}})(?:年度?|(?=全年))|(?P<short>\d{{2}})年(?=底|末|\d{{1,2}}月))?"
    rf"(?:(?:(?:\d{{1,2}}\s*[-—–~～至到、]+\s*)*(?P<month>\d{{1,3}})月份?|第?(?P<quarter>[1-4一二三四]){_SPAN}季度)(?:(?P<day>\d{{1,2}}){_SPAN}[日号])?)?"
    r"(?:\d{1,2}[时点](?:\d{1,2}分)?)?"
    r"(?P<edge>年?[底末初]|[上中下]旬|上半年|下半年|全年)?(?P<before>之?前|以前|之?内|止)?(?P<rest>.*)",
    re.S,
)
_DOTTED = re.compile(
    r"(?P<year>(?:19|20)\d{2})[-./](?P<month>\d{1,2})(?:[-./](?P<day>\d{1,2}))?(?P<before>之?前)?(?P<rest>(?!\d).*)",
    re.S,
)
_COMPACT = re.compile(r"(?P<year>20\d{2})(?P<month>0[1-9]|1[0-2])(?P<day>[0-2]\d|3[01])?(?P<before>之?前)?(?P<rest>)")
_YEAR_END = re.compile(r"年(?P<edge>[底末])(?P<before>之?前|以前)?(?P<rest>.*)", re.S)
_SHORT = re.compile(r"(?P<month>\d{1,2})\.(?P<day>\d{1,2})日?(?P<before>之?前|以前|止)(?P<rest>.*)", re.S)
_DAY = re.compile(r"(?P<day>\d{1,2})[日号](?:\d{1,2}[时点](?:\d{1,2}分)?)?(?P<before>之?前|以前)?(?P<rest>.*)", re.S)
_CLOCK = re.compile(
    r"[^\d≥≤<>=,，。;；、:]{0,8}(?:[01]?\d|2[0-4])(?:[时点](?:[0-5]?\d分|整|半)?|:[0-5]\d)(?P<before>之?前|以前)(?P<rest>.*)",
    re.S,
)
"""A time of day by which something is done: 每日8时30分前, 每天上午9:00前."""
_RUN_ON = re.compile(r"\d{3,4}[日号]?(?:之?前|以前|完成|底|止)|\d{1,2}[底末](?:之?前|以前)")
"""Month and day behind a year with nothing between them (2027年1130前), or a month without 月 (2027年12底前)."""
_EVERY = ("每月", "次月", "当月", "下月", "每季度", "每季")
_CHINESE_PARTS = re.compile(
    r"[〇零一二三四五六七八九]{4}(?=年)|[一二三四五六七八九十]{1,3}(?=月[底末初份上中下前止日一二三]|月$|日)"
)
_YEAR_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_SPANNED = re.compile(r"\d\s*[-—–~～至到]+\s*\d")
_UNTIL = re.compile(r"[-—–~～至到]+")
_COMPARED = ("数量", "水平", "基础", "相比", "以上", "以来", "同期", "的")
_NEXT_VALUE = re.compile(r"[\d≥≤<>=≧≦]")
_COUNTED = re.compile(r"(?:全年|共|共计|合计)?\d+(?:\.\d+)?[^\d月日号时点年]")


class DateReading(Struct, frozen=True):
    """A date with what follows it; ``fault`` is a key of the SD007 messages where it is broken."""

    date: Deadline
    rest: str
    fault: str = ""


def read_date(text: str, lead: str = "") -> DateReading | None:
    """The date with which folded text begins, or None; ``lead`` is what stood before it (每月)."""
    if ("时" in text or "点" in text or ":" in text) and (found := _CLOCK.fullmatch(text)):
        return DateReading(Deadline(None, None, None, text[: found.start("rest")]), found["rest"])
    if "年" not in text and "月" not in text and "季" not in text and not text[:1].isdigit():
        return None
    text = _CHINESE_PARTS.sub(lambda found: _digits(found[0]), text)
    reading = _read_one(text, lead)
    if reading and not reading.fault and (until := _UNTIL.match(reading.rest)):
        end = _read_one(reading.rest[until.end() :], "")
        if end and not end.fault:
            whole = replace(end.date, year=end.date.year or reading.date.year, period=True)
            return DateReading(whole, end.rest)
    return reading


def _read_one(text: str, lead: str) -> DateReading | None:
    if lead.endswith(_EVERY) and (found := _DAY.fullmatch(text)):
        return _made(None, None, found["day"], found["before"] or "", found["rest"])
    patterns = (_DOTTED, _COMPACT, _YEAR_END, _SHORT, _DATE)
    found = next((match for pattern in patterns if (match := pattern.fullmatch(text))), None)
    if found is None:
        return None
    parts = found.groupdict()
    year = parts.get("year") or ("20" + parts["short"] if parts.get("short") else None)
    month, day, quarter = parts.get("month"), parts.get("day"), parts.get("quarter")
    edge, rest = (parts.get("edge") or "") + (parts.get("before") or ""), parts["rest"] or ""
    if quarter:
        edge = f"{quarter}季度{edge}"
    elif year is None and month is None and found.re is not _YEAR_END:
        return None
    elif year is None and not day and month and not edge.strip("内") and (edge or rest.startswith(("以", "的"))):
        return None  # 3月内: months, not March
    elif year and not month and not edge and _RUN_ON.match(rest):
        return DateReading(Deadline(int(year[-4:]), None, None), rest, "run_on")
    elif year and not month and not edge and (rest.startswith(("期", *_COMPARED)) or _COUNTED.match(rest)):
        return None  # 2027年3次: the year only says when
    date = text[: len(text) - len(rest)]
    return _made(year, month, day, edge, rest, period=bool(_SPANNED.search(date)) and found.re is _DATE)


def _made(
    year: str | None, month: str | None, day: str | None, edge: str, rest: str, period: bool = False
) -> DateReading:
    fault = ""
    if year and len(year) > 4:
        fault = "year"
    elif (month and not 1 <= int(month) <= 12) or (day and not 1 <= int(day) <= _days(month)):
        fault = "calendar"
    elif _NEXT_VALUE.match(rest):
        fault = "together"
    numbers = [int(part[-4:]) if part else None for part in (year, month, day)]
    return DateReading(Deadline(numbers[0], numbers[1], numbers[2], edge, period), rest, fault)


def _days(month: str | None) -> int:
    return {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}.get(int(month or 1), 31)


def _digits(text: str) -> str:
    """二〇二七 as 2027, 十二 as 12, 二十一 as 21."""
    if len(text) == 4:
        return text.translate(_YEAR_DIGITS)
    value = chinese_number(text)
    return text if value is None else str(value)
