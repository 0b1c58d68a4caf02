"""月: calendar months as the first of their days, and whole months of work counted from dates, never from numbers of days over thirty."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from shanhai.core.dates import add_months
from shanhai.core.halfwidth import halfwidth
from shanhai.core.refusal import Refusal

_MONTH = re.compile(r"(\d{4})[-./年](\d{1,2})月?", re.ASCII)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days at work without a break: from the first day to `until`, the first day no longer known to be at work."""

    since: date
    until: date


def month_of(day: date) -> date:
    """The month a day lies in."""
    return day.replace(day=1)


def last_day(month: date) -> date:
    """The last day of a month."""
    return add_months(month, 1) - _DAY


def parse_month(text: str) -> date:
    """The month in 2019-02, 2019.2 or 2019年2月. Refuses month.unreadable."""
    found = _MONTH.fullmatch(halfwidth(text).strip())
    if not found or not (1900 <= int(found[1]) <= 2100 and 1 <= int(found[2]) <= 12):
        raise Refusal("month.unreadable", given=text.strip()[:12])
    return date(int(found[1]), int(found[2]), 1)


def whole_months(since: date, until: date) -> int:
    """How many full months lie between two days: 31 January to 28 February is one, since months end on their last day."""
    months = (until.year - since.year) * 12 + until.month - since.month
    return max(0, months - (add_months(since, months) > until))


def consecutive_months(stretches: Iterable[Stretch], *, gap: int = 0) -> int:
    """Full months of the newest run of work. Stretches with at most `gap` days between them (a change of employer) are one run."""
    run: Stretch | None = None
    for one in sorted(stretches, key=lambda each: each.since):
        joined = run is not None and (one.since - run.until).days <= gap
        run = Stretch(run.since, max(run.until, one.until)) if run is not None and joined else one
    return whole_months(run.since, run.until) if run else 0


def cumulative_months(stretches: Iterable[Stretch]) -> int:
    """Full months of work in all: whole months of each stretch, and thirty left-over days make another. A day counts once."""
    months, days, reached = 0, 0, date.min
    for one in sorted(stretches, key=lambda each: each.since):
        since = max(one.since, reached)
        if since >= one.until:
            continue
        full = whole_months(since, one.until)
        months, days = months + full, days + (one.until - add_months(since, full)).days
        reached = one.until
    return months + days // 30
