"""Days: read as people write them, ages in full years, and the official working calendar."""

import calendar
import re
from datetime import date, timedelta

from shanhai.core.halfwidth import halfwidth
from shanhai.core.refusal import Refusal
from shanhai.core.workdays import WorkingCalendar, china

__all__ = ["WorkingCalendar", "add_months", "age_on", "china", "parse_day"]

FIRST_YEAR, LAST_YEAR = 1900, 2100

_MIDNIGHT = re.compile(r"[T ]+00:00(:00(\.0+)?)?$", re.ASCII)
_WHOLE = (
    re.compile(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})", re.ASCII),
    re.compile(r"(\d{4})(年)(\d{1,2})月(\d{1,2})[日号]", re.ASCII),
    re.compile(r"(\d{4})()(\d\d)(\d\d)", re.ASCII),
)
_SERIAL = re.compile(r"(\d{5})(\.\d+)?", re.ASCII)
_SERIAL_DAY_0 = date(1899, 12, 30)
_NAMED = (
    ("date.incomplete", re.compile(r"\d{4}年?|\d{4}[-./年]\d{1,2}月?|\d{6}", re.ASCII)),
    ("date.order", re.compile(r"\d{1,2}[-./]\d{1,2}[-./]\d{4}", re.ASCII)),
    ("date.short_year", re.compile(r"\d\d[-./年]\d{1,2}[-./月]\d{1,2}[日号]?", re.ASCII)),
)


def parse_day(text: str) -> date:
    """The day in 2018-03-05, 2018.3.5, 2018/3/5, 2018年3月5日 or 20180305, full-width too.

    Midnight after the day, as spreadsheets add it, is dropped. Refuses date.empty,
    date.excel_serial (fact `perhaps`: the day that Excel means by the number), date.incomplete
    (no day), date.order (year last: day and month cannot be told apart), date.short_year,
    date.impossible (the 30th of February), date.range (outside 1900–2100), date.unreadable.
    """
    plain = _MIDNIGHT.sub("", halfwidth(text))
    plain = re.sub(r"\s+", "", plain)
    if not plain:
        raise Refusal("date.empty")
    for shape in _WHOLE:
        if found := shape.fullmatch(plain):
            return _day(int(found[1]), int(found[3]), int(found[4]))
    raise _named(plain)


def _day(year: int, month: int, day: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refusal("date.range", first=FIRST_YEAR, last=LAST_YEAR)
    try:
        return date(year, month, day)
    except ValueError:
        raise Refusal("date.impossible", year=year, month=month, day=day) from None


def _named(plain: str) -> Refusal:
    if serial := _SERIAL.fullmatch(plain):
        meant = _SERIAL_DAY_0 + timedelta(days=int(serial[1]))
        return Refusal("date.excel_serial", perhaps=meant.isoformat())
    for code, shape in _NAMED:
        if shape.fullmatch(plain):
            return Refusal(code)
    return Refusal("date.unreadable")


def age_on(birth: date, day: date) -> int:
    """Age in full years (周岁) on `day`, a year being added on the birthday itself.

    That is how labour rules count. Criminal law adds the year only on the day after the birthday;
    do not use this there. Who is born on the 29th of February turns a year older on the 1st of
    March of a common year. Refuses date.before_birth.
    """
    if day < birth:
        raise Refusal("date.before_birth")
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def add_months(day: date, n: int) -> date:
    """The same day `n` months on (or back, if negative), clamped to the end of a shorter month."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + n, 12)
    last = calendar.monthrange(year, month0 + 1)[1]
    return date(year, month0 + 1, min(day.day, last))
