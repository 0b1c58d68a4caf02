"""Screen – solve – certify: the plan that gives most poor households without an earner one, then the highest total score, with its proof.

1. *Screen.* Take the pairs most likely to matter into a first graph (`screen`).
2. *Solve* that graph to its optimum (`flow`): whole-number prices and plan.
3. *Certify.* Ask all pairs, listed or not, which are worth more than prices and rents allow. Those enter the graph and 2. goes on from
   where it stands. When there are none, the prices bound every plan, and the plan reaches the bound: nothing better exists.
4. *Draw* among all plans that are as good (`lottery`).

The first earner of a priority household is worth `priority_weight`, more than any plan's whole score, so that one whole-number optimum
is the lexicographic one. Source: Ahuja, Magnanti & Orlin 1993, ch. 9 and 17 (pricing out); docs/matching-recompute.md.
"""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from shanhai.core.matching.duals import prices_of, thresholds
from shanhai.core.matching.facts import NOWHERE, Ints, ListedPairs, Longs, Market, Plan, Prices
from shanhai.core.matching.flow import reseat, settle
from shanhai.core.matching.graph import Edges, empty_state, graph_of, joined
from shanhai.core.matching.lottery import draw
from shanhai.core.matching.pairs import Listed, Pairs
from shanhai.core.matching.screen import first_pairs, near, priced_out
from shanhai.core.matching.search import new_search
from shanhai.core.refusal import Refusal


def assign(
    market: Market,
    pairs: ListedPairs | Pairs,
    *,
    seed: int = 0,
    objective: str = "lexicographic",
    before: Plan | None = None,
) -> Plan:
    """The optimal plan and its certificate. Refuses match.objective and match.overflow.

    `before`: an earlier plan said of the same rows (`carried`); its prices and seats are where the search begins. They change the way, never the outcome.
    """
    if objective not in {"lexicographic", "score"}:
        raise Refusal("match.objective", given=objective)
    asked: Pairs = Listed(pairs, len(market.positions)) if isinstance(pairs, ListedPairs) else pairs
    weight = priority_weight(market, asked.highest) if objective == "lexicographic" else 0
    weight = max(weight, before.priority_weight) if weight and before else weight
    return _certified(market, proved(market, asked, weight=weight, before=before), weight=weight, seed=seed)


class Proved(NamedTuple):
    """Prices that bound every plan, every pair that a plan may use to reach the bound, and how often all pairs were looked at."""

    prices: Prices
    tight: Edges
    rounds: int


def proved(market: Market, asked: Pairs, *, weight: int, before: Plan | None = None) -> Proved:
    """Screen, solve and certify, with this weight of a household; without the draw. Where the search begins: at `before`."""
    bonus = np.where(market.priority, weight, 0).astype(np.int64)
    if before is None:
        edges = first_pairs(market, asked, bonus[market.household] > 0)
        price = _first_prices(market, edges, bonus)
    else:
        allowed = before.prices.worker + before.prices.household[market.household]
        edges, price = near(market, asked, before.prices.position, allowed), before.prices.position
    graph = graph_of(edges, market, bonus=bonus)
    state = empty_state(graph, price)
    if before is not None:
        reseat(graph, state, before.position)
    search, fresh, rounds = new_search(len(market.positions)), _homes(market, edges), 0
    while True:
        settle(graph, state, search, fresh)
        least = thresholds(graph, state)
        new, tight = priced_out(market, asked, state.price, least)
        rounds += 1
        if not len(new.worker):
            return Proved(prices_of(graph, state, least), tight, rounds)
        edges, fresh = joined(edges, new), _homes(market, new)
        graph = graph_of(edges, market, bonus=bonus)


def priority_weight(market: Market, highest: int) -> int:
    """More than the whole score of any plan. Refuses `match.overflow` where weight × households would leave 62 bits."""
    most = min(len(market.workers), int(market.seats.astype(np.int64).sum()))
    weight = highest * most + 1
    if weight * (int(market.priority.sum()) + 2) + highest * most >= 2**62:
        raise Refusal("match.overflow", highest=highest, seats=most)
    return weight


def carried(before: Plan, names: Market, market: Market) -> Plan:
    """An earlier plan said of today's rows, by name: who is new has no seat, a new position begins at the price 0."""
    then = {name: row for row, name in enumerate(names.workers)}
    where = {name: row for row, name in enumerate(market.positions)}
    price = np.zeros(len(market.positions), np.int64)
    for row, name in enumerate(names.positions):
        if name in where:
            price[where[name]] = before.prices.position[row]
    row_now = np.array([then.get(name, NOWHERE) for name in market.workers], np.int64)
    known = row_now >= 0
    moved = np.array([where.get(name, NOWHERE) for name in names.positions] + [NOWHERE], np.int32)
    rent = np.where(known, before.prices.worker[row_now], 0)
    household = np.where(market.priority, -before.priority_weight, 0).astype(np.int64)
    household[market.household[known]] = before.prices.household[names.household[row_now[known]]]
    position = np.where(known, moved[before.position[row_now]], NOWHERE).astype(np.int32)
    return replace(before, position=position, prices=Prices(price, rent, household), lottery=None)


def _first_prices(market: Market, edges: Edges, bonus: Longs) -> Longs:
    """Where seats are plenty, prices begin at nothing; where they are short, just so high that nobody wants any."""
    price = np.zeros(len(market.positions), np.int64)
    if int(market.open_seats.astype(np.int64).sum()) < len(market.workers):
        np.maximum.at(price, edges.position, edges.score + bonus[market.household[edges.worker]])
    return price


def _homes(market: Market, edges: Edges) -> Ints:
    """The households that have any of these pairs."""
    found = np.zeros(len(market.priority), np.bool_)
    found[market.household[edges.worker]] = True
    return np.flatnonzero(found).astype(np.int32)


def _certified(market: Market, found: Proved, *, weight: int, seed: int) -> Plan:
    """Draw, count, and put the proof beside the plan."""
    drawn = draw(market, found.prices, found.tight, weight=weight, seed=seed)
    return Plan(
        position=drawn.position, prices=found.prices, priority_weight=weight, households=served(market, drawn.position),
        score=drawn.score, bound=found.prices.bound(market, weight), seed=seed, lottery=drawn.prices, rounds=found.rounds,
    )  # fmt: skip


def served(market: Market, position: Ints) -> int:
    """How many households with priority have somebody with a seat."""
    some = np.zeros(len(market.priority), np.bool_)
    some[market.household[position != NOWHERE]] = True
    return int((some & market.priority).sum())
