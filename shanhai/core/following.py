"""跟踪服务: when to ask next how somebody is doing, and when somebody counts as lost. The rhythm is ours, no law's.

A first call after a week, then after one, three and six months, then every three. Who was not reached is tried again three days later; three
tries on three different days without a word, and no word of any kind for thirty days, make somebody 失联 until anybody hears again.
"""

from datetime import date, timedelta
from typing import Final

FIRST: Final = (7, 30, 90, 180)  # days after the first day of work
EVERY, RETRY = 90, 3
LOST_TRIES, LOST_DAYS = 3, 30


def next_call(started_on: date, *, after: date) -> date:
    """The first day of the rhythm that lies after a day."""
    days = (after - started_on).days
    ahead = next((day for day in FIRST if day > days), None)
    if ahead is None:
        ahead = FIRST[-1] + EVERY * ((days - FIRST[-1]) // EVERY + 1)
    return started_on + timedelta(days=ahead)


def retry(tried_on: date) -> date:
    """When to try again after nobody answered."""
    return tried_on + timedelta(days=RETRY)


def silent_since(on: date) -> date:
    """Who was last heard of before this day has been silent long enough to be lost."""
    return on - timedelta(days=LOST_DAYS)
