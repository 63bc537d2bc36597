"""Dates and times as a spreadsheet displays them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

ELAPSED = re.compile(r"(?i)h+|m+|s+")
_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_WEEKDAYS = "一二三四五六日"
_EPOCH = datetime(1899, 12, 30)
_LAST = 2958466
"""The serial number behind the last day of the year 9999."""
_FALSE_LEAP_DAY = 60
_SINCE_1904 = 1462
_SECONDS = 86400


class NoDateError(ValueError):
    """A number that is no date: the cell shows ####."""


def is_date_token(kind: str) -> bool:
    """Whether a token of a number format makes it one of dates or times."""
    return kind in ("date", "noon", "elapsed")


def serial_of(text: str, date1904: bool) -> float:
    """The serial number of a date in ISO 8601, as strict workbooks write it.

    Raises:
        ValueError: it is none.
    """
    found = datetime.fromisoformat(text.removesuffix("Z"))
    days = (found - _EPOCH).total_seconds() / _SECONDS
    return days - _SINCE_1904 if date1904 else days


def shown_date(value: float, tokens: Sequence[tuple[str, str]], date1904: bool) -> str:
    """A serial number in a section of dates or times.

    Raises:
        NoDateError: it is out of range.
    """
    if date1904:
        value += _SINCE_1904
    if not 0 <= value < _LAST:
        raise NoDateError
    moment, day = _moment(value)
    twelve = any(kind == "noon" for kind, _ in tokens)
    minutes = _minutes(tokens)
    made = []
    for at, (kind, text) in enumerate(tokens):
        if kind == "date":
            made.append(_minute(moment, text) if at in minutes else _part(moment, day, text, twelve))
        elif kind == "noon":
            made.append(_noon(moment, text))
        elif kind == "elapsed":
            unit = {"h": 3600, "m": 60, "s": 1}[text[0]]
            made.append(str(int(round(value * _SECONDS, 3) // unit)).zfill(len(text)))
        elif kind == "0":  # fractions of a second
            made.append("0")
        else:
            made.append(text)
    return "".join(made).strip()


def _moment(value: float) -> tuple[datetime, date]:
    """The time, and the date as Excel counts it: 1900 has a 29 February there."""
    moment = _EPOCH + timedelta(seconds=round(value * _SECONDS))
    if value < _FALSE_LEAP_DAY:
        moment += timedelta(days=1)
    return moment, moment.date()


def _minutes(tokens: Sequence[tuple[str, str]]) -> set[int]:
    """The tokens m and mm that mean minutes: behind hours or before seconds."""
    order = [(at, kind, text) for at, (kind, text) in enumerate(tokens) if kind in ("date", "elapsed")]
    found = set()
    for place, (at, kind, text) in enumerate(order):
        if kind == "date" and text in ("m", "mm"):
            before = order[place - 1][2][0] if place else ""
            after = order[place + 1][2][0] if place + 1 < len(order) else ""
            if before == "h" or after == "s":
                found.add(at)
    return found


def _minute(moment: datetime, text: str) -> str:
    return str(moment.minute).zfill(len(text))


def _noon(moment: datetime, text: str) -> str:
    before, after = text.split("/")
    return before if moment.hour < 12 else after


def _part(moment: datetime, day: date, text: str, twelve: bool) -> str:
    hour = (moment.hour - 1) % 12 + 1 if twelve else moment.hour
    match text:
        case "yy" | "y":
            return f"{day.year % 100:02}"
        case "m" | "mm":
            return str(day.month).zfill(len(text))
        case "mmm":
            return _MONTHS[day.month - 1][:3]
        case "mmmm":
            return _MONTHS[day.month - 1]
        case "d" | "dd":
            return str(day.day).zfill(len(text))
        case "ddd":
            return _DAYS[day.weekday()][:3]
        case "aaa":
            return _WEEKDAYS[day.weekday()]
        case "aaaa":
            return f"星期{_WEEKDAYS[day.weekday()]}"
        case "h" | "hh":
            return str(hour).zfill(len(text))
        case "s" | "ss":
            return str(moment.second).zfill(len(text))
        case _:
            return _longer(day, text)


def _longer(day: date, text: str) -> str:
    first = text[0]
    if first in "ye":
        return str(day.year)
    if first == "m":
        return _MONTHS[day.month - 1][0]
    return _DAYS[day.weekday()]
