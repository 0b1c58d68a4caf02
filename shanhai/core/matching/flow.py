"""Successive shortest paths in the space of positions: from any prices and any part of a plan to an optimal plan among the given pairs.

A household is one bidder: each member's pair (i, j) is worth score − price, and the first member to go adds the household's bonus. At
given prices the bidder knows what it wants (`refresh`). Whoever is owed a seat and has none is *hungry*; an empty seat that has a price is
*unsold*. The two repairs are

1. `feed`: from a hungry worker along the cheapest chain of moves to an empty seat, or to somebody who gives theirs up; the prices of the
   positions passed rise;
2. `sell`: from an unsold seat backwards along the cheapest chain to somebody who comes in, or to the price 0; prices passed fall.

Distances are reduced costs, which are never negative, so each chain is found by Dijkstra's method with early ending; when nobody is
hungry and nothing unsold, prices and plan prove each other (complementary slackness). Since any start is allowed, yesterday's prices, or
those of a round with fewer pairs, are a good one. Sources: Edmonds & Karp 1972 (potentials); Ahuja, Magnanti & Orlin 1993, ch. 9.
"""

import numpy as np
from numba import njit

from shanhai.core.matching.facts import Ints
from shanhai.core.matching.graph import FREE, Graph, State
from shanhai.core.matching.search import FAR, NOBODY, SOURCE, Search, label, nearest, shift
from shanhai.core.matching.seating import refresh, rise, sit, worth


@njit(cache=True)
def settle(g: Graph, s: State, q: Search, homes: Ints) -> int:
    """Repair a plan after the prices changed or these households' pairs did. Returns how many chains it took."""
    chains = 0
    for home in homes:
        refresh(g, s, home)
    for home in homes:
        hungry = refresh(g, s, home)
        while hungry != NOBODY:
            feed(g, s, q, hungry)
            chains += 1
            hungry = refresh(g, s, home)
    for position in range(len(g.seats)):
        while s.taken[position] < g.seats[position] and s.price[position] > 0:
            sell(g, s, q, position)
            chains += 1
    return chains


@njit(cache=True)
def feed(g: Graph, s: State, q: Search, hungry: int) -> None:
    """Find a hungry worker a seat, or let somebody give theirs up."""
    end, ending, quitter = s.best[hungry] + _given_up(g, s, hungry), SOURCE, hungry
    _moves_on(g, s, q, SOURCE, hungry, s.best[hungry], end)
    here = nearest(q, end)
    while here != NOBODY:
        if s.taken[here] < g.seats[here]:
            end, ending, quitter = q.distance[here], here, NOBODY
            break
        for seat in range(s.seat_start[here], s.seat_start[here] + s.taken[here]):
            leaver = s.holder[seat]
            have = q.distance[here] + worth(s, leaver)
            if have + _given_up(g, s, leaver) < end:
                end, ending, quitter = have + _given_up(g, s, leaver), here, leaver
            _moves_on(g, s, q, here, leaver, have, end)
        here = nearest(q, end)
    shift(q, s, end, 1)
    if quitter != NOBODY:
        s.filled[g.household[quitter]] -= 1
        _leave(s, quitter)
    while ending != SOURCE:
        _leave(s, q.goes[ending])
        sit(g, s, q.comes[ending], ending)
        ending = q.link[ending]


@njit(cache=True)
def sell(g: Graph, s: State, q: Search, unsold: int) -> None:
    """Fill an unsold seat by the cheapest chain of moves, or let the price of some position fall to 0."""
    end, ending, incomer = s.price[unsold], unsold, NOBODY
    label(q, unsold, 0, SOURCE, NOBODY, NOBODY)
    here = nearest(q, end)
    while here != NOBODY:
        full = q.distance[here] + s.price[here]
        if full < end:
            end, ending, incomer = full, here, NOBODY
        for e in range(g.column_start[here], g.column_start[here + 1]):
            worker, need = g.column_worker[e], full - g.column_score[e]
            cost = need + _brought_in(g, s, worker)
            if cost < end:
                end, ending, incomer = cost, here, worker
            _comes_from(g, s, q, here, worker, need, end)
        here = nearest(q, end)
    shift(q, s, end, -1)
    if incomer != NOBODY:
        s.filled[g.household[incomer]] += 1
    while ending != SOURCE:
        _leave(s, q.goes[ending])
        if incomer != NOBODY:
            sit(g, s, incomer, ending)
        incomer, ending = q.comes[ending], q.link[ending]


@njit(cache=True)
def _given_up(g: Graph, s: State, worker: int) -> np.int64:
    """What a household loses beside the seat when this earner stays at home."""
    home = g.household[worker]
    return np.int64(g.bonus[home] if s.filled[home] == 1 else 0)


@njit(cache=True)
def _brought_in(g: Graph, s: State, worker: int) -> np.int64:
    """What it costs beside the seat that this worker goes: less than nothing for a first earner, too much where nobody more may go."""
    home = g.household[worker]
    if s.at[worker] != FREE or (s.filled[home] > 0 and g.single[home]):
        return FAR
    return np.int64(-g.bonus[home] if s.filled[home] == 0 else 0)


@njit(cache=True)
def _moves_on(g: Graph, s: State, q: Search, here: int, leaver: int, have: np.int64, end: np.int64) -> None:
    """Label every position that the leaver, or somebody at home in their stead, could go to instead."""
    home = g.household[leaver]
    for m in range(g.member_start[home], g.member_start[home + 1]):
        mover = g.member[m]
        if mover == leaver or s.at[mover] == FREE:
            for e in range(g.row_start[mover], g.row_start[mover + 1]):
                to = g.row_position[e]
                far = have - g.row_score[e] + s.price[to]
                if far < end:
                    label(q, to, far, here, leaver, mover)


@njit(cache=True)
def _comes_from(g: Graph, s: State, q: Search, here: int, worker: int, need: np.int64, end: np.int64) -> None:
    """Label every position that loses its holder when this worker comes here: the worker's own, or that of an earner of the household."""
    home = g.household[worker]
    if s.at[worker] >= 0:
        if s.at[worker] != here and need + worth(s, worker) < end:
            label(q, s.at[worker], need + worth(s, worker), here, worker, worker)
    elif s.filled[home] > 0:
        for m in range(g.member_start[home], g.member_start[home + 1]):
            leaver = g.member[m]
            if s.at[leaver] >= 0 and s.at[leaver] != here and need + worth(s, leaver) < end:
                label(q, s.at[leaver], need + worth(s, leaver), here, leaver, worker)


@njit(cache=True)
def _leave(s: State, worker: int) -> None:
    """Take away a worker's seat, or end the waiting of one who has none."""
    if worker != NOBODY:
        if s.at[worker] >= 0:
            rise(s, worker)
        else:
            s.at[worker] = FREE
