"""人岗对接: the two sides of one day as arrays, who may go where at which score, and what comes out of it.

Everything is whole numbers. Rows are numbered from 0 in the order given; names are kept because the lottery is drawn by name, so that
the order of a file decides nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from shanhai.core.refusal import Refusal

type Ints = npt.NDArray[np.int32]
type Longs = npt.NDArray[np.int64]
type Flags = npt.NDArray[np.bool_]

NOWHERE = -1  # a worker who is assigned to no position
HIGHEST_SCORE = 1_000_000_000


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Market:
    """Who seeks and who offers. `seats` of each position (≥1), of which `reserved` take only members of a group.

    `household` numbers each worker's household; `priority` says of each household whether it is registered poor without an earner.
    """

    workers: Sequence[str]
    positions: Sequence[str]
    seats: Ints
    household: Ints
    priority: Flags
    households: Sequence[str] = ()
    employer: Ints = field(default_factory=lambda: np.empty(0, np.int32))
    reserved: Ints = field(default_factory=lambda: np.empty(0, np.int32))

    def __post_init__(self) -> None:
        if not len(self.workers) or not len(self.positions):
            raise Refusal("match.empty_side", workers=len(self.workers), positions=len(self.positions))
        if len(self.seats) and int(self.seats.min()) < 1:
            raise Refusal("match.seats", position=self.positions[int(self.seats.argmin())], seats=int(self.seats.min()))
        if not len(self.employer):
            object.__setattr__(self, "employer", np.arange(len(self.positions), dtype=np.int32))
        if not len(self.reserved):
            object.__setattr__(self, "reserved", np.zeros(len(self.positions), np.int32))

    @property
    def open_seats(self) -> Ints:
        """Seats that anybody may take: all but the reserved ones."""
        return (self.seats - self.reserved).astype(np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class ListedPairs:
    """Every eligible pair, by worker: those of worker i are `position[start[i]:start[i + 1]]`, ascending, with their `score` (≥0)."""

    start: Longs
    position: Ints
    score: Ints

    @property
    def highest(self) -> int:
        """The highest score of any pair; 0 where there is none."""
        return int(self.score.max()) if len(self.score) else 0

    def score_of(self, worker: int, position: int) -> int | None:
        """The score of one pair; None where it is not eligible."""
        low, high = int(self.start[worker]), int(self.start[worker + 1])
        at = low + int(np.searchsorted(self.position[low:high], position))
        return int(self.score[at]) if at < high and self.position[at] == position else None


@dataclass(frozen=True, slots=True, eq=False)
class Prices:
    """A dual vector: what a seat of each position costs, what each worker gains, and how a household's first earner is worth more.

    For every eligible pair: position[j] + worker[i] + household[h(i)] ≥ score[i, j]. `position` and `worker` are ≥ 0.
    """

    position: Longs
    worker: Longs
    household: Longs

    def bound(self, market: Market, priority_weight: int) -> int:
        """What no plan can exceed: seats at their price, the rents, and each priority household's own part."""
        first = np.maximum(0, priority_weight + self.household)
        size = np.bincount(market.household, minlength=len(market.priority))
        more = (size - 1) * np.maximum(0, self.household)
        here = market.priority
        seats = int((market.open_seats.astype(np.int64) * self.position).sum())
        return seats + int(self.worker.sum()) + int((first + more)[here].sum())


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Plan:
    """Who goes where (`position` of each worker, or NOWHERE), and the proof that nothing better exists.

    The objective is households × priority_weight + score; `bound` is the prices' own. They are equal exactly when the plan is optimal.
    `rounds`: how often all pairs were looked at. `lottery`: the prices of the draw among equally good plans.
    """

    position: Ints
    prices: Prices
    priority_weight: int
    households: int
    score: int
    bound: int
    seed: int = 0
    lottery: Prices | None = None
    rounds: int = 0

    @property
    def objective(self) -> int:
        """Households × priority_weight + score."""
        return self.households * self.priority_weight + self.score

    @property
    def gap(self) -> int:
        """How much better a plan might be as far as the prices can tell; 0 proves that none is."""
        return self.bound - self.objective

    @property
    def assigned(self) -> int:
        """How many people have a seat."""
        return int((self.position >= 0).sum())
