"""Who sits where: giving and taking seats, and what a household wants at today's prices. Compiled."""

import numpy as np
from numba import njit

from shanhai.core.matching.graph import FREE, HUNGRY, Graph, State
from shanhai.core.matching.search import FAR, NOBODY


@njit(cache=True)
def sit(g: Graph, s: State, worker: int, position: int) -> None:
    """Give a worker a seat. Who is counted among a household's earners is the caller's to keep."""
    seat = s.seat_start[position] + s.taken[position]
    s.holder[seat] = worker
    s.slot[worker] = seat
    s.taken[position] += 1
    s.at[worker] = position
    for e in range(g.row_start[worker], g.row_start[worker + 1]):
        if g.row_position[e] == position:
            s.held[worker] = g.row_score[e]


@njit(cache=True)
def rise(s: State, worker: int) -> None:
    """Take a worker's seat away."""
    position = s.at[worker]
    s.taken[position] -= 1
    last = s.seat_start[position] + s.taken[position]
    moved = s.holder[last]
    s.holder[s.slot[worker]] = moved
    s.slot[moved] = s.slot[worker]
    s.at[worker] = FREE


@njit(cache=True)
def worth(s: State, worker: int) -> np.int64:
    """What the seat a worker holds is worth to them today: score − price."""
    return np.int64(s.held[worker] - s.price[s.at[worker]])


@njit(cache=True)
def refresh(g: Graph, s: State, home: int) -> int:
    """Let a household say what it wants at today's prices: it drops seats that are no longer best. Returns one hungry member or NOBODY."""
    first = _look_around(g, s, home)
    top = s.best[first]
    s.filled[home] = _keep(g, s, home, top)
    owed = NOBODY if g.single[home] else _owed(g, s, home)
    if s.filled[home] == 0 and top > -g.bonus[home]:
        s.at[first] = HUNGRY
        s.filled[home] = 1
        return first
    return owed


@njit(cache=True)
def _look_around(g: Graph, s: State, home: int) -> int:
    """Work out what each member's best pair is worth, end all waiting, and return the member whose is highest."""
    first = g.member[g.member_start[home]]
    for m in range(g.member_start[home], g.member_start[home + 1]):
        worker = g.member[m]
        best = -FAR
        for e in range(g.row_start[worker], g.row_start[worker + 1]):
            best = max(best, g.row_score[e] - s.price[g.row_position[e]])
        s.best[worker] = best
        if s.at[worker] == HUNGRY:
            s.at[worker] = FREE
        if best > s.best[first]:
            first = worker
    return int(first)


@njit(cache=True)
def _keep(g: Graph, s: State, home: int, top: np.int64) -> int:
    """Who of a household keeps a seat: it is their best, and nobody at home would gain more by it. Returns how many do."""
    floor = max(top, -g.bonus[home])
    if not g.single[home]:
        floor = min(floor, 0)
    kept = 0
    for m in range(g.member_start[home], g.member_start[home + 1]):
        worker = g.member[m]
        if s.at[worker] < 0:
            continue
        best = s.best[worker]
        more = kept == 0 or (best >= 0 and not g.single[home])
        if more and best >= floor and worth(s, worker) == best:
            kept += 1
        else:
            rise(s, worker)
    return kept


@njit(cache=True)
def _owed(g: Graph, s: State, home: int) -> int:
    """Let every member to whom some seat is worth more than it costs wait for one. Returns the one to whom it is worth most."""
    owed = NOBODY
    for m in range(g.member_start[home], g.member_start[home + 1]):
        worker = g.member[m]
        if s.at[worker] == FREE and s.best[worker] > 0:
            s.at[worker] = HUNGRY
            s.filled[home] += 1
            if owed == NOBODY or s.best[worker] > s.best[owed]:
                owed = worker
    return int(owed)
