"""法定时限: until when the law gives somebody something to do, with the law, the article and since when it holds.

A clock is a row of data/statutory_clocks.csv. The version in force on the day a clock starts is the one that counts: a case of March 2018
sees only the law of March 2018. The first day is not counted (民法通则 §154, since 2017-10-01 民法总则 §201, since 2021-01-01 民法典
§201); months end on the day of the same number, or the month's last (§202). Where `rolls` says so, an end on a day off moves to the next
working day (§203); other clocks are reminders to an employer, for whom a day off is no excuse.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from shanhai.core.dates import add_months, china
from shanhai.core.refusal import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One version of one clock. `until`: the first day it no longer holds."""

    code: str
    name: str
    law: str
    article: str
    since: date
    until: date | None
    length: int
    unit: str
    rolls: bool
    starts: str

    def in_force(self, on: date) -> bool:
        """Whether this version holds on a day."""
        return self.since <= on and (self.until is None or on < self.until)

    def due(self, start: date) -> date:
        """The last day on which it is still in time; for `month_after`, the first day after the months are full."""
        calendar = china()
        if self.unit == "working_day":
            return calendar.add(start, self.length)
        if self.unit == "day":
            end = start + timedelta(days=self.length)
        else:
            end = add_months(start, self.length) + timedelta(days=self.unit == "month_after")
        return end if not self.rolls or calendar.is_working(end) else calendar.add(end, 1)


@cache
def clocks() -> tuple[Clock, ...]:
    """Every version of every clock."""
    text = (files("shanhai.core") / "data" / "statutory_clocks.csv").read_text(encoding="utf-8")
    return tuple(_clock(row) for row in csv.DictReader(text.splitlines()))


def clock(code: str, start: date, *, known: Iterable[Clock] | None = None) -> Clock:
    """The version that counts for what starts on a day. Refuses `clock.no_law` where none was in force then."""
    for one in clocks() if known is None else known:
        if one.code == code and one.in_force(start):
            return one
    raise Refusal("clock.no_law", clock=code, day=start.isoformat())


def probation_limit(*, months: int | None, kind: str) -> int:
    """The longest trial in months that a contract allows (劳动合同法 §19, in force since 2008-01-01); 0: none.

    `kind`: fixed (with its `months`), open_ended, or task (work to be completed). Refuses `contract.months`: a fixed term without length.
    """
    if kind == "open_ended":
        return 6
    if kind == "task":
        return 0
    if months is None or months < 1:
        raise Refusal("contract.months")
    return next(limit for least, limit in ((36, 6), (12, 2), (3, 1), (0, 0)) if months >= least)


def _clock(row: dict[str, str]) -> Clock:
    return Clock(
        code=row["code"], name=row["name"], law=row["law"], article=row["article"], since=date.fromisoformat(row["from"]),
        until=date.fromisoformat(row["until"]) if row["until"] else None, length=int(row["length"]), unit=row["unit"],
        rolls=row["rolls"] == "yes", starts=row["starts"],
    )  # fmt: skip
