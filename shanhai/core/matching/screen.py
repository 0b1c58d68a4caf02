"""Which pairs to look at first: a guess that need not be right, since whatever it misses is found by asking all pairs."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from shanhai.core.matching.facts import Flags, Ints, Longs, Market
from shanhai.core.matching.graph import Edges, chosen, distinct, joined
from shanhai.core.matching.pairs import BINS, Pairs

SMALL: Final = 50_000  # so few pairs are taken whole
SAMPLE: Final = 4_000  # of a group looked at for the guess
BESIDE: Final = {
    False: 140,
    True: 40,
}  # people guessed for a position beside twice its seats; fewer where each one's best are taken
FEW: Final = 20  # workers a seat: of so few, everybody's best pairs are taken too
EACH: Final = 4  # of those, so many pairs a worker
CLOSE: Final = 64  # of the highest score: so near to yesterday's prices a pair comes into today's first graph
ROOM: Final = 1_000_000
MANY: Final = 20_000  # so many pairs, and AGAIN a seat, enter the graph at once; of more, each worker's best
AGAIN: Final = 4


def first_pairs(market: Market, pairs: Pairs, upper: Flags) -> Edges:
    """All pairs where they are few; else, by position and class, the best people; and where people are short, each one's best pairs.

    `upper`: who belongs to a household with priority. The others are left what seats remain once those households are served.
    """
    none = np.zeros(len(market.workers), np.int64)
    if pairs.known <= SMALL:
        return pairs.worth(np.zeros(len(market.positions), np.int64), none, pairs.known)[1]
    seats = int(market.open_seats.astype(np.int64).sum())
    left = max(0.0, 1 - len(np.unique(market.household[upper])) / seats)
    found = []
    for rank, share in ((True, 1.0), (False, left)):
        group = np.flatnonzero(upper == rank).astype(np.int32)
        if not len(group) or not share:
            continue
        few = len(group) <= FEW * seats
        floor = _floor(pairs, group, share * (2 * market.open_seats.astype(np.int64) + BESIDE[few]))
        outside = np.where(upper == rank, none, pairs.highest + 1)
        found.append(_all_worth(pairs, floor, outside))
        if few:
            found[-1] = distinct(joined(found[-1], pairs.best(group, floor, EACH)), len(market.positions))
    return joined(*found)


def _floor(pairs: Pairs, group: Ints, people: npt.NDArray[np.floating[Any]]) -> Longs:
    """For each position a score that about so many people of a group reach, as a sample of them has it."""
    step = max(1, len(group) // SAMPLE)
    shift = max(0, int(pairs.highest).bit_length() - BINS.bit_length() + 1)
    above = pairs.spread(group[::step], shift)[:, ::-1].cumsum(axis=1)
    wanted = np.maximum(2, np.ceil(people / step))
    reached = above >= wanted[:, None]
    bins = np.where(reached.any(axis=1), BINS - 1 - reached.argmax(axis=1), 0)
    return (bins << shift).astype(np.int64)


def _all_worth(pairs: Pairs, price: Longs, least: Longs) -> Edges:
    """Every pair worth so much, however many."""
    count, found = pairs.worth(price, least, ROOM)
    return found if count <= ROOM else pairs.worth(price, least, count)[1]


def near(market: Market, pairs: Pairs, price: Longs, allowed: Longs) -> Edges:
    """Where an earlier plan's prices are known: the pairs that came close to them, as many as the graph takes at once.

    Those alone that were worth exactly as much would leave nobody anything else to turn to, and one change would move every price.
    """
    most, margin = MANY + AGAIN * int(market.open_seats.astype(np.int64).sum()), pairs.highest // CLOSE
    count, found = pairs.worth(price, allowed - margin, most)
    while count > most and margin:
        margin //= 2
        count, found = pairs.worth(price, allowed - margin, most)
    return found if count <= most else joined(*priced_out(market, pairs, price, allowed))


def priced_out(market: Market, pairs: Pairs, price: Longs, least: Longs) -> tuple[Edges, Edges]:
    """Pairs worth more than prices and rents allow, and pairs worth exactly as much.

    Where they are many, only the best few of each worker; the second are complete whenever there are none of the first.
    """
    most = MANY + AGAIN * int(market.open_seats.astype(np.int64).sum())
    count, found = pairs.worth(price, least, most)
    if count > most:
        over = pairs.best_over(price, least, EACH)
        if len(over.worker):
            return over, chosen(over, np.zeros(len(over.worker), np.bool_))
        count, found = pairs.worth(price, least, count)
    beyond = found.score > price[found.position] + least[found.worker]
    return chosen(found, beyond), chosen(found, ~beyond)
