"""Why this and not that, in the words of the plan's own prices; what stands in the way of whom; what each limit costs an employer.

Nothing here is about a person: points belong to a pair, and lists of people are never in the order of points.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from shanhai.core.matching.facts import Ints, Market, Plan
from shanhai.core.matching.score import BARS, CHANGES, Reason
from shanhai.core.matching.sides import Vacancy
from shanhai.core.matching.tables import BIT, Tables

FULL = 100  # per cent


@dataclass(frozen=True, slots=True)
class Line:
    """One bar of a chart of contributions: its width in per cent of the largest."""

    reason: Reason
    width: int

    @property
    def against(self) -> bool:
        """Whether it speaks against the pair."""
        return self.reason.points < 0


def bars(reasons: Sequence[Reason]) -> list[Line]:
    """The contributions as bars, the largest first; the base that every pair has is left out."""
    own = [one for one in reasons if one.code != "base"]
    most = max((abs(one.points) for one in own), default=1)
    ordered = sorted(own, key=lambda one: (-one.points, one.code))
    return [Line(one, max(2, FULL * abs(one.points) // most)) for one in ordered]


@dataclass(frozen=True, slots=True)
class Other:
    """Why not this other position: what a seat costs there, what the pair has, and how much it is short of getting in.

    A price above nothing says that somebody else would lose more than this person would gain.
    """

    position: int
    points: int
    price: int
    short: int


def other(market: Market, plan: Plan, *, worker: int, position: int, points: int) -> Other:
    """Explain one eligible pair that the plan does not hold. `short` ≥ 0 for a proven plan; 0: it might as well have been this one."""
    prices = plan.prices
    gained = int(prices.worker[worker]) + int(prices.household[market.household[worker]])
    price = int(prices.position[position])
    return Other(position, points, price, max(0, price + gained - points))


@dataclass(frozen=True, slots=True)
class Cause:
    """Why somebody has no seat: `code` is a bar's, or `full` (there were positions, all went), or `none` (nothing was offered).

    `opens`: how many positions would open if only this were otherwise; `most`: for pay, the highest that those pay.
    """

    code: str
    opens: int = 0
    most: int = 0

    @property
    def change(self) -> str:
        """What somebody could do about it; "" where nobody can."""
        return CHANGES.get(self.code, "")


def cause(masks: Ints, vacancies: Sequence[Vacancy]) -> Cause:
    """The limit that binds: the one without which most positions would open; where none does alone, the commonest.

    `masks` are the bars of one person by position.
    """
    if not len(masks):
        return Cause("none")
    if free := int((masks == 0).sum()):
        return Cause("full", free)
    alone = {code: int((masks == bit).sum()) for code, bit in BIT.items()}
    code = max(BARS, key=lambda one: alone[one])
    if not alone[code]:
        code = max(BARS, key=lambda one: int((masks & BIT[one] != 0).sum()))
    most = max((vacancies[int(j)].pay_max for j in np.nonzero(masks == BIT[code])[0]), default=0)
    return Cause(code, alone[code], most if code == "pay.below" else 0)


def causes(tables: Tables, vacancies: Sequence[Vacancy], workers: Sequence[int]) -> Iterator[tuple[int, Cause]]:
    """The cause for each of some people."""
    masks = [tables.bars_of(j) for j in range(tables.positions)]
    for worker in workers:
        yield worker, cause(np.array([mask[worker] for mask in masks], np.int32), vacancies)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one limit costs one position: how many people only this keeps away, beside those who may come."""

    position: int
    code: str
    people: int
    candidates: int


def costs(tables: Tables) -> Iterator[Cost]:
    """For every position and limit, the people whom that limit alone keeps away; limits that cost nobody are left out."""
    for position in range(tables.positions):
        masks = tables.bars_of(position)
        may = int((masks == 0).sum())
        for code, bit in BIT.items():
            if people := int((masks == bit).sum()):
                yield Cost(position, code, people, may)
