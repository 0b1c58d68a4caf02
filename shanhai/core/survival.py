"""留任: how many of those who began are still there after so many days, when of some it is not known (Kaplan & Meier 1958).

Whoever left counts at the day they left. Whoever still works, or of whom nothing has been heard since a day, counts until that day and no
longer: unknown is neither stayed nor gone. The band is Greenwood's variance on the log-log scale, 95 %.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, log, sqrt

NORMAL_95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Stay:
    """One spell seen so far: whole days from the first day of work to the last known; `left`: that was the last day."""

    days: int
    left: bool


@dataclass(frozen=True, slots=True)
class Step:
    """What the curve says from a day on: how many were still watched before it, how many left on it, the share still there and its band."""

    day: int
    watched: int
    left: int
    share: float
    low: float
    high: float


def curve(stays: Iterable[Stay]) -> list[Step]:
    """The steps of the curve, by day; a day on which nobody left has none."""
    leaving: Counter[int] = Counter()
    ending: Counter[int] = Counter()
    for stay in stays:
        ending[stay.days] += 1
        leaving[stay.days] += stay.left
    watched, share, variance, steps = ending.total(), 1.0, 0.0, []
    for day in sorted(ending):
        gone = leaving[day]
        if gone:
            share *= 1 - gone / watched
            variance += gone / (watched * (watched - gone)) if gone < watched else 0.0
            steps.append(Step(day, watched, gone, share, *_band(share, variance)))
        watched -= ending[day]
    return steps


def share_at(steps: list[Step], day: int) -> float:
    """The share still there at the end of a day; 1 before anybody left."""
    return next((step.share for step in reversed(steps) if step.day <= day), 1.0)


def watched_at(stays: Iterable[Stay], day: int) -> int:
    """How many are known to have been there for so many days: the n that belongs beside a share."""
    return sum(stay.days >= day for stay in stays)


def _band(share: float, variance: float) -> tuple[float, float]:
    if share <= 0:
        return 0.0, 0.0
    width = NORMAL_95 * sqrt(variance) / log(share)
    return share ** exp(-width), share ** exp(width)
