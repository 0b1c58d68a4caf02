"""All eligible pairs, asked three things: which are worth at least so much, how scores lie in a sample, what one pair's score is.

Two kinds answer alike: pairs listed one by one (`ListedPairs`), and scores that are a sum of three table look-ups (`FactoredScores`).
"""

from typing import NamedTuple, Protocol

import numpy as np
from numba import njit

from shanhai.core.matching.facts import Ints, ListedPairs, Longs
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

    def spread(self, sample: Ints, shift: int) -> Longs:
        """Of sampled workers, how many pairs there are by position and score >> shift: [positions, BINS]."""

    def best(self, workers: Ints, price: Longs, each: int) -> Edges:
        """Of each of these workers, up to `each` pairs with the highest score − price."""

    def best_over(self, price: Longs, least: Longs, each: int) -> Edges:
        """Of every worker, up to `each` of the pairs with score > price + least, those with the highest score − price."""


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

    def spread(self, sample: Ints, shift: int) -> Longs:
        """See `Pairs.spread`."""
        found = np.zeros((self.positions, BINS), np.int64)
        _spread(self.pairs.start, self.pairs.position, self.pairs.score, sample, shift, found)
        return found

    def best(self, workers: Ints, price: Longs, each: int) -> Edges:
        """See `Pairs.best`."""
        return self._short_lists(workers, price, np.full(len(workers), EMPTY, np.int64), each)

    def best_over(self, price: Longs, least: Longs, each: int) -> Edges:
        """See `Pairs.best_over`."""
        return self._short_lists(np.arange(len(least), dtype=np.int32), price, least, each)

    def _short_lists(self, workers: Ints, price: Longs, least: Longs, each: int) -> Edges:
        top = new_top(least, each)
        _best(self.pairs.start, self.pairs.position, self.pairs.score, workers, price, top)
        return edges_of(top, workers, price)


class Top(NamedTuple):
    """A short list for each of some workers, best value first; EMPTY where there is no such pair."""

    value: Longs
    position: Ints


EMPTY = -(2**62)


def new_top(least: Longs, each: int) -> Top:
    """Empty lists, into which only a value above `least` of each comes."""
    return Top(np.repeat(least[:, None], each, axis=1), np.full((len(least), each), -1, np.int32))


def edges_of(top: Top, workers: Ints, price: Longs) -> Edges:
    """The pairs of the lists."""
    row, place = np.nonzero(top.position >= 0)
    position = top.position[row, place]
    return Edges(workers[row], position, top.value[row, place] + price[position])


@njit(cache=True)
def enter(top: Top, row: int, value: np.int64, position: int) -> None:
    """Enter a pair that is better than the last of its list."""
    place = top.value.shape[1] - 1
    while place > 0 and value > top.value[row, place - 1]:
        top.value[row, place], top.position[row, place] = top.value[row, place - 1], top.position[row, place - 1]
        place -= 1
    top.value[row, place], top.position[row, place] = value, position


@njit(cache=True)
def _best(start: Longs, position: Ints, score: Ints, workers: Ints, price: Longs, top: Top) -> None:
    last = top.value.shape[1] - 1
    for row in range(len(workers)):
        for e in range(start[workers[row]], start[workers[row] + 1]):
            value = score[e] - price[position[e]]
            if value > top.value[row, last]:
                enter(top, row, value, position[e])


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
def _spread(start: Longs, position: Ints, score: Ints, sample: Ints, shift: int, found: Longs) -> None:
    for worker in sample:
        for e in range(start[worker], start[worker + 1]):
            found[position[e], min(score[e] >> shift, BINS - 1)] += 1
