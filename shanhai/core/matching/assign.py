"""Screen – solve – certify: the plan that gives most poor households without an earner one, then the highest total score, with its proof.

1. *Screen.* From a sample of workers, guess for each position and class (households with priority, others) a score that about
   2 × seats + 60 people reach; only pairs above it enter the first graph.
2. *Solve* that graph to its optimum (`flow`): whole-number prices and plan.
3. *Certify.* Ask all pairs, listed or not, which are worth more than prices and rents allow. Those enter the graph and 2. goes on from
   where it stands. When there are none, the prices bound every plan, and the plan reaches the bound: nothing better exists.

The first earner of a priority household is worth `priority_weight`, more than any plan's whole score, so that one whole-number optimum
is the lexicographic one. Source: Ahuja, Magnanti & Orlin 1993, ch. 9 and 17 (pricing out); docs/matching-recompute.md.
"""

from typing import Final

import numpy as np

from shanhai.core.matching.duals import prices_of, thresholds
from shanhai.core.matching.facts import NOWHERE, Flags, Ints, ListedPairs, Longs, Market, Plan
from shanhai.core.matching.flow import settle
from shanhai.core.matching.graph import Edges, Graph, State, empty_state, graph_of, joined, members_of
from shanhai.core.matching.lottery import draw
from shanhai.core.matching.pairs import BINS, Listed, Pairs
from shanhai.core.matching.search import new_search
from shanhai.core.refusal import Refusal

SMALL: Final = 50_000  # so few pairs are taken whole
SAMPLE: Final = 16_000  # workers looked at for the first guess
MOST_NEW: Final = 2_000_000  # pairs that enter the graph in one round
NONE: Final = np.empty(0, np.int32)


def assign(
    market: Market,
    pairs: ListedPairs | Pairs,
    *,
    seed: int = 0,
    objective: str = "lexicographic",
    start: Longs | None = None,
) -> Plan:
    """The optimal plan and its certificate; `start`: yesterday's position prices. Refuses match.objective and match.overflow."""
    asked: Pairs = Listed(pairs, len(market.positions)) if isinstance(pairs, ListedPairs) else pairs
    weight = priority_weight(market, asked.highest) if _lexicographic(objective) else 0
    bonus = np.where(market.priority, weight, 0).astype(np.int64)
    members = members_of(market.household, len(market.priority))
    single = np.zeros(len(market.priority), np.bool_)
    price = _first_prices(market, asked, weight) if start is None else start.astype(np.int64)
    edges = _screened(market, asked, bonus, start)
    state: State | None = None
    rounds = 0
    fresh: Ints = np.unique(market.household[edges.worker]).astype(np.int32)
    while True:
        graph = graph_of(
            edges, workers=len(market.workers), seats=market.open_seats, household=market.household, members=members,
            bonus=bonus, single=single,
        )  # fmt: skip
        state = empty_state(graph, price) if state is None else state
        settle(graph, state, new_search(len(market.positions)), fresh)
        least = thresholds(graph, state)
        rounds += 1
        new = _violations(asked, state.price, least)
        if not len(new.worker):
            break
        edges = joined(edges, new)
        fresh = np.unique(market.household[new.worker]).astype(np.int32)
    return _certified(market, asked, graph, state, least, weight=weight, seed=seed, rounds=rounds)


def priority_weight(market: Market, highest: int) -> int:
    """More than the whole score of any plan. Refuses `match.overflow` where weight × households would leave 63 bits."""
    most = min(len(market.workers), int(market.seats.astype(np.int64).sum()))
    weight = highest * most + 1
    if weight * (int(market.priority.sum()) + 2) + highest * most >= 2**62:
        raise Refusal("match.overflow", highest=highest, seats=most)
    return weight


def _lexicographic(objective: str) -> bool:
    if objective not in {"lexicographic", "score"}:
        raise Refusal("match.objective", given=objective)
    return objective == "lexicographic"


def _first_prices(market: Market, pairs: Pairs, weight: int) -> Longs:
    """Where seats are plenty, prices begin at nothing; where they are short, so high that nobody wants any."""
    plenty = int(market.open_seats.astype(np.int64).sum()) >= len(market.workers)
    return np.full(len(market.positions), 0 if plenty else weight + pairs.highest + 1, np.int64)


def _screened(market: Market, pairs: Pairs, bonus: Longs, start: Longs | None) -> Edges:
    """The first graph: all pairs where they are few, else those above a guessed score by class and position."""
    workers = len(market.workers)
    none = np.zeros(workers, np.int64)
    if pairs.known <= SMALL:
        return pairs.worth(np.zeros(len(market.positions), np.int64), none, pairs.known)[1]
    upper: Flags = bonus[market.household] > 0
    floors = _floors(market, pairs, upper)
    found = []
    for rank in (False, True):
        here = np.where(upper == rank, none, pairs.highest + 1)
        found.append(pairs.worth(floors[int(rank)], here, MOST_NEW)[1])
    return joined(*found)


def _floors(market: Market, pairs: Pairs, upper: Flags) -> Longs:
    """For each class and position a score that about 2 × seats + 60 people reach, as a sample of the workers has it."""
    workers = len(market.workers)
    step = max(1, workers // SAMPLE)
    sample = np.arange(0, workers, step, dtype=np.int32)
    shift = max(0, int(pairs.highest).bit_length() - BINS.bit_length() + 1)
    above = pairs.spread(sample, upper, shift)[:, :, ::-1].cumsum(axis=2)
    wanted = np.maximum(2, -(-(2 * market.open_seats.astype(np.int64) + 60) // step))
    reached = above >= wanted[None, :, None]
    bins = np.where(reached.any(axis=2), BINS - 1 - reached.argmax(axis=2), 0)
    return (bins << shift).astype(np.int64)


def _violations(pairs: Pairs, price: Longs, least: Longs) -> Edges:
    """Pairs worth more than prices and rents allow; where there are very many, the worst of them."""
    margin = 1
    while True:
        count, found = pairs.worth(price, least + margin, MOST_NEW)
        if count <= MOST_NEW:
            return found
        margin *= 4


def _certified(
    market: Market, pairs: Pairs, graph: Graph, state: State, least: Longs, *, weight: int, seed: int, rounds: int
) -> Plan:
    prices = prices_of(graph, state, least)
    tight = pairs.worth(state.price, least, MOST_NEW)[1]
    drawn = draw(market, prices, tight, weight=weight, seed=seed)
    seated = drawn.position != NOWHERE
    served = np.unique(market.household[seated])
    return Plan(
        position=drawn.position, prices=prices, priority_weight=weight, households=int(market.priority[served].sum()),
        score=drawn.score, bound=prices.bound(market, weight), seed=seed, lottery=drawn.prices, rounds=rounds,
    )  # fmt: skip
