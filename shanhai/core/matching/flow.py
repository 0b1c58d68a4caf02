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
from shanhai.core.matching.search import NOBODY, SOURCE, Search, label, nearest, shift
from shanhai.core.matching.seating import refresh, rise, sit


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
def reseat(g: Graph, s: State, position: Ints) -> None:
    """Give back the seats of an earlier plan as far as pairs and seats are still there; `settle` takes those that are no longer best."""
    for worker in range(len(position)):
        j = position[worker]
        if j >= 0 and s.taken[j] < g.seats[j]:
            for e in range(g.row_start[worker], g.row_start[worker + 1]):
                if g.row_position[e] == j:
                    sit(g, s, worker, j)
                    break


@njit(cache=True)
def feed(g: Graph, s: State, q: Search, hungry: int) -> None:  # noqa: C901 — one flat loop: a call for each pair costs more than the work
    """Find a hungry worker a seat, or let somebody give theirs up."""
    row_start, row_position, row_score, household = g.row_start, g.row_position, g.row_score, g.household
    member_start, member, bonus, seats = g.member_start, g.member, g.bonus, g.seats
    price, at, held, filled, taken, seat_start, holder = (
        s.price,
        s.at,
        s.held,
        s.filled,
        s.taken,
        s.seat_start,
        s.holder,
    )
    distance = q.distance
    home = household[hungry]
    end, ending, quitter = s.best[hungry] + (bonus[home] if filled[home] == 1 else 0), SOURCE, hungry
    here, reach, low, high = SOURCE, np.int64(0), 0, 1
    while True:
        for seat in range(low, high):
            leaver = hungry if here == SOURCE else holder[seat]
            home = household[leaver]
            have = s.best[hungry] if here == SOURCE else reach + held[leaver] - price[here]
            gone = have + (bonus[home] if filled[home] == 1 else 0)
            if gone < end:
                end, ending, quitter = gone, here, leaver
            for m in range(member_start[home], member_start[home + 1]):
                mover = member[m]
                if mover != leaver and at[mover] != FREE:
                    continue
                for e in range(row_start[mover], row_start[mover + 1]):
                    to = row_position[e]
                    far = have - row_score[e] + price[to]
                    if far < end and far < distance[to]:
                        label(q, to, far, here, leaver, mover)
        here = nearest(q, end)
        if here == NOBODY:
            break
        reach = distance[here]
        if taken[here] < seats[here]:
            end, ending, quitter = reach, here, NOBODY
            break
        low, high = seat_start[here], seat_start[here] + taken[here]
    shift(q, s, end, 1)
    if quitter != NOBODY:
        filled[household[quitter]] -= 1
        _leave(s, quitter)
    while ending != SOURCE:
        _leave(s, q.goes[ending])
        sit(g, s, q.comes[ending], ending)
        ending = q.link[ending]


@njit(cache=True)
def sell(g: Graph, s: State, q: Search, unsold: int) -> None:  # noqa: C901 — as above
    """Fill an unsold seat by the cheapest chain of moves, or let the price of some position fall to 0."""
    column_start, column_worker, column_score, household = g.column_start, g.column_worker, g.column_score, g.household
    member_start, member, bonus, single, column_reach = g.member_start, g.member, g.bonus, g.single, g.column_reach
    price, at, held, filled = s.price, s.at, s.held, s.filled
    distance = q.distance
    end, ending, incomer = price[unsold], unsold, NOBODY
    label(q, unsold, 0, SOURCE, NOBODY, NOBODY)
    here = nearest(q, end)
    while here != NOBODY:
        full = distance[here] + price[here]
        if full < end:
            end, ending, incomer = full, here, NOBODY
        for e in range(column_start[here], column_start[here + 1]):
            if full - column_reach[e] >= end:
                break
            need = full - column_score[e]
            worker = column_worker[e]
            seat = at[worker]
            if seat >= 0:
                far = need + held[worker] - price[seat]
                if seat != here and far < end and far < distance[seat]:
                    label(q, seat, far, here, worker, worker)
                continue
            home = household[worker]
            if filled[home] == 0:  # its reach is what the break above has let through: nearer than `end`
                end, ending, incomer = need - bonus[home], here, worker
                continue
            if need < end and not single[home]:
                end, ending, incomer = need, here, worker
            for m in range(member_start[home], member_start[home + 1]):
                leaver = member[m]
                seat = at[leaver]
                if seat >= 0 and seat != here:
                    far = need + held[leaver] - price[seat]
                    if far < end and far < distance[seat]:
                        label(q, seat, far, here, leaver, worker)
        here = nearest(q, end)
    shift(q, s, end, -1)
    if incomer != NOBODY:
        filled[household[incomer]] += 1
    while ending != SOURCE:
        _leave(s, q.goes[ending])
        if incomer != NOBODY:
            sit(g, s, incomer, ending)
        incomer, ending = q.comes[ending], q.link[ending]


@njit(cache=True)
def _leave(s: State, worker: int) -> None:
    """Take away a worker's seat, or end the waiting of one who has none."""
    if worker != NOBODY:
        if s.at[worker] >= 0:
            rise(s, worker)
        else:
            s.at[worker] = FREE
