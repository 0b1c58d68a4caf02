"""All eligible pairs, asked three things: which are worth at least so much, how scores lie in a sample, what one pair's score is.

Two kinds answer alike: pairs listed one by one (`ListedPairs`), and scores that are a sum of three table look-ups (`FactoredScores`).
"""

from typing import Protocol

import numpy as np
from numba import njit

from shanhai.core.matching.facts import Flags, Ints, ListedPairs, Longs
from shanhai.core.matching.graph import Edges

BINS = 1024


class Pairs(Protocol):
    """What the solver asks of a set of pairs."""

    @property
    def highest(self) -> int:
        """The highest score."""

    @property
    def known(self) -> int:
        """How many pairs there are, or the most there can be."""

    def worth(self, price: Longs, least: Longs, limit: int) -> tuple[int, Edges]:
        """How many pairs have score ≥ price[position] + least[worker], and the first `limit` of them."""

    def spread(self, sample: Ints, upper: Flags, shift: int) -> Longs:
        """Of sampled workers, how many pairs there are by class (`upper` or not), position and score >> shift: [2, positions, BINS]."""


class Listed:
    """Pairs listed one by one."""

    def __init__(self, pairs: ListedPairs, positions: int) -> None:
        self.pairs, self.positions = pairs, positions

    @property
    def highest(self) -> int:
        """The highest score."""
        return self.pairs.highest

    @property
    def known(self) -> int:
        """How many pairs there are."""
        return len(self.pairs.position)

    def worth(self, price: Longs, least: Longs, limit: int) -> tuple[int, Edges]:
        """See `Pairs.worth`."""
        pairs, room = self.pairs, min(limit, self.known)
        found = Edges(np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room, np.int64))
        count = _worth(pairs.start, pairs.position, pairs.score, price, least, found)
        kept = min(count, room)
        return count, Edges(found.worker[:kept], found.position[:kept], found.score[:kept])

    def spread(self, sample: Ints, upper: Flags, shift: int) -> Longs:
        """See `Pairs.spread`."""
        found = np.zeros((2, self.positions, BINS), np.int64)
        _spread(self.pairs.start, self.pairs.position, self.pairs.score, sample, upper, shift, found)
        return found


@njit(cache=True)
def _worth(start: Longs, position: Ints, score: Ints, price: Longs, least: Longs, found: Edges) -> int:
    room, count = len(found.worker), 0
    for worker in range(len(start) - 1):
        for e in range(start[worker], start[worker + 1]):
            if score[e] >= price[position[e]] + least[worker]:
                if count < room:
                    found.worker[count], found.position[count], found.score[count] = worker, position[e], score[e]
                count += 1
    return count


@njit(cache=True)
def _spread(start: Longs, position: Ints, score: Ints, sample: Ints, upper: Flags, shift: int, found: Longs) -> None:
    for worker in sample:
        rank = 1 if upper[worker] else 0
        for e in range(start[worker], start[worker + 1]):
            found[rank, position[e], min(score[e] >> shift, BINS - 1)] += 1
