"""Stable plans: nobody would rather have a position that would rather have them, whatever the total score.

Deferred acceptance, workers proposing, positions with several seats (hospitals and residents):

1. Every worker without a seat proposes to the best position on their list that has not turned them down.
2. A position with an open seat holds the proposal. A full one compares it with the least wanted person it holds, keeps the better of the
   two and turns the other down for good.
3. Repeat until every worker holds a seat or has no position left. What is held is now given.

The outcome does not depend on who proposes first, has no blocking pair, and no worker does better in any other stable plan (Gale &
Shapley, American Mathematical Monthly 69, 1962); who gets a seat and how many seats fill is the same in all stable plans (Roth, Journal of
Political Economy 92, 1984, the rural hospitals theorem). Equal ranks are parted by the lots of the draw, and the plan is stable for
what was said: a pair blocks only where both sides truly prefer.
"""

from heapq import heappush, heapreplace

import numpy as np

from shanhai.core.matching.facts import NOWHERE, Ints, ListedPairs, Longs, Market, Plan, Prices
from shanhai.core.matching.lottery import lots


def stable(market: Market, pairs: ListedPairs, *, worker_rank: Ints, position_rank: Ints, seed: int = 0) -> Ints:
    """The position of each worker, or NOWHERE: the stable plan that is best for every worker. Rank 1 is the best; seats are the open ones."""
    worker = np.repeat(np.arange(len(market.workers), dtype=np.int32), np.diff(pairs.start))
    lot = lots(seed, market.workers, market.positions, worker, pairs.position)
    wished = memoryview(np.lexsort((pairs.position, -lot, worker_rank, worker)))
    wanted = memoryview(_strict(pairs.position, position_rank, lot, worker))
    where, who = memoryview(pairs.position), memoryview(worker)
    following, end = pairs.start[:-1].tolist(), pairs.start[1:].tolist()
    seats = market.open_seats.tolist()
    held: list[list[tuple[int, int]]] = [[] for _ in seats]  # heaps: the least wanted first
    free = list(range(len(market.workers)))
    while free:
        asking = free.pop()
        if following[asking] == end[asking]:
            continue
        pair = wished[following[asking]]
        following[asking] += 1
        position = where[pair]
        if len(held[position]) < seats[position]:
            heappush(held[position], (-wanted[pair], pair))
        elif seats[position] and -wanted[pair] > held[position][0][0]:
            free.append(who[heapreplace(held[position], (-wanted[pair], pair))[1]])
        else:
            free.append(asking)
    at = np.full(len(market.workers), NOWHERE, np.int32)
    given = np.array([pair for holding in held for _wanted, pair in holding], np.int64)
    at[worker[given]] = pairs.position[given]
    return at


def stable_plan(market: Market, pairs: ListedPairs, at: Ints, *, seed: int) -> Plan:
    """A stable plan as any other: no seat has a price, and nothing is more than it is worth."""
    seated = np.flatnonzero(at != NOWHERE)
    households = int(market.priority[np.unique(market.household[seated])].sum())
    score = sum(pairs.score_of(worker, int(at[worker])) or 0 for worker in seated.tolist())
    none = [np.zeros(n, np.int64) for n in (len(market.positions), len(market.workers), len(market.priority))]
    return Plan(
        position=at, prices=Prices(*none), priority_weight=0, households=households, score=score, bound=score, seed=seed
    )


def _strict(position: Ints, rank: Ints, lot: Longs, worker: Ints) -> Longs:
    """Of each pair the worker's place in the position's order, without equals."""
    order = np.lexsort((worker, -lot, rank, position))
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(len(order))
    return places
