"""Working days in China: Monday to Friday, changed by the State Council's notice of each year.

The changes are facts in data/working_days.csv. A year without a notice in the table is presumed:
weekends and the statutory holidays with a fixed date are free (全国年节及纪念日放假办法:
1 January, 1 May, 1–3 October; since 2025 also 2 May). The festivals of the moon and 清明 are then
unknown, so a presumed year has some working days too many, and `is_presumed` says so.
"""

import csv
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_DAY = timedelta(days=1)
_FIXED = frozenset({(1, 1), (5, 1), (10, 1), (10, 2), (10, 3)})
_SECOND_OF_MAY_SINCE = 2025


class Change(NamedTuple):
    """A day on which the rule "Monday to Friday" does not hold, and the notice that says so."""

    day: date
    working: bool
    name: str
    source: str


class WorkingCalendar:
    """Which days are worked. A year is official as soon as one of its days is in `changes`."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self._changes = {change.day: change for change in changes}
        self._official = frozenset(day.year for day in self._changes)

    def is_presumed(self, day: date) -> bool:
        """Whether the year's official arrangement is missing, so that the answer is a guess."""
        return day.year not in self._official

    def change(self, day: date) -> Change | None:
        """The official change on `day`, with its source, if there is one."""
        return self._changes.get(day)

    def is_working(self, day: date) -> bool:
        """Whether `day` is worked; for a presumed year by weekday and fixed holidays."""
        if changed := self._changes.get(day):
            return changed.working
        weekday = day.weekday() < 5
        return weekday and not (self.is_presumed(day) and _is_fixed_holiday(day))

    def add(self, day: date, n: int) -> date:
        """The `n`th working day after `day` (before it, if negative); `day` itself for 0.

        `day` is never counted, as in "within n working days of the next day".
        """
        step = _DAY if n > 0 else -_DAY
        left = abs(n)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def between(self, a: date, b: date) -> int:
        """Working days after `a` up to and including `b`; negative, mirrored, if `b` is before.

        So `between(day, add(day, n)) == n`.
        """
        step = _DAY if b > a else -_DAY
        count = 0
        while a != b:
            a += step
            count += self.is_working(a)
        return count if step > timedelta(0) else -count


def _is_fixed_holiday(day: date) -> bool:
    if (day.month, day.day) == (5, 2):
        return day.year >= _SECOND_OF_MAY_SINCE
    return (day.month, day.day) in _FIXED


@cache
def china() -> WorkingCalendar:
    """The calendar of mainland China, from the table that comes with this package."""
    text = (files("shanhai.core") / "data" / "working_days.csv").read_text(encoding="utf-8")
    return WorkingCalendar(
        Change(date.fromisoformat(row["date"]), row["kind"] == "work", row["name"], row["source"])
        for row in csv.DictReader(text.splitlines())
    )
