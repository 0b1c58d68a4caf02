"""The best plan that keeps a floor, exactly, and the price of the floor.

Let f(n) be the best objective of a plan with just n counted pairs. The plan is a flow in which all counted pairs pass one node (people of a
township, or positions of some employers), so f is concave, and its steps are whole numbers. Give every counted pair λ points more: the best plan
then has f(n) + λn. The least λ with which some best plan has n ≥ N is f(N − 1) − f(N): the *price* of the floor's last seat; and N itself
is among the best plans there. So the floor's plan and its proof are those of an ordinary market with these points, less λN (Lagrange;
Ahuja, Magnanti & Orlin 1993, ch. 16), and what the floor costs is the plain plan's objective less this one's: whole numbers, no estimate.

Among the best plans at λ one with n = N is found on their face: those of the counted who stand first in the draw are wanted, the others
unwanted. Each one more that is wanted changes the best plan by one chain, and so n by one at most.
"""

from dataclasses import replace
from typing import Final

import numpy as np

from shanhai.core.matching.assign import Proved, assign, proved, served
from shanhai.core.matching.facts import Ints, ListedPairs, Longs, Market, Plan
from shanhai.core.matching.floor import Floor, Floored
from shanhai.core.matching.graph import Edges
from shanhai.core.matching.lottery import LOT_BITS, Drawn, best_on_face, lots
from shanhai.core.matching.pairs import Listed, Pairs
from shanhai.core.refusal import Refusal

FINE: Final = 16  # bits of a lot here, so that wanting somebody can outweigh all lots together


class Raised:
    """Pairs of which the counted ones score so much more: asked by asking for so much less."""

    def __init__(self, pairs: Pairs, floor: Floor, price: int, sides: tuple[int, int]) -> None:
        self.pairs, self.price = pairs, price
        self.worker = np.zeros(sides[0], np.int64) if floor.who is None else price * floor.who.astype(np.int64)
        self.position = np.zeros(sides[1], np.int64) if floor.where is None else price * floor.where.astype(np.int64)

    @property
    def highest(self) -> int:
        """No pair scores more."""
        return self.pairs.highest + self.price

    @property
    def known(self) -> int:
        """How many pairs there are, or the most there can be."""
        return self.pairs.known

    def worth(self, price: Longs, least: Longs, limit: int) -> tuple[int, Edges]:
        """See `Pairs.worth`."""
        count, found = self.pairs.worth(price - self.position, least - self.worker, limit)
        return count, self._raised(found)

    def spread(self, sample: Ints, shift: int) -> Longs:
        """See `Pairs.spread`: of the pairs as they are, since it only serves a guess."""
        return self.pairs.spread(sample, shift)

    def best(self, workers: Ints, price: Longs, each: int) -> Edges:
        """See `Pairs.best`."""
        return self._raised(self.pairs.best(workers, price - self.position, each))

    def best_over(self, price: Longs, least: Longs, each: int) -> Edges:
        """See `Pairs.best_over`."""
        return self._raised(self.pairs.best_over(price - self.position, least - self.worker, each))

    def _raised(self, found: Edges) -> Edges:
        return found._replace(score=found.score + self.worker[found.worker] + self.position[found.position])


def assign_with_floor(
    market: Market,
    pairs: ListedPairs | Pairs,
    floor: Floor,
    *,
    seed: int = 0,
    objective: str = "lexicographic",
    before: Plan | None = None,
) -> Floored:
    """The best plan that keeps the floor. Refuses match.floor_most (`most`: no plan has so many), and what `assign` refuses."""
    asked: Pairs = Listed(pairs, len(market.positions)) if isinstance(pairs, ListedPairs) else pairs
    plain = assign(market, asked, seed=seed, objective=objective, before=before)
    had = floor.reached(plain.position)
    if had >= floor.least:
        return Floored(plan=plain, price=0, plain=plain, before=had)
    search = _Search(market, asked, floor, plain, seed)
    price = search.least_price()
    return Floored(plan=search.plan(price), price=price, plain=plain, before=had)


class _Search:
    def __init__(self, market: Market, asked: Pairs, floor: Floor, plain: Plan, seed: int) -> None:
        self.market, self.asked, self.floor, self.plain, self.seed = market, asked, floor, plain, seed
        self.weight = plain.priority_weight
        self.known: dict[int, Proved] = {}

    def least_price(self) -> int:
        """The lowest price at which some best plan has enough. Refuses match.floor_most and match.overflow."""
        most = self._dearest()
        high = 1
        while high < most and self._reaches(high) < self.floor.least:
            high *= 2
        high = min(high, most)
        if (found := self._reaches(high)) < self.floor.least:
            raise Refusal("match.floor_most", most=found, least=self.floor.least)
        low = high // 2
        while low + 1 < high:
            half = (low + high) // 2
            low, high = (low, half) if self._reaches(half) >= self.floor.least else (half, high)
        return high

    def plan(self, price: int) -> Plan:
        """The best plan at a price with just as many as the floor asks for."""
        found = self._proved(price)
        who = np.unique(found.tight.worker[self.floor.counted(found.tight.worker, found.tight.position)])
        ordered = who[
            np.argsort(lots(self.seed, self.market.workers, ["floor"], who, np.zeros_like(who)), kind="stable")
        ]
        low, high = 0, len(ordered)
        drawn = self._drawn(found, ordered)
        while low + 1 < high:
            half = (low + high) // 2
            tried = self._drawn(found, ordered[:half])
            if self.floor.reached(tried.position) >= self.floor.least:
                high, drawn = half, tried
            else:
                low = half
        n = self.floor.reached(drawn.position)
        return replace(
            self.plain, position=drawn.position, prices=found.prices, households=served(self.market, drawn.position),
            score=drawn.score - price * n, bound=found.prices.bound(self.market, self.weight) - price * self.floor.least, lottery=None,
            rounds=found.rounds,
        )  # fmt: skip

    def _dearest(self) -> int:
        """So much that one more of the counted outweighs whatever else a plan is worth."""
        seats = min(len(self.market.workers), int(self.market.open_seats.astype(np.int64).sum()))
        most = self.weight * min(seats, int(self.market.priority.sum())) + self.asked.highest * seats + 1
        if (most + self.weight + self.asked.highest) * (seats + 2) >= 2**62:
            raise Refusal("match.overflow", highest=self.asked.highest, seats=seats)
        return most

    def _reaches(self, price: int) -> int:
        """The most counted pairs of any best plan at a price."""
        found = self._proved(price)
        who = np.unique(found.tight.worker)
        return self.floor.reached(self._drawn(found, who).position)

    def _proved(self, price: int) -> Proved:
        if price not in self.known:
            raised = Raised(self.asked, self.floor, price, (len(self.market.workers), len(self.market.positions)))
            self.known = {price: proved(self.market, raised, weight=self.weight, before=self.plain)}
        return self.known[price]

    def _drawn(self, found: Proved, wanted: Ints) -> Drawn:
        """Of the best plans the one that has most of these, and least of the others, of those that count; then by lot."""
        tight, bits = found.tight, FINE + len(self.market.workers).bit_length()
        lot = lots(self.seed, self.market.workers, self.market.positions, tight.worker, tight.position) >> (
            LOT_BITS - FINE
        )
        sign = np.where(np.isin(tight.worker, wanted), 1, -1) * self.floor.counted(tight.worker, tight.position)
        value = lot + (sign.astype(np.int64) << bits)
        return best_on_face(self.market, found.prices, tight, value, bits=bits + 1, weight=self.weight)
